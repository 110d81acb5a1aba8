"""What a saga's comparison found, shared out to its stories: each event, claim, quotation, group and conflict to exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from recoupe.compare.origins import OriginFinder
from recoupe.compare.views import ClaimView, Window, window
from recoupe.records import Article, Conflict, Event, Quotation, QuotationGroup, Reuse, Story, StorySpan

_AROUND_DAYS = 45  # days before the first and after the last page that still belong to the story
_DAYS = ("minute", "hour", "day", "interval")


@dataclass(frozen=True, slots=True)
class Compared:
    """The parts that a comparison found over all stories of a saga."""

    views: Sequence[ClaimView]
    events: Sequence[Event]
    quotations: Sequence[Quotation]
    groups: Sequence[QuotationGroup]
    conflicts: Sequence[Conflict]
    reuse: Sequence[Reuse]
    finder: OriginFinder


def share_out(stories: Sequence[Story], articles: Mapping[str, Article], found: Compared) -> tuple[Story, ...]:
    """The stories with their parts: what several stories tell goes to the one that tells it most, then to the earliest."""
    home = _Homes(stories, articles)
    event_of = {c: e for e in found.events for c in e.claims}
    article_of = {v.claim.id: v.article.id for v in found.views}
    group_of = {q: g for g in found.groups for q in g.quotations}
    quoted_in = {q.id: q.passage.article for q in found.quotations}
    event_home = {e.id: home.of(article_of[c] for c in e.claims) for e in found.events}
    group_home = {g.id: home.of(quoted_in[q] for q in g.quotations) for g in found.groups}
    claims = [replace(v.claim, event=event_of[v.claim.id].id, origin=found.finder.origin_of(v)) for v in found.views]
    origins = {o.id: o for o in found.finder.origins()}
    out = []
    for story in stories:
        events = tuple(e for e in found.events if event_home[e.id] == story.id)
        mine = tuple(c for c in claims if event_home[event_of[c.id].id] == story.id)
        conflicts = tuple(c for c in found.conflicts if home.of(p.article for s in c.sides for p in s.passages) == story.id)
        used = (
            {o for e in events for o in e.origins} | {c.origin for c in mine} | {o for c in conflicts for s in c.sides for o in s.origins}
        )
        out.append(
            replace(
                story,
                span=_span(events, [w for a in story.articles if a in articles and (w := window(articles[a].published))]),
                origins=tuple(origins[o] for o in sorted(o for o in used if o)),
                reuse=tuple(r for r in found.reuse if home.of(p.article for p in r.passages) == story.id),
                claims=mine,
                events=events,
                quotations=tuple(
                    q
                    for q in found.quotations
                    if (group_home[group_of[q.id].id] if q.id in group_of else home.of([q.passage.article])) == story.id
                ),
                quotation_groups=tuple(g for g in found.groups if group_home[g.id] == story.id),
                conflicts=conflicts,
            )
        )
    return tuple(out)


class _Homes:
    """Which story a set of articles belongs to: most of them, then the earliest, then the first by id."""

    def __init__(self, stories: Sequence[Story], articles: Mapping[str, Article]) -> None:
        self._story = {a: s.id for s in stories for a in s.articles}
        firsts = {s.id: [w[0] for a in s.articles if a in articles and (w := window(articles[a].published))] for s in stories}
        self._rank = {s: (min(days, default=10**7), s) for s, days in firsts.items()}

    def of(self, articles: Iterable[str]) -> str | None:
        """The story of some articles."""
        votes = Counter(self._story[a] for a in articles if a in self._story)
        return min(votes, key=lambda s: (-votes[s], self._rank[s]), default=None)


def _span(events: Sequence[Event], published: Sequence[Window]) -> StorySpan:
    """First and last day of the happenings near the pages' own days: background of years ago is no part of the story's span."""
    if not published:
        return StorySpan()
    low, high = min(p[0] for p in published) - _AROUND_DAYS, max(p[1] for p in published) + _AROUND_DAYS
    near = [e.time for e in events if e.time and e.time.precision in _DAYS and (w := window(e.time)) and low <= w[0] and w[1] <= high]
    firsts = [t.first_day for t in near if t.first_day]
    lasts = [t.last_day for t in near if t.last_day]
    return StorySpan(first_day=min(firsts, default=None), last_day=max(lasts, default=None))
