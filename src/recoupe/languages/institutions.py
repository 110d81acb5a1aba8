"""Name of an institution -> one key for French and English: country, kind and field, so that one ministry is one origin."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from recoupe.languages.countries import country_of_demonym
from recoupe.languages.happenings import stem_of
from recoupe.records import Record
from recoupe.text import words


class _Table(Record, frozen=True, kw_only=True):
    drop: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    data = resources.files("recoupe").joinpath("languages/institutions.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Table)


@cache
def _common() -> dict[str, str]:
    return {word: f"={name}" for name, row in _table().rows.items() for word in row}


def institution_key(name: str, language: str) -> str:
    """Sorted words of a name, countries and common words in one form: "Norwegian transport ministry" gives "=ministry =transport no"."""
    keys = set()
    for word in words(name):
        if word in _table().drop:
            continue
        country = country_of_demonym(word)
        keys.add(country.lower() if country else _common().get(word) or stem_of(word, language))
    return " ".join(sorted(keys)) or " ".join(words(name))
