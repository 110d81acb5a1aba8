"""Trains the line model of tag-less pages: dumps with a label a line -> src/recoupe/read/line_weights.json.

python bench/train_dump_lines.py [DUMPS.jsonl.gz] [--folds 5] [--write]    prints line and word F1 a flavour, each page read with a
model that saw no page of its site; --write fits on everything. A row is {"flavour", "site", "text", "labels": body lead title cap
noise _}. Excerpts of one to seven paragraphs are added to the training so that short pages are read as well as long ones.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from line_net import fit_network

from recoupe.read.lines import split_lines
from recoupe.read.model import LineModel, Network, smooth
from recoupe.read.surroundings import page_features

NEUTRAL = ("title", "lead", "_")
ROOT = Path(__file__).resolve().parent.parent
DUMPS = ROOT.parent / "shared/bench/dumps/dev.jsonl.gz"
WEIGHTS = ROOT / "src/recoupe/read/line_weights.json"
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


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


def fit(pages: Sequence[Page]) -> Network:
    """The model of these pages; long lines and pages of few paragraphs count for more."""
    rows, wanted, shares = [], [], []
    for page in pages:
        n_body = max(1, page.labels.count("body"))
        for features, label, line in zip(page.features, page.labels, page.lines, strict=True):
            if label not in NEUTRAL:
                rows.append(features)
                wanted.append(label == "body")
                shares.append((1 + min(line.n_words, 40) / 20) / np.sqrt(n_body + 20))
    return fit_network(np.array(rows, float), np.array(wanted, np.float32), (np.array(shares) / np.mean(shares)).astype(np.float32))


def page_f1(page: Page, model: LineModel) -> tuple[float, float]:
    """F1 of one page's lines, and of its lines weighted by their words; title and lead are neutral, captions are noise."""
    kept = smooth(model.score(page.features), model.leave, model.enter)
    tallies = np.zeros((2, 3))  # lines and words; right, extra, lost
    for keep, label, line in zip(kept, page.labels, page.lines, strict=True):
        if label not in NEUTRAL and (keep or label == "body"):
            tallies[:, 0 if keep and label == "body" else 1 if keep else 2] += 1, len(_TOKEN.findall(line.text))
    line, word = (float(2 * right / (2 * right + extra + lost)) if right else 0.0 for right, extra, lost in tallies)
    return line, word


def main() -> None:
    """Print the figures of the folds and, if asked, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path, nargs="?", default=DUMPS)
    parser.add_argument("--folds", type=int, default=5, help="number of parts that the sites are dealt into")
    parser.add_argument("--write", action="store_true", help=f"fit on all pages and write {WEIGHTS.name}")
    options = parser.parse_args()
    pages = read_pages(options.dumps)
    parts = [int(hashlib.sha1(page.site.encode()).hexdigest(), 16) % options.folds for page, _ in pages]
    figures = defaultdict(list)
    for fold in range(options.folds):
        model = LineModel(fit([p for (page, cuts), part in zip(pages, parts, strict=True) if part != fold for p in (page, *cuts)]))
        for (page, _), part in zip(pages, parts, strict=True):
            if part == fold:
                figures[page.flavour].append(page_f1(page, model))
    for flavour, values in sorted(figures.items()):
        for name, value in zip(("line", "word"), np.mean(values, axis=0), strict=True):
            print(f"{flavour}_{name}_f1 {value:.3f}")
    if options.write:
        network = fit([p for page, cuts in pages for p in (page, *cuts)])
        WEIGHTS.write_bytes(msgspec.json.encode(network).replace(b"},", b"},\n") + b"\n")


if __name__ == "__main__":
    main()
