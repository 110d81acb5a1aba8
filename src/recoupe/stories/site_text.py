"""Text that a site repeats at the head or foot of its pages: found because articles that share it share nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from recoupe.records import Article
from recoupe.stories.chains import SIZE, Chain, Seeds, Words

LONGEST = 40
"""Words of the longest text that counts as a site's own."""


def without_site_text(seeds: Seeds, chains: Sequence[Chain], texts: Sequence[Words], articles: Sequence[Article]) -> Seeds:
    """The seeds outside site text.

    Site text is a short run of words, the same to the word, that opens or closes articles which share nothing else: two of one outlet,
    or three of unknown ones. Two articles known to be of different outlets have no site text in common.
    """
    marked = _site_runs(_site_texts(chains, texts, articles), texts)
    if not marked:
        return seeds
    return {
        (a, b): left
        for (a, b), places in seeds.items()
        if (left := [(x, y) for x, y in places if not _inside(x, marked.get(a, ())) and not _inside(y, marked.get(b, ()))])
    }


def _site_texts(chains: Sequence[Chain], texts: Sequence[Words], articles: Sequence[Article]) -> set[tuple[str, ...]]:
    per_pair: dict[tuple[int, int], int] = defaultdict(int)
    for chain in chains:
        per_pair[chain.a, chain.b] += 1
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for chain in chains:
        lows = texts[chain.a].lows[chain.a_start : chain.a_end]
        if len(lows) > LONGEST or per_pair[chain.a, chain.b] > 1 or not _may_share(articles[chain.a], articles[chain.b]):
            continue
        if lows == texts[chain.b].lows[chain.b_start : chain.b_end] and _at_edge(chain, texts):
            holders[lows] |= {chain.a, chain.b}
    return {lows for lows, found in holders.items() if len(found) >= 3 or _one_outlet([articles[i] for i in found])}


def _one_outlet(articles: Sequence[Article]) -> bool:
    return all(a.outlet for a in articles) and len({a.outlet and (a.outlet.domain or a.outlet.name) for a in articles}) == 1


def _may_share(a: Article, b: Article) -> bool:
    mine, other = (x.outlet.domain or x.outlet.name if x.outlet else None for x in (a, b))
    return mine is None or other is None or mine == other


def _at_edge(chain: Chain, texts: Sequence[Words]) -> bool:
    a, b = len(texts[chain.a].lows), len(texts[chain.b].lows)
    return (a == chain.a_end and b == chain.b_end) or chain.a_start == chain.b_start == 0


def _site_runs(keys: set[tuple[str, ...]], texts: Sequence[Words]) -> dict[int, list[tuple[int, int]]]:
    """Where site texts stand at the head or foot of each text."""
    out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    lengths = sorted({len(k) for k in keys})
    for i, text in enumerate(texts):
        for n in lengths:
            if text.lows[-n:] in keys:
                out[i].append((len(text.lows) - n, len(text.lows)))
            if text.lows[:n] in keys:
                out[i].append((0, n))
    return out


def _inside(place: int, runs: Sequence[tuple[int, int]]) -> bool:
    return any(place < end and start < place + SIZE for start, end in runs)
