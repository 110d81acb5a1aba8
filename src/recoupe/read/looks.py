"""What one line of a tag-less page looks like: the features of the line model that need no neighbour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from msgspec import Struct

from recoupe.read.lexicon import Letter, Mark, letter_kinds
from recoupe.read.lines import LOOK, Line
from recoupe.read.words import CUE_KINDS, any_of, gather
from recoupe.text import code_points

_GLUED = re.compile(r"[a-zà-öø-ÿ.!?][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}\s")
_STOP = re.compile(r"[.!?…](?:[»”\"')]|\s[»”])?\s+[«“\"'(]?\s?[^\W\d_]")
_LINK = re.compile(r"https?://|www\.|\w@\w+\.\w")
_QUOTES = [ord(mark) for mark in "«“\"„'‘"]
_LINES = 100  # lines whose letters are looked at together
_COUNTER = re.compile(r"\W*\D{0,12}\d+\s*(?:/|of|sur|de|von|di)[\s/]*\d+\W*$")

OWN = (
    "words", "letters", "word_length", "very_short", "title_length", "long",
    "ends", "sentences", "small", "small_none", "capitals", "upper", "digits", "number_first",
    "bullet", "gap", "bars", "link", "dated", "clock", "question", "exclaims", "trails_off", "quoted", "address",
    "speaker", "glued", "lower_start", "colon", "colon_inside", "comma", "verbs",
    "headline", "credit", "credit_inside", "counter", "pictured",
    "cue", *(f"cue_{kind}" for kind in CUE_KINDS), *(f"long_cue_{kind}" for kind in CUE_KINDS),
)  # fmt: skip


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(gather('credit'))})\s*(?:[:/©]|by\b|par\b|$)|\W*©")


@cache
def _credit_inside() -> re.Pattern[str]:
    words = any_of((*gather("credit"), *gather("photo_source")))
    return re.compile(rf"[\s(\[.|](?:(?:{words})\s*[:/©]|©)\s*\S[^.:?!]{{1,60}}$|[(\[][^()\[\]]{{2,40}}(?:/| via )[^()\[\]]{{2,40}}[)\]]$")


@cache
def _pictured() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('caption'))})(?![^\W_])")


def own_features(lines: Sequence[Line]) -> np.ndarray:
    """The features of single lines, one row a line, in the order of OWN."""
    texts = [line.text[:LOOK] for line in lines]
    n = np.array([line.n_words for line in lines], float)
    size = np.array([len(text) for text in texts], float)
    marks = np.array([line.marks for line in lines])
    short = n < 15
    ends = np.array([line.ends for line in lines], bool)
    small = np.array([line.small for line in lines])
    letters = _letters(texts)
    first, last = letters.first_kind, letters.last
    cues = np.array([_spoken(line.cues) for line in lines], float)
    addressed, spoken, verbs = np.array([(line.addressed, line.spoken, line.verbs) for line in lines], float).T
    stamped = np.array([bool(line.stamps) for line in lines])
    glued = (letters.glued * (n > 1)).tolist()
    columns = [
        np.log1p(n) / 5, np.log1p(size) / 7, np.minimum(2.0, size / (8 * n + 1)), n <= 3, (n >= 4) & short, np.minimum(1.0, n / 40),
        ends, [min(1.0, len(_STOP.findall(text)) / 3) if line.n_words > 3 else 0.0 for line, text in zip(lines, texts, strict=True)],
        small, small < 0.08, np.minimum(1.0, letters.capitals / np.maximum(n, 1)), [text.isupper() for text in texts],
        letters.digits / size, first & Letter.NUMBER != 0, [line.bullet for line in lines], [line.gap for line in lines],
        letters.bars > 1, [_links(text) for text in texts], short & [line.dated for line in lines], short & stamped,
        last == ord("?"), last == ord("!"), letters.trails, np.isin(letters.first, _QUOTES),
        np.minimum(1.0, 4 * addressed / (n + 4)), np.minimum(1.0, 4 * spoken / (n + 4)),
        [min(1.0, len(_GLUED.findall(text)) / 2) if some else 0.0 for text, some in zip(texts, glued, strict=True)],
        first & Letter.LOWER != 0, last == ord(":"), [":" in text[:40] for text in texts],
        np.minimum(1.0, letters.commas / 3), np.minimum(1.0, 8 * verbs / (n + 4)), (n >= 5) & (n <= 22) & ~ends,
        *_pictures(lines, texts, marks), cues.max(1), *np.where(short, cues.T, 0.0), *np.where(short, 0.0, cues.T),
    ]  # fmt: skip
    return np.array(columns, float).T


def _spoken(cues: dict[str, float]) -> list[float]:
    return [cues.get(kind, 0.0) for kind in CUE_KINDS] if cues else _NO_CUES


_NO_CUES = [0.0] * len(CUE_KINDS)


class _Letters(Struct):
    """What the letters of each line tell, one number a line; kinds are those of ``Letter``."""

    capitals: np.ndarray
    digits: np.ndarray
    glued: np.ndarray
    bars: np.ndarray
    commas: np.ndarray
    first: np.ndarray
    first_kind: np.ndarray
    last: np.ndarray
    trails: np.ndarray


def _letters(texts: list[str]) -> _Letters:
    """Words that begin with a capital, digits, capitals glued to what precedes, bars and commas of each line, and its two ends."""
    rows = [_batch_letters(texts[at : at + _LINES]) for at in range(0, len(texts), _LINES)]
    return _Letters(*map(np.concatenate, zip(*rows, strict=True)))


def _batch_letters(texts: list[str]) -> tuple[np.ndarray, ...]:
    codes = code_points("\n".join(texts))
    kinds = letter_kinds(codes)
    before = np.concatenate([[Letter.MET], kinds[:-1]])
    stops = np.cumsum([len(text) + 1 for text in texts]) - 1
    starts = np.concatenate([[0], stops[:-1] + 1])
    comma = codes == ord(",")
    comma[:-1] &= codes[1:] == ord(" ")
    counted = (
        (kinds & Letter.CAPITAL != 0) & (before & Letter.WORD == 0),
        kinds & Letter.DIGIT != 0,
        (kinds & Letter.AFTER_GLUE != 0) & (before & Letter.BEFORE_GLUE != 0),
        codes == ord("|"),
        comma,
    )
    last = codes[stops - 1]
    dots = stops - starts > 2
    for back in (1, 2, 3):
        dots &= codes[np.maximum(stops - back, 0)] == ord(".")
    sums = (np.add.reduceat(mask, starts, dtype=np.int64) for mask in counted)
    return (*sums, codes[starts], kinds[starts], last, dots | (last == ord("…")))


def _links(text: str) -> bool:
    return ("@" in text or "www." in text or "://" in text) and _LINK.search(text) is not None


def _pictures(lines: Sequence[Line], texts: list[str], marks: np.ndarray) -> list[list[bool]]:
    """Whether a line is a picture's credit, closes with one, counts pictures, speaks of one."""
    credits, inside, counters, pictured = [], [], [], []
    for line, text, mark in zip(lines, texts, marks.tolist(), strict=True):
        n, folded = line.n_words, line.folded
        named = n <= 20 and (n == 0 or mark & Mark.CREDIT or "©" in text)
        credits.append(bool(named) and _credit().match(folded) is not None)
        signed = n <= 70 and (bool(mark & (Mark.CREDIT | Mark.PHOTO)) or text[-1] in ")]" or "©" in text)
        inside.append(signed and _credit_inside().search(folded, max(0, len(text) - 130)) is not None)
        counters.append(0 < n <= 6 and line.words[-1].isdigit() and _COUNTER.match(folded) is not None)
        pictured.append(n <= 70 and bool(mark & Mark.PICTURED) and _pictured().search(folded) is not None)
    return [credits, inside, counters, pictured]
