"""Time expressions -> values: each meaning is read against the anchors at its place; a pure function, run again when a page is dated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from recoupe.annotate.times import days, lengths, spans
from recoupe.annotate.times.direction import DIRECTED
from recoupe.annotate.times.scene import LATE, Fields, Reading, Scene, publication_name
from recoupe.calendar import Days, days_of, parse_value, shift_days, shift_months, value_of_days
from recoupe.languages.countries import zone_of_country
from recoupe.records import Article, Passage, Time, TimeAlternative, TimeExpression

READERS: dict[str, Callable[[Fields, Scene], Reading]] = {
    "date": days.read_date,
    "day_number": days.read_day_number,
    "weekday": days.read_weekday,
    "day": days.read_day,
    "part": days.read_part,
    "night": days.read_night,
    "clock": days.read_clock,
    "month": spans.read_month,
    "year": spans.read_year,
    "unit": spans.read_unit,
    "ago": lengths.read_ago,
    "duration": lengths.read_duration,
    "spread": lengths.read_spread,
    "set": lengths.read_set,
    "season": spans.read_season,
    "quarter": spans.read_quarter,
    "decade": spans.read_decade,
    "feast": spans.read_feast,
    "ref": lengths.read_ref,
}
NOT_NARRATIVE = frozenset({"stamp", "dateline", "credit", "caption", "byline", "signature", "kicker"})
DATED = frozenset({"date", "day_number", "weekday", "day", "month", "year", "season", "quarter", "unit"})
HEADS_LINE = re.compile(r" ?[:.,–—-](?!\d)|\n")
_BULLETS = " \u00a0\u202f\t•·*–—-"
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")


def opens_line(time: TimeExpression, text: str) -> bool:
    """Whether an expression opens a line as in a chronology: "12 mars 2018. Perquisition au siège", or stands on it alone."""
    start = text.rfind("\n", 0, time.start) + 1
    return HEADS_LINE.match(text, time.end) is not None and not text[start : time.start].strip(_BULLETS)


def resolve_times(times: Sequence[TimeExpression], article: Article, published: Time | None) -> tuple[TimeExpression, ...]:
    """Give every expression its value, days and reason on the given publication time (None leaves the dependent ones relative)."""
    anchor = days_of(published)
    name = publication_name(anchor, published.basis if published else None)
    scene = Scene(anchor, name)
    asides = sorted((b.start, b.end) for b in article.blocks if b.kind in NOT_NARRATIVE)
    clock = zone_of_country(article.outlet.country) if article.outlet and article.outlet.country else None
    out: list[TimeExpression] = []
    year_end = 0
    for i, time in enumerate(times):
        told = not asides or not _inside(asides, time.start)
        _speak_from(scene, article, time.start, anchor, name)
        here = scene if told else Scene(scene.published, scene.published_as, dated_weekdays=scene.dated_weekdays)
        heads = opens_line(time, article.text)
        if here.year is not None and (time.start - year_end > 120 or _SENTENCE_END.search(article.text, year_end, time.start)):
            scene.year = here.year = None
        if time.meaning.fields.get("day_from") == "next" and (
            named := next((t for t in times[i + 1 : i + 3] if t.meaning.shape != "clock"), None)
        ):
            day = _read(named, here).days
            if day is not None:
                here.told, here.told_as = day.first, f"day named right after: {day.first.isoformat()}"
        if heads and here.year is None and time.meaning.shape in ("date", "month"):
            here.year, here.year_as, year_end = here.line_year, f"year {here.line_year} that opens a line above", time.end
        reading = _read(time, here)
        out.append(_fill(time, reading, _undecided(time, reading, here), clock))
        if told:
            _move(time, reading, scene)
            if time.meaning.fields.get("frame"):
                scene.year, year_end = days.number(time.meaning.fields, "year"), time.end
                scene.year_as = f"year {scene.year} in the same sentence"
            if heads and "year" in time.meaning.fields:
                scene.line_year = days.number(time.meaning.fields, "year")
    return tuple(_join_ranges(out, anchor))


def _read(time: TimeExpression, scene: Scene) -> Reading:
    reader = READERS.get(time.meaning.shape)
    return Reading("", rule="unknown meaning") if reader is None else reader(time.meaning.fields, scene)


def _undecided(time: TimeExpression, reading: Reading, scene: Scene) -> tuple[TimeAlternative, ...]:
    """The readings that lost where no word tells whether an expression looks back or ahead."""
    fields = time.meaning.fields
    if time.meaning.shape not in DIRECTED or "tense" in fields or "rel" in fields or reading.basis != "anchored":
        return ()
    sides = (READERS[time.meaning.shape]({**fields, "tense": side, "loose": 1}, scene) for side in ("past", "future"))
    lost = {other.value: TimeAlternative(value=other.value, basis=other.basis, rule=other.rule) for other in sides}
    return tuple(other for value, other in lost.items() if value != reading.value)


def _inside(ranges: Sequence[tuple[int, int]], offset: int) -> bool:
    i = bisect_right(ranges, (offset, len(ranges) + offset)) - 1
    return i >= 0 and ranges[i][0] <= offset < ranges[i][1]


def _speak_from(scene: Scene, article: Article, offset: int, anchor: Days | None, name: str) -> None:
    """Set the day this place of the page speaks from: that of its part where the page joins several, else the publication day."""
    scene.published, scene.published_as = anchor, name
    for part in article.parts:
        if part.start <= offset < part.end and (as_of := parse_value(part.as_of)) is not None:
            scene.published = as_of
            scene.published_as = f"day this part of the page speaks from, {value_of_days(as_of.first, as_of.last)}"


def _move(time: TimeExpression, reading: Reading, scene: Scene) -> None:
    """Move the scene on to the day just read, and remember which date a weekday was printed with."""
    if reading.days is not None and time.meaning.shape in DATED:
        scene.period = reading.days.first
    _move_hour(time, reading, scene)
    if reading.days is None or (
        time.meaning.shape != "night" and (reading.days.first != reading.days.last or not _tells(time, reading, scene))
    ):
        return
    scene.told = reading.days.first
    scene.told_as = f"last date in the text, {scene.told.isoformat()}"
    weekday = time.meaning.fields.get("weekday")
    if time.meaning.shape == "date" and isinstance(weekday, int) and scene.told.isoweekday() == weekday:
        scene.dated_weekdays[weekday] = scene.told


def _move_hour(time: TimeExpression, reading: Reading, scene: Scene) -> None:
    """Remember how late on its day the narrative stands: in a night, in the evening, at an hour."""
    shape, part = time.meaning.shape, time.meaning.fields.get("part")
    if shape in ("part", "date", "day_number", "weekday", "day", "night"):
        scene.part = "NI" if shape == "night" else str(part) if shape == "part" and part else None
        scene.hour = LATE if part in ("EV", "NI") or time.meaning.fields.get("late") else None
    elif shape == "clock" and reading.days is not None and reading.days.first == scene.told:
        scene.hour = int(reading.value[11:13])
    elif shape == "clock" and reading.days is not None and scene.told is not None and reading.days.first > scene.told:
        scene.part = scene.hour = None


def _tells(time: TimeExpression, reading: Reading, scene: Scene) -> bool:
    """Whether the text goes on from there: not from an hour of the same day, nor from a length counted back from the publication."""
    if time.meaning.shape == "clock":
        return scene.told is not None and reading.days is not None and reading.days.first > scene.told
    return time.meaning.shape != "ago" or time.meaning.fields.get("base") == "text"


def _fill(time: TimeExpression, reading: Reading, lost: tuple[TimeAlternative, ...], clock: str | None) -> TimeExpression:
    """The expression with its reading; a clock time on a known day that names no zone takes that of the outlet's country, and says so."""
    days_read = reading.days
    zone = time.meaning.fields.get("zone")
    default = clock if zone is None and time.meaning.shape == "clock" and days_read else None
    return replace(
        time,
        value=reading.value,
        first_day=days_read.first.isoformat() if days_read else None,
        last_day=days_read.last.isoformat() if days_read else None,
        precision=reading.precision or (days_read.precision if days_read else "unknown"),
        basis=reading.basis,
        anchor=reading.anchor or None,
        rule=f"{reading.rule}; no zone is written: the outlet's country keeps {default}" if default else reading.rule,
        zone=str(zone) if zone else default,
        zone_basis="stated" if zone else "outlet" if default else None,
        alternatives=lost,
    )


