"""Words that lead to a place, one table a language."""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import load_words
from recoupe.records import Record

_BETWEEN = r"\s?(?:l'|la |le |les |the |der |den |el )?(?:[\w'-]+ (?:d'|de |of |in )?){0,3}$"


class PlaceWords(Record, frozen=True, kw_only=True):
    """The table ``places.toml`` of one language, folded."""

    where: tuple[str, ...]
    beside: tuple[str, ...]


@cache
def leads_to_place(language: str, *, beside: bool) -> re.Pattern[str]:
    """A pattern for the words before a place name, at the end of a folded text: "à", or "près de" with ``beside``."""
    words: PlaceWords = load_words(language, "places", PlaceWords)
    leads = words.beside if beside else words.where
    return re.compile(r"(?:^|\W)(?:" + "|".join(map(re.escape, leads)) + ")" + _BETWEEN)
