"""An invented flood told by five invented outlets: one rich dossier made by hand, with every kind of thing the faces must show."""

from __future__ import annotations

import pytest

from recoupe.dossier import Dossier

from .flood_story import build_flood


@pytest.fixture(scope="session")
def flood() -> Dossier:
    return build_flood()


@pytest.fixture(scope="session")
def flood_html(flood: Dossier) -> str:
    return flood.to_html("fr")
