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
    "authors": ("authors", "author"),
    "description": ("description", "excerpt"),
}
"""Our word for a field, and what crawlers, trafilatura, news-please and FineWeb call it; the first that is filled counts."""


_OPENING, _MOST, _SHOWN = 400, 8, 30  # characters in which a text says its description again; fields named, characters of each


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
    authors: str | list[str] | None = None
    description: str | None = None


def read_foreign(fields: Mapping[str, Any], name: str) -> PageFile | Article:
    """HTML and bare text as a page to be read, clean text with a title as an article that keeps it.

    ``name`` is the page's where the line gives none. Raises msgspec.ValidationError for a field that is no text, InputError
    where neither is given.
    """
    found = {word: next((fields[n] for n in names if fields.get(n) is not None), None) for word, names in _NAMES.items()}
    raw = msgspec.convert(found, RawPage)
    if not any(name in fields for name in (*_NAMES["html"], *_NAMES["text"])):
        raise InputError(f"no field html or text was found, only {_told(fields)}; give the page's HTML as html or its words as text")
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
    lead = _lead(raw.description, body.removeprefix(title).lstrip())
    text = body if body.startswith(title) else f"{title}\n\n{body}"
    if lead and not text[len(title) :].lstrip().startswith(lead):
        text = f"{title}\n\n{lead}\n\n{text[len(title) :].lstrip()}"
    language = raw.language.lower() if raw.language and re.fullmatch(r"[A-Za-z]{2}", raw.language) else None
    try:
        article = article_from_text(text, language=language, published=None if raw.dump else raw.date)
    except InputError:  # a date in words: none is better than a guess
        article = article_from_text(text, language=language)
    first, *rest = article.blocks
    if first.end - first.start == len(title):
        first = replace(first, kind="title")
    if lead and rest and article.text[rest[0].start : rest[0].end] == lead:
        rest[0] = replace(rest[0], kind="lead")
    known = Outlet(name=raw.site or raw.domain, domain=raw.domain, basis="given") if raw.site or raw.domain else None
    return replace(
        article,
        page=replace(article.page, path=page.path, url=page.url, fetched=raw.date if raw.dump else None),
        outlet=known,
        title=title,
        titles=(title,),
        lead=lead if rest and rest[0].kind == "lead" else None,
        bylines=_bylines(raw.authors),
        blocks=(first, *rest),
    )


def _lead(description: str | None, body: str) -> str | None:
    """A description as the lead over a text: one that is cut, or whose words the text begins with as part of a paragraph, is none."""
    lead = " ".join((description or "").split())
    if not lead or lead.endswith(("…", "...")):
        return None
    first = body.split("\n", 1)[0].strip()
    return lead if first == lead or lead.rstrip(".") not in " ".join(body[: 3 * len(lead) + _OPENING].split()) else None


def _bylines(authors: str | list[str] | None) -> tuple[str, ...]:
    """The names that a field of authors gives: a list, or one text with a sign between two names."""
    names = re.split(r"[;|]", authors) if isinstance(authors, str) else authors or []
    return tuple(dict.fromkeys(name for n in names if (name := " ".join(n.split())) and not name.startswith("http")))


def _told(fields: Mapping[str, Any]) -> str:
    """The first names of the fields of an object."""
    names = ", ".join(str(name)[:_SHOWN] for name in list(fields)[:_MOST])
    return names or "an empty object"
