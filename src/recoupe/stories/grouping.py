"""Articles -> groups on one happening: a single pass a language with second looks, then a merge across groups and languages."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from recoupe.records import Annotations, Article, Story
from recoupe.stories.merging import merge_groups
from recoupe.stories.profiles import Profile, make_profiles
from recoupe.text import words

JOIN = 0.28
"""Likeness of an article to a group that it joins (swept .2 to .32 on undated and dated news)."""
FADE_DAYS = 3.0
"""Days after which likeness has fallen to 1/e."""
FREE_DAYS = 1
"""Days apart that cost nothing."""
LOOKS = 3
"""Times that each article is asked again which group it belongs to."""


class Groups:
    """Groups of articles as sums of their vectors, in one inverted index: an article meets only groups that share its words."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self.members: dict[int, list[int]] = {}
        self.home: dict[int, int] = {}
        self.days: dict[int, Counter[int]] = defaultdict(Counter)
        self._squares: dict[int, float] = defaultdict(float)
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._next = 0

    def put(self, index: int, group: int | None = None) -> int:
        """Put an article into a group, a new one by default."""
        if group is None:
            group, self._next = self._next, self._next + 1
        self._change(index, group, 1.0)
        self.members.setdefault(group, []).append(index)
        self.home[index] = group
        return group

    def take(self, index: int) -> int:
        """Take an article out of its group; a group left empty is gone."""
        group = self.home.pop(index)
        self._change(index, group, -1.0)
        self.members[group].remove(index)
        if not self.members[group]:
            del self.members[group]
        return group

    def nearest(self, index: int) -> tuple[int | None, float]:
        """The group most like an article, and how like it is."""
        profile = self.profiles[index]
        dots: dict[int, float] = defaultdict(float)
        for term, weight in profile.words.items():
            for group, value in self._postings[term].items():
                dots[group] += weight * value
        best, top = None, 0.0
        for group in sorted(dots):
            if group in self.members:
                score = dots[group] / math.sqrt(max(self._squares[group], 1e-9)) * self.fading(index, group) / profile.reach
                if score > top + 1e-9:
                    best, top = group, score
        return best, top

    def fading(self, index: int, group: int) -> float:
        """1 for an article of about the group's days or of none known, less for each further day between them."""
        day = self.profiles[index].day
        return fading(() if day is None else (day,), [d for d, n in self.days[group].items() if n])

    def _change(self, index: int, group: int, sign: float) -> None:
        profile = self.profiles[index]
        dot = 0.0
        for term, weight in profile.words.items():
            row = self._postings[term]
            dot += weight * row.get(group, 0.0)
            row[group] = row.get(group, 0.0) + sign * weight
            if abs(row[group]) < 1e-9:
                del row[group]
        self._squares[group] += 2 * sign * dot + 1
        if profile.day is not None:
            self.days[group][profile.day] += int(sign)


def fading(days: Sequence[int], others: Sequence[int]) -> float:
    """1 for days at most ``FREE_DAYS`` apart or unknown, less for each further day."""
    if not days or not others:
        return 1.0
    gap = min(abs(a - b) for a in days for b in others)
    return math.exp(-max(0, gap - FREE_DAYS) / FADE_DAYS)


def group_articles(articles: Sequence[Article], notes: Mapping[str, Annotations] | None = None) -> list[tuple[str, ...]]:
    """Group articles by happening; every article in exactly one group, ids sorted by publication then id.

    Works without notes and without dates, better with them.
    """
    ordered = sorted(articles, key=lambda a: (_when(a), a.id))
    profiles = make_profiles(ordered, [(notes or {}).get(a.id) for a in ordered])
    by_language: dict[str, list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        by_language[profile.language].append(i)
    groups = [sorted(g) for _, indices in sorted(by_language.items()) for g in _single_pass(indices, profiles)]
    merged = merge_groups(groups, profiles)
    return sorted(tuple(ordered[i].id for i in sorted(group)) for group in merged)


def _when(article: Article) -> str:
    return article.published.value if article.published and article.published.value else "~"


def _single_pass(indices: Sequence[int], profiles: Sequence[Profile]) -> list[list[int]]:
    groups = Groups(profiles)
    for look in range(LOOKS):
        moved = False
        for i in indices:
            before = groups.take(i) if look else None
            best, score = groups.nearest(i)
            if best is None or score < JOIN:
                best = before if before is not None and before not in groups.members else None
            moved = groups.put(i, best) != before or moved
        if not moved:
            break
    return list(groups.members.values())


def group_stories(articles: Sequence[Article], notes: Mapping[str, Annotations] | None = None) -> list[Story]:
    """Group articles into stories, each with a headline of its most central article as title."""
    by_id = {a.id: a for a in articles}
    out = []
    for ids in group_articles(articles, notes):
        key = hashlib.sha256("|".join(sorted(ids)).encode()).hexdigest()[:10]
        out.append(Story(id="s" + key, articles=ids, title=_title([by_id[i] for i in ids])))
    return sorted(out, key=lambda s: (_when(by_id[s.articles[0]]), s.id))


def _title(articles: Sequence[Article]) -> str | None:
    """The headline that shares most words with the whole group; the shorter one where two are alike."""
    titled = [(a.title, set(words(a.title))) for a in articles if a.title]
    spread = Counter(w for a in articles for w in set(words(a.text)))
    ranked = [(-sum(spread[w] for w in have) / math.sqrt(len(have) + 1), len(title), title) for title, have in titled if have]
    return min(ranked)[2] if ranked else None
