"""Stem of a word -> the kind of happening it tells, one name for all languages."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

import msgspec
import Stemmer

from recoupe.errors import RecoupeError
from recoupe.records import Record
from recoupe.text import fold

_SHORT = 5  # letters of a word that is no third person plural
_STEMMERS = {"fr": "french", "en": "english", "de": "german", "es": "spanish"}


class _Forms(Record, frozen=True, kw_only=True):
    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


class _Table(Record, frozen=True, kw_only=True):
    light: _Forms
    strikes: _Forms
    unlike: _Forms
    reflexive: dict[str, _Forms]
    fulfils: dict[str, tuple[str, ...]]
    rows: dict[str, _Forms]


@cache
def _table() -> _Table:
    data = resources.files("recoupe").joinpath("languages/happenings.toml").read_bytes()
    try:
        return msgspec.toml.decode(data, type=_Table)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise RecoupeError(f"language table languages/happenings.toml is not in shape: {error}") from error


@cache
def stemmer(language: str) -> Stemmer.Stemmer:
    """The Snowball stemmer of one language, French where there is none."""
    return Stemmer.Stemmer(_STEMMERS.get(language, "french"))


@lru_cache(maxsize=1 << 16)
def stem_of(word: str, language: str) -> str:
    """Folded Snowball stem of a word."""
    return fold(str(stemmer(language).stemWord(word.lower().replace("’", "'"))))


@cache
def _stems(language: str) -> dict[str, str]:
    return {stem_of(w, language): name for name, forms in _table().rows.items() for w in getattr(forms, language, ())}


@cache
def _reflexives(language: str) -> dict[str, str]:
    return {stem_of(w, language): name for name, forms in _table().reflexive.items() for w in getattr(forms, language, ())}


def reflexive_happening(word: str, language: str) -> str | None:
    """The kind of happening that a verb tells of itself alone: "se rendre"."""
    return _reflexives(language).get(stem_of(word, language))


def fulfils(kind: str, plan: str) -> bool:
    """Whether a happening of one kind (``=arrive``) fulfils a plan of another (``=visit``)."""
    return kind.removeprefix("=") in _table().fulfils.get(plan.removeprefix("="), ())


@cache
def _verbs(name: str, language: str) -> frozenset[str]:
    return frozenset(stem_of(w, language) for w in getattr(getattr(_table(), name), language, ()))


@lru_cache(maxsize=1 << 14)
def happening_of(word: str, language: str) -> str | None:
    """The kind of happening that a word tells, or None; ``rencontre``, ``entretenus`` and ``talks`` all give ``meet``.

    The stemmer leaves the French third person plural alone ("signent"), since nouns end so too.
    """
    kinds = _stems(language)
    if word.lower() in getattr(_table().unlike, language, ()):
        return None
    plural = language == "fr" and word.endswith("ent") and len(word) > _SHORT
    return kinds.get(stem_of(word, language)) or (kinds.get(stem_of(word[:-2], language)) if plural else None)


def is_light(word: str, language: str) -> bool:
    """Whether a verb tells nothing by itself ("avoir lieu", "tenir")."""
    return stem_of(word, language) in _verbs("light", language)


def is_strike(word: str, language: str) -> bool:
    """Whether a verb tells how a happening hits somebody, so that its subject may be the happening."""
    return stem_of(word, language) in _verbs("strikes", language)
