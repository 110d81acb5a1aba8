"""HTML page -> its parts: trafilatura's body, our own lead, captions, credits, signatures, dateline; dates by metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

from lxml import etree, html
from msgspec import Struct

from recoupe.read.access import Found, declared_access, find_wall
from recoupe.read.body import FIRST_WORD, Extent, extract_body, find_extent, words_of
from recoupe.read.lines import make_line
from recoupe.read.metadata import PageFacts, read_facts
from recoupe.read.sift import sift_body
from recoupe.records import BlockKind, DropKind, Dropped, Image
from recoupe.text import words

_TAG = re.compile(r"<(?:!doctype html|html|head|body|div|p|article|meta|span|a|h1|title|section|main)\b[^>]*>", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style|svg|template|noscript)\b(?![^>]*ld\+json)[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LONG = 20_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]{{0,30}})\s[^<>]{{{_LONG},}}>")
_BREAKS = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|header|footer|blockquote|figure)|br)\b[^<>]*>", re.IGNORECASE
)
_LONGEST_LEAD = 4_000  # characters: two hundred words
MAX_HTML = 3_000_000
_ZONES: tuple[tuple[DropKind, re.Pattern[str]], ...] = (
    ("consent", re.compile(r"cookie|consent|gdpr|rgpd|didomi|onetrust", re.IGNORECASE)),
    ("comments", re.compile(r"comment|disqus|reaction", re.IGNORECASE)),
    ("newsletter", re.compile(r"newsletter|subscribe|mailing", re.IGNORECASE)),
    ("share", re.compile(r"\bshare|sharing|social", re.IGNORECASE)),
    ("related", re.compile(r"related|recommend|teaser|most-?read|popular|trending|sidebar|read-?more|a-lire", re.IGNORECASE)),
)  # fmt: skip
_ANY_ZONE = re.compile("|".join(pattern.pattern for _, pattern in _ZONES), re.IGNORECASE)
_SET_APART: dict[str, DropKind] = {"nav": "navigation", "footer": "legal", "aside": "related", "form": "other"}
_ZONE_TAGS = (*_SET_APART, "div", "section", "ul")
_CAPTION = re.compile(r"caption|legende", re.IGNORECASE)
_CREDIT = re.compile(r"credit|copyright|photographer", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:chapo|chapeau|standfirst|lede|article[-_]{1,2}(?:lead|intro|summary|description|subtitle|dek|excerpt|standfirst)"
    r"|intro|dek|subhead(?:line)?)\b",
    re.IGNORECASE,
)


class HtmlParts(Struct, frozen=True, kw_only=True):
    """An HTML page taken apart: its facts, body stretches in order, captions, and what was left out."""

    facts: PageFacts
    stretches: list[tuple[BlockKind, str]]
    captions: list[tuple[str, str | None]]
    images: list[Image]
    links: list[str]
    lead: str | None
    dropped: list[Dropped]
    wall: Found | None = None


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
    if max(map(len, text.split("<"))) > _LONG:
        text = _LONG_TAG.sub(r"<\1>", text)  # thousands of attributes in one tag take the parser quadratic time
    if len(text) > MAX_HTML:
        text = _SILENT.sub(" ", text)[: 2 * MAX_HTML]
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
    facts = read_facts(tree)
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", with_tail=False)
    seen: dict[Any, str] = {}
    stretches, foreign = sift_body(extract_body(tree, url, seen), facts.title, {words_of(a) for a in tree.iter("a")})
    extent = find_extent(tree, facts.title, stretches, seen)
    captions = list(dict(_captions(tree, extent)).items())
    return HtmlParts(
        facts=facts,
        stretches=stretches,
        captions=captions,
        images=[Image(url=i.get("src") or i.get("data-src"), caption=c, credit=k) for i, c, k in _pictures(tree)],
        links=_links(tree),
        lead=_lead(tree, extent, facts.description),
        dropped=[*_left_out(tree), *foreign],
        wall=declared_access(facts.free, facts.tier) or find_wall(tree, extent),
    )


def strip_tags(page: str) -> str:
    """The words of a page whose tags no parser can nest, a line a block."""
    text = _BREAKS.sub("\n", _SILENT.sub(" ", page.replace("\x00", " "))[: 2 * MAX_HTML])
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


def _marks(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _pictures(tree: Any) -> Iterator[tuple[Any, str | None, str | None]]:
    for figure in list(tree.iter("figure"))[:50]:
        image = next(figure.iter("img"), None)
        caption = next(figure.iter("figcaption"), None)
        if image is not None:
            words_, credit = _caption_text(caption) if caption is not None else (None, None)
            yield image, words_, credit


def _captions(tree: Any, extent: Extent) -> Iterator[tuple[str, str | None]]:
    for element in tree.iter("figcaption", "p", "div", "span", "td"):
        if extent.holds(element) and (element.tag == "figcaption" or _CAPTION.search(element.get("class") or "")):
            text, credit = _caption_text(element)
            if text and 2 <= len(text.split()) <= 150:
                yield text, credit


def _caption_text(element: Any) -> tuple[str | None, str | None]:
    credit = next((e for e in element.iter() if isinstance(e.tag, str) and e is not element and _CREDIT.search(_marks(e))), None)
    name = words_of(credit) if credit is not None else None
    text = words_of(element)
    if name and text.endswith(name):
        text = text[: -len(name)].rstrip(" |–—-/(")
    return text or None, name or None


def _lead(tree: Any, extent: Extent, description: str | None) -> str | None:
    """The standfirst: between headline and body, marked as one by its class or saying what the description says."""
    about = set(words(description or ""))
    telling = len(about) >= 8
    for element in tree.iter("p", "div", "h2", "h3", "header"):
        at = extent.order[element]
        if at >= extent.first or (extent.title < 0 and not about):
            break
        marked = extent.title >= 0 and _LEAD.search(element.get("class") or "") is not None
        if at <= extent.title or not (marked or telling) or _is_long(element, _LONGEST_LEAD):
            continue
        text = words_of(element)
        mine = words(text)
        if not 8 <= len(mine) <= 200 or element.find(".//h1") is not None:
            continue
        alike = telling and len(about & set(mine)) / len(set(mine)) >= 0.7
        linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
        if (alike or marked) and linked < 0.4 * len(text) and not make_line(0, text).cued("related", "newsletter", "share", "consent"):
            return text
    return None


def _is_long(element: Any, most: int) -> bool:
    """Whether an element holds more than ``most`` characters, looking no further than that."""
    total = 0
    for text in element.itertext():
        total += len(text.strip())
        if total > most:
            return True
    return False


def _links(tree: Any) -> list[str]:
    found = (a.get("href") for article in list(tree.iter("article"))[:1] for p in article.iter("p") for a in p.iter("a"))
    return list(dict.fromkeys(h for h in found if h and h.startswith("http")))[:100]


def _left_out(tree: Any) -> Iterator[Dropped]:
    """Navigation, comments, consent and other zones that the page marks by its tags and class names."""
    walker = etree.iterwalk(tree, events=("start",), tag=_ZONE_TAGS)
    for _, element in walker:
        kind = _zone_of(element)
        if kind is None or element.find(".//article") is not None or element.find(".//h1") is not None:
            continue
        walker.skip_subtree()
        text = words_of(element)
        if FIRST_WORD.search(text, 0, 400):
            yield Dropped(kind=kind, text=text[:1000], reason="set apart by the page's own markup")


def _zone_of(element: Any) -> DropKind | None:
    if element.tag in _SET_APART:
        return _SET_APART[element.tag]
    return _zone_named(_marks(element))


@lru_cache(maxsize=10_000)
def _zone_named(marks: str) -> DropKind | None:
    """The zone that an element's class and name tell; a page, and all pages of a site, repeat them."""
    if not _ANY_ZONE.search(marks):
        return None
    return next(kind for kind, pattern in _ZONES if pattern.search(marks))
