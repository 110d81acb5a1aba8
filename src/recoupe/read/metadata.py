"""What a page says of itself in its HTML head: titles, dates, publisher, canonical address, reservations of rights."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct

from recoupe.calendar import parse_value
from recoupe.languages.countries import country_of_domain
from recoupe.read.headlines import second_headlines, site_by_template, vote_title, without_site
from recoupe.read.linked import find_linked, linked_name, linked_text, read_nodes
from recoupe.read.marked import Marked, find_marked
from recoupe.read.names import is_office, is_pen_name, person_names
from recoupe.read.rights import page_rights
from recoupe.read.stamps import find_stamps
from recoupe.records import Outlet, Rights
from recoupe.text import fold

_INSTANT = re.compile(
    r"(?P<day>(?:19|20)\d\d(?P<sep>[-/])[01]\d(?P=sep)[0-3]\d)"
    r"(?:[T ](?P<clock>(?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d(?:[.,]\d+)?)?\s?(?P<zone>Z|UTC|GMT|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?"
)
_SPACE = re.compile(r"[\s\ud800-\udfff]{2,}|[^\S ]|[\ud800-\udfff]")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds, 2001 to 2033
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "article.published", "publish-date",
    "published_time", "date.issued", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "dcterms.available", "pubdate", "publishdate", "publication_date", "publication-date", "article_date_original",
    "cxenseparse:recs:publishtime", "date", "originalpublicationdate", "displaydate", "ptime", "rnews:datepublished",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "datemodified", "og:updated_time",
    "last-modified", "dcterms.modified", "dc.date.modified", "date.modified", "article.updated", "lastmod", "revision_date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author")
_PUBLISHERS = ("dc.publisher", "dcterms.publisher", "og:site_name", "application-name")
_HEADS = "//h2[contains(@class, 'tit') or contains(@class, 'headline') or @itemprop='headline'] | //h3[@itemprop='headline']"


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
    body: str | None = None
    free: str | None = None
    tier: str | None = None
    rights: tuple[Rights, ...] = ()


def outlet_of(url: str | None, name: str | None, basis: str = "byline") -> Outlet | None:
    """The outlet by the name that the page gives it, or by its domain, which tells its country; None where neither is known."""
    match = re.match(r"[a-z]+://(?:[^/@]*@)?(?:www\.)?(?P<host>[^/:?#]+)", url or "", re.IGNORECASE)
    domain = match["host"].lower() if match else None
    country = country_of_domain(domain) if domain else None
    if name:
        return Outlet(name=name, domain=domain, country=country, basis=basis)
    return Outlet(domain=domain, country=country, basis="domain") if domain else None


def read_facts(tree: Any, url: str | None = None) -> PageFacts:
    """Collect the facts from JSON-LD, meta tags, marked elements and the first headings of an lxml tree."""
    metas = _metas(tree)
    canonical = next((x.get("href") for x in tree.iter("link") if (x.get("rel") or "").lower() == "canonical" and x.get("href")), None)
    canonical = _absolute(canonical, url) if canonical else None
    heads = [_squeeze("".join(h.itertext())) for h in tree.iter("h1")][:5]
    social, page = metas.get("og:title") or metas.get("twitter:title"), _squeeze(tree.findtext(".//title") or "")
    nodes = read_nodes(tree)
    linked = find_linked(nodes, canonical or metas.get("og:url") or url, [t for t in (*heads, social, page) if t])
    marked = find_marked(tree)
    headline = linked_text(linked.get("headline")) or linked_text(linked.get("name"))
    publisher = linked_name(linked.get("publisher")) or marked.publisher
    site = publisher or next((metas[n] for n in _PUBLISHERS if n in metas), None) or site_by_template(tree, page, social, canonical or url)
    heads = [h for h in heads if not site or fold(h) != fold(site)]
    if not heads:
        heads = [_squeeze("".join(h.itertext())) for h in tree.xpath(_HEADS)][:3]
    title = vote_title(headline, without_site(social, site), heads, without_site(page, site))
    types = linked.get("@type") or []
    return PageFacts(
        title=title,
        titles=tuple(dict.fromkeys(t for t in [title, *second_headlines(title, headline)] if t)),
        description=metas.get("og:description") or metas.get("description") or linked_text(linked.get("description")),
        published=_instants(linked.get("datePublished"), metas, _PUBLISHED, marked.published),
        updated=_instants(linked.get("dateModified"), metas, _UPDATED, marked.updated),
        publisher=site,
        publisher_basis=_site_basis(publisher, metas),
        authors=_authors(linked, metas, marked, site),
        canonical=canonical,
        genre=" ".join(map(str, types if isinstance(types, list) else [types])) or None,
        section=metas.get("article:section") or linked_text(linked.get("articleSection")),
        updates=tuple(_updates(nodes)),
        body=body if isinstance(body := linked.get("articleBody"), str) else None,
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
                body, when = update.get("articleBody"), linked_text(update.get("datePublished"))
                yield LiveUpdate(
                    headline=linked_text(update.get("headline")) or linked_text(update.get("name")),
                    body="\n".join(filter(None, map(linked_text, body.splitlines()))) if isinstance(body, str) else None,
                    instant=parse_instant(when, "JSON-LD") if when else None,
                    url=linked_text(update.get("url")) or linked_text(update.get("@id")),
                )


def _site_basis(publisher: str | None, metas: dict[str, str]) -> str:
    if publisher or any(n in metas for n in _PUBLISHERS[:2]):
        return "publisher"
    return "site_name" if any(n in metas for n in _PUBLISHERS) else "template"


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = _squeeze(meta.get("content") or "")
        if name and content:
            out.setdefault(name, content)
    return out


def _instants(linked: Any, metas: dict[str, str], names: tuple[str, ...], marked: Iterable[tuple[str, str]]) -> tuple[Instant, ...]:
    found = [(linked_text(linked), "JSON-LD")] + [(metas.get(n), f"meta {n}") for n in names] + list(marked)
    out = (parse_instant(text, field) for text, field in found if text)
    return tuple(x for x in out if x)


def parse_instant(text: str, field: str) -> Instant | None:
    """An ISO 8601 instant, or a date as people print it, cut to the minute; None where it is none."""
    if _EPOCH.fullmatch(text.strip()):
        moment = datetime.datetime.fromtimestamp(int(text.strip()[:10]), datetime.UTC)
        return Instant(moment.strftime("%Y-%m-%dT%H:%M"), "+00:00", field)
    match = _INSTANT.search(text)
    day = match["day"].replace("/", "-") if match else ""
    if match and parse_value(day) is None:
        return None
    if match:
        zone = match["zone"]
        offset = None if zone is None else "+00:00" if zone in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[-2:]}"
        clock = f"T{match['clock']}" if match["clock"] else ""
        return Instant(day + clock, offset, field)
    stamps = [s for s in find_stamps(text[:100]) if s.has_year]
    return Instant(stamps[0].value, stamps[0].zone, field) if stamps else None


def _authors(linked: dict[str, Any], metas: dict[str, str], marked: Marked, site: str | None) -> tuple[str, ...]:
    """The people that the first source with any names: JSON-LD, marked elements, meta tags."""
    authors = linked.get("author")
    given = list(authors if isinstance(authors, list) else [authors])[:10]
    people = [linked_name(a) for a in given if not (isinstance(a, dict) and "Organization" in str(a.get("@type")))]
    pen_names = {linked_name(a) for a in given if isinstance(a, dict) and "Person" in str(a.get("@type"))}
    sources = (people, list(marked.authors), [metas.get(n) for n in _AUTHORS if metas.get(n)][:1])
    for source in sources:
        told = [text for text in source if text and not text.startswith("http")]
        alone = {t: [t] if t in pen_names and is_pen_name(t) else [] for t in told}
        names = [n for t in told for n in person_names(t) or alone[t] if not is_office(n, site)]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _absolute(address: str, url: str | None) -> str:
    try:
        return urljoin(url or "", address)
    except ValueError:
        return address


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", text).strip()  # JSON can write a lone surrogate, no file can hold it
