#!/usr/bin/env python3
"""Web archives: what our reading loop costs over the bare library's, and its memory on archives of growing size.

archives.py [--megabytes 100 1000] [--rounds 7]   archives are made of the samples, repeated, and removed afterwards

Each sample is a request, an answer with the page, and an answer with a picture. Pages are not read: the loop alone is measured. The bare
loop does what anyone would: HTTP headers of every record, the whole body of every answer. Memory is of a process of its own.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from fastwarc import ArchiveIterator, GzipWriter, WarcRecord, WarcRecordType

from recoupe.read import read_archive
from recoupe.records import ArchiveCount
from recoupe.samples import sample_pages

MEGABYTE = 1_000_000
PEAK = """
import resource, sys
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
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


def pack_samples() -> bytes:
    """Every sample page once, each with its request and a picture."""
    picture = random.Random(7).randbytes(20_000)
    packed = []
    for page in sorted(sample_pages().iterdir()):
        url = f"https://www.exemple.test/{page.name}"
        kind = b"text/html" if page.suffix == ".html" else b"text/plain"
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %s; charset=utf-8\r\n\r\n"
        packed += [
            pack_record(WarcRecordType.request, url, b"GET / HTTP/1.1\r\nHost: www.exemple.test\r\n\r\n"),
            pack_record(WarcRecordType.response, url, head % kind + page.read_bytes()),
            pack_record(WarcRecordType.response, url + ".png", head % b"image/png" + picture),
        ]
    return b"".join(packed)


def write_archive(path: Path, megabytes: int, samples: bytes) -> None:
    with path.open("wb") as file:
        for _ in range(max(1, megabytes * MEGABYTE // len(samples))):
            file.write(samples)


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


def best_of(rounds: int, reads: dict[str, Callable[[Path], int]], path: Path) -> dict[str, float]:
    """Processor seconds of the best round of each, rounds taken in turn."""
    best = dict.fromkeys(reads, float("inf"))
    for _ in range(rounds):
        for name, read in reads.items():
            start = time.process_time()
            read(path)
            best[name] = min(best[name], time.process_time() - start)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=int, nargs="*", default=[100], help="sizes of the archives whose memory is measured")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    samples = pack_samples()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.warc.gz"
        write_archive(path, 20, samples)
        seconds = best_of(options.rounds, {"bare": read_bare, "bare, as pages": read_bare_pages, "ours": read_ours}, path)
        n = read_ours(path)
        for name, took in seconds.items():
            print(f"{name:18} {took:7.3f} s  {n / took:10,.0f} records/s  {took / seconds['bare'] - 1:+.1%} over bare")
        for megabytes in options.megabytes:
            write_archive(path, megabytes, samples)
            start = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
            peak, records = done.stdout.split()
            print(f"{megabytes:6,} MB archive: peak {float(peak):6.1f} MB, {int(records):,} records, {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
