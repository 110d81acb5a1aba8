"""Interface texts: both languages have the same keys and holes, and every value of every enumeration has words."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from recoupe import records
from recoupe.dossier.wording import LANGUAGES, Wording, load_wording
from recoupe.errors import InputError

ENUMERATIONS = {
    "status": records.Status, "status_help": records.Status, "outcome": records.OutcomeRelation, "origin": records.OriginKind,
    "conflict": records.ConflictKind, "reading": records.Reading, "reading_help": records.Reading, "scope": records.Scope,
    "reuse": records.ReuseKind, "difference": records.DifferenceKind, "quotation": records.QuotationKind, "hedge": records.HedgeKind,
    "certainty": records.Certainty, "entity": records.EntityKind, "form": records.FormKind, "block": records.BlockKind,
    "drop": records.DropKind, "genre": records.Genre, "access": records.Access, "relation": records.StoryRelationKind,
    "basis": records.PageTimeBasis,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ENUMERATIONS)
def test_every_value_has_words(language: str, name: str) -> None:
    assert set(get_args(ENUMERATIONS[name])) <= set(load_wording(language).names[name])


def test_both_languages_have_the_same_keys_and_holes() -> None:
    french, english = load_wording("fr"), load_wording("en")
    assert _shape(french) == _shape(english)


def _shape(wording: Wording) -> dict[str, list[str]]:
    """Every key with the holes in its text; the patterns of days are letters for Babel, so their holes only count in braces."""
    shape = {f"labels.{k}": _holes(v) for k, v in wording.labels.items()}
    shape |= {f"days.{k}": _holes(v) for k, v in wording.days.items()}
    shape |= {f"counts.{k}.other": _holes(v["other"]) for k, v in wording.counts.items()}
    return shape | {f"names.{g}.{k}": [] for g, names in wording.names.items() for k in names}


def _holes(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_plurals_follow_the_language() -> None:
    assert load_wording("fr").count("articles", 0) == "0\u00a0article"
    assert load_wording("en").count("articles", 0) == "0\u00a0articles"


def test_another_language_is_refused_with_the_choice() -> None:
    with pytest.raises(InputError, match="fr, en"):
        load_wording("de")
