"""Articles -> runs of words that two of them share: word 5-gram seeds in one inverted index, chained over small gaps."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recoupe.records import Article
from recoupe.text import fold

SIZE = 5
"""Words in a seed."""
GAP = 30
"""Words that may differ between two seeds of one chain, on either side.

Swept 10 to 40 on edited wire copy: a wider gap joins more, and calls more chance echoes copies.
"""
BACK = 20
"""Words by which a seed may step back on one side: edited copy turns phrases round."""
CROWD = 48
"""A seed in more articles than this pairs each of them with its first ones only; the groups find the rest."""
NARRATIVE = frozenset(("title", "lead", "paragraph", "subheading", "list", "quote", "caption"))

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the narrative blocks of one article: folded, with their offsets."""

    lows: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(slots=True)
class Chain:
    """Two runs of words of two articles (indices into their words, ends exclusive) that correspond, and their seeds."""

    a: int
    b: int
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    seeds: list[tuple[int, int]]

    def turned(self) -> Chain:
        """The same chain seen from the other article."""
        seeds = [(y, x) for x, y in self.seeds]
        return Chain(self.b, self.a, self.b_start, self.b_end, self.a_start, self.a_end, seeds)


def words_of(article: Article) -> Words:
    """Folded words of an article's narrative blocks."""
    lows, starts, ends = [], [], []
    folded = fold(article.text)
    for block in article.blocks:
        if block.kind in NARRATIVE:
            for match in _WORD.finditer(article.text, block.start, block.end):
                lows.append(folded[match.start() : match.end()])
                starts.append(match.start())
                ends.append(match.end())
    return Words(tuple(lows), tuple(starts), tuple(ends))


Seeds = dict[tuple[int, int], list[tuple[int, int]]]
"""Places (word in the one, word in the other) of the seeds that each pair of texts shares."""


def find_seeds(texts: Sequence[Words]) -> Seeds:
    """The seeds that two different texts share, by pair."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for places in _shared_seeds(texts):
        docs = sorted({d for d, _ in places})
        anchors = set(docs if len(docs) <= CROWD else docs[:3])
        for i, (a, x) in enumerate(places):
            for b, y in places[i + 1 :]:
                if a != b and (a in anchors or b in anchors):
                    found[a, b].append((x, y))
    return dict(sorted(found.items()))


def chain_seeds(seeds: Seeds) -> list[Chain]:
    """Seeds of each pair -> chains, in order of the texts."""
    return [c for (a, b), places in seeds.items() for c in _chains_of_pair(a, b, sorted(places))]


def _shared_seeds(texts: Sequence[Words]) -> Iterator[list[tuple[int, int]]]:
    """(text, word) places of each seed that stands in two texts or more, from one sorted array of hashes."""
    hashes, docs, places = _hash_seeds(texts)
    if not len(hashes):
        return
    order = np.lexsort((places, docs, hashes))
    hashes, docs, places = hashes[order], docs[order], places[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    starts = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [len(hashes)]))
    for lo, hi in zip(starts.tolist(), ends.tolist(), strict=True):
        if hi - lo > 1 and docs[lo] != docs[hi - 1]:
            yield list(zip(docs[lo:hi].tolist(), places[lo:hi].tolist(), strict=True))


def _hash_seeds(texts: Sequence[Words]) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Rolling hashes of all seeds; the same words give the same hash in every run."""
    codes: dict[str, int] = {}
    parts, docs, places = [], [], []
    for i, text in enumerate(texts):
        count = len(text.lows) - SIZE + 1
        if count < 1:
            continue
        row = np.array([codes.setdefault(w, zlib.crc32(w.encode()) * 0x9E3779B1 + len(w)) for w in text.lows], dtype=np.uint64)
        total = np.zeros(count, dtype=np.uint64)
        for k in range(SIZE):
            total = total * np.uint64(0x100000001B3) + row[k : k + count]
        parts.append(total)
        docs.append(np.full(count, i, dtype=np.int32))
        places.append(np.arange(count, dtype=np.int32))
    if not parts:
        empty = np.zeros(0, dtype=np.int32)
        return np.zeros(0, dtype=np.uint64), empty, empty
    return np.concatenate(parts), np.concatenate(docs), np.concatenate(places)


def _chains_of_pair(a: int, b: int, seeds: Sequence[tuple[int, int]]) -> list[Chain]:
    open_chains: list[Chain] = []
    done: list[Chain] = []
    for x, y in seeds:
        near: list[tuple[int, int]] = []
        still: list[Chain] = []
        for chain in open_chains:
            (still if x - chain.a_end <= GAP else done).append(chain)
        open_chains = still
        for i, chain in enumerate(open_chains):
            last_x, last_y = chain.seeds[-1]
            if -BACK <= y - chain.b_end <= GAP or (chain.b_start - BACK <= y <= chain.b_end):
                near.append((abs((y - last_y) - (x - last_x)), i))
        if near:
            chain = open_chains[min(near)[1]]
            chain.a_end = max(chain.a_end, x + SIZE)
            chain.b_start, chain.b_end = min(chain.b_start, y), max(chain.b_end, y + SIZE)
            chain.seeds.append((x, y))
        else:
            open_chains.append(Chain(a, b, x, x + SIZE, y, y + SIZE, [(x, y)]))
    return done + open_chains
