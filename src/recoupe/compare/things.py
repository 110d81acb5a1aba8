"""Quantities other than tolls that count one thing: by class of unit, what stands beside them, size, and how alike their claims are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from recoupe.compare.counting import RULES, class_of, goes_on, in_one_sentence, is_contrast, is_toll, words_around
from recoupe.compare.series import Count, near_days
from recoupe.compare.sides import Scene
from recoupe.compare.views import ClaimView

_MANY = 120  # counts of one unit from which on pairs without a rare word in common are not compared
_BYGONE_DAYS = 90  # days before its page from which on a happening is a story's past
_COPIED = 0.6  # likeness of claims of which one names what its share is of
_RECALLED = 0.05  # likeness of two claims of the same bygone time
_LARGE_SUM = 1e6  # money: sums this large are few in a story, and two near each other are one sum
_PERCENT = 1.1  # times as much: percentages this near, in like words, are of one thing
_CLOSE = 1.25  # times as much: in two languages and of one day, one thing
_FOREIGN = 0.4  # share of the likeness asked for that two languages can reach
_NEARLY = 1.6  # times as much: quantities of one predicate that are this near count one thing
_LOCAL = 0.8  # weight of the words around two quantities against the likeness of their claims


def groups_of_things(scene: Scene, counts: Sequence[Count]) -> list[list[Count]]:
    """Other quantities: pairs that count one thing, joined; values that one claim sets side by side are never joined."""
    rows: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        if count.number.unit and not is_toll(count.number.unit):
            rows[class_of(count.number.unit)[1]].append(count)
    out: list[list[Count]] = []
    for _, members in sorted(rows.items()):
        out += _joined(scene, members, _side_by_side(scene, members))
    return out


def _joined(scene: Scene, members: Sequence[Count], apart: set[frozenset[float]]) -> list[list[Count]]:
    """Groups of two and more; where there are many counts of a unit, only claims that share something rare are compared."""
    groups = {n: [n] for n in range(len(members))}
    home = list(range(len(members)))
    for i, j in combinations(range(len(members)), 2):
        a, b = members[i], members[j]
        far = len(members) > _MANY and a.at != b.at and not scene.are_near(a.at, b.at)
        if home[i] == home[j] or far or not _same_thing(scene, a, b):
            continue
        mine, other = groups[home[i]], groups[home[j]]
        if not any(frozenset((members[x].number.value, members[y].number.value)) in apart for x in mine for y in other):
            gone = home[j]
            for n in groups.pop(gone):
                home[n] = home[i]
                mine.append(n)
    return [[members[n] for n in group] for _, group in sorted(groups.items()) if len(group) > 1]


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
    if not near_days(va, vb) or (a.beside and b.beside and a.beside != b.beside):
        return False
    name, _ = class_of(x.unit or "")
    if a.at == b.at:
        return name != "share" and is_contrast(va, x, y)
    rule = RULES[name]
    ratio = max(x.value, y.value) / max(min(x.value, y.value), 1e-9)
    if ratio > rule.ratio or (x.unit != y.unit and ratio > rule.foreign_ratio):
        return False
    local = _LOCAL * scene.scores.words.cosine(words_around(va, x), words_around(vb, y))
    likeness = max(scene.likeness(a.at, b.at), local)
    if likeness >= _RECALLED and _long_past(va, vb):
        return True
    if name == "share" and not a.beside and not b.beside and ratio <= _PERCENT and local >= rule.named:
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
    if ratio <= (_NEARLY if name == "length" else _CLOSE) and _of_one_day(va, vb):
        return True
    same = same or (ratio <= _NEARLY and bool(scene.scores.values(a.at, b.at)["predicate"]))
    foreign = va.article.language != vb.article.language
    return likeness >= ((_FOREIGN if foreign else 1.0) * rule.named if same else rule.least)


def _of_one_day(a: ClaimView, b: ClaimView) -> bool:
    """Whether two claims in two languages, whose words cannot be compared, tell of one written day."""
    exact = [v.days for v in (a, b) if v.days and v.days[0] == v.days[1]]
    written = a.explicit or b.explicit
    return a.article.language != b.article.language and written and len(exact) == 2 and exact[0] == exact[1]


def _long_past(a: ClaimView, b: ClaimView) -> bool:
    """Whether two claims tell of the same bygone time: what a story recalls of years ago is one thing."""
    if not (a.days and b.days and a.explicit and b.explicit and a.published and b.published) or _apart(a.days, b.days):
        return False
    return all(v.days and v.published and v.published[0] - v.days[1] >= _BYGONE_DAYS for v in (a, b))


def _apart(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[1] < b[0] or b[1] < a[0]
