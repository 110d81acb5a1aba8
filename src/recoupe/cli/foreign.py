"""A JSON line from a crawler or another tool -> a page, or an article where it is clean text with a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from recoupe.errors import InputError
from recoupe.pages import PageFile
from recoupe.records import Article, Outlet, PageRef, Record

_NAMES = {
    "html": ("html",),
    "text": ("text", "maintext", "raw_text"),
    "url": ("url", "source"),
    "path": ("path",),
    "title": ("title",),
    "date": ("date", "date_publish"),
    "site": ("sitename", "source-hostname"),
    "domain": ("hostname", "source_domain"),
    "language": ("language",),
    "dump": ("dump",),
}
"""Our word for a field, and what crawlers, trafilatura, news-please and FineWeb call it; the first that is filled counts."""


class RawPage(Record, frozen=True):
    """A page inside a JSON line, as crawlers and extractors write them."""

    html: str | None = None
    text: str | None = None
    url: str | None = None
    path: str | None = None
    title: str | None = None
    date: str | None = None
    site: str | None = None
    domain: str | None = None
    language: str | None = None
    dump: str | None = None


def bears_page(fields: Mapping[str, Any]) -> bool:
    """Whether a JSON object has a page's HTML or text under any name known here."""
    return any(name in fields for name in (*_NAMES["html"], *_NAMES["text"]))


def read_foreign(fields: Mapping[str, Any], name: str) -> PageFile | Article:
    """HTML and bare text as a page to be read, clean text with a title as an article that keeps it.

    ``name`` is the page's where the line gives none. Raises msgspec.ValidationError for a field that is no text.
    """
    found = {word: next((fields[n] for n in names if fields.get(n) is not None), None) for word, names in _NAMES.items()}
    raw = msgspec.convert(found, RawPage)
    url = raw.url if raw.url and re.match(r"https?://", raw.url) else None
    if raw.html is None and raw.text and raw.text.strip() and raw.title and raw.title.strip():
        return _article(raw, raw.title.strip(), PageRef(path=raw.path or name, url=url))
    media_type, data = ("text/plain", raw.text or "") if raw.html is None else ("text/html", raw.html)
    fetched = raw.date if raw.dump else None  # FineWeb's date is the crawl's
    return PageFile(
        name=raw.path or name,
        path=Path(name),
        media_type=f"{media_type}; charset=utf-8",
        url=url,
        data=data.encode("utf-8", "replace"),
        fetched=fetched,
    )


def _article(raw: RawPage, title: str, page: PageRef) -> Article:
    from recoupe.read import article_from_text

    title, body = " ".join(title.split()), (raw.text or "").strip()
    text = body if body.startswith(title) else f"{title}\n\n{body}"
    language = raw.language.lower() if raw.language and re.fullmatch(r"[A-Za-z]{2}", raw.language) else None
    try:
        article = article_from_text(text, language=language, published=None if raw.dump else raw.date)
    except InputError:  # a date in words: none is better than a guess
        article = article_from_text(text, language=language)
    first, *rest = article.blocks
    if first.end - first.start == len(title):
        first = replace(first, kind="title")
    known = Outlet(name=raw.site or raw.domain, domain=raw.domain, basis="given") if raw.site or raw.domain else None
    return replace(
        article,
        page=replace(article.page, path=page.path, url=page.url, fetched=raw.date if raw.dump else None),
        outlet=known,
        title=title,
        titles=(title,),
        blocks=(first, *rest),
    )
