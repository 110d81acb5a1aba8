"""What is known of single words and letters, looked up for all words or letters of a page at once."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from recoupe.read.words import agency_forms, cue_tables, first_words, gather, longest_words, month_numbers
from recoupe.text import code_points, fold

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SHORT_WORD = 3
_STEM = 6
_PRIME = 2**61 - 1
_MOST = 200_000  # words that are kept in mind
_KNOWN_WORD = struct.Struct("<qq")
KNOWN_SIZE = _KNOWN_WORD.size


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
    SIGNS = 4096  # stands in the name of a wire service


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


class _Known(dict[str, bytes]):
    """Folded word -> its Mark and the number of its stem (0 without a topic) as two numbers of 64 bits, filled as words are met."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = _KNOWN_WORD.pack(_mark(word), _stem_number(word))
        return found


_KNOWN = _Known()
_LETTERS = np.zeros(0x110000, np.uint16)
_LETTER_CLASSES = (
    (Letter.WORD, re.compile(r"[^\W_]")),
    (Letter.PAIRED, re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")),
    (Letter.CAPITAL, re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")),
    (Letter.BEFORE_GLUE, re.compile(r"[a-zà-öø-ÿ.!?]")),
    (Letter.AFTER_GLUE, re.compile(r"[A-ZÀ-ÖØ-Þ]")),
    (Letter.DIGIT, re.compile(r"\d")),
    (Letter.DATE_MARK, re.compile(r"[./-]")),
    (Letter.QUOTE, re.compile(r"[«“\"„'‘]")),
)
_LETTER_TESTS = (
    (Letter.NUMBER, str.isdigit),
    (Letter.LOWER, str.islower),
    (Letter.UPPER, str.isupper),
    (Letter.TITLE, lambda letter: letter.istitle() and not letter.isupper()),
    (Letter.ALPHA, str.isalpha),
)


def known_words(words: Iterable[str]) -> bytes:
    """What is known of each word: its Mark and the number of its stem, KNOWN_SIZE bytes a word."""
    return b"".join(map(_KNOWN.__getitem__, words))


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


class Words(NamedTuple):
    """The words of several lines: all of them in order, how many each line has, and the Letter of each one's first and last letter."""

    words: list[str]
    counts: np.ndarray
    first_kinds: np.ndarray
    last_kinds: np.ndarray


def split_words(folded: str, codes: np.ndarray, kinds: np.ndarray) -> Words:
    """The words of folded lines, each closed by a line end, given with their code points and Letters."""
    if (kinds & Letter.PAIRED).any():
        lines = [WORD.findall(line) for line in folded.split("\n")[:-1]]
        words = list(chain.from_iterable(lines))
        ends = letter_kinds(code_points("".join([word[0] + word[-1] for word in words]))).reshape(-1, 2)
        return Words(words, np.array([len(line) for line in lines]), ends[:, 0], ends[:, 1])
    inside = kinds & Letter.WORD != 0
    words = np.where(inside, codes, np.uint32(ord(" "))).tobytes().decode("utf-32-le", "surrogatepass").split()
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    edges = np.concatenate([[0], edges]) if inside[0] else edges
    starts, stops = edges[::2], edges[1::2]
    before = np.searchsorted(starts, np.flatnonzero(codes == ord("\n")))
    return Words(words, np.diff(before, prepend=0), kinds[starts], kinds[stops - 1])


def _stem_number(word: str) -> int:
    """A number for the stem of a word that carries a topic, else 0; exact up to seven bytes."""
    if len(word) <= _SHORT_WORD or word in _small():
        return 0
    return int.from_bytes(word[:_STEM].encode("utf-8", "surrogatepass"), "big") % _PRIME


def _mark(word: str) -> int:
    return (
        _listed().get(word, 0)
        | (Mark.SHORT if len(word) <= _SHORT_WORD and not word.isdigit() else 0)
        | (Mark.VERB if len(word) > 4 and word.endswith(("erent", "aient", "era", "eront", "ait")) else 0)
        | (Mark.COOKIES if "cookies" in word else 0)
    )


@cache
def _listed() -> dict[str, int]:
    """The marks of the words that stand in a table."""
    cues = cue_tables().values()
    tables: list[tuple[int, Iterable[str]]] = [
        (Mark.SMALL, _small()),
        (Mark.ADDRESS, gather("address")),
        (Mark.SPEAKER, gather("speaker")),
        (Mark.VERB, gather("verbs")),
        (Mark.CREDIT, first_words(gather("credit"))),
        (Mark.PICTURED, first_words(gather("caption"))),
        (Mark.PHOTO, first_words(gather("photo_source"))),
        (Mark.MONTH, first_words(month_numbers())),
        (Mark.SIGNS, longest_words(map(fold, agency_forms()))),
        (Mark.OPENS, {words[0] for table in cues for words in table.opening_words if words}),
        (Mark.WHOLE, longest_words(line for table in cues for line in table.whole)),
        *((1 << (CUE_SHIFT + k), table.inside_words) for k, table in enumerate(cues)),
    ]
    out: dict[str, int] = {}
    for mark, words in tables:
        for word in words:
            out[word] = out.get(word, 0) | mark
    return out


@cache
def _small() -> frozenset[str]:
    return frozenset(w.strip("'") for word in gather("small") for w in word.split())
