"""Headlines and kickers among the lines above the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote

from recoupe.read.lines import Line, content_words, make_line
from recoupe.read.signature import signature_line
from recoupe.read.words import any_of, gather

_TRAIL = re.compile(r"\S\s+[>›»/|]\s+\S.*\s[>›»/|]\s+\S")


def find_titles(lines: Sequence[Line], body: Sequence[bool], first: int, done: set[int], url: str | None = None) -> list[int]:
    """Headlines: the unended line above the text that shares most words with it and with the page's address, and its neighbours alike."""
    topic: set[int] = set()
    for i in range(first, len(lines)):
        if body[i] and len(topic) < 400:
            topic |= content_words(lines[i])
    address = _address_words(url)
    found: list[tuple[float, int]] = []
    for i in range(max(0, first - 60), first):
        line = lines[i]
        if i in done or not _title_like(line):
            continue
        mine = content_words(line)
        overlap = len(mine & topic) / len(mine) if mine else 0.0
        named = len(mine & address) / len(mine) if mine and len(address) >= 3 else 0.0
        near = 1 / (1 + (first - i) / 6)
        if max(overlap, named) >= 0.2 or (first - i <= 2 and line.n_words >= 4 and i <= 3):
            found.append((overlap + 1.5 * named + 0.5 * near + 0.06 * min(len(mine), 8), i))
    if not found:
        return []
    best = max(found)[1]
    out = [best]
    for step in (-1, 1):
        j = best + step
        while 0 <= j < first and any(i == j for _, i in found) and lines[j].n_words >= 5 and lines[j].folded != lines[best].folded:
            out.append(j)
            j += step
    return sorted(out)


def _address_words(url: str | None) -> set[int]:
    path = unquote(re.sub(r"^[a-z]+://[^/]*", "", url or ""))
    return content_words(make_line(0, path)) if path else set()


def _title_like(line: Line) -> bool:
    if not 3 <= line.n_words <= 30 or line.bullet or line.text[0] in "•/" or "|" in line.text:
        return False
    if line.text.endswith((".", ":", ",", ";")) and not line.text.endswith(("...", ".»")):
        return False
    if stamp_only(line) or max(line.cues.values(), default=0) >= 0.5 or line.address >= 2:
        return False
    return not is_byline(line) and _TRAIL.search(line.text) is None and not signature_line(line)


def find_kicker(lines: Sequence[Line], titles: Sequence[int], done: set[int]) -> int | None:
    """The short label right above the headline, near the top of the page."""
    i = titles[0] - 1 if titles else -1
    if i < 0 or i in done:
        return None
    line = lines[i]
    fits = 1 <= line.n_words <= 4 and not line.ends and not line.cues and not line.stamps and not line.bullet and line.text[0].isupper()
    return i if fits and i <= 3 and not any(c in line.text for c in "|/›>»") else None


def stamp_only(line: Line) -> bool:
    """Whether a line is a stamp with its company of bylines and marks, not a sentence that holds a date."""
    if not line.stamps:
        return False
    open_end = line.dated and line.n_words <= 25 and not line.text.endswith((".", "!", "?", "»", "”"))
    return line.stamps_only or (open_end and byline_pattern().match(line.folded) is not None)


@cache
def byline_pattern() -> re.Pattern[str]:
    """How a byline or provider line begins."""
    strong = tuple(w for w in gather("provided") if " " in w)
    return re.compile(rf"\W*(?:{any_of(gather('by') + strong)})(?![^\W_])")


@cache
def _newsrooms() -> frozenset[str]:
    return frozenset(gather("newsroom"))


def is_byline(line: Line) -> bool:
    """Whether a line names the writer or the newsroom and says nothing more."""
    if not 1 <= line.n_words <= 25 or line.text.endswith((".", "!", "?", "»")):
        return False
    if line.folded.strip(" .") in _newsrooms():
        return True
    if line.text[0] == "(" and any(word in line.folded for word in gather("desk")):
        return True
    match = byline_pattern().match(line.folded) if 2 <= line.n_words <= 12 else None
    if match is None:
        return False
    rest = line.text[match.end() :].strip(" :")
    return rest[:1].isupper() or (line.n_words <= 8 and re.search(r"[A-ZÀ-ÖØ-Þ]\w+\s[A-ZÀ-ÖØ-Þ][\w-]+$", rest) is not None)
