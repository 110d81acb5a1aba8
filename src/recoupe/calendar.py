"""Calendar days: TIMEX3 and ISO 8601 values to the days they cover, day arithmetic and weekday logic; no language words, no clock."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from recoupe.records import Article, Precision, Time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASON_STARTS = {"SP": (3, 20), "SU": (6, 21), "FA": (9, 23), "WI": (12, 21)}
ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The days a value covers, both ends included, and how fine it is."""

    first: date
    last: date
    precision: Precision


# ------------------------------------------------------------------ values to days


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)  # a story asks for the same few days over and over
def parse_value(value: str | None) -> Days | None:
    """The days of a TIMEX3 or ISO 8601 value; None if it has none.

    Reads ``2023``, ``2023-09``, ``2023-W36``, ``2023-W36-WE``, ``2023-SU``, ``2023-Q3``, ``199``, ``2023-09-10TEV`` and ``first/last``.
    """
    if not value:
        return None
    if "/" in value:
        first, last = (parse_value(part) for part in value.split("/", 1))
        if first is None or last is None or last.last < first.first:
            return None
        return Days(first.first, last.last, "interval")
    for form, read in _FORMS:
        if match := form.fullmatch(value):
            try:
                return read(match)
            except ValueError:
                return None
    return None


def _read_day(match: re.Match[str]) -> Days:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    clock = match[4] or ""
    fine: Precision = "day"
    if re.match(r"T\d\d:\d\d", clock):
        fine = "minute"
    elif re.match(r"T\d\d", clock):
        fine = "hour"
    return Days(day, day, fine)


def _read_month(match: re.Match[str]) -> Days:
    year, month = int(match[1]), int(match[2])
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _read_week(match: re.Match[str]) -> Days:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if match[3] == "-WE":
        return Days(monday + 5 * ONE_DAY, monday + 6 * ONE_DAY, "interval")
    if match[3]:
        day = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3][1:]))
        return Days(day, day, "day")
    return Days(monday, monday + 6 * ONE_DAY, "week")


def _read_part_of_year(match: re.Match[str]) -> Days:
    year, name = int(match[1]), match[2]
    if name in SEASON_STARTS:
        names = list(SEASON_STARTS)
        following = names[(names.index(name) + 1) % 4]
        first = date(year, *SEASON_STARTS[name])
        last = date(year + (name == "WI"), *SEASON_STARTS[following]) - ONE_DAY
        return Days(first, last, "season")
    months = 3 if name[0] == "Q" else 6
    start = (int(name[1]) - 1) * months + 1
    end = start + months - 1
    return Days(date(year, start, 1), date(year, end, monthrange(year, end)[1]), "interval")


def _read_years(match: re.Match[str]) -> Days:
    digits = match[1]
    span = 10 ** (4 - len(digits))
    first = int(digits) * span
    return Days(date(max(first, 1), 1, 1), date(first + span - 1, 12, 31), "year" if span == 1 else "interval")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?"), _read_day),
    (re.compile(r"(\d{4})-(\d\d)"), _read_month),
    (re.compile(r"(\d{4})-W(\d\d)(-WE|-[1-7])?"), _read_week),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])"), _read_part_of_year),
    (re.compile(r"(\d{2,4})"), _read_years),
)


def days_of(time: Time | None) -> Days | None:
    """The days of a Time, from its first and last day where given, else from its value."""
    if time is None:
        return None
    if time.first_day and time.last_day:
        first, last = parse_value(time.first_day), parse_value(time.last_day)
        if first is not None and last is not None:
            return Days(first.first, last.last, time.precision)
    return parse_value(time.value)


def published_at(article: Article, offset: int) -> Time | None:
    """When the words at an offset were published: with their part where the page joins dispatches, else with the page."""
    for part in article.parts:
        if part.start <= offset < part.end and part.published is not None:
            return part.published
    return article.published


def value_of_days(first: date, last: date) -> str:
    """The ISO 8601 value of a range of days: one day, or ``first/last``."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


# ------------------------------------------------------------------ arithmetic


def shift_days(day: date, count: int) -> date:
    """The day ``count`` days later; the calendar's own ends are not crossed."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


def shift_months(day: date, count: int) -> date:
    """The day ``count`` months later, moved to the last of the month where that month is shorter."""
    months = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_value(day: date) -> str:
    """``2023-09`` for any day of that month."""
    return f"{day.year:04d}-{day.month:02d}"


def week_value(day: date) -> str:
    """``2023-W36`` for any day of that ISO week."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def weekday_before(anchor: date, weekday: int, same_day: bool = True) -> date:
    """The latest such weekday (Monday is 1) at the anchor or before it; strictly before unless ``same_day``."""
    back = (anchor.isoweekday() - weekday) % 7
    return shift_days(anchor, -(back if back or same_day else 7))


def weekday_after(anchor: date, weekday: int, same_day: bool = True) -> date:
    """The earliest such weekday (Monday is 1) at the anchor or after it; strictly after unless ``same_day``."""
    ahead = (weekday - anchor.isoweekday()) % 7
    return shift_days(anchor, ahead if ahead or same_day else 7)


def nearest(anchor: date, days: Iterable[date]) -> date:
    """The day closest to the anchor; of two as close, the earlier one."""
    return min(days, key=lambda day: (abs((day - anchor).days), day))


def same_days_of_years(day: int, month: int, years: Iterable[int], weekday: int | None = None) -> list[date]:
    """That day and month in each of the years that has it, on that weekday where one is given."""
    found = (make_date(year, month, day) for year in years)
    return [d for d in found if d is not None and (weekday is None or d.isoweekday() == weekday)]


def full_year(year: int, anchor_year: int | None = None) -> int:
    """Four digits for a year printed with two: the latest century at most 20 years ahead of the anchor (without one: 1950-2049)."""
    if year >= 100:
        return year
    if anchor_year is None:
        return 2000 + year if year < 50 else 1900 + year
    century = anchor_year // 100 * 100
    return max(y for y in (century - 100 + year, century + year, century + 100 + year) if y <= anchor_year + 20)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
