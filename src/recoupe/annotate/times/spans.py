"""Meanings of a week or more, and those that are no day: months, years, seasons, lengths, repetitions, vague references."""

from __future__ import annotations

from datetime import date

from recoupe.annotate.times.days import number
from recoupe.annotate.times.scene import Fields, Reading, Scene, because, tense_of, unresolved
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
)

_MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
_DAYS_OF = {"D": 1, "N": 1, "W": 7, "WE": 7}
_VAGUE_DAYS = {"TH": 1, "D": 7, "N": 7, "W": 28, "WE": 28}
_NO_ANCHOR = "no publication date to count from"
_PAST_BIAS_MONTHS = 8


def _valued(value: str, basis: str, anchor: str, rule: str, edge: object = None) -> Reading:
    days = parse_value(value)
    if days is not None and edge:
        days = _edge_of(days, str(edge))
    return Reading(value, days, basis, anchor, rule)


def _edge_of(days: Days, edge: str) -> Days:
    third = max(1, ((days.last - days.first).days + 1) // 3)
    if edge == "START":
        return Days(days.first, shift_days(days.first, third - 1), "interval")
    if edge == "END":
        return Days(shift_days(days.last, 1 - third), days.last, "interval")
    return Days(shift_days(days.first, third), shift_days(days.last, -third), "interval")


def read_month(fields: Fields, scene: Scene) -> Reading:
    """A month, with or without year."""
    month, year, edge = number(fields, "month") or 1, number(fields, "year"), fields.get("edge")
    if year is not None:
        return _valued(f"{year:04d}-{month:02d}", "stated", "the words themselves", "month and year as printed", edge)
    if scene.year is not None and not fields.get("rel"):
        return _valued(f"{scene.year:04d}-{month:02d}", "narrative", f"year {scene.year} in the same sentence", "month in the year just named", edge)
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
    return _valued(month_value(first), "anchored", anchor, rule, edge)


def read_year(fields: Fields, scene: Scene) -> Reading:
    """A year as printed."""
    year = number(fields, "year") or 1
    return _valued(f"{year:04d}", "stated", "the words themselves", "year as printed", fields.get("edge"))


def read_unit(fields: Fields, scene: Scene) -> Reading:
    """The last, this or next week, month, quarter, year, weekend."""
    unit, rel = str(fields.get("period")), number(fields, "rel") or 0
    base, anchor = scene.base(fields)
    narrative = fields.get("base") == "text"
    if base is None and unit not in ("W", "WE") and not narrative:
        base, anchor = scene.around()
    if base is None:
        relative = {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX"}.get(unit, "XXXX")
        return unresolved(relative, "nothing told of before it to count from" if narrative else _NO_ANCHOR)
    words = {-1: "before the anchor's", 0: "of the anchor", 1: "after the anchor's"}[max(-1, min(1, rel))]
    name = {"W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "H": "half-year", "Y": "year", "DE": "decade", "CE": "century"}.get(unit, "time")
    value = _weekend(base, rel, tense_of(fields)) if unit == "WE" else unit_value(_step(base, unit, rel), unit)
    return _valued(value, "narrative" if narrative else "anchored", anchor, f"the {name} {words}", fields.get("edge"))


def unit_value(day: date, unit: str) -> str:
    """The value of the week, month, quarter, half-year, year, decade or century of a day."""
    if unit in ("W", "WE"):
        return week_value(day) + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return month_value(day)
    if unit in ("Q", "H"):
        return f"{day.year:04d}-{unit}{(day.month - 1) // _MONTHS_OF[unit] + 1}"
    year = f"{day.year:04d}"
    return year[: {"DE": 3, "CE": 2}.get(unit, 4)] if unit in ("Y", "DE", "CE") else day.isoformat()


def _step(day: date, unit: str, count: int) -> date:
    if unit in _MONTHS_OF:
        return shift_months(day, count * _MONTHS_OF[unit])
    return shift_days(day, count * _DAYS_OF.get(unit, 0))


def _weekend(base: date, rel: int, tense: int) -> str:
    on_it = base.isoweekday() >= 6
    if rel > 0:
        weeks = 1 if on_it else 0
    elif rel < 0:
        weeks = -1
    else:
        weeks = -1 if tense < 0 and base.isoweekday() <= 4 else 0
    return week_value(shift_days(base, 7 * weeks)) + "-WE"


def read_ago(fields: Fields, scene: Scene) -> Reading:
    """A length counted back or ahead from an anchor."""
    unit, sign = str(fields.get("unit")), number(fields, "sign") or 1
    count = _count(fields)
    base, anchor = scene.base(fields)
    if count is None:
        return unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", "an uncounted length from the anchor")
    narrative = fields.get("base") == "text"
    if base is None:
        return unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", "no day told of before it to count from" if narrative else _NO_ANCHOR)
    day = _step(base, unit, sign * int(count))
    fine = unit in ("D", "N") or (unit == "W" and count == 1) or unit.startswith("T")
    value = day.isoformat() if fine else unit_value(day, unit)
    plain = f"{int(count)} {_NAMES.get(unit, 'unit')}{'s' if count != 1 else ''} {'before' if sign < 0 else 'after'} the anchor"
    return _valued(value, "narrative" if narrative else "anchored", anchor, plain)


_NAMES = {
    "TS": "second", "TM": "minute", "TH": "hour", "D": "day", "N": "night", "W": "week", "WE": "weekend",
    "M": "month", "Q": "quarter", "H": "half-year", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip


def _count(fields: Fields) -> float | None:
    count = fields.get("n")
    return None if count is None else float(count)


def length_value(count: float | None, unit: str, half: bool = False) -> str:
    """The TIMEX3 length of so many units; ``X`` where they are not counted."""
    factor, code = {"N": (1, "D"), "Q": (3, "M"), "H": (6, "M"), "DE": (10, "Y"), "CE": (100, "Y")}.get(unit, (1, unit))
    clock = code[0] == "T"
    code = code[1:] if clock else code
    if count is None:
        return f"P{'T' if clock else ''}X{'D' if code == 'WE' else code}"
    total = count * factor
    if half and (code, clock) == ("Y", False):
        return f"P{int(total * 12) + 6}M"
    if half and clock:
        return f"PT{int(total)}H30M"
    total += 0.5 * half
    return f"P{'T' if clock else ''}{int(total) if total == int(total) else total}{code}"


def read_duration(fields: Fields, scene: Scene) -> Reading:
    """A length; "for a week" up to the anchor covers the days since then."""
    unit = str(fields.get("unit") or "TH")
    if (term := number(fields, "term")) is not None:
        return Reading(f"P{term}Y", rule="a length")
    if fields.get("half_of"):
        halves = {"TH": "PT30M", "CE": "P50Y", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "TM": "PT30S"}
        return Reading(halves.get(unit, f"P0.5{unit}"), rule="a length")
    count, minute = _count(fields), number(fields, "minute")
    value = length_value(count, unit, bool(fields.get("half"))) + (f"{minute}M" if minute is not None and unit == "TH" else "")
    base = scene.day
    if fields.get("since") and base is not None and count is not None and not unit.startswith("T"):
        days = Days(_step(base, unit, -int(count)), base, "interval")
        return Reading(value, days, "anchored", scene.published_as, "the length that ends on the anchor")
    return Reading(value, rule="a length")


def read_spread(fields: Fields, scene: Scene) -> Reading:
    """The next or last days, weeks, months: a length on one side of the anchor."""
    unit, sign, count = str(fields.get("unit")), number(fields, "sign") or 1, _count(fields)
    value = length_value(count, unit)
    far = int(count) * _DAYS_OF.get(unit, 1) if count is not None else _VAGUE_DAYS.get(unit)
    base = scene.day
    if base is None or (count is None and far is None):
        return Reading(value, rule="a vague length" if base is not None else _NO_ANCHOR)
    if unit in _MONTHS_OF and count is not None:
        end = _step(base, unit, sign * int(count))
    else:
        end = shift_days(base, sign * (1 if unit.startswith("T") else far or 1))
    start = base if sign < 0 or unit.startswith("T") else shift_days(base, 1)
    vague = "" if count is not None else "; how many is not said"
    side = "before" if sign < 0 else "after"
    return Reading(value, Days(min(start, end), max(start, end), "interval"), "anchored", scene.published_as, f"the stretch just {side} the anchor{vague}")


def read_set(fields: Fields, scene: Scene) -> Reading:
    """A repetition."""
    if (rate := fields.get("rate")) is not None:
        return Reading(str(rate), rule="a repetition")
    if (weekday := number(fields, "weekday")) is not None:
        return Reading(f"XXXX-WXX-{weekday}", rule="a repetition")
    if (part := fields.get("part")) is not None:
        return Reading(f"XXXX-XX-XXT{part}", rule="a repetition")
    return Reading(length_value(_count(fields) or 1, str(fields.get("unit"))), rule="a repetition")


def read_season(fields: Fields, scene: Scene) -> Reading:
    """A season, with or without year."""
    season, year = str(fields.get("season")), number(fields, "year")
    if year is not None:
        return _valued(f"{year:04d}-{season}", "stated", "the words themselves", "season and year as printed")
    near, anchor = scene.around()
    if near is None:
        return unresolved(f"XXXX-{season}", "a season without a year, and no date to choose one by")
    return _some_year([f"{y:04d}-{season}" for y in range(near.year - 2, near.year + 3)], near, anchor, fields, "season")


def read_quarter(fields: Fields, scene: Scene) -> Reading:
    """A quarter or half of a year."""
    kind, ordinal, year = str(fields.get("third")), number(fields, "ordinal") or 1, number(fields, "year")
    ordinal = min(ordinal, 4 if kind == "Q" else 2)
    if year is not None:
        return _valued(f"{year:04d}-{kind}{ordinal}", "stated", "the words themselves", "part of the year as printed")
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
    return _valued(value, "anchored", anchor, f"the {name}{side}{because(fields) if not rel else ''}")


def _distance(near: date, days: Days) -> int:
    if days.first <= near <= days.last:
        return 0
    return min(abs((days.first - near).days), abs((days.last - near).days))


def read_decade(fields: Fields, scene: Scene) -> Reading:
    """A decade or a century."""
    if (decade := number(fields, "decade")) is not None:
        return _valued(f"{full_year(decade, 2010):04d}"[:3], "stated", "the words themselves", "decade as printed")
    century = number(fields, "century")
    century = (number(fields, "century_n") or 1) - 1 if century is None else century
    return _valued(f"{century:02d}", "stated", "the words themselves", "century as printed")


def read_feast(fields: Fields, scene: Scene) -> Reading:
    """A feast day, fixed or counted from Easter."""
    feast, year = str(fields.get("feast")), number(fields, "year")
    near, anchor = scene.around()
    if year is None and near is None:
        return unresolved(f"XXXX-{feast}" if "easter" not in feast else "XXXX-XX-XX", "a feast of a year that is not named")
    years = [year] if year is not None else list(range(near.year - 1, near.year + 2)) if near else []
    days = [day for y in years if (day := _feast_day(feast, y)) is not None]
    if near is not None and year is None:
        rel = number(fields, "rel") or tense_of(fields)
        side = [d for d in days if (d <= near if rel < 0 else d >= near)] if rel else days
        return _valued(nearest(near, side or days).isoformat(), "anchored", anchor, "the feast nearest to the anchor" + because(fields))
    return _valued(days[0].isoformat(), "stated", "the words themselves", "feast and year as printed")


def _feast_day(feast: str, year: int) -> date | None:
    if feast.startswith("easter"):
        return shift_days(easter(year), int(feast[6:]))
    month, day = feast.split("-")
    return make_date(year, int(month), int(day))


def read_ref(fields: Fields, scene: Scene) -> Reading:
    """A vague reference to the present, past or future."""
    return Reading(str(fields.get("now")), rule="a vague reference")


