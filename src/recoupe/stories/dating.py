"""Pages without a date -> the day that fits what they say and what dated pages with the same words tell, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.calendar import days_of, nearest, shift_days, value_of_days
from recoupe.records import Article, Passage, Reuse, Story, Time, TimeAlternative, TimeExpression
from recoupe.stories.kin import Kin, NameIndex, find_kin, weekdays_told
from recoupe.stories.statements import DayStatement, Statements, WeekdayStatement, read_statements

_BEFORE_KIN, _AFTER_KIN = 4, 6
_ROUNDS = 3
_LONG_AGO_DAYS = 400


class Costs(NamedTuple):
    """What each broken constraint costs; the day with the least wins if it wins clearly."""

    told_before_happening: float = 2.0
    other_day_in_copied_words: float = 2.0
    other_weekday_than_kin: float = 0.5
    unknown_weekday: float = 0.05
    stale_per_day: float = 0.1
    from_copy_per_day: float = 0.2
    from_kin_per_day: float = 0.05
    too_much: float = 1.0
    margin: float = 0.04


COSTS = Costs()


def date_articles(
    articles: Sequence[Article],
    times_by_article: Mapping[str, Sequence[TimeExpression]],
    reuse: Sequence[Reuse],
    stories: Sequence[Story] = (),
) -> dict[str, Time]:
    """Infer the publication day of each article that has none; articles whose evidence does not decide are left out.

    A page's own words come first (basis ``text``: "this 17 June" and a year that follows from its other dates), then copied words
    and weekdays shared with dated pages (basis ``inferred``). Pages dated in one round can date others in the next. The result
    names its passages, its reason and the day that came second. ``stories``, where known, tell which pages are about the same.
    """
    published = {a.id: a.published for a in articles if a.published is not None}
    undated = sorted((a for a in articles if a.published is None), key=lambda a: a.id)
    if not undated:
        return {}
    index = NameIndex(articles)
    copied: dict[str, list[Reuse]] = {a.id: [] for a in undated}
    for shared in reuse:
        for identifier in {p.article for p in shared.passages} & copied.keys():
            copied[identifier].append(shared)
    said = {a.id: read_statements(a, times_by_article.get(a.id, ())) for a in undated}
    found: dict[str, Time] = {}
    for _ in range(_ROUNDS):
        dated = {**published, **found}
        new: dict[str, Time] = {}
        for article in undated:
            if article.id not in found:
                kin = find_kin(article, dated, copied[article.id], index, stories)
                time = _date_one(said[article.id], kin, times_by_article)
                if time is not None:
                    new[article.id] = time
        found.update(new)
        if not new:
            break
    pile = [*published.values(), *found.values()]
    late = {a.id: _year_of_the_pile(said[a.id], pile) for a in undated if a.id not in found}
    return {**found, **{identifier: time for identifier, time in late.items() if time is not None}}


def _date_one(said: Statements, kin: Sequence[Kin], times: Mapping[str, Sequence[TimeExpression]]) -> Time | None:
    if said.own:
        return _own_day(said, said.own[0], kin)
    return _from_dated_weekday(said) or _from_kin(said, kin, times)


# ------------------------------------------------------------------ the page's own words


def _own_day(said: Statements, own: DayStatement, kin: Sequence[Kin]) -> Time | None:
    """The day a page calls its own; its year from the newest date the page tells of, else from dated pages."""
    if own.year is not None:
        return _answer(own.dates(()), "text", "the page calls this day its own", (own.passage,))
    floors = [f for f in said.floors if f.passage != own.passage]
    newest = max(floors, key=lambda f: (f.days.first, f.passage.start), default=None)
    anchors = [k.day for k in kin]
    start = newest.days.first if newest else None
    bounds = [*anchors, *([start] if start else [])]
    years = range(min(bounds).year - 1, max(bounds).year + 9) if bounds else range(0)
    days = [d for d in own.dates(years) if start is None or d >= start]
    if newest is not None and newest.days.precision != "year":
        rule = "the page calls this day its own; the year is the first one after the newest date it tells of"
        return _answer(days, "text", rule, (own.passage, newest.passage, *_months_in_kin(said, days, kin)))
    if anchors and days:
        near = nearest(anchors[0], days)
        rest = sorted((d for d in days if d != near), key=lambda d: (abs((d - anchors[0]).days), d))
        return _answer(
            [near, *rest], "inferred", "the page calls this day its own; the year is that of a dated page about the same", (own.passage,)
        )
    return None


def _year_of_the_pile(said: Statements, dated: Iterable[Time]) -> Time | None:
    """A day without a year, in the one year that brings it nearest to every dated page given with it.

    A day the page calls its own is its day; a day with its weekday, told as past, is at most six days old.
    """
    near = [days.first for time in dated if (days := days_of(time)) is not None]
    told = [s for s in said.days if s.year is None and s.weekday is not None and s.tense <= 0]
    if not near or not (said.own or told):
        return None
    statement = said.own[0] if said.own else told[-1]
    by_year = [statement.dates(range(d.year - 1, d.year + 2)) for d in near]
    chosen = {nearest(d, days) for d, days in zip(near, by_year, strict=True) if days}
    if len(chosen) != 1 or any(f.days.first > day for f in said.floors for day in chosen):
        return None
    (day,) = chosen
    if statement.own:
        return _answer(
            [day], "inferred", "the page calls this day its own; the year is that of the pages given with it", (statement.passage,)
        )
    last = shift_days(day, 6)
    rule = "within a week of the day it tells of with its weekday; the year is that of the pages given with it"
    return Time(
        value=value_of_days(day, last), first_day=day.isoformat(), last_day=last.isoformat(), precision="interval",
        basis="inferred", rule=rule, passages=(statement.passage,),
    )  # fmt: skip


def _months_in_kin(said: Statements, days: Sequence[date], kin: Sequence[Kin]) -> list[Passage]:
    """Passages of "last September" that, on the first of these days, fall into the month of a dated page about the same."""
    if not days:
        return []
    months = {(k.day.year, k.day.month) for k in kin}
    return [p for month, p in said.last_months if (days[0].year - (month >= days[0].month), month) in months]


def _from_dated_weekday(said: Statements) -> Time | None:
    """A page that prints weekday, day and year of what has just happened is of that day, or of a later weekday it tells of."""
    full = [(d, s) for s in said.days if s.year is not None and s.weekday is not None and s.tense <= 0 for d in s.dates(())]
    if not full:
        return None
    day, statement = max(full, key=lambda item: (item[0], -item[1].passage.start))
    if any(f.days.first > day for f in said.floors):
        return None
    later = [(w.ready(shift_days(day, 4)), w) for w in said.weekdays if w.tense <= 0]
    after = [(d, w) for d, w in later if day < d <= shift_days(day, 4)]
    if after:
        last, weekday = max(after, key=lambda item: (item[0], -item[1].passage.start))
        rule = "the last weekday told of after the newest printed date"
        return _answer([last, day], "inferred", rule, (statement.passage, weekday.passage))
    return _answer([day, shift_days(day, 1)], "inferred", "the newest printed date with its weekday, told as past", (statement.passage,))


# ------------------------------------------------------------------ other pages


def _from_kin(said: Statements, kin: Sequence[Kin], times: Mapping[str, Sequence[TimeExpression]]) -> Time | None:
    copies = [k for k in kin if k.copied]
    past = [w for w in said.weekdays if w.tense <= 0]
    dated = [s for s in said.days if s.weekday is not None and s.tense <= 0]
    if not kin or not (past or dated or (copies and len({k.day for k in copies}) == 1)):
        return None
    told = weekdays_told(kin, times)
    same = _copied_weekdays(said.weekdays, copies, times)
    days = sorted({shift_days(k.day, n) for k in kin for n in range(-_BEFORE_KIN, _AFTER_KIN + 1)})
    ranked = sorted((_cost(day, said, kin, told, same), day) for day in days)
    (best, day), (second, other) = ranked[0], ranked[1]
    if best >= COSTS.too_much or second - best < COSTS.margin:
        return None
    newest = max(past, key=lambda w: (w.on(day), w.passage.start), default=None)
    passages = [p for k in copies[:2] for pair in k.copied[:1] for p in pair]
    passages += [newest.passage] if newest else [s.passage for s in dated[:1]]
    return _answer([day, other], "inferred", _reason(copies, newest is not None), tuple(passages))


def _reason(copies: Sequence[Kin], weekday: bool) -> str:
    source = f"the same words as a page of {copies[0].day.isoformat()}" if copies else "dated pages about the same"
    return source + (", and the last weekday told of fits that day best" if weekday else "")


def _copied_weekdays(
    weekdays: Sequence[WeekdayStatement], copies: Sequence[Kin], times: Mapping[str, Sequence[TimeExpression]]
) -> dict[Passage, date]:
    """The dates that weekdays inside copied words have in the dated page."""
    out: dict[Passage, date] = {}
    for statement in weekdays:
        for kin in copies:
            for own, other in kin.copied:
                if not own.start <= statement.passage.start < own.end:
                    continue
                for time in times.get(kin.article, ()):
                    inside = other.start <= time.start < other.end and time.meaning.shape == "weekday" and time.first_day
                    if inside and time.meaning.fields.get("weekday") == statement.weekday:
                        out.setdefault(statement.passage, date.fromisoformat(str(time.first_day)))
    return out


def _cost(day: date, said: Statements, kin: Sequence[Kin], told: Mapping[int, set[date]], same: Mapping[Passage, date]) -> float:
    cost = COSTS.told_before_happening * sum(f.days.first > day for f in said.floors)
    fresh: list[int] = []
    for statement in said.days:
        if statement.tense <= 0 and statement.year is None:
            meant = [d for d in statement.dates((day.year - 1, day.year)) if d <= day]
            cost += 0.0 if meant else COSTS.told_before_happening
            fresh += [(day - d).days for d in meant[-1:]]
    for weekday in said.weekdays:
        on = weekday.on(day)
        if weekday.passage in same:
            cost += COSTS.other_day_in_copied_words * (on != same[weekday.passage])
        elif weekday.weekday in told:
            cost += COSTS.other_weekday_than_kin * (on not in told[weekday.weekday])
        else:
            cost += COSTS.unknown_weekday
        if weekday.tense <= 0:
            ready = weekday.ready(day)
            cost += COSTS.told_before_happening * (ready > day and not weekday.late)
            fresh.append(abs((day - ready).days))
    cost += COSTS.stale_per_day * min([d for d in fresh if d < _LONG_AGO_DAYS], default=0)
    copies = [abs((k.day - day).days) for k in kin if k.copied]
    return cost + (COSTS.from_copy_per_day * min(copies) if copies else COSTS.from_kin_per_day * min(abs((k.day - day).days) for k in kin))


def _answer(days: Sequence[date], basis: str, rule: str, passages: tuple[Passage, ...]) -> Time | None:
    """The first of the days as a Time, the second one as the alternative that lost."""
    if not days:
        return None
    value = days[0].isoformat()
    losing = tuple(TimeAlternative(value=d.isoformat(), basis=basis, rule="the next best day") for d in days[1:2])
    return Time(
        value=value, first_day=value, last_day=value, precision="day", basis=basis, rule=rule, passages=passages, alternatives=losing
    )
