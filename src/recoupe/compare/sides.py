"""The sides of a conflict: values, the passages that hold them, who gives them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recoupe.compare.pairing import PairScores
from recoupe.compare.views import ClaimView, NameIndex
from recoupe.records import Conflict, ConflictKind, Event, Passage, Reading, Scope, Side, Status, TimeExpression

SHOWN = 120  # characters of a statement that stand for it
_CERTAIN: tuple[Reading, ...] = (
    "error_in_page",
    "update",
    "source_against_source",
    "granularity",
    "scope",
    "wording",
    "conflict",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search for conflicts looks at: the claims of a saga, how alike they are, what they name, where they come from."""

    views: Sequence[ClaimView]
    scores: PairScores
    events: Sequence[Event]
    names: NameIndex
    origin_of: Callable[[ClaimView], str]
    event_of: Mapping[str, str]
    times: Mapping[str, Sequence[TimeExpression]]
    near: Mapping[int, Sequence[int]]
    """The claims that share something rare with each claim, or stand on its page."""

    def are_near(self, i: int, j: int) -> bool:
        """Whether two claims share something rare."""
        return (min(i, j), max(i, j)) in self.scores.score

    @property
    def statuses(self) -> Sequence[Status]:
        """The status of each claim's happening, by its place."""
        return self.scores.statuses

    def times_in(self, passage: Passage) -> list[TimeExpression]:
        """The time expressions that stand in a passage."""
        return [t for t in self.times.get(passage.article, ()) if passage.start <= t.start and t.end <= passage.end]

    def likeness(self, i: int, j: int) -> float:
        """How alike two claims are in words, names and predicate; days and numbers, which may differ, left aside."""
        if i == j:
            return 1.0
        values = self.scores.values(i, j)
        return 0.5 * values["words"] + 0.25 * values["names"] + 0.15 * values["predicate"] + 0.25 * values["held"]

    def terms_alike(self, i: int, j: int) -> float:
        """How alike two claims are in their content words."""
        return self.scores.values(i, j)["words"]

    def side(self, value: str, rows: Iterable[tuple[ClaimView, Passage]]) -> Side:
        """One side: its value, its passages, who gives it."""
        told = list(rows)
        return Side(
            value=" ".join(value.split())[:SHOWN],
            passages=tuple(sorted({p for _, p in told}, key=lambda p: (p.article, p.start, p.end))),
            articles=tuple(sorted({v.article.id for v, _ in told})),
            origins=tuple(sorted({self.origin_of(v) for v, _ in told})),
        )

    def told(self, view: ClaimView) -> Side:
        """A claim's own words as a side."""
        return self.side(view.text, [(view, view.claim.passage)])


def neighbours(views: Sequence[ClaimView], scores: PairScores) -> dict[int, list[int]]:
    """For each claim the places of those that share something rare with it or stand on its page, in order."""
    pages: dict[str, list[int]] = defaultdict(list)
    for n, view in enumerate(views):
        pages[view.article.id].append(n)
    near: dict[int, set[int]] = {n: set(pages[v.article.id]) - {n} for n, v in enumerate(views)}
    for i, j in scores.score:
        near[i].add(j)
        near[j].add(i)
    return {n: sorted(rows) for n, rows in near.items()}


def make_conflict(kind: ConflictKind, reading: Reading, sides: Sequence[Side], about: str, explanation: str | None = None) -> Conflict:
    """A conflict with an id from its kind and its sides' passages; its scope is one page where all its sides stand on one."""
    seed = kind + "|".join(f"{p.article}:{p.start}:{p.end}" for s in sides for p in s.passages)
    scope: Scope = "page" if len({a for s in sides for a in s.articles}) == 1 else "pages"
    return Conflict(
        id="k" + hashlib.sha256(seed.encode()).hexdigest()[:10],
        kind=kind,
        scope=scope,
        reading=reading,
        sides=tuple(sides),
        about=" ".join(about.split())[:SHOWN],
        explanation=explanation,
    )


def each_once(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts by kind and place, each once.

    Of two with the same values on a shared page, the reading of the one page, then the more certain one, stays, with the passages of
    both; of two with the same passages on both sides one is left out.
    """
    ranked = sorted(found, key=lambda c: (c.scope, _CERTAIN.index(c.reading), c.kind, c.id))
    kept: list[Conflict] = []
    for conflict in ranked:
        twin = next((n for n, other in enumerate(kept) if _same(conflict, other)), None)
        if twin is None:
            kept.append(conflict)
        elif _values(conflict) == _values(kept[twin]):
            kept[twin] = _joined(kept[twin], conflict)
    return tuple(sorted(kept, key=lambda c: (c.kind, c.sides[0].passages[0].article, c.sides[0].passages[0].start, c.id)))


def _same(a: Conflict, b: Conflict) -> bool:
    if a.kind == b.kind and a.kind != "statement" and _values(a) == _values(b) and (a.kind == "number" or _pages(a) & _pages(b)):
        return True
    return len(a.sides) == len(b.sides) and {s.passages for s in a.sides} == {s.passages for s in b.sides}


def _joined(a: Conflict, b: Conflict) -> Conflict:
    """The first conflict with the passages, articles and origins that the second gives to the same values."""
    more = {s.value: s for s in b.sides}
    sides = [_both(s, more[s.value]) if s.value in more else s for s in a.sides]
    return make_conflict(a.kind, a.reading, sides, a.about or "", a.explanation)


def _both(a: Side, b: Side) -> Side:
    return Side(
        value=a.value,
        passages=tuple(sorted({*a.passages, *b.passages}, key=lambda p: (p.article, p.start, p.end))),
        articles=tuple(sorted({*a.articles, *b.articles})),
        origins=tuple(sorted({*a.origins, *b.origins})),
    )


def _values(conflict: Conflict) -> frozenset[str]:
    return frozenset(s.value for s in conflict.sides)


def _pages(conflict: Conflict) -> frozenset[str]:
    return frozenset(a for s in conflict.sides for a in s.articles)
