"""What one line of a tag-less page looks like: the features of the line model that need no neighbour."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np

from recoupe.read.lexicon import Letter, Mark
from recoupe.read.lines import LOOK, Line
from recoupe.read.sheet import Sheet, lay_out
from recoupe.read.words import CUE_KINDS, any_of, gather

_GLUED = re.compile(r"[a-zà-öø-ÿ.!?][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}\s")
_STOP = re.compile(r"[.!?…](?:[»”\"')]|\s[»”])?\s+[«“\"'(]?\s?[^\W\d_]")
_LINK = re.compile(r"https?://|www\.|\w@\w+\.\w")
_COUNTER = re.compile(r"\W*\D{0,12}\d+\s*(?:/|of|sur|de|von|di)[\s/]*\d+\W*$")
_CREDIT_MARK = re.compile(r"[:/©]| via ")
_TAIL = 130  # characters of a line in which the credit stands that closes it
_EARLY = 40  # characters of a line's beginning

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
    """The features of single lines, one column a line, in the order of OWN."""
    return np.hstack([_sheet_features(sheet) for sheet in lay_out(lines)])


def _sheet_features(sheet: Sheet) -> np.ndarray:
    n, size, codes, kinds = sheet.n_words, sheet.size, sheet.codes, sheet.kinds
    first, last = kinds[sheet.starts], codes[sheet.stops - 1]
    held = np.bitwise_or.reduceat(kinds, sheet.starts)
    short = n < 15
    ends, bullet, gap, stamped, dated = _flags(sheet.lines)
    small = np.array([line.small for line in sheet.lines])
    addressed, spoken, verbs = (sheet.count_words(mark) for mark in (Mark.ADDRESS, Mark.SPEAKER, Mark.VERB))
    columns = [
        np.log1p(n) / 5, np.log1p(size) / 7, np.minimum(2.0, size / (8 * n + 1)), n <= 3, (n >= 4) & short, np.minimum(1.0, n / 40),
        ends, np.where(n > 3, np.minimum(1.0, sheet.count([m.start() for m in _STOP.finditer(sheet.joined)]) / 3), 0.0),
        small, small < 0.08, np.minimum(1.0, _capitals(sheet) / np.maximum(n, 1)),
        (held & Letter.UPPER != 0) & (held & (Letter.LOWER | Letter.TITLE) == 0),
        sheet.count(sheet.places(Letter.DIGIT)) / size, first & Letter.NUMBER != 0, bullet, gap,
        sheet.count(np.flatnonzero(codes == ord("|"))) > 1, sheet.test(_links, sheet.holding("@", "www.", "://")), short & dated,
        short & stamped, last == ord("?"), last == ord("!"), _trails_off(sheet), first & Letter.QUOTE != 0,
        np.minimum(1.0, 4 * addressed / (n + 4)), np.minimum(1.0, 4 * spoken / (n + 4)), _glued(sheet),
        first & Letter.LOWER != 0, last == ord(":"), _early_colons(sheet), np.minimum(1.0, _commas(sheet) / 3),
        np.minimum(1.0, 8 * verbs / (n + 4)), (n >= 5) & (n <= 22) & ~ends, *_pictures(sheet, held), *_cues(sheet.lines, short),
    ]  # fmt: skip
    out = np.empty((len(OWN), len(n)))
    for row, column in enumerate(columns):
        out[row] = column
    return out


def _flags(lines: Sequence[Line]) -> Iterator[np.ndarray]:
    """Whether each line ends as a sentence does, was an item, stands under a gap, bears a date, bears one with its year."""
    dates = [line.stamps for line in lines]
    yield np.array([line.ends for line in lines])
    yield np.array([line.bullet for line in lines])
    yield np.array([line.gap for line in lines])
    yield np.array([stamps != () for stamps in dates])
    yield np.array([stamps != () and any(s.has_year for s in stamps) for stamps in dates])


def _cues(lines: Sequence[Line], short: np.ndarray) -> Iterator[np.ndarray]:
    """The strongest cue of each line, then every kind of cue in short lines and every kind in long ones."""
    cues = np.zeros((len(CUE_KINDS), len(lines)))
    for i, line in enumerate(lines):
        for kind, share in line.cues.items():
            cues[_CUE_ROWS[kind], i] = share
    yield cues.max(0)
    yield from np.where(short, cues, 0.0)
    yield from np.where(short, 0.0, cues)


_CUE_ROWS = {kind: row for row, kind in enumerate(CUE_KINDS)}


def _capitals(sheet: Sheet) -> np.ndarray:
    """How many words of each line begin with a capital."""
    places = sheet.places(Letter.CAPITAL)
    return sheet.count(places[(places == 0) | (sheet.kinds[places - 1] & Letter.WORD == 0)])


def _commas(sheet: Sheet) -> np.ndarray:
    places = np.flatnonzero(sheet.codes[:-1] == ord(","))
    return sheet.count(places[sheet.codes[places + 1] == ord(" ")])


def _early_colons(sheet: Sheet) -> np.ndarray:
    places = np.flatnonzero(sheet.codes == ord(":"))
    return sheet.count(places[places - sheet.starts[sheet.owners(places)] < _EARLY]) > 0


def _trails_off(sheet: Sheet) -> np.ndarray:
    dots = sheet.size > 2
    for back in (1, 2, 3):
        dots &= sheet.codes[np.maximum(sheet.stops - back, 0)] == ord(".")
    trails: np.ndarray = dots | (sheet.codes[sheet.stops - 1] == ord("…"))
    return trails


def _glued(sheet: Sheet) -> np.ndarray:
    """How often a word with a capital is glued to what precedes."""
    places = sheet.places(Letter.AFTER_GLUE)
    places = places[sheet.kinds[places - 1] & Letter.BEFORE_GLUE != 0]
    glued = np.zeros(len(sheet.lines))
    for i in set(sheet.owners(places).tolist()):
        if sheet.n_words[i] > 1:
            glued[i] = min(1.0, len(_GLUED.findall(sheet.texts[i])) / 2)
    return glued


def _links(line: Line) -> bool:
    return _LINK.search(line.text, 0, LOOK) is not None


def _closes_with_credit(line: Line) -> bool:
    tail = line.folded[-_TAIL:]
    return _CREDIT_MARK.search(tail) is not None and _credit_inside().search(line.folded, max(0, len(line.folded) - _TAIL)) is not None


def _pictures(sheet: Sheet, held: np.ndarray) -> list[np.ndarray]:
    """Whether a line is a picture's credit, closes with one, counts pictures, speaks of one."""
    n, marks = sheet.n_words, sheet.marks
    signed = np.zeros(len(n), bool)
    signed[list(sheet.holding("©"))] = True
    named = (n <= 20) & ((n == 0) | (marks & Mark.CREDIT != 0) | signed)
    last = sheet.codes[sheet.stops - 1]
    closed = (n <= 70) & ((marks & (Mark.CREDIT | Mark.PHOTO) != 0) | (last == ord(")")) | (last == ord("]")) | signed)
    numbered = (n > 0) & (n <= 6) & (held & Letter.NUMBER != 0)
    pictured = (n <= 70) & (marks & Mark.PICTURED != 0)
    tests: list[tuple[np.ndarray, Callable[[Line], bool]]] = [
        (named, lambda line: _credit().match(line.folded) is not None),
        (closed, _closes_with_credit),
        (numbered, lambda line: line.words[-1].isdigit() and _COUNTER.match(line.folded) is not None),
        (pictured, lambda line: _pictured().search(line.folded) is not None),
    ]
    return [sheet.test(test, np.flatnonzero(asked).tolist()) for asked, test in tests]
