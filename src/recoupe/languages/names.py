"""Words around names as data: offices by class, articles, nouns that introduce a name."""

from __future__ import annotations

import re
from functools import cache

from recoupe.languages import load_words
from recoupe.records import Record
from recoupe.text import fold

WORD = re.compile(r"(?:[dljmnstc]|qu)['’]|[^\W_]+(?:[-'’][^\W_]+|\.[^\W_](?![^\W_]))*\.?(?<![^\W_]{3}\.)", re.IGNORECASE)
"""One word as offices and names are compared: elided articles apart, hyphenated words whole."""


class AroundNames(Record, frozen=True, kw_only=True):
    """Words that stand before, inside and after names in one language."""

    titles: tuple[str, ...]
    before: tuple[str, ...]
    former: tuple[str, ...]
    current: tuple[str, ...]
    possessives: tuple[str, ...]
    determiners: tuple[str, ...]
    of: tuple[str, ...]
    inner: tuple[str, ...]
    locative: tuple[str, ...]
    place_nouns: tuple[str, ...]
    organization_nouns: tuple[str, ...]
    product_nouns: tuple[str, ...]
    never: tuple[str, ...]
    kin: tuple[str, ...]
    common: tuple[str, ...]


class _Table(Record, frozen=True, kw_only=True):
    roles: dict[str, tuple[str, ...]]
    words: AroundNames


class NameWords(Record, frozen=True, kw_only=True):
    """The words of one language, folded: ``roles`` maps an office, as a tuple of words, to its class; ``openers`` are their first words.

    ``opening_forms`` are those first words in every form in which they open an office: plural, and with the English genitive.
    """

    roles: dict[tuple[str, ...], str]
    openers: frozenset[str]
    opening_forms: frozenset[str]
    longest_role: int
    around: dict[str, frozenset[str]]


@cache
def name_words(language: str) -> NameWords:
    """The table of one language (``fr`` or ``en``); another language gets the French one."""
    table = load_words(language, "names", _Table)
    roles = {split_words(phrase): name for name, phrases in table.roles.items() for phrase in phrases}
    around = {name: frozenset(fold(word) for word in getattr(table.words, name)) for name in AroundNames.__struct_fields__}
    openers = frozenset(r[0] for r in roles)
    forms = frozenset(f"{opener}{ending}" for opener in openers for ending in ("", "s", "'s", "s's"))
    return NameWords(roles=roles, openers=openers, opening_forms=forms, longest_role=max(map(len, roles)), around=around)


def split_words(text: str) -> tuple[str, ...]:
    """Folded words of a phrase, as offices are compared."""
    return tuple(fold(m.group()) for m in WORD.finditer(text))


def role_class(role: str, language: str) -> str | None:
    """Class of the office that a role's words name first: ``head_of_state``, ``minister``, ``spokesperson`` ..."""
    table = name_words(language)
    parts = split_words(role)
    for i in range(len(parts)):
        for size in range(min(table.longest_role, len(parts) - i), 0, -1):
            found = table.roles.get(parts[i : i + size])
            if found:
                return found
    return None
