"""The door's work: one page -> its articles, by the dump reader or the HTML reader."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from msgspec.structs import replace

from recoupe.errors import PageRejected
from recoupe.pages import MAX_BYTES
from recoupe.read.access import declared_access, find_access, with_access
from recoupe.read.article import build_article
from recoupe.read.assemble import Waste, join_pieces, page_id, page_ref
from recoupe.read.blanks import refuse_blank
from recoupe.read.decode import decode_page
from recoupe.read.dump import mark_lines
from recoupe.read.entries import find_sections
from recoupe.read.genre import find_genre
from recoupe.read.html import HtmlParts, looks_like_html, parse_html, strip_tags, take_apart, tree_text
from recoupe.read.joined import join_parts, keep_seams
from recoupe.read.leftovers import list_leftovers
from recoupe.read.lines import MAX_LINES, MAX_TEXT, split_lines
from recoupe.read.loose import list_loose
from recoupe.read.markup import shorten, tell_rest
from recoupe.read.numbers import Numbers
from recoupe.read.order import DateOrder, find_order, with_other_readings
from recoupe.read.parts import sort_parts
from recoupe.read.saved import open_saved
from recoupe.read.several import split_dump
from recoupe.read.stamps import url_date
from recoupe.read.web import web_article
from recoupe.read.web_entries import CLOCKS, MAY_HOLD, find_web_entries
from recoupe.read.web_several import split_rows, split_web
from recoupe.read.zones import with_local_days
from recoupe.records import Article, Dropped, PageRef, Several

_ADDRESS = re.compile(r"\s*(?P<url>https?://[^\s<>\"]+)[ \t]*(?:\r\n|\r|\n|$)")
_OPENING = 6000
_FEWEST = 2  # articles on one page
_Read = tuple[Article, list[Article]]
_SENTENCE_END = re.compile(r"\w\w[.!?…][»”\"')]?\s+\W?[A-ZÀ-ÖØ-Þ]")
_LONGEST_PARAGRAPH, _LONGEST_OPENING = 3_000, 500
_FAR_MORE, _FEWEST_WORDS = 3, 12  # times the words of the page, and words, that the text of its metadata must have to be taken
_FEW_WORDS = 60  # swept on 181 pages: 40 and 60 keep body F1 at .972, 80 costs .004
TEXT_KINDS = ("lead", "paragraph", "quote", "list", "subheading")


def read_page(
    data: bytes | str, *, url: str | None = None, path: str | None = None, media_type: str | None = None, fetched: str | None = None
) -> Article:
    """One page of HTML or tag-less text as one article; where it holds several, they stand in it together and ``several`` says so.

    Raises PageRejected with the reason ``empty``, ``binary``, ``too_large``, ``no_text`` or ``error_page``.
    """
    whole, _ = _read(data, url, path, media_type, fetched)
    return whole


def read_articles(
    data: bytes | str, *, url: str | None = None, path: str | None = None, media_type: str | None = None, fetched: str | None = None
) -> list[Article]:
    """All articles of one page, each on its own where the page shows for certain where they begin. Raises PageRejected as ``read_page``."""
    return _read(data, url, path, media_type, fetched)[1]


def _read(
    data: bytes | str, url: str | None, path: str | None, media_type: str | None, fetched: str | None
) -> tuple[Article, list[Article]]:
    """The page as one article, and its articles told apart."""
    saved = open_saved(data) if isinstance(data, (bytes, str)) and len(data) <= MAX_BYTES else None
    content, kind, address = saved or (data, media_type, None)
    page, url = decode_page(content, kind), url or address
    first_line = _ADDRESS.match(page)
    found_url = url or (first_line["url"] if first_line else None)
    article_id, digest = page_id(data)
    ref = page_ref(digest, found_url, path, media_type, fetched)
    if looks_like_html(page, kind):
        whole, articles = _read_html(page, ref, article_id)
    else:
        whole, articles = _read_dump(page, first_line.end() if first_line else 0, ref, article_id)
    refuse_blank(whole)
    whole = _flagged(join_parts(whole), articles)
    return whole, articles if len(articles) > 1 else [whole]


def _flagged(whole: Article, articles: list[Article]) -> Article:
    """The page as one article says so where it holds several, told apart or not."""
    if len(articles) > 1 and articles[0].several is not None:
        cue = articles[0].several.cue
        return replace(whole, several=Several(told_apart=False, cue=cue, count=len(articles), headline=whole.title))
    if whole.genre.name == "live":
        return replace(whole, several=Several(told_apart=False, cue=whole.genre.cue or "live", headline=whole.title))
    return whole


def _read_dump(page: str, start: int, ref: PageRef, article_id: str) -> _Read:
    numbers = Numbers(page[:MAX_TEXT])
    order = find_order(page[start : start + _OPENING], None, (ref.url,)) if numbers.hold_date() else DateOrder(False)
    month_first = order.month_first
    lines = split_lines(page, start, month_first)
    if not any(line.n_words for line in lines):
        raise PageRejected("no_text", "the page holds no line of words")
    marks = mark_lines(lines)
    reading = sort_parts(lines, marks, month_first, ref.url)
    keep_seams(lines, reading)
    access = find_access(lines, reading)
    list_leftovers(lines, reading)
    cut = page[lines[-1].end :].strip() != ""
    if cut:
        rest = f"beyond the first {MAX_LINES:,} lines or {MAX_TEXT:,} characters, which no article reaches"
        reading.wastes.append(Waste(kind="other", start=lines[-1].end, end=len(page), reason=rest))
    if not any(p.kind in TEXT_KINDS for p in reading.pieces):
        raise PageRejected("no_text", "no line of the page reads as an article: only menus, notices or links were found")
    article = with_local_days(build_article(reading, join_pieces(page, reading.pieces, reading.wastes, article_id), ref, article_id))
    article = with_access(replace(article, genre=find_genre(article)), access)
    article = article if order.sure else with_other_readings(article)
    found = find_sections(numbers.count_clocks(), lines, marks, article.genre.name == "live", month_first)
    articles = split_dump(page, lines, marks, found, article, month_first) if found else []
    return article, _with_rest(articles, article.dropped[-1:] if cut else ())


def _read_html(page: str, ref: PageRef, article_id: str) -> _Read:
    markup, rest = shorten(page)
    unread = tell_rest(rest)
    try:
        whole, articles = _read_markup(markup, ref, article_id)
    except PageRejected as error:
        if unread:
            raise PageRejected(error.reason, f"{error.detail} ({unread[0].reason})") from error
        raise
    return replace(whole, dropped=whole.dropped + unread), _with_rest(articles, unread)


def _with_rest(articles: list[Article], rest: tuple[Dropped, ...]) -> list[Article]:
    """What was not read of a page is listed with the last of its articles."""
    return [*articles[:-1], replace(articles[-1], dropped=articles[-1].dropped + rest)] if articles and rest else articles


def _read_markup(page: str, ref: PageRef, article_id: str) -> _Read:
    tree = parse_html(page)
    if tree is None:
        raise PageRejected("unreadable", "no HTML element can be made of the page; give it as text/plain if it is text")
    parts = take_apart(tree, ref.url)
    text = tree_text(tree) if not parts.stretches or _is_clump(parts) or _is_scant(parts) else ""
    given = _given_body(parts, text) if text or not parts.stretches else None
    if given is not None:
        parts = given
    elif text or not parts.stretches:
        if not text.strip():
            text = strip_tags(page)
        if not text.strip():
            raise PageRejected("no_text", "the HTML page shows no words: it may be filled by a script in the browser")
        lined = _by_lines(parts, text)
        parts = lined if not _is_scant(parts) or _n_words(lined) > 2 * _n_words(parts) else parts
    shown = " ".join(t for _, t in parts.stretches)
    order = _order_of(tree, parts, shown, ref.url)
    month_first = order.month_first
    article = with_local_days(web_article(parts, ref, article_id, month_first))
    article = replace(
        article if order.sure else with_other_readings(article), genre=find_genre(article, parts.facts.genre, parts.facts.section)
    )
    live = article.genre.name == "live"
    clocks = len(CLOCKS.findall(page)) > _FEWEST
    articles: list[Article] = []
    if clocks or len(MAY_HOLD.findall(page)) >= _FEWEST or parts.facts.updates:
        found = find_web_entries(tree, parts.facts.updates, live, (ref.url, parts.facts.canonical), clocks)
        articles = split_web(tree, parts, found, article, month_first) if found else []
    articles = articles or split_rows(parts, article, month_first)
    if len(articles) > 1:
        articles = [replace(articles[0], dropped=articles[0].dropped + list_loose(parts.loose, articles)), *articles[1:]]
    return replace(article, dropped=article.dropped + list_loose(parts.loose, [article])), articles


def _given_body(parts: HtmlParts, text: str) -> HtmlParts | None:
    """The parts with the text that the metadata give, where the page itself shows next to none of it; None where it does."""
    if declared_access(parts.facts.free, parts.facts.tier):
        return None
    given = parts.facts.body or ""
    given = strip_tags(given) if "<" in given else unescape(given)
    runs = [" ".join(run.split()) for run in given.split("\n") if run.strip()]
    least = max(_FEWEST_WORDS, _FAR_MORE * max(len(text.split()), _n_words(parts)))
    if sum(len(run.split()) for run in runs) <= least:
        return None
    reason = "the page shows no such text: it is read from the page's metadata (JSON-LD articleBody)"
    told = Dropped(kind="other", text="articleBody", reason=reason)
    return replace(parts, stretches=[("paragraph", run) for run in runs], dropped=[*parts.dropped, told])


def _order_of(tree: Any, parts: HtmlParts, shown: str, url: str | None) -> DateOrder:
    if not Numbers(shown).hold_date():
        return DateOrder(False)
    addresses = (url, parts.facts.canonical)
    days = [i.value[:10] for i in (*parts.facts.published, *parts.facts.updated)]
    return find_order(shown[:_OPENING], tree.get("lang"), addresses, [*days, *(d for a in addresses if a and (d := url_date(a)))])


def _is_clump(parts: HtmlParts) -> bool:
    """Whether the extractor gave the page back whole, menus first: one stretch, longer than a paragraph, that opens with no sentence."""
    text = parts.stretches[0][1] if len(parts.stretches) == 1 else ""
    return len(text) > _LONGEST_PARAGRAPH and _SENTENCE_END.search(text, 0, _LONGEST_OPENING) is None


def _is_scant(parts: HtmlParts) -> bool:
    """Whether so little was found that the text may have been missed."""
    return _n_words(parts) < _FEW_WORDS


def _n_words(parts: HtmlParts) -> int:
    return sum(len(text.split()) for _, text in parts.stretches)


def _by_lines(parts: HtmlParts, text: str) -> HtmlParts:
    """The body by the line model, where the extractor found none or took the whole page for one paragraph."""
    lines = split_lines(text)
    reading = sort_parts(lines, mark_lines(lines))
    return replace(
        parts,
        stretches=[
            (p.kind, text[p.start : p.end]) for p in sorted(reading.pieces, key=lambda p: p.start) if p.kind in (*TEXT_KINDS, "signature")
        ],
    )
