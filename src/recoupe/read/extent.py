"""Where an article stands in its HTML tree: its headline, its paragraphs, the elements that hold them."""

from __future__ import annotations

from itertools import islice
from typing import Any

from msgspec import Struct

from recoupe.read.body import Places, flat, words_of
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
_PROSE = ("p", "blockquote", "li")
_CRUMB_WORDS = 12
_FEWEST = 5  # words of a title with which a longer headline begins
_ABOVE = 12  # elements between an opening picture and the headline below it


class Extent(Struct, frozen=True):
    """Where an article stands in its tree: place in document order of its headline, of its first, third and last paragraph,
    ``first`` a subheading over it included, ``prose`` not.

    ``homes`` are the elements that hold its paragraphs or its headline as an article of their own,
    ``crumbs`` the folded words of what the extractor kept above the headline: labels and trails.
    """

    order: dict[Any, int]
    title: int
    first: int
    prose: int
    third: int
    last: int
    homes: frozenset[Any]
    crumbs: frozenset[str]

    @property
    def headline(self) -> Any:
        """The element of the headline, None where there is none."""
        return next(islice(self.order, self.title, None), None) if self.title >= 0 else None

    def opens(self, element: Any) -> bool:
        """Whether an element stands close above the headline, as an opening picture does."""
        return 0 < self.title - self.order.get(element, -_ABOVE) <= _ABOVE

    def holds(self, element: Any) -> bool:
        """Whether an element stands between the headline and the last paragraph, or in an element made for the article."""
        at = self.order.get(element, -1)
        return self.title < at < self.last or any(parent in self.homes for parent in element.iterancestors())


def find_extent(tree: Any, title: str | None, stretches: list[tuple[BlockKind, str]], seen: dict[Any, str]) -> Extent:
    """The extent of the article whose headline and body are known; ``seen`` keeps the words of elements."""
    order = {element: n for n, element in enumerate(tree.iter(*_PLACED))}
    places = Places(text for _, text in stretches)
    elements = [p for p in tree.iter("p", "blockquote", "h2", "h3", "li") if places.of(p, seen) is not None]
    kept = sorted(order[p] for p in elements)
    headline = Places([title] if title else ())
    middle = kept[len(kept) // 2] if kept else len(order)
    before = [order[h] for h in tree.iter("h1", "h2") if order[h] <= middle and headline.of(h, seen) is not None]
    before = before or [order[h] for h in tree.iter("h1", "h2") if order[h] <= middle and _opens_with(h, title)]
    before = before or [order[h] for h in tree.iter("h1") if order[h] <= middle]
    before = before or [n for e, n in order.items() if n <= middle and headline.of(e, seen) is not None]
    above = max(before) if before else -1
    crumbs = {flat(words_of(p)) for p in elements if order[p] < above and len(words_of(p).split()) <= _CRUMB_WORDS}
    kept = [n for n in kept if n > above] or kept
    first, last = (kept[0], kept[-1]) if kept else (len(order), len(order))
    homes = {p.getparent() for p in elements if p.tag == "p"} | {a for a in tree.iter("article") if a.find(".//h1") is not None}
    homes = {h for h in homes if h is not None and h.tag not in ("body", "html", "main")}
    prose = next((order[p] for p in elements if p.tag in _PROSE and order[p] >= first), first)
    return Extent(order, above, first, prose, kept[:3][-1] if kept else first, last, frozenset(homes), frozenset(crumbs))


def _opens_with(element: Any, title: str | None) -> bool:
    """Whether a headline goes on where the title of the page's metadata ends."""
    key = flat(title or "")
    return key.count(" ") >= _FEWEST - 1 and flat(words_of(element)).startswith(f"{key} ")
