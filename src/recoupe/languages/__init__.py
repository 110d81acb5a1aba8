"""Language knowledge as data: one folder per language, one TOML file per topic (reading, time, speech, names)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from recoupe.errors import RecoupeError

LANGUAGES = ("fr", "en")

Words = TypeVar("Words")


@cache
def languages_with(topic: str) -> frozenset[str]:
    """The languages that have a table of this topic."""
    folder = resources.files("recoupe").joinpath("languages")
    return frozenset(own.name for own in folder.iterdir() if own.joinpath(f"{topic}.toml").is_file())


@cache
def load_words(language: str, topic: str, shape: type[Words]) -> Words:
    """Read ``languages/<language>/<topic>.toml`` into ``shape``; a language without such a file falls back to French.

    Raises RecoupeError naming the file and the field where the file does not have that shape.
    """
    folder = resources.files("recoupe").joinpath("languages")
    own = folder.joinpath(language, f"{topic}.toml")
    name = f"languages/{language if own.is_file() else LANGUAGES[0]}/{topic}.toml"
    data = resources.files("recoupe").joinpath(name).read_bytes()
    try:
        return msgspec.toml.decode(data, type=shape)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise RecoupeError(f"language table {name} does not have the shape {shape.__name__}: {error}") from error


def begins_word(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for any of some patterns on folded text, each at the beginning of a word."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})")
