"""HTML page -> its parts: trafilatura's body, our own lead, captions, credits, signatures, dateline; dates by metadata."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree, html
from msgspec import Struct

from recoupe.read.access import Found, declared_access, find_wall
from recoupe.read.apart import marks_of, take_zones
from recoupe.read.body import PARAGRAPH, find_body, flat, restore_body, words_of
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
_SCRIPT = re.compile(r"<script\b[^<>]*>.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)  # JSON-LD: no word of it is shown
_FRAGMENT = re.compile(
    r"^\s*<(p|div|article|section|h[1-6]|ul|ol|blockquote|figure|table|main|span)\b[^<>]*>", re.IGNORECASE | re.MULTILINE
)
_SAMPLE, _TAGS = 20_000, 5  # characters of a page looked at; tags that tell HTML from a text with a mark in it
_LONGEST_LEAD = 4_000  # characters: two hundred words
_LEAD = re.compile(
    r"(?<![^\W_])(?:chapo|chapeau|standfirst|lede|(?:article|art|entry|post|story|meta)[-_]{1,2}"
    r"(?:lead|intro|summary|desc|description|subtitle|dek|deck|excerpt|standfirst|sapo|chapo)"
    r"|intro|introduction|dek|deck|subhead(?:line)?|sous-?titre|subtitle|accroche|summary|sumario|vorspann|entradilla|bajada|copete|sommario|abstract)(?![^\W_])",
    re.IGNORECASE,
)
_NEAR = 3  # elements around headline and standfirst, one of which holds both
_INNER_END = re.compile(r"\w{3}[.!?…]\s+[A-ZÀ-ÖØ-Þ]")
_SUMMARIES = ("description", "alternativeHeadline")
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
    """Whether a page is HTML: its media type says so, tags stand in it, or a line begins with an element that is closed."""
    kind = (media_type or "").lower()
    if "html" in kind or "xml" in kind:
        return True
    if kind.startswith("text/plain"):
        return False
    if re.match(r"\s*<(?:!doctype|html|\?xml|head|body)", page, re.IGNORECASE) or len(_TAG.findall(page[:_SAMPLE])) >= _TAGS:
        return True
    opened = _FRAGMENT.search(page, 0, _SAMPLE)
    return opened is not None and re.compile(f"</{opened[1]}\\s*>", re.IGNORECASE).search(page, opened.end(), 2 * _SAMPLE) is not None


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
    whole, at_home = restore_body(tree, found, seen)
    stretches, foreign = sift_body(whole, facts.title, {words_of(a) for a in tree.iter("a")}, at_home)
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
    text = _BREAKS.sub("\n", _SCRIPT.sub(" ", silence(page.replace("\x00", " "))))
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
        if at <= extent.title or element.tag not in ("p", "div", "h2", "h3", "header", "li"):
            continue
        if element.tag == "li":
            if bullets := _bullets(element, at, extent):
                return bullets
            continue
        marked = extent.title >= 0 and _is_marked(element, at, extent)
        if not (marked or (at < extent.prose and len(about) >= 8)) or _is_long(element, _LONGEST_LEAD):
            continue
        text = _without_button(element)
        mine = words(text)
        if not 8 <= len(mine) <= 200:
            continue
        alike = at < extent.prose and len(about & set(mine)) / len(set(mine)) >= 0.7 and len(about) >= 8
        if not (alike or marked) or element.find(".//h1") is not None:
            continue
        linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
        if linked < 0.4 * len(text) and not make_line(0, text).cued("related", "newsletter", "share", "consent"):
            if not alike and _SUBTITLE.search(marks_of(element)):
                second = second or text
            else:
                return text
    return second


def _is_marked(element: Any, at: int, extent: Extent) -> bool:
    """Whether its class, its name or its place tells a standfirst."""
    named = _names_lead(element.get("class"), element.get("id")) or element.get("itemprop") in _SUMMARIES
    return named or _heads_all(element, at, extent) or _stands_first(element, at, extent)


@lru_cache(maxsize=10_000)
def _names_lead(made: str | None, name: str | None) -> bool:
    return _LEAD.search(f"{made or ''} {name or ''}") is not None


def _heads_all(element: Any, at: int, extent: Extent) -> bool:
    """Whether a subheading between headline and text stands over all of the text: no other of its make divides it."""
    if element.tag not in ("h2", "h3") or at >= extent.prose:
        return False
    over = [] if extent.headline is None else list(extent.headline.iterancestors())[:_NEAR]
    near = [e for e in list(element.iterancestors())[:_NEAR] if e in over and (e.tag not in ("body", "html") or e is over[0])]
    if not near or element.find(".//a") is not None or make_line(0, words_of(element)).stamps:
        return False
    make = (element.tag, element.get("class"))
    return not any((e.tag, e.get("class")) == make for e in islice(extent.order, extent.prose, extent.last + 1))


def _stands_first(element: Any, at: int, extent: Extent) -> bool:
    """Whether a paragraph is the first thing below the headline, of two sentences though it closes none: a standfirst in plain markup."""
    if element.tag != "p" or at >= extent.prose or element.find(".//a") is not None:
        return False
    between = islice(extent.order, extent.title + 1, at)
    return (
        not any(e.tag in ("p", "li", "time", "address", "figcaption") for e in between) and _INNER_END.search(words_of(element)) is not None
    )


def _bullets(element: Any, at: int, extent: Extent) -> str | None:
    """The standfirst in bullets between headline and text, beside one of them: two to six items without a link, a paragraph each."""
    parent = element.getparent()
    items = [words_of(e) for e in parent] if parent is not None and parent.tag in ("ul", "ol") and parent[0] is element else []
    beside = parent is not None and parent.getparent() in (extent.headline.getparent() if extent.title >= 0 else None, *extent.homes)
    if not beside or at > extent.prose or not 2 <= len(items) <= 6 or parent.find(".//a") is not None:
        return None
    lines = [make_line(0, text) for text in items]
    if any(line.n_words < 4 or line.cues for line in lines) or max(line.n_words for line in lines) < 8:
        return None
    return PARAGRAPH.join(items)


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
