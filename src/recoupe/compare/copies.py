"""Copied sentences that differ in one thing: the same words around two values."""

from __future__ import annotations

from recoupe.compare.views import ClaimView
from recoupe.records import Passage
from recoupe.text import words

_AROUND = 90  # characters on either side of a value that are compared
_WORDS = 12  # words on both sides together from which on a likeness proves a copy
_OPENING = 8  # words after a value that opens its sentence
_LIKE = 0.75  # share of the words around that must be the same, in order; swept .6 to .9


def is_altered_copy(a: ClaimView, p: Passage, b: ClaimView, q: Passage) -> bool:
    """Whether two passages of two pages stand in the same words of one text."""
    if a.article.id == b.article.id or a.article.language != b.article.language:
        return False
    left = _common(_before(a, p)[::-1], _before(b, q)[::-1])
    right = _common(_after(a, p), _after(b, q))
    return (
        left + right >= _WORDS * _LIKE
        and left + right >= _LIKE * min(_WORDS, _length(a, p), _length(b, q))
        and (left > 1 or right >= _OPENING)
    )


def _common(a: list[str], b: list[str]) -> int:
    """Number of words that two runs share from their beginning on, one word's difference forgiven."""
    n = missed = same = 0
    while n < min(len(a), len(b)) and missed < 2:
        if a[n] == b[n]:
            same += 1
        else:
            missed += 1
        n += 1
    return same


def _before(view: ClaimView, p: Passage) -> list[str]:
    return words(view.article.text[max(0, p.start - _AROUND) : p.start])[-_WORDS:]


def _after(view: ClaimView, p: Passage) -> list[str]:
    return words(view.article.text[p.end : p.end + _AROUND])[:_WORDS]


def _length(view: ClaimView, p: Passage) -> int:
    return len(_before(view, p)) + len(_after(view, p))
