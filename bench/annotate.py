#!/usr/bin/env python3
"""The annotate stage without the language model, against the model's own time on the same articles, on one core.

annotate.py [--pages 80] [--rounds 3]   varied samples; the model's time is that of spaCy's pipeline alone
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from importlib import import_module
from typing import Any

from cores import take_one_core, take_one_thread
from vary import vary_pages

from recoupe.errors import PageRejected
from recoupe.read import read_page
from recoupe.records import Article
from recoupe.samples import sample_pages

LIMIT = 0.25
STAGE: Any = import_module("recoupe.annotate")
ENGINE: Any = import_module("recoupe.annotate.engine")


def read_samples(n: int) -> list[Article]:
    """Articles of varied sample pages; rejected ones left out."""
    found = []
    for _, text in vary_pages(sample_pages(), n):
        try:
            found.append(read_page(text))
        except PageRejected:
            continue
    return found


def measure(articles: list[Article]) -> tuple[float, float]:
    """Processor seconds in the language model, and in all the rest of the stage."""
    spent = 0.0
    pipes = {language: ENGINE.load_model(language) for language in ENGINE.MODELS}
    plain = {language: nlp.pipe for language, nlp in pipes.items()}

    def clocked(language: str) -> Any:
        def pipe(*args: Any, **kwargs: Any) -> Any:
            nonlocal spent
            start = time.process_time()
            docs = list(plain[language](*args, **kwargs))
            spent += time.process_time() - start
            return iter(docs)

        return pipe

    for language, nlp in pipes.items():
        nlp.pipe = clocked(language)
    start = time.process_time()
    for _, notes in STAGE.annotate_all(articles):
        if isinstance(notes, Exception):
            raise notes
    whole = time.process_time() - start
    for language, nlp in pipes.items():
        nlp.pipe = plain[language]
    return spent, whole - spent


def main() -> int:
    """Measure, print, and tell by the exit code whether the bound holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    take_one_thread()
    take_one_core()
    articles = read_samples(options.pages)
    measure(articles[:8])
    rounds = [measure(articles) for _ in range(options.rounds)]
    share = statistics.median(rest / model for model, rest in rounds)
    model, rest = (statistics.median(row[i] for row in rounds) for i in range(2))
    found = f"model {model:.2f} s, the rest {rest:.2f} s: {share:.0%} of it (bound {LIMIT:.0%})"
    print(f"annotate: {len(articles)} articles: {found}")
    return int(share > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
