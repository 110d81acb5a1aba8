"""Which kinds of noise a line speaks: the cue expressions of all languages, looked for only where a line has a word of one."""

from __future__ import annotations

from functools import cache

from recoupe.read.lexicon import CUE_SHIFT, Mark
from recoupe.read.words import CueTable, bare, cue_tables, first_words, reading_words

_SIGNS = 9  # characters in which the signs stand that open a line


def find_cues(folded: str, opening_words: tuple[str, ...], numbered: bool, marks: int) -> dict[str, float]:
    """Kinds of noise whose words a line speaks, each with how much of the line they are: 1 for the whole line.

    ``opening_words`` are the first two, ``numbered`` says whether the last ends with a digit, ``marks`` is what any of the words is:
    they spare the look for expressions of which the line has no word.
    """
    opening = _openings().get(opening_words, 0) | _openings().get(opening_words[:1], 0)
    lettered, short = folded[:1].isalpha(), len(folded) < 80
    if not lettered and any(sign in folded[:_SIGNS] for sign in _opening_signs()):
        opening |= _openings()[()]
    may_be_whole = short and (marks & Mark.WHOLE or not lettered or numbered)
    whole = _whole_lines().get(bare(folded), 0) if may_be_whole else 0
    inside = marks >> CUE_SHIFT
    out: dict[str, float] = {}
    if whole | opening | inside:
        for kind, bit, table in _kinds():
            if whole & bit:
                out[kind] = 1.0
            elif opening & bit and table.opens.match(folded):
                out[kind] = 0.9 if short else 0.7
            elif inside & bit and table.inside.search(folded, 0, 2000):
                out[kind] = min(1.0, 60 / len(folded) + 0.25)
    if len(folded) < 200 and marks & Mark.COOKIES:
        out["consent"] = max(out.get("consent", 0.0), 0.6)
    return out


@cache
def _opening_signs() -> frozenset[str]:
    """The first sign of every expression without words that opens a line."""
    opens = [expression for table in reading_words() for cue in table.cues.values() for expression in cue.opens]
    return frozenset(expression[0] for expression in opens if first_words([expression]) == {""})


@cache
def _kinds() -> tuple[tuple[str, int, CueTable], ...]:
    """Every kind of cue with a bit of its own."""
    return tuple((kind, 1 << k, table) for k, (kind, table) in enumerate(cue_tables().items()))


@cache
def _whole_lines() -> dict[str, int]:
    """Bare lines that are cues as a whole -> the kinds of cue, a bit each."""
    return {line: sum(bit for _, bit, t in _kinds() if line in t.whole) for _, _, table in _kinds() for line in table.whole}


@cache
def _openings() -> dict[tuple[str, ...], int]:
    """First two words, or the only one, of an expression that opens a line -> the kinds of such expressions, a bit each."""
    opened = {words for _, _, table in _kinds() for words in table.opening_words}
    return {words: sum(bit for _, bit, table in _kinds() if words in table.opening_words) for words in opened}
