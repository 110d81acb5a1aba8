"""What a reporting verb governs: a clause, an infinitive, words after a colon, a quotation, or a noun that carries the news."""

from __future__ import annotations

from dataclasses import replace

from recoupe.annotate.cues import Cue
from recoupe.annotate.links import role_of
from recoupe.annotate.prepositions import extend
from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sources import Source

_INFINITIVE_WITHIN = 9  # tokens between "accuse" and "de": the person accused


def read_complement(reach: Reach, cue: Cue, source: Source) -> Report | None:
    """The report of a verb with its subject, None where what follows is no content."""
    found = _complement(reach, cue)
    if found is None:
        return None
    kind, start = found
    known = reach.finder.known(source)
    if kind in ("clause", "colon") and (cue.may("no_clause") or (cue.may("loose") and not known)):
        return None
    end = reach.end(start, cue, nominal=kind == "nominal")
    if kind == "nominal":
        end = _before_gerund(reach, start, end)
        if end < start:
            return None
    if kind in ("nominal", "infinitive") and not (known and _may_carry(reach, cue, source, kind, (start, end))):
        return None
    further: tuple[Source, ...] = ()
    before: tuple[Source, ...] = ()
    if source.end < cue.first and not source.pronoun:
        further, before, _ = extend(reach, source, cue.first)
    region = (min(source.begin, cue.first), max(start - 1, cue.last))
    return Report((start, end), (cue.first, cue.last), region, source, cue.entry.kind, kind, cue.negated, further, before)


def _before_gerund(reach: Reach, start: int, end: int) -> int:
    """Last token before a reporting gerund, whose words are its own: "se défend en assurant que ..."."""
    s = reach.sentence
    for cue in reach.cues:
        if cue.form == "gerund" and start < cue.first <= end and s.word[cue.first - 1] in reach.words.gerund_marks:
            return cue.first - 2
    return end


def _may_carry(reach: Reach, cue: Cue, source: Source, kind: str, scope: tuple[int, int]) -> bool:
    s = reach.sentence
    if kind == "infinitive":
        perfect = s.word[scope[0]] in reach.words.have | reach.words.be and cue.entry.kind != "want"
        return cue.may("infinitive") or perfect
    if cue.reflexive:
        return cue.may("reflexive_nominal")
    quoted = any(s.is_mark(j) for j in range(scope[0], scope[1] + 1))
    if cue.may("nominal") or (quoted and cue.may("quoted")):
        return True
    if cue.entry.kind == "perceive" and any(s.word[j] in reach.words.there for j in range(cue.first, cue.verb)):
        return True
    return cue.entry.name in reach.words.relays and role_of(reach.finder, source) != "speaker"


def _complement(reach: Reach, cue: Cue) -> tuple[str, int] | None:
    s, words = reach.sentence, reach.words
    near = reach.skip(cue.last + 1, phrases=False)
    at = reach.skip(cue.last + 1)
    for i in (near, at, _addressed(reach, at)):
        if i < len(s) and s.word[i] in words.that:
            return "clause", i + 1
        if s.at(i) in words.to and s.at(i + 1) in words.such and s.at(i + 2) in words.that:
            return "clause", i + 3
        if s.at(i) in words.whether and cue.entry.kind == "ask":
            return "clause", i + 1
        if s.at(i) in words.questions and not cue.may("thought"):
            return "clause", i
        if s.at(i) == ":" and i + 1 < len(s):
            return "colon", i + 1
    clause = _bare_clause(reach, cue) if reach.language == "en" else None
    if clause is not None:
        return "clause", clause + 1 if s.word[clause] in words.that else clause
    infinitive = _infinitive(reach, cue, near)
    if infinitive is not None:
        return "infinitive", infinitive
    start = _content_start(reach, cue, near, at)
    if start < len(s) and (not s.is_stop(start) or s.is_mark(start)):
        return "nominal", start
    return None


def _infinitive(reach: Reach, cue: Cue, near: int) -> int | None:
    s = reach.sentence
    if near < len(s) and reach.infinitive_at(near):
        return near
    if not cue.may("infinitive"):
        return None
    for j in range(near, min(near + _INFINITIVE_WITHIN, len(s))):
        if s.is_stop(j):
            return None
        if s.word[j] in reach.words.of_infinitive and reach.infinitive_at(j):
            return near if cue.entry.kind == "accuse" else j
    return None


def _content_start(reach: Reach, cue: Cue, near: int, at: int) -> int:
    """Content begins after the place and the hearers of the saying: "a parlé à la presse de ...", but "estime à 10 000 ..."."""
    s, words = reach.sentence, reach.words
    if near >= len(s) or (s.word[near] in words.to and near + 1 < len(s) and s.pos[near + 1] == "NUM"):
        return near
    if at >= len(s) or near == at or not (s.word[at] in words.of | words.articles or s.is_mark(at) or s.name[at] >= 0):
        return near
    return at


def _addressed(reach: Reach, at: int) -> int:
    """Past the persons spoken to, when a conjunction follows them: "a prévenu les députés que"."""
    s = reach.sentence
    if at >= len(s) or s.is_stop(at):
        return at
    addressee = reach.finder.phrase_right(at)
    if addressee is None or not reach.finder.known(addressee):
        return at
    after = reach.skip(addressee.end + 1)
    return after if s.at(after) in reach.words.that else at


def _bare_clause(reach: Reach, cue: Cue) -> int | None:
    """First token of an English clause without "that": the parse's clausal complement."""
    s = reach.sentence
    head = next((j for j in range(cue.last + 1, len(s)) if s.head[j] == cue.verb and s.dep[j] == "ccomp"), None)
    if head is None:
        return None
    return min(j for j in range(cue.last + 1, head + 1) if j == head or _under(reach, j, head))


def _under(reach: Reach, j: int, head: int) -> bool:
    for _ in range(12):
        if reach.sentence.head[j] in (head, j):
            return reach.sentence.head[j] == head
        j = reach.sentence.head[j]
    return False


def read_gaps(reach: Reach, report: Report) -> list[Report]:
    """The report, cut where another source takes over its verb: "A parle de 12 morts, B de 15"."""
    s, words = reach.sentence, reach.words
    for i in range(report.scope[0] + 1, report.scope[1]):
        if s.word[i] != "," or s.quote[i] >= 0 or not any(s.pos[j] == "NUM" for j in range(report.scope[0], i)):
            continue
        first = last = i + 1
        while last < report.scope[1] and (
            (last == first and s.word[last] in words.articles) or (s.pos[last] != "NUM" and reach.finder.is_noun(last))
        ):
            last += 1
        source = Source(first, last - 1)
        counted = s.pos[last] == "NUM" or (s.word[last] in words.of | words.quantities and s.word[report.scope[0]] == s.word[last])
        rest = range(last, report.scope[1] + 1)
        if last > first and counted and reach.finder.known(source) and not any(reach.finite(j) for j in rest):
            cut = replace(report, scope=(report.scope[0], i - 1))
            return [cut, replace(report, scope=(last, report.scope[1]), source=source, region=(first, last - 1))]
    return [report]