def _join_ranges(times: list[TimeExpression], anchor: Days | None) -> list[TimeExpression]:
    """The ends of "from the 3rd to the 5th of May" each keep their own value; both get the days of the whole stretch."""
    out = list(times)
    start: int | None = None
    for i, time in enumerate(times):
        tie = time.meaning.fields.get("range")
        if tie == "from":
            start = i
        elif tie == "to" and start is not None:
            out[start : i + 1] = _stretch(times[start : i + 1], anchor)
            start = None
    return out


def _stretch(times: list[TimeExpression], anchor: Days | None) -> list[TimeExpression]:
    first, last = parse_value(times[0].value), parse_value(times[-1].value)
    if first is None or last is None or times[0].meaning.shape == "clock":
        return times
    out = list(times)
    if last.last < first.first and times[0].meaning.shape == "weekday":
        last = Days(shift_days(last.first, 7), shift_days(last.last, 7), last.precision)
        out[-1] = replace(out[-1], value=last.first.isoformat())
    elif last.last < first.first and times[0].meaning.shape in ("date", "month"):
        first, last = _put_in_order(first, last, anchor, times)
        cut = 10 if times[0].meaning.shape == "date" else 7
        out[0] = replace(out[0], value=first.first.isoformat()[:cut])
        out[-1] = replace(out[-1], value=last.first.isoformat()[:cut])
    if last.last < first.first or _apart(times, first, last):
        return times
    if (turn := days.number(times[0].meaning.fields, "turn")) is not None:
        first, last = _turned(first, turn), Days(last.first, shift_days(_turned(last, turn).first, -1), "interval")
    return [_stretched(t, first, last) for t in out]


