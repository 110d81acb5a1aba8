"""The lines of a tag-less page and what is seen in each: words, ends, cues, stamps. All lines of a page are looked at together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

import numpy as np
from msgspec import Struct

from recoupe.read.cues import find_cues, may_speak
from recoupe.read.lexicon import Mark, split_words, stem_number, word_marks
from recoupe.read.stamps import Stamp, find_stamps
from recoupe.read.words import any_of, gather
from recoupe.read.wrapped import Raw as Raw
from recoupe.read.wrapped import join_wrapped
from recoupe.text import fold

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•·▪◦●■►▶‣⁃*]|[-–—](?=\s[^a-z])|\d{1,2}[.)](?=\s))\s*")
_BULLETS = frozenset("•·▪◦●■►▶‣⁃*-–—0123456789")
_ENDS = re.compile(r"[.!?…:;](?:\s?[»”\"'’)\]*])*$|[»”\"]$")
_SIGNED = re.compile(r"[.!?…»”\"]\s*\([^()]{2,60}\)$")
_LAST = frozenset(".!?…:;»”\"'’)]*")
_NUMERIC = re.compile(r"\d[./-]\d")
MAX_LINES = 10_000
MAX_TEXT = 8_000_000  # characters of lines: some 8 s
LOOK = 20_000
_STAMPED = 400  # a longer line is text, whatever date stands in it
_REMEMBERED, _MEMORY = 2_000, 1_000_000  # characters: of a line that is kept in mind, of all of them
_BATCH = 500_000  # characters looked at together


class Line(Struct, frozen=True, gc=False):
    """One line of words: its offsets in the page without outer spaces, and what was seen in it.

    ``marks`` is what any of its words is; ``addressed``, ``spoken`` and ``verbs`` count the words that speak to the reader, in the
    first person, and that are verbs.
    """

    start: int
    end: int
    text: str
    folded: str
    words: tuple[str, ...]
    small: float
    prose: bool
    gap: bool
    bullet: bool
    ends: bool
    cues: dict[str, float]
    stamps: tuple[Stamp, ...]
    n_words: int
    marks: int
    addressed: int
    spoken: int
    verbs: int

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
        return len(_address().findall(self.folded[:600]))

    @property
    def addresses(self) -> bool:
        """Whether the line speaks to its reader."""
        return _address().search(self.folded[:600]) is not None

    def cued(self, *kinds: str) -> bool:
        """Whether the line speaks as noise of one of these kinds does."""
        return bool(self.cues) and any(self.cues.get(kind, 0) >= 0.5 for kind in kinds)


def split_lines(page: str, start: int = 0, month_first: bool = False) -> list[Line]:
    """Every line of the page from ``start`` on that holds a letter, a digit or a mark, in order; none beyond MAX_LINES or MAX_TEXT."""
    out: list[Raw] = []
    last = start
    for found in _LINE.finditer(page, start):
        raw = found[0]
        text = raw.strip()
        if not text:
            continue
        at = found.start() + (raw.index(text[0]) if raw[0] != text[0] else 0)
        bullet = _BULLET.match(text) if text[0] in _BULLETS or text[0].isdigit() else None
        if bullet and bullet.end() < len(text):
            at, text = at + bullet.end(), text[bullet.end() :]
        out.append(Raw(at, text, at - last > 1 and page.count("\n", last, at) > 1, bullet is not None))
        if len(out) == MAX_LINES or at + len(text) - start > MAX_TEXT:
            break
        last = at + len(text)
    return make_lines(join_wrapped(out, page), month_first)


def make_line(start: int, text: str, month_first: bool = False) -> Line:
    """One line with what is seen in it."""
    return make_lines([Raw(start, text)], month_first)[0]


def make_lines(raws: Sequence[Raw], month_first: bool = False) -> list[Line]:
    """Lines with what is seen in them; of a very long line only the first 20,000 characters are looked at."""
    known = [_SEEN.get((raw.text, month_first)) for raw in raws]
    new = [raw for raw, line in zip(raws, known, strict=True) if line is None]
    fresh = (line for batch in _batches(new) for line in _look(batch, month_first))
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
        raw.start, raw.start + len(raw.text), raw.text, line.folded, line.words, line.small, line.prose, raw.gap, raw.bullet, line.ends,
        line.cues, line.stamps, line.n_words, line.marks, line.addressed, line.spoken, line.verbs,
    )  # fmt: skip


def _batches(raws: Sequence[Raw]) -> Iterator[list[Raw]]:
    batch: list[Raw] = []
    size = 0
    for raw in raws:
        batch.append(raw)
        size += min(len(raw.text), LOOK)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _look(raws: list[Raw], month_first: bool) -> list[Line]:
    folded = fold("\n".join([raw.text[:LOOK].replace("\n", " ") for raw in raws])).split("\n")
    words = split_words(folded)
    counts = np.fromiter(map(len, words), np.int64, len(words))
    known = word_marks(chain.from_iterable(words))[:, 0]
    tallies = [_per_line(known & mark != 0, counts).tolist() for mark in (Mark.ADDRESS, Mark.SPEAKER, Mark.VERB)]
    marks = _any_per_line(known, counts).tolist()
    out = []
    for raw, fold_, words_, small, mark, *tally in zip(
        raws, folded, words, _small_shares(known, counts).tolist(), marks, *tallies, strict=True
    ):
        text, n = raw.text, len(words_)
        ends = text[-1:] in _LAST and _is_ended(text)
        out.append(
            Line(
                raw.start, raw.start + len(text), text, fold_, words_, small,
                n >= 12 and (ends or n >= 25) and small >= 0.15, raw.gap, raw.bullet, ends,
                find_cues(fold_, words_, mark) if may_speak(fold_, words_, mark) else {},
                tuple(find_stamps(text, month_first, fold_)) if len(text) < _STAMPED and _may_date(fold_, mark) else (), n, mark, *tally,
            )
        )  # fmt: skip
    return out


def _may_date(folded: str, marks: int) -> bool:
    """Whether a line may hold a date: it names a month, or has numbers with a mark of dates between them."""
    return bool(marks & Mark.MONTH) or _NUMERIC.search(folded) is not None


def _is_ended(text: str) -> bool:
    return _ENDS.search(text, max(0, len(text) - 40)) is not None or _SIGNED.search(text, max(0, len(text) - 70)) is not None


def _per_line(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Sums of a value a word over the words of each line."""
    sums = np.concatenate([[0], np.cumsum(values)])
    stops = np.cumsum(counts)
    totals: np.ndarray = sums[stops] - sums[stops - counts]
    return totals


def _any_per_line(marks: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The marks that any word of each line has."""
    out = np.zeros(len(counts), np.int64)
    full = counts > 0
    if full.any():
        out[full] = np.bitwise_or.reduceat(marks, (np.cumsum(counts) - counts)[full])
    return out


def _small_shares(known: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Share of the small words of grammar; where the language has no table, of words of at most three letters."""
    size = np.maximum(counts, 1)
    share = _per_line(known & Mark.SMALL != 0, counts) / size
    short = 0.8 * _per_line(known & Mark.SHORT != 0, counts) / size
    shares: np.ndarray = np.where(share >= 0.12, share, np.maximum(share, short))
    return shares


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('address'))})(?![^\W_])")


def content_words(line: Line) -> set[int]:
    """Numbers of the stems of the words that carry a line's topic."""
    return topic_stems(line.words)


def topic_stems(words: Iterable[str]) -> set[int]:
    """Numbers of the stems of folded words, those without a topic left out."""
    stems = set(map(stem_number, words))
    stems.discard(0)
    return stems
