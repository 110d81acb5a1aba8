"""Days of one happening that differ: copies that alter a day, two days told, a day within several, the year of something long ago."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.compare.copies import is_altered_copy
from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.records import Conflict, Event, Passage, Side, Time

_FAR_DAYS = 12  # days: a happening told this far apart is another happening
_FEW_DAYS = 4  # a stretch of more days is no answer to a single day
_LONG_AGO = 90  # days before its page from which on a happening is a story's past
_YEARS = 800  # days: what is recalled further apart is two things
_RECALLED, _SHARED = 0.17, 0.19  # likeness, and words, of two claims that recall one thing; swept .1 to .25
_KIND = 0.1  # the same for two claims of one kind of happening, a day apart
_OFTEN = frozenset(("=die", "=hurt", "=meet", "=fire"))  # what happens on more days than one
_DEED = 0.24  # likeness of words of two claims of one predicate; swept .15 to .35
_WORDS, _NAMES, _HELD = 0.45, 0.4, 0.7  # likeness from which two claims of different days tell one happening


def find_date_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Disagreements on the day of one happening."""
    yield from _altered(scene)
    yield from _two_days(scene)
    yield from _bygone(scene)
    yield from _spans(scene, scene.events)
    yield from _shortened(scene)


def _altered(scene: Scene) -> Iterator[Conflict]:
    """Copied sentences that differ in their day."""
    dated = {n: p for n, v in enumerate(scene.views) if v.explicit and v.days and (p := _own(v))}
    for i, j in sorted(scene.scores.score):
        p, q, a, b = dated.get(i), dated.get(j), scene.views[i], scene.views[j]
        if p and q and a.days != b.days and _exact(a) and _exact(b) and not _meet(a, b) and is_altered_copy(a, p, b, q):
            yield make_conflict("date", "conflict", [dated_side(scene, [v]) for v in (a, b)], a.text, "copied, but for the day")


def _own(view: ClaimView) -> Passage | None:
    """Where a claim's day is written, if inside the claim."""
    p = view.claim.passage
    inside = [q for q in (view.claim.time.passages if view.claim.time else ()) if p.start <= q.start and q.end <= p.end]
    return inside[0] if inside else None


def _exact(view: ClaimView) -> bool:
    return view.days is not None and view.days[1] - view.days[0] <= 2


def _meet(a: ClaimView, b: ClaimView) -> bool:
    return bool(a.days and b.days and a.days[0] <= b.days[1] and b.days[0] <= a.days[1])


def _two_days(scene: Scene) -> Iterator[Conflict]:
    """One deed told of two days near each other, both written."""
    for (i, j), _ in sorted(scene.scores.score.items()):
        a, b = scene.views[i], scene.views[j]
        if not (a.explicit and b.explicit and a.days and b.days and _exact(a) and _exact(b)) or _meet(a, b):
            continue
        if abs(a.days[0] - b.days[0]) <= _FAR_DAYS and _one_happening(scene, i, j):
            sides = [dated_side(scene, [v]) for v in (a, b)]
            if all(s.passages for s in sides):
                yield make_conflict("date", "conflict", sides, a.text)


def _one_happening(scene: Scene, i: int, j: int) -> bool:
    """Whether two claims of different days tell one deed: nearly the same words, or one predicate said of the same things on two pages."""
    a, b = scene.views[i], scene.views[j]
    values = scene.scores.values(i, j)
    if values.get("kind") or values.get("other_number"):
        return False
    if values["words"] >= _WORDS and values["names"] >= _NAMES and (values["predicate"] or values["held"] >= _HELD):
        return True
    near = a.days is not None and b.days is not None and abs(a.days[0] - b.days[0]) <= _FEW_DAYS
    told = scene.statuses[i] == scene.statuses[j] == "happened" and a.article.id != b.article.id
    if near and told and bool(values["predicate"]) and values["words"] >= _DEED:
        return True
    kind = (a.claim.head or "").startswith("=") and a.claim.head == b.claim.head and a.claim.head not in _OFTEN
    next_day = near and told and abs((a.days or (0,))[0] - (b.days or (0,))[0]) == 1
    return next_day and kind and values["words"] >= _KIND


def _bygone(scene: Scene) -> Iterator[Conflict]:
    """Something long past that two pages put in two years, or two months."""
    old = {n for n, v in enumerate(scene.views) if v.kind != "caption" and v.explicit and _is_old(v)}
    for i, j in sorted(scene.scores.score):
        a, b = scene.views[i], scene.views[j]
        if not (i in old and j in old and a.days and b.days) or a.article.id == b.article.id:
            continue
        if _meet(a, b) or abs(a.days[0] - b.days[0]) > _YEARS:
            continue
        values = scene.scores.values(i, j)
        if scene.likeness(i, j) >= _RECALLED and (values["words"] >= _SHARED or values["names"] >= 2 * _SHARED):
            sides = [dated_side(scene, [v]) for v in (a, b)]
            if all(s.passages for s in sides):
                yield make_conflict("date", "conflict", sides, a.text)


def _is_old(view: ClaimView) -> bool:
    return bool(view.days and view.published and view.published[0] - view.days[1] >= _LONG_AGO)


def _spans(scene: Scene, events: Sequence[Event]) -> Iterator[Conflict]:
    """One day in a headline, two days in the text: the same happening in coarser and finer words."""
    at = {v.claim.id: v for v in scene.views}
    for event in events:
        rows = [at[c] for c in event.claims if at[c].explicit and _fine(at[c].claim.time)]
        spans = sorted({v.days for v in rows if v.days and v.days[1] - v.days[0] <= _FEW_DAYS})
        for short, long in ((s, t) for s in spans for t in spans if s != t and s[0] == s[1] and t[0] <= s[0] <= t[1]):
            sides = [dated_side(scene, [v for v in rows if v.days == days]) for days in (short, long)]
            if all(side.passages for side in sides):
                yield make_conflict("date", "granularity", sides, event.label)


def _fine(time: Time | None) -> bool:
    return time is not None and time.precision in ("day", "interval") and "T" not in (time.value or "")


def _shortened(scene: Scene) -> Iterator[Conflict]:
    """A headline that gives one day of the several that its own page's text gives for the same names."""
    for title in (v for v in scene.views if v.kind == "title" and v.explicit and v.days and v.days[0] == v.days[1]):
        for body in (v for v in scene.views if v.article.id == title.article.id and v.kind != "title" and v.explicit and v.days):
            day, (first, last) = title.days[0], body.days  # type: ignore[index,misc]
            if first <= day <= last and first < last and last - first <= _FEW_DAYS and _fine(body.claim.time):
                sides = [dated_side(scene, [v]) for v in (title, body)]
                if all(s.passages for s in sides) and (title.terms & body.terms or title.names & body.names):
                    yield make_conflict("date", "granularity", sides, title.text)


def dated_side(scene: Scene, views: Sequence[ClaimView]) -> Side:
    """A side with the day that claims give, at the words that give it."""
    time = views[0].claim.time if views else None
    return scene.side((time.value if time else None) or "", [(v, p) for v in views if v.claim.time for p in v.claim.time.passages])
