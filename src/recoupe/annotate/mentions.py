"""Parse -> mentions: names, and descriptions tied to the names they stand for where the article itself ties them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace as replace_name
from itertools import pairwise

from msgspec.structs import replace

from recoupe.annotate.descriptions import Description, country_of_head, find_descriptions
from recoupe.annotate.engine import Parse
from recoupe.annotate.names import find_names
from recoupe.annotate.trimming import Name, in_tables
from recoupe.languages.countries import country_like, country_named, country_of_capital, country_of_seat, place_key
from recoupe.languages.names import role_class
from recoupe.records import Mention, Span
from recoupe.text import fold, sentence_at

_STATE = ("head_of_state", "head_of_government")
_AFTER_APPOSITION = re.compile(r"\s*(?:[,;:.)\]»\"–—-]|$|\n)")
_BETWEEN = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?,\s*|\s*\([^()\n]{2,40}\)\s*")


def find_mentions(parse: Parse) -> tuple[Mention, ...]:
    """Names of persons, organizations, places and products, and persons described by their office, in order.

    ``head`` is a country's code for its names, capital and people, else what identifies the office; ``refers_to`` is the index of
    the mention that a description, or the long form of an acronym, stands for.
    """
    text = parse.marked
    names = find_names(parse)
    offices = find_descriptions(parse, names)
    promoted = _name_bearers(text, names, offices)
    if promoted != names:
        names = promoted
        offices = find_descriptions(parse, names)
    names = [n for n in names if not _is_portfolio(text, n, offices)]
    rows: list[tuple[int, int, Name | Description]] = sorted(
        [(n.start, n.end, n) for n in names] + [(d.start, d.end, d) for d in offices], key=lambda r: (r[0], -r[1])
    )
    mentions = [_mention(parse.article.text, item) for _, _, item in rows]
    places = {id(item): i for i, (_, _, item) in enumerate(rows)}
    described = [(places[id(d)], d) for d in offices]
    sentences = [Span(start=r[0], end=r[1]) for r in _sentence_ranges(parse)]
    _tie_appositions(text, mentions, described, sentences)
    _tie_acronyms(text, mentions)
    _tie_by_office(mentions, described, sentences, parse.language)
    return tuple(mentions)


def _name_bearers(text: str, names: list[Name], offices: Sequence[Description]) -> list[Name]:
    """Names with those made persons that stand right behind an office ("le président X"), all over the article."""
    ends = {o.end for o in offices if not re.search(r"\b(?:de|du|des|of|for) ?(?:la |les |l'|the )?[a-z\u00e0-\u00ff]+$", o.role)}
    behind = {place_key(text[n.start : n.end]) for n in names if text[n.start - 1 : n.start] == " " and n.start - 1 in ends}
    return [
        replace_name(n, kind="person")
        if n.kind != "person" and (key := place_key(text[n.start : n.end])) in behind and not in_tables(key)
        else n
        for n in names
    ]


def _sentence_ranges(parse: Parse) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in parse.sentences()]


def _is_portfolio(text: str, name: Name, offices: Sequence[Description]) -> bool:
    """Whether a "name" is only what an office is about: "Industrie" in "le ministre de l'Industrie"."""
    form = text[name.start : name.end]
    if name.kind == "person" or " " in form or form.isupper():
        return False
    if country_named(form) or country_of_capital(form) or country_of_seat(form):
        return False
    return any(d.start < name.start and name.end <= d.end and d.role_class == "minister" for d in offices)


def _mention(text: str, item: Name | Description) -> Mention:
    form = text[item.start : item.end]
    if isinstance(item, Description):
        return Mention(start=item.start, end=item.end, kind="person", form=form, head=item.head, role=item.role)
    head = None
    if item.kind == "place":
        head = country_named(form) or country_of_capital(form) or country_like(form)
    elif item.kind == "organization" and country_of_seat(form):
        head = country_of_seat(form)
    return Mention(start=item.start, end=item.end, kind=item.kind, form=form, head=head)


def _tie(mentions: list[Mention], office: int, name: int) -> None:
    mentions[office] = replace(mentions[office], refers_to=name)
    if mentions[name].role is None:
        mentions[name] = replace(mentions[name], role=mentions[office].role)


def _tie_appositions(text: str, mentions: list[Mention], described: Sequence[tuple[int, Description]], sentences: Sequence[Span]) -> None:
    """ "le président russe X", "le porte-parole, X, ..." and "X, porte-parole de Y,"."""
    for at, office in described:
        after = next(
            (i for i in range(at + 1, len(mentions)) if mentions[i].start >= office.end and not _is_acronym(mentions[i].form)), None
        )
        if after is not None and mentions[after].kind == "person" and mentions[after].role is None:
            name = mentions[after]
            gap = text[office.end : name.start]
            direct = gap.strip() == "" and "\n" not in gap
            apart = _BETWEEN.fullmatch(gap) and (_AFTER_APPOSITION.match(text, name.end) or ")" in gap)
            if direct or (apart and "\n" not in gap):
                _tie(mentions, at, after)
                continue
        before = max((i for i in range(at) if mentions[i].end <= office.start), key=lambda i: mentions[i].end, default=None)
        if before is None or mentions[before].kind != "person" or mentions[before].role is not None:
            continue
        gap = text[mentions[before].end : office.start]
        if re.fullmatch(r"\s*[,(]\s*(?:the |alors |then )?", gap) and _AFTER_APPOSITION.match(text, office.end):
            _tie(mentions, at, before)


def _tie_acronyms(text: str, mentions: list[Mention]) -> None:
    """ "Long Name (LN)" and "LN (Long Name, editor's note)"."""
    for at, (first, second) in enumerate(pairwise(mentions)):
        gap = text[first.end : second.start]
        if first.role or second.role or gap.strip() != "(" or not re.match(r"[^()\n]{0,30}\)", text[second.end : second.end + 32]):
            continue
        if _abbreviates(second.form, first.form):
            mentions[at + 1] = replace(second, refers_to=at, kind=first.kind, head=first.head or second.head)
        elif _abbreviates(first.form, second.form):
            mentions[at] = replace(first, refers_to=at + 1, kind=second.kind, head=second.head or first.head)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of an acronym stand in a longer name in their order, the first at its head: no "Paris (AFP)"."""
    if not _is_acronym(short) or _is_acronym(long) or " " not in long:
        return False
    letters = iter(fold(long))
    return fold(long).startswith(fold(short[0])) and all(c in letters for c in fold(short))


