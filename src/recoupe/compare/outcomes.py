"""What became of things announced, forecast or denied: a later happening of the same kind, day and names confirms them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from recoupe.compare.pairing import PairScores
from recoupe.compare.views import ClaimView, Window, window
from recoupe.records import Event, Outcome

_OPEN = frozenset(("announced", "forecast", "possible"))
_LEAST_WORDS = 0.1
_ENOUGH = 0.32  # mean of words and names between the plan and its fulfilment; swept .25-.5 on the sample pages


def find_outcomes(events: Sequence[Event], places: Mapping[str, int], scores: PairScores) -> tuple[Event, ...]:
    """The events, each plan with the happening that confirms it; ``places`` gives a claim's place among the views."""
    done = [(e, window(e.time)) for e in events if e.status == "happened"]
    return tuple(_with_outcome(e, done, places, scores) if e.status in _OPEN else e for e in events)


def _with_outcome(event: Event, done: Sequence[tuple[Event, Window | None]], places: Mapping[str, int], scores: PairScores) -> Event:
    planned, told = window(event.time), window(event.said_at)
    rated = [(_fit(event, other, places, scores), other) for other, days in done if _in_time(planned, told, days)]
    best = max(rated, key=lambda r: (r[0], r[1].id), default=(0.0, None))
    if best[1] is None or best[0] < _ENOUGH:
        return replace(event, outcome=Outcome(relation="pending"))
    passages = tuple(sorted((scores.views[places[c]].claim.passage for c in best[1].claims), key=lambda p: (p.article, p.start)))
    return replace(event, outcome=Outcome(relation="confirmed", event=best[1].id, passages=passages[:4]))


def _in_time(planned: Window | None, told: Window | None, happened: Window | None) -> bool:
    """Whether a happening may be what was planned: not before it was told, on its day where it has one, else soon after."""
    if happened is None or (told is not None and happened[1] < told[0]):
        return False
    if planned is not None:
        return planned[0] - 1 <= happened[1] and happened[0] <= planned[1] + 1
    return told is None or happened[0] <= told[1] + 10


def _fit(plan: Event, deed: Event, places: Mapping[str, int], scores: PairScores) -> float:
    """How well a happening answers a plan by the same names and words."""
    views = scores.views
    pairs = [(views[places[c]], views[places[d]]) for c in plan.claims for d in deed.claims]
    return max((_likeness(a, b, scores) for a, b in pairs if _later_page(a, b)), default=0.0)


def _likeness(a: ClaimView, b: ClaimView, scores: PairScores) -> float:
    words = max(scores.terms.cosine(a.terms, b.terms), 0.8 * scores.terms.contained(a.terms, b.terms))
    names = scores.entities.contained(a.names, b.names) if a.names and b.names else 0.0
    head = float(bool(a.claim.head) and (a.claim.head == b.claim.head or a.claim.head in b.terms))
    day = float(a.explicit and b.explicit and a.days is not None and a.days == b.days)
    return 0.5 * words + 0.25 * head + 0.15 * names + 0.2 * day if words >= _LEAST_WORDS else 0.0


def _later_page(plan: ClaimView, deed: ClaimView) -> bool:
    if plan.article.id == deed.article.id:
        return False
    a, b = plan.published, deed.published
    return a is None or b is None or b[1] >= a[0]
