"""What nothing has taken of an HTML page -> listed as dropped, an entry a zone: every word shown is in a block or in ``dropped``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from recoupe.read.apart import APART, zone_of
from recoupe.read.body import INVISIBLE, squeeze
from recoupe.read.lines import Line, Raw, make_lines
from recoupe.read.unseen import UNREAD
from recoupe.records import Article, DropKind, Dropped

_SHOWN = etree.XPath("/html/body//text()[normalize-space()]")
_MOST = 40  # entries
_LONGEST = 1_000  # characters of an entry
_FEW = 2  # spaces: fewer words tell nothing
_OPENING = 120  # characters whose words tell what a zone is
_SURE = 12  # characters: shorter texts stand in others by chance
_NEXT = 3_000  # characters in which the text after one that is taken mostly stands
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_WORD = re.compile(r"\w")
_CUED: tuple[DropKind, ...] = ("consent", "newsletter", "comments", "related", "player", "share", "legal", "navigation")
_PLACES = (
    "p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "main",
    "blockquote", "form", "dt", "dd", "dl", "figure", "figcaption", "address", "center", "body", "a",
)  # fmt: skip
_REASON = "no part of the article's text"
_CAPTION = "caption of a picture that is not the article's"


class Loose(Struct, frozen=True):
    """The texts of a page as they stand in its tree, the elements that are listed whole, the captions, any of which may be taken."""

    texts: list[Any]
    zones: set[Any]
    captions: list[str]


NONE_LOOSE = Loose([], set(), [])


def shown_texts(tree: Any) -> list[Any]:
    """The texts of a tree in order, less those of the elements that no extractor reads."""
    return [text for text in _SHOWN(tree) if text.is_tail or text.getparent().tag not in UNREAD]


def list_loose(loose: Loose, articles: Sequence[Article]) -> tuple[Dropped, ...]:
    """What stands neither in the articles nor in what they dropped, by the largest elements of which nothing is taken."""
    taken = "\x00".join(_key(t) for a in articles for t in (a.text, a.title or "", *(d.text for d in a.dropped if d.reason != APART)))
    unsure: list[tuple[Any, bool]] = []
    listed = dict.fromkeys(loose.zones, True)
    touched: set[Any] = set()
    at = 0
    for text in loose.texts:
        home = _home(text)
        if _is_in(home, listed):
            continue
        key = _key(text)
        found = taken.find(key, at, at + _NEXT)
        found = taken.find(key) if found < 0 else found
        if found >= 0 and len(key) >= _SURE:
            at = found
            touched.update(_above(home, touched))
        else:
            unsure.append((text, found >= 0))
    zones: dict[Any, list[tuple[Any, bool]]] = {}
    for text, known in unsure:
        zones.setdefault(_zone(_home(text), touched), []).append((text, known))
    told = [(zone, _words(text for text, _ in run)) for zone, run in zones.items() if _is_new(run)]
    captions = list(dict.fromkeys(text for text in loose.captions if _key(text) not in taken))
    return tuple(_bounded([*told, *((None, text) for text in captions)]))


def _is_in(element: Any, listed: dict[Any, bool]) -> bool:
    """Whether an element stands in one of those listed; what is found on the way is kept in mind."""
    way = []
    while element is not None and element not in listed:
        way.append(element)
        element = element.getparent()
    found = element is not None and listed[element]
    listed.update(dict.fromkeys(way, found))
    return found


def _home(text: Any) -> Any:
    return text.getparent().getparent() if text.is_tail else text.getparent()


def _key(text: str) -> str:
    """A text without white space: two texts that a page breaks in other places are one."""
    if not text.isascii() and _INVISIBLE.search(text):
        text = squeeze(text)
    return "".join(text.split())


def _above(element: Any, touched: set[Any]) -> Iterator[Any]:
    while element is not None and element not in touched:
        yield element
        element = element.getparent()


def _zone(element: Any, touched: set[Any]) -> Any:
    """The largest element around a text of which nothing is taken; else the block that holds it."""
    if element in touched:
        return element
    parent = element.getparent()
    while parent is not None and parent not in touched and parent.tag != "body":
        element, parent = parent, parent.getparent()
    return element


def _bounded(told: Sequence[tuple[Any, str]]) -> Iterator[Dropped]:
    shown = told[:_MOST]
    kinds: list[DropKind | None] = [None if zone is None else _named(zone) for zone, _ in shown]
    asked = [n for n, (_, text) in enumerate(shown) if kinds[n] is None and text.count(" ") >= _FEW]
    # Lines made together cost a tenth of lines made one by one.
    for n, line in zip(asked, make_lines([Raw(0, shown[n][1][:_OPENING]) for n in asked]), strict=True):
        kinds[n] = _spoken(line)
    for (zone, text), kind in zip(shown, kinds, strict=True):
        reason = _REASON if zone is not None else _CAPTION
        if len(text) > _LONGEST:
            reason = f"{reason}; the first {_LONGEST:,} of {len(text):,} characters"
        yield Dropped(kind=kind or "other", text=text[:_LONGEST], reason=reason)
    rest = [text for _, text in told[_MOST:]]
    if rest:
        reason = f"{_REASON}; {len(rest):,} more pieces of the page, {sum(map(len, rest)):,} characters, of which the first are shown"
        yield Dropped(kind="other", text=" | ".join(rest)[:_LONGEST], reason=reason)


def _words(texts: Iterable[Any]) -> str:
    """The texts of a zone, with a bar between those of two blocks or links."""
    out: list[str] = []
    last = None
    for text in texts:
        home = _home(text)
        place = home if home.tag in _PLACES else next(home.iterancestors(*_PLACES), home)
        out += [text] if place is last or not out else [" | ", text]
        last = place
    return squeeze("".join(out))


def _named(zone: Any) -> DropKind | None:
    """What a zone is by the names of the elements around it."""
    for element in (zone, *zone.iterancestors()):
        if element.tag in ("body", "main", "article"):
            return None
        if kind := zone_of(element):
            return kind
    return None


def _spoken(line: Line) -> DropKind:
    spoken = [kind for kind in _CUED if line.cues.get(kind, 0.0) > 0.2]
    return max(spoken, key=lambda kind: line.cues[kind]) if spoken else "other"


def _is_new(run: Iterable[tuple[Any, bool]]) -> bool:
    return any(not known and _WORD.search(text) for text, known in run)
