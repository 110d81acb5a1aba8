"""Units of time: their names, stepping by them, and the TIMEX3 values of periods and lengths."""

from __future__ import annotations

from datetime import date

from recoupe.calendar import month_value, shift_days, shift_months, week_value

UNIT_NAMES = {
    "TS": "second", "TM": "minute", "TH": "hour", "D": "day", "N": "night", "W": "week", "WE": "weekend",
    "M": "month", "Q": "quarter", "H": "half-year", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
DAYS_OF = {"D": 1, "N": 1, "W": 7, "WE": 7}
_LENGTHS = {"N": (1, "D"), "Q": (3, "M"), "H": (6, "M"), "DE": (10, "Y"), "CE": (100, "Y")}


def step(day: date, unit: str, count: int) -> date:
    """The day so many units later; hours count by whole days."""
    if unit in MONTHS_OF:
        return shift_months(day, count * MONTHS_OF[unit])
    if unit == "TH":
        return shift_days(day, int(count / 24))
    return shift_days(day, count * DAYS_OF.get(unit, 0))


def unit_value(day: date, unit: str) -> str:
    """The value of the week, month, quarter, half-year, year, decade or century of a day."""
    if unit in ("W", "WE"):
        return week_value(day) + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return month_value(day)
    if unit in ("Q", "H"):
        return f"{day.year:04d}-{unit}{(day.month - 1) // MONTHS_OF[unit] + 1}"
    year = f"{day.year:04d}"
    return year[: {"DE": 3, "CE": 2}.get(unit, 4)] if unit in ("Y", "DE", "CE") else day.isoformat()


def length_value(count: float | None, unit: str, half: bool = False) -> str:
    """The TIMEX3 length of so many units; ``X`` where they are not counted."""
    factor, code = _LENGTHS.get(unit, (1, unit))
    clock = code[0] == "T"
    code = code[1:] if clock else code
    if count is None:
        return f"P{'T' if clock else ''}X{'D' if code == 'WE' else code}"
    total = count * factor
    if half and (code, clock) == ("Y", False):
        return f"P{int(total * 12) + 6}M"
    if half and clock:
        return f"PT{int(total)}H30M"
    total += 0.5 * half
    return f"P{'T' if clock else ''}{int(total) if total == int(total) else total}{code}"
