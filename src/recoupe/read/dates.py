"""When a page was published and updated: the choice between printed stamp, metadata, dateline and address, and the Time records."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.read.stamps import Stamp, url_date
from recoupe.records import PageTimeBasis, Passage, Precision, Time, TimeAlternative

_RULES: dict[str, str] = {
    "given": "given by the caller", "metadata": "the page's own metadata", "stamp": "the stamp printed at the head or foot of the article",
    "dateline": "the dateline above the text", "url": "the date in the page's address",
}  # fmt: skip


def page_time(value: str, basis: PageTimeBasis, zone: str | None = None, passages: Sequence[Passage] = (), rule: str | None = None) -> Time:
    """A Time record for an ISO 8601 value cut to minute, day, month or year."""
    day = value[:10]
    precision: Precision = "minute" if "T" in value else {10: "day", 7: "month", 4: "year"}.get(len(value), "unknown")  # type: ignore[assignment]
    first = last = None
    if len(day) == 10:
        first = last = day
    elif len(day) == 7:
        first, last = f"{day}-01", f"{day}-{calendar.monthrange(int(day[:4]), int(day[5:]))[1]:02d}"
    elif len(day) == 4:
        first, last = f"{day}-01-01", f"{day}-12-31"
    return Time(
        value=value,
        first_day=first,
        last_day=last,
        precision=precision,
        zone=zone,
        basis=basis,
        rule=rule or _RULES[basis],
        passages=tuple(passages),
    )


def choose_time(found: Sequence[Time]) -> Time | None:
    """The best of several times for one page, in the order given; the losers stay as its alternatives.

    A later candidate that only cuts the same day or month more coarsely is no alternative.
    """
    if not found:
        return None
    best = found[0]
    lost = tuple(
        TimeAlternative(value=t.value, basis=t.basis, rule=t.rule, passages=t.passages)
        for t in found[1:]
        if t.value is not None and not (best.value or "").startswith(t.value)
    )
    return Time(**{name: getattr(best, name) for name in best.__struct_fields__ if name != "alternatives"}, alternatives=lost)


def sharpen(found: Sequence[Time]) -> list[Time]:
    """The times with the first made as exact as the others allow: the clock that another gives for its day, the zone for its clock."""
    if not found:
        return []
    best = found[0]
    for other in found[1:]:
        mine, theirs = _clock(best), _clock(other)
        apart = _minutes(best, other)
        if mine in ("", "00:00") and theirs not in ("", "00:00") and best.first_day == other.first_day:
            best = other
        elif mine and not best.zone and other.zone and best.value == other.value:
            best = replace(best, zone=other.zone)
        elif mine and not best.zone and other.zone and other.basis == "metadata" and apart and apart <= _FARTHEST and apart % 15 == 0:
            best = other  # the same instant on another clock, its zone told
    rest = [t for t in found if t is not best and (t.value, t.basis, t.rule) != (best.value, best.basis, best.rule)]
    return [best, *rest]


def is_later(time: Time, than: Time | None) -> bool:
    """Whether a time is later than another by a minute at least, by a day where it has no clock; on the day of one without a clock."""
    if than is None or time.value is None or than.value is None:
        return time.value is not None
    if not _clock(time) or not _clock(than):
        told = _clock(time) not in ("", "00:00")
        return time.value[:10] > than.value[:10] or (told and time.value[:10] == than.value)
    return _instant(time, than) > _instant(than, time)


_FARTHEST = 14 * 60  # minutes: no clock on earth is farther from another's


def _clock(time: Time) -> str:
    return (time.value or "")[11:16]


def _instant(time: Time, other: Time) -> datetime.datetime:
    """The moment of a time with a clock; zones count where both have one."""
    zone = time.zone if time.zone and other.zone else None
    return datetime.datetime.fromisoformat(f"{time.value}:00{zone or '+00:00'}")


def _minutes(one: Time, other: Time) -> int:
    if not _clock(one) or not _clock(other):
        return 0
    apart = datetime.datetime.fromisoformat(one.value or "") - datetime.datetime.fromisoformat(other.value or "")
    return abs(round(apart.total_seconds() / 60))


def stamp_time(stamp: Stamp, passage: Passage | None) -> Time:
    """The Time of a printed stamp."""
    return page_time(stamp.value, "stamp", stamp.zone, [passage] if passage else [])


def address_time(url: str | None) -> Time | None:
    """The Time that a page's address carries."""
    value = url_date(url) if url else None
    return page_time(value, "url") if value else None
