"""A language's time table, compiled once: its patterns by the words that call for them, its vetoes, its words of past and future."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from recoupe.annotate.times.direction import Cues, compile_cues
from recoupe.annotate.times.patterns import DIGITS, NUMBERS, CompiledRule, PatternCompiler
from recoupe.annotate.times.words import TimeWords, Veto
from recoupe.languages import LANGUAGES, load_words

TOKEN = re.compile(r"[^\W\d_]+|\d+")


class CompiledVeto(NamedTuple):
    """A veto ready to match."""

    shapes: frozenset[str]
    before: re.Pattern[str]
    covers: re.Pattern[str]
    after: re.Pattern[str]


class Tables(NamedTuple):
    """Everything the tagger needs of one language."""

    words: TimeWords
    rules: dict[str, tuple[CompiledRule, ...]]
    triggers: dict[str, tuple[str, ...]]
    vetoes: tuple[CompiledVeto, ...]
    cues: Cues


@cache
def tables_of(language: str | None) -> Tables:
    """The compiled tables of a language; an unknown one reads as the first of the languages known."""
    code = (language or "").split("-")[0].lower()
    words = load_words(code if code in LANGUAGES else LANGUAGES[0], "time", TimeWords)
    compiler = PatternCompiler(words)
    patterns = [(rule, pattern) for rule in words.rules for pattern in rule.patterns]
    rules: dict[str, list[CompiledRule]] = defaultdict(list)
    for rank, (rule, pattern) in enumerate(patterns):
        compiled = compiler.compile(rule, pattern, rank)
        for key in sorted(compiled.keys):
            rules[key].append(compiled)
    return Tables(
        words,
        {key: tuple(found) for key, found in rules.items()},
        _triggers(words, set(rules)),
        tuple(_compile_veto(veto) for veto in words.vetoes),
        compile_cues(words.direction),
    )


def _triggers(words: TimeWords, keys: set[str]) -> dict[str, tuple[str, ...]]:
    """The classes that each token of a text can call for: an entry is filed under its longest token."""
    found: dict[str, set[str]] = defaultdict(set)
    tables: dict[str, Iterable[str]] = {name: table for name, table in words.classes.items() if name in keys}
    if NUMBERS in keys:
        tables[NUMBERS] = words.numbers
    for name, entries in tables.items():
        for entry in entries:
            found[max(TOKEN.findall(entry), key=len)].add(name)
    return {token: tuple(sorted(names)) for token, names in found.items()}


def classes_called(tables: Tables, token: str) -> tuple[str, ...]:
    """The classes a token of the text calls for."""
    if token[0].isdigit():
        return (DIGITS, NUMBERS, *tables.triggers.get(token, ()))
    return tables.triggers.get(token, ())


def _compile_veto(veto: Veto) -> CompiledVeto:
    covers = re.compile(rf"(?:{veto.covers})\Z" if veto.covers else "")
    return CompiledVeto(frozenset(veto.shapes), re.compile(veto.before), covers, re.compile(veto.after))
