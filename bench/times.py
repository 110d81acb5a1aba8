#!/usr/bin/env python3
"""Speed of `find_times` on one core: articles and characters a second at several lengths of text.

times.py [--sizes 1500 3000 100000 1000000] [--floor 300] [--rounds 5]

Texts are cut from varied sample pages of each language. A figure is the best of some rounds, by processor time, the compiling of the
tables left out; exit 1 when the ordinary article (the first size) is read slower than the floor.
"""

from __future__ import annotations

import argparse
import sys
import time

from vary import vary_pages

from recoupe import article_from_text, find_times, read_page
from recoupe.records import Article
from recoupe.samples import sample_pages

LANGUAGES = ("fr", "en")
PAGES = 200
ROUND_CHARACTERS = 300_000


def texts_of(language: str) -> str:
    """The texts of the varied sample pages of one language, one after the other."""
    articles = (read_page(text) for _, text in vary_pages(sample_pages(), PAGES))
    return "\n".join(article.text for article in articles if (article.language or "").startswith(language))


def cut(text: str, size: int, language: str) -> list[Article]:
    """Articles of that many characters: enough of them for a round."""
    whole = text * (size // len(text) + 1)
    starts = range(0, max(1, min(len(whole), ROUND_CHARACTERS) - size + 1), size)
    return [article_from_text(whole[start : start + size], language=language, published="2031-05-07") for start in starts]


def best_of(articles: list[Article], rounds: int) -> float:
    """The least processor time of some rounds over the articles."""
    spent = []
    for _ in range(rounds):
        begin = time.process_time()
        for article in articles:
            find_times(article)
        spent.append(time.process_time() - begin)
    return min(spent)


def main() -> int:
    """Measure and print; exit 1 below the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_500, 3_000, 100_000, 1_000_000])
    parser.add_argument("--floor", type=float, default=300, help="articles a second of the first size")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    slow = False
    for language in LANGUAGES:
        text = texts_of(language)
        best_of(cut(text, 1_000, language)[:5], 1)
        for size in options.sizes:
            articles = cut(text, size, language)
            spent = best_of(articles, options.rounds)
            rate = len(articles) / spent
            print(
                f"times: {language}, {size:,} characters: {rate:.1f} articles/s, {size * rate / 1000:.0f} thousand characters/s", flush=True
            )
            slow |= size == options.sizes[0] and rate < options.floor
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
