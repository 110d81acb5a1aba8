"""Mentions of all articles -> entities: every mention in exactly one, with its form, the offices and the reasons."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from recoupe.languages.countries import country_like, country_named
from recoupe.records import Annotations, Article, Entity, Evidence, Form, FormKind, Passage, Role
from recoupe.stories.bearers import Bearers
from recoupe.stories.linking import Cluster, link_spellings
from recoupe.stories.occurrences import Occurrence, Place, Spelling, is_description, is_metonym, occurrences, spellings
from recoupe.stories.profiles import day_of
from recoupe.stories.spelling import name_tokens
from recoupe.text import fold

Key = tuple[str, ...]
"""What mentions of one entity share: a country, a cluster of names, an office that nobody named holds."""


def link_entities(articles: Sequence[Article], notes: Mapping[str, Annotations]) -> tuple[Entity, ...]:
    """Link the mentions of all articles to entities; the order of articles never changes the result.

    Misspelt forms stay with their owner, marked; persons whose names differ by a letter stay apart where pages tell them apart.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    found = occurrences(ordered, notes)
    by_place = {o.place: o for o in found}
    keys, clusters = _key_names(ordered, found)
    _key_references(found, keys)
    _key_offices(ordered, found, keys, clusters)
    members: dict[Key, list[Occurrence]] = defaultdict(list)
    for place, key in sorted(keys.items()):
        members[key].append(by_place[place])
    builder = _Builder(ordered, clusters)
    entities = [builder.entity(key, rows) for key, rows in sorted(members.items())]
    return tuple(sorted(entities, key=lambda e: (-sum(len(f.passages) for f in e.forms), e.kind, e.name, e.id)))


# ------------------------------------------------------------------ which entity


def _key_names(articles: Sequence[Article], found: Sequence[Occurrence]) -> tuple[dict[Place, Key], dict[Key, Cluster]]:
    keys: dict[Place, Key] = {}
    for o in found:
        head = o.mention.head
        if head and o.mention.kind == "place":
            city = not is_metonym(articles[o.place[0]], o.mention) and not _is_country(o)
            keys[o.place] = ("city" if city else "country", head)
    rows = [s for s in spellings([o for o in found if o.place not in keys]).values() if s.tokens]
    clusters: dict[Key, Cluster] = {}
    for kind in sorted({s.kind for s in rows}):
        mine = [s for s in rows if s.kind == kind]
        full = [s for s in mine if kind != "person" or len(s.tokens) > 1]
        linked = link_spellings(full)
        if kind == "person":
            linked += _shorts(articles, [s for s in mine if len(s.tokens) == 1], linked)
        for cluster in linked:
            key = (kind, *cluster.usual().tokens)
            clusters[key] = cluster
            keys.update((o.place, key) for o in cluster.found)
    return keys, clusters


def _is_country(o: Occurrence) -> bool:
    return bool(country_named(o.mention.form) or country_like(o.mention.form))


def _shorts(articles: Sequence[Article], singles: Sequence[Spelling], full: Sequence[Cluster]) -> list[Cluster]:
    """Put single names to their bearers; those without one become persons of their own."""
    bearers = Bearers(full, [day_of(a) for a in articles])
    left: list[Spelling] = []
    for single in singles:
        owned: dict[int, list[Occurrence]] = defaultdict(list)
        alone: list[Occurrence] = []
        for o in single.found:
            owner = bearers.of_short_name(o, single.tokens[0])
            (alone if owner is None else owned[owner]).append(o)
        for owner, rows in sorted(owned.items()):
            full[owner].spellings.append(Spelling(single.kind, single.tokens, rows))
            full[owner].evidence.append(Evidence(feature="short_name", score=1.0, detail=single.tokens[0]))
        if alone:
            left.append(Spelling(single.kind, single.tokens, alone))
    return link_spellings(left)


def _key_references(found: Sequence[Occurrence], keys: dict[Place, Key]) -> None:
    """Acronyms and descriptions go where their own article points them; an acronym takes its other uses along."""
    holders: dict[Key, list[Place]] = defaultdict(list)
    for place, key in keys.items():
        holders[key].append(place)
    for o in found:
        aim = keys.get((o.place[0], o.mention.refers_to)) if o.mention.refers_to is not None else None
        if aim is None:
            continue
        old = keys.get(o.place)
        moved = [o.place] if old is None or is_description(o.mention) else holders.pop(old, []) if old != aim else []
        keys.update(dict.fromkeys(moved, aim))
        holders[aim] += moved


