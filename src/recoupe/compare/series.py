"""The quantities of a saga, and its tolls: one series for each fate, place and group of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recoupe.compare.counting import counted_at, is_feared, is_toll
from recoupe.compare.sides import Scene
from recoupe.compare.views import ClaimView
from recoupe.records import Number

_SAME_TOLL_DAYS = 45  # days: a count told of a day further away is another happening's
_SAME_BREATH = 3  # times as much: a smaller toll in the same sentence as a greater one counts part of it


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity of one claim (its place among the views), with what it counts beside its unit."""

    at: int
    number: Number
    beside: str


def counts_of(scene: Scene) -> Iterator[Count]:
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


def toll_groups(scene: Scene, counts: Sequence[Count]) -> list[list[Count]]:
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
        home = next((g for g in groups if all(near_days(scene.views[member.at], scene.views[o.at]) for o in g)), None)
        if home is None:
            groups.append([member])
        else:
            home.append(member)
    return groups


def near_days(a: ClaimView, b: ClaimView) -> bool:
    """Whether two claims can count one happening by their days."""
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
