"""Pictures of an HTML tree: captions and credits as the markup tells them apart, taken out before the body is sought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree
from msgspec import Struct

from recoupe.read.body import words_of
from recoupe.read.names import person_names
from recoupe.read.signature import known_agencies
from recoupe.read.words import any_of, gather
from recoupe.records import Image
from recoupe.text import fold

_CAPTION = re.compile(r"caption|legende|(?<![a-z])legend(?![a-z])|didascalia|cutline|bildunterschrift", re.IGNORECASE)
_PARTS = ("aption", "egend", "didasc", "cutline", "ildunter")
_CLASSES = etree.XPath("//@class", smart_strings=False)
_FIND = etree.XPath("//*[@class[" + " or ".join(f"contains(., '{part}')" for part in _PARTS) + "]]")
_CREDIT = re.compile(
    r"credit|copyright|photographer|(?:image|figure|photo|media|caption)[-_]{1,2}(?:source|author|rights|byline)", re.IGNORECASE
)
_TAGS = {"figcaption", "p", "div", "span", "td", "small", "em", "i", "font", "li", "h5", "h6"}
_MOST_WORDS, _CREDIT_WORDS = 150, 14
_CLOSED = re.compile(r"[.!?…»”]\s*$")
_BRACKET = re.compile(r"\s*[(\[]\s*(?P<credit>[^()\[\]]{2,80}?)\s*[)\]]\s*\.?$")
_SIGN = re.compile(r"[\s|/–—-]*(?P<credit>(?:©|\(c\)|\bcopyright\b).{2,80})$", re.IGNORECASE)
_SEGMENT = re.compile(r"(?:(?<=[.!?…»”\"])\s*[–—-]?|\s[–—|-])\s+(?=[A-ZÀ-Þ])")
_START = re.compile(r"(?:^|(?<=[.!?…»”\"|)])\s+|\s[–—|/-]\s+)(?=\w)")


class Shown(Struct, frozen=True):
    """A caption as the page shows it: its element, words, credit, and the address of its picture."""

    element: Any
    caption: str | None
    credit: str | None
    image: str | None


def take_captions(tree: Any) -> list[Shown]:
    """Every caption of a tree in document order; their elements are left empty, so that no extractor takes them for text."""
    chosen = dict.fromkeys(_captions(tree))
    shown, spent = [], []
    for element in chosen:
        text, credit, used = _split(element)
        if text or credit:
            shown.append(Shown(element, text, credit, _image_of(element)))
            spent += [element, *used]
    for element in spent:
        element[:] = []
        element.text = None
    return shown


def read_images(tree: Any, shown: list[Shown]) -> list[Image]:
    """The pictures with a caption, then those of figures without one."""
    out = [Image(url=s.image, caption=s.caption, credit=s.credit) for s in shown if s.image]
    known = {image.url for image in out}
    for figure in list(tree.iter("figure"))[:50]:
        for image in list(figure.iter("img", "amp-img"))[:1]:
            url = _address(image)
            if url and url not in known:
                known.add(url)
                out.append(Image(url=url))
    return out


def split_credit(text: str) -> tuple[str | None, str | None]:
    """The words of a caption and the credit at its end: in brackets, after ©, or after a word such as photo."""
    bracket = _BRACKET.search(text)
    if bracket and _is_credit(bracket["credit"]):
        return text[: bracket.start()].strip() or None, bracket["credit"]
    sign = _SIGN.search(text)
    if sign:
        return text[: sign.start()].strip() or None, sign["credit"].strip()
    for end in _SEGMENT.finditer(text):
        last = text[end.end() :].strip()
        if 2 <= len(last) <= 80 and len(last.split()) <= _CREDIT_WORDS - 4 and _names_maker(last):
            return text[: end.start()].strip() or None, last
    folded = fold(text)
    if len(folded) != len(text):
        return text or None, None
    for start in _START.finditer(text):
        mark = _mark().match(folded, start.end())
        rest = text[mark.end() :].lstrip(" :/©-") if mark else ""
        if rest[:1].isupper() and len(rest.split()) <= _CREDIT_WORDS - 4:
            return text[: start.start()].strip() or None, text[start.end() :].strip()
    return text or None, None


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(gather('credit_marks'))})(?![^\W_])(?:\s*(?:by|par|de|di|von)\b)?")


def _names_maker(last: str) -> bool:
    """Whether the last piece of a caption is a maker's name: in capitals, an agency's, or two with a bar between."""
    letters = re.sub(r"[\W\d_]", "", last)
    return len(letters) > 1 and (
        last.isupper() or (last[0].isupper() and " / " in last) or (len(last.split()) <= 4 and bool(known_agencies(last)))
    )


def _is_credit(inside: str) -> bool:
    return "/" in inside or "©" in inside or inside.isupper() or _mark().match(fold(inside)) is not None or bool(known_agencies(inside))


def _captions(tree: Any) -> Iterator[Any]:
    found = list(tree.iter("figcaption"))
    classes = "\n".join(_CLASSES(tree))
    if any(part in classes for part in _PARTS):
        found += [e for e in _FIND(tree) if e.tag in _TAGS and e.tag != "figcaption" and _CAPTION.search(e.get("class"))]
    marked = set(found)
    for element in found:
        if any(parent in marked and parent.find(".//img") is None for parent in element.iterancestors()):
            continue
        inner = any(e in marked for e in element.iterdescendants())
        if inner and element.tag != "figcaption" and element.find(".//img") is not None:
            continue
        if 1 <= len(words_of(element).split()) <= _MOST_WORDS and element.find(".//h1") is None:
            yield element
    # Old pages: a picture with its caption under it, told by the credit that closes it.
    for image in tree.iter("img", "amp-img"):
        beside = image.getnext()
        while beside is not None and beside.tag == "br":
            beside = beside.getnext()
        if beside is None or beside.tag not in _TAGS or (image.tail or "").strip():
            continue
        text = words_of(beside)
        if 3 <= len(text.split()) <= 40 and split_credit(text)[1] is not None:
            yield beside


def _split(element: Any) -> tuple[str | None, str | None, list[Any]]:
    """Words and credit of a caption, and the elements beside it that hold the credit."""
    text = words_of(element)
    for inner in element.iterdescendants("span", "small", "cite", "em", "i", "div", "p", "a", "strong", "b"):
        name = words_of(inner)
        signed = (
            inner.tag in ("em", "i", "span") and text.endswith(name) and _CLOSED.search(text[: -len(name) or None]) and person_names(name)
        )
        if name and (inner.tag in ("small", "cite") or _CREDIT.search(_marks(inner)) or signed) and len(name.split()) <= _CREDIT_WORDS:
            if text.endswith(name):
                return text[: -len(name)].rstrip(" |–—-/(") or None, name.strip(" ()[]"), []
            if text.startswith(name):
                return text[len(name) :].lstrip(" |–—-/)") or None, name.strip(" ()[]"), []
    beside = element.getnext()
    if beside is not None and isinstance(beside.tag, str) and (beside.tag in ("small", "cite") or _CREDIT.search(_marks(beside))):
        name = words_of(beside)
        if name and len(name.split()) <= _CREDIT_WORDS and beside.find(".//img") is None:
            return text or None, name.strip(" ()[]"), [beside]
    caption, credit = split_credit(text)
    return caption, credit, []


def _image_of(element: Any) -> str | None:
    """The picture of a caption: of its figure, else the last one before it under the same parent or the parent's parent."""
    figure = next(element.iterancestors("figure"), None)
    places = [figure] if figure is not None else [element, *list(element.iterancestors())[:2]]
    for place in places:
        images = list(place.iter("img", "amp-img"))
        if 1 <= len(images) <= 2 or (figure is not None and images):
            return _address(images[0])
        if images:
            return None
    return None


def _address(image: Any) -> str | None:
    """Where a picture really is: a page that loads it late keeps the address in another attribute."""
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value
    first = (image.get("data-srcset") or image.get("srcset") or "").strip().split(",")[0].split(" ")[0]
    return first or None


def _marks(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"
