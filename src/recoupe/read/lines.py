"""The lines of a tag-less page and what each looks like: the named features of the line model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from recoupe.read.stamps import Stamp, find_stamps
from recoupe.read.words import CUE_KINDS, any_of, bare, cue_tables, gather
from recoupe.text import fold

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•·▪◦●■►▶‣⁃*]|[-–—](?=\s[^a-z])|\d{1,2}[.)](?=\s))\s*")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_GLUED = re.compile(r"[a-zà-öø-ÿ.!?][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}\s")
_SHORT_WORD = 3
_ENDS = re.compile(r"[.!?…:;](?:\s?[»”\"'’)\]*])*$|[»”\"]$")
_SIGNED = re.compile(r"[.!?…»”\"]\s*\([^()]{2,60}\)$")
_STOP = re.compile(r"[.!?…](?:[»”\"')]|\s[»”])?\s+[«“\"'(]?\s?[^\W\d_]")
_DIGITS = re.compile(r"\d")
MAX_LINES = 10_000
_LOOK = 20_000
_LINK = re.compile(r"https?://|www\.|\w@\w+\.\w")


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
        return any(s.has_year for s in self.stamps)

    @property
    def stamps_only(self) -> bool:
        """Whether a full date with its company of bylines and marks is all there is in the line."""
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
        return any(self.cues.get(kind, 0) >= 0.5 for kind in kinds)


def split_lines(page: str, start: int = 0, month_first: bool = False) -> list[Line]:
    """Every line of the page from ``start`` on that holds a letter, a digit or a mark, in order; at most MAX_LINES of them."""
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
        if len(out) == MAX_LINES:
            break
        last = at + len(text)
    return out


def make_line(start: int, text: str, gap: bool = False, bullet: bool = False, month_first: bool = False) -> Line:
    """A line of words with what is seen in it; of a very long line only the first 20,000 characters are looked at."""
    folded = fold(text[:_LOOK])
    words = tuple(_WORD.findall(folded))
    small = _small_share(words)
    ends = _ENDS.search(text, max(0, len(text) - 40)) is not None or _SIGNED.search(text, max(0, len(text) - 70)) is not None
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
        cues=find_cues(folded, words),
        stamps=tuple(find_stamps(text, month_first)) if len(text) < 400 else (),
    )


def _small_share(words: Sequence[str]) -> float:
    """Share of the small words of grammar; where the language has no table, of words of at most three letters."""
    if not words:
        return 0.0
    known = sum(w in _small() for w in words) / len(words)
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


# ------------------------------------------------------------------ features


@cache
def _small() -> frozenset[str]:
    return frozenset(w.strip("'") for word in gather("small") for w in word.split())


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('address'))})(?![^\W_])")


@cache
def _speaker() -> frozenset[str]:
    return frozenset(gather("speaker"))


def content_words(line: Line) -> set[str]:
    """Stems of the words that carry a line's topic."""
    return {w[:6] for w in line.words if len(w) > 3 and w not in _small()}


OWN = (
    "bias", "words", "very_short", "title_length", "long",
    "ends", "sentences", "small", "small_none", "capitals", "upper", "digits",
    "bullet", "gap", "bars", "link", "dated", "clock", "question", "quoted", "address",
    "speaker", "glued", "repeated", "lower_start", "colon", "comma",
    "cue", *(f"cue_{kind}" for kind in CUE_KINDS), *(f"long_cue_{kind}" for kind in CUE_KINDS),
)  # fmt: skip


def own_features(line: Line, repeated: bool) -> list[float]:
    """The features of one line alone, in the order of OWN."""
    n, text = line.n_words, line.text
    letters = [w for w in _WORD.findall(text[:_LOOK]) if w[0].isalpha()]
    capitals = sum(w[0].isupper() for w in letters) / len(letters) if letters else 0.0
    small = line.small
    long = min(1.0, n / 40)
    digits = len(_DIGITS.findall(text[:_LOOK])) / min(len(text), _LOOK)
    whole = [line.cues.get(kind, 0.0) if n < 15 else 0.0 for kind in CUE_KINDS]
    inside = [line.cues.get(kind, 0.0) if n >= 15 else 0.0 for kind in CUE_KINDS]
    return [
        1.0, math.log1p(n) / 5, float(n <= 3), float(4 <= n <= 14), long, float(line.ends),
        min(1.0, len(_STOP.findall(text[:_LOOK])) / 3), small,
        float(small < 0.08), capitals, float(text.isupper()), digits, float(line.bullet),
        float(line.gap), float(text.count("|") > 1), float(_LINK.search(text) is not None), float(line.dated and n < 15),
        float(bool(line.stamps) and n < 15), float(text.endswith("?")), float(text[0] in "«“\"„'‘"),
        min(1.0, 4 * line.address / (n + 4)),
        min(1.0, 4 * sum(w in _speaker() for w in line.words) / (n + 4)),
        min(1.0, len(_GLUED.findall(text[:_LOOK])) / 2), float(repeated), float(text[0].islower()),
        float(text.endswith(":")), min(1.0, text.count(", ") / 3), max(line.cues.values(), default=0.0), *whole, *inside,
    ]  # fmt: skip
