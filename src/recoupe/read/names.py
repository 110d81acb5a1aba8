"""Bylines -> the people they name: without "By", newsrooms, wire services, trades and places of work."""

from __future__ import annotations

import re
from functools import cache

from recoupe.read.signature import known_agencies
from recoupe.read.stamps import find_stamps
from recoupe.read.words import any_of, gather
from recoupe.text import fold

_CUT = re.compile(r"\s*(?:[|•·/;]|\s[–—-]+\s|[(\[]|\s(?:[Ff]or|[Pp]our|[Ff]ür)\s(?=[A-ZÀ-Þ]|the\s))")
_JOIN = re.compile(r"\s*,\s*|\s+(?:et|and|y|e|und|&|avec|with)\s+", re.IGNORECASE)
_PERSON = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s(?:(?:de|du|des|la|le|van|von|der|den|da|di|el|al|bin|ben)\s){0,2}[A-ZÀ-ÖØ-Þ][\w.'’-]*){1,3}"
)
_INITIAL = re.compile(r"(?:^|[\s.])[A-ZÀ-ÖØ-Þ]$")
_LONGEST = 200


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of((*gather('by'), *gather('field_by')))})(?![^\W_])\s*:?\s*")


@cache
def _dated() -> re.Pattern[str]:
    """Where the words begin that lead to a date."""
    return re.compile(rf"\s(?:{any_of((*gather('published'), *gather('updated')))})(?![^\W_])|[\s,]+(?:{any_of(gather('date_leads'))})\s*$")


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of((*gather('newsroom'), *gather('roles')))})(?![^\W_])")


def person_names(text: str) -> list[str]:
    """The people whom a byline or an author field names, in order."""
    text = re.sub(r"\s+", " ", text)[:_LONGEST].strip()
    stamps = find_stamps(text)
    if stamps:
        text = text[: stamps[0].start]
    folded = fold(text)
    ending = _dated().search(folded) if len(folded) == len(text) else None
    if ending:
        text, folded = text[: ending.start()], folded[: ending.start()]
    opening = _by().match(folded) if len(folded) == len(text) else None
    rest = text[opening.end() :] if opening else text
    out = []
    for piece in (p for part in _CUT.split(rest)[:1] for p in _JOIN.split(part)):
        name = piece.strip(" .,:*")
        name += "." if _INITIAL.search(name) and f"{name}." in piece else ""
        if _PERSON.fullmatch(name) and not known_agencies(name) and not _offices().search(fold(name)):
            out.append(name)
    return out


def is_office(name: str, outlet: str | None) -> bool:
    """Whether a name is the outlet's own."""
    return bool(outlet) and fold(name) == fold(outlet or "")


def is_pen_name(text: str) -> bool:
    """Whether a person's field may be a name of one word, no newsroom and no wire service."""
    return re.fullmatch(r"[^\W\d_][\w.'’-]{2,40}", text) is not None and not known_agencies(text) and not _offices().search(fold(text))


def opens_byline(text: str) -> bool:
    """Whether a text begins as a byline does."""
    match = _opening().match(fold(text[:60]))
    return match is not None and text[match.end() : match.end() + 3].strip(" :")[:1].isupper()


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(gather('by'))})(?![^\W_])")
