"""Stories of one saga -> the same stories compared: events, origins, quotation groups and conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.compare.conflicts import find_conflicts
from recoupe.compare.events import days_key, make_event
from recoupe.compare.links import link_claims, link_quotations
from recoupe.compare.origins import OriginFinder
from recoupe.compare.outcomes import find_outcomes
from recoupe.compare.pairing import PairScores, cluster
from recoupe.compare.shares import Compared, share_out
from recoupe.compare.utterances import group_quotations, join_by_event
from recoupe.compare.views import NameIndex, view_claims
from recoupe.records import Annotations, Article, Entity, Reuse, Story


def compare(
    stories: Sequence[Story],
    articles: Sequence[Article],
    notes: Mapping[str, Annotations],
    entities: Sequence[Entity],
    reuse: Sequence[Reuse],
) -> tuple[Story, ...]:
    """Bring together what the articles of one saga say: its stories, in the order given, with all their parts filled in.

    ``reuse`` holds the copied passages among these articles. A happening that pages of several stories tell is one event, in the
    story that tells it most. The order of articles never changes the result.
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
    finder.learn(views)
    events = [make_event([views[n] for n in group], names, finder) for group in cluster(scores)]
    places = {v.claim.id: n for n, v in enumerate(views)}
    events = sorted(find_outcomes(events, places, scores), key=days_key)
    groups = join_by_event(groups, quotations, {c: e.id for e in events for c in e.claims}, by_id, names)
    conflicts = find_conflicts(views, scores, events, names, finder.origin_of, notes)
    return share_out(stories, by_id, Compared(views, events, quotations, groups, conflicts, tuple(reuse), finder))
