"""An HTML page of several articles -> one Article each; page offsets are null, what the page sets apart stays with the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from recoupe.errors import PageRejected
from recoupe.read.body import PARAGRAPH, flat
from recoupe.read.clocks import MAY_OPEN, date_clocks, find_order
from recoupe.read.dates import page_time
from recoupe.read.dump import Marks
from recoupe.read.entries import find_sections
from recoupe.read.genre import find_genre
from recoupe.read.html import HtmlParts
from recoupe.read.lines import Raw, make_lines
from recoupe.read.masthead import NO_MASTHEAD
from recoupe.read.several import mark_several, number_id, split_dump
from recoupe.read.web import web_article
from recoupe.read.web_entries import WebEntries, WebEntry, texts_above
from recoupe.records import Article, BlockKind, Passage

_FEWEST = 2
_LONGEST = 250  # characters of a headline
_OPENING = 60  # characters in which a stamp or dateline begins
_STAMPED = re.compile(r"[\d(–—]|\s-\s")
_TEXT = ("lead", "paragraph", "quote", "list")


def split_web(tree: Any, parts: HtmlParts, found: WebEntries, whole: Article, month_first: bool) -> list[Article]:
    """The articles of an HTML page in page order; what stands above the first of them is one of its own where it has text."""
    made: list[tuple[WebEntry | None, HtmlParts]] = [(entry, _parts_of(entry, parts)) for entry in found.entries]
    head = _head(tree, parts, found)
    if head is not None:
        made.insert(0, (None, head))
    articles: list[Article] = []
    kept: list[WebEntry | None] = []
    for entry, own in made:
        try:
            article = web_article(own, whole.page, number_id(whole.id, len(articles) + 1), month_first)
        except PageRejected:
            continue
        if found.live:
            article = replace(article, updated=whole.updated if entry is None else None)
        else:
            article = replace(article, genre=find_genre(article))
        articles.append(replace(article, outlet=whole.outlet))
        kept.append(entry)
    if len(articles) < 2:
        return [whole]
    articles[0] = replace(articles[0], dropped=(*articles[0].dropped, *parts.dropped))
    entries = {i for i, entry in enumerate(kept) if entry is not None and found.live}
    return mark_several(_dated(articles, kept, whole), whole.title, whole, found.cue, entries)


def split_rows(parts: HtmlParts, whole: Article, month_first: bool) -> list[Article]:
    """The articles of an HTML page by the rows of its body, as in a page without tags; the page itself where they show none."""
    raws: list[Raw] = []
    at = 0
    rows = [run for _, text in parts.stretches for run in text.split(PARAGRAPH)]
    page = "\n".join(rows)
    n_clocks = len(MAY_OPEN.findall(page))
    if sum(map(_may_open, rows, rows[1:])) < _FEWEST and n_clocks <= _FEWEST:
        return [whole]
    for text in rows:
        raws.append(Raw(at, text))
        at += len(text) + 1
    lines = make_lines(raws, month_first)
    marks = Marks([True] * len(lines), [False] * len(lines))
    found = find_sections(n_clocks, lines, marks, whole.genre.name == "live", month_first) if lines else None
    if found is None:
        return [whole]
    articles = [_without_offsets(a) for a in split_dump(page, lines, marks, found, whole, month_first)]
    if len(articles) < 2:
        return [whole]
    head = replace(articles[0], dropped=(*articles[0].dropped, *parts.dropped))
    if found.order is None or found.sections[0].clock is None:
        return [head, *articles[1:]]
    return [replace(head, title=head.title or whole.title) if head.genre.name != "live" else head, *articles[1:]]


def _may_open(row: str, below: str) -> bool:
    """Whether a row may be a headline over a stamp, byline or dateline: most are too long, or stand over plain text."""
    return (
        len(row) <= _LONGEST
        and row[-1:] not in ".:;,!?»…"
        and row.count(" ") >= 3
        and (_STAMPED.search(below[:_OPENING]) is not None or len(below) <= _OPENING)
    )


def _without_offsets(article: Article) -> Article:
    return replace(
        article,
        blocks=tuple(replace(b, page_start=None, page_end=None) for b in article.blocks),
        dropped=tuple(replace(d, page_start=None, page_end=None) for d in article.dropped),
    )


def _parts_of(entry: WebEntry, parts: HtmlParts) -> HtmlParts:
    """One entry as a page of its own."""
    facts = replace(
        parts.facts,
        title=entry.title,
        titles=(entry.title,) if entry.title else (),
        published=(entry.instant,) if entry.instant else (),
        updated=(),
        authors=entry.authors,
        updates=(),
    )
    stamp: list[tuple[BlockKind, str]] = [("stamp", entry.stamp)] if entry.stamp else []
    captions = [(text, None) for kind, text in entry.stretches if kind == "caption"]
    text = [(kind, t) for kind, t in entry.stretches if kind != "caption"]
    return replace(
        parts,
        facts=facts,
        stretches=stamp + text,
        captions=list(captions),
        images=[],
        links=[],
        lead=None,
        dropped=[],
        masthead=NO_MASTHEAD,
    )


def _head(tree: Any, parts: HtmlParts, found: WebEntries) -> HtmlParts | None:
    """What the page says above its articles, where that is text."""
    inside = {flat(text) for entry in found.entries for _, text in entry.stretches} | {flat(e.title or "") for e in found.entries}
    above = texts_above(tree, found.first, inside)
    rows = [(kind, text) for kind, text in parts.stretches if flat(text) in above]
    lead = parts.lead if parts.lead and flat(parts.lead) in above else None
    if not found.live or not (lead or any(kind in _TEXT and len(text.split()) >= 8 for kind, text in rows)):
        return None
    captions = [(text, credit) for text, credit in parts.captions if flat(text or "") not in inside]
    return replace(parts, stretches=rows, lead=lead, captions=captions, dropped=[])


def _dated(articles: list[Article], kept: Sequence[WebEntry | None], whole: Article) -> list[Article]:
    """Entries whose time is a clock alone get the day of the page."""
    at = [i for i, entry in enumerate(kept) if entry is not None and entry.clock is not None]
    clocks = [clock for i in at if (entry := kept[i]) is not None and (clock := entry.clock) is not None]
    order = find_order(clocks) if len(clocks) > 1 else None
    spots = [_stamp_of(articles[i]) for i in at]
    times = date_clocks(clocks, order, whole.published, whole.updated, spots) if order else [None] * len(at)
    out = [replace(a, published=a.published) for a in articles]
    for i, time in zip(at, times, strict=True):
        entry = kept[i]
        if entry is not None and entry.instant is None:
            out[i] = replace(out[i], published=time)
    for i, entry in enumerate(kept):
        if entry is not None and entry.instant is not None:
            spot, instant = _stamp_of(out[i]), entry.instant
            rule = "the time that the entry bears" if instant.field == "time element" else f"the page's metadata: {instant.field}"
            time = page_time(instant.value, "metadata", instant.zone, [spot] if spot else [], rule)
            out[i] = replace(out[i], published=time)
    return out


def _stamp_of(article: Article) -> Passage | None:
    block = next((b for b in article.blocks if b.kind == "stamp"), None)
    return Passage(article=article.id, start=block.start, end=block.end) if block else None
