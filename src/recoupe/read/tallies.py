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


def any_per_line(marks: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The marks that any word of each line has."""
    out = np.zeros(len(counts), np.int64)
    full = counts > 0
    if full.any():
        out[full] = np.bitwise_or.reduceat(marks, (np.cumsum(counts) - counts)[full])
    return out


def small_shares(known: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Share of the small words of grammar; where the language has no table, of words of at most three letters."""
    size = np.maximum(counts, 1)
    share = per_line(known & Mark.SMALL != 0, counts) / size
    short = 0.8 * per_line(known & Mark.SHORT != 0, counts) / size
    shares: np.ndarray = np.where(share >= 0.12, share, np.maximum(share, short))
    return shares


def first_words(cut: Words, joined: str) -> list[tuple[str, ...]]:
    """The first two words of each line, or the one it has."""
    firsts = np.cumsum(cut.counts) - cut.counts
    edges = np.zeros((len(firsts), 4), np.int64)
    for column, at in enumerate((firsts, firsts + 1)):
        has = np.flatnonzero(cut.counts > column)
        edges[has, 2 * column], edges[has, 2 * column + 1] = cut.starts[at[has]], cut.stops[at[has]]
    return [(joined[a:b], joined[c:d]) if d else (joined[a:b],) if b else () for a, b, c, d in edges.tolist()]


def first_marks(cut: Words) -> np.ndarray:
    """The Mark of each line's first word."""
    marks = np.zeros(len(cut.counts), np.int64)
    full = np.flatnonzero(cut.counts)
    marks[full] = cut.marks[(np.cumsum(cut.counts) - cut.counts)[full]]
    return marks


def end_in_digits(cut: Words, kinds: np.ndarray) -> np.ndarray:
    """Which lines have a last word that ends with a digit."""
    numbered = np.zeros(len(cut.counts), bool)
    full = np.flatnonzero(cut.counts)
    numbered[full] = kinds[cut.stops[np.cumsum(cut.counts)[full] - 1] - 1] & Letter.NUMBER != 0
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
