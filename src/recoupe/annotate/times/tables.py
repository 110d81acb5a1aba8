"""A language's table of time words, compiled once: patterns in, regular expressions and word values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from msgspec import Struct, field

from recoupe.errors import RecoupeError
from recoupe.languages import LANGUAGES, load_words

Field = int | str | None

NUMERIC = {
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "day_two": r"(?:0[1-9]|[12]\d|3[01])(?!\d)",
    "month_number": r"(?:1[0-2]|0?[1-9])",
    "month_two": r"(?:1[0-2]|0[1-9])",
    "year": r"(?:1[4-9]|20)\d\d(?!\d)",
    "short_year": r"'?\d\d(?!\d)",
    "decade_year": r"(?:(?:1[4-9]|20)\d0|\d0)s?(?!\d)",
    "hour": r"(?:[01]?\d|2[0-4])(?!\d)",
    "hour_colon": r"(?<![\d:,.])(?:[01]?\d|2[0-4])",
    "minute": r"[0-5]\d(?!\d)",
}
_SPACE = re.compile(r"(\(\?<[!=][^)]*\))| (?![?+*{\]])")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)(\d?)(?:=([a-z_]+))?(?::((?:[^{}]|\{\d(?:,\d)?\})*))?\}")


class Rule(Struct, frozen=True):
    """Patterns that read alike: the shape of their meaning, fields they fix, and how several expressions of one pattern are tied."""

    shape: str
    patterns: list[str]
    fields: dict[str, Field] = field(default_factory=dict)
    type: str | None = None
    join: str | None = None


class Veto(Struct, frozen=True):
    """What looks like a time and is none: shapes it stops, and the text before, covered and after that stops them."""

    shapes: list[str]
    before: str = ""
    covers: str = ""
    after: str = ""


class Direction(Struct, frozen=True):
    """Regular expressions of words that tell of the past or of what is to come."""

    past: list[str]
    future: list[str]


class TimeWords(Struct, frozen=True):
    """The form of ``languages/*/time.toml``."""

    classes: dict[str, dict[str, int | str]]
    numbers: dict[str, int]
    rules: list[Rule]
    direction: Direction
    macros: dict[str, str] = field(default_factory=dict)
    vetoes: list[Veto] = field(default_factory=list)
    vague_type: str = "DATE"


class CompiledRule(NamedTuple):
    """One pattern ready to match, with the table its groups are read from."""

    pattern: re.Pattern[str]
    rule: Rule
    spans: tuple[str, ...]
    groups: dict[str, tuple[str, int, str | None]]


class CompiledVeto(NamedTuple):
    """A veto ready to match."""

    shapes: frozenset[str]
    before: re.Pattern[str]
    covers: re.Pattern[str]
    after: re.Pattern[str]


class Tables(NamedTuple):
    """Everything the tagger needs of one language."""

    words: TimeWords
    any_rule: re.Pattern[str]
    rules: tuple[CompiledRule, ...]
    vetoes: tuple[CompiledVeto, ...]
    direction: re.Pattern[str]


def _alternatives(entries: Iterable[str]) -> str:
    ordered = sorted(entries, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") + (r"(?!\w)" if word[-1].isalnum() else "") for word in ordered) + ")"


def _number(words: TimeWords) -> str:
    word = _alternatives(words.numbers)
    return rf"(?:\d{{1,3}}(?:(?:[.,]| )\d{{3}})+(?!\d)|\d+(?:[.,]\d{{1,2}})?(?![\d.,]*\d)|{word}(?:(?: |-)(?:(?:et|and)(?: |-))?{word})*)"


class _Builder:
    """Turns the patterns of one language into regular expressions."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self.classes = {name: _alternatives(table) for name, table in words.classes.items()} | NUMERIC | {"n": _number(words)}

    def expand(self, text: str, groups: dict[str, tuple[str, int, str | None]], part: str = "") -> str:
        """Replace the placeholders of a pattern by groups, noting for each group its field, part and class."""

        def replace(match: re.Match[str]) -> str:
            name, number, source, literal = match.groups()
            number = number or part
            if source is None and literal is None and name in self.words.macros:
                return self.expand(self.words.macros[name], groups, number)
            source = source or name
            if literal is None and source not in self.classes:
                raise RecoupeError(f"time table: no class or macro {source!r} for {match.group()} in pattern {text!r}")
            group = f"g{len(groups)}"
            groups[group] = (name, int(number or 1), None if literal is not None else source)
            return f"(?P<{group}>{literal if literal is not None else self.classes[source]})"

        return _PLACEHOLDER.sub(replace, text)

    def compile(self, rule: Rule, pattern: str) -> CompiledRule:
        """One pattern of a rule."""
        groups: dict[str, tuple[str, int, str | None]] = {}
        text = self.expand(pattern, groups)
        text = _SPACE.sub(lambda m: m[1] or " +", text)
        spans = tuple(f"s{i}" for i in range(1, text.count("«") + 1))
        for name in spans:
            text = text.replace("«", f"(?P<{name}>", 1).replace("»", r"(?!\w))", 1)
        try:
            return CompiledRule(re.compile(r"(?<!\w)(?:" + text + ")"), rule, spans, groups)
        except re.error as error:
            raise RecoupeError(f"time table: pattern {pattern!r} does not compile: {error}; mend it in languages/*/time.toml") from error

    def veto(self, veto: Veto) -> CompiledVeto:
        """One veto; an empty part always fits."""
        return CompiledVeto(
            frozenset(veto.shapes), re.compile(veto.before), re.compile(rf"(?:{veto.covers})\Z" if veto.covers else ""), re.compile(veto.after)
        )


@cache
def tables_of(language: str | None) -> Tables:
    """The compiled tables of a language; an unknown one reads as the first of the languages known."""
    code = (language or "").split("-")[0].lower()
    words = load_words(code if code in LANGUAGES else LANGUAGES[0], "time", TimeWords)
    builder = _Builder(words)
    rules = tuple(builder.compile(rule, pattern) for rule in words.rules for pattern in rule.patterns)
    anonymous = (re.sub(r"\(\?P=\w+\)", ".", re.sub(r"\(\?P<\w+>", "(?:", compiled.pattern.pattern)) for compiled in rules)
    direction = rf"(?<!\w)(?:(?P<past>{'|'.join(words.direction.past)})|(?P<future>{'|'.join(words.direction.future)}))(?!\w)"
    return Tables(
        words, re.compile("|".join(anonymous)), rules, tuple(builder.veto(veto) for veto in words.vetoes), re.compile(direction)
    )


def read_number(words: TimeWords, text: str) -> float | None:
    """The number that digits or words say ("vingt et un", "twenty-one", "2,5"); None where it is neither."""
    if text[0].isdigit():
        thousands = re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})+", text)
        return float(re.sub(r"[ .,]", "", text) if thousands else text.replace(",", "."))
    total, current = 0, 0
    for word in re.split(r"[ -]+", text):
        value = words.numbers.get(word)
        if value is None:
            continue
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 or (value == 20 and current == 4):
            current = max(current, 1) * value
        else:
            current += value
    return float(total + current) or None


def read_field(words: TimeWords, source: str | None, text: str) -> Field:
    """The value of one group: a number, or the word's value in its table; a flag is 1."""
    if source is None:
        return 1
    if source == "n":
        number = read_number(words, text)
        return None if number is None else int(number) if number == int(number) else str(number)
    if source in NUMERIC:
        digits = re.sub(r"\D", "", text)
        return int(digits) if digits else text
    table = words.classes[source]
    return table[text] if text in table else table.get(re.sub(r" +", " ", text))
