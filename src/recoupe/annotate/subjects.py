"""Who governs a reporting verb: the phrase before it, a shared subject, an antecedent, a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recoupe.annotate.cues import Cue
from recoupe.annotate.links import role_of
from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sources import Source


def find_subject(reach: Reach, cue: Cue, earlier: Sequence[Report]) -> Source | None:
    """The source that governs a verb, None where there is none that can be named; an earlier cue is no part of it."""
    found = _subject(reach, cue, earlier)
    if found is None or found.pronoun:
        return found
    floor = max((r.cue[1] + 1 for r in earlier if found.first <= r.cue[1] < found.last), default=found.first)
    return replace(found, first=floor)


def _subject(reach: Reach, cue: Cue, earlier: Sequence[Report]) -> Source | None:
    s, words = reach.sentence, reach.words
    if cue.pronoun is not None:
        return Source(cue.pronoun, cue.pronoun, pronoun=True)
    j = before_asides(reach, cue.first - 1)
    if cue.shared or (s.at(j) in words.coordinators and cue.form == "finite" and _conjoined(reach, cue)):
        return shared_subject(reach, cue.verb, cue.first, earlier)
    if s.at(j) in words.first_person and (j < 0 or s.name[j] < 0):
        return None
    if s.at(j) in words.subject_relatives and s.same_quote(j, cue.verb):
        return _antecedent(reach, j)
    if cue.form == "gerund":
        near = reach.finder.phrase_left(j) if j >= 0 and not s.is_stop(j) and s.at(j) not in words.gerund_marks else None
        if near is not None and near.last == cue.first - 1 and not near.pronoun:
            return near if reach.finder.known(near) else None
        return _following(reach, cue) or shared_subject(reach, cue.verb, cue.first, earlier)
    if j >= 0 and not s.is_stop(j) and not s.is_mark(j):
        near = reach.finder.phrase_left(j)
        if near is None or _hangs_on(reach, near):
            return parsed_subject(reach, cue.verb, cue.first)
        return widen(reach, near)
    own, light = parsed_subject(reach, cue.verb, cue.first), s.head[cue.verb]
    if own is None and cue.first <= light < cue.verb:
        own = parsed_subject(reach, light, cue.first)
    return own or _across_commas(reach, j)


def _following(reach: Reach, cue: Cue) -> Source | None:
    """The subject of the main clause behind a gerund that opens the sentence: "Évoquant « un gâchis », X a rendu ..."."""
    s = reach.sentence
    if any(not s.is_stop(j) and s.word[j] not in reach.words.gerund_marks for j in range(cue.first)):
        return None
    head = s.head[cue.verb]
    subject = next((j for j in range(cue.last + 1, len(s)) if s.head[j] == head and s.dep[j].startswith("nsubj")), None)
    return around(reach, subject) if subject is not None and s.quote[subject] < 0 else None


def _hangs_on(reach: Reach, near: Source) -> bool:
    """Whether a phrase only tells where or with what: "les élections en Allemagne promettent" is not said of Germany."""
    s, words = reach.sentence, reach.words
    before = near.first - 1
    if near.pronoun or before < 1 or s.pos[before] != "ADP" or s.word[before] in words.of:
        return False
    return not reach.finder.person(near.first, near.last)


def before_asides(reach: Reach, j: int) -> int:
    """Going left from ``j``, the first token that is no adverb, clitic, time, or aside between commas ("de son côté")."""
    s, words = reach.sentence, reach.words
    while j >= 0:
        if s.word[j] == "," and j > 0:
            opened = next((k for k in range(j - 1, max(-1, j - 9), -1) if s.word[k] == ","), None)
            if opened is None or not _is_aside(reach, opened + 1, j):
                return j
            j = opened - 1
        elif (
            (s.pos[j] == "ADV" and s.word[j] not in words.that | words.relatives)
            or s.is_mark(j)
            or (s.word[j] in words.clitics and s.pos[j] == "PRON" and s.word[j] not in words.pronouns)
            or (s.time[j] >= 0 and s.name[j] < 0)
        ):
            j -= 1
        else:
            return j
    return j


def _is_aside(reach: Reach, first: int, end: int) -> bool:
    s, words = reach.sentence, reach.words
    if " ".join(s.word[first:end]).replace("' ", "'") in words.asides:
        return True
    return all((s.time[k] >= 0 and s.name[k] < 0) or s.word[k] in words.articles for k in range(first, end))


def _conjoined(reach: Reach, cue: Cue) -> bool:
    s = reach.sentence
    return s.dep[cue.verb] == "conj" or not any(s.head[j] == cue.verb and s.dep[j].startswith("nsubj") for j in range(cue.first))


def _antecedent(reach: Reach, j: int) -> Source | None:
    s = reach.sentence
    k = j - 2 if s.at(j - 1) == "," else j - 1
    return widen(reach, reach.finder.phrase_left(k)) if k >= 0 else None


def shared_subject(reach: Reach, verb: int, first: int, earlier: Sequence[Report]) -> Source | None:
    """The subject that a coordinated verb or a gerund takes from an earlier one."""
    s, head = reach.sentence, reach.sentence.head[verb]
    for _ in range(4):
        found = next((r.source for r in earlier if r.cue[0] <= head <= r.cue[1]), None)
        if found is not None:
            return found
        subject = parsed_subject(reach, head, first)
        if subject is not None and head < first:
            return subject
        if s.head[head] == head:
            break
        head = s.head[head]
    previous = [r.source for r in earlier if r.pattern not in ("incise", "preposition", "relative") and r.cue[1] < first]
    if previous:
        return previous[-1]
    finite = next((j for j in range(1, first) if reach.finite(j) and s.quote[j] < 0), None)
    near = before_asides(reach, finite - 1) if finite is not None else -1
    return widen(reach, reach.finder.phrase_left(near)) if near >= 0 and not s.is_stop(near) else None


def parsed_subject(reach: Reach, verb: int, before: int) -> Source | None:
    """The subject that the parse gives a verb, where no other finite verb stands between but in its relative clause."""
    s = reach.sentence
    for j in range(min(before, verb)):
        if s.head[j] == verb and s.dep[j].startswith("nsubj") and s.same_quote(j, verb) and not crosses(reach, j, before):
            return around(reach, j)
    return None


def crosses(reach: Reach, subject: int, verb: int) -> bool:
    """Whether more finite verbs than relative pronouns stand between a subject and a verb."""
    s = reach.sentence
    between = range(subject + 1, verb)
    finite = sum(reach.finite(j) and s.quote[j] < 0 and (j == 0 or not reach.finite(j - 1)) for j in between)
    return finite > sum(s.word[j] in reach.words.relatives for j in between)


def around(reach: Reach, j: int) -> Source | None:
    """The whole noun phrase that holds token ``j``; a relative pronoun's antecedent."""
    s, words = reach.sentence, reach.words
    if s.name[j] < 0:
        if s.word[j] in words.first_person:
            return None
        if s.word[j] in words.pronouns:
            return Source(j, j, pronoun=True)
        if s.word[j] in words.relatives:
            return _antecedent(reach, j)
    left = reach.finder.phrase_left(j)
    return reach.finder.phrase_right(left.first if left is not None and not left.pronoun else j)


