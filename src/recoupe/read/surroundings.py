"""What stands around a line of a tag-less page: the features of the line model that need the whole page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np

from recoupe.read.lexicon import KNOWN_SIZE, marks_and_stems
from recoupe.read.lines import Line
from recoupe.read.looks import OWN, own_features

_NEAR = (
    "words", "long", "ends", "small", "bullet", "dated", "cue", "cue_related", "cue_comments", "speaker", "title_length", "headline",
    "credit", "verbs", "capitals", "gap",
)  # fmt: skip
_ZONES = ("comments", "related", "newsletter", "share", "legal", "consent")
_MEANS = ("long", "ends", "small", "cue", "speaker", "headline", "clock", "bullet", "address", "capitals", "verbs")
_REACHES = (2, 5, 12)
CONTEXT = (
    "repeated", "twin", "same_opening", "prose",
    "prose_before", "prose_after", "since_prose", "until_prose", "first_prose", "before_prose",
    "from_top", "from_bottom", "place", "in_block", "before_block", "after_block", "block_share", "evenness", "short_run",
    "overlap_before", "overlap_all", "overlap_first", "overlap_block", "overlap_top",
    *(f"since_{zone}" for zone in _ZONES), *(f"late_{zone}" for zone in _ZONES), "late_any",
    *(f"{name}_around_{reach}" for reach in _REACHES for name in _MEANS),
    *(f"{name}_page" for name in _MEANS), "page_size", "prose_count", "prose_page",
)  # fmt: skip
FEATURES = (*OWN, *(f"{side}_{name}" for side in ("before", "after", "before2", "after2") for name in _NEAR), *CONTEXT)
_NEAR_AT = [OWN.index(name) for name in _NEAR]
_MEANS_AT = [OWN.index(name) for name in _MEANS]


def page_features(lines: Sequence[Line]) -> np.ndarray:
    """One row a line, one column a name of FEATURES."""
    own = own_features(lines)
    n = len(lines)
    out = np.zeros((len(FEATURES), n), np.float32)
    out[: len(OWN)] = own
    near, at = own[_NEAR_AT], len(OWN)
    for step in (1, -1, 2, -2):
        beside = out[at : (at := at + len(_NEAR))]
        if step > 0:
            beside[:, step:] = near[:, :-step]
        else:
            beside[:, :step] = near[:, -step:]
    means = own[_MEANS_AT]
    context = [*_context(lines), *chain.from_iterable(_around(means, _REACHES)), *means.mean(1)]
    prose = out[at + CONTEXT.index("prose")]
    for column in context:
        out[at] = column
        at += 1
    n_prose = prose.sum()
    out[at:] = np.array([[min(1.0, math.log1p(n) / 6)], [min(1.0, math.log1p(n_prose) / 4)], [n_prose / n]])
    return out.T


def _context(lines: Sequence[Line]) -> list[np.ndarray]:
    n = len(lines)
    at = np.arange(n)
    prose = np.array([line.prose and not line.cued("consent", "newsletter", "legal") for line in lines])
    counted = np.array([line.n_words for line in lines], dtype=float)
    sizes = np.where(prose, counted, 0.0)
    total = sizes.sum() or 1.0
    seen = (np.cumsum(sizes) - sizes) / total
    places = np.flatnonzero(prose)
    first = int(places[0]) if len(places) else n
    last_at = np.maximum.accumulate(np.where(prose, at, -99))
    next_at = np.minimum.accumulate(np.where(prose, at, n + 99)[::-1])[::-1]
    start, stop = _main_block(counted, prose)
    return [
        *_repeats(lines), prose, seen, 1 - seen - sizes / total, np.exp((last_at - at) / 3), np.exp((at - next_at) / 3),
        at == first, at < first, np.exp(-at / 4), np.exp((at - n + 1) / 4), at / n,
        (at >= start) & (at < stop), np.log1p(np.maximum(0, start - at)) / 4,
        np.log1p(np.maximum(0, at - stop + 1)) / 4, sizes[start:stop].sum() / total, _spread(np.log1p(counted)), _short_runs(counted),
        *_overlaps(lines, prose, places, (start, stop)), *_zones(lines, seen),
    ]  # fmt: skip


def _around(values: np.ndarray, reaches: Sequence[int]) -> list[np.ndarray]:
    """Means of each row within so many lines of each line, a table for each reach."""
    rows, n = values.shape
    most = max(reaches)
    sums = np.empty((rows + 1, n + 2 * most + 1))  # the last row counts the lines
    sums[:, : most + 1] = 0
    np.cumsum(values, axis=1, out=sums[:-1, most + 1 : most + 1 + n])
    sums[-1, most + 1 : most + 1 + n] = np.arange(1, n + 1)
    sums[:, most + 1 + n :] = sums[:, most + n : most + n + 1]
    windows = (sums[:, most + 1 + reach : most + 1 + reach + n] - sums[:, most - reach : most - reach + n] for reach in reaches)
    return [window[:-1] / window[-1] for window in windows]


def _spread(values: np.ndarray) -> np.ndarray:
    """How much lengths differ within two lines of each: near 0 in a list of headlines or links."""
    mean, square = _around(np.array([values, values**2]), (2,))[0]
    spread: np.ndarray = np.sqrt(np.maximum(0.0, square - mean**2))
    return spread


def _short_runs(counted: np.ndarray) -> np.ndarray:
    """Length of the run of lines of under fifteen words that a line stands in."""
    n = len(counted)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], counted < 15, [False]])))
    out = np.zeros(n)
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        out[low:high] = min(1.0, math.log1p(high - low) / 4)
    return out


def _main_block(counted: np.ndarray, prose: np.ndarray) -> tuple[int, int]:
    """The stretch of lines that holds most prose for its other lines: the greatest sum of words of prose less eight a line else."""
    gains = np.where(prose, np.minimum(counted, 60.0), -8.0)
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    rises = sums - np.minimum.accumulate(sums)
    stop = int(np.argmax(rises))
    start = int(np.argmin(sums[: stop + 1])) if stop else 0
    return start, stop


def _repeats(lines: Sequence[Line]) -> list[np.ndarray]:
    """Whether the line stands elsewhere too, whether one within four begins alike, and how many lines open with its first word."""
    folded = [line.folded for line in lines]
    counts = Counter(folded)
    openings = Counter([line.opening for line in lines])
    numbers: dict[str, int] = {}
    heads = np.array([numbers.setdefault(text[:40], len(numbers)) if len(text) > 20 else -1 for text in folded])
    twins = np.zeros(len(lines), bool)
    for step in range(1, min(5, len(lines))):
        alike = (heads[step:] == heads[:-step]) & (heads[step:] >= 0)
        twins[step:] |= alike
        twins[:-step] |= alike
    same = [min(1.0, (openings[line.opening] - 1) / 10) if line.opening else 0.0 for line in lines]
    return [np.array([counts[text] > 1 for text in folded]), twins, np.array(same)]


def _overlaps(lines: Sequence[Line], prose: np.ndarray, places: np.ndarray, block: tuple[int, int]) -> list[np.ndarray]:
    """Shares of a line's content words in prose before it, any other prose, the first three prose lines, the main block, the page's top.

    One row of ``at`` and ``stem`` is one content word of one line; a line's own words count for nothing.
    """
    n = len(lines)
    at, stem, n_stems = _content(lines)
    spread = np.arange(n)
    inside = prose & (spread >= block[0]) & (spread < block[1])
    opening = np.zeros(n, bool)
    opening[places[:3]] = True
    stands = np.flatnonzero(prose[at])[::-1]
    begins = np.full(n_stems, n)
    begins[stem[stands]] = at[stands]  # the first of several comes last here
    tests = [begins[stem] < at]
    for chosen in (prose, opening, inside, spread < 3):
        mine = chosen[at]
        tests.append(np.bincount(stem[mine], minlength=n_stems)[stem] > mine)
    sizes = np.maximum(1, np.bincount(at, minlength=n))
    shares = [np.bincount(at, weights=test, minlength=n) / sizes for test in tests]
    shares[-1][:3] = 0.0
    return shares


def _content(lines: Sequence[Line]) -> tuple[np.ndarray, np.ndarray, int]:
    """The content words of every line, each once, by stem: the line's number, a number for its stem, and how many stems there are."""
    known = [line.known for line in lines]
    _, stems = marks_and_stems(b"".join(known))
    at = np.repeat(np.arange(len(lines)), [len(words) // KNOWN_SIZE for words in known])
    topical = np.flatnonzero(stems)
    order = topical[np.argsort(stems[topical], kind="stable")]
    stems, at = stems[order], at[order]
    fresh, once = np.ones(len(order), bool), np.ones(len(order), bool)
    fresh[1:] = stems[1:] != stems[:-1]
    once[1:] = fresh[1:] | (at[1:] != at[:-1])
    number = np.cumsum(fresh) - 1
    return at[once], number[once], int(fresh.sum())


def _zones(lines: Sequence[Line], seen: np.ndarray) -> list[np.ndarray]:
    """For each kind of zone: how near the last line that opens one is, and how much of the prose stood before it; the latest of these."""
    n = len(lines)
    at = np.arange(n)
    opens = np.zeros((len(_ZONES), n), bool)
    for i, line in enumerate(lines):
        for kind, share in line.cues.items():
            if share >= 0.9 and kind in _ZONES:
                opens[_ZONES.index(kind), i] = True
    last = np.maximum.accumulate(np.where(opens, at, -1), axis=1)
    last = np.concatenate([np.full((len(_ZONES), 1), -1), last[:, :-1]], axis=1)
    steps = np.where(last >= 0, np.exp((last - at) / 3), 0.0)
    lates = np.where(last >= 0, seen[last], 0.0)
    return [*steps, *lates, lates.max(0)]
