"""Renderings of one utterance -> the same texts cut into pieces, with the words that differ marked (difflib on folded words)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from recoupe.records import Span
from recoupe.text import fold, word_spans

Mark = Literal["same", "differs", "missing", "inserted"]

_LEAST_LIKENESS = 0.25
"""Below this ratio two renderings share too little (a translation, a paraphrase) for marked words to help a reader."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive characters with one mark; ``missing`` pieces are empty and stand where other renderings have words."""

    text: str
    mark: Mark = "same"


def mark_differences(texts: Sequence[str], insertions: Sequence[Sequence[Span]] = ()) -> list[list[Piece]]:
    """Pieces of each text, compared with the first one.

    ``insertions`` are the newsroom's own words inside each text: marked as such and left out of the comparison. Joined, the pieces of
    a text give it back exactly.
    """
    kept = [list(insertions[n]) if n < len(insertions) else [] for n in range(len(texts))]
    spans = [[s for s in word_spans(text) if not _inside(s, kept[n])] for n, text in enumerate(texts)]
    folded = [[fold(text[s.start : s.end]) for s in spans[n]] for n, text in enumerate(texts)]
    changed: list[set[int]] = [set() for _ in texts]
    gaps: list[set[int]] = [set() for _ in texts]
    for n in range(1, len(texts)):
        matcher = SequenceMatcher(None, folded[0], folded[n], autojunk=False)
        if matcher.ratio() < _LEAST_LIKENESS:
            continue
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                continue
            changed[0].update(range(a, b))
            changed[n].update(range(c, d))
            if c == d:
                gaps[n].add(c)
            if a == b:
                gaps[0].add(a)
    return [_cut(text, spans[n], changed[n], gaps[n], kept[n]) for n, text in enumerate(texts)]


def _cut(text: str, spans: Sequence[Span], changed: set[int], gaps: set[int], kept: Sequence[Span]) -> list[Piece]:
    marks: list[tuple[int, int, Mark]] = [(s.start, s.end, "inserted") for s in kept]
    for first, last in _runs(changed):
        marks.append((spans[first].start, spans[last].end, "differs"))
    for gap in gaps:
        at = spans[gap].start if gap < len(spans) else spans[-1].end if spans else len(text)
        marks.append((at, at, "missing"))
    out: list[Piece] = []
    at = 0
    for start, end, mark in sorted(marks):
        if start < at:
            continue
        if start > at:
            out.append(Piece(text[at:start]))
        out.append(Piece(text[start:end], mark))
        at = end
    if at < len(text):
        out.append(Piece(text[at:]))
    return out


def _runs(indexes: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in sorted(indexes):
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in others)
