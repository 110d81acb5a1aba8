"""Which way an expression looks: named, weighted features of the words that govern it -> past, future or neither, and the telling words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from recoupe.annotate.times.words import Direction, Field
from recoupe.text import is_abbreviated

DIRECTED = frozenset({"weekday", "date", "day_number", "month", "season", "part", "unit", "feast", "quarter"})
"""Shapes of meaning that may look back or ahead."""
_QUOTE = re.compile(r"[«“\"]")
_STOP = re.compile(r"[.!?…;](?=[\s\"”»)]|$)|\n")
_INNER_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŒŠŽ](?=[a-zß-ÿœ])(?:(?<=[\w,;)] .)|(?<='.)|(?<=\w-.))")
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
BEFORE = Feature(
    "before", 3, "the nearest verb of past or plan before it in its sentence; one that only plans yields to a verb that tells the past"
)
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
    relative: re.Pattern[str]
    lower_case: bool


def compile_cues(words: Direction, macros: dict[str, str]) -> Cues:
    """Compile the words of past and future; each group is named for the side or the kind of word it is."""

    def kinds(end: str, **lists: list[str]) -> re.Pattern[str]:
        parts = [f"(?P<{kind}>{_MACRO.sub(lambda m: macros[m[1]], '|'.join(found))})" for kind, found in lists.items() if found]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)}){end}" if parts else r"(?!)")

    plain = {"future": words.future, "scheduled": words.scheduled, "expected": words.expected, "invited": words.invited}
    verbs = kinds(r"(?!\w)", **plain, aim=words.aims, past=words.past)
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
        re.compile(rf"(?<!\w)(?:{words.relatives})(?!\w)" if words.relatives else r"(?!)"),
        words.lower_case,
    )


def cased(lowered: str, marked: str) -> str:
    """Lower-case text in which names keep their capital: words inside a sentence that begin with one and go on small."""
    parts: list[str] = []
    at = 0
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

    Nouns of plan count only where ``planned``: they place a weekday, and say too little of other expressions. What is told only after
    an expression inside its sentence is ``loose``: it does not take a day and month away from the nearest year.
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
    told: dict[str, Field] = {"tense": side, "cue": text[telling.start() : telling.end()].strip()}
    if telling.lastgroup == "scheduled":
        told["present"] = 1
    loose = found[0][0] is AFTER and len(text[low:start].strip()) > 4
    return told | ({"loose": 1} if loose else {})


class _Surroundings:
    """The sentence around an expression and what its verbs tell; what follows is read only when asked for."""

    def __init__(self, text: str, lowered: str, place: Place, cues: Cues) -> None:
        self.text, self.lowered, self.place, self.cues = text, lowered, place, cues

    @cached_property
    def verbs(self) -> list[re.Match[str]]:
        """The verbs before the expression, in order."""
        return list(self.cues.verbs.finditer(self.lowered, self.place.low, self.place.start))

    @cached_property
    def high(self) -> int:
        """Where what follows stops telling of the expression: the end of the sentence or quoted words."""
        end = self.place.end
        stop, quote = stop_after(self.text, end, end + _WINDOW), _QUOTE.search(self.lowered, end, end + _WINDOW)
        return min(len(self.lowered) if stop is None else stop, quote.start() if quote else len(self.lowered), end + _WINDOW)

    @cached_property
    def after(self) -> re.Match[str] | None:
        """The first verb after the expression; neither an infinitive of aim nor the verb of a relative clause tells anything of it."""
        at = self.place.end
        for verb in self.cues.verbs.finditer(self.lowered, at, self.high):
            if verb.lastgroup != "aim" and not self.cues.relative.search(self.lowered, at, verb.start()):
                return verb
            at = verb.end()
        return None

    def lead(self, leads: re.Pattern[str]) -> re.Match[str] | None:
        """The word right before the expression that says which way it looks."""
        return leads.search(self.lowered, max(self.place.low, self.place.start - _LEAD), self.place.start)

    def before(self) -> re.Match[str] | None:
        """The verb before that counts: the nearest, unless it only plans and another tells the past; not one of a clause before a colon."""
        clause = self.lowered.rfind(": ", self.place.low, self.place.start)
        verbs = [verb for verb in self.verbs if verb.start() > clause]
        if not verbs and (clause < 0 or not self.after):
            verbs = self.verbs
        nearest = verbs[-1] if verbs else None
        right_before = self.lead(self.cues.participles)
        if right_before and (nearest is None or right_before.start() >= nearest.end()):
            future = next((verb for verb in reversed(verbs) if verb.lastgroup == "future"), None)
            return future if future and right_before.lastgroup == "participle" else right_before
        return self._settled(verbs) if verbs else None

    def _settled(self, verbs: list[re.Match[str]]) -> re.Match[str]:
        nearest, told = verbs[-1], None
        if nearest.lastgroup == "aim":
            told = next((verb for verb in reversed(verbs) if verb.lastgroup != "aim"), None) or self.after
            if told and told.end() <= self.place.since <= nearest.start():  # it has a day of its own
                return nearest
        elif nearest.lastgroup == "invited":
            told = self.after if self.after and not self.cues.left_open.search(self.after.group()) else None
        elif nearest.lastgroup == "expected":
            told = self.cues.happened.search(self.lowered, self.place.end, self.high)
        return told if told and told.lastgroup == "past" else nearest


def _evidence(text: str, lowered: str, place: Place, cues: Cues, planned: bool) -> Iterator[Found]:
    owned = cues.possessive.match(lowered, place.end) is not None
    around = _Surroundings(text, lowered, place, cues)
    if not owned and (lead := around.lead(cues.lead)):
        yield LEAD, lead
        return
    if before := around.before():
        yield BEFORE, before
        return
    if around.after:
        yield AFTER, around.after
    elif not owned and (lead := around.lead(cues.open_lead)):
        yield LEAD, lead
    if planned and (plan := _last(cues.plans, lowered, place.low, place.start) or cues.plans_after.match(lowered, place.end)):
        yield PLAN, plan


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = deque(pattern.finditer(text, start, end), maxlen=1)
    return found[0] if found else None