def _is_acronym(form: str) -> bool:
    return 2 <= len(form) <= 8 and form.isupper() and form.isalnum()


def _tie_by_office(mentions: list[Mention], described: Sequence[tuple[int, Description]], sentences: Sequence[Span], language: str) -> None:
    """Descriptions left over: the nearest name, earlier ones first, that has an office of that class and country."""
    for at, office in described:
        if office.possessive and office.head is None:
            head = _owner(mentions, at, sentences)
            mentions[at] = replace(mentions[at], head=head)
    held = [(i, m, role_class(m.role, language)) for i, m in enumerate(mentions) if m.role and _is_name(mentions, i)]
    heads = {m.refers_to: m.head for m in mentions if m.refers_to is not None and m.head}
    for at, office in described:
        if mentions[at].refers_to is not None or office.plural or not office.definite:
            continue
        head = mentions[at].head
        fits = []
        for i, name, name_class in held:
            if name_class != office.role_class and not (office.role_class == "counterpart" and name_class in _STATE):
                continue
            if head is None or (heads.get(i) and _same_country(heads[i], head)):
                fits.append((i > at, abs(name.start - office.start), i))
        if fits and (head is not None or len({mentions[i].form.split()[-1] for _, _, i in fits}) == 1):
            mentions[at] = replace(mentions[at], refers_to=min(fits)[2])


def _is_name(mentions: Sequence[Mention], index: int) -> bool:
    mention = mentions[index]
    return mention.kind == "person" and any(m.refers_to == index for m in mentions)


def _same_country(a: str | None, b: str | None) -> bool:
    if a == b:
        return a is not None
    return country_of_head(a) is not None and country_of_head(a) == country_of_head(b)


def _owner(mentions: Sequence[Mention], at: int, sentences: Sequence[Span]) -> str | None:
    """The country named last before a possessive in its own sentence: "la France et son président"."""
    place = sentence_at(sentences, mentions[at].start)
    if place is None:
        return None
    for mention in reversed(mentions[:at]):
        if mention.start < sentences[place].start:
            break
        if mention.kind == "place" and mention.head:
            return mention.head
    return None
