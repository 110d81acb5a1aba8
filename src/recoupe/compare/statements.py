"""Statements that contradict each other: what one source says and another denies, accusations against their denial."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.compare.causes import find_cause_conflicts
from recoupe.compare.replies import find_replies
from recoupe.compare.sides import Scene, make_conflict
from recoupe.records import Conflict


def find_statement_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Statements against statements."""
    yield from find_replies(scene)
    yield from find_cause_conflicts(scene)
    yield from _denials(scene)


def _denials(scene: Scene) -> Iterator[Conflict]:
    for (i, j), _ in sorted(scene.scores.score.items()):
        a, b = scene.views[i], scene.views[j]
        denied = [v.claim.factuality.polarity == "negative" and v.claim.verb is not None for v in (a, b)]
        if (
            (a.claim.quotation and b.claim.quotation)
            or denied[0] == denied[1]
            or a.speaker is None
            or b.speaker is None
            or a.speaker == b.speaker
        ):
            continue
        values = scene.scores.values(i, j)
        if values["words"] >= 0.3 and values["names"] >= 0.3:
            yield make_conflict("statement", "source_against_source", [scene.told(v) for v in (a, b)], a.text)
