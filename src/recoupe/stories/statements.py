"""What an undated page says of days: the day it calls its own, days and months it tells of, and weekdays it leaves to the reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.calendar import Days, make_date, parse_value, shift_days, weekday_after, weekday_before
from recoupe.records import Article, Passage, TimeExpression

NO_EVIDENCE = frozenset({"caption", "credit", "stamp", "dateline", "byline", "signature", "kicker"})
_LATE = ("EV", "NI")


class DayStatement(NamedTuple):
    """A day and month, perhaps a weekday and a year, and whether the page calls it its own day."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    own: bool
    tense: int
    passage: Passage

    def dates(self, years: Iterable[int]) -> list[date]:
        """The dates it can be, one a year at most; the weekday must agree."""
        found = (make_date(y, self.month, self.day) for y in ([self.year] if self.year is not None else years))
        return [d for d in found if d is not None and (self.weekday is None or d.isoweekday() == self.weekday)]


class WeekdayStatement(NamedTuple):
    """A bare weekday; ``late`` where an evening or night is meant."""

    weekday: int
    tense: int
    late: bool
    passage: Passage

    def on(self, day: date) -> date:
        """The date meant by a page of that day."""
        return weekday_after(day, self.weekday) if self.tense > 0 else weekday_before(day, self.weekday)

    def ready(self, day: date) -> date:
        """The first day on which a page usually tells it: the morning after, for an evening."""
        return shift_days(self.on(day), 1 if self.late else 0)


class Floor(NamedTuple):
    """Days with a printed year that the page tells of as past: it was not written before."""

    days: Days
    passage: Passage


class Statements(NamedTuple):
    """Everything one page says of days."""

    days: tuple[DayStatement, ...]
    weekdays: tuple[WeekdayStatement, ...]
    floors: tuple[Floor, ...]
    last_months: tuple[tuple[int, Passage], ...]

    @property
    def own(self) -> tuple[DayStatement, ...]:
        """Days the page calls its own ("this 17 June")."""
        return tuple(s for s in self.days if s.own)


def read_statements(article: Article, times: Sequence[TimeExpression]) -> Statements:
    """Sort a page's time expressions by what they say about its own day; captions, stamps and credits count for nothing."""
    days: list[DayStatement] = []
    weekdays: list[WeekdayStatement] = []
    floors: list[Floor] = []
    months: list[tuple[int, Passage]] = []
    for time in times:
        if any(b.kind in NO_EVIDENCE and b.start <= time.start < b.end for b in article.blocks):
            continue
        passage = Passage(article=article.id, start=time.start, end=time.end)
        shape, year, tense = time.meaning.shape, _number(time, "year"), _tense(time)
        if shape == "date":
            days.append(_day(time, passage, tense))
        elif shape == "weekday" and not any(name in time.meaning.fields for name in ("rel", "day_word", "base")):
            weekdays.append(WeekdayStatement(_number(time, "weekday") or 1, tense, time.meaning.fields.get("part") in _LATE, passage))
        elif shape == "night" and _number(time, "weekday_to") and not _number(time, "day_to"):
            weekdays.append(WeekdayStatement(_number(time, "weekday_to") or 1, tense, False, passage))
        elif shape == "month" and year is None and _number(time, "rel") == -1:
            months.append((_number(time, "month") or 1, passage))
        if (
            shape in ("date", "month", "year", "quarter", "season")
            and year is not None
            and tense <= 0
            and (told := parse_value(time.value[:10]))
        ):
            floors.append(Floor(told, passage))
    return Statements(tuple(days), tuple(weekdays), tuple(floors), tuple(months))


def _day(time: TimeExpression, passage: Passage, tense: int) -> DayStatement:
    own = bool(time.meaning.fields.get("this"))
    year = parse_value(time.value[:10]) if _number(time, "year") is not None else None
    return DayStatement(
        _number(time, "day") or 1,
        _number(time, "month") or 1,
        year.first.year if year else None,
        _number(time, "weekday"),
        own,
        tense,
        passage,
    )


def _number(time: TimeExpression, name: str) -> int | None:
    value = time.meaning.fields.get(name)
    return value if isinstance(value, int) else None


def _tense(time: TimeExpression) -> int:
    return {"past": -1, "future": 1}.get(str(time.meaning.fields.get("tense")), 0)
