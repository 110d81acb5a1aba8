"""Page -> Article: decode, tell HTML from tag-less text, find the article's parts, its dates, signatures and language."""

from __future__ import annotations

from recoupe.read.archive import read_archive
from recoupe.read.given import article_from_text
from recoupe.read.page import read_articles, read_page
from recoupe.read.rights import header_rights, with_rights

__all__ = ["article_from_text", "header_rights", "read_archive", "read_articles", "read_page", "with_rights"]
