#!/usr/bin/env python3
"""The tables of speech (tests/annotate/speech) measured: the share of right rows of each construction, and every miss beside what was read.

speech_report.py [--group WORDS] [--language fr|en] [--quiet]
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recoupe.records import Annotations, Passage, Span

TABLES = Path(__file__).parents[1] / "tests" / "annotate" / "speech" / "readings.py"


def load_readings() -> Any:
    """The module that reads the tables, from among the tests."""
    spec = importlib.util.spec_from_file_location("readings", TABLES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def tell_rules(text: str, notes: Annotations) -> Iterator[str]:
    """What fired: each attribution with its cue, class and chain, each claim with its predicate, tense, doubt and hedges."""

    def words(span: Span | Passage | None) -> str:
        return text[span.start : span.end] if span else "-"

    for a in notes.attributions:
        links = " < ".join(f"{x.name} ({x.role}, {x.kind})" for x in a.links) or "nobody"
        marks = " negated" * a.negated + " unspoken" * (not a.spoken)
        yield f"said: “{words(a.scope)}” | cue {words(a.cue)} | {a.verb}{marks} | {links}"
    for q in notes.quotations:
        yield f"quotation: {q.kind} “{words(q.passage)}” {' < '.join(x.name for x in q.attribution) or 'nobody'} ({q.speaker_basis})"
    for c in notes.claims:
        hedges = ", ".join(f"{h.kind} {words(h.passage)}" for h in c.hedges) or "no hedge"
        chain = " < ".join(x.name for x in c.attribution) or "outlet"
        yield f"claim: {c.predicate} | {c.tense} | {c.factuality.certainty} {c.factuality.polarity} | {hedges} | {chain}"


def main() -> int:
    """Print the misses and the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", default="")
    parser.add_argument("--language", default="")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    readings = load_readings()
    left_open: list[str] = []
    shares: dict[tuple[str, str], list[int]] = {}
    for case in readings.read_cases():
        if options.group not in case.group or options.language not in case.language:
            continue
        notes = readings.read_notes(case)
        misses = readings.find_misses(case, notes)
        share = shares.setdefault((case.language, case.group), [0, 0])
        share[0] += not misses
        share[1] += 1
        if case.open:
            left_open.append(f"open: {case.language}, {case.why}: {case.open}")
        if misses and not options.quiet:
            print(f"[{case.language}: {case.group}] {case.why}{' (open)' if case.open else ''}\n  {case.text!r}")
            print("".join(f"  - {miss}\n" for miss in misses), end="")
            print("".join(f"      {line}\n" for line in tell_rules(case.text, notes)))
    print("".join(f"{line}\n" for line in left_open) + f"rows left open: {len(left_open)}")
    for (language, group), (right, rows) in shares.items():
        print(f"{right / rows:.3f}  {right:3d} of {rows:3d}  {language}: {group}")
    for language in sorted({key[0] for key in shares}):
        right, rows = (sum(share[i] for key, share in shares.items() if key[0] == language) for i in (0, 1))
        print(f"{right / rows:.3f}  {right:3d} of {rows:3d}  {language}: all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
