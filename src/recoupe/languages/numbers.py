"""The words of numbers and of what they count, one table a language: values, scales, bounds, units, groups of people, fates."""

from __future__ import annotations

from functools import cache

from msgspec import field
from msgspec.structs import replace

from recoupe.languages import load_words
from recoupe.records import Record


class NumberWords(Record, frozen=True, kw_only=True):
    """The table ``numbers.toml`` of one language."""

    decimal: str
    values: dict[str, float]
    collectives: dict[str, float] = field(default_factory=dict)
    rough: tuple[str, ...] = ()
    scales: dict[str, float]
    one: tuple[str, ...] = ()
    only_one: tuple[str, ...] = ()
    half_before: tuple[str, ...] = ()
    half_after: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    and_words: tuple[str, ...] = ()
    to_words: tuple[str, ...] = ()
    from_words: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    bounds: dict[str, list[str]]
    skip: tuple[str, ...]
    units: dict[str, list[str]]
    groups: dict[str, list[str]] = field(default_factory=dict)
    fates: dict[str, list[str]] = field(default_factory=dict)
    auxiliaries: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    scales_before: tuple[str, ...]
    count_of: tuple[str, ...] = ()
    toll: tuple[str, ...] = ()
    clitics: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    aged: tuple[str, ...] = ()
    age_lead: tuple[str, ...] = ()
    toll_links: tuple[str, ...] = ()
    definite: tuple[str, ...]
    parts: tuple[str, ...]
    partitive: tuple[str, ...]
    places: tuple[str, ...]
    openers: frozenset[str] = frozenset()  # made of the others: every word that may open a number in words


@cache
def number_words(language: str) -> NumberWords:
    """The number words of one language."""
    table: NumberWords = load_words(language, "numbers", NumberWords)
    openers = frozenset((*table.values, *table.scales, *table.collectives, *table.half_before, *table.one))
    return replace(table, openers=openers)
