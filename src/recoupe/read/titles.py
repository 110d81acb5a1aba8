"""Headlines and kickers among the lines above the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote

from recoupe.read.genre import is_label
from recoupe.read.lines import Line, content_words, make_line
from recoupe.read.signature import signature_line
from recoupe.read.words import any_of, first_words, gather

_CLOCK = re.compile(r"[0-2]?\d\s?[:hH.]\s?[0-5]\d(?:\s\w{1,4})?")
_LABEL = 3  # words
_TRAIL = re.compile(r"\S\s+[>›»/|]\s+\S.*\s[>›»/|]\s+\S")


def find_titles(lines: Sequence[Line], body: Sequence[bool], first: int, done: set[int], url: str | None = None) -> list[int]:
    """Headlines: the unended line above the text that shares most words with it and with the page's address, and its neighbours alike.

    Where no line shares any, it is one that its place tells: nearest to the text, right over a byline or stamp, or printed twice.
    """
    topic: set[int] = set()
    for i in range(first, len(lines)):
        if body[i] and len(topic) < 400:
            topic |= content_words(lines[i])
    address = _address_words(url)
    found: list[tuple[float, int]] = []
    weak: list[tuple[float, int]] = []
    between = 0  # lines down to the text that are no stamps, bylines, captions, notices or labels
    for i in range(first - 1, max(0, first - 60) - 1, -1):
        line = lines[i]
        plain = not is_furniture(lines, i, done)
        if i not in done and (plain or line.n_words == _LABEL) and _title_like(line):
            mine = content_words(line)
            overlap = len(mine & topic) / len(mine) if mine else 0.0
            named = len(mine & address) / len(mine) if mine and len(address) >= 3 else 0.0
            score = (
                overlap
                + 1.5 * named
                + 0.5 / (1 + between / 6)
                + 0.06 * min(len(mine), 8)
                - 0.5 * ("|" in line.text)
                - 0.3 * _over_credit(lines, i, done)
            )
            if _under_clock(lines, i):
                weak.append((score - 1, i))
            elif max(overlap, named) >= 0.2:
                found.append((score, i))
            elif line.n_words >= 4 and plain and ((i <= 3 and between <= 1) or _over_mark(lines, i, done)):
                weak.append((score, i))
        between += plain
    found = found or weak
    if not found:
        return []
    best = max(found)[1]
    out = [best]
    for step in (-1, 1):
        j = best + step
        while 0 <= j < first and any(i == j for _, i in found) and lines[j].n_words >= 5 and lines[j].folded != lines[best].folded:
            if _over_credit(lines, j, done):
                break
            out.append(j)
            j += step
    return sorted(out)


def is_furniture(lines: Sequence[Line], i: int, done: set[int]) -> bool:
    """Whether a line between headline and text is no text itself: a stamp, byline, caption, notice, or label of one to three words."""
    line = lines[i]
    if i in done or line.n_words <= _LABEL:
        return True
    return (bool(line.cues) and max(line.cues.values()) >= 0.5) or (bool(line.stamps) and stamp_only(line)) or is_byline(line)


def _over_credit(lines: Sequence[Line], i: int, done: set[int]) -> bool:
    """Whether the line under one is the short credit of a picture."""
    return i + 1 in done and lines[i + 1].n_words <= 12


def _under_clock(lines: Sequence[Line], i: int) -> bool:
    """Whether a clock time alone stands right over a line: that of an entry of a live page."""
    above = lines[i - 1] if i else None
    return above is not None and above.n_words <= 4 and above.text[0].isdigit() and _CLOCK.fullmatch(above.text) is not None


def _over_mark(lines: Sequence[Line], i: int, done: set[int]) -> bool:
    """Whether a byline or stamp stands right under a line, labels aside."""
    for line in lines[i + 1 : i + 4]:
        if stamp_only(line) or is_byline(line):
            return True
        if line.n_words > _LABEL:
            return False
    return False


def _address_words(url: str | None) -> set[int]:
    path = unquote(re.sub(r"^[a-z]+://[^/]*", "", url or ""))
    return content_words(make_line(0, path)) if path else set()


def _title_like(line: Line) -> bool:
    if not _LABEL <= line.n_words <= 30 or line.bullet or line.text[0] in "•|/":
        return False
    if line.text.endswith((".", ":", ",", ";")) and not line.text.endswith(("...", ".»")):
        return False
    if "|" in line.text and not _is_labelled(line):
        return False
    if stamp_only(line) or max(line.cues.values(), default=0) >= 0.5 or line.address >= 2:
        return False
    return not is_byline(line) and _TRAIL.search(line.text) is None and not signature_line(line)


def _is_labelled(line: Line) -> bool:
    """Whether the only bar of a line stands behind the label of a kind of text: "Opinion | ..."."""
    label, _, rest = line.text.partition("|")
    return "|" not in rest and is_label(label)


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
def _byline_openings() -> frozenset[str]:
    """The first words of bylines and provider lines."""
    return first_words(gather("by") + gather("provided"))


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
    match = byline_pattern().match(line.folded) if 2 <= line.n_words <= 12 and line.opening in _byline_openings() else None
    if match is None:
        return False
    rest = line.text[match.end() :].strip(" :")
    return rest[:1].isupper() or (line.n_words <= 8 and re.search(r"[A-ZÀ-ÖØ-Þ]\w+\s[A-ZÀ-ÖØ-Þ][\w-]+$", rest) is not None)
