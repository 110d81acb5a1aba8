"""A ``Time`` -> the words a reader uses for it, with its precision shown and nothing made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from babel.dates import format_date, format_time, get_day_names, get_month_names

from recoupe.dossier.wording import Wording, load_wording
from recoupe.records import Precision, Time

_CLOCK = re.compile(r"^(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d)(?::?(?P<minute>\d\d))?(?::\d\d(?:\.\d+)?)?(?P<offset>Z|[+-]\d\d:?\d\d)?$")
_PART = re.compile(r"^(?P<day>\d{4}-\d\d-\d\d)T(?P<part>[A-Z]{2})$")
_ISO = re.compile(r"^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)?|-W\d\d)?$")


@dataclass(frozen=True, slots=True)
class When:
    """A time in words: ``text`` whole, its ``day`` and ``clock`` apart, and ``iso`` where HTML's ``datetime`` allows it."""

    text: str
    day: str
    clock: str | None = None
    iso: str | None = None
    dated: bool = True


def tell_time(moment: Time | None, wording: Wording) -> When | None:
    """Words for a time, or None where nothing is known; times without an anchor come back with ``dated`` false."""
    if moment is None or not (moment.value or moment.first_day or moment.last_day):
        return None
    return _tell(moment.value or "", moment.first_day, moment.last_day, moment.precision, _written(moment), wording.language)


def _written(moment: Time) -> str | None:
    """The zone as the page writes it: that of the outlet's country is told with the reason alone."""
    return None if moment.zone_basis == "outlet" else moment.zone


@lru_cache(maxsize=4096)
def _tell(value: str, first_day: str | None, last_day: str | None, precision: Precision, zone: str | None, language: str) -> When:
    """Kept once told: a dossier says the same days thousands of times."""
    wording = load_wording(language)
    about = value.strip().endswith(("~", "?"))
    value = value.strip().rstrip("~?")
    first, last, stamped = _day(first_day), _day(last_day), _day(value[:10])
    if first is None and last is None and stamped is None and not _is_calendar(value):
        text = _relative(value, wording)
        return When(text=text, day=text, dated=False)
    day = _day_words(value, first, last, wording)
    day = wording.days["about"].format(when=day) if about else day
    clock = _clock(value, precision == "hour", zone, wording)
    text = wording.days["with_clock"].format(day=day, clock=clock) if clock else day
    valid = _ISO.match(value) and (stamped or len(value) < 10) and (clock is None or "T" in value)
    return When(text=text, day=day, clock=clock, iso=value if valid else first_day if first == last else None)


def tell_span(first_day: str | None, last_day: str | None, wording: Wording) -> str:
    """Words for the days a story covers, or an empty string."""
    first, last = _day(first_day), _day(last_day)
    if first is not None and first == last:
        return _format(first, "day", wording)
    return _range(first, last, "from_to", wording) if first or last else ""


def tell_day(day: str | None, wording: Wording) -> str:
    """Words for an ISO day, month or year, given back as it is where it is none of these."""
    told = tell_time(Time(value=day), wording) if day else None
    return told.text if told else day or ""


# ------------------------------------------------------------------ days


def _day_words(value: str, first: date | None, last: date | None, wording: Wording) -> str:
    stamped = _day(value[:10])
    if "/" not in value and stamped is not None and (first is None or last is None or first == last):
        return _format(stamped, "day", wording)
    if first is not None and first == last:
        return _format(first, "day", wording)
    named = _calendar_words(value, first, last, wording)
    if named:
        return named
    return _range(first, last, "from_to" if "/" in value else "between", wording)


def _is_calendar(value: str) -> bool:
    return re.match(r"^\d{2,3}$|^\d{4}(-(\d\d|Q\d|H\d|SP|SU|FA|WI|W\d\d))?", value) is not None


