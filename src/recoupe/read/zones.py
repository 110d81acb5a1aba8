"""Named clock times ("heure de Paris", "ET") -> their offset on a day, by the rules of summer time of Europe and North America."""

from __future__ import annotations

import calendar
import datetime
from functools import cache

from recoupe.read.words import reading_words
from recoupe.text import fold


@cache
def zone_names() -> dict[str, str]:
    """Folded name of a clock time -> its rule: the winter offset, then ``eu`` or ``us`` where summer time is kept."""
    return {fold(name): rule for table in reading_words() for name, rule in table.zones.items()}


def zone_offset(name: str, day: str) -> str | None:
    """The offset of a named clock time on a day ``YYYY-MM-DD``; None where the name or the day is unknown."""
    rule = zone_names().get(name)
    if rule is None:
        return None
    winter, _, summer = rule.partition(" ")
    if not summer:
        return winter
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return None
    first, last = _summer(date.year, summer)
    if not first <= date < last:
        return winter
    hours = int(winter[:3]) + 1
    return f"{'-' if hours < 0 else '+'}{abs(hours):02d}{winter[3:]}"


def _summer(year: int, rule: str) -> tuple[datetime.date, datetime.date]:
    """First day of summer time and first day after it."""
    if rule == "eu":
        return _sunday(year, 3, -1), _sunday(year, 10, -1)
    return _sunday(year, 3, 1), _sunday(year, 11, 0)


def _sunday(year: int, month: int, which: int) -> datetime.date:
    days = [week[calendar.SUNDAY] for week in calendar.monthcalendar(year, month) if week[calendar.SUNDAY]]
    return datetime.date(year, month, days[which])
