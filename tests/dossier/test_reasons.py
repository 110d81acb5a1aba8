"""Reasons in the reader's language: templates with holes, anything else as the engine said it."""

from __future__ import annotations

import re

import pytest

from recoupe.dossier.reasons import tell_reason
from recoupe.dossier.wording import LANGUAGES, load_wording

FR, EN = load_wording("fr"), load_wording("en")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("no date of its own", "pas de date propre : celle du récit en cours"),
        ("publication date 2022-03-09", "publication : mercredi 9 mars 2022"),
        ("inferred publication date 2022-03", "publication déduite : mars 2022"),
        (
            "Sunday at or before the anchor (governed by “a cédé”)",
            "le dimanche du point de départ ou le dernier avant lui (d’après « a cédé »)",
        ),
        (
            "night that begins on this day: Sunday at or before the anchor, as news tells the past",
            "nuit qui commence ce jour-là : le dimanche du point de départ ou le dernier avant lui, car l’actualité se raconte au passé",
        ),
        ("published 2022-03-09, before 2022-03-10", "publication : mercredi 9 mars 2022, avant jeudi 10 mars 2022"),
        ("3 days before the anchor", "3 jours avant le point de départ"),
        ("something new, 2022-03-09", "something new, mercredi 9 mars 2022"),
        (None, ""),
    ],
)
def test_a_reason_in_french(reason: str | None, told: str) -> None:
    assert tell_reason(reason, FR).replace("\u00a0", " ") == told


def test_english_reasons_only_have_their_days_told() -> None:
    assert tell_reason("last date in the text, 2022-03-09", EN) == "last date in the text, Wednesday 9 March 2022"


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_have_the_same_holes_on_both_sides(language: str) -> None:
    for template, told in load_wording(language).reasons.items():
        assert set(re.findall(r"\{(\w+)\}", told)) <= set(re.findall(r"\{(\w+)\}", template)), template