def _calendar_words(value: str, first: date | None, last: date | None, wording: Wording) -> str | None:
    """Words for a value that names a month, a week, a season or a year by itself."""
    if re.fullmatch(r"\d{4}", value):
        return value
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _month(int(found[1]), int(found[2]), wording)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        season = wording.name("season", found[2])
        return wording.days["season"].format(season=season, year=found[1])
    if found := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        return wording.days["quarter" if found[2] == "Q" else "half"].format(number=wording.ordinal(int(found[3])), year=found[1])
    if re.fullmatch(r"\d{3}", value):
        return wording.days["decade"].format(year=f"{value}0")
    if re.fullmatch(r"\d{2}", value):
        return wording.days["century"].format(number=wording.ordinal(int(value) + 1))
    if found := re.match(r"(\d{4})-W(\d\d)(-WE)?$", value):
        if first is None or last is None:
            first, last = _week(int(found[1]), int(found[2]))
        return _range(first, last, "weekend" if found[3] else "week", wording) if first else None
    return None if first or last else wording.days["raw"].format(value=value)


def _range(first: date | None, last: date | None, pattern: str, wording: Wording) -> str:
    if first is None or last is None:
        known, key, name = (first, "since", "first") if first is not None else (last, "until", "last")
        return wording.days[key].format(**{name: _format(known, "plain_day", wording)}) if known else ""
    same_month = (first.year, first.month) == (last.year, last.month)
    begin = "day_only" if same_month else "day_month" if first.year == last.year else "plain_day"
    if pattern == "weekend":
        begin = "plain_day"
    told = _format(first, begin, wording)
    return wording.days[pattern].format(first=told, last=_format(last, "plain_day", wording))


def _format(day: date, pattern: str, wording: Wording) -> str:
    shape = wording.days[pattern]
    if day.day == 1 and wording.days["first_of_month"]:
        shape = re.sub(r"\bd\b", f"d'{wording.days['first_of_month']}'", shape)
    return format_date(day, shape, locale=wording.language).replace(" ", "\u00a0" if pattern == "day_month" else " ")


def _month(year: int, month: int, wording: Wording) -> str:
    if not 1 <= month <= 12 or year < 1:
        return wording.days["raw"].format(value=f"{year:04}-{month:02}")
    return format_date(date(year, month, 1), wording.days["month"], locale=wording.language)


def _week(year: int, week: int) -> tuple[date | None, date | None]:
    try:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        return None, None


def _day(value: str | None) -> date | None:
    if value is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


# ------------------------------------------------------------------ hours


def _clock(value: str, coarse: bool, zone: str | None, wording: Wording) -> str | None:
    if found := _PART.match(value):
        return wording.name("day_part", found["part"])
    found = _CLOCK.match(value)
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    at = time(int(found["hour"]), int(found["minute"] or 0))
    told = format_time(at, wording.days["clock" if at.minute else "full_hour"], locale=wording.language)
    told = told.replace(" ", "\u00a0")
    if coarse or found["minute"] is None:
        told = wording.days["about"].format(when=told)
    zone = zone or found["offset"]
    return wording.days["zone"].format(clock=told, zone=zone) if zone else told


# ------------------------------------------------------------------ times without an anchor


def _relative(value: str, wording: Wording) -> str:
    """Words for TIMEX3 values with holes: ``XXXX-WXX-3``, ``XXXX-06-18``, ``XXXX-09``, ``XXXX-XX-14``."""
    names = get_day_names("wide", locale=wording.language)
    if found := re.match(r"XXXX-W(?:XX|\d\d)-([1-7])", value):
        return wording.days["any_weekday"].format(weekday=names[int(found[1]) - 1])
    if (found := re.match(r"XXXX-(\d\d)-(\d\d)", value)) and _day(f"2000-{found[1]}-{found[2]}"):
        told = _format(date(2000, int(found[1]), int(found[2])), "day_month", wording)
        return wording.days["any_year"].format(day=told)
    if (found := re.match(r"XXXX-(\d\d)$", value)) and 1 <= int(found[1]) <= 12:
        return wording.days["any_year"].format(day=get_month_names("wide", locale=wording.language)[int(found[1])])
    if found := re.match(r"XXXX-XX-(\d\d)", value):
        return wording.days["any_month"].format(day=int(found[1]))
    if value in wording.names["reference"]:
        return wording.name("reference", value)
    return wording.days["raw"].format(value=value)
