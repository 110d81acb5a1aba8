"""The door's work: one page -> its main Article, by the dump reader or the HTML reader."""

from __future__ import annotations

import re

from msgspec.structs import replace

from recoupe.errors import PageRejected
from recoupe.language import find_language
from recoupe.read.article import build_article
from recoupe.read.assemble import Waste, join_pieces, page_id, page_ref
from recoupe.read.decode import decode_page
from recoupe.read.dump import mark_lines
from recoupe.read.genre import find_genre
from recoupe.read.html import HtmlParts, looks_like_html, parse_html, strip_tags, take_apart, tree_text
from recoupe.read.lines import MAX_LINES, split_lines
from recoupe.read.parts import sort_parts
from recoupe.read.web import web_article
from recoupe.records import Article, PageRef

_ADDRESS = re.compile(r"\s*(?P<url>https?://[^\s<>\"]+)[ \t]*(?:\r\n|\r|\n|$)")
_BARE_DATE = re.compile(r"(?<!\d)[0-3]?\d[./‐-―−-][0-3]?\d[./‐-―−-]\d\d")
_ANY_DATE = re.compile(r"\d[./‐-―−-]\d{1,2}[./‐-―−-]\d\d")
TEXT_KINDS = ("lead", "paragraph", "quote", "list", "subheading")


def read_page(
    data: bytes | str, *, url: str | None = None, path: str | None = None, media_type: str | None = None, fetched: str | None = None
) -> Article:
    """The main article of one page of HTML or tag-less text.

    Raises PageRejected with the reason ``empty``, ``binary``, ``too_large`` or ``no_text``.
    """
    page = decode_page(data, media_type)
    first_line = _ADDRESS.match(page)
    found_url = url or (first_line["url"] if first_line else None)
    ref = page_ref(data, found_url, path, media_type, fetched)
    article_id = page_id(data)[0]
    if looks_like_html(page, media_type):
        return _read_html(page, ref, article_id)
    return _read_dump(page, first_line.end() if first_line else 0, ref, article_id)


def read_articles(
    data: bytes | str, *, url: str | None = None, path: str | None = None, media_type: str | None = None, fetched: str | None = None
) -> list[Article]:
    """All articles of one page: for now the main one. Raises PageRejected as ``read_page`` does."""
    return [read_page(data, url=url, path=path, media_type=media_type, fetched=fetched)]


def _read_dump(page: str, start: int, ref: PageRef, article_id: str) -> Article:
    month_first = _has_bare_date(page) and writes_month_first(page[start : start + 6000], ref.url)
    lines = split_lines(page, start, month_first)
    if not any(line.n_words for line in lines):
        raise PageRejected("no_text", "the page holds no line of words")
    reading = sort_parts(lines, mark_lines(lines), month_first, ref.url)
    if len(lines) == MAX_LINES and page[lines[-1].end :].strip():
        rest = f"beyond the first {MAX_LINES:,} lines, which no article reaches"
        reading.wastes.append(Waste(kind="other", start=lines[-1].end, end=len(page), reason=rest))
    if not any(p.kind in TEXT_KINDS for p in reading.pieces):
        raise PageRejected("no_text", "no line of the page reads as an article: only menus, notices or links were found")
    article = build_article(reading, join_pieces(page, reading.pieces, reading.wastes, article_id), ref, article_id)
    return replace(article, genre=find_genre(article))


def _read_html(page: str, ref: PageRef, article_id: str) -> Article:
    tree = parse_html(page)
    if tree is None:
        raise PageRejected("unreadable", "no HTML element can be made of the page; give it as text/plain if it is text")
    parts = take_apart(tree, ref.url)
    if not parts.stretches:
        text = tree_text(tree)
        if not text.strip():
            text = strip_tags(page)
        if not text.strip():
            raise PageRejected("no_text", "the HTML page shows no words: it may be filled by a script in the browser")
        parts = _by_lines(parts, text)
    shown = " ".join(t for _, t in parts.stretches)
    month_first = _has_bare_date(shown) and writes_month_first(shown[:6000], ref.url)
    article = web_article(parts, ref, article_id, month_first)
    return replace(article, genre=find_genre(article, parts.facts.genre, parts.facts.section))


def _by_lines(parts: HtmlParts, text: str) -> HtmlParts:
    """The body by the line model, where the extractor found none."""
    lines = split_lines(text)
    reading = sort_parts(lines, mark_lines(lines))
    return replace(parts, stretches=[(p.kind, text[p.start : p.end]) for p in reading.pieces if p.kind in TEXT_KINDS])


def _has_bare_date(page: str) -> bool:
    """Whether anything like 03/04/2024 stands on the page: only then does it matter how the page writes dates."""
    return _ANY_DATE.search(page) is not None and _BARE_DATE.search(page) is not None


def writes_month_first(text: str, url: str | None) -> bool:
    """Whether 03/04/2024 means the fourth of March: English text, no address of a country that writes the day first."""
    host = re.sub(r"^[a-z]+://([^/:]*).*", r"\1", url or "")
    if re.search(r"\.(?:uk|ie|au|nz|in|za|ng|ke|gh|pk|sg|my|hk|eu|fr|de|be|ch|ca)$", host):
        return False
    return find_language(re.sub(r"\s+", " ", text)[-2000:]) == "en"
