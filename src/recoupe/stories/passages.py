"""Chains -> copied passages: widened to the words that still correspond, and equal text of several articles joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recoupe.stories.chains import SIZE, Chain, Words

MIN_WORDS = 8
"""Shortest passage that counts as copied; shorter runs are stock phrases."""
MIN_WORDS_AMID_COPY = 7
"""The same between two articles that share a longer passage."""
CERTAIN_WORDS = 14
"""Shared words that are never chance, however thinly they are spread."""
DENSE = 0.6
"""Share of a thin passage's words that must be shared."""
REACH = 12
"""Words beyond a chain's ends that are searched for what still corresponds."""
SKIP = 6
"""Words, of both sides together, that an edit at a passage's end may put in or leave out."""

INSIDE = 0.8
"""Share of a passage that a further article must hold to join its group."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of one text, end exclusive."""

    text: int
    start: int
    end: int


def keep_passages(chains: Sequence[Chain], texts: Sequence[Words]) -> list[Chain]:
    """Chains that are copied passages, widened and joined where they then overlap."""
    shared = [shared_words(c) for c in chains]
    copying = {(c.a, c.b) for c, n in zip(chains, shared, strict=True) if n >= CERTAIN_WORDS}
    kept = [c for c, n in zip(chains, shared, strict=True) if _is_copied(c, n, (c.a, c.b) in copying)]
    return _join([_widen(c, texts) for c in kept])


def shared_words(chain: Chain) -> int:
    """Words of a chain that its seeds cover, on the side where they cover fewer."""
    return min(len(_covered(x for x, _ in chain.seeds)), len(_covered(y for _, y in chain.seeds)))


def _covered(seeds: Iterable[int]) -> set[int]:
    return {place + k for place in set(seeds) for k in range(SIZE)}


def _is_copied(chain: Chain, shared: int, in_copying_pair: bool) -> bool:
    """Whether a chain holds enough shared words, densely enough and in order, to be copied and no stock phrases met by chance."""
    length = max(chain.a_end - chain.a_start, chain.b_end - chain.b_start)
    in_order = all(y <= z for (_, y), (_, z) in pairwise(chain.seeds))
    least = MIN_WORDS_AMID_COPY if in_copying_pair else MIN_WORDS
    return shared >= (CERTAIN_WORDS if in_order else 1.5 * CERTAIN_WORDS) or (in_order and shared >= max(least, DENSE * length))


def size(chain: Chain) -> int:
    """Words of a chain's shorter side."""
    return min(chain.a_end - chain.a_start, chain.b_end - chain.b_start)


def _join(chains: Sequence[Chain]) -> list[Chain]:
    """Chains of one pair that overlap on both sides are one."""
    out: list[Chain] = []
    for chain in sorted(chains, key=lambda c: (c.a, c.b, c.a_start, c.b_start)):
        last = out[-1] if out else None
        same = last is not None and (last.a, last.b) == (chain.a, chain.b)
        if last is not None and same and chain.a_start <= last.a_end and last.b_start <= chain.b_end and chain.b_start <= last.b_end:
            last.a_end, last.b_end = max(last.a_end, chain.a_end), max(last.b_end, chain.b_end)
            last.b_start = min(last.b_start, chain.b_start)
            last.seeds = sorted({*last.seeds, *chain.seeds})
        else:
            out.append(replace(chain))
    return out


def _widen(chain: Chain, texts: Sequence[Words]) -> Chain:
    """Move both ends outward over words that correspond though an edit stands between."""
    a, b = texts[chain.a].lows, texts[chain.b].lows
    before_a, before_b = a[max(0, chain.a_start - REACH) : chain.a_start], b[max(0, chain.b_start - REACH) : chain.b_start]
    back = _corresponding(before_a[::-1], before_b[::-1])
    ahead = _corresponding(a[chain.a_end : chain.a_end + REACH], b[chain.b_end : chain.b_end + REACH])
    return replace(
        chain,
        a_start=chain.a_start - back[0],
        b_start=chain.b_start - back[1],
        a_end=chain.a_end + ahead[0],
        b_end=chain.b_end + ahead[1],
    )


def _corresponding(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """How far two word lists still correspond from their start: equal pairs of neighbours behind small skips."""
    i = j = 0
    while True:
        step = _next_pair(a[i:], b[j:])
        if step is None:
            return i, j
        i, j = i + step[0], j + step[1]


def _next_pair(a: Sequence[str], b: Sequence[str]) -> tuple[int, int] | None:
    if a[:1] == b[:1] != a[:0]:
        return 1, 1
    for skipped in range(1, SKIP + 1):
        for x in range(skipped + 1):
            y = skipped - x
            if len(a) > x + 1 and len(b) > y + 1 and a[x : x + 2] == b[y : y + 2]:
                return x + 2, y + 2
    return None


# ------------------------------------------------------------------ several articles


def group_passages(chains: Sequence[Chain], texts: Sequence[Words]) -> list[tuple[Run, ...]]:
    """Equal text joined over all its articles: for each passage, every article that holds at least ``INSIDE`` of it.

    A wider passage that fewer articles share stays a group of its own.
    """
    by_text: dict[int, list[Chain]] = defaultdict(list)
    for chain in chains:
        by_text[chain.a].append(chain)
        by_text[chain.b].append(chain.turned())
    out: list[tuple[Run, ...]] = []
    done: dict[tuple[int, int], list[tuple[Run, Run]]] = defaultdict(list)
    for chain in sorted(chains, key=lambda c: (size(c), c.a, c.b, c.a_start, c.b_start)):
        first, second = Run(chain.a, chain.a_start, chain.a_end), Run(chain.b, chain.b_start, chain.b_end)
        if any(_covers(x, first) and _covers(y, second) for x, y in done[chain.a, chain.b]):
            continue
        runs = {first.text: first, second.text: second}
        for other in by_text[chain.a]:
            if other.b not in runs and _share(other.a_start, other.a_end, first) >= INSIDE:
                runs[other.b] = _image(other, first)
        group = tuple(run for _, run in sorted(runs.items()))
        out.append(group)
        for i, x in enumerate(group):
            for y in group[i + 1 :]:
                done[x.text, y.text].append((x, y))
    return out


def _share(start: int, end: int, run: Run) -> float:
    low = start if start > run.start else run.start
    high = end if end < run.end else run.end
    return (high - low) / (run.end - run.start) if high > low else 0.0


def _covers(done: Run, run: Run) -> bool:
    return _share(done.start, done.end, run) >= INSIDE


def _image(chain: Chain, run: Run) -> Run:
    """What corresponds to a run of a chain's first text in its second."""
    inside = [(x, y) for x, y in chain.seeds if run.start <= x and x + SIZE <= run.end]
    if (run.start <= chain.a_start and chain.a_end <= run.end) or not inside:
        return Run(chain.b, chain.b_start, chain.b_end)
    start = min(y - (x - run.start if x - run.start < SIZE else 0) for x, y in inside)
    end = max(y + SIZE + (run.end - x - SIZE if run.end - x < 2 * SIZE else 0) for x, y in inside)
    return Run(chain.b, max(chain.b_start, start), min(chain.b_end, end))
