"""Quantities of one thing that differ: a growing toll is one series; other counts are joined by unit, names and likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.compare.copies import is_altered_copy
from recoupe.compare.counting import (
    GROWING,
    RULES,
    agree,
    class_of,
    counted_at,
    goes_on,
    in_one_sentence,
    is_contrast,
    is_feared,
    is_toll,
    words_around,
)
from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.records import Conflict, Number, Passage, Reading

_SAME_TOLL_DAYS = 45  # days: a count told of a day further away is another happening's
_BYGONE_DAYS = 90  # days before its page from which on a happening is a story's past
_FEW = 3  # values: of more, a series is told, not two sources set against each other
_COPIED = 0.6  # likeness of claims of which one names what its share is of
_RECALLED = 0.05  # likeness of two claims of the same bygone time
_LARGE_SUM = 1e6  # money: sums this large are few in a story, and two near each other are one sum
_CLOSE = 1.25  # times as much: in two languages and of one day, one thing
_NEARLY = 1.6  # times as much: quantities of one predicate that are this near count one thing
_LOCAL = 0.8  # weight of the words around two quantities against the likeness of their claims
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
    altered = {frozenset((a.number.value, b.number.value)) for a, b in copies}
    for group in groups:
        if frozenset(c.number.value for c in group) not in altered:
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
    return not (a.days and b.days) or max(a.days[0] - b.days[1], b.days[0] - a.days[1]) <= _SAME_TOLL_DAYS


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
        together = p.article == q.article and (
            (p.start < q.end and q.start < p.end) or in_one_sentence(scene.views[a.at], a.number, b.number)
        )
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
    name, _ = class_of(x.unit or "")
    if a.at == b.at:
        return name != "share" and is_contrast(va, x, y)
    rule = RULES[name]
    ratio = max(x.value, y.value) / max(min(x.value, y.value), 1e-9)
    if ratio > rule.ratio or (x.unit != y.unit and ratio > rule.foreign_ratio):
        return False
    likeness = max(scene.likeness(a.at, b.at), _LOCAL * scene.scores.words.cosine(words_around(va, x), words_around(vb, y)))
    if likeness >= _RECALLED and _long_past(va, vb):
        return True
    if name == "share" and bool(a.beside) != bool(b.beside) and likeness < _COPIED:
        return False
    same = (a.beside and a.beside == b.beside) or scene.event_of[va.claim.id] == scene.event_of[vb.claim.id]
    if va.article.id == vb.article.id:
        if goes_on(va, x, y):
            return True
        voices = bool(va.speaker and vb.speaker and va.speaker != vb.speaker)
        return likeness >= (rule.least if voices and name != "share" else rule.inside)
    if name == "money" and ratio <= rule.foreign_ratio and min(x.value, y.value) >= _LARGE_SUM:
        return True
    if ratio <= _CLOSE and _of_one_day(va, vb):
        return True
    same = same or (ratio <= _NEARLY and bool(scene.scores.values(a.at, b.at)["predicate"]))
    return likeness >= (rule.named if same else rule.least)


def _of_one_day(a: ClaimView, b: ClaimView) -> bool:
    """Whether two claims in two languages, whose words cannot be compared, tell of one written day."""
    exact = [v.days for v in (a, b) if v.explicit and v.days and v.days[0] == v.days[1]]
    return a.article.language != b.article.language and len(exact) == 2 and exact[0] == exact[1]


def _long_past(a: ClaimView, b: ClaimView) -> bool:
    """Whether two claims tell of the same bygone time: what a story recalls of years ago is one thing."""
    if not (a.days and b.days and a.explicit and b.explicit and a.published and b.published) or _apart(a.days, b.days):
        return False
    return all(v.days and v.published and v.published[0] - v.days[1] >= _BYGONE_DAYS for v in (a, b))


def _apart(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[1] < b[0] or b[1] < a[0]


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
