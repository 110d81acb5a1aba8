"""Parts of an HTML tree that the extractor throws away unread -> out of its sight: half of the elements of a news page stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

UNREAD = frozenset(("head", "nav", "aside", "footer"))
"""Elements that the extractor deletes before it looks for the body; it copies and searches the tree several times before and after that."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def tree_words(text: str) -> str:
    """A text without the characters that a page may hold but no tree takes."""
    return _NO_XML.sub(" ", text)


@contextmanager
def unseen(elements: Iterable[tuple[Any, str]]) -> Iterator[None]:
    """While it lasts, elements are replaced by ones of their tag that hold their words alone, by which the extractor measures the page."""
    pairs = []
    try:
        for element, words in elements:
            stand_in = element.makeelement(element.tag)
            stand_in.text, stand_in.tail = tree_words(words), tree_words(element.tail or "") or None
            element.getparent().replace(element, stand_in)
            pairs.append((element, stand_in))
        yield
    finally:
        for element, stand_in in pairs:
            stand_in.getparent().replace(stand_in, element)
