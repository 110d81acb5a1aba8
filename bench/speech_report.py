#!/usr/bin/env python3
"""The tables of speech (tests/annotate/speech) measured: the share of right rows of each construction, and every miss beside what was read.

speech_report.py [--group WORDS] [--language fr|en] [--quiet]
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

TABLES = Path(__file__).parents[1] / "tests" / "annotate" / "speech" / "readings.py"
spec = importlib.util.spec_from_file_location("readings", TABLES)
assert spec and spec.loader
readings = importlib.util.module_from_spec(spec)
sys.modules["readings"] = readings
spec.loader.exec_module(readings)


def tell_rules(text, notes):
    """What fired: each attribution with its cue, class and chain, each claim with its predicate, tense, doubt and hedges."""

    def words(span):
        return text[span.start : span.end] if span else "-"

    for a in notes.attributions:
        links = " < ".join(f"{x.name} ({x.role}, {x.kind})" for x in a.links)
        yield f"said: “{words(a.scope)}” | cue {words(a.cue)} | {a.verb}{' negated' * a.negated}{' unspoken' * (not a.spoken)} | {links or 'nobody'}"
    for q in notes.quotations:
        yield f"quotation: {q.kind} “{words(q.passage)}” {' < '.join(x.name for x in q.attribution) or 'nobody'} ({q.speaker_basis})"
    for c in notes.claims:
        hedges = ", ".join(f"{h.kind} {words(h.passage)}" for h in c.hedges)
        yield f"claim: {c.predicate} | {c.tense} | {c.factuality.certainty} {c.factuality.polarity} | {hedges or 'no hedge'} | {' < '.join(x.name for x in c.attribution) or 'outlet'}"


def main() -> int:
    """Print the misses and the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", default="")
    parser.add_argument("--language", default="")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    shares: dict[tuple[str, str], list[int]] = {}
    for case in readings.read_cases():
        if options.group not in case.group or options.language not in case.language:
            continue
        notes = readings.read_notes(case)
        misses = readings.find_misses(case, notes)
        share = shares.setdefault((case.language, case.group), [0, 0])
        share[0] += not misses
        share[1] += 1
        if misses and not options.quiet:
            print(f"[{case.language}: {case.group}] {case.why}{' (open)' if case.open else ''}\n  {case.text!r}")
            print("".join(f"  - {miss}\n" for miss in misses), end="")
            print("".join(f"      {line}\n" for line in tell_rules(case.text, notes)))
    for (language, group), (right, rows) in shares.items():
        print(f"{right / rows:.3f}  {right:3d} of {rows:3d}  {language}: {group}")
    for language in sorted({key[0] for key in shares}):
        right, rows = (sum(share[i] for key, share in shares.items() if key[0] == language) for i in (0, 1))
        print(f"{right / rows:.3f}  {right:3d} of {rows:3d}  {language}: all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
