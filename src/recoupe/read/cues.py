"""Which kinds of noise a line speaks: the cue expressions of all languages, looked for only where a line has a word of one."""

from __future__ import annotations

from functools import cache

from recoupe.read.lexicon import CUE_SHIFT, WORD, Mark
from recoupe.read.words import bare, cue_tables


def may_speak(folded: str, words: tuple[str, ...], marks: int) -> bool:
    """Whether a line may hold a cue: it has a word that some expression needs, begins as one does, or is one but for its numbers."""
    if marks >= Mark.COOKIES or not words:
        return True
    openings = _openings()
    return words[:2] in openings or words[:1] in openings or not folded[0].isalpha() or words in _whole_lines() or words[-1][-1].isdigit()


def find_cues(folded: str, words: tuple[str, ...], marks: int) -> dict[str, float]:
    """Kinds of noise whose words a line speaks, each with how much of the line they are: 1 for the whole line.

    ``marks`` is what any of the words is: it spares the look for expressions of which the line has no word.
    """
    openings, inside = _openings(), marks >> CUE_SHIFT
    opening = openings.get(words[:2], 0) | openings.get(words[:1], 0)
    if not folded[:1].isalpha():
        opening |= openings.get((), 0)
    short = len(folded) < 80
    plain = bare(folded) if short else ""
    out: dict[str, float] = {}
    for k, (kind, table) in enumerate(cue_tables().items()):
        if short and plain in table.whole:
            out[kind] = 1.0
        elif opening >> k & 1 and table.opens.match(folded):
            out[kind] = 0.9 if short else 0.7
        elif inside >> k & 1 and table.inside.search(folded[:2000]):
            out[kind] = min(1.0, 60 / len(folded) + 0.25)
    if len(folded) < 200 and marks & Mark.COOKIES:
        out["consent"] = max(out.get("consent", 0.0), 0.6)
    return out


@cache
def _whole_lines() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(WORD.findall(line)) for table in cue_tables().values() for line in table.whole)


@cache
def _openings() -> dict[tuple[str, ...], int]:
    """First two words, or the only one, of an expression that opens a line -> the kinds of such expressions, a bit each."""
    tables = list(cue_tables().values())
    return {words: sum(1 << k for k, t in enumerate(tables) if words in t.opening_words) for t in tables for words in t.opening_words}
