"""Days weighed as a page's own: each constraint of its words, of pages about the same and of its file that a day breaks costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.calendar import shift_days
from recoupe.records import Passage
from recoupe.stories.kin import Kin
from recoupe.stories.statements import Bound, DayStatement, Statements
from recoupe.stories.ties import Tie

BEFORE_KIN, AFTER_KIN = 4, 6
WEEK = 6
MOST_DAYS_AFTER_FLOOR = 900
_SOON_TOLD = 2
_LONG_AGO = 30
_YEAR_AWAY = 300


class Costs(NamedTuple):
    """What each broken constraint costs; the day with the least wins if it wins clearly.

    Swept on 64 undated pages and on 43 dated ones whose date was taken away in turn; on 167 real pages the newest weekday told as
    past is the page's day or the day before in nine of ten, and either as often: hence no cost for the first day.
    """

    told_before_happening: float = 2.0
    year_before_told: float = 0.3
    after_what_is_to_come: float = 0.5
    other_than_own_day: float = 1.5
    other_than_own_weekday: float = 1.0
    other_day_in_copied_words: float = 2.0
    other_day_than_tied: float = 1.5
    other_weekday_than_kin: float = 0.5
    unknown_weekday: float = 0.05
    stale_per_day: float = 0.08
    each_stale_per_day: float = 0.03
    dated_stale_per_day: float = 0.1
    from_copy_per_day: float = 0.2
    from_kin_per_day: float = 0.05
    from_update_per_day: float = 0.1
    too_far: int = 20
    after_seen: float = 2.0
    after_filed: float = 0.5
    too_much: float = 1.0
    margin: float = 0.05


COSTS = Costs()


class Evidence(NamedTuple):
    """All that is known of an undated page: its words, pages about the same, the days it was changed, fetched and filed on."""

    said: Statements
    kin: Sequence[Kin] = ()
    told: Mapping[int, set[date]] = {}
    same: Mapping[Passage, date] = {}
    ties: Sequence[Tie] = ()
    updated: date | None = None
    seen: date | None = None
    filed: date | None = None


class Ranking(NamedTuple):
    """The days that were weighed, the best first, each with its cost."""

    days: tuple[tuple[float, date], ...]

    @property
    def decided(self) -> bool:
        """Whether the best day breaks little and beats the second one clearly."""
        if not self.days or self.days[0][0] >= COSTS.too_much:
            return False
        return len(self.days) == 1 or self.days[1][0] - self.days[0][0] >= COSTS.margin

    @property
    def best(self) -> date:
        """The day that breaks fewest constraints."""
        return self.days[0][1]

    def as_good(self) -> list[date]:
        """The days that cost hardly more than the best, in order."""
        return [d for cost, d in self.days if cost - self.days[0][0] < COSTS.margin] if self.days else []


def rank_days(evidence: Evidence, days: Sequence[date]) -> Ranking:
    """Each day with its cost; of two that cost the same, the earlier first."""
    return Ranking(tuple(sorted((weigh_day(day, evidence), day) for day in set(days))))


def days_to_weigh(evidence: Evidence) -> list[date]:
    """The days around dated pages about the same and before an update, and the week after each dated statement."""
    days = {shift_days(k.day, n) for k in evidence.kin for n in range(-BEFORE_KIN, AFTER_KIN + 1)}
    if evidence.updated is not None:
        days |= {shift_days(evidence.updated, -n) for n in range(WEEK + 1)}
    return sorted(days | set(days_by_own_words(evidence.said, [k.day for k in evidence.kin])))


def days_by_own_words(said: Statements, near: Sequence[date] = ()) -> list[date]:
    """The days a page calls its own, and the week from each day that it tells as past with its weekday."""
    out: set[date] = set()
    for statement in said.days:
        dated = statement.own or (statement.weekday is not None and statement.tense <= 0)
        if not dated:
            continue
        for day in dates_of(statement, said, near):
            out |= {day} if statement.own else {shift_days(day, n) for n in range(WEEK + 1)}
    return sorted(out)


# ------------------------------------------------------------------ the year of a day


def dates_of(statement: DayStatement, said: Statements, near: Sequence[date] = ()) -> list[date]:
    """The dates a day without a year can be: by the page's own bounds, else nearest to dated pages about the same."""
    if statement.year is not None:
        return statement.dates(())
    fitting = fitting_years(statement, said)
    if fitting:
        return fitting[:1]
    years = {d.year + n for d in near for n in (-1, 0, 1)}
    return statement.dates(sorted(years))


def newest_floor(statement: DayStatement, said: Statements) -> Bound | None:
    """The newest date with a year that the page tells as past."""
    floors = [f for f in said.floors if f.sure and f.passage != statement.passage]
    return max(floors, key=lambda f: (f.days.first, f.passage.start), default=None)


