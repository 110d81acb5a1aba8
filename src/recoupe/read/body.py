"""The body of an HTML tree: trafilatura's choice, its lost paragraphs put back."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from recoupe.read.lines import make_line
from recoupe.records import BlockKind
from recoupe.text import fold, words

INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff"
_OPENING = 40  # letters: words are told apart by fewer, and a hostile one has millions
FIRST_WORD = re.compile(rf"[^\W_]{{1,{_OPENING}}}")
_BREAKS = re.compile(r"\n[^\S\n]*\n\s*")
PARAGRAPH = "\u2029"
"""Stands in a stretch where the page begins a new paragraph by line breaks alone."""
_HEAP_LINES = 4
_SUBHEADING_WORDS = 20
_SPACE = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")
"""White space that is not one space already."""
_KINDS: dict[str, BlockKind] = {"p": "paragraph", "ab": "paragraph", "code": "paragraph", "head": "subheading", "quote": "quote"}
_FOREIGN = re.compile(
    r"caption|credit|legende|author|auteur|byline|bio|related|share|social|teaser|promo|newsletter|comment|tag|date|copyright|footer"
    r"|\bad\b|cookie|consent",
    re.IGNORECASE,
)

_WIDE = 5_000  # inline elements side by side: the extractor strips them in quadratic time, 1.3 s for 4,000 and 30 s for 20,000
_BLOCKS = " or ".join(f"self::{tag}" for tag in ("p", "div", "li", "td", "tr", "br", "h1", "h2", "h3", "figure", "section", "article"))
_LONG = 5_000  # characters of a text whose words are not kept in mind
_IN_ITEMS = ("ul", "ol", "p", "div", "h2", "h3", "h4", "br")  # an item with any of them is more than one stretch
_AT_HOME, _MOST_ITEMS = 2, 30  # kept paragraphs of an element that make its other children the article's; items of a list put back
_SHORTEST = 2 * 12 - 1  # characters of twelve words: fewer make no prose


class Places:
    """Texts by their words: which of them, by its number, an element's text is."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._at = {flat(text): n for n, text in enumerate(texts)}
        firsts = {key.split(" ", 1)[0] for key in self._at}
        self._openings = {word[:size] for word in firsts for size in range(min(len(word), _OPENING) + 1)}

    def __len__(self) -> int:
        return len(self._at)

    def find(self, text: str) -> int | None:
        """Number of the text with the same words, None where there is none; most texts are told apart by their first word."""
        return self._at.get(flat(text)) if self._may_open(FIRST_WORD.search(text)) else None

    def of(self, element: Any, seen: dict[Any, str]) -> int | None:
        """Number of the text with the same words as an element; of most elements only the first words are looked at.

        ``seen`` keeps the words of elements that were looked at whole.
        """
        key = seen.get(element)
        if key is None:
            first = FIRST_WORD.search(element.text or "") or next(filter(None, map(FIRST_WORD.search, element.itertext())), None)
            if not self._may_open(first):
                return None
            key = seen[element] = flat(words_of(element))
        return self._at.get(key)

    def _may_open(self, first: re.Match[str] | None) -> bool:
        """Whether the first word, which a tag may have cut short, opens one of the texts."""
        if first is None:
            return True
        return (first[0].lower() if first[0].isascii() else fold(first[0])) in self._openings


def find_body(tree: Any) -> list[tuple[BlockKind, str]]:
    """The body's stretches in reading order, as the extractor chooses them; empty where none."""
    found = _extract(tree)
    return [] if found is None or _is_heap(found) else list(_stretches(found))


def _extract(tree: Any) -> Any:
    import trafilatura

    if tree.xpath("count(//*)") > _WIDE and tree.xpath(f"//*[count(*[not({_BLOCKS})]) > {_WIDE}]"):
        return None
    try:
        found = trafilatura.bare_extraction(tree, options=_options())
    except Exception:  # the extractor fails in many ways on hostile trees; the dump reader takes over
        return None
    return getattr(found, "body", None)


@cache
def _options() -> Any:
    """The extractor's settings; any format but its own "python" spares the text of the whole body."""
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(output_format="txt", fast=True, comments=False, tables=True)


def _is_heap(body: Any) -> bool:
    """Whether the extractor gave up and returned the words of the whole page in one element, a line an element of the page."""
    return len(body) == 1 and len(body[0]) == 0 and (body[0].text or "").count("\n") >= _HEAP_LINES


def _stretches(body: Any) -> Iterator[tuple[BlockKind, str]]:
    for element in body:
        kind = _KINDS.get(element.tag)
        inner = [e for e in element.iter("p", "item", "cell", "head") if e is not element]
        if element.tag == "table":
            for cell in element.iter("cell"):
                yield from (("paragraph" if _reads(run) else "list", run) for run in _runs(cell))
        elif element.tag == "list" or (element.tag == "quote" and inner):
            for item in element.iter("item", "cell", "p"):
                text = _own_text(item)
                if text:
                    yield ("quote" if element.tag == "quote" else "list"), text
        elif kind is not None:
            text = _broken(element)
            if text:
                yield kind, text
        elif element.tag not in ("graphic", "lb"):
            text = words_of(element)
            if text:
                yield "paragraph", text
        if element.tail and element.tail.strip():
            yield "paragraph", squeeze(element.tail)


def _broken(element: Any) -> str:
    """The words of an element, with a mark where two line breaks follow each other: a paragraph begins there."""
    if element.find("lb") is None:
        return words_of(element)
    run = [element.text or ""]
    for child in element:
        run += ["\n" if child.tag == "lb" else "".join(child.itertext()), child.tail or ""]
    parts = (squeeze(text) for text in _BREAKS.split("".join(run)))
    return PARAGRAPH.join(text for text in parts if text)


