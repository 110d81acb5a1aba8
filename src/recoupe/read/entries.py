"""Tag-less lines -> where the articles of a page of several begin: entries that a clock opens, and round-ups of whole articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from recoupe.read.clocks import Clock, Order, find_order, opening_clock
from recoupe.read.dateline import find_dateline
from recoupe.read.dump import Marks
from recoupe.read.genre import opens_live
from recoupe.read.lines import Line
from recoupe.read.titles import is_byline, stamp_only

_FEWEST_ENTRIES = 3
_TOLD = 0.7  # share of the entries that tell something in a sentence: headline lists of live tickers tell nothing
_ABOVE = 8  # lines over the first entry in which a page calls itself live
_FEWEST_WORDS = 50  # of an article in a round-up: teasers have 20 to 40
_FEWEST_LINES = 2
_COVERED = 0.8  # share of the page's sentences that a round-up's articles hold
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W*$")


class Section(Struct, frozen=True, kw_only=True):
    """The lines of one article among several: from ``first`` up to ``end``; the clock that opens it, or its headline's line."""

    first: int
    end: int
    clock: Clock | None = None
    headline: int | None = None


class Sections(Struct, frozen=True, kw_only=True):
    """The articles of one page in page order, why they are told apart, and in which order of time they stand."""

    sections: list[Section]
    cue: str
    order: Order | None = None


def find_sections(n_clocks: int, lines: Sequence[Line], marks: Marks, live: bool, month_first: bool) -> Sections | None:
    """The articles that a tag-less page with so many clock times shows for certain to hold, two or more; None where it holds one or
    leaves it open."""
    found = None
    if n_clocks >= _FEWEST_ENTRIES:
        found = _find_entries(lines, marks, live, month_first)
    return found or _find_roundup(lines, marks, month_first)


# ------------------------------------------------------------------ entries of a live page


def _find_entries(lines: Sequence[Line], marks: Marks, live: bool, month_first: bool) -> Sections | None:
    """Entries that a clock opens: three or more in order of time, most of them with a sentence, most of the page's sentences in them.

    Entries that run forward in time may be the chronology of one article, those with a day comments or teasers: only a page that
    calls itself live is split there.
    """
    opened = [(i, c) for i, line in enumerate(lines) if not marks.barred[i] and (c := opening_clock(line.text, month_first))]
    alone = [(i, c) for i, c in opened if c.rest >= len(lines[i].text)]
    glued = [(i, c) for i, c in opened if c.rest < len(lines[i].text)]
    for run in sorted((alone, glued), key=len, reverse=True):
        own = next((n for n, (_, c) in enumerate(run) if not c.role), 0)
        if own and not any(c.role for _, c in run[own:]):
            run = run[own:]  # the stamps of the page itself
        order = find_order([c for _, c in run]) if len(run) >= _FEWEST_ENTRIES else None
        live = live or (order is not None and any(opens_live(line.text) for line in lines[max(0, run[0][0] - _ABOVE) : run[0][0]]))
        if order is None or (not live and (order == "ascending" or any(c.day for _, c in run))):
            continue
        last = max((i for i, body in enumerate(marks.body) if body), default=-1)
        ends = [i for i, _ in run[1:]] + [max(last + 1, _end_of_last(lines, marks, run[-1][0]))]
        sections = [Section(first=i, end=max(end, i + 1), clock=c) for (i, c), end in zip(run, ends, strict=True)]
        told = [sum(_tells(lines, marks, i, section) for i in range(section.first, section.end)) for section in sections]
        inside, all_ = sum(told), sum(_is_told(line) and not marks.barred[i] for i, line in enumerate(lines))
        if sum(map(bool, told)) >= _TOLD * len(told) and inside >= 0.5 * all_:
            texts = [lines[i].text[c.start : c.end] for i, c in run[:2]]
            return Sections(sections=sections, cue=f"entries opened by clock times: {', '.join(texts)} …", order=order)
    return None


def _tells(lines: Sequence[Line], marks: Marks, i: int, section: Section) -> bool:
    return not marks.barred[i] and _is_told(lines[i])


def _is_told(line: Line) -> bool:
    return line.prose or (line.ends and line.n_words >= 6)


def _end_of_last(lines: Sequence[Line], marks: Marks, start: int) -> int:
    """The line after the sentences that follow the last entry's opening without a break."""
    end = start + 1
    while end < len(lines) and not marks.barred[end] and (_is_told(lines[end]) or end == start + 1):
        end += 1
    return end


# ------------------------------------------------------------------ round-ups


def _find_roundup(lines: Sequence[Line], marks: Marks, month_first: bool) -> Sections | None:
    """Whole articles one after the other, each with its headline over a stamp, byline or dateline of the same form."""
    told = [i for i, line in enumerate(lines) if line.prose and not marks.barred[i]]
    if len(told) < 2:
        return None
    short = [i for i, line in enumerate(lines[:-2]) if 4 <= line.n_words <= 25 and not line.prose and not line.cues]
    heads = [(i, form) for i in short if (form := _opening(lines, marks, i, month_first))]
    forms = Counter(form for _, form in heads)
    for form, count in forms.most_common(2):
        if count < 2:
            continue
        starts = [i for i, other in heads if other == form]
        bounds = [*starts[1:], len(lines)]
        kept = [(s, e) for s, e in zip(starts, bounds, strict=True) if _is_whole(lines, marks, s, e, form)]
        if len(kept) < 2 or [s for s, _ in kept] != starts[: len(kept)]:
            continue
        stop = kept[-1][1]
        ends = [e for _, e in kept[:-1]] + [_last_told(lines, marks, kept[-1][0], stop)]
        sections = [Section(first=s, end=e, headline=s) for (s, _), e in zip(kept, ends, strict=True)]
        inside = sum(kept[0][0] <= i < stop for i in told)
        if inside >= _COVERED * len(told):
            return Sections(sections=sections, cue=f"{len(sections)} headlines, each over its {form}")
    return None


def _opening(lines: Sequence[Line], marks: Marks, i: int, month_first: bool) -> str | None:
    """How an article of a round-up opens at a short line: headline, then ``stamp``, ``byline`` or ``dateline``; None where none opens."""
    line, below = lines[i], lines[i + 1]
    if line.bullet or line.stamps or marks.barred[i] or marks.barred[i + 1]:
        return None
    if line.text.endswith((".", ":", ",", ";", "…")) or not (line.text[0].isupper() or line.text[0] in "«“\"'‘"):
        return None
    if is_byline(line) or below.bullet or below.cues:
        return None
    if stamp_only(below) and any(s.has_year for s in below.stamps):
        return "stamp"
    if is_byline(below):
        return "byline"
    if below.n_words >= 8 and (found := find_dateline(below.text, month_first)) and found.end < len(below.text) - 20:
        return "dateline"
    return None


def _is_whole(lines: Sequence[Line], marks: Marks, start: int, end: int, form: str) -> bool:
    """Whether the lines of a section are an article, not a teaser: fifty words in two sentences or under a dateline, none cut short."""
    told = [lines[i] for i in range(start + 1, end) if lines[i].prose and not marks.barred[i]]
    if any(_CUT.search(line.text) for line in told):
        return False
    return len(told) >= (1 if form == "dateline" else _FEWEST_LINES) and sum(line.n_words for line in told) >= _FEWEST_WORDS


def _last_told(lines: Sequence[Line], marks: Marks, start: int, end: int) -> int:
    """The line after the last body line of a section."""
    return 1 + max((i for i in range(start, end) if marks.body[i] or (lines[i].prose and not marks.barred[i])), default=start)
