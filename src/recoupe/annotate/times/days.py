"""Meanings finer than a week: dates, weekdays, days counted from an anchor, parts of day, nights and clock times."""

from __future__ import annotations

from datetime import date

from recoupe.annotate.times.scene import NO_ANCHOR, Fields, Reading, Scene, because, reading_of_day, tense_of, unresolved
from recoupe.calendar import (
    WEEKDAYS,
    Days,
    full_year,
    make_date,
    month_value,
    nearest,
    same_days_of_years,
    shift_days,
    shift_months,
    weekday_after,
    weekday_before,
)

_SURE_DAYS = 120
_SAME_WEEKDAY_DAYS = 10
_NEAR_MONTHS = 3


def number(fields: Fields, name: str) -> int | None:
    """A field as a whole number, or None."""
    value = fields.get(name)
    return value if isinstance(value, int) else None


def read_date(fields: Fields, scene: Scene) -> Reading:
    """A day and month, with or without year."""
    day, month = number(fields, "day") or 1, number(fields, "month") or 1
    year, weekday = number(fields, "year"), number(fields, "weekday")
    near, anchor = scene.around()
    if (months := number(fields, "month_rel")) is not None:
        return _date_of_near_month(day, months, near, anchor, fields)
    if year is not None:
        full = make_date(full_year(year, near.year if near else None), month, day)
        if full is None:
            return unresolved(f"XXXX-{month:02d}-{day:02d}", "the calendar has no such day")
        wrong = weekday is not None and full.isoweekday() != weekday
        rule = "date printed in full" + (f", although that day is a {WEEKDAYS[full.weekday()]}" if wrong else "")
        return reading_of_day(full, fields, "stated", "the date itself", rule)
    if scene.year is not None and near is not None and fields.get("rel") is None and (told := make_date(scene.year, month, day)):
        return reading_of_day(told, fields, "narrative", scene.year_as, "day and month in the year just named")
    if near is None:
        return unresolved(f"XXXX-{month:02d}-{day:02d}", "day and month without a year, and no date to choose one by")
    sure = not fields.get("loose") and scene.published is not None  # the tense speaks from the publication, not from a day told of
    return _date_of_some_year(day, month, near, anchor, {**fields, "loose": None if sure else 1})


def _date_of_near_month(day: int, months: int, near: date | None, anchor: str, fields: Fields) -> Reading:
    if near is None:
        return unresolved(f"XXXX-XX-{day:02d}", NO_ANCHOR)
    month = shift_months(near.replace(day=1), months)
    full = make_date(month.year, month.month, day)
    if full is None:
        return unresolved(f"{month_value(month)}-{day:02d}", "the calendar has no such day")
    words = "of the anchor" if months == 0 else f"{'before' if months < 0 else 'after'} the anchor's"
    return reading_of_day(full, fields, "anchored", anchor, f"that day of the month {words}")


def _date_of_some_year(day: int, month: int, near: date, anchor: str, fields: Fields) -> Reading:
    years = range(near.year - 4, near.year + 5)
    weekday, rel = number(fields, "weekday"), number(fields, "rel")
    found = same_days_of_years(day, month, years)
    if not found:
        return unresolved(f"XXXX-{month:02d}-{day:02d}", "the calendar has no such day")
    fitting = [d for d in found if weekday is not None and d.isoweekday() == weekday and abs((d - near).days) < 400]
    if rel is not None and (side := [d for d in found if (d < near if rel < 0 else d > near)]):
        rule = f"the {'last' if rel < 0 else 'next'} such day from the anchor"
        return reading_of_day(nearest(near, side), fields, "anchored", anchor, rule)
    if fitting:
        rule = "the year in which that day has that weekday, nearest to the anchor"
        return reading_of_day(nearest(near, fitting), fields, "anchored", anchor, rule)
    closest = nearest(near, found)
    tense = tense_of(fields)
    side = [d for d in found if (d <= near if tense < 0 else d >= near)]
    if tense and side and not (fields.get("loose") and abs((closest - near).days) <= _SURE_DAYS):
        rule = f"day and month {'before' if tense < 0 else 'after'} the anchor{because(fields)}"
        return reading_of_day(nearest(near, side), fields, "anchored", anchor, rule)
    return reading_of_day(closest, fields, "anchored", anchor, "day and month in the year that brings them nearest to the anchor")


