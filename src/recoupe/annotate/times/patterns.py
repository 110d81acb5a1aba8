"""Patterns of a time table -> regular expressions, each filed under the word that must stand in what it matches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from recoupe.annotate.times.openings import openings_of
from recoupe.annotate.times.words import NUMERIC, THOUSANDS, Rule, TimeWords
from recoupe.errors import RecoupeError

DIGITS = "digits"
NUMBERS = "n"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)(\d?)(?:=([a-z_]+))?(?::((?:[^{}]|\{\d(?:,\d)?\})*))?\}")
_SPACE = re.compile(r"(\(\?<[!=][^)]*\))| (?![?+*{\]])")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[!=]|:|P<\w+>))?|.", re.DOTALL)


class Group(NamedTuple):
    """What a group of a pattern gives: the field's name, the expression it belongs to, and the class it is read with."""

    name: str
    part: int
    source: str | None


class CompiledRule(NamedTuple):
    """One pattern ready to match; ``rank`` is its place in the table, ``openings`` what its matches can begin with."""

    pattern: re.Pattern[str]
    rule: Rule
    spans: tuple[str, ...]
    groups: dict[str, Group]
    keys: frozenset[str]
    rank: int
    openings: frozenset[str]


def alternatives(entries: Iterable[str]) -> str:
    """A group of words, longest first, each a whole word; those that end in a mark ("sept.") come before those that do not."""
    ordered = sorted(entries, key=lambda word: (-len(word), word))
    written = [(word[-1].isalnum(), re.escape(word).replace(r"\ ", " ")) for word in ordered]
    marked, plain = ("|".join(text for bare, text in written if bare is kind) for kind in (False, True))
    whole = rf"(?:{plain})(?!\w)" if plain else ""
    return f"(?:{marked}|{whole})" if marked and plain else f"(?:{marked})" if marked else whole


def _number_word(numbers: dict[str, int]) -> str:
    """One word of a number; a unit or an article before another number below a hundred is none of it: "a two-year", "un deux heures"."""
    units = [word for word, value in numbers.items() if value < 10]
    follow = alternatives(word for word, value in numbers.items() if value < 100)
    scores = alternatives(word for word, value in numbers.items() if value == 20)
    fours = "|".join(re.escape(word) for word, value in numbers.items() if value == 4)
    lone = rf"(?:{fours})(?: |-){scores}|" if fours and scores else ""
    return rf"(?:(?={lone}{alternatives(units)}(?!(?: |-){follow})|(?!{alternatives(units)})){alternatives(numbers)})"


class PatternCompiler:
    """Compiles the patterns of one language."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        number = _number_word(words.numbers)
        spelled = rf"{number}(?:(?: |-)(?:(?:et|and)(?: |-))?{number}){{0,6}}"
        self.classes = {name: alternatives(table) for name, table in words.classes.items()} | NUMERIC
        self.classes[NUMBERS] = rf"(?:{THOUSANDS}|\d{{1,9}}(?:[.,]\d{{1,2}})?(?![.,]?\d)|{spelled})"

    def compile(self, rule: Rule, pattern: str, rank: int) -> CompiledRule:
        """One pattern of a rule; raises RecoupeError naming the pattern where it is faulty."""
        groups: dict[str, Group] = {}
        text = _SPACE.sub(lambda m: m[1] or " +", self._expand(pattern, groups))
        spans = tuple(f"s{i}" for i in range(1, text.count("«") + 1))
        for name in spans:
            text = text.replace("«", f"(?P<{name}>", 1).replace("»", r"(?!\w))", 1)
        keys = self._keys(pattern)
        if not spans or not keys:
            raise RecoupeError(f"time table: pattern {pattern!r} needs «…» and a word of a class that no reading can leave out")
        try:
            return CompiledRule(re.compile(r"(?<!\w)(?:" + text + ")"), rule, spans, groups, keys, rank, openings_of(text))
        except re.error as error:
            raise RecoupeError(f"time table: pattern {pattern!r} does not compile: {error}; mend it in languages/*/time.toml") from error

    def _expand(self, text: str, groups: dict[str, Group], part: str = "") -> str:
        def replace(match: re.Match[str]) -> str:
            name, number, source, literal = match.groups()
            number = number or part
            if source is None and literal is None and name in self.words.macros:
                return self._expand(self.words.macros[name], groups, number)
            if literal is None and (source or name) not in self.classes:
                raise RecoupeError(f"time table: no class or macro named {source or name!r} for {match.group()} in pattern {text!r}")
            group = f"g{len(groups)}"
            groups[group] = Group(name, int(number or 1), None if literal is not None else source or name)
            return f"(?P<{group}>{literal if literal is not None else self.classes[source or name]})"

        return _PLACEHOLDER.sub(replace, text)

    def _keys(self, pattern: str) -> frozenset[str]:
        """Classes of which one must stand in every match: of the parts that cannot be left out, the most telling one."""
        marked: list[frozenset[str]] = []

        def mark(match: re.Match[str]) -> str:
            marked.append(self._keys_of(match))
            return chr(0xE000 + len(marked) - 1)

        tokens = _TOKEN.findall(_PLACEHOLDER.sub(mark, pattern.replace("«", "").replace("»", "")))
        return _keys_of_branches(tokens, marked)

    def _keys_of(self, match: re.Match[str]) -> frozenset[str]:
        name, _, source, literal = match.groups()
        if literal is not None:
            return frozenset()
        if source is None and name in self.words.macros:
            return self._keys(self.words.macros[name])
        return frozenset({DIGITS if (source or name) in NUMERIC else source or name})


def _keys_of_branches(tokens: list[str], marked: list[frozenset[str]]) -> frozenset[str]:
    """Keys of the tokens of one group: each branch must have some, else there are none."""
    branches: list[list[frozenset[str]]] = [[]]
    at = 0
    while at < len(tokens):
        token, found = tokens[at], frozenset[str]()
        if token[0] == "(":
            close = _closing(tokens, at)
            if token in ("(", "(?:") or token.startswith("(?P"):
                found = _keys_of_branches(tokens[at + 1 : close], marked)
            at = close
        elif token == "|":
            branches.append([])
        elif "\ue000" <= token <= "\uf8ff":
            found = marked[ord(token) - 0xE000]
        at += 1
        if found and not (at < len(tokens) and tokens[at] in "?*"):
            branches[-1].append(found)
    best = [min(parts, key=_dullness, default=frozenset[str]()) for parts in branches]
    return frozenset().union(*best) if all(best) else frozenset()


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i][0] == "(") - (tokens[i] == ")")
        if depth == 0:
            return i
    return len(tokens) - 1


def _dullness(keys: frozenset[str]) -> int:
    return 2 if NUMBERS in keys else 1 if DIGITS in keys else 0
