"""When a page was published and updated: the choice between printed stamp, metadata, dateline and address, and the Time records."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

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


def stamp_time(stamp: Stamp, passage: Passage | None) -> Time:
    """The Time of a printed stamp."""
    return page_time(stamp.value, "stamp", stamp.zone, [passage] if passage else [])


def address_time(url: str | None) -> Time | None:
    """The Time that a page's address carries."""
    value = url_date(url) if url else None
    return page_time(value, "url") if value else None
