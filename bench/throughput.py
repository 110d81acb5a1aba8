#!/usr/bin/env python3
"""Reading alone, on one core: HTML beside the bare extractor, tag-less dumps, the loop over web archives, memory on long archives.

throughput.py [DATA] [--rounds 5] [--pages 120] [--megabytes 100 1000] [--write]

DATA is a folder with pages/ (ground-truth.json, html/*.html.gz) and dumps/dev.jsonl.gz, third-party pages that are no part of the project;
where it is not there, varied packaged samples alone are read. Processor time, the two sides of a comparison in turns, middle of the rounds.
--write puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archives import measure_memory, measure_overhead
from cores import take_one_core, take_one_thread
from tables import PERFORMANCE, machine_line, make_table, write_between
from vary import vary_pages

from recoupe.errors import PageRejected
from recoupe.read import read_page
from recoupe.samples import sample_pages

DATA = Path(__file__).resolve().parents[2] / "shared/bench"
HEAD = ("what", "figure", "wanted")
Page = bytes | str
Read = Callable[[Page], object]
Row = tuple[str, str, str]
Measure = Callable[[str, Sequence[Page], int], Row]


def read_ours(page: Page) -> object:
    """Our reading; a rejected page counts as read."""
    try:
        return read_page(page)
    except PageRejected as rejected:
        return rejected


def read_bare(page: Page) -> object:
    """The extractor's, with its default settings."""
    import trafilatura

    return trafilatura.extract(page)


def time_rounds(pages: Sequence[Page], reads: Sequence[Read], rounds: int) -> list[list[float]]:
    """Processor seconds of each way of reading, a row a round; a first round warms up and is left out."""
    rows: list[list[float]] = []
    for _ in range(rounds + 1):
        rows.append([])
        for read in reads:
            start = time.process_time()
            for page in pages:
                read(page)
            rows[-1].append(time.process_time() - start)
    return rows[1:]


def measure_html(name: str, pages: Sequence[Page], rounds: int) -> Row:
    """Pages a second of ours and of the bare extractor, and their ratio."""
    rows = time_rounds(pages, (read_ours, read_bare), rounds)
    ours, bare = (len(pages) / statistics.median(row[i] for row in rows) for i in range(2))
    ratio = statistics.median(row[1] / row[0] for row in rows)
    return (f"{name}: pages a second, bare extractor, ratio", f"{ours:.0f}, {bare:.0f}, {ratio:.2f}", ".85")


def measure_dumps(name: str, pages: Sequence[Page], rounds: int) -> Row:
    """Pages a second and the mean length of a page."""
    rows = time_rounds(pages, (read_ours,), rounds)
    rate = len(pages) / statistics.median(row[0] for row in rows)
    return (f"{name} of {sum(map(len, pages)) // len(pages):,} characters: pages a second", f"{rate:.0f}", "400")


def list_pages(data: Path, n: int) -> list[tuple[str, Measure, Sequence[Page]]]:
    """What is read: its name, how it is measured, the pages; third-party ones where they are there."""
    varied = list(vary_pages(sample_pages(), n))
    found: list[tuple[str, Measure, Sequence[Page]]] = [
        ("HTML, samples", measure_html, [text for name, text in varied if name.endswith(".html")]),
        ("dumps, samples", measure_dumps, [text for name, text in varied if name.endswith(".txt")]),
    ]
    truth, dumps = data / "pages" / "ground-truth.json", data / "dumps" / "dev.jsonl.gz"
    if not (truth.exists() and dumps.exists()):
        print(f"throughput: no pages/ and dumps/ in {data}: packaged samples alone (name the folder that holds them)", file=sys.stderr)
        return found
    names = list(json.loads(truth.read_text("utf-8")))[:n]
    html = [gzip.decompress((truth.parent / "html" / f"{name}.html.gz").read_bytes()) for name in names]
    found.append(("HTML, news pages", measure_html, html))
    with gzip.open(dumps, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for look in ("wet", "dclm"):
        found.append((f"dumps, look {look}", measure_dumps, [row["text"] for row in rows if row["flavour"] == look][:n]))
    return found


def measure_archives(rounds: int, megabytes: Sequence[int]) -> list[Row]:
    """The loop's overhead at three sizes of page, and memory at each size of archive."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        for kilobytes in (2, 20, 80):
            rate, ours, pages = measure_overhead(kilobytes, 5 * rounds, path)
            figure = f"{rate:,.0f}, {ours:+.0%} ({pages:+.0%})"
            rows.append(
                (f"archive, pages of {kilobytes} KB: records a second, over the bare loop (a bare loop that lists pages)", figure, "+10%")
            )
            print("throughput:", *rows[-1][:2], flush=True)
        for size in megabytes:
            peak, records = measure_memory(size, path)
            rows.append((f"archive of {size:,} MB, {records:,} records: peak memory, MB", f"{peak:.0f}", "flat"))
            print("throughput:", *rows[-1][:2], flush=True)
    return rows


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=DATA)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison; the archives' loop takes five times as many")
    parser.add_argument("--pages", type=int, default=120, help="at most so many pages of each kind")
    parser.add_argument("--megabytes", type=int, nargs="*", default=[100, 1000], help="sizes of the archives whose memory is measured")
    parser.add_argument("--write", action="store_true", help="write the table of docs/performance.md")
    options = parser.parse_args()
    take_one_thread()
    take_one_core()
    rows = []
    for name, measure, pages in list_pages(options.data, options.pages):
        rows.append(measure(name, pages, options.rounds))
        print("throughput:", *rows[-1][:2], flush=True)
    rows += measure_archives(options.rounds, options.megabytes)
    if options.write:
        write_between(PERFORMANCE, "throughput", [machine_line(), "", *make_table(HEAD, rows)])


if __name__ == "__main__":
    main()
