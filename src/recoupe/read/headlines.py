"""The headline of an HTML page by agreement of its sources, and the site's name where only its template tells."""

from __future__ import annotations

import re
from typing import Any

from recoupe.read.body import words_of
from recoupe.read.linked import agreement
from recoupe.text import fold, words


def vote_title(linked: str | None, social: str | None, heads: list[str], page: str | None) -> str | None:
    """The headline by agreement of JSON-LD, Open Graph, the h1 elements and the page title.

    The h1 that shares most words with the other three wins; of an h1 with a bar the part that another source gives alone; without one,
    JSON-LD's, then Open Graph's title less the site's name.
    """
    others = [t for t in (linked, social, page) if t]
    best, best_score = None, 0.0
    for head in heads:
        score = max((agreement(head, other) for other in others), default=0.5 if len(head) > 15 else 0.0)
        if len(words(head)) >= 2 and score > best_score:
            best, best_score = head, score
    if best is not None and best_score >= 0.5:
        parts = {fold(part): part for part in re.split(r"\s+[|•·]\s+", best)}
        alone = next((parts[fold(o)] for o in others if len(parts) > 1 and fold(o) in parts), None)
        return alone or best
    return linked or _longest(social) or _longest(page) or (heads[0] if heads else None)


def _longest(title: str | None) -> str | None:
    if not title:
        return None
    parts = re.split(r"\s+[|•·–—-]\s+", title)
    return max(parts, key=len) if len(parts) > 1 and len(max(parts, key=len)) > 20 else title


def without_site(title: str | None, site: str | None) -> str | None:
    """A title less the site's name before or behind it."""
    parts = re.split(r"(\s+[|•·–—-]\s+)", title or "")
    if site and len(parts) > 1 and fold(parts[-1]) == fold(site):
        parts = parts[:-2]
    if site and len(parts) > 1 and fold(parts[0]) == fold(site):
        parts = parts[2:]
    return "".join(parts) or None


def second_headlines(title: str | None, headline: str | None) -> list[str]:
    """JSON-LD's headline where it is another than the one shown: one of two that hold much the same words is enough."""
    alike = bool(title and headline and min(agreement(title, headline), agreement(headline, title)) > 0.6)
    return [headline] if headline and title and not alike and fold(headline) not in fold(title) else []


def site_by_template(tree: Any, page: str, social: str | None, url: str | None) -> str | None:
    """The site's name where only the template tells: an end of the page title that the address or a link home repeats."""
    homes = {fold(words_of(a)) for a in tree.xpath("//a[@href='/' or @rel='home']")[:5]}
    ends = [part for title in (page, social) if title for part in (lambda p: (p[-1], p[0]))(re.split(r"\s+[|•·–—-]\s+", title))]
    host = re.sub(r"^[a-z]+://(?:www\.)?([^/:]*).*", r"\1", url or "").rsplit(".", 1)[0]
    for end in ends:
        letters = "".join(words(end))
        if 3 <= len(letters) <= 40 and (fold(end) in homes or (len(host) > 4 and _spells(host, end))):
            return end
    home = next((words_of(a) for a in tree.xpath("//a[@href='/']")[:3]), None)
    return home if home and len(home) <= 40 and len(host) > 4 and _spells(host, home) else None


def _spells(host: str, name: str) -> bool:
    """Whether a host is written with the words of a name, articles aside."""
    label = re.sub(r"[^a-z0-9]", "", host.lower())
    rest = [w for w in words(name) if len(w) > 2 or w.isdigit()]
    return bool(rest) and len("".join(rest)) >= 0.6 * len(label) and all(w in label for w in rest if len(w) > 3)
