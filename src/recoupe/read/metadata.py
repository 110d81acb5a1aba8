"""What a page says of itself in its HTML head: titles, dates, publisher, canonical address, reservations of rights."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from recoupe.calendar import parse_value
from recoupe.read.rights import page_rights
from recoupe.read.stamps import find_stamps
from recoupe.records import Outlet, Rights
from recoupe.text import words

_INSTANT = re.compile(
    r"(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    r"(?:[T ](?P<clock>[0-2]\d:[0-5]\d)(?::\d\d(?:[.,]\d+)?)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_ARTICLE = re.compile(r"Article|BlogPosting|Report\b|Reportage|NewsItem")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "article.published", "publish-date",
    "published_time", "date.issued", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "pubdate", "publishdate", "publication_date",
    "cxenseparse:recs:publishtime", "date", "originalpublicationdate", "displaydate", "ptime", "rnews:datepublished",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "datemodified", "og:updated_time",
    "last-modified", "dcterms.modified", "date.modified", "article.updated", "lastmod",
)  # fmt: skip
_ROUNDS = 5000


class Instant(Struct, frozen=True):
    """A date as metadata gives it: value cut to its minute or day, zone, and the name of the field."""

    value: str
    zone: str | None
    field: str


class LiveUpdate(Struct, frozen=True, kw_only=True):
    """An entry of a live page as its metadata give it."""

    headline: str | None
    body: str | None
    instant: Instant | None
    url: str | None


class PageFacts(Struct, frozen=True, kw_only=True):
    """All that an HTML page says of itself."""

    title: str | None
    titles: tuple[str, ...]
    description: str | None
    published: tuple[Instant, ...]
    updated: tuple[Instant, ...]
    publisher: str | None
    publisher_basis: str
    authors: tuple[str, ...]
    canonical: str | None
    genre: str | None
    section: str | None
    updates: tuple[LiveUpdate, ...] = ()
    free: str | None = None
    tier: str | None = None
    rights: tuple[Rights, ...] = ()


def outlet_of(url: str | None, name: str | None, basis: str = "byline") -> Outlet | None:
    """The outlet by the name that the page gives it, or by the domain of its address; None where neither is known."""
    match = re.match(r"[a-z]+://(?:[^/@]*@)?(?:www\.)?(?P<host>[^/:?#]+)", url or "", re.IGNORECASE)
    domain = match["host"].lower() if match else None
    if name:
        return Outlet(name=name, domain=domain, basis=basis)
    return Outlet(domain=domain, basis="domain") if domain else None


def read_facts(tree: Any) -> PageFacts:
    """Collect the facts from JSON-LD, meta tags, ``time`` elements and the first headings of an lxml tree."""
    metas = _metas(tree)
    nodes = list(_articles(tree))
    linked = nodes[0] if nodes else {}
    headline = _text(linked.get("headline")) or _text(linked.get("name"))
    heads = [_squeeze("".join(h.itertext())) for h in tree.iter("h1")][:5]
    title = vote_title(headline, metas.get("og:title") or metas.get("twitter:title"), heads, _squeeze(tree.findtext(".//title") or ""))
    publisher = _name(linked.get("publisher"))
    types = linked.get("@type") or []
    return PageFacts(
        title=title,
        titles=tuple(dict.fromkeys(t for t in [title, *_second_headlines(title, headline)] if t)),
        description=metas.get("og:description") or metas.get("description") or _text(linked.get("description")),
        published=_instants(linked, metas, "datePublished", _PUBLISHED, tree),
        updated=_instants(linked, metas, "dateModified", _UPDATED, None),
        publisher=publisher or metas.get("og:site_name"),
        publisher_basis="publisher" if publisher else "site_name",
        authors=_authors(linked),
        canonical=next((x.get("href") for x in tree.iter("link") if (x.get("rel") or "").lower() == "canonical" and x.get("href")), None),
        genre=" ".join(map(str, types if isinstance(types, list) else [types])) or None,
        section=metas.get("article:section") or _text(linked.get("articleSection")),
        updates=tuple(_updates(nodes)),
        free=None if linked.get("isAccessibleForFree") is None else str(linked["isAccessibleForFree"]),
        tier=metas.get("article:content_tier"),
        rights=page_rights(tree, metas, linked),
    )


def _updates(nodes: list[dict[str, Any]]) -> Iterator[LiveUpdate]:
    """The entries that the metadata of a live page list; of each its headline, text, instant and address."""
    for node in nodes:
        found = node.get("liveBlogUpdate") or []
        for update in found if isinstance(found, list) else [found]:
            if isinstance(update, dict):
                body, when = update.get("articleBody"), _text(update.get("datePublished"))
                yield LiveUpdate(
                    headline=_text(update.get("headline")) or _text(update.get("name")),
                    body="\n".join(filter(None, map(_text, body.splitlines()))) if isinstance(body, str) else None,
                    instant=parse_instant(when, "JSON-LD") if when else None,
                    url=_text(update.get("url")) or _text(update.get("@id")),
                )


def vote_title(linked: str | None, social: str | None, heads: list[str], page: str | None) -> str | None:
    """The headline by agreement of JSON-LD, Open Graph, the h1 elements and the page title.

    The h1 that shares most words with the other three wins; without one, Open Graph's title less the site's name.
    """
    others = [t for t in (linked, social, page) if t]
    best, best_score = None, 0.0
    for head in heads:
        score = max((_agreement(head, other) for other in others), default=0.5 if len(head) > 15 else 0.0)
        if len(words(head)) >= 2 and score > best_score:
            best, best_score = head, score
    if best is not None and best_score >= 0.5:
        return best
    return linked or _without_site(social) or _without_site(page) or (heads[0] if heads else None)


def _agreement(head: str, other: str) -> float:
    mine, theirs = set(words(head)), set(words(other))
    return len(mine & theirs) / len(mine) if mine else 0.0


def _without_site(title: str | None) -> str | None:
    if not title:
        return None
    parts = re.split(r"\s+[|•·–—-]\s+", title)
    return max(parts, key=len) if len(parts) > 1 and len(max(parts, key=len)) > 20 else title


def _second_headlines(title: str | None, headline: str | None) -> list[str]:
    alike = bool(title and headline and (_agreement(title, headline) > 0.6 or _agreement(headline, title) > 0.6))
    return [headline] if headline and title and not alike else []


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = _squeeze(meta.get("content") or "")
        if name and content:
            out.setdefault(name, content)
    return out


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD nodes of an article type; broken JSON is passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            stack = [json.loads(re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_ROUNDS):
            if not stack:
                break
            node = stack.pop(0)
            if isinstance(node, dict):
                if _ARTICLE.search(str(node.get("@type"))):
                    yield node
                stack += [v for k, v in node.items() if k in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate")]
            elif isinstance(node, list):
                stack += node


def _instants(linked: dict[str, Any], metas: dict[str, str], key: str, names: tuple[str, ...], tree: Any) -> tuple[Instant, ...]:
    found = [(_text(linked.get(key)), "JSON-LD")] + [(metas.get(n), f"meta {n}") for n in names]
    if tree is not None:
        for element in list(tree.iter("time"))[:10]:
            marked = (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
            if marked or (element.getparent() is not None and element.getparent().tag in ("header", "article")):
                found.append((element.get("datetime") or element.get("content"), "time element"))
    out = (parse_instant(text, field) for text, field in found if text)
    return tuple(x for x in out if x)


def parse_instant(text: str, field: str) -> Instant | None:
    """An ISO 8601 instant, or a date as people print it, cut to the minute; None where it is none."""
    match = _INSTANT.search(text)
    if match and parse_value(match["day"]) is None:
        return None
    if match:
        zone = match["zone"]
        offset = None if zone is None else "+00:00" if zone in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[-2:]}"
        clock = f"T{match['clock']}" if match["clock"] else ""
        return Instant(match["day"] + clock, offset, field)
    stamps = [s for s in find_stamps(text[:100]) if s.has_year]
    return Instant(stamps[0].value, stamps[0].zone, field) if stamps else None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _squeeze(re.sub(r"<[^>]+>", "", value)) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _authors(linked: dict[str, Any]) -> tuple[str, ...]:
    authors = linked.get("author")
    names = [_name(a) for a in (authors if isinstance(authors, list) else [authors])][:10]
    return tuple(dict.fromkeys(n for n in names if n and len(n) < 80 and not n.startswith("http")))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
