"""The lines of a tag-less page and what is seen in each: words, ends, cues, stamps. All lines of a page are looked at together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from msgspec import Struct

from recoupe.read.cues import SHORT_CUE, find_cues
from recoupe.read.lexicon import (
    CUE_SHIFT,
    KNOWN_SIZE,
    WORD,
    Letter,
    Mark,
    cut_words,
    letter_kinds,
    topic_stems,
)
from recoupe.read.stamps import Stamp, find_stamps
from recoupe.read.tallies import any_marks, end_in_digits, first_marks, first_words, may_date, small_shares
from recoupe.read.words import any_of, gather
from recoupe.read.wrapped import Raw as Raw
from recoupe.read.wrapped import join_wrapped
from recoupe.text import code_points, fold

_LINE_ENDS = "\r\f\v\x85\u2028\u2029"
_BULLET = re.compile(r"(?:[•·▪◦●■►▶‣⁃*]|[-–—](?=\s[^a-z])|\d{1,2}[.)](?=\s))\s*")
_BULLETS = frozenset("•·▪◦●■►▶‣⁃*-–—0123456789")
_ENDS = re.compile(r"[.!?…:;](?:\s?[»”\"'’)\]*])*$|[»”\"]$")
_SIGNED = re.compile(r"[.!?…»”\"]\s*\([^()]{2,60}\)$")
_CLOSED = frozenset('.!?…:;»”"')
_LAST = _CLOSED | frozenset("'’)]*")
MAX_LINES = 10_000
MAX_TEXT = 8_000_000  # characters of lines: some 8 s
LOOK = 20_000
_STAMPED = 400  # a longer line is text, whatever date stands in it
_REMEMBERED, _MEMORY = 2_000, 1_000_000  # characters: of a line that is kept in mind, of all of them
_BATCH = 500_000  # characters looked at together


class Line(Struct, frozen=True, gc=False):
    """One line of words: its offsets in the page without outer spaces, and what was seen in it.

    ``opening`` is its first word, ``marks`` what any of its words is, ``known`` what is known of each.
    """

    start: int
    end: int
    text: str
    folded: str
    opening: str
    small: float
    prose: bool
    gap: bool
    bullet: bool
    ends: bool
    cues: dict[str, float]
    stamps: tuple[Stamp, ...]
    n_words: int
    marks: int
    known: bytes

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the line, folded."""
        return tuple(WORD.findall(self.folded))

    @property
    def dated(self) -> bool:
        """Whether a full date is printed in a line that is no sentence."""
        return bool(self.stamps) and any(s.has_year for s in self.stamps)

    @property
    def stamps_only(self) -> bool:
        """Whether a full date with its company of bylines and marks is all there is in the line."""
        if not self.stamps:
            return False
        used = sum(s.end - s.start for s in self.stamps)
        size = len(self.text) - self.text.count("  ")
        return self.dated and self.n_words <= 25 and used >= 0.25 * size and not self.prose

    @property
    def address(self) -> int:
        """How many words of the line speak to its reader: we, our, you, click, sign up."""
        return len(_address().findall(self.folded, 0, 600)) if self.marks & Mark.ADDRESS else 0

    @property
    def addresses(self) -> bool:
        """Whether the line speaks to its reader."""
        return bool(self.marks & Mark.ADDRESS) and _address().search(self.folded, 0, 600) is not None

    def cued(self, *kinds: str) -> bool:
        """Whether the line speaks as noise of one of these kinds does."""
        if self.cues:
            for kind in kinds:
                if self.cues.get(kind, 0) >= 0.5:
                    return True
        return False


def split_lines(page: str, start: int = 0, month_first: bool = False) -> list[Line]:
    """Every line of the page from ``start`` on that holds a letter, a digit or a mark, in order; none beyond MAX_LINES or MAX_TEXT."""
    plain = page
    for end in _LINE_ENDS:
        plain = plain.replace(end, "\n") if end in plain else plain
    out: list[Raw] = []
    last = at = start
    for raw in plain[start : _line_end(plain, start + MAX_TEXT)].split("\n"):
        text = raw.strip()
        if text:
            begin = at if raw[0] == text[0] else at + raw.index(text[0])
            bullet = _BULLET.match(text) if text[0] in _BULLETS or text[0].isdigit() else None
            if bullet and bullet.end() < len(text):
                begin, text = begin + bullet.end(), text[bullet.end() :]
            out.append(Raw(begin, text, begin - last > 1 and page.count("\n", last, begin) > 1, bullet is not None))
            if len(out) == MAX_LINES:
                break
            last = begin + len(text)
        at += len(raw) + 1
    return _look_through(join_wrapped(out, page), month_first)


