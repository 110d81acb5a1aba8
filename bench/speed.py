#!/usr/bin/env python3
"""Speed and memory on one core: `recoupe dossier` on varied sample pages, and against the bare language model on the same article texts.

speed.py [--sizes 10 100 1000] [--pairs 100] [--write]   writes the table of docs/performance.md with --write

Each figure comes from a process of its own, bound to one core. Loading the language models is measured and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cores import ONE_THREAD, take_one_core
from tables import PERFORMANCE, machine_line, write_between
from vary import vary_pages

from recoupe.annotate.engine import FALLBACK, MODELS

BAR = 1.5

Sheet = dict[str, float]


class Stopwatch:
    """Adds up the processor and wall time of the calls it is wrapped around."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            cpu, wall = time.process_time(), time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.cpu += time.process_time() - cpu
                self.wall += time.perf_counter() - wall

        return timed

    def through(self, function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """The same generator, timed at each step."""

        def timed(*args: Any, **kwargs: Any) -> Iterator[Any]:
            steps = function(*args, **kwargs)
            step = self.around(lambda: next(steps, self))
            while (item := step()) is not self:
                yield item

        return timed


def load_models(timer: Stopwatch) -> None:
    """Load the models of both languages, and that which tells languages apart, ahead and under the clock."""
    from recoupe.annotate import engine
    from recoupe.language import find_language

    timer.around(find_language)("Une phrase en français suffit.")
    for language in engine.MODELS:
        timer.around(engine.load_model)(language)


def run_dossier(folder: Path, out: Path) -> Sheet:
    """In this process: the command, from a folder of pages to a folder with the dossier; times without the loading of models."""
    from spacy.language import Language

    from recoupe.cli import main

    loading, model = Stopwatch(), Stopwatch()
    load_models(loading)
    Language.__call__ = model.around(Language.__call__)  # type: ignore[method-assign]
    Language.pipe = model.through(Language.pipe)  # type: ignore[method-assign]
    sys.argv = ["recoupe", "dossier", str(folder), "--format", "json", "--output", str(out), "--quiet"]
    try:
        main()
    except SystemExit as end:
        if end.code:
            sys.exit(f"recoupe dossier ended with exit code {end.code}")
    return {**_spent(loading), "model_cpu": model.cpu}


def run_bare(texts: Path, together: bool) -> Sheet:
    """In this process: the models as published, without a line of ours, over (language, text) pairs, one by one or all together."""
    from importlib import import_module

    loading = Stopwatch()
    nlps = {code: loading.around(lambda name: import_module(name).load())(package) for code, (package, _) in MODELS.items()}
    rows = json.loads(texts.read_text("utf-8"))
    for code, nlp in nlps.items():
        own = [text for language, text in rows if language == code]
        for _ in nlp.pipe(own) if together else map(nlp, own):
            pass
    return _spent(loading)


def _spent(loading: Stopwatch) -> Sheet:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"loading_wall": loading.wall, "cpu": time.process_time() - loading.cpu, "peak_mb": peak}


def in_child(*args: str | Path) -> Sheet:
    """Run one measurement in a process of its own; ``wall`` is the whole process less the loading of models."""
    begin = time.perf_counter()
    command = [sys.executable, __file__, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}, check=False)
    if done.returncode:
        sys.exit(f"speed: {' '.join(map(str, args))} failed: {done.stderr.strip()[-800:]}")
    sheet: Sheet = json.loads(done.stdout.splitlines()[-1])
    sheet["wall"] = time.perf_counter() - begin - sheet["loading_wall"]
    return sheet


def measure_dossier(pages: Path, out: Path) -> Sheet:
    """One run of the command, with the sizes of what it made."""
    sheet = in_child("--dossier", pages, out)
    dossier = json.loads((out / "dossier.json").read_text("utf-8"))
    texts = [((a["language"] or FALLBACK)[:2], a["text"]) for a in dossier["articles"]]
    (out / "texts.json").write_text(json.dumps([(code if code in MODELS else FALLBACK, text) for code, text in texts]), "utf-8")
    characters = sum(len(text) for _, text in texts)
    return {**sheet, "articles": len(texts), "stories": len(dossier["stories"]), "characters": characters}


