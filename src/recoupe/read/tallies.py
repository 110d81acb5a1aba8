"""What the words of several lines that are looked at together tell of each line."""

from __future__ import annotations

import numpy as np

from recoupe.read.lexicon import Letter, Mark, Words


def per_line(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Sums of a value a word over the words of each line."""
    sums = np.concatenate([[0], np.cumsum(values)])
    stops = np.cumsum(counts)
    totals: np.ndarray = sums[stops] - sums[stops - counts]
    return totals


def any_marks(cut: Words) -> np.ndarray:
    """The marks that any word of each line has."""
    return _over_lines(np.bitwise_or, cut, cut.marks)


def small_shares(cut: Words) -> np.ndarray:
    """Share of the small words of grammar; where the language has no table, of words of at most three letters."""
    size = np.maximum(cut.counts, 1)
    share = _over_lines(np.add, cut, cut.marks & Mark.SMALL != 0) / size
    short = 0.8 * _over_lines(np.add, cut, cut.marks & Mark.SHORT != 0) / size
    shares: np.ndarray = np.where(share >= 0.12, share, np.maximum(share, short))
    return shares


def _over_lines(reduce: np.ufunc, cut: Words, values: np.ndarray) -> np.ndarray:
    out = np.zeros(len(cut.counts), np.int64)
    if len(cut.full):
        out[cut.full] = reduce.reduceat(values, cut.firsts, dtype=np.int64)
    return out


def first_words(cut: Words, joined: str) -> list[tuple[str, ...]]:
    """The first two words of each line, or the one it has."""
    edges = np.zeros((len(cut.counts), 4), np.int64)
    edges[cut.full, 0], edges[cut.full, 1] = cut.starts[cut.firsts], cut.stops[cut.firsts]
    more = cut.counts[cut.full] > 1
    lines, seconds = cut.full[more], cut.firsts[more] + 1
    edges[lines, 2], edges[lines, 3] = cut.starts[seconds], cut.stops[seconds]
    return [(joined[a:b], joined[c:d]) if d else (joined[a:b],) if b else () for a, b, c, d in edges.tolist()]


def first_marks(cut: Words) -> np.ndarray:
    """The Mark of each line's first word."""
    marks = np.zeros(len(cut.counts), np.int64)
    marks[cut.full] = cut.marks[cut.firsts]
    return marks


def end_in_digits(cut: Words, kinds: np.ndarray) -> np.ndarray:
    """Which lines have a last word that ends with a digit."""
    numbered = np.zeros(len(cut.counts), bool)
    last = cut.firsts + cut.counts[cut.full] - 1
    numbered[cut.full] = kinds[cut.stops[last] - 1] & Letter.NUMBER != 0
    return numbered


def may_date(cut: Words, kinds: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Which lines may hold a date: a month stands by a number, or numbers have a mark of dates between them."""
    months = np.flatnonzero(cut.marks & Mark.MONTH)
    number = np.zeros(len(cut.marks) + 4, bool)
    number[2:-2] = kinds[cut.starts] & Letter.DIGIT != 0
    months = months[number[months] | number[months + 1] | number[months + 3]]  # "12 of March", "12 March", "March 12"
    digit = kinds & Letter.DIGIT != 0
    marked = np.flatnonzero(digit[:-2] & (kinds[1:-1] & Letter.DATE_MARK != 0) & digit[2:])
    dated = np.zeros(len(starts), bool)
    dated[np.searchsorted(np.cumsum(cut.counts), months, side="right")] = True
    dated[np.searchsorted(starts, marked, side="right") - 1] = True
    return dated
