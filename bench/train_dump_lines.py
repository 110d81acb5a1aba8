"""Trains the line model of tag-less pages: dumps with a label a line -> src/recoupe/read/line_weights.json.

python bench/train_dump_lines.py DUMPS.jsonl.gz [--write]    prints the line F1 of five folds by site (a page is never scored by a
model that saw its site); --write fits on everything. A row is {"flavour", "site", "text", "labels": body lead title cap noise _}.
Logistic regression by Newton steps; excerpts of one to seven paragraphs are added so that short pages are read as well as long ones.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import hashlib
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from recoupe.read.lines import split_lines
from recoupe.read.model import FEATURES, page_features, smooth

NEUTRAL = ("title", "lead", "_")
WEIGHTS = Path(__file__).resolve().parent.parent / "src/recoupe/read/line_weights.json"
# Swept over 0, .5, 1, 2, 3 for the costs and -.5, 0, .25, .5 for the bias: 1 / 1 / .4 is within .003 of the best of every figure.
LEAVE, ENTER, BIAS = 1.0, 1.0, 0.4
RIDGE, STEPS = 1.0, 12


class Page:
    """One labelled dump: a row of features and a label a line."""

    def __init__(self, row: dict[str, Any], lines: list[Any], labels: list[str]) -> None:
        self.flavour, self.site = row["flavour"], row["site"]
        self.lines, self.labels = lines, labels
        self.features = page_features(lines)

    def excerpts(self, row: dict[str, Any], dice: random.Random) -> list[Page]:
        """Short pages cut out of this one, with some of the noise around and after."""
        body = [i for i, label in enumerate(self.labels) if label == "body"]
        out = []
        for _ in range(3 if len(body) > 1 else 0):
            at = dice.randrange(len(body))
            kept = body[at : at + dice.randint(1, 7)]
            low = max(0, kept[0] - dice.choice([0, 0, 0, 1, 2, 4]))
            high = min(len(self.lines), kept[-1] + 1 + dice.choice([0, 0, 1, 2, 4, 6]))
            noise = [i for i in range(max(high, body[-1] + 1), len(self.lines)) if self.labels[i] == "noise"]
            start = dice.randrange(len(noise)) if noise and dice.random() < 0.5 else len(noise)
            chosen = [*range(low, high), *noise[start : start + dice.randint(1, 5)]]
            out.append(Page(row, [self.lines[i] for i in chosen], [self.labels[i] for i in chosen]))
        return out


def read_pages(path: Path) -> list[tuple[Page, list[Page]]]:
    """Every dump with its excerpts."""
    dice, out = random.Random(5), []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            starts, at = [], 0
            for text in row["text"].split("\n"):
                starts.append(at)
                at += len(text) + 1
            lines = split_lines(row["text"])
            page = Page(row, lines, [row["labels"][bisect.bisect_right(starts, line.start) - 1] for line in lines])
            out.append((page, page.excerpts(row, dice)))
    return out


def fit(pages: list[Page]) -> np.ndarray:
    """Weights of a ridge logistic regression; long lines and pages of few paragraphs count for more."""
    rows, wanted, shares = [], [], []
    for page in pages:
        n_body = max(1, page.labels.count("body"))
        for features, label, line in zip(page.features, page.labels, page.lines, strict=True):
            if label not in NEUTRAL:
                rows.append(features)
                wanted.append(float(label == "body"))
                shares.append((1 + min(line.n_words, 40) / 20) / np.sqrt(n_body + 20))
    x, y, w = np.array(rows), np.array(wanted), np.array(shares) / np.mean(shares)
    mean, spread = x.mean(0), x.std(0)
    spread[spread < 1e-6] = 1
    mean[0], spread[0] = 0, 1
    x = (x - mean) / spread
    theta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ theta))
        slope = x.T @ (w * (p - y)) + RIDGE * np.r_[0, theta[1:]]
        theta -= np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(theta)), slope)
    raw: np.ndarray = theta / spread
    raw[0] -= (theta[1:] * mean[1:] / spread[1:]).sum()
    raw[0] += BIAS
    return raw


def line_f1(page: Page, weights: np.ndarray) -> float:
    """F1 of one page's lines; title and lead are neutral, captions are noise."""
    kept = smooth([float(s) for s in page.features @ weights])
    pairs = [(k, label == "body") for k, label in zip(kept, page.labels, strict=True) if label not in NEUTRAL]
    right, extra, lost = (sum(p == want for p in pairs) for want in ((True, True), (True, False), (False, True)))
    return 2 * right / (2 * right + extra + lost) if right else 0.0


def main() -> None:
    """Print the figures of five folds and, if asked, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--write", action="store_true", help=f"fit on all pages and write {WEIGHTS.name}")
    options = parser.parse_args()
    pages = read_pages(options.dumps)
    folds = [int(hashlib.sha1(page.site.encode()).hexdigest(), 16) % 5 for page, _ in pages]
    figures = defaultdict(list)
    for fold in range(5):
        weights = fit([p for (page, cuts), f in zip(pages, folds, strict=True) if f != fold for p in (page, *cuts)])
        for (page, _), f in zip(pages, folds, strict=True):
            if f == fold:
                figures[page.flavour].append(line_f1(page, weights))
    for flavour, values in sorted(figures.items()):
        print(f"{flavour}_line_f1 {np.mean(values):.3f}")
    if options.write:
        weights = fit([p for page, cuts in pages for p in (page, *cuts)])
        model = {"weights": {n: round(float(v), 3) for n, v in zip(FEATURES, weights, strict=True)}, "leave": LEAVE, "enter": ENTER}
        WEIGHTS.write_text(json.dumps(model, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
