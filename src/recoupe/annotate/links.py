"""A source's noun phrase -> the link of an attribution: its name tight and as written, its role, and how well it is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.annotate.sources import Finder, Source
from recoupe.records import Link, LinkKind, LinkRole, Passage

_HYPHENS = re.compile(r"(?:[-‐‑–]t)?[-‐‑–]")
_LONGEST = 8  # words of a name; a longer one is cut before its last complements


def make_link(finder: Finder, source: Source, cue: Passage | None, role: LinkRole | None = None) -> Link:
    """The link for a noun phrase; its ``name`` is the words of its passage."""
    role = role or role_of(finder, source)
    person = _person(finder, source)
    if person is not None:
        start, end = _head_of(finder, person)
        return _link(finder, (start, end), role, "named", cue)
    named = _named_part(finder, source, role)
    first, last = named or _trim(finder, source.first, source.last)
    s = finder.sentence
    kind: LinkKind = "named" if named is not None else _kind(finder, source, first, role)
    return _link(finder, (s.start[first], s.end[last]), role, kind, cue)


def pronoun_link(finder: Finder, source: Source, known: Link | None, cue: Passage) -> Link:
    """The link for a pronoun: its antecedent's name at the pronoun's place, or the pronoun itself where nobody fits."""
    s = finder.sentence
    start, end = s.start[source.first], s.end[source.last]
    lead = _HYPHENS.match(finder.text, start, end)
    start = lead.end() if lead else start
    place = Passage(article=finder.article, start=start, end=end)
    if known is not None:
        return replace(known, passage=place, cue=cue)
    return Link(name=finder.text[start:end], role="speaker", kind="anonymous", passage=place, cue=cue)


def role_of(finder: Finder, source: Source) -> LinkRole:
    """Whether a phrase names a speaker, a medium, a news agency or a document, by its head noun."""
    s, kinds = finder.sentence, finder.words.sources
    head = [s.word[j] for j in range(source.first, source.last + 1) if s.word[j] not in finder.words.articles]
    size = next((n for n, w in enumerate(head) if w in finder.words.of), len(head))
    noun = head[: min(size, 3)]
    if any(w in kinds.agency for w in noun):
        return "agency" if _news_agency(finder, source, head, size) else "speaker"
    if any(w in kinds.document for w in noun[:2]):
        return "document"
    if any(w in kinds.medium for w in noun):
        return "medium"
    return "agency" if any(w in kinds.agencies for w in head[:size]) and size <= 3 else "speaker"


def _news_agency(finder: Finder, source: Source, head: Sequence[str], size: int) -> bool:
    """ "l'agence de presse", "l'agence officielle X", "l'agence belge X", not "l'Agence nationale des fréquences"."""
    kinds = finder.words.sources
    if any(w in kinds.agency_marks for w in head[: size + 3]) or any(w in kinds.agencies for w in head):
        return True
    named = source.apposed or finder.proper_name(source.first, source.last)
    lower = next((j for j in range(source.first, source.last + 1) if finder.sentence.word[j] in kinds.agency), source.first)
    if named is None or not finder.sentence.raw[lower][0].islower() or named[0] <= lower:
        return False
    return size <= 3 and not any(w in kinds.other_agencies for w in head[:size])


def _link(finder: Finder, span: tuple[int, int], role: LinkRole, kind: LinkKind, cue: Passage | None) -> Link:
    passage = Passage(article=finder.article, start=span[0], end=span[1])
    return Link(name=finder.text[span[0] : span[1]], role=role, kind=kind, passage=passage, cue=cue)


def _person(finder: Finder, source: Source) -> int | None:
    person = finder.person(source.first, source.last)
    if person is None and source.apposed is not None:
        return finder.person(*source.apposed)
    s = finder.sentence
    listed = person is not None and any(s.word[j] in finder.words.coordinators for j in range(source.first, source.last + 1))
    return None if listed else person


def _head_of(finder: Finder, person: int) -> tuple[int, int]:
    """The whole name: without a title or article in front of it, with a first name that the model left out."""
    s, words, mention = finder.sentence, finder.words, finder.mentions[person]
    start = mention.start
    lead = mention.form.split(" ", 1)
    if len(lead) == 2 and lead[0].lower() in words.titles | words.articles and not lead[0].isupper():
        start += len(lead[0]) + 1
    i = next(j for j in range(len(s)) if s.name[j] == person)
    before = finder.text[s.start[i] : start].strip()
    if before.istitle() and before.lower() not in words.titles | words.articles:
        start = s.start[i]
    while i > 0 and s.pos[i - 1] == "PROPN" and s.name[i - 1] < 0 and s.raw[i - 1].istitle() and s.word[i - 1] not in words.titles:
        i -= 1
        start = s.start[i]
    return start, mention.end


def _named_part(finder: Finder, source: Source, role: LinkRole) -> tuple[int, int] | None:
    """Tokens of the proper name in a phrase that is more than a name: after a title or the noun of a medium."""
    s, first, last = finder.sentence, source.first, source.last
    if role == "document" or any(s.word[j] in finder.words.coordinators for j in range(first, last + 1)):
        return None
    office = _after_office(finder, first, last)
    if office is not None:
        return office
    name = finder.proper_name(first, last)
    if name is None and source.apposed is not None:
        return finder.proper_name(*source.apposed)
    if name is None or name[0] == first:
        return name
    head = next((s.word[j] for j in range(first, last + 1) if s.word[j] not in finder.words.articles), "")
    kinds = finder.words.sources
    titled = head in kinds.people or any(s.word[j] in kinds.medium | kinds.agency for j in range(first, name[0]))
    return name if titled or name[0] == _trim(finder, first, last)[0] else None


def _after_office(finder: Finder, first: int, last: int) -> tuple[int, int] | None:
    """The name that ends "ministre des Transports Jeanne Morvan", where the model ran office and name together."""
    s, j = finder.sentence, last
    head = next((s.word[k] for k in range(first, last + 1) if s.word[k] not in finder.words.articles), "")
    while j > first and s.pos[j] == "PROPN" and s.raw[j][0].isupper():
        j -= 1
    long = last - j >= 2 or " " in s.raw[last]
    inside = j > first and s.pos[j] in ("NOUN", "ADJ") and s.word[j] not in finder.words.of | finder.words.articles
    return (j + 1, last) if head in finder.words.sources.people and long and inside else None


def _trim(finder: Finder, first: int, last: int) -> tuple[int, int]:
    s, words = finder.sentence, finder.words
    while first < last and s.pos[first + 1] != "ADP" and s.word[first] in words.articles | words.titles:
        first += 1
    if last - first >= _LONGEST:
        cut = [j for j in range(first + 2, first + _LONGEST) if s.word[j] in words.of]
        last = cut[-1] - 1 if cut else first + _LONGEST - 1
        while last > first and s.word[last] in words.coordinators | words.articles | words.of:
            last -= 1
    return first, last


def _kind(finder: Finder, source: Source, first: int, role: LinkRole) -> LinkKind:
    s, kinds = finder.sentence, finder.words.sources
    if any(s.word[j] in kinds.anonymous for j in range(source.first, source.last + 1)):
        return "anonymous"
    titled = first > 0 and s.word[first - 1] in finder.words.titles
    if s.name[first] >= 0 or titled:
        return "named"
    if role == "document":
        return "role_only"
    listed = any(s.word[j] in finder.words.coordinators for j in range(source.first, source.last + 1))
    if listed or s.word[first] in kinds.plural_collective or "Number=Plur" in s.morph[first]:
        return "collective"
    if s.word[first] in kinds.offices and first < source.last:
        return "role_only"  # "une porte-parole de l'hôpital" speaks for it
    return "anonymous" if s.word[source.first] in finder.words.indefinite else "role_only"