def read_day_number(fields: Fields, scene: Scene) -> Reading:
    """A bare day of the month: with its weekday the nearest such day, else the nearest on the side the words tell of."""
    day, weekday, tense = number(fields, "day") or 1, number(fields, "weekday"), tense_of(fields)
    base, anchor = scene.base(fields)
    if base is None:
        return unresolved(f"XXXX-XX-{day:02d}", NO_ANCHOR)
    months = [shift_months(base.replace(day=1), count) for count in range(-_NEAR_MONTHS, _NEAR_MONTHS + 1)]
    found = [d for m in months if (d := make_date(m.year, m.month, day)) and weekday in (None, d.isoweekday())]
    close = [d for d in found if abs((d - base).days) <= _SAME_WEEKDAY_DAYS and not weekday]
    found = close or [d for d in found if (d - base).days * tense >= 0] or found
    if not found:
        return unresolved(f"XXXX-XX-{day:02d}", "no day of the months around the anchor is such a weekday")
    told = "that day of the month with that weekday" if weekday else "that day of the month"
    return reading_of_day(nearest(base, found), fields, "anchored", anchor, f"{told}, nearest to the anchor{because(fields)}")


def read_weekday(fields: Fields, scene: Scene) -> Reading:
    """A weekday: the same day allowed, past unless what governs it is to come."""
    weekday = number(fields, "weekday") or 1
    name = WEEKDAYS[weekday - 1]
    relative = f"XXXX-WXX-{weekday}" + (f"T{fields['part']}" if fields.get("part") else "")
    base, anchor = scene.base(fields)
    if base is None:
        return unresolved(relative, f"a {name}; {NO_ANCHOR}")
    basis = "narrative" if fields.get("base") == "text" else "anchored"
    rel, tense, explained = number(fields, "rel"), tense_of(fields), number(fields, "day_word")
    if explained is not None:
        day = (weekday_after if explained >= 0 else weekday_before)(base, weekday, explained == 0)
        return reading_of_day(day, fields, basis, anchor, f"the {name} given as explanation of the word before it")
    if (weeks := number(fields, "weeks")) is not None:
        day = shift_days(weekday_after(base, weekday, False), 7 * weeks)
        count = f"{weeks} week{'s' if weeks != 1 else ''}"
        return reading_of_day(day, fields, basis, anchor, f"{count} after the {name} after the anchor")
    if rel:
        day = weekday_before(base, weekday, False) if rel < 0 else weekday_after(base, weekday, False)
        return reading_of_day(day, fields, basis, anchor, f"the {name} {'before' if rel < 0 else 'after'} the anchor")
    same = scene.dated_weekdays.get(weekday)
    if same is not None and abs((same - base).days) <= _SAME_WEEKDAY_DAYS and (same - base).days * tense >= 0:
        return reading_of_day(same, fields, "narrative", f"{same.isoformat()} in the text", f"the same {name} as the dated one before")
    if (fields.get("this") or rel == 0) and not tense:
        day = nearest(base, (weekday_before(base, weekday), weekday_after(base, weekday)))
        return reading_of_day(day, fields, basis, anchor, f"this {name}: the one nearest to the anchor")
    if tense > 0:
        return reading_of_day(weekday_after(base, weekday), fields, basis, anchor, f"{name} at or after the anchor{because(fields)}")
    why = because(fields) or ", as news tells the past"
    return reading_of_day(weekday_before(base, weekday), fields, basis, anchor, f"{name} at or before the anchor{why}")


