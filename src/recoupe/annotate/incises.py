"""Cues that stand after or inside what they report ("P, a dit X"; "« P », a-t-il dit"; "P, X said"), and passives with an agent."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.annotate.cues import Cue
from recoupe.annotate.prepositions import extend
from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sentences import DASHES
from recoupe.annotate.sources import Source
from recoupe.annotate.subjects import crosses

_HEADLINE = frozenset(("title", "subheading", "lead"))
_AGENT_WITHIN = 12  # tokens between a passive and its "par"


def read_incise(reach: Reach, cue: Cue, floor: int) -> Report | None:
    """The report of a cue whose content stands before it, from token ``floor`` on, and may go on after it."""
    s, words = reach.sentence, reach.words
    source, first = _incise_source(reach, cue)
    learned = _learned_from(reach, cue, source) if source is not None else None
    if source is None or first <= 0:
        return None
    before = first - 1
    while before >= 0 and s.word[before] in words.as_words:
        before -= 1
    if before < first - 1 and cue.entry.kind == "want":
        return None
    if before < 0:
        return _opening(reach, cue, source)
    if before < 1 or not (s.is_stop(before) or s.is_mark(before)) or s.word[before] in (":", "("):
        return None
    start = floor
    while start < before and s.is_stop(start) and not s.is_mark(start):
        start += 1
    last = before
    while last > start and s.is_stop(last) and not s.is_mark(last):
        last -= 1
    further, nearer, end = extend(reach, source) if not source.pronoun else ((), (), source.end)
    if learned is not None:  # "a-t-on appris de source X" is X's word, "a appris Y auprès de X" is X's through Y
        source, nearer, end = (learned, (), learned.end) if source.pronoun else (source, (learned,), learned.end)
    end = reach.region_end(max(cue.last, source.end, end))
    whole = cue.pronoun is not None or s.kind in _HEADLINE or reach.has_clause(start, last) or s.raw[0] in DASHES
    if last < start or not (whole or (s.at(end + 1) == "," and _resumes(reach, end + 1, start, last))):
        return None
    scope = (start, len(s) - 1 if _resumes(reach, end + 1, start, last) else last)
    pattern = "learned" if learned is not None else "incise"
    return Report(scope, (cue.first, cue.last), (first, end), source, cue.entry.kind, pattern, cue.negated, further, nearer)


def _learned_from(reach: Reach, cue: Cue, source: Source) -> Source | None:
    """From whom something was learned: the phrase behind "de source", "auprès de"."""
    s, words = reach.sentence, reach.words
    if cue.entry.kind != "perceive" or (source.pronoun and s.word[source.first] not in words.impersonal):
        return None
    at = max(cue.last, source.end) + 1
    if s.at(at) in words.of and s.at(at + 1) in words.sources.anonymous:
        return reach.finder.phrase_right(at + 1)
    return reach.finder.phrase_right(at + 1) if s.at(at) in words.accredited_to else None


def read_inside(reach: Reach, cue: Cue) -> Report | None:
    """An incise set inside the marks of what it reports: "« P, a martelé X, et Q. »"; the whole quotation is in its scope."""
    s, words = reach.sentence, reach.words
    quote = s.quote[cue.verb]
    inside = [j for j in range(len(s)) if s.quote[j] == quote]
    if s.word[cue.first - 1] != "," or cue.first - 1 <= inside[0] or any(s.quote[c.verb] != quote for c in reach.cues):
        return None
    if cue.pronoun is not None:
        source, end = Source(cue.pronoun, cue.pronoun, pronoun=True), cue.last
    else:
        found = reach.finder.phrase_right(reach.skip(cue.last + 1))
        if found is None or found.pronoun or not reach.finder.known(found) or s.word[found.first] in words.own:
            return None
        source, end = found, found.end
    end = min(reach.region_end(end), inside[-1])
    if not s.is_stop(end + 1) and not s.is_mark(end + 1):
        return None
    rest = [j for j in inside if j > end and not s.is_stop(j)]
    scope = (inside[0], inside[-1] if rest else cue.first - 2)
    return Report(scope, (cue.first, cue.last), (cue.first, end), source, cue.entry.kind, "inside", cue.negated)


def _opening(reach: Reach, cue: Cue, source: Source) -> Report | None:
    """ "Comme l'a dit X, P"."""
    s = reach.sentence
    end = reach.region_end(max(cue.last, source.end))
    if s.at(end + 1) != "," or end + 2 >= len(s):
        return None
    scope = (end + 2, reach.end(end + 2, cue))
    return Report(scope, (cue.first, cue.last), (0, end), source, cue.entry.kind, "incise", cue.negated)


def _incise_source(reach: Reach, cue: Cue) -> tuple[Source | None, int]:
    """The source beside an incise and the first token of the two."""
    s, words = reach.sentence, reach.words
    if s.quote[cue.verb] >= 0:
        return None, 0
    if cue.pronoun is not None:
        return Source(cue.pronoun, cue.pronoun, pronoun=True), cue.first
    if reach.language == "en" and s.at(cue.first - 1) != "," and not s.is_mark(cue.first - 1):
        return _source_before(reach, cue)
    opened = s.is_stop(cue.first - 1) or s.is_mark(cue.first - 1) or s.at(cue.first - 1) in words.as_words
    if not opened or cue.first == 0:
        return None, 0
    marked = any(s.is_mark(j) for j in range(max(0, cue.first - 3), cue.first))
    subjects = [j for j in range(cue.first) if s.head[j] == cue.verb and s.dep[j].startswith("nsubj") and s.quote[j] < 0]
    if not marked and any(not crosses(reach, j, cue.first) and not _cut_off(reach, j, cue.first) for j in subjects):
        return None, 0
    return _source_after(reach, cue, marked)


def _cut_off(reach: Reach, subject: int, verb: int) -> bool:
    """Whether one comma alone stands between: a subject's aside would have two."""
    s = reach.sentence
    return sum(s.word[j] == "," and s.quote[j] < 0 for j in range(subject, verb)) == 1