def make_pages(folder: Path, n: int) -> Path:
    """Write ``n`` varied sample pages."""
    from recoupe.samples import sample_pages

    folder.mkdir()
    for name, text in vary_pages(sample_pages(), n):
        (folder / name).write_text(text, "utf-8")
    return folder


def measure_sizes(sizes: list[int], work: Path) -> list[str]:
    """One row of the table for each size."""
    rows = []
    for n in sizes:
        s = measure_dossier(make_pages(work / f"pages-{n}", n), work / f"dossier-{n}")
        share = s["model_cpu"] / s["cpu"]
        rows.append(
            f"| {n:,} | {s['stories']:.0f} | {s['cpu']:.1f} | {s['articles'] / s['cpu']:.2f} | {s['characters'] / s['cpu'] / 1000:.1f} "
            f"| {share:.0%} | {s['peak_mb']:,.0f} |"
        )
        print(f"speed: {n} pages: {s['articles'] / s['cpu']:.2f} articles/s, {share:.0%} in the model, {s['peak_mb']:,.0f} MB", flush=True)
    return rows


def measure_pair(n: int, times: int, work: Path) -> tuple[float, str]:
    """The whole job against the bare models on the same texts, in turns; the ratio of the middle wall times."""
    pages, out = make_pages(work / "pair", n), work / "dossier"
    runs: dict[str, list[Sheet]] = {"whole": [], "bare": [], "together": []}
    for _ in range(times):
        runs["whole"].append(measure_dossier(pages, out))
        runs["bare"].append(in_child("--bare", out / "texts.json"))
        runs["together"].append(in_child("--bare", out / "texts.json", "--together"))
    wall, cpu = ({name: statistics.median(s[key] for s in sheets) for name, sheets in runs.items()} for key in ("wall", "cpu"))
    ratio = wall["whole"] / wall["bare"]
    line = (
        f"`recoupe dossier` on {n} pages: {wall['whole']:.1f} s. The bare models on the same texts, text by text: {wall['bare']:.1f} s, "
        f"ratio {ratio:.2f} (bar {BAR}), on the processor {cpu['whole'] / cpu['bare']:.2f}; all texts together (`nlp.pipe`): "
        f"{wall['together']:.1f} s, ratio {wall['whole'] / wall['together']:.2f}, on the processor {cpu['whole'] / cpu['together']:.2f}. "
        f"Whole processes without loading the models, middle of {times} runs in turns."
    )
    return ratio, line


def write_table(rows: list[str], line: str) -> None:
    """Put the figures between the marks of docs/performance.md."""
    head = (
        "| pages | stories | seconds | articles a second | thousand characters a second | share in the language model | peak memory, MB |"
    )
    write_between(PERFORMANCE, "measured", [machine_line(), "", head, "|" + "---:|" * 7, *rows, "", line])


def main() -> int:
    """Measure, print, write; exit 1 when the whole job is over the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--pairs", type=int, default=100, help="pages of the comparison with the bare model; 0 leaves it out")
    parser.add_argument("--times", type=int, default=3, help="runs of each side of the comparison")
    parser.add_argument("--write", action="store_true", help="write the table of docs/performance.md")
    parser.add_argument("--dossier", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--together", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.dossier or options.bare:
        take_one_core()
        print(json.dumps(run_dossier(*options.dossier) if options.dossier else run_bare(options.bare, options.together)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        rows = measure_sizes(options.sizes, Path(folder))
        ratio, line = measure_pair(options.pairs, options.times, Path(folder)) if options.pairs else (0.0, "")
    print(f"speed: {line}")
    if options.write:
        write_table(rows, line)
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main())
