"""Origins, events that rest on one origin, and names -> who the information comes from and who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from recoupe.dossier.chains import Carrier
from recoupe.dossier.days import tell_day
from recoupe.dossier.lookup import Cited, Lookup
from recoupe.dossier.timeline import EventRow, Timeline, origin_name
from recoupe.records import Entity, Form, Origin, Role, Story
from recoupe.text import fold

_CITED_PER_ORIGIN = 40
_CITED_PER_FORM = 4
"""Links given for one form of a name; as for an origin, the count beside them tells how many there are, and the JSON has all."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One origin, the articles that carry it (copies of another one folded under it) and the events it supports."""

    name: str
    kind: str
    carriers: tuple[tuple[Carrier, str | None], ...]
    events: tuple[EventRow, ...]
    cited: tuple[Cited, ...]
    n_passages: int


@dataclass(frozen=True, slots=True)
class OneOriginGroup:
    """Events for which only one origin speaks, by that origin."""

    name: str
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One way of naming, what kind of form it is, how often, and where."""

    text: str
    kind: str
    key: str
    n_mentions: int
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """One entity with its forms and roles, and the links left open."""

    name: str
    n_mentions: int
    forms: tuple[FormRow, ...]
    roles: tuple[tuple[str, tuple[Cited, ...]], ...]
    doubtful: tuple[str, ...]
    misspelt: bool


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Entities of one kind, the most named first."""

    kind: str
    names: tuple[NameRow, ...]


def view_origins(story: Story, timeline: Timeline, lookup: Lookup) -> list[OriginRow]:
    """The origins of one story, those with most articles first."""
    rows = {row.line.anchor: row for row in timeline.rows}
    copied_from = _copied_from(story)
    supported: dict[str, list[EventRow]] = {}
    for event in story.events:
        for origin in event.origins:
            supported.setdefault(origin, []).append(rows[lookup.lines[event.id].anchor])
    return [_origin_row(origin, supported.get(origin.id, []), copied_from, lookup) for origin in story.origins]


def view_one_origin(timeline: Timeline, lookup: Lookup) -> list[OneOriginGroup]:
    """Events with one origin, or with none established, grouped by its name."""
    thin = [row for row in timeline.rows if row.n_origins <= 1]
    groups: dict[str, list[EventRow]] = {}
    for row in thin:
        groups.setdefault(row.origins[0] if row.origins else lookup.wording.say("no_origin"), []).append(row)
    return [OneOriginGroup(name, tuple(rows)) for name, rows in sorted(groups.items(), key=lambda g: -len(g[1]))]


def view_names(story: Story, lookup: Lookup) -> list[NameGroup]:
    """The entities named in one story's articles, by kind."""
    inside = set(story.articles)
    found = []
    for entity in lookup.dossier.entities:
        row = _name_row(entity, inside, lookup)
        if row is not None:
            found.append((entity.kind, row))
    groups = []
    for kind, pairs in groupby(found, key=lambda pair: pair[0]):
        names = sorted((row for _, row in pairs), key=lambda row: (-row.n_mentions, fold(row.name)))
        groups.append(NameGroup(lookup.wording.name("entity", kind), tuple(names)))
    return groups


def _copied_from(story: Story) -> dict[str, dict[str, None]]:
    """Which articles each article copies from, where the direction is known."""
    found: dict[str, dict[str, None]] = {}
    for reuse in story.reuse:
        if reuse.direction is None:
            continue
        members = reuse.articles or tuple(p.article for p in reuse.passages)
        for member in members:
            if member != reuse.direction.source:
                found.setdefault(member, {})[reuse.direction.source] = None
    return found


def _origin_row(origin: Origin, events: list[EventRow], copied_from: dict[str, dict[str, None]], lookup: Lookup) -> OriginRow:
    carriers = []
    for article in dict.fromkeys(a for a in origin.articles if a in lookup.articles):
        source = next((s for s in copied_from.get(article, {}) if s in origin.articles), None)
        echo = lookup.wording.say("echoes", source=lookup.ref(source)) if source else None
        carriers.append((Carrier(lookup.ref(article), lookup.outlet(article)), echo))
    return OriginRow(
        name=origin_name(origin, lookup),
        kind=lookup.wording.name("origin", origin.kind),
        carriers=tuple(carriers),
        events=tuple(events),
        cited=tuple(lookup.cite_all(origin.passages, "name", most=_CITED_PER_ORIGIN)),
        n_passages=len(origin.passages),
    )


def _name_row(entity: Entity, inside: set[str], lookup: Lookup) -> NameRow | None:
    forms = [row for form in entity.forms if (row := _form_row(form, inside, lookup)) is not None]
    if not forms:
        return None
    return NameRow(
        name=entity.name,
        n_mentions=sum(form.n_mentions for form in forms),
        forms=tuple(forms),
        roles=tuple((_role(r, lookup), tuple(lookup.cite_all(r.passages, "name", most=1))) for r in entity.roles),
        doubtful=tuple(_evidence(e.detail, e.feature) for e in entity.doubtful),
        misspelt=any(form.key == "misspelling" for form in forms),
    )


def _form_row(form: Form, inside: Iterable[str], lookup: Lookup) -> FormRow | None:
    passages = [p for p in form.passages if p.article in inside]
    if not passages:
        return None
    cited = lookup.cite_all(passages, "name", most=_CITED_PER_FORM)
    return FormRow(form.text, lookup.wording.name("form", form.kind), form.kind, len(passages), tuple(cited))


def _role(role: Role, lookup: Lookup) -> str:
    bounds = []
    if role.since:
        bounds.append(lookup.wording.say("role_from", day=tell_day(role.since, lookup.wording)))
    if role.until:
        bounds.append(lookup.wording.say("role_to", day=tell_day(role.until, lookup.wording)))
    return f"{role.text} ({', '.join(bounds)})" if bounds else role.text


def _evidence(detail: str | None, feature: str) -> str:
    return detail or feature.replace("_", " ")
