"""The line model: named features of a line and its neighbours, weighted, then smoothed over the page. Which lines are the article's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec
import numpy as np

from recoupe.read.lines import OWN, Line, content_words, own_features

_NEAR = ("words", "long", "ends", "small", "bullet", "dated", "cue", "cue_related", "cue_comments", "repeated", "speaker", "title_length")
_ZONES = ("comments", "related", "newsletter", "share", "legal", "consent")
CONTEXT = (
    "prose_before", "prose_after", "since_prose", "until_prose", "first_prose", "before_prose", "around_2", "around_5",
    "overlap_before", "overlap_all", "overlap_first", "prose_overlap_all", "prose_overlap_first",
    *(f"since_{zone}" for zone in _ZONES), *(f"late_{zone}" for zone in _ZONES), "late_any", "prose_late_any", "prose_since_related",
    "stamps_around", "prose_stamps_around", "speaker_around",
    "page_size", "prose_small_page", "prose_count",
)  # fmt: skip
FEATURES = (*OWN, *(f"{side}_{name}" for side in ("before", "after", "before2", "after2") for name in _NEAR), *CONTEXT)


class Weights(msgspec.Struct, frozen=True):
    """The trained model: a weight a feature, and the cost of going from article to noise and back."""

    weights: dict[str, float]
    leave: float
    enter: float


@cache
def _weights() -> tuple[np.ndarray, float, float]:
    data = resources.files("recoupe.read").joinpath("line_weights.json").read_bytes()
    model = msgspec.json.decode(data, type=Weights)
    return np.array([model.weights.get(name, 0.0) for name in FEATURES]), model.leave, model.enter


def page_features(lines: Sequence[Line]) -> np.ndarray:
    """One row a line, one column a name of FEATURES."""
    counts = Counter(line.folded for line in lines)
    own = np.array([own_features(line, counts[line.folded] > 1) for line in lines])
    columns = [OWN.index(name) for name in _NEAR]
    near = np.pad(own[:, columns], ((2, 2), (0, 0)))
    n = len(lines)
    context = _context(lines, own[:, OWN.index("long")], own[:, OWN.index("speaker")])
    return np.hstack([own, near[1 : n + 1], near[3 : n + 3], near[0:n], near[4 : n + 4], context])


def _context(lines: Sequence[Line], long: np.ndarray, speaker: np.ndarray) -> np.ndarray:
    prose = [line.prose and not line.cued("consent", "newsletter", "legal") for line in lines]
    sizes = [line.n_words if p else 0 for line, p in zip(lines, prose, strict=True)]
    total = sum(sizes) or 1
    first = prose.index(True) if True in prose else len(lines)
    ahead = _until(prose)
    topic = _Topic(lines, prose, first)
    since = dict.fromkeys(_ZONES, 0)
    late = dict.fromkeys(_ZONES, 0.0)
    seen, last = 0, -1
    size, many = min(1.0, math.log1p(len(lines)) / 6), min(1.0, math.log1p(sum(prose)) / 4)
    near, far = _around(long, 2), _around(long, 5)
    dated = _around(np.array([float(bool(line.stamps) and line.n_words < 15) for line in lines]), 4)
    voices = _around(speaker, 4)
    rows = []
    for i, line in enumerate(lines):
        last = i if prose[i] else last
        overlap = topic.overlap(i)
        steps = [math.exp(-(i - since[z]) / 3) if since[z] else 0.0 for z in _ZONES]
        lates = [late[z] for z in _ZONES]
        p, any_late = float(prose[i]), max(lates)
        rows.append([
            seen / total, 1 - (seen + sizes[i]) / total, 0.0 if last < 0 else math.exp(-(i - last) / 3), math.exp(-ahead[i] / 3),
            float(i == first), float(i < first), near[i], far[i],
            *overlap, p * overlap[1], p * overlap[2], *steps, *lates, any_late, p * any_late, p * steps[1],
            dated[i], p * dated[i], voices[i], size, p * (1 - size), many,
        ])  # fmt: skip
        for zone in _ZONES:
            if line.cues.get(zone, 0) >= 0.9:
                since[zone] = i
                late[zone] = max(late[zone], seen / total)
        seen += sizes[i]
    return np.array(rows)


def _around(values: np.ndarray, reach: int) -> list[float]:
    """Mean of the values within ``reach`` lines of each."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(len(values))
    low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(values))
    return [float(x) for x in (sums[high] - sums[low]) / (high - low)]


def _until(prose: Sequence[bool]) -> list[int]:
    out, following = [0] * len(prose), 99
    for i in range(len(prose) - 1, -1, -1):
        following = 0 if prose[i] else following + 1
        out[i] = following
    return out


class _Topic:
    """How far the words of a line are those of the page's other prose."""

    def __init__(self, lines: Sequence[Line], prose: Sequence[bool], first: int) -> None:
        self._words = [content_words(line) for line in lines]
        self._prose = prose
        self._counts: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        for i, words in enumerate(self._words):
            if prose[i]:
                self._counts.update(words)
                for word in words:
                    self._first.setdefault(word, i)
        opening = [i for i in range(first, len(lines)) if prose[i]][:3]
        self._opening = [(i, self._words[i]) for i in opening]

    def overlap(self, i: int) -> list[float]:
        """Shares of the line's content words seen in prose before it, in any other prose, and in the first three prose lines."""
        words = self._words[i]
        if not words:
            return [0.0, 0.0, 0.0]
        mine = 1 if self._prose[i] else 0
        before = sum(self._first.get(w, i) < i for w in words)
        every = sum(self._counts[w] > mine for w in words)
        opening = sum(any(w in other for j, other in self._opening if j != i) for w in words)
        return [before / len(words), every / len(words), opening / len(words)]


def score_lines(lines: Sequence[Line]) -> list[float]:
    """For every line, how much speaks for its being the article's body: above 0 for, below 0 against."""
    if not lines:
        return []
    return [float(x) for x in page_features(lines) @ _weights()[0]]


def smooth(scores: Sequence[float]) -> list[bool]:
    """The best reading of a whole page as stretches of body and noise (Viterbi over two states)."""
    if not scores:
        return []
    _, leave, enter = _weights()
    noise, body = 0.0, scores[0] - enter
    back: list[tuple[bool, bool]] = []
    for score in scores[1:]:
        from_body_n, from_noise_b = body - leave > noise, noise - enter >= body
        back.append((from_body_n, not from_noise_b))
        noise, body = max(noise, body - leave), max(body, noise - enter) + score
    state = body > noise
    out = [state]
    for from_body_n, from_body_b in reversed(back):
        state = from_body_b if state else from_body_n
        out.append(state)
    return out[::-1]
