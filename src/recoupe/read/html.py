"""HTML page -> Article."""

from __future__ import annotations

import re

from recoupe.errors import PageRejected
from recoupe.records import Article, PageRef

_TAG = re.compile(r"<(?:!doctype html|html|head|body|div|p|article|meta|span|a|h1|title|section|main)\b[^>]*>", re.IGNORECASE)


def looks_like_html(page: str, media_type: str | None) -> bool:
    """Whether a page is HTML: its media type says so, or tags stand in it."""
    kind = (media_type or "").lower()
    if "html" in kind or "xml" in kind:
        return True
    if kind.startswith("text/plain"):
        return False
    return re.match(r"\s*<(?:!doctype|html|\?xml|head|body)", page, re.IGNORECASE) is not None or len(_TAG.findall(page[:20_000])) >= 5


def read_html(page: str, ref: PageRef, article_id: str) -> Article:
    """The article of one HTML page."""
    raise PageRejected("unreadable", "HTML is not read yet")
