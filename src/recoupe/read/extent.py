"""Where an article stands in its HTML tree: its headline, its paragraphs, the elements that hold them."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from recoupe.read.body import Places
from recoupe.records import BlockKind

_PLACED = (
    "p",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "li",
    "figcaption",
    "div",
    "span",
    "td",
    "header",
    "time",
    "address",
    "section",
    "small",
    "font",
)


class Extent(Struct, frozen=True):
    """Where an article stands in its tree: place in document order of its headline, of its first, third and last paragraph.

    ``homes`` are the elements that hold its paragraphs or its headline as an article of their own.
    """

    order: dict[Any, int]
    title: int
    first: int
    third: int
    last: int
    homes: frozenset[Any]

    def holds(self, element: Any) -> bool:
        """Whether an element stands between the headline and the last paragraph, or in an element made for the article."""
        at = self.order.get(element, -1)
        return self.title < at < self.last or any(parent in self.homes for parent in element.iterancestors())


def find_extent(tree: Any, title: str | None, stretches: list[tuple[BlockKind, str]]) -> Extent:
    """The extent of the article whose headline and body are known."""
    order = {element: n for n, element in enumerate(tree.iter(*_PLACED))}
    places = Places(text for _, text in stretches)
    elements = [p for p in tree.iter("p", "blockquote", "h2", "h3", "li") if places.of(p) is not None]
    kept = sorted(order[p] for p in elements)
    headline = Places([title] if title else ())
    first, last = (kept[0], kept[-1]) if kept else (len(order), len(order))
    before = [order[h] for h in tree.iter("h1", "h2") if order[h] <= first and headline.of(h) is not None]
    before = before or [order[h] for h in tree.iter("h1") if order[h] <= first]
    before = before or [n for e, n in order.items() if n <= first and headline.of(e) is not None]
    homes = {p.getparent() for p in elements if p.tag == "p"} | {a for a in tree.iter("article") if a.find(".//h1") is not None}
    homes = {h for h in homes if h is not None and h.tag not in ("body", "html", "main")}
    return Extent(order, max(before) if before else -1, first, kept[:3][-1] if kept else first, last, frozenset(homes))
