"""Quantities: value, unit, bound, range; lists, parts, groups of people and what became of them; numbers whose noun was told before."""

from __future__ import annotations

import pytest

from recoupe.annotate.numbers import Quantified, find_numbers
from recoupe.records import Number, Span

UNITS = [
    ("fr", "au moins 2 300 morts", [(2300, "dead", "at_least")]),
    ("fr", "1.605.223 voix", [(1605223, "vote", None)]),
    ("fr", "une magnitude de 6,8", [(6.8, "magnitude", None)]),
    ("fr", "2,3 millions d'euros", [(2300000, "euro", None)]),
    ("fr", "400 millions de francs", [(400000000, "franc", None)]),
    ("fr", "12 morts à Valsec, 9 à Orbaz et 3 à Pré-Long", [(12, "dead", None), (9, "dead", None), (3, "dead", None)]),
    ("fr", "40 blessés, dont 7 gravement", [(40, "hurt", None), (7, "hurt part", None)]),
    ("fr", "12 morts et 30 blessés, dont 5 graves", [(12, "dead", None), (30, "hurt", None), (5, "hurt part", None)]),
    ("fr", "les deux hommes", []),
    ("fr", "deux heures plus tard", [(2, "hour", None)]),
    ("fr", "Le nombre de morts dépasse 2.100", [(2100, "dead", "at_least")]),
    ("fr", "La Croix de secours estime à 9 000 le nombre de disparus", [(9000, "missing", None)]),
    ("fr", "Dix-neuf navires attendaient jeudi, contre onze mardi", [(19, "ship", None), (11, "ship", None)]),
    ("fr", "un prix relevé de 32 à 35 euros par action", [(32, "euro/share", None), (35, "euro/share", None)]),
    ("fr", "Ils étaient 200 d'après la police", [(200, "person", None)]),
    ("fr", "En voix : 24 751 pour Lorquin, 16 086 pour Vasselin", [(24751, "vote", None), (16086, "vote", None)]),
    ("fr", "une peine de 10 ans de prison", [(10, "year", None)]),
    ("fr", "le total passe de 2 à 3 millions d'euros", [(2000000, "euro", None), (3000000, "euro", None)]),
    ("fr", "moins d'un millier d'électeurs", [(1000, "electeur", "at_most")]),
    ("fr", "près d'une centaine de blessés", [(100, "hurt", "about")]),
    ("fr", "une vingtaine de manifestants", [(20, "protester", "about")]),
    ("fr", "un homme de 44 ans", [(44, "age", None)]),
    ("fr", "Deux hommes de 19 et 34 ans", [(2, "man", None), (19, "age", None), (34, "age", None)]),
    ("fr", "un match gagné 2-1", []),
    ("fr", "le 3e but, article 49", []),
    ("en", "more than 1,204 injured", [(1204, "hurt", "at_least")]),
    ("en", "two million dollars", [(2000000, "dollar", None)]),
    ("en", "the two men", []),
    ("en", "fewer than two dozen residents", [(24, "habitant", "at_most")]),
    ("en", "the death toll rose from 12 to 17", [(12, "dead", None), (17, "dead", None)]),
    ("en", "¥ 300 billion", [(300000000000, "yen", None)]),
    ("en", "11,300 people have died in Derval and 10,100 are missing", [(11300, "dead", None), (10100, "missing", None)]),
    ("en", "Officials had put the toll at 5,500", [(5500, "dead", None)]),
    ("en", "a fee in the region of €11m", [(11000000, "euro", "about")]),
    ("en", "it wants $10 million", [(10000000, "dollar", None)]),
    ("en", "to shed 160 of its 910 jobs", [(160, "job", None), (910, "job", None)]),
    ("en", "A man of 34 was arrested", [(34, "age", None)]),
    ("en", "the 44-year-old driver", [(44, "age", None)]),
    ("en", "8 per cent", [(8, "%", None)]),
    ("de", "rund 600 Stellen", [(600, "job", "about")]),
    ("de", "31 Prozent", [(31, "%", None)]),
    ("es", "más de 2.300 muertos", [(2300, "dead", "at_least")]),
]

NUMERALS = [
    ("fr", "un million six cent cinq mille quatre-vingt-six voix", 1605086, None),
    ("fr", "vingt et un jours", 21, None),
    ("fr", "soixante-dix-sept maisons", 77, None),
    ("fr", "deux millions et demi de francs", 2500000, None),
    ("fr", "une quarantaine de maisons", 40, None),
    ("fr", "entre 5.000 et 6.000 personnes", 5000, 6000),
    ("fr", "5 à 6 millions d'euros", 5000000, 6000000),
    ("fr", "entre 1 et 1500 personnes", 1, 1500),
    ("en", "$10 to $12 million", 10000000, 12000000),
    ("en", "half a dozen homes", 6, None),
    ("en", "18,000 to 20,000 people", 18000, 20000),
    ("en", "two hundred and fifty jobs", 250, None),
    ("en", "half a million dollars", 500000, None),
    ("en", "a dozen homes", 12, None),
    ("es", "treinta y dos muertos", 32, None),
]

GROUPS = [
    ("fr", "Quatre pompiers ont été blessés", ("hurt", "firefighter")),
    ("fr", "650 pompiers sont sur place", ("firefighter", None)),
    ("en", "killed at least four workers on Wednesday", ("dead", "worker")),
    ("de", "sieben Arbeiter ums Leben kamen", ("dead", "worker")),
    ("fr", "quelque 300 personnes ont manifesté", ("protester", None)),
]

TOLD_BEFORE = [
    ("Le séisme a tué 632 personnes et en a blessé 329.", (329, "hurt")),
    ("Taroul compte 290 morts. La province d'Al Saouz en compte 542", (542, "dead")),
    ("On recense 542 morts à Al Saouz, et Taroul 321", (321, "dead")),
    ("Plus de la moitié des morts sont à Al-Saouz (1.293)", (1293, "dead")),
    ("deux dockers ont été blessés selon le syndicat, un seul selon la préfecture", (1, "hurt")),
]


def numbers_in(language: str, text: str, veto: tuple[Span, ...] = ()) -> tuple[Number, ...]:
    return find_numbers(Quantified("a", text, 0, len(text), language, veto))


@pytest.mark.parametrize(("language", "text", "wanted"), UNITS)
def test_quantities_have_value_unit_and_bound(language: str, text: str, wanted: list[tuple[float, str, str | None]]) -> None:
    assert [(n.value, n.unit, n.bound) for n in numbers_in(language, text)] == wanted


@pytest.mark.parametrize(("language", "text", "low", "high"), NUMERALS)
def test_numbers_in_words_and_ranges_have_their_value(language: str, text: str, low: float, high: float | None) -> None:
    (number,) = numbers_in(language, text)
    assert (number.value, number.high) == (low, high)


@pytest.mark.parametrize(("language", "text", "wanted"), GROUPS)
def test_people_are_counted_by_their_fate_and_their_group(language: str, text: str, wanted: tuple[str, str | None]) -> None:
    (number,) = numbers_in(language, text)
    assert (number.unit, number.counted) == wanted


@pytest.mark.parametrize(("text", "wanted"), TOLD_BEFORE)
def test_a_bare_number_counts_what_was_counted_before_it(text: str, wanted: tuple[float, str]) -> None:
    last = numbers_in("fr", text)[-1]
    assert (last.value, last.unit) == wanted


def test_a_number_inside_a_time_expression_is_no_quantity() -> None:
    text = "le 12 mars, 40 blessés"
    assert [n.value for n in numbers_in("fr", text, (Span(start=3, end=10),))] == [40]