def _put_in_order(first: Days, last: Days, anchor: Days | None, times: list[TimeExpression]) -> tuple[Days, Days]:
    """A stretch whose ends fell in the wrong order: its first end a year back, or its last a year on where that brings it to the anchor."""
    back, on = _years_on(first, -1), _years_on(last, 1)
    printed = any("year" in time.meaning.fields for time in times)
    if not printed and anchor is not None and first.first <= anchor.last <= on.last and anchor.first > last.last:
        return first, on
    return back, last


def _years_on(span: Days, count: int) -> Days:
    end = shift_days(shift_months(shift_days(span.last, 1), 12 * count), -1)
    return Days(shift_months(span.first, 12 * count), end, span.precision)


def _turned(span: Days, month: int) -> Days:
    return Days(span.first.replace(month=month, day=1), span.last, span.precision)


def _stretched(time: TimeExpression, first: Days, last: Days) -> TimeExpression:
    rule = f"{time.rule}; one end of a stretch of days"
    return replace(time, first_day=first.first.isoformat(), last_day=last.last.isoformat(), precision="interval", rule=rule)


def _apart(times: list[TimeExpression], first: Days, last: Days) -> bool:
    listed = times[0].meaning.fields.get("listed")
    return bool(listed) and (times[0].meaning.shape == "year" or (last.first - first.last).days > len(times) - 1)


def time_of(expression: TimeExpression, article_id: str) -> Time:
    """The Time of a resolved expression, with its words as passage; a stretch of days gets the value ``first/last``."""
    whole = expression.value
    own = parse_value(whole)
    stretch = (expression.first_day, expression.last_day)
    if all(stretch) and stretch[0] != stretch[1] and (own is None or (own.first.isoformat(), own.last.isoformat()) != stretch):
        whole = f"{expression.first_day}/{expression.last_day}"
    return Time(
        value=whole or None,
        first_day=expression.first_day,
        last_day=expression.last_day,
        precision=expression.precision,
        zone=expression.zone,
        zone_basis=expression.zone_basis,
        basis=expression.basis,
        anchor=expression.anchor,
        rule=expression.rule,
        passages=(Passage(article=article_id, start=expression.start, end=expression.end),),
        alternatives=expression.alternatives,
    )
