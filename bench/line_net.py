"""Trains the small network of the line model with numpy alone: rows of features, wanted labels and shares -> its parts.

A few networks of one hidden layer, each from its own seed, are averaged; side by side they are one network with a wider layer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recoupe.read.model import CLIP, UNIT, Feature, Network
from recoupe.read.surroundings import FEATURES

Rows = NDArray[np.float32]
# Swept over five folds by site: 32, 64, 80, 96 and 160 units, one to four networks, 5 to 14 rounds, .2 and .35 forgotten. Two networks of
# 64 are the best of what stays small; costs of .25, .5, .75, 1 and a bias of .1, .3, .5 move no figure by more than .005 around these.
NETS, HIDDEN, EPOCHS, BATCH, STEP, DECAY, FORGET_INPUT, FORGET_UNIT = 2, 64, 8, 256, 2e-3, 0.02, 0.2, 0.3
LEAVE, ENTER, BIAS = 0.5, 0.5, 0.3


def fit_network(x: Rows, wanted: Rows, shares: Rows) -> Network:
    """The averaged networks as one."""
    mean, spread = x.mean(0), np.maximum(x.std(0), 0.02)
    plain = np.clip((x - mean) / spread, -CLIP, CLIP).astype(np.float32)
    nets = [_descend(plain, wanted, shares, seed) for seed in range(NETS)]
    weights = np.hstack([net[0] for net in nets])
    features = {
        name: Feature(round(float(mean[i]), 4), round(float(spread[i]), 4), [round(float(v) * UNIT) for v in weights[i]])
        for i, name in enumerate(FEATURES)
    }
    starts = [round(float(v), 3) for net in nets for v in net[1]]
    says = [round(float(v) / NETS, 4) for net in nets for v in net[2]]
    return Network(features, starts, says, round(float(sum(net[3][0] for net in nets)) / NETS + BIAS, 3), LEAVE, ENTER)


def _descend(x: Rows, wanted: Rows, shares: Rows, seed: int) -> list[Rows]:
    """Adam with a falling step and decay of the first layer; inputs and hidden units are forgotten at random while it learns."""
    dice = np.random.default_rng(seed)
    n, width = x.shape
    weights = (dice.standard_normal((width, HIDDEN)) * np.sqrt(1.5 / width)).astype(np.float32)
    says = (dice.standard_normal(HIDDEN) * np.sqrt(1 / HIDDEN)).astype(np.float32)
    parts = [weights, np.zeros(HIDDEN, np.float32), says, np.zeros(1, np.float32)]
    slopes, squares = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    n_steps = EPOCHS * (n // BATCH)
    for t in range(1, n_steps + 1):
        k = (t - 1) % (n // BATCH)
        if k == 0:
            order = dice.permutation(n)
        rows = order[k * BATCH : (k + 1) * BATCH]
        seen = x[rows] * _forget(dice, (BATCH, width), FORGET_INPUT)
        reached, kept = seen @ parts[0] + parts[1], _forget(dice, (BATCH, HIDDEN), FORGET_UNIT)
        units = np.maximum(reached, 0) * kept
        said = 1 / (1 + np.exp(-np.clip(units @ parts[2] + parts[3][0], -30, 30)))
        error = (shares[rows] * (said - wanted[rows]) / BATCH).astype(np.float32)
        back = np.outer(error, parts[2]) * kept * (reached > 0)
        downs = [seen.T @ back, back.sum(0), units.T @ error, error.sum(keepdims=True)]
        step = STEP * (1 - t / (n_steps + 1))
        for part, down, slope, square in zip(parts, downs, slopes, squares, strict=True):
            slope += 0.1 * (down - slope)
            square += 0.001 * (down * down - square)
            move = (slope / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
            part -= np.float32(step) * (move + DECAY * part if part.ndim > 1 else move)
    return parts


def _forget(dice: np.random.Generator, shape: tuple[int, int], share: float) -> Rows:
    return ((dice.random(shape, dtype=np.float32) > share) / np.float32(1 - share)).astype(np.float32)
