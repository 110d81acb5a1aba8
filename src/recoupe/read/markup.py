"""The markup of a page too large for the parser -> the part that is read, and the words of the part that is not."""

from __future__ import annotations

import re
from html import unescape

from recoupe.records import Dropped

MAX_HTML = 3_000_000
_SILENT = re.compile(r"<(script|style|svg|template|noscript)\b", re.IGNORECASE)
_CLOSE = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "svg", "template", "noscript")}
_TAGS = re.compile(r"<[^<>]{0,5000}>")
_SHOWN = 1000


def silence(page: str) -> str:
    """A page with a space for each script, style, drawing and template; JSON-LD stays. Linear whatever is left open."""
    out: list[str] = []
    open_ends: set[str] = set()
    at = kept = 0
    while found := _SILENT.search(page, at):
        name, at = found[1].lower(), found.end()
        if name in open_ends:
            continue
        end = page.find(">", at)
        if end < 0:
            break
        if page.find("ld+json", at, end) >= 0:
            at = end
            continue
        close = _CLOSE[name].search(page, end)
        if close is None:
            open_ends.add(name)
            continue
        out += [page[kept : found.start()], " "]
        at = kept = close.end()
    return "".join([*out, page[kept:]])


def shorten(page: str) -> tuple[str, str]:
    """The markup that is read and the rest: scripts left out where it is long, then the first 6,000,000 characters."""
    text = silence(page) if len(page) > MAX_HTML else page
    return text[: 2 * MAX_HTML], text[2 * MAX_HTML :]


def tell_rest(rest: str) -> tuple[Dropped, ...]:
    """What a page says of the markup beyond the part that is read: how much it is, and its first words."""
    if not rest.strip():
        return ()
    words = " ".join(unescape(_TAGS.sub(" ", rest[: 20 * _SHOWN])).split())[:_SHOWN]
    reason = f"beyond the first {2 * MAX_HTML:,} characters of markup: {len(rest):,} more were not read"
    return (Dropped(kind="other", text=words, reason=reason),)
