"""Where numbers stand in a tag-less page: dates and clock times are looked for there alone."""

from __future__ import annotations

import re

import numpy as np

from recoupe.read.clocks import MAY_OPEN
from recoupe.read.lexicon import Letter, letter_kinds
from recoupe.text import code_points

_BARE_DATE = re.compile(r"(?<!\d)[0-3]?\d[./‐-―−-][0-3]?\d[./‐-―−-]\d\d")
_ANY_DATE = re.compile(r"\d[./‐-―−-]\d{1,2}[./‐-―−-]\d\d")


class Numbers:
    """The places of the digits of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kinds = np.append(letter_kinds(code_points(text)), np.zeros(2, np.uint16))
        self._places = np.flatnonzero(self._kinds & Letter.DIGIT)

    def hold_date(self) -> bool:
        """Whether anything like 03/04/2024 stands there: only then does it matter how the page writes dates."""
        at = self._places
        marked = at[(self._kinds[at + 1] & Letter.DATE_MARK != 0) & (self._kinds[at + 2] & Letter.DIGIT != 0)]
        found = (_ANY_DATE.match(self._text, start) for start in marked.tolist())
        return any(found) and _BARE_DATE.search(self._text) is not None

    def count_clocks(self) -> int:
        """How many clock times stand there."""
        near, far = self._kinds[self._places + 1], self._kinds[self._places + 2]
        signed = (near & Letter.CLOCK != 0) | (near & Letter.SPACE != 0) & (far & Letter.CLOCK != 0)
        count = end = 0
        for start in self._places[signed].tolist():
            found = MAY_OPEN.match(self._text, start) if start >= end else None
            if found:
                count, end = count + 1, found.end()
        return count