def fitting_years(statement: DayStatement, said: Statements) -> list[date]:
    """The dates of a day without a year that the page's own bounds allow, the first one first; nothing where they do not decide.

    A floor finer than a year decides alone: the first such day after it. A bare year needs a ceiling, and one day between the two.
    """
    floor = newest_floor(statement, said)
    last = min((c.days.last for c in said.ceilings), default=None)
    loose = [f.days.first for f in said.floors if not f.sure and (last is None or f.days.first <= last)]
    if last is not None and (lows := [*loose, *([floor.days.first] if floor else [])]):
        found = [d for d in statement.dates(range(max(lows).year, last.year + 1)) if max(lows) <= d <= last]
        if len(found) == 1:
            return found
    if floor is None or floor.days.precision == "year":
        return []
    first = floor.days.first
    found = [d for d in statement.dates(range(first.year, first.year + 12)) if d >= first]
    late = not found or (found[0] - first).days > MOST_DAYS_AFTER_FLOOR or any(d > found[0] for d in loose)
    return [] if late else found


# ------------------------------------------------------------------ costs


def weigh_day(day: date, evidence: Evidence) -> float:
    """What the constraints cost that a page of that day would break."""
    said = evidence.said
    cost = _bounds(day, evidence) + _distance(day, evidence)
    ages: list[int] = []
    for statement in said.days:
        cost += _cost_of_day(day, statement, ages)
    cost += COSTS.dated_stale_per_day * max(0, min([d for d in ages if d <= _LONG_AGO], default=0) - _SOON_TOLD)
    for tie in evidence.ties:
        apart = {(day - d).days for d in tie.days}
        if tie.firm:
            cost += COSTS.other_day_than_tied * (-tie.offset not in apart)
        else:
            age = min(apart) + tie.offset
            cost += COSTS.told_before_happening * (age < 0)
            ages.append(abs(age))
    cost += _cost_of_weekdays(day, evidence, ages)
    return round(cost + COSTS.stale_per_day * max(0, min([d for d in ages if d <= _LONG_AGO], default=0)), 6)


def _bounds(day: date, evidence: Evidence) -> float:
    said = evidence.said
    cost = sum(COSTS.told_before_happening if f.sure else COSTS.year_before_told for f in said.floors if f.days.first > day)
    cost += COSTS.after_what_is_to_come * any(c.days.last < day for c in said.ceilings)
    cost += COSTS.after_filed * (evidence.filed is not None and day > evidence.filed)
    return cost + COSTS.after_seen * any(known is not None and day > known for known in (evidence.updated, evidence.seen))


def _distance(day: date, evidence: Evidence) -> float:
    copies = [abs((k.day - day).days) for k in evidence.kin if k.copied]
    others = [abs((k.day - day).days) for k in evidence.kin]
    cost = COSTS.from_copy_per_day * min(copies) if copies else 0.0
    cost += 0.0 if copies or not others else COSTS.from_kin_per_day * min(*others, COSTS.too_far)
    return cost + (COSTS.from_update_per_day * abs((evidence.updated - day).days) if evidence.updated else 0.0)


def _cost_of_day(day: date, statement: DayStatement, ages: list[int]) -> float:
    years = (day.year - 1, day.year)
    if statement.own:
        return COSTS.other_than_own_day * (day not in statement.dates(years))
    if statement.tense > 0:
        return 0.0
    if statement.tense == 0 and statement.weekday is None:
        return 0.0
    age = min(((day - d).days for d in statement.dates(years) if d <= day), default=_YEAR_AWAY)
    ages.append(age)
    return COSTS.told_before_happening * (age >= _YEAR_AWAY and statement.year is None)


def _cost_of_weekdays(day: date, evidence: Evidence, ages: list[int]) -> float:
    cost = 0.0
    for weekday in evidence.said.weekdays:
        on = weekday.on(day)
        cost += COSTS.other_than_own_weekday * (weekday.own and on != day)
        if weekday.passage in evidence.same:
            cost += COSTS.other_day_in_copied_words * (on != evidence.same[weekday.passage])
        elif weekday.weekday in evidence.told:
            cost += COSTS.other_weekday_than_kin * (on not in evidence.told[weekday.weekday])
        else:
            cost += COSTS.unknown_weekday
        if weekday.tense <= 0:
            ready = weekday.ready(day)
            cost += COSTS.told_before_happening * (ready > day and not weekday.late)
            cost += COSTS.each_stale_per_day * max(0, (day - ready).days)
            ages.append(abs((day - ready).days))
    return cost


def dated_statements(said: Statements) -> Iterator[DayStatement]:
    """Days told as past with their weekday."""
    return (s for s in said.days if s.weekday is not None and s.tense <= 0)
