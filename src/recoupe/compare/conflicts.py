"""Two values for one thing: quantities, days, persons in captions, statements against their denial. No winner is picked."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from recoupe.compare.pairing import TOLLS, PairScores
from recoupe.compare.views import ClaimView, NameIndex
from recoupe.records import Conflict, ConflictKind, Event, Number, Passage, Reading, Scope, Side, Time
from recoupe.text import fold

_JOINS = re.compile(r"\s*\(?(?:(?:à|au|aux|pour|de|des|du|d'|en|dans|in|at|for|to|of|near)\s*)?(?:la|le|les|l'|the)?\s*", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"\s(?:à|au|dans|en|in|at|near)\s(?:l[ea]s?\s|the\s|l['’])?([A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)*)")
_SHARED = frozenset(("%", "voix", "vot", "vote", "euro", "dollar", "point", "percent", "sieg", "seat"))
"""Units that count different things in one sentence: what they count is the name beside them."""
_ALIKE = 0.3  # likeness, days and numbers aside, from which two quantities count the same thing; swept .2 to .42
_NEAR, _BEFORE = 60, 4  # characters between a quantity and the name it counts; a name after it wins by a little
_TOLL_AT = 8  # characters between a toll and the place it counts ("290 morts à X"): further off, the place is the story's
_ALIKE_LENGTH = 0.5  # the same for lengths of time, which every page has many of
_LENGTHS = frozenset(("second", "minute", "hour", "day", "year", "mois", "semain", "month", "week"))
_ALIKE_NAMED = 0.05  # the same for quantities that stand beside the same name
_SAME_TOLL_DAYS = 45  # days: a toll told of a day further away is another disaster's
_FAR_DAYS = 12  # days: a happening told this far apart is another happening


def find_conflicts(
    views: Sequence[ClaimView], scores: PairScores, events: Sequence[Event], names: NameIndex, origin_of: Callable[[ClaimView], str]
) -> tuple[Conflict, ...]:
    """Conflicts of one story, by kind and place."""
    event_of = {c: e.id for e in events for c in e.claims}
    found = [
        *_number_conflicts(views, scores, names, event_of, origin_of),
        *_date_conflicts(views, scores, origin_of),
        *_span_conflicts(views, events, origin_of),
        *_denials(views, scores, origin_of),
        *_accusations(views, origin_of),
        *_shortened(views, origin_of),
    ]
    unique = {
        (c.kind, tuple(sorted(s.value for s in c.sides)), frozenset(a for s in c.sides for a in s.articles)): c for c in reversed(found)
    }
    return tuple(
        sorted(_once(list(unique.values())), key=lambda c: (c.kind, c.sides[0].passages[0].article, c.sides[0].passages[0].start, c.id))
    )


def _once(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """The conflicts without those that a page shows inside itself and a wider one repeats: same kind, same values."""
    inside = [c for c in conflicts if c.scope == "page"]
    values = {c.id: {s.value for s in c.sides} for c in conflicts}
    pages = {c.id: {a for s in c.sides for a in s.articles} for c in conflicts}
    return [
        c
        for c in conflicts
        if c.scope == "page" or not any(p.kind == c.kind and values[p.id] == values[c.id] and pages[p.id] & pages[c.id] for p in inside)
    ]


def make_conflict(
    kind: ConflictKind, scope: Scope, reading: Reading, sides: Sequence[Side], about: str | None, explanation: str | None
) -> Conflict:
    """A conflict with an id from its kind and its sides' passages."""
    seed = kind + "|".join(f"{p.article}:{p.start}:{p.end}" for s in sides for p in s.passages)
    return Conflict(
        id="k" + hashlib.sha256(seed.encode()).hexdigest()[:10],
        kind=kind,
        scope=scope,
        reading=reading,
        sides=tuple(sides),
        about=about,
        explanation=explanation,
    )


def make_side(value: str, rows: Sequence[tuple[ClaimView, Passage]], origin_of: Callable[[ClaimView], str]) -> Side:
    """One side: its value, its passages, who gives it."""
    return Side(
        value=value,
        passages=tuple(sorted({p for _, p in rows}, key=lambda p: (p.article, p.start, p.end))),
        articles=tuple(sorted({v.article.id for v, _ in rows})),
        origins=tuple(sorted({origin_of(v) for v, _ in rows})),
    )


# ------------------------------------------------------------------ quantities


def _number_conflicts(
    views: Sequence[ClaimView],
    scores: PairScores,
    names: NameIndex,
    event_of: Mapping[str, str],
    origin_of: Callable[[ClaimView], str],
) -> list[Conflict]:
    rows: dict[tuple[str, str, bool], list[tuple[int, Number]]] = defaultdict(list)
    for n, view in enumerate(views):
        for number in view.claim.numbers:
            unit = number.unit or ""
            counted = _counted_at(view, number, names) if _is_toll(unit) or unit in _SHARED else ""
            rows[unit, counted, _is_feared(scores, n)].append((n, number))
    out = []
    for (unit, counted, _), members in sorted(rows.items()):
        for group in _comparable(members, unit, bool(counted), scores):
            if len({num.value for _, num in group}) > 1:
                out.append(_number_conflict(unit, group, views, origin_of))
    return out


