"""A parsed article -> attributions: whose words are these, through whom, when said. Constructions stand in ``patterns``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec.structs import replace as change

from recoupe.annotate.channels import find_channels
from recoupe.annotate.complements import read_complement, read_gaps
from recoupe.annotate.cues import Cue, find_cues
from recoupe.annotate.engine import Parse
from recoupe.annotate.incises import floor_of, read_incise, read_inside, read_passive
from recoupe.annotate.lexicon import speech_words
from recoupe.annotate.links import make_link, pronoun_link
from recoupe.annotate.nouns import read_nouns
from recoupe.annotate.prepositions import read_colon, read_prepositions
from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sentences import Sentence
from recoupe.annotate.sources import Finder, Source
from recoupe.annotate.speakers import Memory
from recoupe.annotate.subjects import find_subject
from recoupe.records import Attribution, Link, Mention, Passage, Span, TimeExpression
from recoupe.text import contains

_MOST_LINKS = 4
_TELLING = ("say", "announce", "confirm")
"""Classes of cues by which nothing is said where they are negated: "n'a pas dit que"."""


def find_attributions(
    parse: Parse, sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[TimeExpression]
) -> tuple[Attribution, ...]:
    """Who is said to say what: one record per reporting cue, in text order.

    An attribution inside another one carries the whole chain, nearest source first; a pronoun's link has its antecedent's name.
    """
    words = speech_words(parse.language)
    memory = Memory(words)
    out: list[Attribution] = []
    for number, sentence in enumerate(sentences):
        finder = Finder(parse.article.id, parse.article.text, sentence, mentions, words)
        cues = find_cues(sentence, words, parse.language)
        reach, reports = read_reports(Reach(finder, sentence, words, cues, parse.language))
        builder = _Builder(reach, memory, number, times)
        found = []
        for report in reports:
            attribution = builder.build(report)
            if attribution is not None:
                found.append(attribution)
        memory.note_subjects(finder, number, parse.language)
        out.extend(chain(found))
    return tuple(sorted(out, key=lambda a: (a.scope.start, a.scope.end, a.cue.start if a.cue else -1)))


def read_reports(reach: Reach) -> tuple[Reach, list[Report]]:
    """Everything reported in one sentence, in the order of the cues; incises first, they bound the reach of the others."""
    incises: list[Report] = []
    for cue in reach.cues:
        report = _read_incise(reach, cue, incises) if cue.form == "finite" and not cue.shared else None
        if report is not None:
            incises.append(report)
    if incises:
        reach = replace(reach, walls=frozenset(r.region[0] for r in incises))
    prepositions = [p for p in read_prepositions(reach) if not any(r.region[0] <= p.cue[0] <= r.region[1] for r in incises)]
    out = [*incises, *prepositions]
    taken = {r.cue[0] for r in incises}
    for cue in reach.cues:
        if cue.first in taken or any(r.region[0] < cue.verb <= r.region[1] for r in prepositions):
            continue
        report = _read_cue(reach, cue, out)
        if report is not None and report.scope[0] <= report.scope[1]:
            out.extend(read_gaps(reach, report) if report.pattern == "nominal" else [report])
    out.extend(read_nouns(reach, out))
    out.extend(read_colon(reach, out))
    return reach, sorted(out, key=lambda r: (r.cue, r.scope))


def _read_incise(reach: Reach, cue: Cue, earlier: Sequence[Report]) -> Report | None:
    if reach.sentence.quote[cue.verb] >= 0:
        return read_inside(reach, cue) if not earlier else None
    return read_incise(reach, cue, floor_of(earlier))


def _read_cue(reach: Reach, cue: Cue, earlier: Sequence[Report]) -> Report | None:
    if cue.form in ("passive", "participle"):
        return read_passive(reach, cue)
    if cue.form == "gerund" and reach.sentence.word[cue.verb] in reach.words.citing and not reach.sentence.is_mark(cue.last + 1):
        return None
    source = find_subject(reach, cue, earlier)
    if source is None or (reach.sentence.quote[cue.verb] >= 0 and reach.sentence.same_quote(source.last, cue.verb)):
        return None
    return read_complement(reach, cue, source)


class _Builder:
    """Turns the reports of one sentence into attributions, with pronouns resolved."""

    def __init__(self, reach: Reach, memory: Memory, number: int, times: Sequence[TimeExpression]) -> None:
        self._reach, self._finder, self._words = reach, reach.finder, reach.words
        self._memory, self._number, self._times = memory, number, times

    def build(self, report: Report) -> Attribution | None:
        """The attribution of one report, None where its source cannot be named."""
        s = self._finder.sentence
        cue = s.cover(*report.cue)
        place = Passage(article=self._finder.article, start=cue.start, end=cue.end)
        own = self._links(report.source, place, report.pattern)
        if not own:
            return None
        near = [x for source in report.before for x in self._links(source, place, report.pattern)]
        far = [x for source in report.further for x in self._links(source, place, report.pattern)]
        if far and own[0].role == "document" and not self._is_recording(report.source):
            own, far = (own, [change(x, role="medium") for x in far]) if self._was_seen(report) else (far, own)
        links = [*near, *own, *far, *find_channels(self._reach, report)]
        return Attribution(
            scope=self._scope(report),
            cue=cue,
            links=_distinct(links),
            verb=report.verb,
            said=self._said(report),
            negated=report.negated,
            spoken=self._is_spoken(report),
        )

    def _is_spoken(self, report: Report) -> bool:
        """Whether words were said: not where the verb is one of thought, nor where it only names what is wanted."""
        if report.pattern == "nominal" and report.verb in ("want", "perceive"):
            return False
        if report.pattern == "learned":
            return True
        asked = self._finder.sentence.word[report.scope[0]] in self._words.questions
        if report.negated and report.verb in _TELLING and report.pattern in ("clause", "infinitive", "nominal") and not asked:
            return False
        return not any(c.first == report.cue[0] and c.may("thought") for c in self._reach.cues)

    def _links(self, source: Source, cue: Passage, pattern: str) -> list[Link]:
        s = self._finder.sentence
        if source.pronoun:
            form = self._words.pronouns.get(s.word[source.first], "")
            speaks = pattern in ("incise", "inside", "preposition")
            known = self._memory.resolve(form, self._number, s.start[source.first], speaks) if form else None  # "on" is nobody named
            return [pronoun_link(self._finder, source, known, cue)]
        link = make_link(self._finder, source, cue)
        anaphor = " ".join(s.word[source.first : source.last + 1]).replace("' ", "'")
        if any(anaphor.endswith(a) for a in self._words.anaphors):
            known = self._memory.resolve("?p" if "Number=Plur" in s.morph[source.last] else "?s", self._number, s.start[source.first], True)
            if known is not None:
                link = change(known, passage=link.passage, cue=cue)
            return [link]
        if link.role == "document":
            return self._document(source, link, cue)
        known = self._memory.taken_up(self._finder, source, link, self._number)
        if known is not None:
            return [change(known, passage=link.passage, cue=cue)]
        self._memory.note(link, self._finder, source, self._number, True)
        return [link]

    def _is_recording(self, source: Source) -> bool:
        s = self._finder.sentence
        return any(s.word[j] in self._words.recordings for j in range(source.first, min(source.first + 3, source.last + 1)))

    def _was_seen(self, report: Report) -> bool:
        """Whether the maker behind a document only saw it: "un document consulté par X"."""
        s, far = self._finder.sentence, report.further[0]
        return any(s.word[j] in self._words.seen_by for j in range(report.source.last + 1, far.first))

    def _document(self, source: Source, link: Link, cue: Passage) -> list[Link]:
        """A document and whose it is: "le communiqué du Kremlin" gives the Kremlin, then the communiqué."""
        s, words = self._finder.sentence, self._words
        of = next((j for j in range(source.first + 1, source.last) if s.word[j] in words.of and s.pos[j] == "ADP"), None)
        owner = self._finder.phrase_right(of + 1) if of is not None else None
        if owner is None or owner.pronoun or not self._finder.known(owner):
            return [link]
        link = make_link(self._finder, Source(source.first, of - 1), cue) if of is not None else link
        speaker = make_link(self._finder, owner, cue)
        self._memory.note(speaker, self._finder, owner, self._number, True)
        return [link, speaker] if self._is_recording(source) else [speaker, link]

    def _scope(self, report: Report) -> Span:
        s, (first, last) = self._finder.sentence, report.scope
        while first < last and s.is_stop(first) and not s.is_mark(first):
            first += 1
        return s.cover(first, last)

    def _said(self, report: Report) -> int | None:
        """The time nearest to the cue outside what is reported."""
        s, finite = self._finder.sentence, self._reach.finite
        if max(s.time) < 0:
            return None
        low, high = report.region
        start = self._reach.clause_start(low)
        opening = not any(finite(k) and s.quote[k] < 0 for k in range(start, low))
        best: tuple[int, int] | None = None
        for j in range(start if opening else low, len(s)):
            if s.time[j] < 0 or report.scope[0] <= j <= report.scope[1] or s.quote[j] >= 0:
                continue
            if self._times[s.time[j]].type not in ("DATE", "TIME") or any(finite(k) for k in range(max(high, report.scope[1]) + 1, j)):
                continue
            distance = min(abs(j - report.cue[0]), abs(j - report.cue[1]))
            if best is None or distance < best[0]:
                best = (distance, s.time[j])
        return best[1] if best else None


def _distinct(links: Sequence[Link]) -> tuple[Link, ...]:
    out: list[Link] = []
    for link in links:
        if all((x.name, x.passage.start) != (link.name, link.passage.start) for x in out):
            out.append(link)
    return tuple(out[:_MOST_LINKS])


def chain(found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of one sentence with the links of those around them added: nearest to the fact first."""
    out = []
    for inner in found:
        around = [
            outer
            for outer in found
            if outer is not inner
            and inner.cue is not None
            and contains(outer.scope, inner.cue)
            and not (outer.cue is not None and contains(inner.scope, outer.cue))
            and inner.scope != outer.scope
        ]
        around.sort(key=lambda a: a.scope.end - a.scope.start)
        links = [*inner.links, *(x for outer in around for x in outer.links)]
        said = inner.said if inner.said is not None or not around else around[0].said
        out.append(
            Attribution(
                scope=inner.scope,
                cue=inner.cue,
                links=_distinct(links),
                verb=inner.verb,
                said=said,
                negated=inner.negated,
                spoken=inner.spoken,
            )
        )
    return out
