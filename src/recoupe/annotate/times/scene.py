"""What a time expression is resolved against: the publication day, the last day told of, and years and weekdays named before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from recoupe.annotate.times.words import Field
from recoupe.calendar import Days, parse_value, shift_days, value_of_days
from recoupe.records import Precision

Fields = dict[str, Field]
LATE = 20
_EARLY = 6
NO_ANCHOR = "no publication date to count from"


class Reading(NamedTuple):
    """A meaning resolved: TIMEX3 value, days covered, and why; ``basis`` is ``stated``, ``anchored``, ``narrative`` or None (relative)."""

    value: str
    days: Days | None = None
    basis: str | None = None
    anchor: str | None = None
    rule: str | None = None
    precision: Precision | None = None


@dataclass
class Scene:
    """The anchors at one place of a text; it moves on with each expression read."""

    published: Days | None
    published_as: str
    told: date | None = None
    told_as: str = ""
    period: date | None = None
    dated_weekdays: dict[int, date] = field(default_factory=dict)
    year: int | None = None
    year_as: str = ""
    line_year: int | None = None
    part: str | None = None
    hour: int | None = None

    def night_past(self, fields: Fields) -> bool:
        """Whether a part of day comes after a night just told of, so that it belongs to the next day."""
        return self.part == "NI" and not fields.get("this") and fields.get("part") not in ("NI", None)

    def past_midnight(self, hour: int) -> bool:
        """Whether a clock time comes after the midnight of the day told of: in a night told of, or early after a late hour."""
        return hour < 12 if self.part == "NI" else hour < _EARLY and self.hour is not None and self.hour >= LATE

    @property
    def day(self) -> date | None:
        """The publication day, or None where it is not known to the day."""
        return self.published.first if self.published is not None and self.published.first == self.published.last else None

    def base(self, fields: Fields) -> tuple[date | None, str]:
        """The day an offset counts from: the last day told of for narrative meanings, else the publication day."""
        if fields.get("base") == "text":
            return self.told, self.told_as
        return self.day, self.published_as

    def around(self) -> tuple[date | None, str]:
        """A day near the text, good enough to choose a year: publication, else the last day told of."""
        if self.published is not None:
            return self.published.first, self.published_as
        return self.told, self.told_as


def publication_name(days: Days | None, basis: str | None) -> str:
    """How the anchor is called in a reason: ``publication date 2023-09-14``."""
    if days is None:
        return ""
    return f"{'inferred ' if basis in ('inferred', 'text') else ''}publication date {value_of_days(days.first, days.last)}"


def reading_of_day(day: date, fields: Fields, basis: str, anchor: str, rule: str) -> Reading:
    """A reading that is one day, or a part of it where the meaning names one."""
    part = fields.get("part")
    value = day.isoformat() + (f"T{part}" if part else "")
    return Reading(value, Days(day, day, "day"), basis, anchor, rule)


def valued(value: str, basis: str, anchor: str, rule: str, edge: object = None) -> Reading:
    """A reading of a value with its days; an edge ("early", "end of") keeps the third of them that it names."""
    days = parse_value(value)
    if days is not None and edge:
        days = _edge_of(days, str(edge))
    return Reading(value, days, basis, anchor, rule)


def _edge_of(days: Days, edge: str) -> Days:
    third = max(1, ((days.last - days.first).days + 1) // 3)
    if edge == "START":
        return Days(days.first, shift_days(days.first, third - 1), "interval")
    if edge == "END":
        return Days(shift_days(days.last, 1 - third), days.last, "interval")
    return Days(shift_days(days.first, third), shift_days(days.last, -third), "interval")


def unresolved(value: str, why: str) -> Reading:
    """A reading that stays relative, with the reason."""
    return Reading(value, rule=why)


def tense_of(fields: Fields) -> int:
    """-1 where the governing words tell of the past, 1 of what is to come, 0 where none do."""
    return {"past": -1, "future": 1}.get(str(fields.get("tense")), 0)


def because(fields: Fields) -> str:
    """The governing word as a reason, in brackets."""
    cue = fields.get("cue")
    return f" (governed by “{cue}”)" if cue else ""
