"""Times in words: honest precision, nothing made up."""

from __future__ import annotations

import pytest

from recoupe.dossier.days import tell_day, tell_span, tell_time
from recoupe.dossier.wording import load_wording
from recoupe.records import Time

FR, EN = load_wording("fr"), load_wording("en")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


CASES = [
    (Time(value="2022-03-09", first_day="2022-03-09", last_day="2022-03-09"), "mercredi 9 mars 2022", "Wednesday 9 March 2022"),
    (Time(value="2022-03-01"), "mardi 1er mars 2022", "Tuesday 1 March 2022"),
    (Time(value="2022-03-09T02:15", first_day="2022-03-09"), "mercredi 9 mars 2022, 2 h 15", "Wednesday 9 March 2022, 02:15"),
    (Time(value="2022-03-09T03", precision="hour"), "mercredi 9 mars 2022, vers 3 h", "Wednesday 9 March 2022, around 03:00"),
    (Time(value="2022-03-09T23:30+01:00"), "mercredi 9 mars 2022, 23 h 30 (+01:00)", "Wednesday 9 March 2022, 23:30 (+01:00)"),
    (Time(value="2022-03-09TEV"), "mercredi 9 mars 2022, au soir", "Wednesday 9 March 2022, evening"),
    (Time(value="2022-03"), "mars 2022", "March 2022"),
    (Time(value="2022", first_day="2022-01-01", last_day="2022-12-31"), "2022", "2022"),
    (Time(value="2022-SU", first_day="2022-06-01", last_day="2022-08-31"), "été 2022", "summer 2022"),
    (Time(value="14", first_day="1400-01-01", last_day="1499-12-31"), "15e siècle", "15th century"),
    (Time(value="199", first_day="1990-01-01", last_day="1999-12-31"), "années 1990", "the 1990s"),
    (Time(value="2022-Q1", first_day="2022-01-01", last_day="2022-03-31"), "1er trimestre 2022", "1st quarter of 2022"),
    (Time(value="2022-H2", first_day="2022-07-01", last_day="2022-12-31"), "2e semestre 2022", "2nd half of 2022"),
    (Time(value="2022-W10", first_day="2022-03-07", last_day="2022-03-13"), "semaine du 7 au 13 mars 2022", "week of 7 to 13 March 2022"),
    (Time(value="2022-W10"), "semaine du 7 au 13 mars 2022", "week of 7 to 13 March 2022"),
    (Time(value="2022-03-18/2022-03-19", first_day="2022-03-18", last_day="2022-03-19"), "du 18 au 19 mars 2022", "18 to 19 March 2022"),
    (Time(first_day="2022-02-28", last_day="2022-03-01"), "entre le 28 février et le 1er mars 2022",
     "between 28 February and 1 March 2022"),
    (Time(first_day="2021-12-31", last_day="2022-01-01"), "entre le 31 décembre 2021 et le 1er janvier 2022",
     "between 31 December 2021 and 1 January 2022"),
    (Time(first_day="2022-03-09"), "à partir du 9 mars 2022", "from 9 March 2022"),
    (Time(last_day="2022-03-09"), "au plus tard le 9 mars 2022", "by 9 March 2022"),
    (Time(value="2022-03-09~"), "vers mercredi 9 mars 2022", "around Wednesday 9 March 2022"),
    (Time(value="XXXX-WXX-3"), "un mercredi, semaine inconnue", "a Wednesday, week unknown"),
    (Time(value="XXXX-06-18"), "18 juin, année inconnue", "18 June, year unknown"),
    (Time(value="XXXX-09"), "septembre, année inconnue", "September, year unknown"),
    (Time(value="PAST_REF"), "dans le passé, sans date", "in the past, no date"),
    (Time(value="P3D"), "date incomplète : P3D", "incomplete date: P3D"),
    (Time(value="2022-02-30"), "date incomplète : 2022-02-30", "incomplete date: 2022-02-30"),
]  # fmt: skip


@pytest.mark.parametrize(("moment", "french", "english"), CASES, ids=lambda x: x if isinstance(x, str) else "")
def test_a_time_in_words(moment: Time, french: str, english: str) -> None:
    told_fr, told_en = tell_time(moment, FR), tell_time(moment, EN)
    assert told_fr is not None
    assert told_en is not None
    assert (_plain(told_fr.text), _plain(told_en.text)) == (french, english)


@pytest.mark.parametrize("moment", [None, Time(), Time(precision="day", rule="x")])
def test_nothing_known_is_none(moment: Time | None) -> None:
    assert tell_time(moment, FR) is None


@pytest.mark.parametrize("value", ["XXXX-WXX-3", "XXXX-06-18", "PAST_REF", "P3D"])
def test_a_time_without_an_anchor_is_not_dated(value: str) -> None:
    told = tell_time(Time(value=value), FR)
    assert told is not None
    assert not told.dated
    assert told.iso is None


def test_the_machine_value_is_only_given_where_html_allows_it() -> None:
    minute = tell_time(Time(value="2022-03-09T02:15"), FR)
    assert minute is not None
    assert minute.iso == "2022-03-09T02:15"
    week = tell_time(Time(first_day="2022-03-07", last_day="2022-03-13"), FR)
    assert week is not None
    assert week.iso is None


def test_a_span_of_one_day_has_its_weekday() -> None:
    assert tell_span("2022-03-09", "2022-03-09", FR) == "mercredi 9 mars 2022"
    assert tell_span("2022-03-07", "2022-03-12", FR) == "du 7 au 12 mars 2022"
    assert tell_span(None, None, FR) == ""


def test_a_bound_that_is_no_date_is_given_back() -> None:
    assert tell_day("2021-09", FR) == "septembre 2021"
    assert tell_day(None, FR) == ""
