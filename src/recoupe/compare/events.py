"""Groups of claims -> events: label, time, status, place, participants and independent origins."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.compare.origins import OriginFinder, is_independent
from recoupe.compare.status import event_status, status_of
from recoupe.compare.views import ClaimView, NameIndex, window
from recoupe.records import Event, PlaceRef, Time, TimeAlternative

_LABEL = 140  # characters
_FINENESS = {"minute": 0, "hour": 1, "day": 2, "interval": 3, "week": 4, "month": 5, "season": 6, "year": 7, "unknown": 8}
_HEADLINES = ("title", "subheading")
_INHERITED = ("narrative", "publication")


def make_event(views: Sequence[ClaimView], names: NameIndex, finder: OriginFinder) -> Event:
    """One event of the claims in ``views``; its id comes from their ids."""
    ids = tuple(sorted(v.claim.id for v in views))
    status = event_status(views)
    agreeing = [v for v in views if status_of(v) == status] or list(views)
    return Event(
        id="v" + hashlib.sha256("|".join(ids).encode()).hexdigest()[:10],
        label=label_of(views),
        status=status,
        claims=ids,
        articles=tuple(sorted({v.article.id for v in views})),
        time=_best_time([v.claim.time for v in agreeing], [v.claim.time for v in views]),
        said_at=_best_time([v.claim.said_at for v in agreeing], [v.claim.said_at for v in views]),
        place=_place_of(views),
        participants=tuple(n for n, _ in sorted(Counter(n for v in views for n in v.names).items(), key=lambda x: (-x[1], x[0]))[:8]),
        origins=origins_of(views, finder),
    )


def origins_of(views: Sequence[ClaimView], finder: OriginFinder) -> tuple[str, ...]:
    """The independent origins of an event.

    Headlines count only where no text tells it, standfirsts and captions where their article has no other words of it.
    """
    out = set()
    told = [v for v in views if v.kind not in _HEADLINES] or list(views)
    for article in sorted({v.article.id for v in told}):
        mine = [v for v in told if v.article.id == article]
        body = [v for v in mine if v.kind not in ("lead", "caption")] or mine
        sourced = [v for v in body if v.claim.attribution] or [v for v in body if v.copies] or body
        out |= {finder.origin_of(v) for v in sourced if is_independent(v.article) or v.claim.attribution}
    return tuple(sorted(out))


def label_of(views: Sequence[ClaimView]) -> str:
    """Words of one passage that stand for the event: the body's claim with most in common with the others, cut at a word.

    One that begins inside a sentence ("qui s'est déroulé mercredi") stands for it only where all do.
    """
    shared = Counter(t for v in views for t in v.terms)

    def rank(view: ClaimView) -> tuple[bool, float, int, str]:
        common = sum(shared[t] for t in view.terms) / (len(view.terms) + 3)
        return view.text[:1].islower(), -common, len(view.text), view.claim.id

    pool = [v for v in views if v.kind not in (*_HEADLINES, "caption")] or list(views)
    text = " ".join(min(pool, key=rank).text.split())
    if len(text) <= _LABEL:
        return text
    return text[:_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _best_time(first: Sequence[Time | None], every: Sequence[Time | None]) -> Time | None:
    """The time most claims support, a written date before an inherited one, the finer before the coarser; the others are kept."""
    times = [t for t in every if t is not None and t.first_day]
    if not times:
        return next((t for t in (*first, *every) if t is not None), None)
    votes = Counter((t.first_day, t.last_day) for t in times if t.basis not in _INHERITED)

    def rank(time: Time) -> tuple[int, bool, int, int, str, str]:
        days = time.first_day or "", time.last_day or ""
        coarse = _FINENESS[time.precision] > _FINENESS["week"]
        return (
            (time.basis in _INHERITED) + 2 * coarse,
            time not in first,
            _FINENESS[time.precision],
            -votes[time.first_day, time.last_day],
            *days,
        )

    best = min(times, key=rank)
    same = [t for t in times if (t.first_day, t.last_day) == (best.first_day, best.last_day)]
    passages = {p for t in same for p in t.passages}
    lost = sorted({(t.value or "", t.basis or "", t.rule or "") for t in times if t not in same})
    return replace(
        best,
        passages=tuple(sorted(passages, key=lambda p: (p.article, p.start, p.end))),
        alternatives=tuple(TimeAlternative(value=v, basis=b, rule=r) for v, b, r in lost),
    )


def _place_of(views: Sequence[ClaimView]) -> PlaceRef | None:
    places = [v.claim.place for v in views if v.claim.place is not None]
    counts = Counter(p.entity or p.name for p in places)
    return min(places, key=lambda p: (-counts[p.entity or p.name], p.passage.article, p.passage.start), default=None)


def days_key(event: Event) -> tuple[int, int, str]:
    """Sort key of the timeline: by first day, undated last, then by id."""
    days = window(event.time) or window(event.said_at)
    return (days[0], days[1], event.id) if days else (10**7, 10**7, event.id)
