"""The elements of an HTML tree -> neighbours that bear a time each, and the text of one of them in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from recoupe.read.body import squeeze, words_of
from recoupe.read.clocks import opening_clock
from recoupe.read.markup import RELATED
from recoupe.records import BlockKind
from recoupe.text import words

_FEWEST = 2
_MOST_MARKS = 1500
_TELLING = 12  # words of an element that holds more than a time and a headline
_BYLINE_WORDS = 8
HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
SKIPPED = frozenset(("nav", "aside", "footer", "form", "button", "script", "style", "noscript", "template", "svg", "select", "iframe"))
_INLINE = frozenset(
    ("a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "abbr", "q", "cite", "mark", "small", "font", "time", "br", "code", "img")
)  # fmt: skip
_FOREIGN = re.compile(
    rf"{RELATED}|comment|disqus|newsletter|promo|share|social|consent|cookie|\bads?\b|advert|paywall|breadcrumb|pagination", re.IGNORECASE
)
BYLINE = re.compile(r"byline|author|auteur|signature", re.IGNORECASE)

_CLOCKED = ("span", "p", "div", "strong", "b", *HEADS)


def find_groups(tree: Any, clocks: bool) -> list[list[tuple[list[Any], Any]]]:
    """Neighbours of one tag that bear one time each, as (elements of the entry, its time).

    Without ``clocks`` only ``time`` elements are looked at.
    """
    marks = _marks(tree, clocks)
    if len(marks) < _FEWEST:
        return []
    held: Counter[Any] = Counter(a for m in marks for a in m.iterancestors())
    sides: dict[tuple[Any, str], list[tuple[Any, Any]]] = {}
    for mark in marks:
        box = mark
        while (above := box.getparent()) is not None and held[above] == 1:
            box = above
        if above is not None:
            sides.setdefault((above, box.tag), []).append((box, mark))
    out = []
    for found in sides.values():
        if len(found) >= _FEWEST:
            boxes = {box for box, _ in found}
            out.append([([box] if _tells(box) else [box, *_following(box, boxes)], mark) for box, mark in found])
    return out


def _marks(tree: Any, clocks: bool) -> list[Any]:
    """Elements that hold a time and nothing more, one a parent."""
    out: dict[Any, Any] = {}
    for element in tree.iter("time", *(_CLOCKED if clocks else ())):
        if len(out) > _MOST_MARKS:
            break
        if element.tag != "time":
            text = (element.text or "").strip()
            if not text or len(text) > 60 or not any(c.isdigit() for c in text) or opening_clock(text) is None:
                continue
        parent = element.getparent()
        if parent is not None and not any(a in out for a in (parent, element)):
            key = element if element.tag in HEADS or element.tag == "p" else parent
            out.setdefault(key, element)
    return list(out.values())


def _tells(box: Any) -> bool:
    return box.tag not in (*HEADS, "p", "time", "span", "strong", "b", "dt") and len(words_of(box).split()) >= _TELLING


def _following(box: Any, boxes: set[Any]) -> Iterator[Any]:
    """The siblings after a box up to the next one of its kind, or up to a heading of a higher rank."""
    for sibling in box.itersiblings():
        if sibling in boxes or sibling.tag in ("h1", "footer", "aside", "nav"):
            return
        yield sibling


def is_foreign(element: Any) -> bool:
    """Whether an element stands in a part that the page sets apart: comments, related articles, menus."""
    chain = [element, *element.iterancestors()]
    return any(e.tag in ("nav", "aside", "footer", "form") or _FOREIGN.search(_names(e)) for e in chain if e.tag not in ("body", "html"))


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def leads_away(elements: Sequence[Any], own: set[str]) -> bool:
    """Whether the headline, or most of the text, is a link to another page."""
    total = linked = 0
    for element in elements:
        total += len(words_of(element))
        for link in element.iter("a"):
            if _away(link.get("href") or "", own):
                linked += len(words_of(link))
    if linked > 0.5 * total:
        return True
    head = next((h for element in elements for h in element.iter(*HEADS)), None)
    if head is None:
        return False
    links = [*head.iter("a"), *head.iterancestors("a")]
    return any(_away(a.get("href") or "", own) for a in links)


def _away(href: str, own: set[str]) -> bool:
    if not href or href.startswith(("#", "javascript:", "?")):
        return False
    return bare_address(href) not in own and not ("#" in href and href.startswith("/") and not own)


def bare_address(address: str) -> str:
    """The path of an address, by which two addresses of one page are known as one."""
    return re.sub(r"^(?:https?:)?//(?:www\.)?[^/]*", "", address.split("#")[0].split("?")[0]).rstrip("/")


def text_rows(element: Any, mark: Any) -> Iterator[tuple[BlockKind, str]]:
    """The stretches of text of an element in reading order, without what its page sets apart."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED or element is mark or _FOREIGN.search(_names(element)):
        return
    if element.tag in HEADS:
        yield "subheading", words_of(element)
        return
    if BYLINE.search(element.get("class") or "") and len(words(text := words_of(element))) <= _BYLINE_WORDS:
        if text:
            yield "byline", text
        return
    if element.tag == "figure":
        yield from (("caption", words_of(c)) for c in element.iter("figcaption"))
        return
    kind: BlockKind = {"li": "list", "blockquote": "quote"}.get(element.tag, "paragraph")  # type: ignore[assignment]
    run = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child is mark or (child.tag in _INLINE and child.find(".//p") is None and child.find(".//h2") is None):
            run.append("" if child is mark else "".join(child.itertext()))
        elif child.tag not in _INLINE or child.tag != "br":
            yield from _flush(run, kind)
            yield from text_rows(child, mark)
        run.append(child.tail or "")
    yield from _flush(run, kind)


def _flush(run: list[str], kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    text = squeeze("".join(run))
    run.clear()
    if words(text):
        yield kind, text
