"""Groups -> stories: groups that name the same persons, places and numbers at the same time are one, in whatever language."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from recoupe.features import Feature, judge
from recoupe.stories.profiles import Profile

MERGE = 0.32
"""Likeness of two groups that are one story (swept .18 to .4; unrelated pages of the same week stay apart)."""
FREE_DAYS = 3
"""Days between two groups that cost nothing: papers come back to a story."""
FADE_DAYS = 5.0
"""Days after which likeness has fallen to 1/e."""
ONE_UNDATED = 0.8
"""What is left of a likeness where one group's days are unknown, and ..."""
BOTH_UNDATED = 0.25
"""... where both are: alike events a year apart share most of their words and many names."""
CROWD = 60
"""A term in more groups than this brings no two of them together."""

ONE_LANGUAGE = (
    Feature(name="names", weight=0.5, explain="the same persons, places, countries and numbers"),
    Feature(name="words", weight=0.5, explain="the same words"),
)
TWO_LANGUAGES = (Feature(name="names", weight=1.8, explain="the same persons, places, countries and numbers"),)


class Whole:
    """One group as a whole: its members, the sums of their vectors, and its days."""

    def __init__(self, members: list[int], profiles: Sequence[Profile]) -> None:
        self.members = members
        self.names: dict[str, float] = defaultdict(float)
        self.words: dict[str, dict[str, float]] = {}
        for i in members:
            for term, weight in profiles[i].names.items():
                self.names[term] += weight
            row = self.words.setdefault(profiles[i].language, defaultdict(float))
            for term, weight in profiles[i].words.items():
                row[term] += weight
        self.days = sorted({d for i in members if (d := profiles[i].day) is not None})
        self.reach = sum(profiles[i].reach for i in members) / len(members)
        self.name_size = sum(v * v for v in self.names.values())
        self.word_sizes = {code: sum(v * v for v in row.values()) for code, row in self.words.items()}


def merge_groups(groups: list[list[int]], profiles: Sequence[Profile]) -> list[list[int]]:
    """Join the two groups most like each other until no two are alike enough; what is joined is compared anew.

    Never by chains of likeness: a group must be like the whole of the other.
    """
    rows = {i: Whole(group, profiles) for i, group in enumerate(groups)}
    scores = {pair: likeness(rows[pair[0]], rows[pair[1]]) for pair in _neighbours(rows)}
    scores = {pair: score for pair, score in scores.items() if score > 0}
    while scores:
        pair = max(sorted(scores), key=lambda p: scores[p])
        if scores[pair] < MERGE:
            break
        i, j = pair
        others = {k for p in scores for k in p if i in p or j in p} - {i, j}
        rows[i] = Whole(rows[i].members + rows.pop(j).members, profiles)
        scores = {p: v for p, v in scores.items() if i not in p and j not in p}
        scores.update({(min(i, k), max(i, k)): likeness(rows[i], rows[k]) for k in others})
    return [row.members for row in rows.values()]


def _neighbours(rows: Mapping[int, Whole]) -> list[tuple[int, int]]:
    """Pairs of groups that share a term which is not everywhere."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, row in rows.items():
        for term in row.names:
            holders[term].append(i)
        for code, vector in row.words.items():
            for term in vector:
                holders[f"{code} {term}"].append(i)
    found = {(a, b) for held in holders.values() if len(held) <= CROWD for n, a in enumerate(held) for b in held[n + 1 :]}
    return sorted(found)


def likeness(a: Whole, b: Whole) -> float:
    """How like two groups are, by names, by words where they share a language, and by days."""
    values = {"names": _cosine(a.names, b.names, a.name_size * b.name_size)}
    shared = [code for code in a.words if code in b.words]
    when = _same_days(a.days, b.days)
    if not shared:
        return judge(values, TWO_LANGUAGES) * when
    values["words"] = max(_cosine(a.words[code], b.words[code], a.word_sizes[code] * b.word_sizes[code]) for code in shared)
    return judge(values, ONE_LANGUAGE) * when / math.sqrt(a.reach * b.reach)


def _same_days(days: Sequence[int], others: Sequence[int]) -> float:
    if not days or not others:
        return BOTH_UNDATED if not days and not others else ONE_UNDATED
    gap = min(abs(a - b) for a in days for b in others)
    return math.exp(-max(0, gap - FREE_DAYS) / FADE_DAYS)


def _cosine(a: Mapping[str, float], b: Mapping[str, float], sizes: float) -> float:
    """Cosine of two sparse vectors, given the product of their squared lengths."""
    if len(a) > len(b):
        a, b = b, a
    dot = sum([v * b[k] for k, v in a.items() if k in b])
    return dot / math.sqrt(sizes) if dot > 0 else 0.0
