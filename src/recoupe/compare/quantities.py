"""Quantities of one thing that differ: a growing toll is one series; other counts are joined by unit, names and likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.compare.copies import is_altered_copy
from recoupe.compare.counting import RULES, agree, class_of, counted_at, is_contrast, is_feared, is_toll
from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.records import Conflict, Number, Passage, Reading

_SAME_TOLL_DAYS = 45  # days: a count told of a day further away is another happening's
_SAME_BREATH = 3  # times as much: a smaller toll in the same sentence as a greater one counts part of it


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity of one claim (its place among the views), with what it counts beside its unit."""

    at: int
    number: Number
    beside: str


def find_number_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Quantities that disagree: copies that alter a number, then series and differences."""
    counts = list(_counts(scene))
    copies = [(a, b) for a, b in combinations(counts, 2) if _is_altered(scene, a, b)]
    groups = [*_toll_groups(scene, counts), *_other_groups(scene, counts)]
    for group in groups:
        yield from _conflict_of(scene, group)
    for values in sorted({(a.number.unit or "", *sorted((a.number.value, b.number.value))) for a, b in copies}):
        rows = [(a, b) for a, b in copies if (a.number.unit or "", *sorted((a.number.value, b.number.value))) == values]
        yield _disagreement(scene, [c for pair in rows for c in pair], "conflict", "copied, but for the number")


def _counts(scene: Scene) -> Iterator[Count]:
    """Every quantity once: of the claims that share it, the shortest has it."""
    best: dict[tuple[str, int], tuple[int, int, Number]] = {}
    for n, view in enumerate(scene.views):
        size = view.claim.passage.end - view.claim.passage.start
        for number in view.claim.numbers:
            key = number.passage.article, number.passage.start
            if key not in best or size < best[key][0]:
                best[key] = size, n, number
    for _, n, number in sorted(best.values(), key=lambda b: (b[1], b[2].passage.start)):
        yield Count(n, number, counted_at(scene.views[n], number, scene.names))


def _toll_groups(scene: Scene, counts: Sequence[Count]) -> list[list[Count]]:
    """Tolls by fate, place and group of people, told of near days; a group that shares a value with the whole is the whole."""
    rows: dict[tuple[str, str, bool], list[Count]] = defaultdict(list)
    for count in counts:
        if is_toll(count.number.unit):
            rows[count.number.unit or "", count.beside, is_feared(scene, count.at)].append(count)
    out: list[list[Count]] = []
    for _, members in sorted(rows.items()):
        for near in _of_near_days(scene, members):
            out += _by_people(_largest_in_breath(near))
    return out


def _of_near_days(scene: Scene, members: Sequence[Count]) -> list[list[Count]]:
    groups: list[list[Count]] = []
    for member in members:
        home = next((g for g in groups if all(_near_days(scene.views[member.at], scene.views[o.at]) for o in g)), None)
        if home is None:
            groups.append([member])
        else:
            home.append(member)
    return groups


def _near_days(a: ClaimView, b: ClaimView) -> bool:
    return not (a.days and b.days) or abs(a.days[0] - b.days[0]) <= _SAME_TOLL_DAYS


def _largest_in_breath(members: Sequence[Count]) -> list[Count]:
    """The counts without those that stand beside a much greater one in the same claim."""
    return [c for c in members if not any(o.at == c.at and o.number.value >= _SAME_BREATH * c.number.value and o is not c for o in members)]


def _by_people(members: Sequence[Count]) -> list[list[Count]]:
    """One group for everybody, and one for each group of people that shares no value with it."""
    groups: dict[str, list[Count]] = defaultdict(list)
    for count in members:
        groups[count.number.counted or ""].append(count)
    whole = groups.pop("", [])
    out = []
    for _, some in sorted(groups.items()):
        if not whole or {c.number.value for c in some} & {c.number.value for c in whole}:
            whole = [*whole, *some]
        else:
            out.append(some)
    return [whole, *out]


def _other_groups(scene: Scene, counts: Sequence[Count]) -> list[list[Count]]:
    """Other quantities: pairs that count one thing, joined; values that one claim sets side by side are never joined."""
    rows: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        if count.number.unit and not is_toll(count.number.unit):
            rows[class_of(count.number.unit)[1]].append(count)
    out: list[list[Count]] = []
    for _, members in sorted(rows.items()):
        apart = _side_by_side(scene, members)
        groups = [[m] for m in members]
        for a, b in combinations(members, 2):
            home, other = (next(g for g in groups if x in g) for x in (a, b))
            if home is other or not _same_thing(scene, a, b):
                continue
            if not any(frozenset((x.number.value, y.number.value)) in apart for x in home for y in other):
                home.extend(other)
                groups.remove(other)
        out += [g for g in groups if len(g) > 1]
    return out


def _side_by_side(scene: Scene, members: Sequence[Count]) -> set[frozenset[float]]:
    """Pairs of values that stand in one claim without being set against each other: they count different things."""
    out = set()
    for a, b in combinations(members, 2):
        p, q = scene.views[a.at].claim.passage, scene.views[b.at].claim.passage
        together = p.article == q.article and p.start < q.end and q.start < p.end
        if together and a.number.value != b.number.value and not is_contrast(scene.views[a.at], a.number, b.number):
            out.add(frozenset((a.number.value, b.number.value)))
    return out


def _same_thing(scene: Scene, a: Count, b: Count) -> bool:
    """Whether two quantities of a kind count one thing: by their class, what stands beside them, their size and their claims' likeness."""
    va, vb = scene.views[a.at], scene.views[b.at]
    x, y = a.number, b.number
    if x.unit == y.unit and x.value == y.value:
        return a.beside == b.beside
    if not _near_days(va, vb) or (a.beside and b.beside and a.beside != b.beside):
        return False
    if a.at == b.at:
        return is_contrast(va, x, y)
    rule = RULES[class_of(x.unit or "")[0]]
    ratio = max(x.value, y.value) / max(min(x.value, y.value), 1e-9)
    if ratio > rule.ratio or (x.unit != y.unit and ratio > rule.foreign_ratio):
        return False
    likeness = scene.likeness(a.at, b.at)
    if va.article.id == vb.article.id:
        return likeness >= rule.inside
    named = bool(a.beside) and a.beside == b.beside
    same = named or scene.event_of[va.claim.id] == scene.event_of[vb.claim.id]
    return likeness >= (rule.named if same else rule.least)


def _is_altered(scene: Scene, a: Count, b: Count) -> bool:
    x, y = a.number, b.number
    return x.unit == y.unit and x.value != y.value and is_altered_copy(scene.views[a.at], x.passage, scene.views[b.at], y.passage)


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
    toll = is_toll(group[0].number.unit)
    grows = len(set(days.values())) > 1 and [days[v] for v in values] == sorted(days.values())
    if toll and len(pages) == 1 and len(set.union(*sources.values())) > 0 and len(values) == 2 and not grows:
        return "source_against_source"
    if toll or any(is_contrast(scene.views[a.at], a.number, b.number) for a, b in combinations(group, 2) if a.at == b.at):
        return "update"
    named = [s for s in sources.values() if s]
    if len(named) > 1 and not set.intersection(*named) and (len(values) == 2 or not grows):
        return "source_against_source"
    if class_of(group[0].number.unit or "")[0] == "counted" and grows:
        return "update"
    titled = {scene.views[c.at].kind for c in group} & {"title", "lead"}
    return "error_in_page" if len(pages) == 1 and titled and not named else "conflict"
