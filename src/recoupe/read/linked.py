"""JSON-LD of a page -> the node of its own article, references resolved; what is broken is mended as far as it can be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from math import isfinite
from typing import Any

from recoupe.text import words

_ARTICLE = re.compile(r"Article|BlogPosting|Report\b|Reportage|NewsItem")
_WRAPPED = re.compile(r"^\s*(?:(?:/[/*]\s*)?<!(?:--|\[CDATA\[)\s*(?:\*/)?)|(?:(?:/[/*]\s*)?(?:-->|\]\]>)\s*(?:\*/)?)\s*$")
_TRAILING = re.compile(r",(?=\s*[}\]])")
_FIELD = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate")
_ROUNDS = 5000

Node = dict[str, Any]


def read_nodes(tree: Any) -> list[Node]:
    """Every JSON-LD node of a page, the inner ones of articles and graphs too, in the page's order."""
    return list(_nodes(tree))


def find_linked(nodes: Sequence[Node], address: str | None, titles: Sequence[str]) -> Node:
    """The article node that speaks of this page, by its address and headline; empty where all speak of other pages.

    Without an article, a WebPage node that gives a date stands in for it.
    """
    articles = [n for n in nodes if _ARTICLE.search(str(n.get("@type")))]
    ranked = sorted(articles, key=lambda n: -_fits(n, address, titles))
    if ranked and _fits(ranked[0], address, titles) >= 0:
        return _resolve(ranked[0], nodes)
    dated = (n for n in nodes if "WebPage" in str(n.get("@type")) and n.get("datePublished"))
    return {} if articles else _resolve(next(dated, {}), nodes)


def linked_text(value: Any) -> str | None:
    """The words of a JSON-LD value, the first of several, without tags and entities."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        value = str(int(value))
    if not isinstance(value, str):
        return None
    # JSON can write a lone surrogate, no file can hold it.
    return re.sub(r"[\s\ud800-\udfff]+", " ", re.sub(r"<[^<>]+>", "", unescape(value))).strip() or None


def linked_name(value: Any) -> str | None:
    """The name of a JSON-LD person or organization, the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    return linked_text(value.get("name")) if isinstance(value, dict) else linked_text(value)


def agreement(head: str, other: str) -> float:
    """Share of the words of one text that the other has too."""
    mine, theirs = set(words(head)), set(words(other))
    return len(mine & theirs) / len(mine) if mine else 0.0


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two addresses lead to one page: scheme, www, query and closing slash apart."""
    return bool(one and other) and _bare(str(one)) == _bare(str(other))


def _bare(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", re.split(r"[?#]", address)[0].lower()).rstrip("/")


def _fits(node: Node, address: str | None, titles: Sequence[str]) -> int:
    whole = node.get("mainEntityOfPage")
    places = [node.get("url"), whole.get("@id") or whole.get("url") if isinstance(whole, dict) else whole, node.get("@id")]
    mine = [p for p in places if isinstance(p, str) and "/" in p]
    headline = linked_text(node.get("headline")) or linked_text(node.get("name"))
    alike = max((min(agreement(headline, t), 1.0) for t in titles if t), default=0.0) if headline else 0.0
    if any(same_address(p, address) for p in mine):
        return 3
    if alike >= 0.75:
        return 2
    # Named after another page in both ways: a teaser's node, not this article's.
    return -1 if headline and titles and alike < 0.3 and address and mine else 0


def _resolve(node: Node, nodes: Sequence[Node]) -> Node:
    named = {n["@id"]: n for n in reversed(nodes) if isinstance(n.get("@id"), str) and n.get("name")}

    def follow(value: Any) -> Any:
        if isinstance(value, list):
            return [follow(v) for v in value[:20]]
        known = value.get("@id") if isinstance(value, dict) and not value.get("name") else None
        return named.get(known, value) if isinstance(known, str) else value

    return {k: follow(v) if k in ("publisher", "author") else v for k, v in node.items()}


def _nodes(tree: Any) -> Iterator[Node]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        stack = [_load(script.text)]
        for _ in range(_ROUNDS):
            if not stack:
                break
            node = stack.pop(0)
            if isinstance(node, dict):
                yield node
                stack += [v for k, v in node.items() if k in _INNER]
            elif isinstance(node, list):
                stack += node


def _load(text: str) -> Any:
    """The value of one script; of JSON beyond mending the headline and dates, where it tells of one article alone."""
    text = _WRAPPED.sub("", _WRAPPED.sub("", text)).strip().rstrip(";")
    for form in (text, _TRAILING.sub("", text)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(form)[0]
        except (ValueError, RecursionError):
            continue
    found = _FIELD.findall(text[:100_000])
    names = [name for name, _ in found]
    return {"@type": "Article", **dict(found)} if found and len(names) == len(set(names)) and _ARTICLE.search(text) else None
