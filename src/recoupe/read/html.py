"""HTML page -> its parts: trafilatura's body, our own lead, captions, credits, signatures, dateline; dates by metadata."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from lxml import etree, html
from msgspec import Struct

from recoupe.read.access import Found, declared_access, find_wall
from recoupe.read.apart import marks_of, take_zones
from recoupe.read.body import find_body, flat, restore_body, words_of
from recoupe.read.extent import Extent, find_extent
from recoupe.read.lines import make_line
from recoupe.read.loose import NONE_LOOSE, Loose, shown_texts
from recoupe.read.markup import silence, thin_tags
from recoupe.read.masthead import Masthead, read_masthead
from recoupe.read.metadata import PageFacts, read_facts
from recoupe.read.pictures import read_images, take_captions
from recoupe.read.sift import sift_body
from recoupe.read.unseen import tree_words, unseen
from recoupe.records import BlockKind, Dropped, Image
from recoupe.text import words

_TAG = re.compile(r"<(?:!doctype html|html|head|body|div|p|article|meta|span|a|h1|title|section|main)\b[^>]*>", re.IGNORECASE)
_BREAKS = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|header|footer|blockquote|figure)|br)\b[^<>]*>", re.IGNORECASE
)
_LONGEST_LEAD = 4_000  # characters: two hundred words
_LEAD = re.compile(
    r"(?<![^\W_])(?:chapo|chapeau|standfirst|lede|(?:article|art|entry|post|story|meta)[-_]{1,2}"
    r"(?:lead|intro|summary|desc|description|subtitle|dek|deck|excerpt|standfirst|sapo|chapo)"
    r"|intro|introduction|dek|deck|subhead(?:line)?|sous-?titre|subtitle|accroche|summary|sumario|vorspann)(?![^\W_])",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"(?:sub|sous-?)(?:head|title|titre)", re.IGNORECASE)  # a standfirst where no other stands below it


class HtmlParts(Struct, frozen=True, kw_only=True):
    """An HTML page taken apart: its facts, body stretches in order, captions, and what was left out."""

    facts: PageFacts
    stretches: list[tuple[BlockKind, str]]
    captions: list[tuple[str | None, str | None]]
    images: list[Image]
    links: list[str]
    lead: str | None
    dropped: list[Dropped]
    masthead: Masthead
    wall: Found | None = None
    loose: Loose = NONE_LOOSE


def looks_like_html(page: str, media_type: str | None) -> bool:
    """Whether a page is HTML: its media type says so, or tags stand in it."""
    kind = (media_type or "").lower()
    if "html" in kind or "xml" in kind:
        return True
    if kind.startswith("text/plain"):
        return False
    return re.match(r"\s*<(?:!doctype|html|\?xml|head|body)", page, re.IGNORECASE) is not None or len(_TAG.findall(page[:20_000])) >= 5


def parse_html(page: str) -> Any:
    """An lxml tree of a page whatever its state, or None where no element can be made of it."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.replace("\x00", " "))
    text = thin_tags(text)
    try:
        return html.document_fromstring(text, parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _parser() -> Any:
    """A parser whose elements are all of one class: lxml's own asks a Python function for the class of every element it shows."""
    parser = etree.HTMLParser(recover=True, remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


def take_apart(tree: Any, url: str | None) -> HtmlParts:
    """The parts of an HTML page; ``stretches`` is empty where no body was found."""
    facts = read_facts(tree, url)
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", with_tail=False)
    for line_break in tree.iter("br"):
        line_break.tail = f" {tree_words(line_break.tail or '')}"
    shown = take_captions(tree)
    seen: dict[Any, str] = {}
    left_out, apart, zones = take_zones(tree)
    with unseen(apart):
        found, texts = find_body(tree), shown_texts(tree)
    stretches, foreign = sift_body(restore_body(tree, found, seen), facts.title, {words_of(a) for a in tree.iter("a")})
    extent = find_extent(tree, facts.title, stretches, seen)
    return HtmlParts(
        facts=facts,
        stretches=[(k, t) for k, t in stretches if flat(t) not in extent.crumbs] or stretches,
        captions=list(
            dict.fromkeys((s.caption, s.credit) for s in shown if extent.holds(s.element) or (s.image and extent.opens(s.element)))
        ),
        images=read_images(tree, shown),
        links=_links(tree, extent),
        lead=_lead(extent, facts.description),
        dropped=[*left_out, *foreign],
        masthead=read_masthead(extent),
        wall=declared_access(facts.free, facts.tier) or find_wall(tree, extent),
        loose=Loose(texts, zones, [text for s in shown for text in (s.caption, s.credit) if text]),
    )


def strip_tags(page: str) -> str:
    """The words of a page whose tags no parser can nest, a line a block."""
    text = _BREAKS.sub("\n", silence(page.replace("\x00", " ")))
    return unescape(re.sub(r"<[^<>]{0,5000}>", "", text))


def tree_text(tree: Any) -> str:
    """All words of a tree, a line an element: what the dump reader gets where no body was found."""
    skip = {"script", "style", "noscript", "template", "head", "svg", "select", "button"}
    inline = {"a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "abbr", "q", "cite", "mark", "small", "font", "time"}
    out: list[str] = []
    walker = [(tree, False)]
    while walker:
        element, tail = walker.pop()
        if tail:
            out.append(("" if element.tag in inline else "\n") + (element.tail or ""))
            continue
        if not isinstance(element.tag, str) or element.tag in skip:
            continue
        out.append(("" if element.tag in inline else "\n") + re.sub(r"\s+", " ", element.text or ""))
        for child in reversed(element):
            walker += [(child, True), (child, False)]
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(out))


def _lead(extent: Extent, description: str | None) -> str | None:
    """The standfirst: between headline and body, marked as one by its class or saying what the description says."""
    about = set(words(description or ""))
    second = None
    for element, at in extent.order.items():
        if at > extent.third or (extent.title < 0 and not about):
            break
        if at <= extent.title or element.tag not in ("p", "div", "h2", "h3", "header"):
            continue
        marked = extent.title >= 0 and (_LEAD.search(marks_of(element)) is not None or element.get("itemprop") == "description")
        if not (marked or (at < extent.first and len(about) >= 8)) or _is_long(element, _LONGEST_LEAD):
            continue
        text = _without_button(element)
        mine = words(text)
        if not 8 <= len(mine) <= 200:
            continue
        alike = at < extent.first and len(about & set(mine)) / len(set(mine)) >= 0.7 and len(about) >= 8
        if not (alike or marked) or element.find(".//h1") is not None:
            continue
        linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
        if linked < 0.4 * len(text) and not make_line(0, text).cued("related", "newsletter", "share", "consent"):
            if not alike and _SUBTITLE.search(marks_of(element)):
                second = second or text
            else:
                return text
    return second


def _without_button(element: Any) -> str:
    """The words of an element less a notice in its last child: for subscribers, listen."""
    text, last = words_of(element), words_of(element[-1]) if len(element) else ""
    return text[: -len(last)].rstrip() if last and len(last) < 60 and text.endswith(last) and make_line(0, last).cues else text


def _is_long(element: Any, most: int) -> bool:
    """Whether an element holds more than ``most`` characters, looking no further than that."""
    total = 0
    for text in element.itertext():
        total += len(text.strip())
        if total > most:
            return True
    return False


def _links(tree: Any, extent: Extent) -> list[str]:
    """Addresses that the article's own elements lead to, in the order of the page."""
    places = [h for h in extent.homes if h.tag != "article"] or list(tree.iter("article"))[:1]
    found = {a for place in places for a in place.iter("a") if a.get("href", "").startswith("http")}
    return list(dict.fromkeys(a.get("href") for a in tree.iter("a") if a in found))[:100]
