"""The JSON file: readable, in the contract's order, back to the same dossier."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from recoupe.dossier import Dossier
from recoupe.errors import InputError

from .dossier_strategies import dossiers


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dossiers())
def test_json_gives_the_same_dossier_back(dossier: Dossier) -> None:
    packed = dossier.to_json()
    assert Dossier.from_json(packed) == dossier
    assert Dossier.from_json(packed).to_json() == packed


def test_the_file_says_first_what_it_is(flood: Dossier) -> None:
    assert list(json.loads(flood.to_json())) == ["schema", "made_by", "settings", "articles", "rejected", "entities", "stories"]


def test_accents_stay_readable_and_lines_short(flood: Dossier) -> None:
    packed = flood.to_json()
    assert "Hélène" in packed
    assert packed.count("\n") > 500
    assert packed.endswith("}\n")


def test_what_is_not_known_is_null(flood: Dossier) -> None:
    assert json.loads(flood.to_json())["articles"][-1]["updated"] is None


def test_fields_of_a_later_minor_version_are_passed_over(flood: Dossier) -> None:
    later = {**json.loads(flood.to_json()), "brand_new": 1}
    assert Dossier.from_json(json.dumps(later)) == flood


@pytest.mark.parametrize("data", ["", "{", "[]", '{"schema": "recoupe.dossier/2"}', b"\xff\xfe", '{"articles": 3}'])
def test_anything_else_is_an_input_error(data: str | bytes) -> None:
    with pytest.raises(InputError):
        Dossier.from_json(data)
