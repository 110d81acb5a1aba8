#!/usr/bin/env python3
"""The gate: scores of the benchmark sets against bench/pinned.json, which only rises.

Sets: the seeds, their twin with swapped names, and the development clusters, under ../shared (or --shared DIR); without it the
gate is skipped. A figure more than .01 worse than its pin fails. `--pin` keeps what got better; `--pin --lower REASON` also keeps
what got worse and writes the reason, with the day, into CHANGELOG.md.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "bench" / "pinned.json"
CHANGELOG = ROOT / "CHANGELOG.md"
RECOUPE = Path(sys.executable).with_name("recoupe")
TOLERANCE = 0.01
LOW = ("noise_events", "_outside_share", "_wrongly_confirmed", "_without_marks")
"""Endings of figures that are better low."""
UNJUDGED = ("timeline_events", "conflicts_listed", "key_needles_bad", "failed")
"""Counts that are neither good nor bad by themselves."""
_FIGURE = re.compile(r"^(\w+) (-?\d+(?:\.\d+)?|nan)(?:\s|$)")

Figures = dict[str, float]


def run(command: list[str | Path], output: Path | None = None) -> str:
    """Standard output of one command; stops the gate with the command's last words where it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        sys.exit(f"gate: {Path(command[0]).name} {command[1]} ended with {done.returncode}: {done.stderr.strip()[-600:]}")
    if output:
        output.write_text(done.stdout, "utf-8")
    return done.stdout


def figures_in(text: str) -> Figures:
    """Every `name value` line after the last heading; figures that could not be judged, and bare counts, are left out."""
    found = (m for m in map(_FIGURE.match, text.split("---")[-1].splitlines()) if m)
    return {m[1]: float(m[2]) for m in found if m[2] != "nan" and m[1] not in UNJUDGED}


def score_pages(shared: Path, gold: Path, pages: Path, out: Path) -> Figures:
    """One dossier of some pages against their key."""
    run([RECOUPE, "dossier", pages, "--format", "json"], out)
    scorer = shared / "bench" / "score_dossier.py"
    return figures_in(run([sys.executable, scorer, gold / "key.json", out, "--pages", pages, "--lines", gold / "lines.json"]))


def score_seeds(shared: Path, work: Path) -> Figures:
    """The seed pages as they are."""
    return score_pages(shared, shared / "bench" / "seeds", shared / "seeds", work / "seeds.json")


def score_swapped(shared: Path, work: Path) -> Figures:
    """The seed pages with invented names: what only knows the words of the seeds falls here."""
    run([sys.executable, shared / "bench" / "swap_names.py", work / "swapped"])
    return score_pages(shared, work / "swapped", work / "swapped" / "pages", work / "swapped.json")


def score_clusters(shared: Path, work: Path) -> Figures:
    """The development clusters: macro means, and how their pages are grouped."""
    return figures_in(run([sys.executable, shared / "bench" / "run_clusters.py", "--recoupe", RECOUPE, "--out", work / "clusters"]))


SETS: dict[str, Callable[[Path, Path], Figures]] = {"seeds": score_seeds, "swapped": score_swapped, "clusters": score_clusters}


