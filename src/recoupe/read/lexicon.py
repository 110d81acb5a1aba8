"""What is known of single words and letters, looked up for all words or letters of a page at once."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np

from recoupe.read.words import cue_tables, first_words, gather, month_numbers
from recoupe.text import code_points

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SHORT_WORD = 3
_STEM = 6
_PRIME = 2**61 - 1
_MOST = 200_000  # words that are kept in mind
_MARKS = struct.Struct("<qq")


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


class _Marks(dict[str, bytes]):
    """Folded word -> its Mark and the number of its stem (0 without a topic) as two numbers of 64 bits, filled as words are met."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = _MARKS.pack(_mark(word), stem_number(word))
        return found


_KNOWN = _Marks()
_LETTERS = np.zeros(0x110000, np.uint16)
_LETTER_CLASSES = (
    (Letter.WORD, re.compile(r"[^\W_]")),
    (Letter.PAIRED, re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")),
    (Letter.CAPITAL, re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")),
    (Letter.BEFORE_GLUE, re.compile(r"[a-zà-öø-ÿ.!?]")),
    (Letter.AFTER_GLUE, re.compile(r"[A-ZÀ-ÖØ-Þ]")),
    (Letter.DIGIT, re.compile(r"\d")),
)


def word_marks(words: Iterable[str]) -> np.ndarray:
    """Two columns, one row a word: its Mark and the number of its stem."""
    return np.frombuffer(b"".join(map(_KNOWN.__getitem__, words)), "<i8").reshape(-1, 2)


def letter_kinds(codes: np.ndarray) -> np.ndarray:
    """The Letter of every code point."""
    kinds: np.ndarray = _LETTERS[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == 0]).tolist():
            letter = chr(code)
            classes = sum(kind for kind, pattern in _LETTER_CLASSES if pattern.match(letter))
            _LETTERS[code] = Letter.MET | classes | Letter.NUMBER * letter.isdigit() | Letter.LOWER * letter.islower()
        kinds = _LETTERS[codes]
    return kinds


def split_words(folded: list[str]) -> list[tuple[str, ...]]:
    """The words of each folded line."""
    codes = code_points("\n".join(folded))
    kinds = letter_kinds(codes)
    if (kinds & Letter.PAIRED).any():
        return [tuple(WORD.findall(line)) for line in folded]
    kept = np.where((kinds & Letter.WORD != 0) | (codes == ord("\n")), codes, ord(" "))
    return [tuple(line.split()) for line in kept.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass").split("\n")]


@lru_cache(maxsize=100_000)
def stem_number(word: str) -> int:
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
    tables: list[tuple[int, Iterable[str]]] = [
        (Mark.SMALL, _small()),
        (Mark.ADDRESS, gather("address")),
        (Mark.SPEAKER, gather("speaker")),
        (Mark.VERB, gather("verbs")),
        (Mark.CREDIT, first_words(gather("credit"))),
        (Mark.PICTURED, first_words(gather("caption"))),
        (Mark.PHOTO, first_words(gather("photo_source"))),
        (Mark.MONTH, first_words(month_numbers())),
        *((1 << (CUE_SHIFT + k), table.inside_words) for k, table in enumerate(cue_tables().values())),
    ]
    out: dict[str, int] = {}
    for mark, words in tables:
        for word in words:
            out[word] = out.get(word, 0) | mark
    return out


@cache
def _small() -> frozenset[str]:
    return frozenset(w.strip("'") for word in gather("small") for w in word.split())
