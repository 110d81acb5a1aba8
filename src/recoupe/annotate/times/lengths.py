"""Meanings that are lengths: counted from an anchor, plain, spread over coming or past days; repetitions and vague references."""

from __future__ import annotations

from recoupe.annotate.times.days import number
from recoupe.annotate.times.scene import NO_ANCHOR, Fields, Reading, Scene, unresolved, valued
from recoupe.annotate.times.units import DAYS_OF, MONTHS_OF, UNIT_NAMES, length_value, step, unit_value
from recoupe.calendar import Days, shift_days

_VAGUE_DAYS = {"TH": 1, "D": 7, "N": 7, "W": 28, "WE": 28}
_HALVES = {"TH": "PT30M", "CE": "P50Y", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "TM": "PT30S"}


def read_ago(fields: Fields, scene: Scene) -> Reading:
    """A length counted back or ahead from an anchor."""
    unit, sign = str(fields.get("unit")), number(fields, "sign") or 1
    count = _count(fields)
    base, anchor = scene.base(fields)
    if count is None:
        return unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", "an uncounted length from the anchor")
    narrative = fields.get("base") == "text"
    if narrative and unit in MONTHS_OF and scene.period is not None:
        base, anchor = scene.period, "last date in the text"
    if base is None:
        return unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", "no day told of before it to count from" if narrative else NO_ANCHOR)
    if not 1 < base.year + sign * int(count) * MONTHS_OF.get(unit, 0) // 12 < 9999:
        return unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", "farther off than the calendar reaches")
    day = step(base, unit, sign * int(count))
    fine = unit in ("D", "N") or (unit == "W" and count == 1) or unit.startswith("T")
    value = day.isoformat() if fine else unit_value(day, unit)
    plain = f"{int(count)} {UNIT_NAMES.get(unit, 'unit')}{'s' if count != 1 else ''} {'before' if sign < 0 else 'after'} the anchor"
    return valued(value, "narrative" if narrative else "anchored", anchor, plain)


def _count(fields: Fields) -> float | None:
    count = fields.get("n")
    return None if count is None else float(count)


def read_duration(fields: Fields, scene: Scene) -> Reading:
    """A length; "for a week" up to the anchor covers the days since then."""
    unit = str(fields.get("unit") or "TH")
    if (term := number(fields, "term")) is not None:
        return Reading(f"P{term}Y", rule="a length")
    if fields.get("half_of"):
        return Reading(_HALVES.get(unit, f"P0.5{unit}"), rule="a length")
    count, minute = _count(fields), number(fields, "minute")
    value = length_value(count, unit, bool(fields.get("half"))) + (f"{minute}M" if minute is not None and unit == "TH" else "")
    base = scene.day
    if fields.get("since") and base is not None and count is not None and not unit.startswith("T"):
        days = Days(step(base, unit, -int(count)), base, "interval")
        return Reading(value, days, "anchored", scene.published_as, "the length that ends on the anchor")
    return Reading(value, rule="a length")


def read_spread(fields: Fields, scene: Scene) -> Reading:
    """The next or last days, weeks, months: a length on one side of the anchor."""
    unit, sign, count = str(fields.get("unit")), number(fields, "sign") or 1, _count(fields)
    value = length_value(count, unit)
    far = int(count) * DAYS_OF.get(unit, 1) if count is not None else _VAGUE_DAYS.get(unit)
    base = scene.day
    if base is None or (count is None and far is None):
        return Reading(value, rule="a vague length" if base is not None else NO_ANCHOR)
    if count is not None and (unit in MONTHS_OF or unit == "TH"):
        end = step(base, unit, sign * int(count))
    else:
        end = shift_days(base, sign * (1 if unit.startswith("T") else far or 1))
    start = base if sign < 0 or unit.startswith("T") else shift_days(base, 1)
    vague = "" if count is not None else "; how many is not said"
    rule = f"the stretch just {'before' if sign < 0 else 'after'} the anchor{vague}"
    return Reading(value, Days(min(start, end), max(start, end), "interval"), "anchored", scene.published_as, rule)


def read_set(fields: Fields, scene: Scene) -> Reading:
    """A repetition."""
    if (rate := fields.get("rate")) is not None:
        return Reading(str(rate), rule="a repetition")
    if (weekday := number(fields, "weekday")) is not None:
        return Reading(f"XXXX-WXX-{weekday}", rule="a repetition")
    if (part := fields.get("part")) is not None:
        return Reading(f"XXXX-XX-XXT{part}", rule="a repetition")
    if (season := fields.get("season")) is not None:
        return Reading(f"XXXX-{season}", rule="a repetition")
    return Reading(length_value(_count(fields) or 1, str(fields.get("unit"))), rule="a repetition")


def read_ref(fields: Fields, scene: Scene) -> Reading:
    """A vague reference to the present, past or future."""
    return Reading(str(fields.get("now")), rule="a vague reference")
