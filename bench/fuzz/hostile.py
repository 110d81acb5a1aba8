"""Pages and archives made to hurt, each read in a process of its own: what comes out, CPU seconds, peak memory.

python bench/fuzz/hostile.py                 # every case; a row each, exit code 1 where one goes beyond the bounds
python bench/fuzz/hostile.py dates "deep *"  # these alone
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from cases import CASES, SMALL, around, warc

MOST_SECONDS, MOST_MEGABYTES = 10.0, 1500


def read_door(door: str, data: bytes) -> str:
    """What a door makes of bytes, in a few words."""
    from recoupe.cli.commands import _articles
    from recoupe.cli.inputs import read_lines, write_line
    from recoupe.cli.shell import Shell
    from recoupe.cli.words import Words
    from recoupe.pages import PageFile
    from recoupe.records import ArchiveCount, Rejected

    counts: list[ArchiveCount] = []

    def found() -> Iterator[object]:
        if door == "archive":
            from recoupe.pipeline import read_pages

            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder) / ("a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc")
                place.write_bytes(data)
                yield from read_pages([place], tell_archive=counts.append)
        else:
            shell = Shell(Words("en"))
            kind = {"text": "text/plain", "html": "text/html"}.get(door)
            item = PageFile(name="page", path=Path("page"), media_type=kind, data=data)
            yield from _articles([item] if kind else read_lines(data.splitlines(keepends=True), "lines"), shell)

    told: Counter[str] = Counter()
    for record in found():
        told[record.reason if isinstance(record, Rejected) else "article"] += 1
        if isinstance(record, Rejected) and record.reason == "failed":
            return f"FAILED {record.detail[:300]}"
        write_line(record)  # type: ignore[arg-type]
    archived = [f"{c.records} records = {c.read} + {c.skipped} + {c.damaged}" for c in counts]
    return ", ".join([f"{n} {name}" for name, n in told.items()] + archived) or "nothing"


def run_one(name: str) -> None:
    """Read one case in this process and print a line of JSON."""
    door, build = CASES[name]
    read_door(door, {"archive": warc(SMALL), "html": SMALL, "lines": b'{"title": "Titre", "text": "Un mot."}'}.get(door, around(b"")))
    data = build()
    start = time.process_time()
    told = read_door(door, data)
    print(json.dumps([told, time.process_time() - start, len(data)]))


def run_case(name: str, seconds: float) -> tuple[str, float, float]:
    """Read one case in a process of its own: what came out, CPU seconds, peak memory in megabytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 10, int(seconds) + 10))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))

    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([sys.executable, __file__, "--one", name], stdout=out, stderr=subprocess.PIPE, preexec_fn=limit)
        assert child.stderr
        said = child.stderr.read().decode("utf-8", "replace").strip().splitlines()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        answer = out.read()
    memory = used.ru_maxrss / 1024
    if child.returncode or not answer:
        reason = {-24: "NOT DONE in time", -9: "NOT DONE in time", -11: "CRASHED: segmentation fault"}.get(child.returncode, "")
        return reason or f"FAILED ({child.returncode}) {said[-1][:300] if said else ''}", used.ru_utime + used.ru_stime, memory
    told, took, _ = json.loads(answer)
    return told, took, memory


def main() -> int:
    """Run the cases named, print the table; 1 where a case fails or goes beyond the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=["*"])
    parser.add_argument("--one")
    parser.add_argument("--seconds", type=float, default=60)
    wanted = parser.parse_args()
    if wanted.one:
        run_one(wanted.one)
        return 0
    beyond = 0
    print("| case | comes out | CPU s | MB |\n|---|---|---|---|")
    for name in CASES:
        if any(fnmatch.fnmatch(name, pattern) for pattern in wanted.names):
            told, took, memory = run_case(name, wanted.seconds)
            bad = told.startswith(("FAILED", "NOT", "CRASHED")) or took > MOST_SECONDS or memory > MOST_MEGABYTES
            beyond += bad
            print(f"| {name} | {told} | {took:.1f}{' **' if bad else ''} | {memory:,.0f} |", flush=True)
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
