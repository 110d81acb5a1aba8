#!/usr/bin/env python3
"""Web archives: what our reading loop costs over the bare library's by size of page, and its memory on archives of growing size.

archives.py [--kilobytes 2 20 80] [--megabytes 100 1000] [--rounds 15]   archives are made of varied samples and removed afterwards

A crawl is a request, an answer with the page, and an answer with a picture of 20 KB, over and over. Pages are not read: the loop alone is
measured. The bare loop does what anyone would: HTTP headers of every record, the whole body of every answer. Memory is of an own process.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from fastwarc import ArchiveIterator, GzipWriter, WarcRecord, WarcRecordType
from vary import vary_pages

from recoupe.read import read_archive
from recoupe.records import ArchiveCount
from recoupe.samples import sample_pages

MEGABYTE = 1_000_000
PEAK = """
import resource, sys
from pathlib import Path
from recoupe.read import read_archive
for found in read_archive(Path(sys.argv[1])):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found.records)
"""


def pack_record(kind: WarcRecordType, url: str, http: bytes) -> bytes:
    """One record as a gzip member."""
    record = WarcRecord()
    record.init_headers(kind, record_urn=uuid5(NAMESPACE_URL, f"{int(kind)} {url}").urn.removeprefix("urn:").encode())
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = "2031-05-12T10:00:00Z"
    record.headers["Content-Type"] = "application/http"
    record.set_bytes_content(http)
    out = BytesIO()
    with GzipWriter(out) as writer:
        record.write(writer)
    return out.getvalue()


def pack_crawl(kilobytes: int, n: int = 200) -> bytes:
    """So many pages of one size, cut from varied samples, each with its request and a picture."""
    picture = random.Random(7).randbytes(20_000)
    texts = (text.encode() for _, text in vary_pages(sample_pages(), 10_000))
    head = b"HTTP/1.1 200 OK\r\nDate: Mon, 12 May 2031 10:00:00 GMT\r\nServer: exemple\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    packed = []
    for number in range(n):
        page = b""
        while len(page) < kilobytes * 1000:
            page += next(texts)
        page = page[: kilobytes * 1000]
        url = f"https://www.exemple.test/{number}"
        packed += [
            pack_record(WarcRecordType.request, url, b"GET / HTTP/1.1\r\nHost: www.exemple.test\r\n\r\n"),
            pack_record(WarcRecordType.response, url, head % (b"text/html; charset=utf-8", len(page)) + page),
            pack_record(WarcRecordType.response, url + ".png", head % (b"image/png", len(picture)) + picture),
        ]
    return b"".join(packed)


def write_archive(path: Path, megabytes: int, crawl: bytes) -> None:
    """The crawl over and over, up to a size."""
    with path.open("wb") as file:
        for _ in range(max(1, megabytes * MEGABYTE // len(crawl))):
            file.write(crawl)


def read_bare(path: Path) -> int:
    n = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, parse_http=True):
            if record.record_type == WarcRecordType.response:
                record.reader.read()
            n += 1
    return n


def read_bare_pages(path: Path) -> int:
    """The bare loop of somebody who wants what we give: address, day, id, media type, place and body of every text page."""
    n = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, parse_http=True):
            n += 1
            if record.record_type != WarcRecordType.response or record.http_headers.status_code != 200:
                continue
            media_type = record.http_headers.get("Content-Type") or ""
            if media_type.startswith("text/"):
                headers = record.headers
                _ = (headers.get("WARC-Target-URI"), headers.get("WARC-Date"), record.record_id, record.stream_pos, record.reader.read())
    return n


def read_ours(path: Path) -> int:
    count = list_last(path)
    assert count.read + count.skipped + count.damaged == count.records
    return count.records


def list_last(path: Path) -> ArchiveCount:
    for found in read_archive(path):
        if isinstance(found, ArchiveCount):
            return found
    raise SystemExit(f"{path} gave no count")


def measure_overhead(kilobytes: int, rounds: int, path: Path) -> tuple[float, float, float]:
    """Records a second of our loop, and what it and the bare loop for pages cost over the bare one: middle of rounds in turns."""
    write_archive(path, 8, pack_crawl(kilobytes, 8_000 // (22 + kilobytes)))
    loops = (read_bare, read_bare_pages, read_ours)
    spent: list[list[float]] = []
    for _ in range(rounds + 1):
        spent.append([])
        for read in loops:
            start = time.process_time()
            n = read(path)
            spent[-1].append(time.process_time() - start)
    _, pages, ours = (statistics.median(row[i] / row[0] for row in spent[1:]) - 1 for i in range(3))
    return n / statistics.median(row[2] for row in spent[1:]), ours, pages


def measure_memory(megabytes: int, path: Path) -> tuple[float, int]:
    """Peak memory in MB of a process that reads an archive of a size, and how many records it has."""
    write_archive(path, megabytes, pack_crawl(2))
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    peak, records = done.stdout.split()
    return float(peak), int(records)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, nargs="*", default=[2, 20, 80], help="sizes of the pages")
    parser.add_argument("--megabytes", type=int, nargs="*", default=[100], help="sizes of the archives whose memory is measured")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        for kilobytes in options.kilobytes:
            rate, ours, pages = measure_overhead(kilobytes, options.rounds, path)
            print(
                f"pages of {kilobytes} KB: {rate:,.0f} records/s, {ours:+.1%} over the bare loop (bare loop for pages {pages:+.1%})",
                flush=True,
            )
        for megabytes in options.megabytes:
            peak, records = measure_memory(megabytes, path)
            print(f"{megabytes:,} MB archive: peak {peak:.0f} MB, {records:,} records", flush=True)


if __name__ == "__main__":
    main()
