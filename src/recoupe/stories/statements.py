"""What an undated page says of days: its own day, days and months it tells of, bare weekdays, and days counted from its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.calendar import Days, make_date, parse_value, shift_days, weekday_after, weekday_before
from recoupe.records import Article, Passage, TimeExpression

NO_EVIDENCE = frozenset({"caption", "credit", "stamp", "dateline", "byline", "signature", "kicker"})
_LATE = ("EV", "NI")
_MOST_DAYS = 14
_ADJACENT = 3  # characters
_YEARLY = frozenset({"year", "season", "quarter"})


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
    """A bare weekday; ``late`` where an evening or night is meant, ``own`` where the page calls it its own day."""

    weekday: int
    tense: int
    late: bool
    passage: Passage
    own: bool = False

    def on(self, day: date) -> date:
        """The date meant by a page of that day."""
        return weekday_after(day, self.weekday) if self.tense > 0 else weekday_before(day, self.weekday)

    def ready(self, day: date) -> date:
        """The first day on which a page usually tells it: the morning after, for an evening."""
        return shift_days(self.on(day), 1 if self.late else 0)


class CountedStatement(NamedTuple):
    """A happening told by its distance from the page's day: yesterday is -1, "three days ago" -3, tomorrow 1."""

    offset: int
    passage: Passage


class Bound(NamedTuple):
    """Days with a printed year: the page was not written before what it tells as past, nor after what it tells as to come.

    ``sure`` where the words say which of the two it is, or nearly always mean it; a bare year may be either.
    """

    days: Days
    passage: Passage
    sure: bool = True


class Statements(NamedTuple):
    """Everything one page says of days."""

    days: tuple[DayStatement, ...]
    weekdays: tuple[WeekdayStatement, ...]
    counted: tuple[CountedStatement, ...]
    floors: tuple[Bound, ...]
    ceilings: tuple[Bound, ...]
    last_months: tuple[tuple[int, Passage], ...]

    @property
    def own(self) -> tuple[DayStatement, ...]:
        """Days the page calls its own ("this 17 June")."""
        return tuple(s for s in self.days if s.own)

    @property
    def own_weekdays(self) -> tuple[WeekdayStatement, ...]:
        """Weekdays the page calls its own ("this Friday")."""
        return tuple(s for s in self.weekdays if s.own)


def read_statements(article: Article, times: Sequence[TimeExpression]) -> Statements:
    """Sort a page's time expressions by what they say about its own day; captions, stamps and credits count for nothing."""
    told = [t for t in times if not any(b.kind in NO_EVIDENCE and b.start <= t.start < b.end for b in article.blocks)]
    placed = [(t, Passage(article=article.id, start=t.start, end=t.end)) for t in told]
    bounds = [(t, p, days) for t, p in placed if (days := _printed(t)) is not None]
    return Statements(
        tuple(_day(t, p) for t, p in placed if t.meaning.shape == "date"),
        tuple(w for n, (t, p) in enumerate(placed) if (w := _weekday(t, p, _counted_before(placed, n))) is not None),
        tuple(c for t, p in placed if (c := _counted(t, p)) is not None),
        tuple(Bound(d, p, _tense(t) < 0 or t.meaning.shape not in _YEARLY) for t, p, d in bounds if _tense(t) <= 0),
        tuple(Bound(d, p) for t, p, d in bounds if _tense(t) > 0),
        tuple((_number(t, "month") or 1, p) for t, p in placed if t.meaning.shape == "month" and _number(t, "rel") == -1),
    )


def _printed(time: TimeExpression) -> Days | None:
    """The days of an expression that has its year printed."""
    if _number(time, "year") is None or time.meaning.shape not in ("date", "month", *_YEARLY):
        return None
    return parse_value(time.value[:10])


def _counted_before(placed: Sequence[tuple[TimeExpression, Passage]], at: int) -> int | None:
    """The distance of the day counted right before an expression: "yesterday, Tuesday"."""
    before = _counted(*placed[at - 1]) if at else None
    return before.offset if before is not None and placed[at][1].start - before.passage.end <= _ADJACENT else None


def _weekday(time: TimeExpression, passage: Passage, counted: int | None) -> WeekdayStatement | None:
    fields, tense = time.meaning.fields, _tense(time)
    if time.meaning.shape == "night" and not _number(time, "day_to"):
        last = _number(time, "weekday_to")
        return WeekdayStatement(last, tense, False, passage) if last else None
    weekday = _number(time, "weekday")
    if time.meaning.shape != "weekday" or weekday is None or "rel" in fields or "base" in fields:
        return None
    if (
        offset := _number(time, "day_word") if "day_word" in fields else counted
    ) is not None:  # "yesterday, Tuesday" names the page's own weekday
        return WeekdayStatement((weekday - offset - 1) % 7 + 1, 0, False, passage, own=True)
    own = "this" in fields and (tense <= 0 or "present" in fields)
    return WeekdayStatement(weekday, tense, fields.get("part") in _LATE, passage, own=own)


def _counted(time: TimeExpression, passage: Passage) -> CountedStatement | None:
    fields = time.meaning.fields
    if time.meaning.shape == "day" and fields.get("base") != "text" and (offset := _number(time, "day_word")) is not None:
        return CountedStatement(offset, passage)
    count, sign = _number(time, "n"), _number(time, "sign")
    exact = time.meaning.shape == "ago" and fields.get("base") != "text" and fields.get("unit") == "D" and "about" not in fields
    if not exact or count is None or sign is None or count > _MOST_DAYS:
        return None
    return CountedStatement(sign * count, passage)


def _day(time: TimeExpression, passage: Passage) -> DayStatement:
    tense = _tense(time)
    own = bool(time.meaning.fields.get("this")) and (tense <= 0 or "present" in time.meaning.fields)
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
