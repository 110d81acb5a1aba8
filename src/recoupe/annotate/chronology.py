"""Lines that a date opens ("12 mars 2018. Perquisition au siège"): what the line tells is of that date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from recoupe.annotate.times import opens_line
from recoupe.records import TimeExpression

_CALENDAR = ("date", "month", "year")


class DatedLine(NamedTuple):
    """What stands behind a date that opens a line, up to the line's end."""

    start: int
    end: int
    opening: TimeExpression


def find_dated_lines(times: Sequence[TimeExpression], text: str) -> list[DatedLine]:
    """Lines that a calendar date opens, in order; a date alone on its line holds for the next line."""
    out = []
    for time in times:
        if time.type == "DATE" and time.meaning.shape in _CALENDAR and time.first_day and opens_line(time, text):
            alone = text.startswith("\n", time.end)
            end = text.find("\n", time.end + alone)
            out.append(DatedLine(time.end, len(text) if end < 0 else end, time))
    return out


def line_at(lines: Sequence[DatedLine], offset: int) -> DatedLine | None:
    """The dated line that holds an offset."""
    at = bisect_right(lines, offset, key=lambda line: line.start) - 1
    return lines[at] if at >= 0 and offset < lines[at].end else None
