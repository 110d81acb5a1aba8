"""Media and documents named beside a cue: "à l'AFP", "dans un communiqué", "cité par l'agence X", "in an interview with X"."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as change

from recoupe.annotate.links import make_link
from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sources import Source
from recoupe.records import Link, LinkRole, Passage

_BESIDE = 14  # tokens behind a cue in which its channels are looked for
_NO_CHANNEL = ("preposition", "heading", "colon")


def find_channels(reach: Reach, report: Report) -> list[Link]:
    """The links of the media and documents through which the words of a report came, in order."""
    s, words = reach.sentence, reach.words
    if report.pattern in _NO_CHANNEL:
        return []
    high = max(report.region[1], report.source.end, report.scope[1] if report.pattern == "nominal" else 0)
    out: list[Link] = _told_to(reach, report)
    i = _first(reach, report)
    limit = min(len(s), high + _BESIDE)
    while i < limit:
        inside = report.scope[0] <= i <= report.scope[1]
        cited = s.word[i] in words.cited_by and not inside
        if cited:
            i = next((j for j in range(i, min(i + 4, len(s))) if s.word[j] in words.by), i)
        near = not inside and (cited or i <= high + 1)
        phrase = _channel_at(reach, report, i) if near else None
        if phrase is not None:
            link = _link(reach, report, phrase, i if cited else None)
            if link is not None:
                out.append(link)
            high = max(high, phrase.end)
            i = phrase.last
            host = _host(reach, phrase)
            if link is not None and host is not None:
                out.append(_named(reach, report, host, "medium"))
                high, i = max(high, host.end), host.last
        i += 1
    return out


def _first(reach: Reach, report: Report) -> int:
    """Where to begin: at the head of the clause, where no other verb stands between it and the cue."""
    low = report.region[0]
    start = reach.clause_start(low)
    opening = not any(reach.finite(k) and reach.sentence.quote[k] < 0 for k in range(start, low))
    return start if opening else min(report.cue[0], report.source.begin, low)


def _channel_at(reach: Reach, report: Report, i: int) -> Source | None:
    """The noun phrase behind a preposition that may name a channel, without the speaker apposed to it by a comma."""
    s, words = reach.sentence, reach.words
    opens = s.word[i] in words.document_prepositions or s.word[i] in words.by
    if not opens or s.pos[i] != "ADP" or f"{s.word[i]} {s.at(i + 1)}" in words.idioms:
        return None
    phrase = reach.finder.phrase_right(i + 1)
    if phrase is None:
        return None
    if phrase.apposed is not None and phrase.apposed[0] <= report.source.first <= phrase.apposed[1]:
        phrase = replace(phrase, apposed=None)
    outside = phrase.last < report.source.first or (not phrase.pronoun and phrase.last > report.source.first - 1)
    return phrase if outside else None


def _link(reach: Reach, report: Report, phrase: Source, cited: int | None) -> Link | None:
    """The link of a phrase that names an agency, a medium, a document, a network, or whoever cites."""
    s, words = reach.sentence, reach.words
    place = s.cover(cited, cited) if cited is not None else s.cover(*report.cue)
    link = make_link(reach.finder, phrase, Passage(article=reach.finder.article, start=place.start, end=place.end))
    platform = s.word[phrase.last] in words.sources.platforms and phrase.last - phrase.first <= 1
    if not (link.role in ("agency", "medium", "document") or platform or cited is not None):
        return None
    return change(link, role="medium") if platform and link.role == "speaker" else link


def _named(reach: Reach, report: Report, phrase: Source, role: LinkRole) -> Link:
    place = reach.sentence.cover(*report.cue)
    link = make_link(reach.finder, phrase, Passage(article=reach.finder.article, start=place.start, end=place.end))
    return change(link, role=role) if link.role == "speaker" else link


def _host(reach: Reach, phrase: Source) -> Source | None:
    """Who an interview was given to: the name behind "with", "à"."""
    s, words = reach.sentence, reach.words
    if not any(s.word[j] in words.interviews for j in range(phrase.first, phrase.last + 1)):
        return None
    at = next((j for j in range(phrase.end + 1, min(phrase.end + 4, len(s))) if s.word[j] in words.interview_with), None)
    host = reach.finder.phrase_right(at + 1) if at is not None else None
    if host is None or host.pronoun or reach.finder.person(host.first, host.last) is not None:
        return None
    return replace(host, apposed=None)


def _told_to(reach: Reach, report: Report) -> list[Link]:
    """The outlet somebody "told" something: a proper name that is no person, no place and no assembly."""
    s, words, finder = reach.sentence, reach.words, reach.finder
    if s.word[report.cue[1]] not in words.told:
        return []
    phrase = finder.phrase_right(report.cue[1] + 1)
    if phrase is None or phrase.pronoun or phrase.apposed is not None or finder.proper_name(phrase.first, phrase.last) is None:
        return []
    kinds = {finder.mentions[s.name[j]].kind for j in range(phrase.first, phrase.last + 1) if s.name[j] >= 0}
    common = any(s.word[j] in words.sources.people | words.assemblies for j in range(phrase.first, phrase.last + 1))
    bare_place = "place" in kinds and s.word[phrase.first] not in words.articles
    if common or "person" in kinds or bare_place or s.is_mark(phrase.first):
        return []
    return [_named(reach, report, phrase, "medium")]
