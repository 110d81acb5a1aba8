"""The line model: named features of a line and its page, a small network, then smoothing over the page. Which lines are the article's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec
import numpy as np

from recoupe.read.lines import Line
from recoupe.read.surroundings import FEATURES, page_features

CLIP = 5.0  # a feature counts as at most so many spreads from its mean: pages unlike those of the training stay in hand
_BATCH = 32  # lines at a time: a larger product is shared out to threads, which costs more than it saves
UNIT = 128  # weights are kept as whole numbers of 1/128


class Feature(msgspec.Struct, frozen=True):
    """One feature in the model: its mean and spread over the training lines, and its weight in each hidden unit (128 is 1)."""

    mean: float
    spread: float
    weights: list[int]


class Network(msgspec.Struct, frozen=True):
    """The trained model: one layer of hidden units over the named features; where each unit begins (``starts``) and what it
    says for the article (``says``); the cost of going from article to noise (``leave``) and back (``enter``)."""

    features: dict[str, Feature]
    starts: list[float]
    says: list[float]
    bias: float
    leave: float
    enter: float


class LineModel:
    """The network as arrays, in the order of FEATURES."""

    def __init__(self, network: Network) -> None:
        rows = [network.features[name] for name in FEATURES]
        mean, spread = np.array([row.mean for row in rows]), np.array([row.spread for row in rows])
        weights = np.array([row.weights for row in rows]) / UNIT / spread[:, None]
        self._least, self._most = (mean - CLIP * spread).astype(np.float32), (mean + CLIP * spread).astype(np.float32)
        self._weights, self._starts = weights.astype(np.float32), (np.array(network.starts) - mean @ weights).astype(np.float32)
        self._says, self._bias = np.array(network.says, np.float32), network.bias
        self.leave, self.enter = network.leave, network.enter

    def score(self, features: np.ndarray) -> list[float]:
        """For every row of features, how much speaks for the line's being the article's body: above 0 for, below 0 against."""
        plain = np.maximum(features, self._least)
        np.minimum(plain, self._most, out=plain)
        scores: list[float] = []
        for at in range(0, len(plain), _BATCH):
            units = plain[at : at + _BATCH] @ self._weights
            units += self._starts
            np.maximum(units, 0.0, out=units)
            scores += (units @ self._says + self._bias).tolist()
        return scores


@cache
def line_model() -> LineModel:
    """The model as shipped."""
    data = resources.files("recoupe.read").joinpath("line_weights.json").read_bytes()
    return LineModel(msgspec.json.decode(data, type=Network))


def score_lines(lines: Sequence[Line]) -> list[float]:
    """For every line, how much speaks for its being the article's body: above 0 for, below 0 against."""
    return line_model().score(page_features(lines)) if lines else []


def smooth(scores: Sequence[float], leave: float, enter: float) -> list[bool]:
    """The best reading of a whole page as stretches of body and noise (Viterbi over two states); ``leave`` and ``enter`` cost a change."""
    if not scores:
        return []
    noise, body = 0.0, scores[0] - enter
    back: list[tuple[bool, bool]] = []
    for score in scores[1:]:
        left, entered = body - leave, noise - enter
        from_body, stays = left > noise, entered < body
        back.append((from_body, stays))
        body = (body if stays else entered) + score
        noise = left if from_body else noise
    state = body > noise
    out = [state]
    for from_body_n, from_body_b in reversed(back):
        state = from_body_b if state else from_body_n
        out.append(state)
    return out[::-1]
