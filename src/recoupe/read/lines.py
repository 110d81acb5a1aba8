"""The lines of a tag-less page and what each looks like: the named features of the line model."""

from __future__ import annotations

import math
import re
from functools import cache

from msgspec import Struct

from recoupe.read.stamps import Stamp, find_stamps
from recoupe.read.words import CUE_KINDS, any_of, bare, cue_tables, gather
from recoupe.text import fold

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•·▪◦●■►▶‣⁃*]|[-–—](?=\s[^a-z])|\d{1,2}[.)](?=\s))\s*")
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?…:;](?:\s?[»”\"'’)\]*])*$|[»”\"]$")
_STOP = re.compile(r"[.!?…](?:[»”\"')]|\s[»”])?\s+[«“\"'(]?\s?[^\W\d_]")
_LOOK = 20_000
_LINK = re.compile(r"https?://|www\.|\w@\w+\.\w")


class Line(Struct, frozen=True):
    """One line of words: its offsets in the page without outer spaces, and what was seen in it."""

    start: int
    end: int
    text: str
    folded: str
    words: tuple[str, ...]
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
        return self.dated and self.n_words <= 25 and used >= 0.25 * len(self.text) and not is_prose(self)

    @property
    def addresses(self) -> bool:
        """Whether the line speaks to its reader: we, our, you, click, sign up."""
        return _address().search(self.folded[:600]) is not None

    def cued(self, *kinds: str) -> bool:
        """Whether the line speaks as noise of one of these kinds does."""
        return any(self.cues.get(kind, 0) >= 0.5 for kind in kinds)


def split_lines(page: str, start: int = 0, month_first: bool = False) -> list[Line]:
    """Every line of the page from ``start`` on that holds a letter, a digit or a mark, in order."""
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
        last = at + len(text)
    return out


def make_line(start: int, text: str, gap: bool = False, bullet: bool = False, month_first: bool = False) -> Line:
    """A line of words with what is seen in it; of a very long line only the first 20,000 characters are looked at."""
    folded = fold(text[:_LOOK])
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        folded=folded,
        words=tuple(_WORD.findall(folded)),
        gap=gap,
        bullet=bullet,
        ends=_ENDS.search(text, max(0, len(text) - 40)) is not None,
        cues=find_cues(folded),
        stamps=tuple(find_stamps(text, month_first)) if len(text) < 400 else (),
    )


def find_cues(folded: str) -> dict[str, float]:
    """Kinds of noise whose words a line speaks, each with how much of the line they are: 1 for the whole line."""
    out: dict[str, float] = {}
    short, plain = len(folded) < 80, bare(folded[:120])
    for kind in CUE_KINDS:
        table = cue_tables()[kind]
        if short and plain in table.whole:
            out[kind] = 1.0
        elif table.opens.match(folded):
            out[kind] = 0.9 if short else 0.7
        elif table.inside.search(folded[:2000]):
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


def content_words(line: Line) -> set[str]:
    """Stems of the words that carry a line's topic."""
    return {w[:6] for w in line.words if len(w) > 3 and w not in _small()}


def is_prose(line: Line) -> bool:
    """Whether a line reads as at least one whole sentence."""
    return line.n_words >= 12 and (line.ends or line.n_words >= 25) and small_share(line) >= 0.15


def small_share(line: Line) -> float:
    """Share of a line's words that are the small words of its grammar."""
    return sum(w in _small() for w in line.words) / len(line.words) if line.words else 0.0


OWN = (
    "bias", "words", "very_short", "title_length", "long", "ends", "sentences", "small", "small_none", "capitals", "upper", "digits",
    "bullet", "gap", "bars", "link", "dated", "clock", "question", "quoted", "address", "repeated", "lower_start", "colon", "comma",
    "cue", *(f"cue_{kind}" for kind in CUE_KINDS), *(f"long_cue_{kind}" for kind in CUE_KINDS),
)  # fmt: skip


def own_features(line: Line, repeated: bool) -> list[float]:
    """The features of one line alone, in the order of OWN."""
    n, text = line.n_words, line.text
    letters = [w for w in _WORD.findall(text) if w[0].isalpha()]
    capitals = sum(w[0].isupper() for w in letters) / len(letters) if letters else 0.0
    small = small_share(line)
    long = min(1.0, n / 40)
    whole = [line.cues.get(kind, 0.0) if n < 15 else 0.0 for kind in CUE_KINDS]
    inside = [line.cues.get(kind, 0.0) if n >= 15 else 0.0 for kind in CUE_KINDS]
    return [
        1.0, math.log1p(n) / 5, float(n <= 3), float(4 <= n <= 14), long, float(line.ends), min(1.0, len(_STOP.findall(text)) / 3), small,
        float(small < 0.08), capitals, float(text.isupper()), sum(c.isdigit() for c in text) / len(text), float(line.bullet),
        float(line.gap), float(text.count("|") > 1), float(_LINK.search(text) is not None), float(line.dated and n < 15),
        float(bool(line.stamps) and n < 15), float(text.endswith("?")), float(text[0] in "«“\"„'‘"),
        min(1.0, 4 * len(_address().findall(line.folded[:600])) / (n + 4)), float(repeated), float(text[0].islower()),
        float(text.endswith(":")), min(1.0, text.count(", ") / 3), max(line.cues.values(), default=0.0), *whole, *inside,
    ]  # fmt: skip
