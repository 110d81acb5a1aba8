"""A language's time table, compiled once: its patterns by the words that call for them, its vetoes, its words of past and future."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from recoupe.annotate.times.direction import Cues, compile_cues
from recoupe.annotate.times.openings import SIZE
from recoupe.annotate.times.patterns import DIGITS, NUMBERS, CompiledRule, PatternCompiler
from recoupe.annotate.times.words import TimeWords, Veto
from recoupe.languages import LANGUAGES, languages_with, load_words

TOKEN = re.compile(r"[^\W\d_]+|\d+")
PART = re.compile(r"[^\W\d_]+|\d+|[\W_]+")


class CompiledVeto(NamedTuple):
    """A veto ready to match."""

    shapes: frozenset[str]
    before: re.Pattern[str]
    covers: re.Pattern[str]
    after: re.Pattern[str]


class Triggers(NamedTuple):
    """The classes that each word of a table calls for, as bits, and those that digits call for."""

    words: dict[str, int]
    digits: int

    def of(self, tokens: Iterable[str]) -> list[int]:
        """The classes that each token of a text calls for."""
        called, digits = self.words.get, self.digits
        return [called(token, 0) or (digits if token[0].isdigit() else 0) for token in tokens]


class Tables(NamedTuple):
    """Everything the tagger needs of one language; classes are bits, so that many of them are one number."""

    words: TimeWords
    rules_at: Callable[[str, int], tuple[CompiledRule, ...]]
    triggers: Triggers
    vetoes: tuple[CompiledVeto, ...]
    cues: Cues


def tables_of(language: str | None) -> Tables:
    """The compiled tables of a language; one that has no time table reads as the first of the languages known."""
    code = (language or "").split("-")[0].lower()
    return _tables(code if code in languages_with("time") else LANGUAGES[0])


@cache
def _tables(language: str) -> Tables:
    return compile_tables(load_words(language, "time", TimeWords))


def compile_tables(words: TimeWords) -> Tables:
    """Compile one time table; raises RecoupeError naming the pattern that is faulty."""
    compiler = PatternCompiler(words)
    patterns = [(rule, pattern) for rule in words.rules for pattern in rule.patterns]
    rules = [compiler.compile(rule, pattern, rank) for rank, (rule, pattern) in enumerate(patterns)]
    bits = {key: 1 << n for n, key in enumerate(sorted({key for rule in rules for key in rule.keys}))}
    return Tables(
        words,
        _by_opening([(sum(bits[key] for key in rule.keys), rule) for rule in rules]),
        _triggers(_words_called(words, bits), bits.get(DIGITS, 0) | bits.get(NUMBERS, 0)),
        tuple(_compile_veto(veto) for veto in words.vetoes),
        compile_cues(words.direction, words.macros),
    )


def _by_opening(rules: Sequence[tuple[int, CompiledRule]]) -> Callable[[str, int], tuple[CompiledRule, ...]]:
    """For the first characters at a place and the classes called there: the rules that can match, in order."""
    filed: dict[str, list[tuple[int, CompiledRule]]] = defaultdict(list)
    for keys, rule in rules:
        for opening in rule.openings:
            filed[opening].append((keys, rule))

    @lru_cache(maxsize=8192)
    def filed_at(opening: str) -> tuple[int, list[tuple[int, CompiledRule]]]:
        found = {rule.rank: (keys, rule) for n in range(SIZE + 1) for keys, rule in filed.get(opening[:n], ())}
        return reduce(or_, (keys for keys, _ in found.values()), 0), [found[rank] for rank in sorted(found)]

    @lru_cache(maxsize=8192)
    def called(opening: str, classes: int) -> tuple[CompiledRule, ...]:
        return tuple(rule for keys, rule in filed_at(opening)[1] if keys & classes)

    def rules_at(opening: str, classes: int) -> tuple[CompiledRule, ...]:
        own = classes & filed_at(opening)[0]
        return called(opening, own) if own else ()

    return rules_at


def _words_called(words: TimeWords, bits: dict[str, int]) -> dict[str, int]:
    """The classes that each word can call for: an entry is filed under its longest token."""
    found: dict[str, int] = defaultdict(int)
    tables: dict[str, Iterable[str]] = {name: table for name, table in words.classes.items() if name in bits}
    if NUMBERS in bits:
        tables[NUMBERS] = words.numbers
    for name, entries in tables.items():
        for entry in entries:
            found[max(TOKEN.findall(entry), key=len)] |= bits[name]
    return dict(found)


def _triggers(called: dict[str, int], digits: int) -> Triggers:
    return Triggers({word: bits | (digits if word[0].isdigit() else 0) for word, bits in called.items()}, digits)


def _compile_veto(veto: Veto) -> CompiledVeto:
    covers = re.compile(rf"(?:{veto.covers})\Z" if veto.covers else "")
    return CompiledVeto(frozenset(veto.shapes), re.compile(veto.before), covers, re.compile(veto.after))