def _across_commas(reach: Reach, j: int) -> Source | None:
    """The phrase at the head of the clause, when an apposition stands between it and the verb."""
    s, words = reach.sentence, reach.words
    if s.at(j) != ",":
        return None
    first = max((k + 1 for k in range(j) if s.word[k] in (";", ":") and s.quote[k] < 0), default=0)
    while first < j and (s.word[first] in words.coordinators | words.contrasts or s.pos[first] in ("ADV", "SCONJ")):
        first += 1
    if s.pos[first] == "ADP" or any(reach.finite(k) for k in range(first, j)):
        return widen(reach, reach.finder.phrase_left(j - 1))
    return reach.finder.phrase_right(first)


def widen(reach: Reach, near: Source | None) -> Source | None:
    """Add the title before a name: "le porte-parole du port, Jean Dupont, a dit"."""
    s, finder = reach.sentence, reach.finder
    if near is None or near.pronoun or s.at(near.first - 1) != "," or near.first < 2:
        return near
    before = finder.phrase_left(near.first - 2)
    if before is None or before.pronoun or before.last != near.first - 2 or not finder.known(before):
        return near
    if role_of(finder, before) != "speaker":
        return near  # "au journal X, Y a dit"
    opens = before.first == 0 or s.is_stop(before.first - 1) or s.pos[before.first - 1] in ("CCONJ", "SCONJ", "ADP")
    named = finder.person(near.first, near.last) is not None
    titled = finder.person(before.first, before.last) is not None
    return replace(before, apposed=(near.first, near.last)) if opens and (named or titled) else near
