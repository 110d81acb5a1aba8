"""Days found for pages without a date -> Time records: the day with those that lost, the days between which nothing decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from recoupe.calendar import shift_days, value_of_days
from recoupe.records import PageTimeBasis, Passage, Time, TimeAlternative
from recoupe.stories.search import WEEK, Evidence, dated_statements, weigh_day
from recoupe.stories.statements import DayStatement, Statements


def day_found(days: Sequence[date], basis: PageTimeBasis, rule: str, passages: Sequence[Passage]) -> Time:
    """The first of the days as a Time, the second one as the alternative that lost."""
    value = days[0].isoformat()
    losing = tuple(TimeAlternative(value=d.isoformat(), basis=basis, rule="the next best day") for d in days[1:2])
    return Time(
        value=value, first_day=value, last_day=value, precision="day", basis=basis, rule=rule, passages=tuple(passages), alternatives=losing
    )


def none_found(days: Sequence[date], rule: str, passages: Sequence[Passage]) -> Time:
    """No day, with the reason and the days between which the evidence does not decide."""
    rivals = tuple(TimeAlternative(value=d.isoformat(), basis="inferred", rule="a day that fits") for d in days)
    return Time(basis="inferred", rule=rule, passages=tuple(passages), alternatives=rivals)


_FITS_FILE = 0.5
"""What a day may break of the page's own words and still be that of its file: a weekday two days old, no day of its own."""
_FILED_SOON = 31


def by_file(evidence: Evidence, found: Time | None) -> Time | None:
    """What was found, with the day in the file's name as an alternative; that day itself where nothing else decides or speaks against it.

    A page may be filed some time after it was published: its own day then takes the year from the file's name, and no later day.
    """
    filed = evidence.filed
    if filed is None or (found is not None and found.value == filed.isoformat()):
        return found
    alternative = TimeAlternative(value=filed.isoformat(), basis="file", rule="the date in the file's name")
    if found is not None and found.first_day and not (found.precision == "interval" and _holds(found, filed)):
        return replace(found, alternatives=(*found.alternatives, alternative))
    passages = found.passages if found else ()
    others = found.alternatives if found else ()
    if weigh_day(filed, evidence) < _FITS_FILE:
        time = day_found([filed], "file", "the date in the file's name", passages)
        return replace(time, alternatives=tuple(o for o in others if o.value != time.value))
    own = [d for s in evidence.said.own for d in s.dates((filed.year - 1, filed.year)) if 0 <= (filed - d).days <= _FILED_SOON]
    if own:
        rule = "the page calls this day its own; the year is that of the date in the file's name"
        return replace(day_found(own[:1], "file", rule, passages), alternatives=(alternative,))
    found = found or none_found((), "the date in the file's name does not fit what the page says", ())
    return replace(found, alternatives=(*others, alternative))


def _holds(time: Time, day: date) -> bool:
    return (time.first_day or "") <= day.isoformat() <= (time.last_day or "")


def yearless(said: Statements) -> DayStatement | None:
    """The day that the page calls its own, else the last one it tells as past with its weekday, if its year is not printed."""
    told = [s for s in dated_statements(said) if s.year is None]
    return next((s for s in said.own if s.year is None), None) or (told[-1] if told and not said.own else None)


def day_in_year_of(said: Statements, near: Sequence[date]) -> Time | None:
    """A day without a year, in the one year that brings it nearest to every dated page of its story; else without its year.

    A day the page calls its own is its day; a day with its weekday, told as past, is at most six days old.
    """
    statement = yearless(said)
    if statement is None:
        return None
    chosen = {min(days, key=lambda d: (abs(d - n), d)) for n in near if (days := statement.dates(range(n.year - 1, n.year + 2)))}
    if len(chosen) != 1 or any(f.sure and f.days.first > day for f in said.floors for day in chosen):
        return _without_year(statement) if statement.own else None
    (day,) = chosen
    if statement.own:
        rule = "the page calls this day its own; the year is that of the dated pages of its story"
        return day_found([day], "inferred", rule, (statement.passage,))
    last = shift_days(day, WEEK)
    rule = "within a week of the day it tells of with its weekday; the year is that of the dated pages of its story"
    return Time(
        value=value_of_days(day, last), first_day=day.isoformat(), last_day=last.isoformat(), precision="interval",
        basis="inferred", rule=rule, passages=(statement.passage,),
    )  # fmt: skip


def _without_year(statement: DayStatement) -> Time:
    rule = "the page calls this day its own; nothing tells its year"
    return Time(value=f"XXXX-{statement.month:02d}-{statement.day:02d}", basis="text", rule=rule, passages=(statement.passage,))
