"""The one shape of a judgement: named, weighted, explained features give a score and its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.records import Evidence, Record


class Feature(Record, frozen=True, kw_only=True):
    """One named feature of a judgement: its weight and what it means, in words."""

    name: str
    weight: float
    explain: str


def judge(values: Mapping[str, float], table: Sequence[Feature]) -> float:
    """Weighted sum of the features that have a value; those without one count nothing."""
    total = 0.0
    for feature in table:
        if value := values.get(feature.name):
            total += feature.weight * value
    return total


def reasons(values: Mapping[str, float], table: Sequence[Feature]) -> tuple[Evidence, ...]:
    """The features that moved a judgement, strongest first."""
    moved = [(abs(f.weight * values[f.name]), f) for f in table if values.get(f.name)]
    return tuple(
        Evidence(feature=f.name, score=max(0.0, min(1.0, values[f.name])), detail=f.explain)
        for _, f in sorted(moved, key=lambda x: (-x[0], x[1].name))
    )
