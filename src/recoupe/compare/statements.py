"""Statements that contradict each other: what one source says and another denies, accusations against their denial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.compare.causes import find_cause_conflicts
from recoupe.compare.replies import find_replies
from recoupe.compare.sides import Scene, make_conflict
from recoupe.languages.disputes import dispute_pattern
from recoupe.languages.happenings import stem_of
from recoupe.records import Conflict
from recoupe.text import fold


def find_statement_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Statements against statements."""
    yield from find_replies(scene)
    yield from find_cause_conflicts(scene)
    yield from _denials(scene)
    yield from _opposites(scene)


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


def _opposites(scene: Scene) -> Iterator[Conflict]:
    """One says that a thing is so, another that it is "not so", in the same word: "conforme", "non conforme"."""
    for view in scene.views:
        language = (view.article.language or "fr")[:2]
        denied = {stem_of(m.group(1), language) for m in _negated(language).finditer(fold(view.text))}
        for other in scene.views if denied else ():
            if other is view or view.article.language != other.article.language or (view.speaker and view.speaker == other.speaker):
                continue
            said = (
                denied & other.terms and other.claim.factuality.polarity == "positive" and not _negated(language).search(fold(other.text))
            )
            if said and (view.speaker or other.speaker):
                yield make_conflict("statement", "source_against_source", [scene.told(other), scene.told(view)], other.text)
                break


def _negated(language: str) -> re.Pattern[str]:
    """A word that "non" denies."""
    return re.compile(dispute_pattern(language, "not_words").pattern + r"[ -](\w{5,})")
