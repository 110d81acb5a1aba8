"""What no rule has taken of a sorted text page -> listed as dropped: every word of a page is in a block or in ``dropped``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recoupe.read.assemble import Waste
from recoupe.read.lines import Line
from recoupe.read.reading import Reading

_WORD = re.compile(r"\w")
_INNER = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_REASON = "no part of the article's text"


def list_leftovers(lines: Sequence[Line], reading: Reading, others: Sequence[Reading] = ()) -> None:
    """Add the words of the lines that stand in no piece and no waste, of this reading or the others of its page, to its wastes."""
    taken = sorted((p.start, p.end) for r in (reading, *others) for p in r.pieces)
    taken = sorted(taken + [(w.start, w.end) for r in (reading, *others) for w in r.wastes])
    at = 0
    for line in lines:
        while at < len(taken) and taken[at][1] <= line.start:
            at += 1
        if at < len(taken) and taken[at][0] <= line.start and line.end <= taken[at][1]:
            continue
        for start, end in _gaps(line, taken, at):
            inner = _INNER.search(line.text, start - line.start, end - line.start)
            if inner and _WORD.search(inner[0]):
                left = Waste(kind="other", start=line.start + inner.start(), end=line.start + inner.end(), reason=_REASON)
                reading.wastes.append(left)


def _gaps(line: Line, taken: Sequence[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    free = line.start
    while at < len(taken) and taken[at][0] < line.end:
        if taken[at][0] > free:
            yield free, taken[at][0]
        free = max(free, taken[at][1])
        at += 1
    if free < line.end:
        yield free, line.end
