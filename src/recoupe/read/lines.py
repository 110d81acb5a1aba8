"""The lines of a tag-less page and what is seen in each: words, ends, cues, stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from recoupe.read.stamps import Stamp, find_stamps
from recoupe.read.words import any_of, bare, cue_tables, gather
from recoupe.text import fold

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•·▪◦●■►▶‣⁃*]|[-–—](?=\s[^a-z])|\d{1,2}[.)](?=\s))\s*")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SHORT_WORD = 3
_ENDS = re.compile(r"[.!?…:;](?:\s?[»”\"'’)\]*])*$|[»”\"]$")
_SIGNED = re.compile(r"[.!?…»”\"]\s*\([^()]{2,60}\)$")
MAX_LINES = 10_000
MAX_TEXT = 8_000_000  # characters of lines: some 8 s
LOOK = 20_000
_MENU = 60  # what is seen in lines up to this length is remembered: 20,000 of them


class Line(Struct, frozen=True):
    """One line of words: its offsets in the page without outer spaces, and what was seen in it."""

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

    @property
    def n_words(self) -> int:
        """Number of words."""
        return len(self.words)

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
        return self.dated and self.n_words <= 25 and used >= 0.25 * len(self.text) and not self.prose

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
    out: list[Line] = []
    last = start
    for found in _LINE.finditer(page, start):
        raw = found[0]
        text = raw.strip()
        if not text:
            continue
        at = found.start() + raw.index(text[0])
        bullet = _BULLET.match(text)
        if bullet and bullet.end() < len(text):
            at, text = at + bullet.end(), text[bullet.end() :]
        gap = page.count("\n", last, at) > 1
        out.append(make_line(at, text, gap, bullet is not None, month_first))
        if len(out) == MAX_LINES or at + len(text) - start > MAX_TEXT:
            break
        last = at + len(text)
    return out


def make_line(start: int, text: str, gap: bool = False, bullet: bool = False, month_first: bool = False) -> Line:
    """A line of words with what is seen in it; of a very long line only the first 20,000 characters are looked at."""
    folded, words, small, ends, cues = _look_again(text) if len(text) <= _MENU else _look(text)
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        folded=folded,
        words=words,
        small=small,
        prose=len(words) >= 12 and (ends or len(words) >= 25) and small >= 0.15,
        gap=gap,
        bullet=bullet,
        ends=ends,
        cues=cues,
        stamps=tuple(find_stamps(text, month_first)) if len(text) < 400 else (),
    )


def _look(text: str) -> tuple[str, tuple[str, ...], float, bool, dict[str, float]]:
    folded = fold(text[:LOOK])
    words = tuple(_WORD.findall(folded))
    ends = _ENDS.search(text, max(0, len(text) - 40)) is not None or _SIGNED.search(text, max(0, len(text) - 70)) is not None
    return folded, words, _small_share(words), ends, find_cues(folded, words)


_look_again = lru_cache(maxsize=20_000)(_look)  # menus and buttons are the same on every page of a site


def _small_share(words: Sequence[str]) -> float:
    """Share of the small words of grammar; where the language has no table, of words of at most three letters."""
    if not words:
        return 0.0
    known = sum(map(_small().__contains__, words)) / len(words)
    return known if known >= 0.12 else max(known, 0.8 * sum(len(w) <= _SHORT_WORD and not w.isdigit() for w in words) / len(words))


def find_cues(folded: str, words: Sequence[str]) -> dict[str, float]:
    """Kinds of noise whose words a line speaks, each with how much of the line they are: 1 for the whole line."""
    out: dict[str, float] = {}
    short, plain, said = len(folded) < 80, bare(folded[:120]), {*words[:300], ""}
    first = words[0] if words else ""
    for kind, table in cue_tables().items():
        if short and plain in table.whole:
            out[kind] = 1.0
        elif (first in table.opening_words or "" in table.opening_words) and table.opens.match(folded):
            out[kind] = 0.9 if short else 0.7
        elif not said.isdisjoint(table.inside_words) and table.inside.search(folded[:2000]):
            out[kind] = min(1.0, 60 / len(folded) + 0.25)
    if len(folded) < 200 and "cookies" in folded:
        out["consent"] = max(out.get("consent", 0.0), 0.6)
    return out


@cache
def _small() -> frozenset[str]:
    return frozenset(w.strip("'") for word in gather("small") for w in word.split())


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('address'))})(?![^\W_])")


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return word[:6] if len(word) > 3 and word not in _small() else ""


def content_words(line: Line) -> set[str]:
    """Stems of the words that carry a line's topic."""
    stems = set(map(_stem, line.words))
    stems.discard("")
    return stems
