"""Text -> time expressions with an anchor-free meaning: the longest pattern wherever one starts, vetoes, and the words that govern it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from recoupe.annotate.times.direction import DIRECTED, Place, cased, governing, stop_after
from recoupe.annotate.times.openings import SIZE, digits_as_one
from recoupe.annotate.times.patterns import CompiledRule
from recoupe.annotate.times.tables import PART, Tables
from recoupe.annotate.times.words import Field, read_field
from recoupe.records import Meaning, TimeExpression, TimexType
from recoupe.text import fold, fold_marks

TYPES: dict[str, TimexType] = {"clock": "TIME", "part": "TIME", "night": "TIME", "duration": "DURATION", "spread": "DURATION", "set": "SET"}
CLOCKS = frozenset({"clock", "part"})
NAMED_DAYS = frozenset({"weekday", "date", "day_number", "day"})
_REACH = 60
_SHARED = ("month", "year", "rel", "unit", "half_day", "zone")


class Hit(NamedTuple):
    """One expression of a match, before its surroundings are read."""

    start: int
    end: int
    shape: str
    fields: dict[str, Field]
    type: TimexType | None


def tag_times(text: str, tables: Tables) -> list[TimeExpression]:
    """Every time expression of a text, in order, none overlapping another; values wait for ``resolve_times``."""
    folded = fold(text)
    marked = fold_marks(text)
    lowered = marked.lower()
    lowered = lowered if len(lowered) == len(text) else folded
    lowered = cased(lowered, marked) if tables.cues.lower_case else lowered
    hits = list(_hits(folded, tables))
    ends = (0, *(hit.end for hit in hits))
    found = [_expression(text, lowered, hit, end, tables) for hit, end in zip(hits, ends, strict=False)]
    return _link_clocks(text, folded, found)


def _hits(folded: str, tables: Tables) -> Iterator[Hit]:
    """Hits from left to right, the longest wherever one starts; a pattern is tried only near a word it cannot do without."""
    parts = PART.findall(folded)
    ends = list(accumulate(map(len, parts)))
    called = tables.triggers.of(parts)
    line = -1
    for i, classes in [(i, classes) for i, classes in enumerate(called) if classes]:
        start = ends[i] - len(parts[i])
        line = max(line, folded.rfind("\n", max(line + 1, start - _REACH), start))
        low, j = max(line + 1, start - _REACH), i - 1
        while j >= 0 and ends[j] > low:
            called[j] |= classes
            j -= 1
    shapes, at = digits_as_one(folded), 0
    for i, classes in [(i, classes) for i, classes in enumerate(called) if classes]:
        start = ends[i] - len(parts[i])
        rules = tables.rules_at(shapes[start : start + SIZE], classes) if start >= at else ()
        if rules and (hits := _best(folded, start, rules, tables)):
            at = hits[-1].end
            yield from hits


def _best(folded: str, start: int, rules: Sequence[CompiledRule], tables: Tables) -> list[Hit]:
    best: list[Hit] = []
    key = (0, 0)
    for compiled in rules:
        match = compiled.pattern.match(folded, start)
        if match is None or (own := (match.end(compiled.spans[-1]), -compiled.rank)) <= key:
            continue
        hits = _read_match(match, compiled, tables)
        if not any(_is_vetoed(folded, hit, tables) for hit in hits):
            best, key = hits, own
    return best


def _read_match(match: re.Match[str], compiled: CompiledRule, tables: Tables) -> list[Hit]:
    parts: list[dict[str, Field]] = [{} for _ in compiled.spans]
    for group, (name, part, source) in compiled.groups.items():
        if match[group] is not None:
            parts[min(part, len(parts)) - 1][name] = read_field(tables.words, source, match[group])
    _share(parts)
    rule = compiled.rule
    tie = [_tie(rule.join, i, len(parts)) for i in range(len(parts))]
    return [
        Hit(match.start(name), match.end(name), rule.shape, {**rule.fields, **part, **tied}, rule.type)
        for name, part, tied in zip(compiled.spans, parts, tie, strict=True)
    ]


def _share(parts: list[dict[str, Field]]) -> None:
    """Fields of one member that stand for all: the month of "the 3rd to the 5th of May", the year of "May 3 to 5, 2023"."""
    shared: dict[str, Field] = {}
    for part in [*reversed(parts), *parts]:
        for name in _SHARED:
            if name in part:
                shared[name] = part[name]
            elif name in shared:
                part[name] = shared[name]


def _tie(join: str | None, index: int, count: int) -> dict[str, Field]:
    """Ends of a range, or members of a list that is one only where its days follow each other."""
    if join is None or count < 2:
        return {}
    end: dict[str, Field] = {"range": "from" if index == 0 else "to" if index == count - 1 else "in"}
    return end if join == "range" else end | {"listed": 1}


def _is_vetoed(folded: str, hit: Hit, tables: Tables) -> bool:
    for veto in tables.vetoes:
        if hit.shape not in veto.shapes or not veto.after.match(folded, hit.end):
            continue
        if veto.covers.pattern and not veto.covers.match(folded[hit.start : hit.end]):
            continue
        if veto.before.search(folded, max(0, hit.start - 60), hit.start):
            return True
    return False


def _expression(text: str, lowered: str, hit: Hit, since: int, tables: Tables) -> TimeExpression:
    fields = dict(hit.fields)
    if (
        fields.pop("if_future", None)
        and governing(text, lowered, Place(hit.start, hit.end, since=since), tables.cues, False).get("tense") != "future"
    ):
        hit = hit._replace(shape="duration", start=text.index(" ", hit.start) + 1)
        fields.pop("sign")
    if hit.shape in DIRECTED and "rel" not in fields:
        fields |= governing(text, lowered, Place(hit.start, hit.end, since=since), tables.cues, hit.shape in ("weekday", "day_number"))
    kind: TimexType = hit.type or (tables.words.vague_type if hit.shape == "ref" else TYPES.get(hit.shape, "DATE"))
    if "part" in fields and hit.shape in NAMED_DAYS:
        kind = "TIME"
    meaning = Meaning(shape=hit.shape, fields=fields)
    return TimeExpression(start=hit.start, end=hit.end, type=kind, value="", meaning=meaning)


def _link_clocks(text: str, folded: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """A clock takes its day from the day named right after it ("at 0:40 on Thursday"), unless one stands before it in its sentence."""
    found = _clocks_after_days(folded, found)
    out = list(found)
    for i, (time, after) in enumerate(pairwise(found)):
        between = folded[time.end : after.start]
        if time.meaning.shape not in CLOCKS or after.meaning.shape not in NAMED_DAYS or "\n" in between or len(between.strip(" ,(")) > 3:
            continue
        before = found[i - 1] if i else None
        if before is None or before.meaning.shape not in NAMED_DAYS or stop_after(text, before.end, time.start) is not None:
            begun = before is not None and before.meaning.fields.get("range") == "from" and time.meaning.fields.get("range") == "to"
            for j in (i - 1, i) if begun else (i,):
                out[j] = replace(
                    found[j], meaning=Meaning(shape=found[j].meaning.shape, fields={**found[j].meaning.fields, "day_from": "next"})
                )
    return out


def _clocks_after_days(folded: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """A bare count of hours right after a named day is a clock time: "Thursday 17 hours" in the French way."""
    out = list(found)
    for i, (day, time) in enumerate(pairwise(found), 1):
        hour = time.meaning.fields.get("n")
        counted = time.meaning.shape == "duration" and time.meaning.fields == {"n": hour, "unit": "TH"} and folded[time.start].isdigit()
        if (
            counted
            and isinstance(hour, int)
            and hour <= 24
            and day.meaning.shape in NAMED_DAYS
            and folded[day.end : time.start] in (" ", ", ")
        ):
            out[i] = replace(time, type="TIME", meaning=Meaning(shape="clock", fields={"hour": hour}))
    return out