def _runs(cell: Any) -> Iterator[str]:
    """The words of a table cell in reading order, cut at the blocks inside it; pages of old set their whole text in one."""
    run = [cell.text or ""]
    for child in cell:
        if child.tag in ("p", "head", "list", "quote", "lb", "table", "row", "cell"):
            found = [squeeze("".join(run)), "" if child.tag in ("table", "row", "cell") else words_of(child)]
            yield from (text for text in found if text)
            run = [child.tail or ""]
        else:
            run += ["".join(child.itertext()), child.tail or ""]
    if squeeze("".join(run)):
        yield squeeze("".join(run))


def _own_text(element: Any) -> str:
    """The words of an item without those of the items inside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in ("item", "cell", "list", "p", "row"):
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return squeeze("".join(parts))


def words_of(element: Any) -> str:
    """All words of an element, runs of white space as one space."""
    return squeeze("".join(element.itertext()) if len(element) else element.text or "")


def squeeze(text: str) -> str:
    """Runs of white space as one space; non-breaking spaces stay."""
    if text.isascii():
        return " ".join(text.split())
    for mark in INVISIBLE:
        text = text.replace(mark, "")
    return _SPACE.sub(" ", text).strip()


def restore_body(tree: Any, stretches: list[tuple[BlockKind, str]], seen: dict[Any, str]) -> tuple[list[tuple[BlockKind, str]], set[str]]:
    """The stretches with the sentences and lists that the extractor lost beside those it kept, in their parent, before the last kept one;
    the folded words of those that stand beside kept ones.

    ``seen`` keeps the words of elements that were looked at.
    """
    numbers = [n for n, (kind, _) in enumerate(stretches) if kind in ("paragraph", "quote")]
    if not numbers:
        return stretches, set()
    places = Places(stretches[n][1] for n in numbers)
    parents: dict[Any, int] = {}
    for tag in ("p", "div"):
        for element in () if parents else tree.iter(tag):
            parent = element.getparent()
            if parent is not None and (tag == "p" or element.find("div") is None) and places.of(element, seen) is not None:
                parents[parent] = parents.get(parent, 0) + 1
    known = {flat(text) for _, text in stretches}
    added: dict[int, list[tuple[BlockKind, str]]] = {}
    for parent, count in parents.items():
        if count >= 2 or len(places) == 1:
            for at, stretch in _lost(parent, places):
                if flat(stretch[1]) not in known:
                    added.setdefault(numbers[at], []).append(stretch)
    out: list[tuple[BlockKind, str]] = []
    for n, stretch in enumerate(stretches):
        out += [*added.get(n, []), stretch]
    return out, {text for parent, count in parents.items() if count >= _AT_HOME for text in _beside(parent, seen)}


def _beside(parent: Any, seen: dict[Any, str]) -> Iterator[str]:
    """The folded words of the children of a parent that were looked at, and of the items of its lists."""
    for child in parent:
        if child.tag in ("ul", "ol"):
            yield from (flat(text) for text in _items(child))
        elif child in seen:
            yield seen[child]


def _items(element: Any) -> list[str]:
    """The items of a list that bears no name of a foreign part and is not made of links; empty where it is one."""
    if (
        _FOREIGN.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        or next(element.iterdescendants(*_IN_ITEMS), None) is not None
    ):
        return []
    items = [text for item in element.iterchildren("li") if (text := words_of(item))]
    text = " ".join(items)
    linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
    return items if 2 <= len(items) <= _MOST_ITEMS and linked < 0.3 * len(text) and not make_line(0, text[:400]).cues else []


def _lost(parent: Any, places: Places) -> Iterator[tuple[int, tuple[BlockKind, str]]]:
    """Children of a parent of kept paragraphs not kept, with the place they belong before: sentences, and headings between two."""
    waiting: list[tuple[BlockKind, str]] = []
    begun = headed = False
    if parent.text and _reads(squeeze(parent.text)):
        waiting.append(("paragraph", squeeze(parent.text)))
    for child in parent:
        if child.tag in ("ul", "ol"):
            # A list of an article stands behind a paragraph or a heading of it.
            waiting += [("list", text) for text in _items(child) if begun or headed]
            continue
        if child.tag not in ("p", "div", "blockquote", "h2", "h3", "h4", "strong", "section"):
            continue
        text = words_of(child)
        headed = child.tag in ("h2", "h3", "h4")
        at = places.find(text)
        if at is not None:
            yield from ((at, stretch) for stretch in waiting)
            waiting, begun = [], True
        elif _FOREIGN.search(f"{child.get('class') or ''} {child.get('id') or ''}"):
            continue
        elif child.tag in ("h2", "h3", "h4"):
            if begun and 1 <= len(text.split()) <= _SUBHEADING_WORDS and child.find(".//a") is None and not make_line(0, text).cues:
                waiting.append(("subheading", text))
        elif _is_plain(child, text) and _reads(text):
            waiting.append(("paragraph", text))


def _reads(text: str) -> bool:
    if len(text) < _SHORTEST:
        return False
    line = make_line(0, text)
    return line.prose and max(line.cues.values(), default=0.0) < 0.5


def _is_plain(element: Any, text: str) -> bool:
    if next(element.iterdescendants("p", "li"), None) is not None:
        return False
    linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
    return linked < 0.3 * len(text)


def flat(text: str) -> str:
    """The folded words of a text: two texts of the same words are one."""
    return _flat(text) if len(text) < _LONG else " ".join(words(text))


@lru_cache(maxsize=1000)
def _flat(text: str) -> str:
    return " ".join(words(text))