def _source_before(reach: Reach, cue: Cue) -> tuple[Source | None, int]:
    """ "..., X said.": the subject between comma and verb, and nothing said after it."""
    s = reach.sentence
    left = reach.finder.phrase_left(cue.first - 1)
    if left is None or (left.first < 2 and s.at(left.first - 1) not in reach.words.as_words):
        return None, 0
    after = reach.skip(cue.last + 1)
    if after < len(s) and not s.is_stop(after) and s.word[after] not in reach.words.that:
        addressee = reach.finder.phrase_right(after)
        if addressee is not None and cue.entry.name in reach.words.addressing:
            after = reach.skip(addressee.last + 1)
    if not s.is_stop(after) or s.at(after) == ":" or s.is_mark(after):
        return None, 0
    return left, left.first


def _source_after(reach: Reach, cue: Cue, marked: bool) -> tuple[Source | None, int]:
    """ "..., a dit X": the subject after the verb, not an object or a clause."""
    s, words = reach.sentence, reach.words
    at = reach.skip(cue.last + 1)
    if at >= len(s) or (s.is_stop(at) and not s.is_mark(at)) or s.word[at] in words.that or reach.infinitive_at(at):
        return None, 0
    if s.word[at] in words.of or s.pos[at] == "ADP":
        return None, 0
    source = reach.finder.phrase_right(at)
    if source is None or (source.pronoun and reach.language == "fr"):
        return None, 0
    after = source.end + 1
    if after < len(s) and (s.word[after] in words.that or (reach.infinitive_at(after) and not marked)):
        return None, 0
    ends = after >= len(s) or (s.is_stop(after) and s.word[after] in (".", "!", "?"))
    if cue.may("loose") and not marked and not ends and not reach.finder.known(source):
        return None, 0
    return source, cue.first


def _resumes(reach: Reach, i: int, start: int, last: int) -> bool:
    """Whether the content goes on after an incise: a quotation follows, or what stood before was no clause yet."""
    s = reach.sentence
    while i < len(s) and s.is_stop(i) and not s.is_mark(i):
        if s.word[i] in (";", ".", ":"):
            return False
        i += 1
    if i >= len(s):
        return False
    if s.is_mark(i) or (s.quote[i] >= 0 and s.quote[i] == s.quote[last]):
        return True
    if s.at(i) in reach.words.coordinators and s.is_mark(i + 1):
        return True
    return not any(reach.finite(j) for j in range(start, last + 1)) and any(reach.finite(j) for j in range(i, len(s)))


def read_passive(reach: Reach, cue: Cue) -> Report | None:
    """ "X est accusé par Y de P", "P a été évoqué par Y"."""
    s, words = reach.sentence, reach.words
    if cue.form == "participle" and (not cue.may("nominal") or s.dep[cue.verb] != "ROOT"):
        return None
    agent = range(cue.last + 1, min(cue.last + _AGENT_WITHIN, len(s)))
    at = next((j for j in agent if s.word[j] in words.by and s.pos[j] == "ADP"), None)
    if at is None or any(reach.finite(j) for j in range(cue.last + 1, at)):
        return None
    source = reach.finder.phrase_right(at + 1)
    if source is None or not reach.finder.known(source):
        return None
    after = source.end + 1
    if after < len(s) and (reach.infinitive_at(after) or s.word[after] in words.of):
        scope = (after, reach.end(after, cue))
    else:
        scope = (reach.clause_start(cue.first), cue.first - 1)
    return Report(scope, (cue.first, cue.last), (cue.first, source.end), source, cue.entry.kind, "passive", cue.negated)


def floor_of(earlier: Sequence[Report]) -> int:
    """First token not yet spoken for by an earlier incise of the sentence."""
    return max([0, *(r.region[1] + 1 for r in earlier if r.pattern in ("incise", "learned"))])
