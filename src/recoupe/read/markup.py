"""The markup of a page too large for the parser -> the part that is read, and the words of the part that is not."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from recoupe.records import Dropped

RELATED = r"related|recommend|teaser|most-?read|popular|trending|sidebar|read-?more|a-lire"
"""Parts of class names by which pages mark pointers to other articles."""
MAX_HTML = 6_000_000
MAX_TAGS = 30_000  # the largest of 192 real pages has 3,229; the extractor takes some 8 s for so many
_SILENT = re.compile(r"<(script|style|svg|template|noscript)\b", re.IGNORECASE)
_CLOSE = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "svg", "template", "noscript")}
_TAG = re.compile(r"</?[a-zA-Z]")
_TAGS = re.compile(r"<[^<>]{0,5000}>")
_LONGEST_TAG = 20_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]{{0,30}})\s[^<>]{{{_LONGEST_TAG},}}>")
_WHOLE_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,30}+)\s(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_MANY, _ATTRIBUTES = 20_000, 300  # marks of equality in a page before its tags are looked at, and in one tag
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


def thin_tags(page: str) -> str:
    """A page whose tags of hundreds of attributes have none: the parser compares each attribute with every other of its tag."""
    page = _LONG_TAG.sub(r"<\1>", page) if _may_be_long(page) else page
    return page if page.count("=") < _MANY else _WHOLE_TAG.sub(_thin, page)


def _may_be_long(page: str) -> bool:
    """Whether there may be a tag of the longest size: one of the stretches of half that size lies in it."""
    step, opened = _LONGEST_TAG // 2, 0
    for at in range(0, len(page), step):
        last = page.rfind("<", at, at + step)
        if last < 0 and page.find(">", opened, at) < 0:
            return True
        opened = max(opened, last)
    return False


def _thin(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if tag[0].count("=") > _ATTRIBUTES else tag[0]


def shorten(page: str) -> tuple[str, str]:
    """The markup that is read and the rest: of a page too long, or of too many tags, the beginning without its scripts."""
    if 2 * len(page) <= MAX_HTML and page.count("<") <= MAX_TAGS:
        return page, ""
    text = silence(page)
    beyond = next(islice(_TAG.finditer(text, 0, MAX_HTML), MAX_TAGS, None), None)
    end = beyond.start() if beyond else MAX_HTML
    return text[:end], text[end:]


def tell_rest(rest: str) -> tuple[Dropped, ...]:
    """What a page says of the markup beyond the part that is read: how much it is, and its first words."""
    if not rest.strip():
        return ()
    words = " ".join(unescape(_TAGS.sub(" ", rest[: 20 * _SHOWN])).split())[:_SHOWN]
    reason = f"beyond the first {MAX_HTML:,} characters or {MAX_TAGS:,} tags of markup: {len(rest):,} characters were not read"
    return (Dropped(kind="other", text=words, reason=reason),)
