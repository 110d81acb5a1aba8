"""Words by which plans change, one table a language: put off, called off, planned."""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import begins_word, load_words
from recoupe.records import Record


class ChangeWords(Record, frozen=True, kw_only=True):
    """The table ``changes.toml`` of one language: patterns on folded text."""

    put_off: tuple[str, ...]
    called_off: tuple[str, ...]
    planned: tuple[str, ...]


@cache
def change_pattern(language: str, what: str) -> re.Pattern[str]:
    """One pattern for all the words of a kind: ``put_off``, ``called_off`` or ``planned``."""
    words: ChangeWords = load_words(language, "changes", ChangeWords)
    return begins_word(getattr(words, what))
