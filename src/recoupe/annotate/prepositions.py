"""Reports without a verb: "selon X, P", "P, d'après X", "X : « P »", "Bilan du ministère : P"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from recoupe.annotate.lexicon import Preposition, speech_words
from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sources import Source

_MAKER_WITHIN = 12  # tokens between "publiée" and its "par"


def read_prepositions(reach: Reach) -> list[Report]:
    """Reports of all prepositions of source in the sentence."""
    s, out = reach.sentence, []
    openers = _openers(reach.language)
    if openers.isdisjoint(s.word):
        return []
    for i in (i for i, word in enumerate(s.word) if word in openers):
        for preposition in reach.words.prepositions:
            if s.word[i] == preposition.words[0] and s.word[i : i + len(preposition.words)] == preposition.words:
                report = _read_preposition(reach, i, preposition)
                if report is not None:
                    out.append(report)
                    break
    return out


@cache
def _openers(language: str) -> frozenset[str]:
    return frozenset(p.words[0] for p in speech_words(language).prepositions)


def _read_preposition(reach: Reach, i: int, preposition: Preposition) -> Report | None:
    s, words = reach.sentence, reach.words
    size = len(preposition.words)
    at = i + size - preposition.keep
    if at >= len(s):
        return None
    if s.word[at] in words.subject_relatives and s.at(i - 1) == ",":
        return _relative(reach, i, at, preposition)
    source = reach.finder.phrase_right(at)
    if source is None or _no_source(reach, source, preposition):
        return None
    opens = i == 0 or s.is_stop(i - 1) or s.is_mark(i - 1) or s.word[i - 1] in words.coordinators | words.contrasts
    if preposition.strict and not (opens and _strict(reach, source)):
        return None
    further, before, end = extend(reach, source)
    scope = _scope(reach, i, end)
    if scope[1] < scope[0]:
        return None
    return Report(scope, (i, i + size - 1), (i, end), source, preposition.verb, "preposition", further=further, before=before)


def _relative(reach: Reach, i: int, at: int, preposition: Preposition) -> Report | None:
    """ "X, pour qui P"."""
    antecedent = reach.finder.phrase_left(i - 2)
    if antecedent is None or not reach.finder.known(antecedent) or at + 1 >= len(reach.sentence):
        return None
    return Report((at + 1, reach.end(at + 1)), (i, at - 1), (i, at), antecedent, preposition.verb, "relative")


def _scope(reach: Reach, i: int, end: int) -> tuple[int, int]:
    """The clause around a preposition of source that stands at ``i`` and whose source ends at ``end``."""
    s, words = reach.sentence, reach.words
    first = reach.clause_start(i)
    while first < i and (s.word[first] in words.coordinators | words.contrasts or (s.is_stop(first) and not s.is_mark(first))):
        first += 1
    after = end + 2 if s.at(end + 1) in (",", ":") else end + 1
    back = i - 1
    while back >= first and s.is_stop(back) and not s.is_mark(back):
        back -= 1
    content = after < len(s) and not (s.is_stop(after) and not s.is_mark(after))
    if back < first:
        return (after, reach.end(after)) if content else (0, -1)
    if s.word[back] in words.subject_relatives:
        closed = next((j - 1 for j in range(after, len(s)) if s.word[j] == "," and s.quote[j] < 0), None)
        return (after, closed if closed is not None else reach.end(after)) if content else (0, -1)
    inner = _relative_start(reach, i)
    if inner is not None:
        closed = next((j - 1 for j in range(end + 1, len(s)) if s.word[j] == "," and s.quote[j] < 0), None)
        return inner, (closed if closed is not None else reach.end(inner))
    if content and _opens_clause(reach, i, first) and any(reach.finite(j) for j in range(after, len(s))):
        return (after, reach.end(after))
    if not content or _detached(reach, after, first, back):
        return (first, back)
    return (first, reach.end(after))


def _opens_clause(reach: Reach, i: int, first: int) -> bool:
    """Whether a preposition stands right behind "et" after a whole clause: "L'usine a fermé et, selon X, P"."""
    s = reach.sentence
    joint = i - 2 if s.at(i - 1) == "," else i - 1
    return s.at(joint) in reach.words.coordinators and s.quote[i] < 0 and any(reach.finite(j) for j in range(first, max(first, joint)))


def _relative_start(reach: Reach, i: int) -> int | None:
    """First token of the relative clause that a preposition stands in, when a comma opens it and none has closed it."""
    s = reach.sentence
    for j in range(i - 1, 0, -1):
        if s.quote[j] >= 0 or s.word[j] == ",":
            return None
        if s.word[j] in reach.words.subject_relatives:
            return j + 1 if s.word[j - 1] == "," and reach.has_clause(j + 1, i - 1) else None
    return None


def _detached(reach: Reach, i: int, first: int, back: int) -> bool:
    """Whether what follows "P, selon X" is a remark on it and no part of P."""
    s, words = reach.sentence, reach.words
    if s.is_mark(i) or not reach.has_clause(first, back):
        return False
    if s.word[i] in words.coordinators and not any(reach.finite(j) for j in range(i, len(s))):
        return False
    remark = s.word[i] in words.relatives | words.coordinators | words.remarks or s.pos[i] in ("SCONJ", "CCONJ")
    return remark or s.word[i].endswith(("ant", "ing"))


def _no_source(reach: Reach, source: Source, preposition: Preposition) -> bool:
    s, words = reach.sentence, reach.words
    if source.pronoun:
        return preposition.keep > 0
    if any(s.word[j] in words.unheard for j in range(source.first, source.last + 1)):
        return True
    head = next((s.word[j] for j in range(source.first, source.last + 1) if s.word[j] not in words.articles), "")
    timed = all(s.time[j] >= 0 and s.name[j] < 0 for j in range(source.first, source.last + 1))
    return head in words.not_sources or s.word[source.first] in words.that or timed


def _strict(reach: Reach, source: Source) -> bool:
    """Whether a phrase after an ambiguous preposition ("pour") can only be a source: a person or an office, then a comma."""
    s, words = reach.sentence, reach.words
    if s.at(source.end + 1) != "," and not (s.at(source.end + 1) == ":" and s.is_mark(source.end + 2)):
        return False
    if source.pronoun:
        return True
    kinds = {reach.finder.mentions[s.name[j]].kind for j in range(source.first, source.last + 1) if s.name[j] >= 0}
    head = next((s.word[j] for j in range(source.first, source.last + 1) if s.word[j] not in words.articles), "")
    return "person" in kinds or head in words.sources.people


def extend(reach: Reach, source: Source, limit: int | None = None) -> tuple[tuple[Source, ...], tuple[Source, ...], int]:
    """Who stands behind a source, further out ("une vidéo publiée par X") or nearer ("X, qui cite Y"), and the last token of it all."""
    s, words = reach.sentence, reach.words
    limit = len(s) if limit is None else limit
    further: list[Source] = []
    before: list[Source] = []
    end = source.end
    at = end + 1
    if s.at(at) == "," and s.at(at + 1) in words.cited_by | words.made_by:
        at += 1
    if s.at(at) in words.made_by | words.cited_by:
        by = next((j for j in range(at, min(at + _MAKER_WITHIN, limit)) if s.word[j] in words.by and s.pos[j] == "ADP"), None)
        maker = reach.finder.phrase_right(by + 1) if by is not None else None
        if maker is not None:
            further.append(maker)
        end = maker.end if maker is not None else max(end, reach.region_end(at))
    if s.at(end + 1) in words.subject_relatives and limit == len(s):
        closed = next((j for j in range(end + 2, limit) if s.word[j] == "," and s.quote[j] < 0), None)
        if closed is not None and sum(reach.finite(j) for j in range(end + 2, closed)) == 1:
            return tuple(further), tuple(before), closed - 1
    at = end + 2 if s.at(end + 1) == "," else end + 1
    if s.at(at) in words.subject_relatives:
        at += 1
    cited = reach.finder.phrase_right(at + 1) if s.at(at) in words.citing and end + 1 < at < limit else None
    if cited is not None:
        before.append(cited)
        end = cited.end
    elif s.at(at - 1) in words.subject_relatives and at - 1 > end + 1:
        closed = next((j for j in range(at, limit) if s.word[j] == "," and s.quote[j] < 0), None)
        end = closed - 1 if closed is not None else end
    return tuple(further), tuple(before), end


def read_colon(reach: Reach, earlier: Sequence[Report]) -> list[Report]:
    """ "X : « P »" and "Bilan du ministère : P", where no verb has claimed the words after the colon."""
    s, words = reach.sentence, reach.words
    if ":" not in s.word:
        return []
    at = next((j for j in range(1, len(s) - 1) if s.word[j] == ":" and s.quote[j] < 0), None)
    if at is None or any(r.scope[0] == at + 1 or r.cue[0] <= at <= r.scope[1] for r in earlier):
        return []
    scope = (at + 1, reach.end(at + 1))
    head = [s.word[j] for j in range(at) if s.word[j] not in words.articles][:3]
    if any(h in words.headings for h in head):
        begin = next((j for j in range(1, at) if s.word[j] in words.by), None)
        begin = begin or next((j for j in range(1, at) if s.word[j] in words.of), None)
        owner = reach.finder.phrase_right(begin + 1) if begin is not None else None
        if owner is not None and reach.finder.known(owner) and owner.end < at:
            return [Report(scope, (at, at), (0, at), owner, "say", "heading")]
    source = reach.finder.phrase_right(0) if s.is_mark(at + 1) else None
    if source is None or source.pronoun or source.end != at - 1 or not reach.finder.known(source):
        return []
    return [Report(scope, (at, at), (0, at), source, "say", "colon")]
