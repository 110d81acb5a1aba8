"""Datelines: place and day printed at the head of the text, on a line of their own or glued before the first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from recoupe.read.lines import Line
from recoupe.read.signature import Signer, known_agencies
from recoupe.read.stamps import Stamp, find_stamps, is_role

_PLACE = r"[A-ZÀ-ÖØ-ÞŒ][\w'’.-]*(?:[ ,/-]{1,2}(?:(?:de|du|la|le|les|sur|en|of|the|al|el)[ -])?[A-ZÀ-ÖØ-ÞŒ][\w'’.-]*){0,4}"
_LONGEST = 120
_LONGEST_ALONE = 60
_DASH_SIGNS = "-–—−="  # an equals sign is the dash of some wires
_DASHES = re.compile(f"[{_DASH_SIGNS}]")
_DASH = r"\s*[-–—−]+\s*"
_HEAD = re.compile(
    rf"(?P<place>{_PLACE})\s*(?:\([A-ZÀ-ÖØ-Þ][^()]{{1,30}}\)\s*(?=[,(]))?(?:,\s*(?P<date>[^()–—]{{3,30}}?))?\s*(?:\((?P<agency>[^()]{{2,40}})\))?{_DASH}(?=[«“\"A-ZÀ-ÖØ-Þ(\d])"
)
_AGENCY_HEAD = re.compile(
    rf"\(?(?P<agency>[A-ZÀ-Þ]\w{{1,18}}(?:-\w+)?(?:\s[A-Z]\w+){{0,2}})\)?{_DASH}(?P<place>{_PLACE})(?:,\s*(?P<date>\d[^()–—-]{{2,20}}?))?{_DASH}"
)
_BRACKET = re.compile(rf"\((?P<agency>[^()]{{2,40}})\)(?:{_DASH}|\s+(?=[«“\"A-ZÀ-ÖØ-Þ]))")
_WIRED = re.compile(
    rf"(?P<place>{_PLACE})\s+(?P<date>\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?)\s*\((?P<agency>[^()]{{2,40}})\)\s*[=–—−-]+\s*"
)
_SIGNED = re.compile(r"\s*\((?P<agency>[^()]{2,40})\)\s*\.?$")
_CLOCK = re.compile(r"[0-2]?\d\s?[:hH.]\s?[0-5]\d")
_SITE = re.compile(r"\w\.[a-z]{2,4}$")


class DatelineFound(Struct, frozen=True):
    """A dateline at the head of a line: where it ends, its place, day and wire service."""

    end: int
    place: str | None
    date: str | None
    agencies: tuple[Signer, ...] = ()


def find_dateline(text: str, month_first: bool = False) -> DatelineFound | None:
    """The dateline that a text is, or begins with; None where there is none."""
    stamps = find_stamps(text, month_first) if len(text) <= _LONGEST_ALONE else []
    return _alone(text, stamps) or _glued(text, month_first)


def line_dateline(line: Line, month_first: bool = False) -> DatelineFound | None:
    """The dateline that a line is, or begins with; None where there is none."""
    return _alone(line.text, line.stamps) or _glued(line.text, month_first)


def whole_dateline(line: Line, month_first: bool = False) -> DatelineFound | None:
    """The dateline that a line is, none where it is more."""
    found = line_dateline(line, month_first) if line.stamps or line.text[-1:] in _DASH_SIGNS else None
    return found if found and found.end == len(line.text) else None


def _alone(line: str, stamps: Sequence[Stamp]) -> DatelineFound | None:
    if len(stamps) != 1 or len(line) > _LONGEST_ALONE or not line[: stamps[0].start].strip():
        return None
    signed = _SIGNED.match(line, stamps[0].end)
    if "T" in stamps[0].value or (signed is None and line[stamps[0].end :].strip(" .-–—:*()")):
        return None
    place = re.fullmatch(rf"(?:À |A )?(?P<place>{_PLACE})\s*(?:,\s*(?:le\s|on\s)?|\(|\sle\s|[-–—]\s*)\s*", line[: stamps[0].start])
    if place is None or not stamps[0].has_year or is_role(line[: stamps[0].start]) or _SITE.search(place["place"]):
        return None
    names = known_agencies(line, signed.start("agency"), signed.end("agency")) if signed else []
    return DatelineFound(len(line), place["place"].strip(" ,-"), stamps[0].day, tuple(names))


def _glued(line: str, month_first: bool) -> DatelineFound | None:
    if line[:1] != "(" and _DASHES.search(line, 0, _LONGEST) is None:
        return None
    head = line[:_LONGEST]
    both = _AGENCY_HEAD.match(head)
    if both and (names := known_agencies(head, both.start("agency"), both.end("agency"))) and both["place"]:
        return DatelineFound(both.end(), both["place"].strip(" -"), None, tuple(names))
    wired = _WIRED.match(head)
    if wired and (names := known_agencies(head, wired.start("agency"), wired.end("agency"))):
        days = find_stamps(wired["date"], month_first)
        return DatelineFound(wired.end(), wired["place"], days[0].day if days and days[0].has_year else None, tuple(names))
    match = _HEAD.match(head)
    if match and not _CLOCK.match(head, match.end()):
        stamps = find_stamps(match["date"], month_first) if match["date"] else []
        names = known_agencies(head, match.start("agency"), match.end("agency")) if match["agency"] else []
        if not names and stamps and match["agency"] and re.fullmatch(_PLACE, match["agency"]):
            names = [Signer(match["agency"], match.start("agency"), match.end("agency"))]  # a wire that no table knows
        if names or stamps or (_is_shouted(match["place"]) and not _is_half(head, match)):
            day = stamps[0].day if stamps and stamps[0].has_year else None
            return DatelineFound(match.end(), match["place"].strip(" ,-"), day, tuple(names))
        return None
    bracket = _BRACKET.match(head)
    if bracket and (names := known_agencies(head, bracket.start("agency"), bracket.end("agency"))):
        return DatelineFound(bracket.end(), None, None, tuple(names))
    return None


def _is_half(head: str, match: re.Match[str]) -> bool:
    """Whether the hyphen after a place only joins it to the rest of its name: ``SAINT-JÉRÔME``."""
    rest = head[match.end() :].split(maxsplit=1)[:1]
    return head[match.end() - 1] == "-" and head[match.end() - 2].isalpha() and bool(rest) and len(rest[0]) > 1 and rest[0].isupper()


def _is_shouted(place: str) -> bool:
    """Whether a place is written in capitals, the state or country behind it apart: ``HARROW, Mass.``"""
    town, _, land = place.partition(",")
    return town.isupper() and len(town) > 3 and len(town.split()) <= 3 and len(land.split()) <= 2
