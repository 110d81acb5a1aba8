"""Quantities: value, unit, bound; lists and parts."""

import pytest

from recoupe.annotate.numbers import find_numbers

CASES = [
    ("fr", "au moins 2 300 morts", [(2300, "dead", "at_least")]),
    ("fr", "1.605.223 voix", [(1605223, "voix", None)]),
    ("fr", "une magnitude de 6,8", [(6.8, "magnitude", None)]),
    ("fr", "2,3 millions d'euros", [(2300000, "euro", None)]),
    ("fr", "12 morts à Valsec, 9 à Orbaz et 3 à Pré-Long", [(12, "dead", None), (9, "dead", None), (3, "dead", None)]),
    ("fr", "40 blessés, dont 7 gravement", [(40, "hurt", None), (7, "hurt part", None)]),
    ("fr", "les deux hommes", []),
    ("fr", "deux heures plus tard", [(2, "hour", None)]),
    ("en", "more than 1,204 injured", [(1204, "hurt", "at_least")]),
    ("en", "two million dollars", [(2000000, "dollar", None)]),
    ("en", "the two men", []),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_quantities_have_value_unit_and_bound(language: str, text: str, wanted: list[tuple[float, str, str | None]]) -> None:
    found = find_numbers(text, 0, len(text), "a", language, [])
    assert [(n.value, n.unit, n.bound) for n in found] == wanted
