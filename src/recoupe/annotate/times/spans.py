"""Meanings of a week or more: months, years, periods, seasons, quarters, decades, feasts."""

from __future__ import annotations

from datetime import date

from recoupe.annotate.times.days import number
from recoupe.annotate.times.scene import NO_ANCHOR, Fields, Reading, Scene, because, tense_of, unresolved, valued
from recoupe.annotate.times.units import UNIT_NAMES, step, unit_value
from recoupe.calendar import (
    Days,
    easter,
    full_year,
    make_date,
    month_value,
    nearest,
    parse_value,
    shift_days,
    shift_months,
    week_value,
    weekday_after,
    weekday_before,
)

_PAST_BIAS_MONTHS = 8


def read_month(fields: Fields, scene: Scene) -> Reading:
    """A month, with or without year."""
    month, year, edge = number(fields, "month") or 1, number(fields, "year"), fields.get("edge")
    if year is not None:
        return valued(f"{year:04d}-{month:02d}", "stated", "the words themselves", "month and year as printed", edge)
    if scene.year is not None and not fields.get("rel"):
        return valued(f"{scene.year:04d}-{month:02d}", "narrative", scene.year_as, "month in the year just named", edge)
    near, anchor = scene.around()
    if near is None:
        return unresolved(f"XXXX-{month:02d}", "a month without a year, and no date to choose one by")
    back = (near.month - month) % 12
    rel, tense = number(fields, "rel"), tense_of(fields)
    if rel is not None and rel < 0:
        first, rule = shift_months(near.replace(day=1), -(back or 12)), "the last such month before the anchor's"
    elif rel is not None:
        first, rule = shift_months(near.replace(day=1), 12 - back), "the next such month after the anchor's"
    elif tense > 0:
        first, rule = shift_months(near.replace(day=1), (12 - back) % 12), f"the month at or after the anchor{because(fields)}"
    elif tense < 0 or back <= _PAST_BIAS_MONTHS:
        first, rule = shift_months(near.replace(day=1), -back), f"the month at or before the anchor{because(fields)}"
    else:
        first, rule = shift_months(near.replace(day=1), 12 - back), "the month nearest to the anchor"
    return valued(month_value(first), "anchored", anchor, rule, edge)


def read_year(fields: Fields, scene: Scene) -> Reading:
    """A year as printed."""
    year = number(fields, "year") or 1
    near, _ = scene.around()
    year = full_year(year, near.year if near else None)
    return valued(f"{year:04d}", "stated", "the words themselves", "year as printed", fields.get("edge"))


