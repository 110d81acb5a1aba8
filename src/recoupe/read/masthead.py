"""What stands between the headline and the text of an HTML page: bylines, printed stamps, ``time`` elements; stamps at the foot too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from recoupe.read.body import squeeze
from recoupe.read.extent import Extent
from recoupe.read.lines import Line, make_line
from recoupe.read.metadata import Instant, parse_instant
from recoupe.read.names import opens_byline, person_names
from recoupe.read.signature import byline_agencies, known_agencies
from recoupe.records import BlockKind

_BYLINE = re.compile(r"byline|author|auteur|signature|writer|redacteur|autor(?!i)|\bfirma\b|source", re.IGNORECASE)
_BLOCKS = {"p", "div", "section", "header", "ul", "ol", "li", "table", "td", "figure", "h1", "h2", "h3", "h4", "article", "aside", "form"}
_LONGEST = 300  # characters
_MOST, _BEFORE, _AFTER = 60, 8, 8  # elements looked at in the head, above the headline, below the text


class Masthead(Struct, frozen=True, kw_only=True):
    """Rows of the head and foot, each a byline or a stamp, and the instants of its ``time`` elements."""

    rows: list[tuple[BlockKind, str]]
    names: list[str]
    published: list[Instant]
    updated: list[Instant]


NO_MASTHEAD = Masthead(rows=[], names=[], published=[], updated=[])
"""That of an entry among others, which bears its own stamp."""


def read_masthead(extent: Extent, month_first: bool = False) -> Masthead:
    """The bylines and stamps of an article whose extent is known; empty where its headline was not found."""
    head = Masthead(rows=[], names=[], published=[], updated=[])
    if extent.title < 0:
        return head
    elements = list(extent.order)
    seen: set[Any] = set()
    for element in _leaves(elements[extent.title + 1 : min(extent.third, extent.title + _MOST)], seen):
        _read(element, head, month_first, False)
    if not head.published:
        above = elements[max(0, extent.title - _BEFORE) : extent.title]
        for element in _leaves(above + elements[extent.last + 1 : extent.last + _AFTER], seen):
            _read(element, head, month_first, True)
    return head


def _leaves(elements: list[Any], seen: set[Any]) -> Iterator[Any]:
    """Elements without blocks in them, the outermost of each; at most a few words."""
    for element in elements:
        if element in seen or any(parent in seen for parent in element.iterancestors()):
            continue
        if next((e for e in element.iterdescendants() if e.tag in _BLOCKS), None) is None:
            seen.add(element)
            yield element


def _read(element: Any, head: Masthead, month_first: bool, roles_only: bool) -> None:
    text = squeeze(" ".join(t.strip() for t in element.itertext() if t.strip()))
    if not 2 < len(text) <= _LONGEST:
        return
    dated = any(c.isdigit() for c in text)
    if not dated and (roles_only or not _is_byline(element, text)):
        return
    line = make_line(0, text, month_first=month_first)
    if line.cued("comments", "related", "consent", "newsletter"):
        return
    named = any(s.role != "unknown" for s in line.stamps)
    if roles_only and not named:
        return
    _add_times(element, line, head)
    if line.dated and not line.prose and line.n_words <= 40:
        head.rows.append(("stamp", text))
        _add_names(element, line, head)
    elif not roles_only and line.n_words <= 25 and not line.prose and _is_byline(element, text):
        head.rows.append(("byline", text))
        _add_names(element, line, head)


def _add_names(element: Any, line: Line, head: Masthead) -> None:
    """The people of the first byline: those that stand in elements of their own, else those of its words."""
    if not head.names:
        names = person_names(line.text) or [name for piece in element.itertext() for name in person_names(piece)]
        if not names:
            names = [name for stamp in line.stamps[-1:] for name in person_names(line.text[stamp.end :].lstrip(" ,|·•–—-"))]
        head.names.extend(dict.fromkeys(names))


def _is_byline(element: Any, text: str) -> bool:
    marks = " ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in [element, *element.iterdescendants()][:6])
    if not (element.tag == "address" or opens_byline(text) or _BYLINE.search(marks) or byline_agencies(text)[1]):
        return bool(known_agencies(text)) and len(text.split()) <= 6
    return bool(person_names(text) or any(person_names(t) for t in element.itertext()) or known_agencies(text) or byline_agencies(text)[0])


def _add_times(element: Any, line: Line, head: Masthead) -> None:
    """The instants of an element's ``time`` elements: an update where the words say so or where it follows a publication."""
    for mark in [e for e in element.iter("time") if e.get("datetime")][:4]:
        instant = parse_instant(mark.get("datetime"), "time element")
        if instant is None:
            continue
        words = f"{mark.get('class') or ''} {''.join(mark.itertext())}"
        told = line.stamps and line.stamps[0].role == "updated" and not head.published
        if told or (make_line(0, words).stamps and make_line(0, words).stamps[0].role == "updated") or head.published:
            head.updated.append(instant)
        else:
            head.published.append(instant)
