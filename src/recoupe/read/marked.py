"""Microdata, RDFa, hAtom and ``time`` elements of an HTML tree: dates, authors and publisher that the markup of the text names."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from msgspec import Struct

_FIND = etree.XPath("(//@itemprop | //@rel | //@property)/..")
_PUBLISHED = {"datepublished", "issued", "created", "datecreated", "date", "published", "entry-date", "dt-published", "pubdate"}
_UPDATED = {"datemodified", "modified", "dateupdated", "updated", "dt-updated"}
_AUTHOR = {"author", "creator"}
_NAME = "descendant-or-self::*[@itemprop='name' or contains(@property, 'name') or contains(@class, 'fn')]"
_MOST = 400  # marks looked at


class Marked(Struct, frozen=True):
    """What the markup names: dates with the way they are marked, authors, publisher."""

    published: tuple[tuple[str, str], ...]
    updated: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    publisher: str | None


def find_marked(tree: Any) -> Marked:
    """The first mark of every sort that a tree holds; those of comments and teasers come later in a page and do not count."""
    published: dict[str, str] = {}
    updated: dict[str, str] = {}
    authors: list[str] = []
    publisher: str | None = None
    plain = [e for e in tree.iter("time", "abbr") if e.get("itemprop") is None and e.get("property") is None]
    known = [e for e in _FIND(tree) if e.tag != "meta" or e.get("itemprop")]
    for element in [*known[:_MOST], *plain[:_MOST]]:
        names, way = _names(element)
        if names & _PUBLISHED or element.get("pubdate") is not None:
            published.setdefault(way, _value(element))
        if names & _UPDATED:
            updated.setdefault(way, _value(element))
        if names & _AUTHOR and (not authors or element.get("itemprop")) and len(authors) < 10:
            authors.append(_name(element))
        elif "publisher" in names:
            publisher = publisher or _name(element)
    return Marked(tuple((v, w) for w, v in published.items()), tuple((v, w) for w, v in updated.items()), tuple(authors), publisher)


def _names(element: Any) -> tuple[set[str], str]:
    """What an element is marked as, in lower case without vocabulary, and by which markup."""
    if element.tag in ("time", "abbr") and not element.get("itemprop"):
        if not (element.get("datetime") or element.get("title")):
            return set(), ""
        return set((element.get("class") or "").lower().split()), f"{element.tag} element"
    if element.get("itemprop"):
        return set(element.get("itemprop").lower().split()), "microdata"
    marks = f"{element.get('property') or ''} {element.get('rel') or ''}".lower()
    if element.tag in ("link", "a") and not re.search(r"\bauthor\b", marks):
        return set(), ""
    return {mark.rsplit(":", 1)[-1] for mark in marks.split() if mark != "date"}, "RDFa"


def _value(element: Any) -> str:
    value = element.get("content") or element.get("datetime") or element.get("title") or "".join(element.itertext())
    return str(re.sub(r"\s+", " ", value).strip())


def _name(element: Any) -> str:
    inner = next(iter(element.xpath(_NAME)), element)
    return str(re.sub(r"\s+", " ", inner.get("content") or "".join(inner.itertext())).strip())