def read_unit(fields: Fields, scene: Scene) -> Reading:
    """The last, this or next week, month, quarter, year, weekend."""
    unit, rel = str(fields.get("period")), number(fields, "rel") or 0
    base, anchor = scene.base(fields)
    narrative = fields.get("base") == "text"
    if fields.get("new"):
        return _new_year(scene)
    if narrative and unit not in ("W", "WE") and scene.period is not None:
        base, anchor = scene.period, "last date in the text"
    elif base is None and unit not in ("W", "WE") and not narrative:
        base, anchor = scene.around()
    if base is None:
        relative = {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX"}.get(unit, "XXXX")
        return unresolved(relative, "nothing told of before it to count from" if narrative else NO_ANCHOR)
    words = {-1: "before the anchor's", 0: "of the anchor", 1: "after the anchor's"}[max(-1, min(1, rel))]
    value = _weekend(base, rel, tense_of(fields)) if unit == "WE" else unit_value(step(base, unit, rel), unit)
    return valued(
        value, "narrative" if narrative else "anchored", anchor, f"the {UNIT_NAMES.get(unit, 'time')} {words}", fields.get("edge")
    )


def _new_year(scene: Scene) -> Reading:
    near, anchor = scene.around()
    if near is None:
        return unresolved("XXXX", NO_ANCHOR)
    year = near.year + (near.month == 12)
    return valued(f"{year:04d}", "anchored", anchor, "the year that has just begun or is about to")


def _weekend(base: date, rel: int, tense: int) -> str:
    on_it = base.isoweekday() >= 6
    if rel > 0:
        weeks = 1 if on_it else 0
    elif rel < 0:
        weeks = -1
    else:
        weeks = -1 if tense < 0 and base.isoweekday() <= 4 else 0
    return week_value(shift_days(base, 7 * weeks)) + "-WE"


def read_season(fields: Fields, scene: Scene) -> Reading:
    """A season, with or without year."""
    season, year = str(fields.get("season")), number(fields, "year")
    if year is not None:
        return valued(f"{year:04d}-{season}", "stated", "the words themselves", "season and year as printed")
    near, anchor = scene.around()
    if near is None:
        return unresolved(f"XXXX-{season}", "a season without a year, and no date to choose one by")
    return _some_year([f"{y:04d}-{season}" for y in range(near.year - 2, near.year + 3)], near, anchor, fields, "season")


def read_quarter(fields: Fields, scene: Scene) -> Reading:
    """A quarter or half of a year."""
    kind, ordinal, year = str(fields.get("third")), number(fields, "ordinal") or 1, number(fields, "year")
    ordinal = min(ordinal, 4 if kind == "Q" else 2)
    if year is not None:
        return valued(f"{year:04d}-{kind}{ordinal}", "stated", "the words themselves", "part of the year as printed")
    near, anchor = scene.around()
    if near is None:
        return unresolved(f"XXXX-{kind}{ordinal}", "a part of a year that is not named")
    return _some_year([f"{y:04d}-{kind}{ordinal}" for y in range(near.year - 2, near.year + 3)], near, anchor, fields, "part of the year")


def _some_year(values: list[str], near: date, anchor: str, fields: Fields, name: str) -> Reading:
    rel, tense = number(fields, "rel") or 0, tense_of(fields)
    spans = [(value, days) for value in values if (days := parse_value(value)) is not None]
    if rel:
        spans = [(v, d) for v, d in spans if (d.last < near if rel < 0 else d.first > near)]
    elif tense:
        spans = [(v, d) for v, d in spans if (d.first <= near if tense < 0 else d.last >= near)]
    value, _ = min(spans, key=lambda item: _distance(near, item[1]))
    side = {-1: " before the anchor", 1: " after the anchor"}.get(rel or tense, " nearest to the anchor")
    return valued(value, "anchored", anchor, f"the {name}{side}{because(fields) if not rel else ''}")


def _distance(near: date, days: Days) -> int:
    if days.first <= near <= days.last:
        return 0
    return min(abs((days.first - near).days), abs((days.last - near).days))


def read_decade(fields: Fields, scene: Scene) -> Reading:
    """A decade or a century."""
    if (decade := number(fields, "decade")) is not None:
        return valued(f"{full_year(decade, 2010):04d}"[:3], "stated", "the words themselves", "decade as printed")
    century = number(fields, "century")
    century = (number(fields, "century_n") or 1) - 1 if century is None else century
    return valued(f"{century:02d}", "stated", "the words themselves", "century as printed")


def read_feast(fields: Fields, scene: Scene) -> Reading:
    """A feast day, fixed or counted from Easter."""
    feast, year = str(fields.get("feast")), number(fields, "year")
    near, anchor = scene.around()
    if (fixed := parse_value(feast)) is not None:
        return valued(fixed.first.isoformat(), "stated", "the words themselves", "a day known by its name")
    if year is None and near is None:
        return unresolved(f"XXXX-{feast}" if "easter" not in feast else "XXXX-XX-XX", "a feast of a year that is not named")
    years = [year] if year is not None else list(range(near.year - 1, near.year + 2)) if near else []
    days = [day for y in years if (day := _feast_day(feast, y)) is not None]
    if near is not None and year is None:
        rel = number(fields, "rel") or tense_of(fields)
        side = [d for d in days if (d <= near if rel < 0 else d >= near)] if rel else days
        return valued(nearest(near, side or days).isoformat(), "anchored", anchor, "the feast nearest to the anchor" + because(fields))
    return valued(days[0].isoformat(), "stated", "the words themselves", "feast and year as printed")


def _feast_day(feast: str, year: int) -> date | None:
    """The day of "12-25", "easter+39", or "11/4/4+1": the day after the fourth Thursday of November (-1 the last)."""
    if feast.startswith("easter"):
        return shift_days(easter(year), int(feast[6:]))
    if "/" in feast:
        month, weekday, which = feast.split("/")
        ordinal, _, later = which.partition("+")
        first = date(year, int(month), 1)
        if int(ordinal) > 0:
            return shift_days(weekday_after(first, int(weekday)), 7 * (int(ordinal) - 1) + int(later or 0))
        return shift_days(weekday_before(shift_days(shift_months(first, 1), -1), int(weekday)), int(later or 0))
    month, day = feast.split("-")
    return make_date(year, int(month), int(day))
