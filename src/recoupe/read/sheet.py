"""The letters and words of several lines side by side, so that each is looked at once for all lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from recoupe.read.lexicon import KNOWN_SIZE, letter_kinds, marks_and_stems
from recoupe.read.lines import LOOK, Line
from recoupe.read.tallies import per_line
from recoupe.text import code_points

_BETWEEN = "\0"  # two lines: neither a space nor part of a word
_BATCH = 500_000  # characters laid side by side


class Sheet:
    """Some lines as arrays: code points and Letters with the places where each line begins and ends, marks of words, counts."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = [line.text[:LOOK] for line in lines]
        self.joined = _BETWEEN.join(self.texts)
        self.codes = code_points(self.joined)
        self.kinds = letter_kinds(self.codes)
        sizes = np.array([len(text) for text in self.texts])
        self.stops = np.cumsum(sizes + 1) - 1
        self.starts = self.stops - sizes
        self.size = sizes.astype(float)
        self._owner = np.repeat(np.arange(len(lines)), sizes + 1)[:-1]
        known = [line.known for line in lines]
        self._n_words = np.array([len(words) for words in known]) // KNOWN_SIZE
        self._words, _ = marks_and_stems(b"".join(known))
        self.marks = np.array([line.marks for line in lines])
        self.n_words = self._n_words.astype(float)

    def places(self, letter: int) -> np.ndarray:
        """Where letters of a kind stand."""
        return np.flatnonzero(self.kinds & letter != 0)

    def count(self, places: np.ndarray | Sequence[int]) -> np.ndarray:
        """How many of the places stand in each line."""
        return np.bincount(self._owner[places], minlength=len(self.lines))

    def count_words(self, mark: int) -> np.ndarray:
        """How many words of each line have a mark."""
        return per_line(self._words & mark != 0, self._n_words)

    def owners(self, places: np.ndarray) -> np.ndarray:
        """The number of the line in which each place is."""
        lines: np.ndarray = self._owner[places]
        return lines

    def test(self, test: Callable[[Line], bool], among: Iterable[int]) -> np.ndarray:
        """Which lines pass a test; those not ``among`` the lines asked for do not."""
        passed = np.zeros(len(self.lines), bool)
        for i in among:
            passed[i] = test(self.lines[i])
        return passed

    def holding(self, *signs: str) -> set[int]:
        """The lines that hold one of the signs."""
        found = set()
        for sign in signs:
            at = self.joined.find(sign)
            while at >= 0:
                line = int(self._owner[at])
                found.add(line)
                at = self.joined.find(sign, int(self.stops[line]))
        return found


def lay_out(lines: Sequence[Line]) -> Iterator[Sheet]:
    """Sheets of the lines in order, each of at most half a million characters or one line."""
    first = size = 0
    for i, line in enumerate(lines):
        size += len(line.text)
        if size >= _BATCH:
            yield Sheet(lines[first : i + 1])
            first, size = i + 1, 0
    if first < len(lines):
        yield Sheet(lines[first:])