def _is_feared(scores: PairScores, n: int) -> bool:
    """Whether a quantity is feared or foreseen, not counted: the two are never set against each other."""
    claim = scores.views[n].claim
    return claim.verb == "fear" or scores.statuses[n] in ("possible", "rumoured")


def _counted_at(view: ClaimView, number: Number, names: NameIndex) -> str:
    """What a quantity counts beside its unit: the name right after it ("41 à X", "44 for Y") or nearest before it, if any."""
    p, claim = number.passage, view.claim.passage
    text = view.article.text
    best: tuple[int, str] | None = None
    for entity, start, end in names.spans(p.article):
        after, before = start - p.end, p.start - end
        if _is_toll(number.unit or "") and not (names.kind_of.get(entity) == "place" and (0 <= after <= _TOLL_AT or 0 <= before <= 2)):
            continue
        if not (claim.start <= start and end <= claim.end) or (after < 0 and before < 0):
            continue
        gap = text[p.end : start] if after >= 0 else text[end : p.start]
        if any(c in gap for c in ";:.\n") or any(c.isdigit() for c in gap) or (after >= 0 and not _JOINS.fullmatch(gap)):
            continue
        distance = after if after >= 0 else before + _BEFORE
        if distance <= _NEAR and (best is None or distance < best[0]):
            best = (distance, entity)
    if best is None and (place := _PLACE_AFTER.match(text[p.end : p.end + 50])):
        return "~" + fold(place.group(1))
    return best[1] if best else ""


def _comparable(members: Sequence[tuple[int, Number]], unit: str, named: bool, scores: PairScores) -> list[list[tuple[int, Number]]]:
    """Quantities of one unit that count one thing: tolls of a story told of near days, others where their claims are alike."""
    groups: list[list[tuple[int, Number]]] = []
    for member in members:
        for group in groups:
            if all(_same_thing(scores, member[0], other[0], unit, named) for other in group):
                group.append(member)
                break
        else:
            groups.append([member])
    return [g for g in groups if len(g) > 1]


def _is_toll(unit: str) -> bool:
    return unit.split(" ")[0] in TOLLS


def _same_thing(scores: PairScores, i: int, j: int, unit: str, named: bool) -> bool:
    a, b = scores.views[i], scores.views[j]
    if a.days and b.days and abs(a.days[0] - b.days[0]) > _SAME_TOLL_DAYS:
        return False
    if _is_toll(unit):
        return True
    if i == j or (a.article.id == b.article.id and not named):
        return False
    values = scores.values(i, j)
    likeness = 0.5 * values["words"] + 0.25 * values["names"] + 0.15 * values["predicate"] + 0.25 * values["held"]
    least = _ALIKE_LENGTH if unit in _LENGTHS else (_ALIKE_NAMED if named and unit in _SHARED else _ALIKE)
    return likeness >= least


def _number_conflict(
    unit: str, group: Sequence[tuple[int, Number]], views: Sequence[ClaimView], origin_of: Callable[[ClaimView], str]
) -> Conflict:
    by_value: dict[float, list[tuple[ClaimView, Passage]]] = defaultdict(list)
    for n, number in group:
        by_value[number.value].append((views[n], number.passage))
    order = sorted(by_value, key=lambda v: (_first_day(by_value[v]), v))
    sides = [make_side(f"{v:g}", by_value[v], origin_of) for v in order]
    articles = {v.article.id for rows in by_value.values() for v, _ in rows}
    days = {_first_day(by_value[v]) for v in order}
    grows = order == sorted(order) and len(days) > 1
    speakers = {frozenset(link.name for link in v.claim.attribution) for rows in by_value.values() for v, _ in rows}
    between = len(speakers) > 1 and len(articles) > 1
    reading: Reading = "update" if grows or _is_toll(unit) else ("source_against_source" if between else "conflict")
    first = by_value[order[0]][0]
    about = first[0].article.text[first[1].start : first[1].end]
    return make_conflict("number", "pages" if len(articles) > 1 else "page", reading, sides, about, None)


def _first_day(rows: Sequence[tuple[ClaimView, Passage]]) -> int:
    days = [d[0] for v, _ in rows for d in (v.said or v.days or v.published,) if d]
    return min(days, default=0)


# ------------------------------------------------------------------ days


def _date_conflicts(views: Sequence[ClaimView], scores: PairScores, origin_of: Callable[[ClaimView], str]) -> list[Conflict]:
    out = []
    for (i, j), _ in sorted(scores.score.items()):
        a, b = views[i], views[j]
        if not (a.explicit and b.explicit and a.days and b.days and a.claim.time and b.claim.time):
            continue
        fine = all(d[1] - d[0] <= 2 for d in (a.days, b.days))
        meet = a.days[0] <= b.days[1] and b.days[0] <= a.days[1]
        if fine and not meet and abs(a.days[0] - b.days[0]) <= _FAR_DAYS and _one_happening(scores, i, j):
            sides = [_dated_side(v.claim.time, [v], origin_of) for v in (a, b) if v.claim.time]
            if all(s.passages for s in sides):
                scope: Scope = "page" if a.article.id == b.article.id else "pages"
                out.append(make_conflict("date", scope, "conflict", sides, a.text[:120], None))
    return out


