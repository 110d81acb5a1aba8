"""Which kinds of noise a line speaks: the cue expressions of all languages, looked for only where a line has a word of one."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from recoupe.read.lexicon import CUE_SHIFT, Mark
from recoupe.read.words import CueTable, bare, cue_tables, first_words, reading_words

SHORT_CUE = 80  # characters: a shorter line may be an expression as a whole
_SIGNS = 9  # characters in which the signs stand that open a line


class _Tables(NamedTuple):
    """The expressions of all kinds; kinds are a bit each."""

    kinds: tuple[tuple[str, int, CueTable], ...]
    openings: dict[tuple[str, ...], int]
    """First two words, or the only one, of an expression that opens a line."""
    whole: dict[str, int]
    """Bare lines that are cues as a whole."""
    signs: frozenset[str]
    """The first sign of every expression without words that opens a line."""


def find_cues(folded: str, opening: tuple[str, ...], numbered: bool, marks: int) -> dict[str, float]:
    """Kinds of noise whose words a line speaks, each with how much of the line they are: 1 for the whole line.

    ``opening`` are its first two words, ``numbered`` says whether the last ends with a digit, ``marks`` is what any of the words is:
    they spare the look for expressions of which the line has no word.
    """
    tables = _tables()
    opened = tables.openings.get(opening, 0) | tables.openings.get(opening[:1], 0)
    lettered, short = folded[:1].isalpha(), len(folded) < SHORT_CUE
    if not lettered and not tables.signs.isdisjoint(folded[:_SIGNS]):
        opened |= tables.openings[()]
    may_be_whole = short and (marks & Mark.WHOLE or not lettered or numbered)
    whole = tables.whole.get(bare(folded), 0) if may_be_whole else 0
    inside = marks >> CUE_SHIFT
    out: dict[str, float] = {}
    if whole | opened | inside:
        for kind, bit, table in tables.kinds:
            if whole & bit:
                out[kind] = 1.0
            elif opened & bit and table.opens.match(folded):
                out[kind] = 0.9 if short else 0.7
            elif inside & bit and table.inside.search(folded, 0, 2000):
                out[kind] = min(1.0, 60 / len(folded) + 0.25)
    if len(folded) < 200 and marks & Mark.COOKIES:
        out["consent"] = max(out.get("consent", 0.0), 0.6)
    return out


@cache
def _tables() -> _Tables:
    kinds = tuple((kind, 1 << k, table) for k, (kind, table) in enumerate(cue_tables().items()))
    openings: dict[tuple[str, ...], int] = {}
    whole: dict[str, int] = {}
    for _, bit, table in kinds:
        for words in table.opening_words:
            openings[words] = openings.get(words, 0) | bit
        for line in table.whole:
            whole[line] = whole.get(line, 0) | bit
    opens = [expression for words in reading_words() for cue in words.cues.values() for expression in cue.opens]
    signs = frozenset(expression[0] for expression in opens if first_words([expression]) == {""})
    return _Tables(kinds, openings, whole, signs)
