#!/usr/bin/env python3
"""Ten invented stories of eight pages each, their keys written by people who had not seen the code: one dossier a story, scored.

stories.py [--story NAME] [-v]   prints the figures of each story, then their means; -v lists the misses
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from gate import RECOUPE, figures_in, run

HERE = Path(__file__).resolve().parent
STORIES = HERE / "stories"
SHOWN = (
    "timeline_recall",
    "timeline_date_accuracy",
    "timeline_status",
    "events_joined",
    "events_apart",
    "conflict_recall",
    "conflict_precision",
    "origins_right",
    "quotation_recall",
    "attribution_recall",
)


def score_story(key: Path, verbose: bool) -> dict[str, float]:
    """Figures of one story by name; a figure that its key cannot judge is left out."""
    pages = STORIES / "pages" / key.stem
    with tempfile.TemporaryDirectory() as folder:
        dossier = Path(folder) / "dossier.json"
        run([RECOUPE, "dossier", pages, "--format", "json"], dossier)
        command: list[str | Path] = [sys.executable, HERE / "score_dossier.py", key, dossier, "--pages", pages]
        if verbose:
            subprocess.run([*command, "-v"], check=False)
        return figures_in(run(command))


def main() -> int:
    """Score every story, or the one named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--story")
    parser.add_argument("-v", "--verbose", action="store_true")
    asked = parser.parse_args()
    keys = sorted(k for k in (STORIES / "keys").glob("*.json") if asked.story in (None, k.stem))
    if not keys:
        sys.exit(
            f"stories: no story named {asked.story!r}; there are: {', '.join(sorted(k.stem for k in (STORIES / 'keys').glob('*.json')))}"
        )
    means: dict[str, list[float]] = defaultdict(list)
    for key in keys:
        figures = score_story(key, asked.verbose)
        print(f"{key.stem}: {json.dumps({name: figures[name] for name in SHOWN if name in figures})}")
        for name, value in figures.items():
            means[name].append(value)
    for name in SHOWN:
        if means[name]:
            print(f"{name} {statistics.mean(means[name]):.3f} ({len(means[name])} stories)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
