"""What is known of single words and letters, looked up for all words or letters of a page at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

from recoupe.read.words import access_words, agency_ends, agency_forms, cue_tables, first_words, gather, longest_words, month_numbers
from recoupe.text import code_points, fold

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SHORT_WORD = 3
_STEM = 6
_VERB = 5  # letters of a verb that is known by its ending
_COOKIES = "cookies"
KNOWN_SIZE = 16


class Mark:
    """What a folded word is: a word of grammar, one that speaks to the reader, one that a date or a cue needs (a bit each)."""

    SMALL = 1
    SHORT = 2
    ADDRESS = 4
    SPEAKER = 8
    VERB = 16
    CREDIT = 32
    PICTURED = 64
    MONTH = 128
    PHOTO = 256
    COOKIES = 512
    OPENS = 1024  # begins an expression that opens a line
    WHOLE = 2048  # stands in a line that is an expression as a whole
    LEADS = 16384  # begins such a line
    SIGNS = 4096  # stands in the name of a wire service
    WALL = 8192  # stands in a notice to those who are no subscribers
    AGENCY = 32768  # ends the name of an agency of news or pictures


CUE_SHIFT = 16  # from this bit on a Mark has one bit a kind of cue: the word stands in an expression of that kind


class Letter:
    """What a letter or sign is; 1 is set for each, so that 0 is one not met yet (a bit each)."""

    MET = 1
    WORD = 2
    PAIRED = 4
    CAPITAL = 8
    BEFORE_GLUE = 16
    AFTER_GLUE = 32
    DIGIT = 64  # of any script
    NUMBER = 128  # as ``str.isdigit`` has it: superscripts too
    LOWER = 256
    UPPER = 512
    TITLE = 1024  # of two letters in one, the first a capital
    ALPHA = 2048
    DATE_MARK = 4096  # stands between the numbers of a date
    QUOTE = 8192  # opens a quotation
    SPACE = 16384
    CLOCK = 32768  # stands in a clock time, after its hour


_LETTERS = np.zeros(0x110000, np.uint16)
_LETTER_CLASSES = (
    (Letter.WORD, re.compile(r"[^\W_]")),
    (Letter.PAIRED, re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")),
    (Letter.CAPITAL, re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")),
    (Letter.BEFORE_GLUE, re.compile(r"[a-zà-öø-ÿ.!?]")),
    (Letter.AFTER_GLUE, re.compile(r"[A-ZÀ-ÖØ-Þ]")),
    (Letter.DIGIT, re.compile(r"\d")),
    (Letter.DATE_MARK, re.compile(r"[./‐-―−-]")),
    (Letter.SPACE, re.compile(r"\s")),
    (Letter.CLOCK, re.compile(r"[:hap]", re.IGNORECASE)),
    (Letter.QUOTE, re.compile(r"[«“\"„'‘]")),
)
_LETTER_TESTS = (
    (Letter.NUMBER, str.isdigit),
    (Letter.LOWER, str.islower),
    (Letter.UPPER, str.isupper),
    (Letter.TITLE, lambda letter: letter.istitle() and not letter.isupper()),
    (Letter.ALPHA, str.isalpha),
)


class Words(NamedTuple):
    """The words of several lines: where each begins and ends in their text, its Mark, the number of its stem; how many each line has,
    which lines have any (``full``), and the first word of each of these."""

    starts: np.ndarray
    stops: np.ndarray
    marks: np.ndarray
    stems: np.ndarray
    counts: np.ndarray
    full: np.ndarray
    firsts: np.ndarray

    def known(self) -> bytes:
        """What is known of each word: its Mark and the number of its stem, KNOWN_SIZE bytes a word."""
        return np.stack([self.marks, self.stems], axis=1).tobytes()


def cut_words(folded: str, codes: np.ndarray, kinds: np.ndarray) -> Words:
    """The words of folded lines, each closed by a line end, given with their code points and Letters."""
    starts, stops = _word_edges(folded, kinds)
    prints = Prints(codes)
    size = stops - starts
    marks = _listed_marks(prints.of(starts, stops))
    middle = (starts + stops - 1) // 2
    numeral = kinds[starts] & kinds[middle] & kinds[stops - 1] & Letter.NUMBER != 0  # of a word of at most three letters
    short = size <= _SHORT_WORD
    marks |= np.where(short & ~numeral, Mark.SHORT, 0)
    long = np.flatnonzero(size >= _VERB)
    for ending_size, endings in _verb_endings():
        ends = prints.of(stops[long] - ending_size, stops[long])
        marks[long[np.logical_or.reduce([ends == ending for ending in endings])]] |= Mark.VERB
    if _COOKIES in folded:
        marks[np.searchsorted(starts, [found.start() for found in re.finditer(_COOKIES, folded)], side="right") - 1] |= Mark.COOKIES
    stems = prints.of(starts, np.minimum(stops, starts + _STEM)).view(np.int64)
    stems[short | (marks & Mark.SMALL != 0)] = 0
    until = np.searchsorted(starts, np.flatnonzero(codes == ord("\n")))
    counts = until.copy()
    counts[1:] -= until[:-1]
    full = np.flatnonzero(counts)
    return Words(starts, stops, marks, stems, counts, full, (until - counts)[full])


def _word_edges(folded: str, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if (kinds & Letter.PAIRED).any():
        spans = np.array([found.span() for found in WORD.finditer(folded)])
        return spans[:, 0], spans[:, 1]
    inside = kinds & Letter.WORD != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    edges = np.concatenate([[0], edges]) if inside[0] else edges
    return edges[::2], edges[1::2]


class Prints:
    """Numbers for stretches of a text, alike for stretches that are alike: polynomials of their code points, modulo 2**64."""

    def __init__(self, codes: np.ndarray) -> None:
        powers, self._inverses = _powers(_PAGE if len(codes) <= _PAGE else max(_BATCH, len(codes)))
        self._sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * powers[: len(codes)], out=self._sums[1:])

    def of(self, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
        """The number of each stretch."""
        found: np.ndarray = (self._sums[stops] - self._sums[starts]) * self._inverses[starts]
        return found


_FACTOR = 0x9E3779B97F4A7C15
_PAGE, _BATCH = 1 << 14, 1 << 20  # characters of most pages, and of all that is looked at together


@cache
def _powers(n: int) -> tuple[np.ndarray, np.ndarray]:
    """The first ``n`` powers of the factor of the polynomials, and of its inverse."""
    inverse = pow(_FACTOR, -1, 1 << 64)
    ones = np.ones(n, np.uint64)
    first, second = ones * np.uint64(_FACTOR), ones * np.uint64(inverse)
    first[0] = second[0] = 1
    return np.multiply.accumulate(first), np.multiply.accumulate(second)


def print_words(words: Iterable[str]) -> np.ndarray:
    """The numbers of single words."""
    joined = list(words)
    stops = np.cumsum([len(word) for word in joined], dtype=np.int64)
    return Prints(code_points("".join(joined))).of(stops - [len(word) for word in joined], stops)


def _listed_marks(prints: np.ndarray) -> np.ndarray:
    """The marks of the words that stand in a table, 0 for others."""
    keys, marks = _listed()
    at = np.searchsorted(keys, prints)
    at[at == len(keys)] = 0
    found: np.ndarray = np.where(keys[at] == prints, marks[at], 0)
    return found


@cache
def _verb_endings() -> tuple[tuple[int, np.ndarray], ...]:
    """Endings of French verbs by their length, as numbers."""
    return (3, print_words(["era", "ait"])), (5, print_words(["erent", "aient", "eront"]))


def marks_and_stems(known: bytes) -> tuple[np.ndarray, np.ndarray]:
    """The Mark and the number of the stem of each word."""
    table = np.frombuffer(known, "<i8").reshape(-1, 2)
    return table[:, 0], table[:, 1]


def topic_stems(known: bytes) -> set[int]:
    """Numbers of the stems of the words, those without a topic left out."""
    stems = set(memoryview(known).cast("q")[1::2])
    stems.discard(0)
    return stems


def letter_kinds(codes: np.ndarray) -> np.ndarray:
    """The Letter of every code point."""
    kinds: np.ndarray = _LETTERS[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == 0]).tolist():
            letter = chr(code)
            classes = sum(kind for kind, pattern in _LETTER_CLASSES if pattern.match(letter))
            _LETTERS[code] = Letter.MET | classes | sum(kind for kind, test in _LETTER_TESTS if test(letter))
        kinds = _LETTERS[codes]
    return kinds


@cache
def _listed() -> tuple[np.ndarray, np.ndarray]:
    """The words that stand in a table, as numbers in order, and their marks."""
    cues = cue_tables().values()
    tables: list[tuple[int, Iterable[str]]] = [
        (Mark.SMALL, [w.strip("'") for word in gather("small") for w in word.split()]),
        (Mark.ADDRESS, gather("address")),
        (Mark.SPEAKER, gather("speaker")),
        (Mark.VERB, gather("verbs")),
        (Mark.CREDIT, first_words(gather("credit"))),
        (Mark.PICTURED, first_words(gather("caption"))),
        (Mark.PHOTO, first_words(gather("photo_source"))),
        (Mark.MONTH, first_words(month_numbers())),
        (Mark.AGENCY, agency_ends()),
        (Mark.SIGNS, longest_words(map(fold, agency_forms()))),
        (Mark.OPENS, {words[0] for table in cues for words in table.opening_words if words}),
        (Mark.WALL, longest_words(phrase.replace("{n}", " ") for table in access_words() for phrase in map(fold, table.wall))),
        (Mark.LEADS, first_words(line for table in cues for line in table.whole)),
        (Mark.WHOLE, longest_words(line for table in cues for line in table.whole)),
        *((1 << (CUE_SHIFT + k), table.inside_words) for k, table in enumerate(cues)),
    ]
    out: dict[str, int] = {}
    for mark, words in tables:
        for word in filter(None, words):
            out[word] = out.get(word, 0) | mark
    keys = print_words(out)
    order = np.argsort(keys)
    return keys[order], np.array(list(out.values()))[order]
