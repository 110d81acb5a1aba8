"""What became of things announced or forecast: a later happening that fulfils, puts off or calls off the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from recoupe.compare.pairing import PairScores
from recoupe.compare.views import ClaimView, Window, window
from recoupe.features import Feature, judge
from recoupe.languages.happenings import fulfils
from recoupe.records import Event, Outcome, OutcomeRelation

FEATURES = (
    Feature(name="words", weight=0.45, explain="content words in common, rare ones first"),
    Feature(name="kind", weight=0.3, explain="the same kind of happening"),
    Feature(name="near", weight=0.15, explain="a kind of happening that fulfils the other"),
    Feature(name="other", weight=-0.2, explain="two kinds of happening"),
    Feature(name="names", weight=0.2, explain="the persons, places and organisations of the one are in the other"),
    Feature(name="day", weight=0.2, explain="it happened on the planned day, written on both sides"),
)
"""Weights and bounds were swept by hand on the sample pages, the seeds and ten clusters with forecasts."""
ENOUGH = 0.36
_CHANGED = 0.34  # the same for a plan put off or called off, whose own words say so
_LEAST = 0.08  # likeness of words below which names and day alone tie nothing, unless the kind is the same
_SOON_DAYS = 12  # days after the telling within which a plan without a day is fulfilled
_EXACT_DAYS = 1
_OPEN = frozenset(("announced", "forecast", "possible"))
_CHANGES: Mapping[str, OutcomeRelation] = {"=postpone": "postponed", "=cancel": "cancelled"}
_PASSAGES = 4


def find_outcomes(events: Sequence[Event], places: Mapping[str, int], scores: PairScores) -> tuple[Event, ...]:
    """The events, each plan with the happening that answers it; ``places`` gives a claim's place among the views."""
    views = {e.id: [scores.views[places[c]] for c in e.claims] for e in events}
    return tuple(_with_outcome(e, events, views, scores) if e.status in _OPEN else e for e in events)


def _with_outcome(plan: Event, events: Sequence[Event], views: Mapping[str, Sequence[ClaimView]], scores: PairScores) -> Event:
    """The plan with its best answer: a change told of it wins over a fulfilment that is no likelier."""
    planned, told = window(plan.time), _told(plan, views[plan.id])
    best: tuple[float, bool, str, OutcomeRelation] | None = None
    for other in events:
        relation = _relation(other, views[other.id])
        if other.id == plan.id or relation is None or not _in_time(planned, told, window(other.time), relation):
            continue
        fit = max((_fit(a, b, scores) for a in views[plan.id] for b in views[other.id] if _later_page(a, b)), default=0.0)
        rank = (fit, relation != "confirmed", other.id, relation)
        if fit >= (ENOUGH if relation == "confirmed" else _CHANGED) and (best is None or rank > best):
            best = rank
    if best is None:
        return replace(plan, outcome=Outcome(relation="pending"))
    passages = sorted((v.claim.passage for v in views[best[2]]), key=lambda p: (p.article, p.start))
    return replace(plan, outcome=Outcome(relation=best[3], event=best[2], passages=tuple(passages[:_PASSAGES])))


def _relation(event: Event, views: Sequence[ClaimView]) -> OutcomeRelation | None:
    """What an event can be to a plan: its change, where it tells of one, else its fulfilment, where it happened."""
    changes = [_CHANGES[v.claim.head] for v in views if v.claim.head is not None and v.claim.head in _CHANGES]
    if changes:
        return changes[0]
    if event.status == "happened" and all(v.claim.factuality.polarity == "negative" for v in views):
        return "contradicted"
    return "confirmed" if event.status == "happened" else None


def _told(plan: Event, views: Sequence[ClaimView]) -> Window | None:
    """When a plan was told: its day of saying, else the earliest of its pages."""
    return window(plan.said_at) or min((v.published for v in views if v.published), default=None)


def _in_time(planned: Window | None, told: Window | None, happened: Window | None, relation: OutcomeRelation) -> bool:
    """Whether a happening may answer a plan: not told before it, on its day where it has one, else soon after."""
    if relation not in ("confirmed", "contradicted"):
        return True
    if happened is None or (told is not None and happened[1] < told[0]):
        return False
    if planned is not None:
        return planned[0] - 1 <= happened[1] and happened[0] <= planned[1] + 1
    return told is not None and happened[0] <= told[1] + _SOON_DAYS


def _fit(plan: ClaimView, deed: ClaimView, scores: PairScores) -> float:
    """How well what one claim tells answers what another plans."""
    words = max(scores.terms.cosine(plan.terms, deed.terms), 0.8 * scores.terms.contained(plan.terms, deed.terms))
    heads, kinds = (_head(plan), _head(deed)), (_kinds(plan), _kinds(deed))
    same = bool(kinds[0] & heads[1])
    near = any(fulfils(d, p) for p in kinds[0] for d in heads[1])
    if words < _LEAST and not same:
        return 0.0
    values = {
        "words": words,
        "kind": float(same),
        "near": float(near and not same),
        "other": float(bool(heads[0] and heads[1]) and not same and not near),
        "names": scores.entities.contained(plan.names, deed.names) if plan.names and deed.names else 0.0,
        "day": float(_on_the_day(plan, deed)),
    }
    return judge(values, FEATURES)


def _on_the_day(plan: ClaimView, deed: ClaimView) -> bool:
    if not (plan.explicit and deed.explicit and plan.days and deed.days) or plan.days[1] - plan.days[0] > _EXACT_DAYS:
        return False
    return plan.days[0] <= deed.days[0] and deed.days[1] <= plan.days[1]


def _kinds(view: ClaimView) -> frozenset[str]:
    """The kinds of happening that a claim tells or names; of a change, what it changes."""
    return frozenset(t for t in (*view.terms, *_head(view)) if t.startswith("=") and t not in _CHANGES)


def _head(view: ClaimView) -> frozenset[str]:
    """The kind of its predicate; where that is none, every kind it names."""
    head = view.claim.head or ""
    if head.startswith("=") and head not in _CHANGES:
        return frozenset((head,))
    return frozenset(t for t in view.terms if t.startswith("=") and t not in _CHANGES)


def _later_page(plan: ClaimView, deed: ClaimView) -> bool:
    if plan.article.id == deed.article.id:
        return False
    a, b = plan.published, deed.published
    return a is None or b is None or b[1] >= a[0]