def _key_offices(articles: Sequence[Article], found: Sequence[Occurrence], keys: dict[Place, Key], clusters: Mapping[Key, Cluster]) -> None:
    """Descriptions that no article ties: the holder of the office, else one entity an office and country."""
    persons = [(key, c) for key, c in clusters.items() if key[0] == "person"]
    bearers = Bearers([c for _, c in persons], [day_of(a) for a in articles])
    for o in found:
        if o.place in keys:
            continue
        holder = bearers.of_office(o)
        if holder is not None:
            keys[o.place] = persons[holder][0]
        else:
            what = fold(o.mention.role or o.mention.form)
            where = o.country or articles[o.place[0]].id
            keys[o.place] = ("office", o.office or what, where, what if not o.country else "")


# ------------------------------------------------------------------ the records


class _Builder:
    """Makes entities of the mentions that share a key."""

    def __init__(self, articles: Sequence[Article], clusters: Mapping[Key, Cluster]) -> None:
        self.articles = articles
        self.clusters = clusters
        self.used: set[str] = set()

    def entity(self, key: Key, rows: Sequence[Occurrence]) -> Entity:
        """One entity of its mentions."""
        cluster = self.clusters.get(key)
        slips = {o.place for s in cluster.slips for o in s.found} if cluster else set()
        name = _name(key, rows, slips)
        by_form: dict[tuple[str, FormKind], list[Passage]] = defaultdict(list)
        for o in rows:
            kind = "misspelling" if o.place in slips else self._form_kind(key, o, name)
            by_form[o.mention.form, kind].append(self._passage(o))
        kinds = Counter(o.mention.kind for o in rows)
        forms = [Form(text=text, kind=kind, passages=tuple(sorted(p, key=_order))) for (text, kind), p in by_form.items()]
        forms.sort(key=lambda f: (f.text != name, f.kind == "description", -len(f.passages), f.text, f.kind))
        entity_kind = "person" if key[0] in ("person", "office") else max(sorted(kinds.items()), key=lambda v: v[1])[0]
        return Entity(
            id=self._id(entity_kind, name, forms),
            kind=entity_kind,
            name=name,
            forms=tuple(forms),
            roles=self._roles(rows),
            place=key[1] if key[0] in ("country", "city") else None,
            evidence=_unique(cluster.evidence) if cluster else (),
            doubtful=_unique(cluster.doubtful) if cluster else (),
        )

    def _id(self, kind: str, name: str, forms: Sequence[Form]) -> str:
        found = "e" + hashlib.sha256(f"{kind}|{fold(name)}".encode()).hexdigest()[:10]
        if found in self.used:
            where = "|".join(f"{p.article}:{p.start}" for f in forms for p in f.passages)
            found = "e" + hashlib.sha256(f"{kind}|{where}".encode()).hexdigest()[:10]
        self.used.add(found)
        return found

    def _form_kind(self, key: Key, o: Occurrence, name: str) -> FormKind:
        form = o.mention.form
        if is_description(o.mention):
            return "description"
        if form == name:
            return "name"
        if key[0] == "country" and not _is_country(o):
            return "metonym"
        if 2 <= len(form) <= 8 and form.isupper() and form.isalpha() and len(name) > len(form):
            return "acronym"
        here, whole = name_tokens(form), name_tokens(name)
        return "short" if len(here) < len(whole) and set(here) <= set(whole) else "variant"

    def _passage(self, o: Occurrence) -> Passage:
        return Passage(article=self.articles[o.place[0]].id, start=o.mention.start, end=o.mention.end)

    def _roles(self, rows: Sequence[Occurrence]) -> tuple[Role, ...]:
        texts: dict[str, list[Occurrence]] = defaultdict(list)
        for o in rows:
            if o.mention.role and is_description(o.mention):
                texts[fold(o.mention.role)].append(o)
        return tuple(
            Role(text=found[0].mention.role or key, passages=tuple(sorted(map(self._passage, found), key=_order)))
            for key, found in sorted(texts.items(), key=lambda t: (-len(t[1]), t[0]))
        )


def _name(key: Key, rows: Sequence[Occurrence], slips: set[Place]) -> str:
    """The most frequent of the full forms; a description only where there is no name."""
    named = [o for o in rows if not is_description(o.mention) and o.place not in slips]
    pool = [o.mention.form for o in named or rows]
    if key[0] == "country":
        pool = [o.mention.form for o in named if _is_country(o)] or pool
    counts = Counter(pool)
    most = max(len(name_tokens(f)) > 1 for f in counts)
    full = [f for f in counts if (len(name_tokens(f)) > 1) == most or key[0] != "person"]
    return min(full, key=lambda f: (f.isupper() and len(f) < 7, -counts[f], -len(f), f))


def _order(passage: Passage) -> tuple[str, int, int]:
    return passage.article, passage.start, passage.end


def _unique(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    seen = {(e.feature, e.detail): e for e in rows}
    return tuple(seen[k] for k in sorted(seen, key=lambda k: (k[0], k[1] or "")))
