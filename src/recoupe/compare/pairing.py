"""Which claims tell one happening: a table of named features for a pair, then greedy average-link clustering."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from recoupe.compare.status import kinds_agree, status_of
from recoupe.compare.views import ClaimView, Rarity
from recoupe.features import Feature, judge

FEATURES = (
    Feature(name="words", weight=4.8, explain="content words in common, rare ones first"),
    Feature(name="held", weight=2.7, explain="the shorter claim's words are in the longer"),
    Feature(name="names", weight=0.6, explain="the same persons, places and organisations"),
    Feature(name="predicate", weight=0.6, explain="the same verb, or its noun"),
    Feature(name="same_kind", weight=0.6, explain="the same kind of happening on the same day, both written"),
    Feature(name="other_predicate", weight=-0.3, explain="two kinds of happening"),
    Feature(name="speaker", weight=1.2, explain="the same nearest source"),
    Feature(name="day", weight=1.1, explain="days that meet"),
    Feature(name="far", weight=-1.1, explain="told of months apart: two happenings"),
    Feature(name="copied", weight=0.6, explain="the same words, copied"),
    Feature(name="number", weight=3.8, explain="the same quantity"),
    Feature(name="other_number", weight=-2.5, explain="another value of the same quantity"),
    Feature(name="kind", weight=-1.2, explain="a plan on one side, its fulfilment on the other: two events"),
    Feature(name="differs", weight=-0.5, explain="another value of the same quantity, told of the same thing"),
    Feature(name="headline", weight=1.8, explain="a headline beside its own page's text"),
    Feature(name="foreign", weight=1.7, explain="two languages"),
    Feature(name="foreign_day", weight=0.8, explain="days that meet, in two languages"),
)
"""Weights: logistic regression over pairs of claims of the sample pages and sixteen clusters whose timelines are known by hand."""
BIAS = -4.4
JOIN = 0.35
"""Likelihood from which two claims tell one happening; swept .3 to .45 on the same pages, by events joined and kept apart."""

TOLLS = frozenset(("dead", "hurt", "missing", "displaced"))
_EXACT_DAYS = 2  # a stretch of more days is no day
_FAR_DAYS = 45  # days between two tellings that cannot be of one happening
_MEAN = 1.0  # share of JOIN that the average pair of two groups must reach
_COMMON = 40  # a word of more claims than this leads to no pair


class PairScores:
    """Scores of candidate pairs of claims, by their places in the list."""

    def __init__(self, views: Sequence[ClaimView]) -> None:
        self.views = views
        self.terms = Rarity(v.terms for v in views)
        self.entities = Rarity(v.names for v in views)
        self.words = Rarity(v.words for v in views)
        self.statuses = [status_of(v) for v in views]
        self.score = {pair: self._judge(*pair) for pair in sorted(self._candidates())}

    def of(self, i: int, j: int) -> float:
        """Score of a pair; 0 for one that shares nothing rare."""
        return self.score.get((min(i, j), max(i, j)), 0.0)

    def is_barred(self, i: int, j: int) -> bool:
        """Whether two claims can never stand in one event: plan and deed, months apart, two days written out, two tolls."""
        a, b = self.views[i], self.views[j]
        if not kinds_agree(self.statuses[i], self.statuses[j]) or _far_apart(a, b):
            return True
        if _opposite(a, b):
            return True
        return (a.explicit and b.explicit and _days_meet(a, b) is False) or bool(_number_features(a, b).get("other_number"))

    def _candidates(self) -> set[tuple[int, int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for n, view in enumerate(self.views):
            for key in _keys(view):
                places[key].append(n)
        return {pair for rows in places.values() if len(rows) <= _COMMON for pair in combinations(rows, 2)}

    def _judge(self, i: int, j: int) -> float:
        return 1.0 / (1.0 + math.exp(-BIAS - judge(self.values(i, j), FEATURES)))

    def values(self, i: int, j: int) -> dict[str, float]:
        """The features of one pair."""
        a, b = self.views[i], self.views[j]
        words = max(self.terms.cosine(a.terms, b.terms), self.words.cosine(a.words, b.words))
        out = {
            "words": words,
            "held": self.terms.contained(a.terms, b.terms) if min(len(a.terms), len(b.terms)) >= 3 else 0.0,
            "names": self.entities.cosine(a.names, b.names),
            "predicate": float(_same_predicate(a, b)),
            "other_predicate": float(_other_predicate(a, b)),
            "copied": float(bool(a.copies & b.copies) and words > 0.5),
            "kind": float(not kinds_agree(self.statuses[i], self.statuses[j])),
            "same_kind": float(_same_kind(a, b)),
            "speaker": float(a.speaker is not None and a.speaker == b.speaker),
            "headline": float(a.article.id == b.article.id and (a.kind == "title") != (b.kind == "title")),
        }
        meet = _days_meet(a, b)
        if meet:
            out["day"] = 1.0
        if _far_apart(a, b):
            out["far"] = 1.0
        if a.article.language != b.article.language:
            out |= {"foreign": 1.0, "foreign_day": float(meet is True)}
        return {**out, **_number_features(a, b)}


def _keys(view: ClaimView) -> list[str]:
    """What a claim must share with another to be compared at all."""
    keys = ["t" + t for t in view.terms] + ["r" + r for r in view.copies] + ["e" + n for n in view.names]
    keys += [f"n{u}:{v:g}" for u, values in view.numbers.items() for v in values]
    if (view.claim.head or "").startswith("=") and view.explicit and view.days:
        keys.append(f"k{view.claim.head}{view.days[0]}")
    return [*keys, "g" + view.group] if view.group else keys


def _same_predicate(a: ClaimView, b: ClaimView) -> bool:
    head, other = a.claim.head, b.claim.head
    return bool(head and other) and (head == other or (head in b.terms and other in a.terms))


def _same_kind(a: ClaimView, b: ClaimView) -> bool:
    """Whether both predicates tell one known kind of happening on one day that both have in writing."""
    head = a.claim.head or ""
    if head != b.claim.head or not head.startswith("=") or not (a.explicit and b.explicit and a.days and b.days):
        return False
    return all(d[1] - d[0] <= _EXACT_DAYS for d in (a.days, b.days)) and _days_meet(a, b) is True


def _opposite(a: ClaimView, b: ClaimView) -> bool:
    """Whether one says that a thing was and the other, by the same verb, that it was not."""
    turned = a.claim.head == b.claim.head and a.claim.factuality.polarity != b.claim.factuality.polarity
    return turned and "deny" not in (a.claim.verb, b.claim.verb)


def _other_predicate(a: ClaimView, b: ClaimView) -> bool:
    """Whether both predicates tell a known kind of happening, and not the same one."""
    head, other = a.claim.head or "", b.claim.head or ""
    return head != other and head[:1] == other[:1] == "="


def _days_meet(a: ClaimView, b: ClaimView) -> bool | None:
    """Whether the days of two claims meet; None where one has none. A day at the end of a night touches the next."""
    if a.days is None or b.days is None:
        if a.said is not None and b.said is not None and a.days is None and b.days is None:
            return a.said[0] <= b.said[1] and b.said[0] <= a.said[1]
        return None
    return a.days[0] <= b.days[1] and b.days[0] <= a.days[1]


def _far_apart(a: ClaimView, b: ClaimView) -> bool:
    """Whether two claims stand months apart; a past statement without a date may be of any day before its page."""
    if a.stands is None or b.stands is None:
        return False
    return a.stands[0] - b.stands[1] > _FAR_DAYS or b.stands[0] - a.stands[1] > _FAR_DAYS


def _number_features(a: ClaimView, b: ClaimView) -> dict[str, float]:
    if not a.numbers or not b.numbers:
        return {}
    shared = sorted(a.numbers.keys() & b.numbers.keys())
    if not shared:
        return {}
    if any(a.numbers[u] & b.numbers[u] for u in shared):
        return {"number": 1.0}
    return {"other_number" if any(u.split(" ")[0] in TOLLS for u in shared) else "differs": 1.0}


def cluster(scores: PairScores, join: float = JOIN) -> list[list[int]]:
    """Groups of claims, each claim in exactly one: best pairs first, a group grows while its average pair stays above ``join``."""
    groups: dict[int, list[int]] = {n: [n] for n in range(len(scores.views))}
    home = list(groups)
    for i, j in _best_first(scores, join):
        a, b = home[i], home[j]
        if a == b or not _may_merge(scores, groups[a], groups[b], join):
            continue
        keep, gone = min(a, b), max(a, b)
        groups[keep] = sorted(groups[keep] + groups.pop(gone))
        for n in groups[keep]:
            home[n] = keep
    return [groups[g] for g in sorted(groups)]


def _best_first(scores: PairScores, join: float) -> Iterator[tuple[int, int]]:
    strong = [(-round(s, 9), pair) for pair, s in scores.score.items() if s >= join]
    return (pair for _, pair in sorted(strong))


def _may_merge(scores: PairScores, a: Sequence[int], b: Sequence[int], join: float) -> bool:
    pairs = [scores.of(i, j) for i in a for j in b]
    return sum(pairs) / len(pairs) >= _MEAN * join and not any(scores.is_barred(i, j) for i in a for j in b)
