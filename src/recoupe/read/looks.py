"""What one line of a tag-less page looks like: the features of the line model that need no neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from recoupe.read.lexicon import Letter, Mark, letter_kinds
from recoupe.read.lines import LOOK, Line
from recoupe.read.words import CUE_KINDS, any_of, gather
from recoupe.text import code_points

_GLUED = re.compile(r"[a-zà-öø-ÿ.!?][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}\s")
_STOP = re.compile(r"[.!?…](?:[»”\"')]|\s[»”])?\s+[«“\"'(]?\s?[^\W\d_]")
_DIGIT = re.compile(r"\d")
_LINK = re.compile(r"https?://|www\.|\w@\w+\.\w")
_SIGNS = frozenset(":/©([")
_QUOTES = frozenset("«“\"„'‘")
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
    capitals, digits, glued = _letters(texts)
    cues = np.array([_spoken(line.cues) for line in lines], float)
    addressed, spoken, verbs = np.array([(line.addressed, line.spoken, line.verbs) for line in lines], float).T
    columns = [
        np.log1p(n) / 5, np.log1p(size) / 7, np.minimum(2.0, size / (8 * n + 1)), n <= 3, (n >= 4) & short, np.minimum(1.0, n / 40),
        ends, [min(1.0, len(_STOP.findall(text)) / 3) if line.n_words > 3 else 0.0 for line, text in zip(lines, texts, strict=True)],
        small, small < 0.08, np.minimum(1.0, capitals / np.maximum(n, 1)), [text.isupper() for text in texts], digits / size,
        [text[0].isdigit() for text in texts],
        [line.bullet for line in lines], [line.gap for line in lines], [text.count("|") > 1 for text in texts], [_links(text) for text in texts],
        short & [bool(line.stamps) and line.dated for line in lines], short & [bool(line.stamps) for line in lines],
        [text[-1] == "?" for text in texts], [text[-1] == "!" for text in texts], [text.endswith(("...", "…")) for text in texts],
        [text[0] in _QUOTES for text in texts], np.minimum(1.0, 4 * addressed / (n + 4)), np.minimum(1.0, 4 * spoken / (n + 4)),
        [min(1.0, len(_GLUED.findall(text)) / 2) if g and line.n_words > 1 else 0.0 for line, text, g in zip(lines, texts, glued, strict=True)],
        [text[0].islower() for text in texts], [text[-1] == ":" for text in texts], [":" in text[:40] for text in texts],
        np.minimum(1.0, np.array([text.count(", ") for text in texts]) / 3), np.minimum(1.0, 8 * verbs / (n + 4)), (n >= 5) & (n <= 22) & ~ends,
        *_pictures(lines, texts, marks), cues.max(1), *np.where(short, cues.T, 0.0), *np.where(short, 0.0, cues.T),
    ]  # fmt: skip
    return np.array(columns, float).T


def _spoken(cues: dict[str, float]) -> list[float]:
    return [cues.get(kind, 0.0) for kind in CUE_KINDS] if cues else _NO_CUES


_NO_CUES = [0.0] * len(CUE_KINDS)


def _letters(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each line: how many words begin with a capital, how many digits there are, and whether a capital is glued to what precedes."""
    found = [np.zeros(0, np.int64)] * 3
    rows = []
    for batch in _batches(texts):
        kinds = letter_kinds(code_points("\n".join(batch)))
        before = np.concatenate([[Letter.MET], kinds[:-1]])
        starts = np.cumsum([0, *[len(text) + 1 for text in batch[:-1]]])
        capital = (kinds & Letter.CAPITAL != 0) & (before & Letter.WORD == 0)
        glued = (kinds & Letter.AFTER_GLUE != 0) & (before & Letter.BEFORE_GLUE != 0)
        rows.append([np.add.reduceat(mask, starts, dtype=np.int64) for mask in (capital, kinds & Letter.DIGIT != 0, glued)])
    return tuple(np.concatenate([found[k], *(row[k] for row in rows)]) for k in range(3))  # type: ignore[return-value]


def _batches(texts: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(texts), _LINES):
        yield texts[at : at + _LINES]


def _links(text: str) -> bool:
    return ("@" in text or "www." in text or "://" in text) and _LINK.search(text) is not None


def _pictures(lines: Sequence[Line], texts: list[str], marks: np.ndarray) -> list[list[bool]]:
    """Whether a line is a picture's credit, closes with one, counts pictures, speaks of one."""
    credits, inside, counters, pictured = [], [], [], []
    for line, text, mark in zip(lines, texts, marks.tolist(), strict=True):
        n, folded = line.n_words, line.folded
        named = n <= 20 and (n == 0 or mark & Mark.CREDIT or "©" in text)
        credits.append(bool(named) and _credit().match(folded) is not None)
        signed = n <= 70 and not _SIGNS.isdisjoint(text)
        inside.append(signed and _credit_inside().search(folded, max(0, len(text) - 130)) is not None)
        counters.append(n <= 6 and _DIGIT.search(text) is not None and _COUNTER.match(folded) is not None)
        pictured.append(n <= 70 and bool(mark & Mark.PICTURED) and _pictured().search(folded) is not None)
    return [credits, inside, counters, pictured]
