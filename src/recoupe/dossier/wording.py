"""Interface texts: one TOML file per language under ``texts/``, read once into a frozen ``Wording``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec
from babel import Locale

from recoupe.errors import InputError
from recoupe.records import Record

LANGUAGES = ("fr", "en")


class Wording(Record, frozen=True):
    """The words of the interface in one language.

    ``labels`` are fixed texts with ``{named}`` holes, ``counts`` have one form per plural category, ``names`` give a reader's words
    for each value of an enumeration, ``days`` are the patterns of dates, ``reasons`` templates for
    what the engine says in English.
    """

    language: str
    labels: dict[str, str]
    counts: dict[str, dict[str, str]]
    names: dict[str, dict[str, str]]
    days: dict[str, str]
    reasons: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """A fixed text with its holes filled."""
        return self.labels[key].format(**values) if values else self.labels[key]

    def count(self, key: str, n: int) -> str:
        """A number with its noun, in the right plural."""
        forms = self.counts[key]
        category = str(Locale(self.language).plural_form(n))
        return forms.get(category, forms["other"]).format(n=n)

    def ordinal(self, n: int) -> str:
        """A number that tells a place in an order: "1st", "15e"."""
        return f"{n}{self.name('ordinal', str(Locale(self.language).ordinal_form(n)))}"

    def name(self, enumeration: str, value: str | None) -> str:
        """The reader's words for a value; a value without words is shown as it is."""
        return self.names[enumeration].get(value or "", value or "")

    def help(self, enumeration: str, value: str | None) -> str:
        """One line that says what a value means, or nothing."""
        return self.names.get(f"{enumeration}_help", {}).get(value or "", "")


@lru_cache(maxsize=len(LANGUAGES))
def load_wording(language: str) -> Wording:
    """The interface texts of ``fr`` or ``en``; raises ``InputError`` for any other language."""
    if language not in LANGUAGES:
        raise InputError(f"no interface texts for language {language!r}: choose one of {', '.join(LANGUAGES)}")
    source = files("recoupe.dossier").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    return msgspec.convert({"language": language, **tomllib.loads(source)}, type=Wording)
