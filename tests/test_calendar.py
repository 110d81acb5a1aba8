"""Calendar: values to days, arithmetic, weekdays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import calendar
from recoupe.records import Time

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2400, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2031", "2031-01-01", "2031-12-31", "year"),
        ("203", "2030-01-01", "2039-12-31", "interval"),
        ("19", "1900-01-01", "1999-12-31", "interval"),
        ("2032-02", "2032-02-01", "2032-02-29", "month"),
        ("2031-05-07", "2031-05-07", "2031-05-07", "day"),
        ("2031-05-07T18:30", "2031-05-07", "2031-05-07", "minute"),
        ("2031-05-07T18", "2031-05-07", "2031-05-07", "hour"),
        ("2031-05-07TEV", "2031-05-07", "2031-05-07", "day"),
        ("2031-W01", "2030-12-30", "2031-01-05", "week"),
        ("2031-W01-WE", "2031-01-04", "2031-01-05", "interval"),
        ("2031-W19-3", "2031-05-07", "2031-05-07", "day"),
        ("2031-Q2", "2031-04-01", "2031-06-30", "interval"),
        ("2031-H2", "2031-07-01", "2031-12-31", "interval"),
        ("2031-SU", "2031-06-21", "2031-09-22", "season"),
        ("2031-WI", "2031-12-21", "2032-03-19", "season"),
        ("2031-05-07/2031-05-09", "2031-05-07", "2031-05-09", "interval"),
    ],
)
def test_a_value_covers_these_days(value: str, first: str, last: str, precision: str) -> None:
    assert calendar.parse_value(value) == (date.fromisoformat(first), date.fromisoformat(last), precision)


@pytest.mark.parametrize(
    "value", [None, "", "XXXX-WXX-3", "P3D", "PRESENT_REF", "2031-13", "2031-02-30", "2031-W60", "2031-05-09/2031-05-07"]
)
def test_a_value_that_is_no_day_covers_none(value: str | None) -> None:
    assert calendar.parse_value(value) is None


def test_first_and_last_day_win_over_the_value() -> None:
    time = Time(value="2031-05-07", first_day="2031-05-07", last_day="2031-05-09", precision="interval")
    assert calendar.days_of(time) == (date(2031, 5, 7), date(2031, 5, 9), "interval")
    assert calendar.days_of(Time(value="2031-05")) == (date(2031, 5, 1), date(2031, 5, 31), "month")
    assert calendar.days_of(None) is None


@pytest.mark.parametrize(
    ("year", "anchor", "expected"),
    [(93, 2002, 1993), (23, 2024, 2023), (44, 2024, 2044), (45, 2024, 1945), (31, None, 2031), (77, None, 1977), (1815, 2024, 1815)],
)
def test_a_year_of_two_digits_gets_its_century(year: int, anchor: int | None, expected: int) -> None:
    assert calendar.full_year(year, anchor) == expected


@pytest.mark.parametrize(("year", "day"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")])
def test_easter(year: int, day: str) -> None:
    assert calendar.easter(year).isoformat() == day


def test_a_month_later_than_the_31st_is_the_last_of_a_shorter_month() -> None:
    assert calendar.shift_months(date(2031, 1, 31), 1) == date(2031, 2, 28)
    assert calendar.shift_months(date(2031, 1, 31), -2) == date(2030, 11, 30)


def test_a_day_of_a_weekday_is_looked_up_in_the_years_that_have_it() -> None:
    assert calendar.same_days_of_years(29, 2, range(2023, 2033), weekday=4) == [date(2024, 2, 29)]


@given(DAYS, st.integers(1, 7))
def test_weekdays_before_and_after_are_within_a_week(day: date, weekday: int) -> None:
    before, after = calendar.weekday_before(day, weekday), calendar.weekday_after(day, weekday)
    assert before <= day <= after
    assert (after - before).days in (0, 7)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert calendar.weekday_before(day, weekday, same_day=False) < day < calendar.weekday_after(day, weekday, same_day=False)


@given(DAYS)
def test_the_week_and_month_of_a_day_hold_it(day: date) -> None:
    for value in (calendar.week_value(day), calendar.month_value(day), day.isoformat()):
        days = calendar.parse_value(value)
        assert days is not None
        assert days.first <= day <= days.last


@given(DAYS, st.integers(-(10**7), 10**7))
def test_arithmetic_never_leaves_the_calendar(day: date, count: int) -> None:
    assert date.min <= calendar.shift_days(day, count) <= date.max
    assert date.min <= calendar.shift_months(day, count) <= date.max
