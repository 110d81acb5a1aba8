"""What a page says of the use of its text: robots and text-mining tags, headers of its answer, usage terms; in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from recoupe.records import Article, Rights, RightsKind

_SAYS = re.compile(r"\b(?:no(?:ai|imageai|tdm|ml|index|archive|snippet)|none)\b", re.IGNORECASE)
_RESERVES = re.compile(r"\bno(?:ai|imageai|tdm|ml)\b", re.IGNORECASE)
_ROBOTS = ("robots", "googlebot", "googlebot-news", "bingbot")
_LONGEST = 300
HEADERS = ("X-Robots-Tag", "TDM-Reservation", "TDM-Policy")
"""Headers of an answer that speak of the use of its text."""


def page_rights(tree: Any, metas: Mapping[str, str], linked: Mapping[str, Any]) -> tuple[Rights, ...]:
    """What the tags and metadata of an HTML page say, reservations first."""
    found = [*_of_tags(metas), *_of_links(tree), *_of_terms(linked)]
    return tuple(dict.fromkeys(sorted(found, key=lambda r: not reserves(r))))


def _of_tags(metas: Mapping[str, str]) -> Iterator[Rights]:
    for name in ("tdm-reservation", "tdm-policy"):
        if value := metas.get(name, "").strip():
            yield Rights(kind="meta", words=f"{name}: {value[:_LONGEST]}")
    if value := metas.get("tdmrep", "").strip():
        yield Rights(kind="tdmrep", words=f"tdmrep: {value[:_LONGEST]}")
    for name in _ROBOTS:
        if _SAYS.search(value := metas.get(name, "")):
            yield Rights(kind="robots", words=f"{name}: {value[:_LONGEST]}")


def _of_links(tree: Any) -> Iterator[Rights]:
    for link in tree.iter("link"):
        rel, href = (link.get("rel") or "").lower().split(), (link.get("href") or "").strip()
        if href and ("tdmrep" in rel or "tdm-policy" in rel or re.search(r"/tdmrep\.json(?:$|[?#])", href)):
            yield Rights(kind="tdmrep", words=f"{' '.join(rel)}: {href[:_LONGEST]}")


def _of_terms(linked: Mapping[str, Any]) -> Iterator[Rights]:
    kinds: tuple[tuple[str, RightsKind], ...] = (("usageInfo", "usage"), ("license", "license"))
    for name, kind in kinds:
        value = linked.get(name)
        value = value.get("url") or value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            yield Rights(kind=kind, words=f"{name}: {value.strip()[:_LONGEST]}")


def header_rights(headers: Iterable[tuple[str, str]]) -> tuple[Rights, ...]:
    """What the headers of an answer say."""
    out = []
    for name, value in headers:
        plain = name.lower()
        if (plain == "x-robots-tag" and _SAYS.search(value)) or plain in ("tdm-reservation", "tdm-policy"):
            out.append(Rights(kind="header", words=f"{plain}: {' '.join(value.split())[:_LONGEST]}"))
    return tuple(out)


def reserves(rights: Rights) -> bool:
    """Whether words reserve text and data mining; an order not to index, a policy or a licence alone does not."""
    if rights.kind == "tdmrep":
        return True
    if rights.words.startswith("tdm-reservation:"):
        return rights.words.split(":", 1)[1].strip() == "1"
    return rights.kind in ("robots", "header") and _RESERVES.search(rights.words) is not None


def with_rights(article: Article, found: Iterable[Rights]) -> Article:
    """The article with what its page says of the use of its text; ``opt_out`` is the kind of the first reservation."""
    rights = tuple(dict.fromkeys((*article.rights, *found)))
    if not rights:
        return article
    return replace(article, rights=rights, opt_out=next((r.kind for r in rights if reserves(r)), None))
