"""Which way an expression looks: named, weighted features of the words that govern it -> past, future or neither, and the telling words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from recoupe.annotate.times.words import Direction, Field
from recoupe.text import is_abbreviated

DIRECTED = frozenset({"weekday", "date", "month", "season", "part", "unit", "feast", "quarter"})
"""Shapes of meaning that may look back or ahead."""
_QUOTE = re.compile(r"[«“\"]")
_STOP = re.compile(r"[.!?…;](?=[\s\"”»)]|$)|\n")
_INNER_CAPITAL = re.compile(r"(?:(?<=[\w,;)] )|(?<=')|(?<=\w-))[^\W\d_a-zß-ÿ](?=[a-zß-ÿ])")
_MACRO = re.compile(r"\{([a-z_]+)\}")
_WINDOW = 160
_LEAD = 40
_PAST = frozenset({"past", "told", "participle"})


class Feature(NamedTuple):
    """One kind of evidence: its weight towards the side it names, and what it is."""

    name: str
    weight: int
    why: str


LEAD = Feature("lead", 4, "the words right before it: “until”, “postponed to”, “since”")
BEFORE = Feature("before", 3, "the nearest verb of past or plan before it in its sentence; one that only plans yields to a verb that tells the past")
AFTER = Feature("after", 2, "where none stands before it, the first one after it, short of quoted words")
PLAN = Feature("plan", 1, "where no verb tells, a noun of what is held on a set day (“strike”, “concert”), or an hour right after the day")
FEATURES = (LEAD, BEFORE, AFTER, PLAN)

Found = tuple[Feature, re.Match[str]]


class Cues(NamedTuple):
    """The words of past and future of one language, compiled."""

    lead: re.Pattern[str]
    open_lead: re.Pattern[str]
    verbs: re.Pattern[str]
    participles: re.Pattern[str]
    plans: re.Pattern[str]
    plans_after: re.Pattern[str]
    happened: re.Pattern[str]
    left_open: re.Pattern[str]
    possessive: re.Pattern[str]
    lower_case: bool


def compile_cues(words: Direction, macros: dict[str, str]) -> Cues:
    """Compile the words of past and future; each group is named for the side or the kind of word it is."""

    def kinds(end: str, **lists: list[str]) -> re.Pattern[str]:
        parts = [f"(?P<{kind}>{_MACRO.sub(lambda m: macros[m[1]], '|'.join(found))})" for kind, found in lists.items() if found]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)}){end}" if parts else r"(?!)")

    verbs = kinds(
        r"(?!\w)", future=words.future, expected=words.expected, invited=words.invited, aim=words.aims, past=words.past
    )
    return Cues(
        kinds(r" ?\Z", future=words.future_lead, past=words.past_lead),
        kinds(r" ?\Z", future=words.open_lead),
        verbs,
        kinds(r" ?\Z", told=words.told, participle=words.participles),
        kinds(rf"(?!\w)(?! (?:{words.linked}) ?\Z)" if words.linked else r"(?!\w)", future=words.plans),
        re.compile(rf"(?P<future>{'|'.join(words.plans_after)})" if words.plans_after else r"(?!)"),
        kinds(r"(?!\w)", past=words.happened),
        kinds("", future=words.left_open),
        re.compile(words.possessive or r"(?!)"),
        words.lower_case,
    )


def cased(lowered: str, marked: str) -> str:
    """Lower-case text in which names keep their capital: words inside a sentence that begin with one and go on small."""
    parts, at = [], 0
    for capital in _INNER_CAPITAL.finditer(marked):
        parts += (lowered[at : capital.start()], capital.group())
        at = capital.end()
    return "".join([*parts, lowered[at:]])


def stop_after(text: str, start: int, end: int) -> int | None:
    """Where the sentence that goes on at ``start`` stops before ``end``, or None; full stops of abbreviations stop nothing."""
    return next((m.start() for m in _stops(text, start, end)), None)


def _stops(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return (m for m in _STOP.finditer(text, start, end) if m.group() != "." or not is_abbreviated(text, m.start()))


class Place(NamedTuple):
    """Where an expression stands: its span, where its sentence begins, and where the expression before it ends."""

    start: int
    end: int
    low: int = 0
    since: int = 0


def governing(text: str, lowered: str, place: Place, cues: Cues, planned: bool) -> dict[str, Field]:
    """Whether the words around an expression tell of the past or of what is to come, and which word says so most.

    Nouns of plan count only where ``planned``: they place a weekday, and say too little of other expressions.
    """
    start, low = place.start, max(0, place.start - _WINDOW)
    for stop in _stops(text, low, start):
        low = stop.end()
    found = list(_evidence(text, lowered, place._replace(low=low), cues, planned))
    score = sum(feature.weight * (-1 if match.lastgroup in _PAST else 1) for feature, match in found)
    if not score:
        return {}
    side = "future" if score > 0 else "past"
    telling = next(match for _, match in found if (match.lastgroup in _PAST) is (side == "past"))
    return {"tense": side, "cue": text[telling.start() : telling.end()].strip()}


def _evidence(text: str, lowered: str, place: Place, cues: Cues, planned: bool) -> Iterator[Found]:
    start, end, low, _ = place
    owned = cues.possessive.match(lowered, end) is not None
    if not owned and (lead := cues.lead.search(lowered, max(low, start - _LEAD), start)):
        yield LEAD, lead
        return
    stop, quote = stop_after(text, end, end + _WINDOW), _QUOTE.search(lowered, end, end + _WINDOW)
    high = min(len(lowered) if stop is None else stop, quote.start() if quote else len(lowered), end + _WINDOW)
    after = next((m for m in cues.verbs.finditer(lowered, end, high) if m.lastgroup != "aim"), None)
    verbs = list(cues.verbs.finditer(lowered, low, start))
    clause = lowered.rfind(": ", low, start)
    near = [verb for verb in verbs if verb.start() > clause]
    if before := _before(near or ([] if after else verbs), after, lowered, place, high, cues):
        yield BEFORE, before
        return
    if after:
        yield AFTER, after
    elif not owned and (lead := cues.open_lead.search(lowered, max(low, start - _LEAD), start)):
        yield LEAD, lead
    if planned and (plan := _last(cues.plans, lowered, low, start) or cues.plans_after.match(lowered, end)):
        yield PLAN, plan


def _before(
    verbs: list[re.Match[str]], after: re.Match[str] | None, lowered: str, place: Place, high: int, cues: Cues
) -> re.Match[str] | None:
    """The verb before that counts: the nearest, unless it only plans and another tells the past."""
    start, end, low, since = place
    nearest = verbs[-1] if verbs else None
    right_before = cues.participles.search(lowered, max(low, start - _LEAD), start)
    if right_before and (nearest is None or right_before.start() >= nearest.end()):
        future = next((verb for verb in reversed(verbs) if verb.lastgroup == "future"), None)
        return future if future and right_before.lastgroup == "participle" else right_before
    if nearest is None:
        return None
    if nearest.lastgroup == "aim":
        told = next((verb for verb in reversed(verbs) if verb.lastgroup != "aim"), after)
        if told and told.end() <= since <= nearest.start():  # it has a day of its own
            return nearest
        return told if told and told.lastgroup == "past" else nearest
    if nearest.lastgroup == "invited" and after and after.lastgroup == "past" and not cues.left_open.search(after.group()):
        return after
    if nearest.lastgroup == "expected":
        return cues.happened.search(lowered, end, high) or nearest
    return nearest


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = deque(pattern.finditer(text, start, end), maxlen=1)
    return found[0] if found else None
