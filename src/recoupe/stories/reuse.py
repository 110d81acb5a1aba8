"""Articles -> Reuse: copied text, exact in each of its articles, with who copied from whom where publication times tell."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from recoupe.records import Article, Direction, Passage, Reuse
from recoupe.stories.chains import Words, chain_seeds, find_seeds, words_of
from recoupe.stories.passages import MIN_WORDS, Run, group_passages, keep_passages, size
from recoupe.stories.site_text import without_site_text


def find_reuse(articles: Sequence[Article]) -> tuple[Reuse, ...]:
    """Find text that two or more articles share, longest first; what one article repeats itself is no reuse.

    Passages of one Reuse correspond; ``verbatim`` means the same words in all, typography aside. Text that a site repeats on its
    pages, datelines, bylines, stamps and credits do not count. Word 5-gram seeds, chained (PAN text alignment).
    """
    ordered = sorted(articles, key=lambda a: a.id)
    texts = [words_of(a) for a in ordered]
    seeds = find_seeds(texts)
    chains = [c for c in chain_seeds(seeds) if size(c) >= MIN_WORDS]
    chains = chain_seeds(without_site_text(seeds, chains, texts, ordered))
    groups = group_passages(keep_passages(chains, texts), texts)
    found = {r.id: r for r in (_reuse(group, texts, ordered) for group in groups)}
    return tuple(sorted(found.values(), key=lambda r: (-r.words, r.id)))


def _reuse(group: Sequence[Run], texts: Sequence[Words], articles: Sequence[Article]) -> Reuse:
    passages = tuple(_passage(run, texts, articles) for run in group)
    lows = {texts[run.text].lows[run.start : run.end] for run in group}
    key = "|".join(f"{p.article}:{p.start}:{p.end}" for p in passages)
    return Reuse(
        id="r" + hashlib.sha256(key.encode()).hexdigest()[:10],
        kind="verbatim" if len(lows) == 1 else "edited",
        passages=passages,
        articles=tuple(p.article for p in passages),
        direction=_direction([articles[run.text] for run in group]),
        words=min(run.end - run.start for run in group),
    )


def _passage(run: Run, texts: Sequence[Words], articles: Sequence[Article]) -> Passage:
    words = texts[run.text]
    return Passage(article=articles[run.text].id, start=words.starts[run.start], end=words.ends[run.end - 1])


def _direction(articles: Sequence[Article]) -> Direction | None:
    """From the article that was published first, where all times are known and one is clearly the first."""
    times = []
    for article in articles:
        if article.published is None or not article.published.value or not article.published.first_day:
            return None
        times.append((article.published.value, article.id))
    first, second = sorted(times)[:2]
    size_ = min(len(first[0]), len(second[0]))
    if first[0][:size_] == second[0][:size_]:
        return None
    return Direction(source=first[1], basis=f"published {first[0]}, before {second[0]}")
