"""Words of disputes, one table a language: who denies, who answers back, who gives which cause."""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import begins_word, load_words
from recoupe.records import Record


class DisputeWords(Record, frozen=True, kw_only=True):
    """The table ``disputes.toml`` of one language: patterns on folded text."""

    denies: tuple[str, ...]
    answers: tuple[str, ...]
    false: tuple[str, ...]
    requests: tuple[str, ...]
    words_denied: tuple[str, ...]
    causes: tuple[str, ...]
    because: tuple[str, ...]
    not_causes: tuple[str, ...]
    hearsay: tuple[str, ...]
    not_words: tuple[str, ...]


@cache
def dispute_pattern(language: str, what: str) -> re.Pattern[str]:
    """One pattern for all the words of a kind, by the name of its row in the table."""
    words: DisputeWords = load_words(language, "disputes", DisputeWords)
    return begins_word(getattr(words, what))
