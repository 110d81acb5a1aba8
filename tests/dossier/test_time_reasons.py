"""Every reason the resolver of times can give is told in French."""

import itertools
import re
from collections.abc import Iterator
from datetime import date

import pytest

from recoupe.annotate.times.resolving import READERS
from recoupe.annotate.times.scene import Scene, publication_name
from recoupe.annotate.times.tables import tables_of
from recoupe.annotate.times.units import UNIT_NAMES
from recoupe.calendar import parse_value
from recoupe.dossier.reasons import tell_reason
from recoupe.dossier.wording import load_wording
from recoupe.languages import LANGUAGES

ENGLISH = re.compile(r"\b(?:the|anchor|anchor's|before|after|of|day|days|year|month|week|weeks|told|such|length|named|printed|how|many)\b")
TENSES = [{}, {"tense": "past", "cue": "cue"}, {"tense": "future", "cue": "cue"}]
RELS = [{}, {"rel": -1}, {"rel": 0}, {"rel": 1}]
BASES = [{}, {"base": "text"}]
UNITS = [{"unit": unit} for unit in UNIT_NAMES]
PERIODS = [
    {"period": period} for language in LANGUAGES for period in sorted(set(tables_of(language).words.classes["period"].values()), key=str)
]
COUNTS = [{}, {"n": 1}, {"n": 3}]
YEARS = [{}, {"year": 2024}]
# For each shape, what its fields can hold: the cases are all combinations.
FIELDS: dict[str, list[list[dict[str, object]]]] = {
    "date": [[{"day": 5, "month": 5}, {"day": 20, "month": 11}, {"day": 30, "month": 2}], YEARS, RELS, TENSES, [{}, {"weekday": 2}]],
    "date of a month": [[{"day": 5}, {"day": 31}], [{"month_rel": -1}, {"month_rel": 0}, {"month_rel": 1}]],
    "day_number": [[{"day": 5}, {"day": 31}], TENSES, [{}, {"weekday": 2}, {"weekday": 5}]],
    "weekday": [[{"weekday": 3}], RELS, TENSES, BASES, [{}, {"this": 1}, {"weeks": 1}, {"weeks": 2}, {"day_word": 1}]],
    "day": [[{"day_word": n} for n in (-2, -1, 0, 1, 2)], BASES],
    "part": [[{"part": "MO"}, {"part": "NI"}], [{}, {"this": 1}]],
    "night": [[{"weekday": 3}, {"day": 3, "day_to": 4, "month": 5}, {"day_to": 4, "month": 5}], TENSES],
    "clock": [[{"hour": 12, "minute": 5}]],
    "month": [[{"month": 5}, {"month": 12}], YEARS, RELS, TENSES],
    "year": [YEARS[1:]],
    "unit": [PERIODS, RELS, BASES, [{}, {"new": 1}], TENSES],
    "ago": [UNITS, COUNTS, [{"sign": -1}, {"sign": 1}], BASES],
    "duration": [UNITS, COUNTS, [{}, {"since": 1}, {"term": 5}, {"half_of": 1}]],
    "spread": [UNITS, COUNTS, [{"sign": -1}, {"sign": 1}]],
    "set": [UNITS, COUNTS, [{}, {"weekday": 1}, {"part": "MO"}, {"season": "SU"}, {"rate": "P1D"}]],
    "season": [[{"season": "SU"}], YEARS, RELS, TENSES],
    "quarter": [[{"third": "Q", "ordinal": 1}, {"third": "H", "ordinal": 2}], YEARS, RELS, TENSES],
    "decade": [[{"decade": 60}, {"century": 18}]],
    "feast": [[{"feast": "12-25"}, {"feast": "easter+1"}, {"feast": "2001-09-11"}], YEARS, RELS, TENSES],
    "ref": [[{"now": "PAST_REF"}]],
}


def scenes() -> Iterator[Scene]:
    """No anchor at all, a publication to the day or the month, a day told of, a year named, a weekday dated before."""
    for value in (None, "2031-05-07", "2031-12"):
        days = parse_value(value)
        for told in (None, date(2031, 5, 2)):
            anchors = {"told": told, "told_as": f"last date in the text, {told}", "period": told} if told else {}
            yield Scene(days, publication_name(days, "stamp"), **anchors)  # type: ignore[arg-type]
            yield Scene(days, publication_name(days, "inferred"), part="NI", **anchors)  # type: ignore[arg-type]
            yield Scene(days, publication_name(days, None), year=2026, year_as="year 2026 in the same sentence")
            yield Scene(days, publication_name(days, None), year=2026, year_as="year 2026 that opens a line above")
            yield Scene(days, publication_name(days, None), dated_weekdays={3: date(2031, 5, 7)}, **anchors)  # type: ignore[arg-type]


def reasons_of(shape: str) -> set[str]:
    out: set[str] = set()
    for parts, scene in itertools.product(itertools.product(*FIELDS[shape]), list(scenes())):
        fields = {name: value for part in parts for name, value in part.items()}
        reading = READERS[shape.split()[0]](fields, scene)  # type: ignore[arg-type]
        out |= {text for text in (reading.rule, reading.anchor) if text}
    return out


def test_the_table_of_fields_knows_every_shape() -> None:
    assert {name.split()[0] for name in FIELDS} == set(READERS)


@pytest.mark.parametrize("shape", FIELDS)
def test_every_rule_and_anchor_is_told_in_french(shape: str) -> None:
    wording = load_wording("fr")
    reasons = reasons_of(shape)
    assert reasons
    reasons |= {f"{reason}; one end of a stretch of days" for reason in reasons}
    left = {reason: told for reason in reasons if ENGLISH.search(told := tell_reason(reason, wording))}
    assert left == {}, "add a template for each to [reasons] of dossier/texts/fr.toml"