def read_day(fields: Fields, scene: Scene) -> Reading:
    """A day counted from an anchor: yesterday, the day after."""
    offset = number(fields, "day_word") or 0
    base, anchor = scene.base(fields)
    narrative = fields.get("base") == "text"
    if base is None:
        part = f"T{fields['part']}" if fields.get("part") else ""
        return unresolved(f"XXXX-XX-XX{part}", "no day told of before it to count from" if narrative else NO_ANCHOR)
    count = f"{abs(offset)} day{'s' if abs(offset) != 1 else ''} {'before' if offset < 0 else 'after'}" if offset else "the day of"
    far = f"{count} the anchor"
    return reading_of_day(shift_days(base, offset), fields, "narrative" if narrative else "anchored", anchor, far)


def read_part(fields: Fields, scene: Scene) -> Reading:
    """A part of day: of the publication day after "this", else of the last day told of; a night told as past is the last one."""
    day, anchor = (scene.day, scene.published_as) if fields.get("this") else (scene.told, scene.told_as)
    if day is not None and scene.night_past(fields):
        return reading_of_day(shift_days(day, 1), fields, "narrative", anchor, "part of the day after the night told of")
    if day is not None and not fields.get("this"):
        return reading_of_day(day, fields, "narrative", anchor, "part of that day")
    if scene.day is None:
        return unresolved(f"XXXX-XX-XXT{fields['part']}", "a part of a day that is not named")
    if fields.get("last_night") and tense_of(fields) < 0:
        rule = f"the night that ends on the publication day{because(fields)}"
        return reading_of_day(shift_days(scene.day, -1), fields, "anchored", scene.published_as, rule)
    rule = "part of that day" if fields.get("this") else "no day told of before it: the publication day"
    return reading_of_day(scene.day, fields, "anchored", scene.published_as, rule)


def read_night(fields: Fields, scene: Scene) -> Reading:
    """A night between two days."""
    if "day" in fields:
        first = read_date({"month": fields.get("month_to"), **fields}, scene)
    elif "day_to" in fields and "month" in fields:
        first = _day_before(read_date({"day": fields["day_to"], "month": fields["month"], "year": fields.get("year")}, scene))
    else:
        first = read_weekday(fields, scene)
    if fields.get("ends"):
        first = _day_before(first)
    if first.days is None:
        return first._replace(value=f"{first.value}TNI")
    start = first.days.first
    days = Days(start, shift_days(start, 1), "interval")
    return Reading(f"{start.isoformat()}TNI", days, first.basis, first.anchor, f"night that begins on this day: {first.rule}")


def _day_before(reading: Reading) -> Reading:
    if reading.days is None:
        return Reading("XXXX-XX-XX", rule=reading.rule)
    eve = shift_days(reading.days.first, -1)
    return reading._replace(value=eve.isoformat(), days=Days(eve, eve, "day"))


def read_clock(fields: Fields, scene: Scene) -> Reading:
    """A clock time on the last day told of."""
    hour, minute = number(fields, "hour") or 0, number(fields, "minute") or 0
    if hour == 24 and fields.get("range") == "from":
        hour = 0
    half = fields.get("half_day")
    if half == "PM" and hour < 12:
        hour += 12
    elif half == "AM" and hour == 12:
        hour = 0
    elif fields.get("part") in ("EV", "AF") and hour < 12:
        hour += 12
    clock = f"T{hour:02d}:{minute:02d}"
    if scene.told is not None and scene.past_midnight(hour) and not fields.get("day_from"):
        next_day = shift_days(scene.told, 1)
        rule = "clock time after midnight of the evening told of"
        return Reading(f"{next_day.isoformat()}{clock}", Days(next_day, next_day, "minute"), "narrative", scene.told_as, rule)
    told = scene.told if scene.told is not None else scene.day
    if told is None:
        return Reading(f"XXXX-XX-XX{clock}", precision="minute", rule="a clock time on a day that is not named")
    narrative = scene.told is not None
    rule = "clock time on that day" if narrative else "clock time; no day told of before it: the publication day"
    anchor = scene.told_as if narrative else scene.published_as
    return Reading(f"{told.isoformat()}{clock}", Days(told, told, "minute"), "narrative" if narrative else "anchored", anchor, rule)