def digest_of(shared: Path) -> str:
    """A digest of keys and scorers: pins made on another state of them are not comparable."""
    digest = hashlib.sha256()
    for path in sorted(
        [*(shared / "bench").glob("*.py"), *(shared / "bench" / "seeds").glob("*.json"), *(shared / "bench" / "clusters").rglob("*.*")]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def worse_by(name: str, got: float, pinned: float) -> float:
    """How much worse a figure is than its pin; below zero where it is better."""
    return got - pinned if name.endswith(LOW) else pinned - got


def compare(scored: dict[str, Figures], pinned: dict[str, Figures]) -> tuple[list[str], list[str]]:
    """What fell, and what rose, in words; a pinned figure that is no longer given has fallen."""
    fell, rose = [], []
    for name, pins in pinned.items():
        for figure, pin in pins.items():
            got = scored.get(name, {}).get(figure)
            if got is None:
                fell.append(f"{name} {figure}: was {pin:.3f}, is no longer given")
            elif worse_by(figure, got, pin) > TOLERANCE:
                fell.append(f"{name} {figure}: {pin:.3f} -> {got:.3f}")
            elif worse_by(figure, got, pin) < -TOLERANCE:
                rose.append(f"{name} {figure}: {pin:.3f} -> {got:.3f}")
    return fell, rose


def merge(scored: dict[str, Figures], pinned: dict[str, Figures], lower: bool) -> dict[str, Figures]:
    """The new pins: the better of old and new, or simply the new ones where lowering is allowed."""
    out = dict(pinned)
    for name, figures in scored.items():
        pins = {} if lower else dict(pinned.get(name, {}))
        for figure, got in figures.items():
            if figure not in pins or worse_by(figure, got, pins[figure]) < 0:
                pins[figure] = got
        out[name] = dict(sorted(pins.items()))
    return out


def note_reason(reason: str, fell: list[str]) -> None:
    """Add a dated line under the changelog's first heading of decisions."""
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    heading = "### Pins lowered\n"
    text = CHANGELOG.read_text("utf-8")
    if heading not in text:
        first = text.find("\n## ", text.find("\n## ") + 1)
        at = len(text) if first < 0 else first
        text = f"{text[:at].rstrip()}\n\n{heading}{text[at:]}"
    line = f"- {day}: {reason} ({'; '.join(fell) or 'no figure fell by more than .01'})\n"
    CHANGELOG.write_text(text.replace(heading, heading + line, 1), "utf-8")


def main() -> int:
    """Score, compare, say; exit 1 when a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with seeds/ and bench/")
    parser.add_argument("--set", action="append", choices=sorted(SETS), dest="sets", help="only this set")
    parser.add_argument("--pin", action="store_true", help="keep the figures that got better")
    parser.add_argument("--lower", metavar="REASON", help="with --pin: keep lower figures too, for this reason")
    parser.add_argument("--out", type=Path, help="keep the dossiers here")
    options = parser.parse_args()
    if options.lower and not options.pin:
        parser.error("--lower needs --pin")
    if not (options.shared / "bench" / "score_dossier.py").is_file():
        print(f"gate: skipped, no benchmark sets at {options.shared}")
        return 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        work = options.out or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        names = options.sets or list(SETS)
        scored = dict(zip(names, pool.map(lambda name: SETS[name](options.shared, work), names), strict=True))
    return report(scored, options, digest_of(options.shared))


def report(scored: dict[str, Figures], options: argparse.Namespace, digest: str) -> int:
    """Print every figure with its pin, then what fell and rose; write the pins where asked."""
    stored = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    pinned: dict[str, Figures] = {name: pins for name, pins in stored.get("sets", {}).items() if name in scored}
    for name, figures in scored.items():
        for figure, got in sorted(figures.items()):
            pin = pinned.get(name, {}).get(figure)
            print(f"{name:9}{figure:28}{got:7.3f}   pinned {'-' if pin is None else f'{pin:.3f}'}")
    if stored and stored.get("digest") != digest:
        print("gate: the keys or scorers have changed since the pins were made; pin again once the figures are looked at")
    fell, rose = compare(scored, pinned)
    if options.pin and (not fell or options.lower):
        sets = {**stored.get("sets", {}), **merge(scored, pinned, bool(options.lower))}
        PINNED.write_text(json.dumps({"digest": digest, "sets": sets}, indent=1) + "\n", "utf-8")
        if options.lower:
            note_reason(options.lower, fell)
        fell = []
    for title, lines in (("rose", rose), ("fell", fell)):
        for line in lines:
            print(f"gate: {title}: {line}")
    hint = 'mend it, or say why: python bench/gate.py --pin --lower "REASON"' if fell else ""
    print(f"gate: {'FAILED, ' + hint if fell else 'holds' if pinned or options.pin else 'nothing pinned yet: python bench/gate.py --pin'}")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
