"""What nothing has taken of an HTML page -> listed as dropped, an entry a zone: every word shown is in a block or in ``dropped``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from recoupe.read.apart import APART, zone_of
from recoupe.read.body import INVISIBLE, squeeze
from recoupe.read.unseen import UNREAD
from recoupe.records import Article, DropKind, Dropped

_SHOWN = etree.XPath("/html/body//text()[normalize-space()]")
_MOST = 40  # entries
_LONGEST = 1_000  # characters of an entry
_SURE = 12  # characters: shorter texts stand in others by chance
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_WORD = re.compile(r"\w")
_PLACES = (
    "p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "main",
    "blockquote", "form", "dt", "dd", "dl", "figure", "figcaption", "address", "center", "body", "a",
)  # fmt: skip
_REASON = "no part of the article's text"
_CAPTION = "caption of a picture that is not the article's"


class Loose(Struct, frozen=True):
    """The texts of a page with the elements they stand in, the elements that are listed whole, the captions, any of which may be taken."""

    texts: list[tuple[Any, Any]]
    zones: set[Any]
    captions: list[str]


NONE_LOOSE = Loose([], set(), [])


def shown_texts(tree: Any) -> list[tuple[Any, Any]]:
    """The texts of a tree in order and the element that each stands in, less those of the elements that no extractor reads."""
    out = []
    for text in _SHOWN(tree):
        parent = text.getparent()
        if text.is_tail:
            out.append((text, parent.getparent()))
        elif parent.tag not in UNREAD:
            out.append((text, parent))
    return out


def list_loose(loose: Loose, articles: Sequence[Article]) -> tuple[Dropped, ...]:
    """What stands neither in the articles nor in what they dropped, by the largest elements of which nothing is taken."""
    taken = "\x00".join(_key(t) for a in articles for t in (a.text, a.title or "", *(d.text for d in a.dropped if d.reason != APART)))
    unsure: list[tuple[Any, Any]] = []
    touched: set[Any] = set()
    at = 0
    for text, home in loose.texts:
        key = _key(text) if len(text) >= _SURE else ""
        found = taken.find(key, at) if len(key) >= _SURE else -1
        if found < 0 and len(key) >= _SURE:
            found = taken.find(key, 0, at + len(key))
        if found >= 0:
            at = found
            _touch(home, touched, loose.zones)
        else:
            unsure.append((text, home))
    tops: dict[Any, Any] = {}
    runs: dict[Any, list[tuple[Any, Any]]] = {}
    for text, home in unsure:
        if home not in tops:
            tops[home] = _top(home, touched, loose.zones)
        runs.setdefault(tops[home], []).append((text, home))
    runs.pop(None, None)
    told = [(top, _words(run)) for top, run in runs.items() if any(_WORD.search(text) and _key(text) not in taken for text, _ in run)]
    captions = list(dict.fromkeys(text for text in loose.captions if _key(text) not in taken))
    return tuple(_bounded([*told, *((None, text) for text in captions)]))


def _touch(element: Any, touched: set[Any], zones: set[Any]) -> None:
    """Take an element and all around it for touched, unless one of them is listed whole."""
    way = []
    while element is not None and element not in touched:
        if element in zones:
            return
        way.append(element)
        element = element.getparent()
    touched.update(way)


def _top(element: Any, touched: set[Any], zones: set[Any]) -> Any:
    """The largest element around a text of which nothing is taken, else the one that holds it; None in an element that is listed whole."""
    top = element
    while element is not None and element not in touched and element.tag != "body":
        if element in zones:
            return None
        top, element = element, element.getparent()
    return top


def _key(text: str) -> str:
    """A text without white space: two texts that a page breaks in other places are one."""
    if not text.isascii() and _INVISIBLE.search(text):
        text = squeeze(text)
    return "".join(text.split())


def _bounded(told: Sequence[tuple[Any, str]]) -> Iterator[Dropped]:
    for zone, text in told[:_MOST]:
        reason = _REASON if zone is not None else _CAPTION
        if len(text) > _LONGEST:
            reason = f"{reason}; the first {_LONGEST:,} of {len(text):,} characters"
        yield Dropped(kind="other" if zone is None else _named(zone), text=text[:_LONGEST], reason=reason)
    rest = [text for _, text in told[_MOST:]]
    if rest:
        reason = f"{_REASON}; {len(rest):,} more pieces of the page, {sum(map(len, rest)):,} characters, of which the first are shown"
        yield Dropped(kind="other", text=" | ".join(rest)[:_LONGEST], reason=reason)


def _words(run: Iterable[tuple[Any, Any]]) -> str:
    """The texts of a zone, with a bar between those of two blocks or links."""
    out: list[str] = []
    last = None
    for text, home in run:
        place = home if home.tag in _PLACES else next(home.iterancestors(*_PLACES), home)
        out += [text] if place is last or not out else [" | ", text]
        last = place
    return squeeze("".join(out))


def _named(zone: Any) -> DropKind:
    """What a zone is by the names of the elements around it."""
    for element in (zone, *zone.iterancestors()):
        if element.tag in ("body", "main", "article"):
            break
        if kind := zone_of(element):
            return kind
    return "other"