def _one_happening(scores: PairScores, i: int, j: int) -> bool:
    values = scores.values(i, j)
    if values.get("kind") or values.get("other_number"):
        return False
    return values["words"] >= 0.45 and values["names"] >= 0.4 and bool(values["predicate"] or values["held"] >= 0.7)


def _span_conflicts(views: Sequence[ClaimView], events: Sequence[Event], origin_of: Callable[[ClaimView], str]) -> list[Conflict]:
    """One day in a headline, two days in the text: the same happening in coarser and finer words."""
    at = {v.claim.id: v for v in views}
    out = []
    for event in events:
        rows = [at[c] for c in event.claims if at[c].explicit and _fine(at[c].claim.time)]
        spans = sorted({v.days for v in rows if v.days and v.days[1] - v.days[0] <= 4})
        for short, long in ((s, t) for s in spans for t in spans if s != t and s[0] == s[1] and t[0] <= s[0] <= t[1]):
            told = [[v for v in rows if v.days == days] for days in (short, long)]
            sides = [_dated_side(vs[0].claim.time, vs, origin_of) for vs in told]
            if all(side.passages for side in sides):
                scope: Scope = "page" if len({a for side in sides for a in side.articles}) == 1 else "pages"
                out.append(make_conflict("date", scope, "granularity", sides, event.label, None))
    return out


def _fine(time: Time | None) -> bool:
    return time is not None and time.precision in ("day", "interval") and "T" not in (time.value or "")


def _dated_side(time: Time | None, views: Sequence[ClaimView], origin_of: Callable[[ClaimView], str]) -> Side:
    rows = [(v, p) for v in views if v.claim.time for p in v.claim.time.passages]
    return make_side((time.value if time else None) or "", rows, origin_of)


# ------------------------------------------------------------------ statements


def _denials(views: Sequence[ClaimView], scores: PairScores, origin_of: Callable[[ClaimView], str]) -> list[Conflict]:
    out = []
    for (i, j), _ in sorted(scores.score.items()):
        a, b = views[i], views[j]
        denied = [v.claim.factuality.polarity == "negative" and v.claim.verb is not None for v in (a, b)]
        if denied[0] == denied[1] or a.speaker is None or b.speaker is None or a.speaker == b.speaker:
            continue
        values = scores.values(i, j)
        if values["words"] >= 0.3 and values["names"] >= 0.3:
            sides = [make_side(v.text[:120], [(v, v.claim.passage)], origin_of) for v in (a, b)]
            scope: Scope = "page" if a.article.id == b.article.id else "pages"
            out.append(make_conflict("statement", scope, "source_against_source", sides, a.text[:120], None))
    return out


def _accusations(views: Sequence[ClaimView], origin_of: Callable[[ClaimView], str]) -> list[Conflict]:
    """Accusations of somebody against the denials of the same, one conflict for each one accused."""
    accused = [v for v in views if v.claim.verb == "accuse"]
    denied = [v for v in views if v.claim.verb == "deny"]
    out = []
    for name in sorted({n for v in accused for n in v.names} & {n for v in denied for n in v.names}):
        told = [[v for v in rows if name in v.names] for rows in (accused, denied)]
        if {v.speaker for v in told[0]} & {v.speaker for v in told[1]}:
            continue
        sides = [make_side(vs[0].text[:120], [(v, v.claim.passage) for v in vs], origin_of) for vs in told]
        scope: Scope = "page" if len({v.article.id for vs in told for v in vs}) == 1 else "pages"
        out.append(make_conflict("statement", scope, "source_against_source", sides, told[0][0].text[:120], None))
    return out[:1] if len({tuple(s.passages for s in c.sides) for c in out}) == 1 else out


def _shortened(views: Sequence[ClaimView], origin_of: Callable[[ClaimView], str]) -> list[Conflict]:
    """A headline that gives one day of the several that its own page's text gives for the same names."""
    out = []
    for title in (v for v in views if v.kind == "title" and v.explicit and v.days and v.days[0] == v.days[1]):
        for body in (v for v in views if v.article.id == title.article.id and v.kind != "title" and v.explicit and v.days):
            first, last = body.days or (0, 0)
            if first <= title.days[0] <= last and first < last and last - first <= 4 and _fine(body.claim.time):  # type: ignore[index]
                sides = [_dated_side(v.claim.time, [v], origin_of) for v in (title, body)]
                if all(s.passages for s in sides) and (title.terms & body.terms or title.names & body.names):
                    out.append(make_conflict("date", "page", "granularity", sides, title.text[:120], None))
                    break
    return out
