"""Picture credits by their shape: a maker's name beside a wire service or picture agency at the end of a caption."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from recoupe.read.lexicon import Mark
from recoupe.read.lines import Line
from recoupe.read.signature import known_agencies
from recoupe.read.words import agency_ends, agency_forms, any_of, gather, picture_agencies

_WORD = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_NAME = rf"{_WORD}(?: {_WORD}){{0,3}}"
_CLOSING = Mark.AGENCY | Mark.PHOTO
_LAST = 90  # characters of a line in which its credit stands
_SHOUTED = re.compile(r"(?<=[.!?…»”\"])\s*[(\[](?P<credit>[A-ZÀ-Þ][A-ZÀ-Þ .&/-]{3,40})[)\]]$")


class Credited(Struct, frozen=True):
    """Offsets in a line: where its words end, where its credit begins and ends; whether the credit names a maker beside the agency."""

    words: int
    start: int
    end: int
    named: bool


@cache
def _agency() -> str:
    return rf"(?:{any_of([*agency_forms(), *picture_agencies()])})(?![\w-])"


@cache
def _tail() -> re.Pattern[str]:
    """A dash, bar or full stop, then a name and an agency; in capitals also without such a mark; an agency alone behind a dash or bar."""
    both = rf"{_NAME}\s?[/–—-]\s?{_agency()}(?:\s?/\s?{_agency()})?|{_agency()}\s?/\s?{_NAME}"
    shouted = rf"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){{1,3}}\s?[/–—-]\s?{_agency()}"
    return re.compile(
        rf"(?:(?:\s[–—|-]|(?<=[.!?…»”\"\])]))\s*(?P<both>{both})|\s(?P<shouted>{shouted})|\s[–—|]\s?(?P<alone>{_agency()}))\.?$"
    )


@cache
def _in_bracket() -> re.Pattern[str]:
    return re.compile(rf"\s*[(\[](?P<credit>{_NAME}\s?[/–—-]\s?{_agency()}|{_agency()}\s?/\s?{_NAME})[)\]]\.?$")


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('photo_source'))})\s?(?:\.{{3}}|…)\s?\S.{{1,60}}$")


def wire_credit(line: Line) -> Credited | None:
    """The credit of a maker and an agency, or a name in capitals in brackets, that closes a caption; None where none does."""
    text = line.text
    if not line.marks & _CLOSING and text[-1] not in ")]" and "©" not in text:
        return None
    at = max(0, len(text) - _LAST)
    if text[-1] in ")]":
        found = _in_bracket().search(text, at) if line.marks & Mark.AGENCY else None
        found = found or _SHOUTED.search(text, at)
        if found and found.start() > 0 and (found.re is not _SHOUTED or not known_agencies(found["credit"])):
            return Credited(found.start(), found.start("credit"), found.end("credit"), named=True)
        return None
    sourced = (line.marks & Mark.PHOTO or "©" in text) and ("..." in text or "…" in text) and len(line.folded) == len(text)
    if sourced and (dotted := _dotted().search(line.folded, at)):
        return Credited(len(text[: dotted.start()].rstrip()), dotted.start(), len(text), named=True)
    if not line.marks & Mark.AGENCY or (text.find("/", at) < 0 and line.words[-1] not in agency_ends()):
        return None
    found = _tail().search(text, at)
    if found is None or not text[: found.start()].strip():
        return None
    kind = found.lastgroup or "both"
    return Credited(found.start(), found.start(kind), found.end(kind), named=kind != "alone")


def is_wire_credit(text: str) -> bool:
    """Whether a line is a maker's name and an agency's and nothing more."""
    return "/" in text and len(text) < _LAST and _alone().fullmatch(text) is not None and len(known_agencies(text)) < 2


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"{_NAME}\s?/\s?{_agency()}|{_agency()}\s?/\s?{_NAME}")
