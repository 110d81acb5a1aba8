"""Lines that a mailer or a scanner broke at an even width -> the paragraphs they were; offsets in the page stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

_NARROWEST, _WIDEST = 30, 100  # characters of a line
_FEWEST = 6  # lines
_GOING_ON = 0.2  # share of the lines that begin in lower case
_FULL = 0.4  # share of the lines that are about as long as the longest
_ENDS = (".", "!", "?", "…", "»", "”", ":")


class Raw(Struct, frozen=True, gc=False):
    """A line as found: where it starts, its text, whether an empty line stands above it and whether it was an item."""

    start: int
    text: str
    gap: bool = False
    bullet: bool = False


def join_wrapped(raws: list[Raw], page: str) -> list[Raw]:
    """The lines of a page with those joined that a fixed width broke; those of any other page as they are."""
    width = _width(raws)
    if width is None:
        return raws
    out = [raws[0]]
    for before, raw in pairwise(raws):
        if not raw.gap and not raw.bullet and _goes_on(before.text, raw.text, width):
            out[-1] = Raw(out[-1].start, page[out[-1].start : raw.start + len(raw.text)], out[-1].gap, out[-1].bullet)
        else:
            out.append(raw)
    return out


def _width(raws: Sequence[Raw]) -> int | None:
    """The width at which the lines of a page are broken: many are as long, few longer, and many begin in lower case."""
    lengths = [len(raw.text) for raw in raws]
    if len(raws) < _FEWEST or max(lengths) > 2 * _WIDEST:
        return None
    lengths.sort()
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > 2 * width:
        return None
    going_on = sum(not raw.gap and not raw.bullet and raw.text[0].islower() for raw in raws)
    full = sum(0.75 * width <= n <= 1.1 * width for n in lengths)
    return width if going_on >= max(3, _GOING_ON * len(raws)) and full >= _FULL * len(raws) else None


def _goes_on(text: str, below: str, width: int) -> bool:
    """Whether a line goes on in the one under it: its next word had no room left, or begins in lower case after no stop."""
    room = width - len(text) - 1
    return len(below.split(None, 1)[0]) > room or (below[0].islower() and not text.endswith(_ENDS))
