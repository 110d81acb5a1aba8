"""Zones that an HTML page sets apart by its tags and class names: navigation, comments, consent, pointers -> what is dropped of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from recoupe.read.access import is_wall
from recoupe.read.body import FIRST_WORD, words_of
from recoupe.read.lines import make_line
from recoupe.read.markup import RELATED
from recoupe.read.unseen import UNREAD
from recoupe.records import DropKind, Dropped

_POINTER_NAMES = r"most-?read|read-?also|a-lire|(?<![a-z])a-voir|(?:lire|voir)-?aussi|plus-?lus|(?<![a-z])selection(?![a-z])"
_ZONES: tuple[tuple[DropKind, re.Pattern[str]], ...] = (
    ("consent", re.compile(r"cookie|consent|gdpr|rgpd|didomi|onetrust", re.IGNORECASE)),
    ("comments", re.compile(r"comment|disqus|(?<![a-z])respond(?![a-z])|(?<![a-z])reactions?(?![a-z])", re.IGNORECASE)),
    ("newsletter", re.compile(r"newsletter|subscribe|mailing|sign-?up(?![a-z])|(?<![a-z])nl-", re.IGNORECASE)),
    ("share", re.compile(r"\bshare|sharing|social", re.IGNORECASE)),
    ("player", re.compile(r"(?:audio|video)-?player(?![a-z])", re.IGNORECASE)),
    ("other", re.compile(r"(?:author|auteur)s?[-_]{0,2}(?:box|bio|card)|(?<![a-z-])(?:promo|advert|anzeige)(?![a-z])", re.IGNORECASE)),
    ("related", re.compile(f"{RELATED}|{_POINTER_NAMES}", re.IGNORECASE)),
)  # fmt: skip
_POINTERS = re.compile(_POINTER_NAMES, re.IGNORECASE)
"""Related zones whose names are never those of a whole column of text: emptying sidebars and the like costs .01 of body F1 on 181 pages."""
_ANY_ZONE = re.compile("|".join(pattern.pattern for _, pattern in _ZONES), re.IGNORECASE)
_SET_APART: dict[str, DropKind] = {"nav": "navigation", "footer": "legal", "aside": "related", "form": "other"}
_LONGEST = 1_000  # characters of a zone that are shown
APART = "set apart by the page's own markup"
_ZONE_TAGS = (*_SET_APART, "div", "section", "ul")


def take_zones(tree: Any) -> tuple[list[Dropped], list[tuple[Any, str]], set[Any]]:
    """Navigation, comments, consent and other zones that the page marks by its tags and class names; elements that no extractor reads;
    all elements of either sort.

    Those whose names leave no doubt are left empty, unless most of the page's paragraphs stand in them.
    """
    out: list[Dropped] = []
    apart = [(head, "") for head in tree.iterchildren("head")]
    found, most = [], 0.5 * sum(1 for _ in tree.iter("p"))
    walker = etree.iterwalk(tree, events=("start",), tag=_ZONE_TAGS)
    for _, element in walker:
        kind = zone_of(element)
        pointer = kind == "related" and _POINTERS.search(marks_of(element)) is not None
        if kind is None or element.find(".//h1") is not None or (element.find(".//article") is not None and not pointer):
            continue
        walker.skip_subtree()
        found.append((element, kind, pointer))
    for element, kind, pointer in found:
        text = words_of(element)
        if FIRST_WORD.search(text, 0, 400):
            out.append(Dropped(kind=kind, text=text[:_LONGEST], reason=APART))
        if element.tag in UNREAD:
            apart.append((element, text))
        sure = element.tag not in _SET_APART and (kind != "related" or pointer)
        if sure and sum(1 for _ in element.iter("p")) <= most and not is_wall(make_line(0, text[:400])):
            element[:] = []
            element.text = None
    return out, apart, {element for element, _, _ in found}


def zone_of(element: Any) -> DropKind | None:
    """The zone that an element's tag, class or name tells."""
    if element.tag in _SET_APART:
        return _SET_APART[element.tag]
    return _zone_named(marks_of(element))


def marks_of(element: Any) -> str:
    """The class and the name of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


@lru_cache(maxsize=10_000)
def _zone_named(marks: str) -> DropKind | None:
    """The zone that an element's class and name tell; a page, and all pages of a site, repeat them."""
    if not _ANY_ZONE.search(marks):
        return None
    return next(kind for kind, pattern in _ZONES if pattern.search(marks))
