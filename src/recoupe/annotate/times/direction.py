"""Which way an expression looks: named, weighted features of the words that govern it -> past, future or neither, and the telling words."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from recoupe.annotate.times.words import Direction, Field

DIRECTED = frozenset({"weekday", "date", "month", "season", "part", "unit", "feast", "quarter"})
"""Shapes of meaning that may look back or ahead."""
_QUOTE = re.compile(r"[«“\"]")
STOP = re.compile(r"[.!?…;](?=[\s\"»)]|$)|\n")
_WINDOW = 160
_LEAD = 40


class Feature(NamedTuple):
    """One kind of evidence: its weight towards the side it names, and what it is."""

    name: str
    weight: int
    why: str


LEAD = Feature("lead", 4, "the words right before it: “until”, “postponed to”, “since”")
BEFORE = Feature("before", 3, "the nearest verb or noun of past or plan before it in its sentence")
AFTER = Feature("after", 2, "where none stands before it, the first one after it, short of quoted words")
PLAN = Feature("plan", 1, "where no verb tells, a noun of what is held on a set day (“strike”, “concert”), or an hour right after the day")
FEATURES = (LEAD, BEFORE, AFTER, PLAN)


class Cues(NamedTuple):
    """The words of past and future of one language, compiled."""

    lead: re.Pattern[str]
    verbs: re.Pattern[str]
    plans: re.Pattern[str]
    plans_after: re.Pattern[str]


def compile_cues(words: Direction) -> Cues:
    """Compile the words of past and future; each group names the side it speaks for."""

    def sides(future: list[str], past: list[str], end: str) -> re.Pattern[str]:
        parts = [f"(?P<{side}>{'|'.join(found)})" for side, found in (("future", future), ("past", past)) if found]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)}){end}" if parts else r"(?!)")

    return Cues(
        sides(words.future_lead, words.past_lead, r" ?\Z"),
        sides(words.future, words.past, r"(?!\w)"),
        sides(words.plans, [], rf"(?!\w)(?! (?:{words.linked}) ?\Z)" if words.linked else r"(?!\w)"),
        re.compile(rf"(?P<future>{'|'.join(words.plans_after)})" if words.plans_after else r"(?!)"),
    )


def governing(text: str, lowered: str, start: int, end: int, cues: Cues, planned: bool) -> dict[str, Field]:
    """Whether the words around an expression tell of the past or of what is to come, and which word says so most.

    Nouns of plan count only where ``planned``: they place a weekday, and say too little of other expressions.
    """
    low = max(0, start - _WINDOW)
    for stop in STOP.finditer(lowered, low, start):
        low = stop.end()
    found: list[tuple[Feature, re.Match[str]]] = []
    if lead := cues.lead.search(lowered, max(low, start - _LEAD), start):
        found.append((LEAD, lead))
    elif before := _last(cues.verbs, lowered, low, start):
        found.append((BEFORE, before))
    else:
        stops = (STOP.search(lowered, end, end + _WINDOW), _QUOTE.search(lowered, end, end + _WINDOW))
        high = min((m.start() for m in stops if m), default=min(len(lowered), end + _WINDOW))
        if after := cues.verbs.search(lowered, end, high):
            found.append((AFTER, after))
        if planned and (plan := _last(cues.plans, lowered, low, start) or cues.plans_after.match(lowered, end)):
            found.append((PLAN, plan))
    score = sum(feature.weight * (1 if match.lastgroup == "future" else -1) for feature, match in found)
    if not score:
        return {}
    side = "future" if score > 0 else "past"
    telling = next(match for _, match in found if match.lastgroup == side)
    return {"tense": side, "cue": text[telling.start() : telling.end()].strip()}


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = deque(pattern.finditer(text, start, end), maxlen=1)
    return found[0] if found else None
