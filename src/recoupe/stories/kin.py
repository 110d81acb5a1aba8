"""Dated pages that can date another one: those that share its words, and those that share its names."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.calendar import days_of
from recoupe.records import Article, Passage, Reuse, Time, TimeExpression
from recoupe.text import fold

_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w]{3,}")
_COMMON = 200
_FEWEST_NAMES = 2
_ENOUGH_SHARE = 0.4
_SHARE_OF_FEW = 0.6
_MOST_KIN = 8
MIN_COPIED_WORDS = 8


class Kin(NamedTuple):
    """A dated page tied to an undated one: its day, the copied passages of both, and the share of names they have in common."""

    article: str
    day: date
    copied: tuple[tuple[Passage, Passage], ...]
    share: float


class NameIndex:
    """Capitalised words of every page, weighted by rarity, to find pages about the same thing."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.names = {a.id: {fold(m) for m in _NAME.findall(a.text)} for a in articles}
        self.pages_with = Counter(name for names in self.names.values() for name in names)
        self.holders: dict[str, list[str]] = defaultdict(list)
        for identifier in sorted(self.names):
            for name in self.names[identifier]:
                if self.pages_with[name] <= _COMMON:
                    self.holders[name].append(identifier)

        self.weights = {name: 0.5 + math.log(len(self.names) / n) for name, n in self.pages_with.items()}
        self.mass = {identifier: sum(self.weights[name] for name in sorted(names)) for identifier, names in self.names.items()}
        self._alike: dict[str, dict[str, float]] = {}

    def alike(self, identifier: str) -> dict[str, float]:
        """Share of names, weighted by rarity and of the page with fewer of them, that each other page has too; only pages with enough."""
        if identifier not in self._alike:
            self._alike[identifier] = self._find_alike(identifier)
        return self._alike[identifier]

    def _find_alike(self, identifier: str) -> dict[str, float]:
        shared: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.names[identifier]):
            for other in self.holders.get(name, ()):
                shared[other].append(name)
        out: dict[str, float] = {}
        for other in sorted(shared):
            common = shared[other]
            if other != identifier and len(common) >= _FEWEST_NAMES:
                share = sum(self.weights[name] for name in common) / min(self.mass[identifier], self.mass[other])
                if share >= (_ENOUGH_SHARE if len(common) > _FEWEST_NAMES else _SHARE_OF_FEW):
                    out[other] = share
        return out


def find_kin(article: Article, published: Mapping[str, Time], reuse: Sequence[Reuse], index: NameIndex) -> list[Kin]:
    """Dated pages that share words or names with a page, closest first; ``reuse`` holds the copied passages that it has."""
    copied: dict[str, list[tuple[Passage, Passage]]] = defaultdict(list)
    for shared in reuse:
        if shared.words >= MIN_COPIED_WORDS:
            own = next(p for p in shared.passages if p.article == article.id)
            for passage in shared.passages:
                if passage.article != article.id:
                    copied[passage.article].append((own, passage))
    alike = index.alike(article.id)
    found = []
    for other in sorted({*copied, *alike}):
        days = days_of(published.get(other))
        if days is not None and days.first == days.last:
            found.append(Kin(other, days.first, tuple(copied.get(other, ())), alike.get(other, 0.0)))
    found.sort(key=lambda kin: (-sum(p.end - p.start for p, _ in kin.copied), -kin.share, kin.article))
    return found[:_MOST_KIN]


def weekdays_told(kin: Sequence[Kin], times: Mapping[str, Sequence[TimeExpression]]) -> dict[int, set[date]]:
    """The dates that dated pages give to each weekday they name."""
    told: dict[int, set[date]] = defaultdict(set)
    for page in kin:
        for time in times.get(page.article, ()):
            if time.meaning.shape in ("weekday", "date", "night", "day") and time.first_day is not None:
                day = date.fromisoformat(time.first_day)
                told[day.isoweekday()].add(day)
    return told
