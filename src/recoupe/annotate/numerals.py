"""Numbers written in letters ("trois cents", "vingt-trois mille", "two hundred") -> their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recoupe.records import Span

_LETTERS = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"[\s\u00a0\u202f]+|-")
_HUNDRED, _SCORE = 100.0, 20.0
_SCALE = 1000.0


class Numeral(NamedTuple):
    """A number in letters; ``rough`` where its last word is a collective ("une vingtaine")."""

    span: Span
    value: float
    rough: bool


def find_numerals(
    text: str, folded: str, start: int, end: int, values: Mapping[str, float], rough: tuple[str, ...], joints: tuple[str, ...]
) -> Iterator[Numeral]:
    """Runs of number words in ``text[start:end]``, of which ``folded`` is the folded form; ``joints`` may stand inside one ("et")."""
    if values.keys().isdisjoint(_LETTERS.findall(folded)):
        return
    run: list[tuple[int, int, str]] = []
    for match in [*_LETTERS.finditer(text, start, end), None]:
        word = folded[match.start() - start : match.end() - start] if match else ""
        glued = bool(run) and match is not None and _JOINT.fullmatch(text[run[-1][1] : match.start()]) is not None
        if match is not None and glued and (word in values or word in joints) and run[-1][2] not in rough:
            run.append((match.start(), match.end(), word))
            continue
        yield from _read(run, values, rough, joints)
        run = [(match.start(), match.end(), word)] if match is not None and word in values else []


def _read(
    run: list[tuple[int, int, str]], values: Mapping[str, float], rough: tuple[str, ...], joints: tuple[str, ...]
) -> Iterator[Numeral]:
    while run and run[-1][2] in joints:
        run = run[:-1]
    if run:
        value = compose([values[word] for _, _, word in run if word in values])
        yield Numeral(Span(start=run[0][0], end=run[-1][1]), value, run[-1][2] in rough)


def compose(parts: list[float]) -> float:
    """The value of number words in order: "deux cent vingt mille" is 220,000, "quatre-vingt-dix" 90."""
    total = current = 0.0
    for part in parts:
        if part >= _SCALE:
            total, current = total + max(current, 1) * part, 0
        elif part == _HUNDRED:
            current = max(current, 1) * part
        elif part == _SCORE and current % 100 == 4:
            current = current - 4 + 80
        else:
            current += part
    return total + current
