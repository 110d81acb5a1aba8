"""Clock times that open the entries of a live page -> instants: the order they stand in, and the day each falls on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from recoupe.calendar import parse_value, shift_days
from recoupe.read.dates import page_time
from recoupe.read.stamps import find_stamps, is_role
from recoupe.read.words import any_of, gather
from recoupe.records import Passage, Time
from recoupe.text import fold

Order = Literal["descending", "ascending"]
_DAY = 24 * 60
_WRAP = 6 * 60  # minutes: the clock jumps by more where a live page crosses midnight, by less where its entries are out of order
_MOST_NIGHTS = 5
_HEAD = 90  # characters of a line in which the clock that opens it stands
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r"[\])]?\s*(?:[-–—−:|•·>»]+\s*|(?<=[\s\])])(?=[^a-zà-öø-ÿ])|$)")


class Clock(Struct, frozen=True, kw_only=True):
    """A clock time at the head of a line: offsets in the line, minutes since midnight, and the day where one is printed with it."""

    start: int
    end: int
    rest: int
    minutes: int
    day: str | None = None
    zone: str | None = None
    role: bool = False

    @property
    def time(self) -> str:
        """The clock time as ``14:32``."""
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"


@cache
def _pattern() -> re.Pattern[str]:
    roles = any_of(gather("updated") + gather("published"))
    return re.compile(
        rf"\W{{0,3}}(?P<role>(?:{roles})\s*:?\s*)?(?:(?:a|at|le)\s)?"
        r"(?:(?P<hour>[01]?\d|2[0-3])\s?(?:[:h]|heures?\s?)\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
        r"|(?P<hour2>1[0-2]|0?\d)(?:[.:](?P<minute2>[0-5]\d))?\s?(?P<half2>[ap])\.?m\b\.?"
        r"|(?P<hour3>[01]?\d|2[0-3])\s?h)(?![\w%])(?:\s?\(?(?P<zone>utc|gmt|cet|cest|bst|e[sd]t|p[sd]t|c[sd]t)\b\)?)?"
    )


MAY_OPEN = re.compile(r"\d(?:\s?(?:[:h]|heures?)\s?[0-5]\d|\s?(?:[ap]\.?m|h)\b)", re.IGNORECASE)
"""A clock time: a page with fewer than three of them is no live page."""


def opening_clock(text: str, month_first: bool = False) -> Clock | None:
    """The clock time that opens a line, alone or before a headline or text; None for a sentence that only begins with an hour."""
    head = text[:_HEAD]
    if _DIGIT.search(head) is None:
        return None
    found = _pattern().match(fold(head))
    if found:
        hour = int(found["hour"] or found["hour2"] or found["hour3"])
        half = found["half"] or found["half2"]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        minutes = hour * 60 + int(found["minute"] or found["minute2"] or 0)
        start = len(head) - len(head.lstrip(" \t•·▪●*>|-–—"))
        return _closed(text, Clock(start=start, end=found.end(), rest=0, minutes=minutes, role=found["role"] is not None))
    return _dated(text, head, month_first)


def _dated(text: str, head: str, month_first: bool) -> Clock | None:
    """A day and a clock time: "12 mars 2031 à 14h32"."""
    stamp = next(iter(find_stamps(head, month_first)), None)
    if stamp is None or "T" not in stamp.value:
        return None
    ahead = head[: stamp.start].strip(" \t•·▪●*>|-–—:,")
    if ahead and not is_role(ahead):
        return None
    hour, minute = map(int, stamp.value[11:16].split(":"))
    start = len(head) - len(head.lstrip(" \t•·▪●*>|-–—"))
    clock = Clock(start=start, end=stamp.end, rest=0, minutes=60 * hour + minute, day=stamp.day, zone=stamp.zone, role=bool(ahead))
    return _closed(text, clock)


def _closed(text: str, clock: Clock) -> Clock | None:
    """The clock with the place where the words after it begin; None where a sentence runs on through it."""
    after = _SEPARATOR.match(text, clock.end)
    if after is None:
        return None
    end = clock.end - (len(text[: clock.end]) - len(text[: clock.end].rstrip()))
    return Clock(
        start=clock.start, end=end, rest=after.end(), minutes=clock.minutes, day=clock.day, zone=clock.zone, role=clock.role
    )  # fmt: skip


def find_order(clocks: Sequence[Clock]) -> Order | None:
    """Whether entries run back or forward in time, midnights allowed; None where they do neither."""
    orders: tuple[Order, Order] = ("descending", "ascending")
    for order in orders:
        nights = _nights(clocks, order)
        if nights is not None and (clocks[0].minutes, clocks[0].day) != (clocks[-1].minutes, clocks[-1].day):
            return order
    return None


def _nights(clocks: Sequence[Clock], order: Order) -> list[int] | None:
    """How many midnights lie between the first entry and each; None where the entries do not stand in that order."""
    out, night = [0], 0
    for one, other in pairwise(clocks):
        step = other.minutes - one.minutes if order == "ascending" else one.minutes - other.minutes
        if one.day and other.day and one.day != other.day:
            if (one.day < other.day) != (order == "ascending"):
                return None
        elif step < 0:
            if -step < _WRAP or (one.day and other.day):
                return None
            night += 1
        out.append(night)
    return out if night <= _MOST_NIGHTS else None


def date_clocks(
    clocks: Sequence[Clock], order: Order, published: Time | None, updated: Time | None, passages: Sequence[Passage | None]
) -> list[Time | None]:
    """The instant of each entry: its own clock time on the day of the page, a day off for every midnight between; None without a day."""
    nights = _nights(clocks, order) or [0] * len(clocks)
    base, said = _first_day(clocks, nights, order, published, updated)
    zone = next((t.zone for t in (published, updated) if t is not None and t.zone), None)
    out: list[Time | None] = []
    year = base.year if base else None
    for clock, night, passage in zip(clocks, nights, passages, strict=True):
        spot = [passage] if passage else []
        own = _own_day(clock, year)
        if own is not None:
            rule = "the day and clock time that open the entry"
            out.append(page_time(f"{own}T{clock.time}", "stamp", clock.zone or zone, spot, rule))
        elif base is not None:
            day = shift_days(base, night if order == "ascending" else -night)
            off = f"; {night} midnight(s) {'later' if order == 'ascending' else 'back'}" if night else ""
            rule = f"the clock time that opens the entry, on the day of the page, {said}{off}"
            out.append(page_time(f"{day.isoformat()}T{clock.time}", "stamp", clock.zone or zone, spot, rule))
        else:
            out.append(None)
    return out


def _own_day(clock: Clock, year: int | None) -> str | None:
    if clock.day is None:
        return None
    if clock.day.startswith("XXXX"):
        return f"{year}{clock.day[4:]}" if year and parse_value(f"{year}{clock.day[4:]}") else None
    return clock.day


def _first_day(
    clocks: Sequence[Clock], nights: Sequence[int], order: Order, published: Time | None, updated: Time | None
) -> tuple[datetime.date | None, str]:
    """The day of the first entry on the page, and which time of the page gave it.

    A page that runs back begins with its latest entry, which stands on the day of the update. Where only one time is known and a
    midnight lies between, that time is the one of the end it is nearer to; one without a clock is the latest entry's.
    """
    newest = order == "descending"
    known = [(updated, "updated"), (published, "published")] if newest else [(published, "published"), (updated, "updated")]
    time, name = next(((t, n) for t, n in known if t is not None and t.first_day and t.first_day == t.last_day), (None, ""))
    if time is None or time.first_day is None:
        return None, ""
    day = datetime.date.fromisoformat(time.first_day)
    total, clock = nights[-1], _minutes(time)
    if total and name == ("published" if newest else "updated"):
        near = clocks[0].minutes if newest else clocks[-1].minutes
        far = clocks[-1].minutes if newest else clocks[0].minutes
        if newest and clock is not None and abs(far - clock) < abs(near - clock):
            day = shift_days(day, total)
        elif not newest and (clock is None or abs(near - clock) <= abs(far - clock)):
            day = shift_days(day, -total)
    return day, f"{name} {time.first_day}"


def _minutes(time: Time) -> int | None:
    value = time.value or ""
    return 60 * int(value[11:13]) + int(value[14:16]) if "T" in value else None