def _line_end(page: str, at: int) -> int:
    """Where the line ends that holds a place."""
    end = page.find("\n", at)
    return len(page) if end < 0 else end


def make_line(start: int, text: str, month_first: bool = False) -> Line:
    """One line with what is seen in it."""
    return make_lines([Raw(start, text)], month_first)[0]


def _look_through(raws: Sequence[Raw], month_first: bool) -> list[Line]:
    return [line for batch in _batches(raws) for line in _look(batch, month_first)]


def make_lines(raws: Sequence[Raw], month_first: bool = False) -> list[Line]:
    """Lines with what is seen in them; of a very long line only the first 20,000 characters are looked at."""
    known = [_SEEN.get((raw.text, month_first)) for raw in raws]
    fresh = iter(_look_through([raw for raw, line in zip(raws, known, strict=True) if line is None], month_first))
    return [_kept(next(fresh), month_first) if line is None else _placed(line, raw) for raw, line in zip(raws, known, strict=True)]


class _Seen(dict[tuple[str, bool], Line]):
    """Lines that were looked at: the menus of a site stand on all its pages, the paragraphs of an HTML page are asked for twice."""

    n_characters = 0


_SEEN = _Seen()


def _kept(line: Line, month_first: bool) -> Line:
    if len(line.text) <= _REMEMBERED:
        if _SEEN.n_characters > _MEMORY:
            _SEEN.clear()
            _SEEN.n_characters = 0
        _SEEN[line.text, month_first] = line
        _SEEN.n_characters += len(line.text)
    return line


def _placed(line: Line, raw: Raw) -> Line:
    """The same line at another place."""
    return Line(
        raw.start, raw.start + len(raw.text), raw.text, line.folded, line.opening, line.small, line.prose, raw.gap, raw.bullet, line.ends,
        line.cues, line.stamps, line.n_words, line.marks, line.known,
    )  # fmt: skip


def _batches(raws: Sequence[Raw]) -> Iterator[Sequence[Raw]]:
    first = size = 0
    for i, raw in enumerate(raws):
        size += len(raw.text)
        if size >= _BATCH:
            yield raws[first : i + 1]
            first, size = i + 1, 0
    if first < len(raws):
        yield raws[first:]


def _look(raws: Sequence[Raw], month_first: bool) -> list[Line]:
    joined = fold("".join([raw.text[:LOOK].replace("\n", " ") + "\n" for raw in raws]))
    codes = code_points(joined)
    kinds = letter_kinds(codes)
    cut = cut_words(joined, codes, kinds)
    known = cut.known()
    marks = any_marks(cut)
    starts = np.concatenate([[0], np.flatnonzero(codes[:-1] == ord("\n")) + 1])
    numbered = end_in_digits(cut, kinds)
    signed = (cut.counts == 0) | (kinds[starts] & Letter.ALPHA == 0)
    short = np.diff(starts, append=len(codes)) <= SHORT_CUE
    first = first_marks(cut)
    whole = short & (numbered | (marks & Mark.WHOLE != 0) & (first & Mark.LEADS != 0))
    spoken = signed | (marks & _SPEAKING != 0) | (first & Mark.OPENS != 0) | whole
    dated = may_date(cut, kinds, starts)
    openings = first_words(cut, joined)
    out = []
    at = 0
    for raw, folded, opening, n, mark, small, speaks, dates, number in zip(
        raws, joined[:-1].split("\n"), openings, cut.counts.tolist(), marks.tolist(), small_shares(cut).tolist(),
        spoken.tolist(), dated.tolist(), numbered.tolist(), strict=True,
    ):  # fmt: skip
        text = raw.text
        ends = text[-1:] in _LAST and _is_ended(text)
        out.append(
            Line(
                raw.start, raw.start + len(text), text, folded, opening[0] if n else "", small,
                n >= 12 and (ends or n >= 25) and small >= 0.15, raw.gap, raw.bullet, ends,
                find_cues(folded, opening, number, mark) if speaks else _NO_CUES,
                tuple(find_stamps(text, month_first, folded)) if dates and len(text) < _STAMPED else (),
                n, mark, known[at * KNOWN_SIZE : (at + n) * KNOWN_SIZE],
            )
        )  # fmt: skip
        at += n
    return out


_SPEAKING = Mark.COOKIES | -(1 << CUE_SHIFT)  # some word that an expression needs
_NO_CUES: dict[str, float] = {}


def _is_ended(text: str) -> bool:
    if text[-1] in _CLOSED:
        return True
    return _ENDS.search(text, max(0, len(text) - 40)) is not None or _SIGNED.search(text, max(0, len(text) - 70)) is not None


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('address'))})(?![^\W_])")


def content_words(line: Line) -> set[int]:
    """Numbers of the stems of the words that carry a line's topic."""
    return topic_stems(line.known)
