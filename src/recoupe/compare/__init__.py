"""Story -> the same story compared: events, origins, quotation groups and conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from recoupe.compare.captions import find_caption_conflicts
from recoupe.compare.conflicts import find_conflicts
from recoupe.compare.events import days_key, make_event
from recoupe.compare.links import link_claims, link_quotations
from recoupe.compare.origins import OriginFinder
from recoupe.compare.outcomes import find_outcomes
from recoupe.compare.pairing import PairScores, cluster
from recoupe.compare.utterances import group_quotations
from recoupe.compare.views import NameIndex, view_claims, window
from recoupe.records import Annotations, Article, Entity, Event, Reuse, Story, StorySpan


def compare(
    story: Story, articles: Sequence[Article], notes: Mapping[str, Annotations], entities: Sequence[Entity], reuse: Sequence[Reuse]
) -> Story:
    """Bring together what the articles of one story say: the story with all its parts filled in.

    ``reuse`` holds the copied passages among these articles. The order of articles never changes the result.
    """
    by_id = {a.id: a for a in sorted(articles, key=lambda a: a.id)}
    names = NameIndex(entities)
    claims = link_claims([c for a in by_id if a in notes for c in notes[a].claims], names)
    quotations = link_quotations([q for a in by_id if a in notes for q in notes[a].quotations], claims, names)
    groups = group_quotations(quotations, by_id, names)
    group_of = {q: g.id for g in groups for q in g.quotations}
    views = view_claims(claims, by_id, names, reuse, group_of)
    scores = PairScores(views)
    finder = OriginFinder(by_id, reuse, names)
    events = [make_event([views[n] for n in group], names, finder) for group in cluster(scores)]
    places = {v.claim.id: n for n, v in enumerate(views)}
    events = sorted(find_outcomes(events, places, scores), key=days_key)
    event_of = {c: e.id for e in events for c in e.claims}
    conflicts = (*find_conflicts(views, scores, events, names, finder.origin_of), *find_caption_conflicts(views, names, finder.origin_of))
    return replace(
        story,
        span=_span(events),
        origins=finder.origins(),
        reuse=tuple(reuse),
        claims=tuple(replace(v.claim, event=event_of[v.claim.id], origin=finder.origin_of(v)) for v in views),
        events=tuple(events),
        quotations=quotations,
        quotation_groups=groups,
        conflicts=conflicts,
    )


def _span(events: Sequence[Event]) -> StorySpan:
    days = [e.time for e in events if e.time is not None and window(e.time) and e.time.precision in ("minute", "hour", "day", "interval")]
    firsts = [t.first_day for t in days if t.first_day]
    lasts = [t.last_day for t in days if t.last_day]
    return StorySpan(first_day=min(firsts, default=None), last_day=max(lasts, default=None))
