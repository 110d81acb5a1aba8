"""Quantities of one thing that differ: a growing toll is one series; other counts are joined by unit, names and likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from recoupe.compare.copies import is_altered_copy
from recoupe.compare.counting import (
    GROWING,
    agree,
    class_of,
    in_one_sentence,
    is_contrast,
    is_scoped,
    is_toll,
)
from recoupe.compare.series import Count, counts_of, toll_groups
from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.things import groups_of_things
from recoupe.compare.views import ClaimView
from recoupe.records import Conflict, Passage, Reading

_FEW = 3  # values: of more, a series is told, not two sources set against each other


def find_number_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Quantities that disagree: copies that alter a number, then series and differences."""
    counts = list(counts_of(scene))
    told: dict[int, list[Count]] = defaultdict(list)
    for count in counts:
        told[count.at].append(count)
    copies = [(a, b) for i, j in sorted(scene.scores.score) for a in told.get(i, ()) for b in told.get(j, ()) if _is_altered(scene, a, b)]
    groups = [*toll_groups(scene, counts), *groups_of_things(scene, counts)]
    altered = {frozenset((a.number.value, b.number.value)) for a, b in copies}
    for group in groups:
        if frozenset(c.number.value for c in group) not in altered:
            yield from _conflict_of(scene, group)
    for values in sorted({(a.number.unit or "", *sorted((a.number.value, b.number.value))) for a, b in copies}):
        rows = [(a, b) for a, b in copies if (a.number.unit or "", *sorted((a.number.value, b.number.value))) == values]
        yield _disagreement(scene, [c for pair in rows for c in pair], "conflict", "copied, but for the number")


def _is_altered(scene: Scene, a: Count, b: Count) -> bool:
    """Whether a copy alters a number; the growth of a toll told again in the same words is none, unless long passages are copied."""
    x, y, va, vb = a.number, b.number, scene.views[a.at], scene.views[b.at]
    if x.unit != y.unit or x.value == y.value or a.beside != b.beside or not is_altered_copy(va, x.passage, vb, y.passage):
        return False
    return not is_toll(x.unit) or va.published == vb.published or bool(va.copies & vb.copies)


def _conflict_of(scene: Scene, group: Sequence[Count]) -> Iterator[Conflict]:
    """The conflict of a group, unless its values agree within their bounds and rounding."""
    values = sorted({c.number.value for c in group})
    if len(values) < 2:
        return
    pairs = [agree(a.number, b.number) for a, b in combinations(group, 2) if a.number.value != b.number.value]
    if all(p == "same" for p in pairs):
        return
    reading: Reading = "granularity" if all(pairs) and not is_toll(group[0].number.unit) else _reading(scene, group)
    yield _disagreement(scene, group, reading, None)


def _disagreement(scene: Scene, group: Sequence[Count], reading: Reading, explanation: str | None) -> Conflict:
    rows = _by_value(scene, group)
    order = sorted(rows, key=lambda v: (min(_told_on(v) for v, _ in rows[v]), v))
    first = rows[order[0]][0]
    about = first[0].article.text[first[1].start : first[1].end]
    return make_conflict("number", reading, [scene.side(v, rows[v]) for v in order], about, explanation)


def _by_value(scene: Scene, group: Sequence[Count]) -> dict[str, list[tuple[ClaimView, Passage]]]:
    rows: dict[str, list[tuple[ClaimView, Passage]]] = defaultdict(list)
    units = {c.number.unit for c in group}
    for count in sorted(group, key=lambda c: c.number.value):
        value = f"{count.number.value:.12g}" + (f" {count.number.unit}" if len(units) > 1 else "")
        rows[value].append((scene.views[count.at], count.number.passage))
    return rows


def _told_on(view: ClaimView) -> int:
    return next((d[0] for d in (view.said, view.published, view.days) if d), 0)


def _reading(scene: Scene, group: Sequence[Count]) -> Reading:
    """Why the values differ: two sources, one page, growth; else nothing explains it."""
    sources: dict[float, set[str]] = defaultdict(set)
    days: dict[float, int] = {}
    for count in group:
        view = scene.views[count.at]
        sources[count.number.value] |= {view.speaker} if view.speaker else set()
        days[count.number.value] = min(days.get(count.number.value, 10**7), _told_on(view))
    values = sorted(days)
    pages = {scene.views[c.at].article.id for c in group}
    unit = group[0].number.unit or ""
    grows = len(set(days.values())) > 1 and [days[v] for v in values] == sorted(days.values())
    named = [s for s in sources.values() if s]
    if named and len(values) <= _FEW and _set_against(scene, group):
        return "source_against_source"
    if is_toll(unit) or any(is_contrast(scene.views[a.at], a.number, b.number) for a, b in combinations(group, 2) if a.at == b.at):
        return "update"
    if unit in GROWING and len(set(days.values())) > 1 and (grows or len(named) < 2):
        return "update"
    scoped = {c.number.value for c in group if is_scoped(scene.views[c.at], c.number)}
    if class_of(unit)[0] in ("money", "rate") and 0 < len(scoped) < len(values):
        return "scope"
    if len(named) > 1 and not set.intersection(*named):
        return "source_against_source"
    titled = {scene.views[c.at].kind for c in group} & {"title", "lead"}
    return "error_in_page" if len(pages) == 1 and titled and not named else "conflict"


def _set_against(scene: Scene, group: Sequence[Count]) -> bool:
    """Whether one sentence gives two of the values, of two sources: "deux blessés selon X, un seul selon Y"."""
    pairs = [(a, b) for a, b in combinations(group, 2) if a.number.value != b.number.value]
    return any(
        in_one_sentence(scene.views[a.at], a.number, b.number) and not is_contrast(scene.views[a.at], a.number, b.number) for a, b in pairs
    )
