"""Causes that different sources give for one happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.languages.disputes import dispute_pattern
from recoupe.records import Conflict
from recoupe.text import fold, words

_BESIDE = 40  # characters between one who blames and the source that answers
_AFTER = 70  # characters after "because of" that name the cause
_ALIKE = 0.2  # likeness of two claims whose "because" differs; swept .1 to .35
_SAME = 0.34  # share of words from which two causes are one; swept .2 to .5
_VOICES = 4  # voices shown; more would hide the difference


def find_cause_conflicts(scene: Scene) -> Iterator[Conflict]:
    """What sources blame: one conflict for all who name a cause; then like claims whose reasons differ."""
    blaming = [n for n, v in enumerate(scene.views) if _cause(v, "causes") is not None and v.kind not in ("title", "caption")]
    voices = _voices(scene, blaming)
    if len(voices) > 1:
        sides = [scene.side(vs[0].text, [(v, v.claim.passage) for v in vs]) for vs in voices[:_VOICES]]
        yield make_conflict("statement", "source_against_source", sides, voices[0][0].text, "causes")
    elif len(voices) == 1 and (rival := _other_voice(scene, voices[0][0])):
        yield make_conflict(
            "statement", "source_against_source", [scene.told(voices[0][0]), scene.told(rival)], voices[0][0].text, "causes"
        )
    reasons = [(n, cause) for n, v in enumerate(scene.views) if (cause := _cause(v, "because"))]
    for (i, one), (j, other) in combinations(reasons, 2):
        a, b = scene.views[i], scene.views[j]
        differ = (
            scene.are_near(i, j)
            and a.article.id != b.article.id
            and not (a.speaker and a.speaker == b.speaker)
            and _shared(one, other) < _SAME
        )
        if differ and scene.likeness(i, j) >= _ALIKE:
            yield make_conflict(
                "statement",
                "source_against_source" if a.speaker and b.speaker else "conflict",
                [scene.told(v) for v in (a, b)],
                a.text,
                "causes",
            )


def _voices(scene: Scene, blaming: Sequence[int]) -> list[list[ClaimView]]:
    """The claims by cause: claims in like words are one cause."""
    groups: list[list[int]] = []
    for n in blaming:
        home = next((g for g in groups if any(_is_one(scene, n, k) for k in g)), None)
        if home is None:
            groups.append([n])
        else:
            home.append(n)
    return [[scene.views[n] for n in g] for g in groups]


def _other_voice(scene: Scene, blaming: ClaimView) -> ClaimView | None:
    """The other source that speaks right after one who blames, else right before."""
    near = []
    for view in scene.views:
        if view.article.id != blaming.article.id or not view.speaker or not blaming.speaker or view.speaker == blaming.speaker:
            continue
        gap = view.claim.passage.start - blaming.claim.passage.end
        back = blaming.claim.passage.start - view.claim.passage.end
        if 0 <= gap <= _BESIDE or 0 <= back <= _BESIDE:
            near.append((gap < 0, view.claim.passage.start, view))
    return min(near, key=lambda r: r[:2])[2] if near and blaming.claim.verb == "accuse" else None


def _is_one(scene: Scene, i: int, j: int) -> bool:
    a, b = scene.views[i], scene.views[j]
    if a.speaker is not None and a.speaker == b.speaker:
        return True
    return scene.terms_alike(i, j) >= _SAME


def _cause(view: ClaimView, kind: str) -> frozenset[str] | None:
    """The words that name a cause in a claim, None where it names none."""
    text, language = fold(view.text), (view.article.language or "fr")[:2]
    found = dispute_pattern(language, kind).search(text)
    if found is None or dispute_pattern(language, "not_causes").search(text):
        return None
    named = frozenset(w for w in words(text[found.end() : found.end() + _AFTER]) if len(w) > 3)
    return named or None


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
