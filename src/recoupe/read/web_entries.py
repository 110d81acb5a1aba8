"""An HTML tree -> the articles that its elements show side by side: entries of a live page, whole articles of a round-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from recoupe.read.body import flat, words_of
from recoupe.read.clocks import Clock, opening_clock
from recoupe.read.elements import BYLINE, HEADS, SKIPPED, bare_address, find_groups, is_foreign, leads_away, text_rows
from recoupe.read.metadata import Instant, LiveUpdate, parse_instant
from recoupe.records import BlockKind
from recoupe.text import words

_FEWEST_LIVE = 3
_FEWEST_WHOLE = 2
_FEWEST_WORDS = 30  # of a whole article in two paragraphs or more; one in a single paragraph has twice as many
_TOLD_WORDS = 8  # of an entry that tells something
_TOLD = 0.7  # share of the entries that must
_COVERED = 0.8  # share of the page's paragraphs that whole articles hold
_LIVE = re.compile(r"\blive(?:[-_]{0,2}(?:blog|feed|post|update|entr|event|item|thread|text)|\b)|\ben-direct\b|\bdirect[-_]", re.IGNORECASE)
MAY_HOLD = re.compile(r"<time\b|<article\b", re.IGNORECASE)
"""What elements that stand side by side on a page of several articles have; a page with less than two of it holds one."""

CLOCKS = re.compile(r">(?!<)[^<>\d]{0,30}+\d{1,2}\s?(?:[hH:]\s?[0-5]\d|(?:[.:]\d\d)?\s?[apAP]\.?[mM]\b|[hH]\b)")
"""A clock time at the head of an element; a search without regard to case takes twice as long."""


class WebEntry(Struct, frozen=True, kw_only=True):
    """One article among several: headline, text, and the instant or the clock it bears with their words."""

    title: str | None
    stretches: list[tuple[BlockKind, str]]
    stamp: str | None = None
    instant: Instant | None = None
    clock: Clock | None = None
    authors: tuple[str, ...] = ()
    linked: bool = False

    @property
    def n_words(self) -> int:
        """Number of words of its text."""
        return sum(len(words(text)) for kind, text in self.stretches if kind in ("paragraph", "quote", "list"))

    @property
    def n_paragraphs(self) -> int:
        """Number of its paragraphs of eight words or more."""
        return sum(kind in ("paragraph", "quote") and len(words(text)) >= _TOLD_WORDS for kind, text in self.stretches)


class WebEntries(Struct, frozen=True, kw_only=True):
    """The articles that a page holds side by side, what shows it, whether they are entries of a live page, and the first one's element."""

    entries: list[WebEntry]
    cue: str
    live: bool
    first: Any = None


def find_web_entries(
    tree: Any, updates: Sequence[LiveUpdate], live: bool, addresses: Iterable[str | None], clocks: bool = True
) -> WebEntries | None:
    """Entries of a live page or whole articles that stand side by side; None where the page shows none for certain.

    ``updates`` are those of the page's own metadata, ``clocks`` whether its elements hold clock times,
    ``addresses`` the page's own: a headline that leads elsewhere opens a teaser.
    """
    own = {bare_address(a) for a in addresses if a} | {bare_address(u.url) for u in updates if u.url}
    found_groups = [group for group in find_groups(tree, clocks) if not is_foreign(group[0][0][0])]
    groups = [(group, [_read(elements, mark, own) for elements, mark in group]) for group in found_groups]
    best: WebEntries | None = None
    for group, entries in groups:
        found = _as_live(group, entries, live or bool(updates))
        if found and (best is None or _size(found) > _size(best)):
            best = found
    linked = _from_updates(updates)
    if best is not None:
        return WebEntries(entries=[_with_update(e, updates) for e in best.entries], cue=best.cue, live=True, first=best.first)
    if linked is not None:
        return linked
    wholes = [found for _, entries in [*groups, *_article_groups(tree, own)] if (found := _as_whole(tree, entries)) is not None]
    return max(wholes, key=_size, default=None)


def _size(found: WebEntries) -> int:
    return sum(e.n_words for e in found.entries)


def _as_live(group: Sequence[tuple[list[Any], Any]], entries: Sequence[WebEntry], live: bool) -> WebEntries | None:
    kept = [e for e in entries if not e.linked and e.n_words]
    if len(kept) < _FEWEST_LIVE or len(kept) < _TOLD * len(entries):
        return None
    if sum(e.n_words >= _TOLD_WORDS for e in kept) < _TOLD * len(kept):
        return None
    element = group[0][0][0]
    marked = live or any(_LIVE.search(e.get("class") or "") for e in [element, *list(element.iterancestors())[:4]])
    times = [e.instant.value for e in kept if e.instant and "T" in e.instant.value]
    clocks = [e.clock.minutes for e in kept if e.clock]
    falls = len(clocks) == len(kept) and sum(a < b for a, b in pairwise(clocks)) <= 1 and clocks[0] != clocks[-1]
    if len(times) < len(kept) and len(clocks) < len(kept) and len(times) + len(clocks) < len(kept):
        return None
    if not marked and not falls:
        return None
    shown = [e.stamp or "" for e in kept[:2]]
    return WebEntries(entries=kept, cue=f"entries with their own time: {', '.join(shown)} …", live=True, first=element)


def _as_whole(tree: Any, entries: Sequence[WebEntry]) -> WebEntries | None:
    kept = [e for e in entries if e.title and not e.linked and e.n_words >= _FEWEST_WORDS * (1 if e.n_paragraphs > 1 else 2)]
    if len(kept) < _FEWEST_WHOLE or len(kept) < _TOLD * len(entries) or any(_is_cut(e) for e in kept):
        return None
    if len({flat(e.title or "") for e in kept}) < len(kept):
        return None
    all_ = sum(len(words(text)) for text in _paragraphs(tree))
    if sum(e.n_words for e in kept) < _COVERED * all_:
        return None
    return WebEntries(entries=kept, cue=f"{len(kept)} articles side by side, each with its own headline and time or byline", live=False)


def _is_cut(entry: WebEntry) -> bool:
    return bool(entry.stretches) and re.search(r"(?:…|\.\.\.|\[…\])\W*$", entry.stretches[-1][1]) is not None


def _paragraphs(tree: Any) -> Iterator[str]:
    for p in tree.iter("p"):
        if not any(a.tag in SKIPPED for a in p.iterancestors()):
            yield words_of(p)


def texts_above(tree: Any, first: Any, inside: set[str]) -> set[str]:
    """The folded texts of paragraphs and headings that stand above the first article of several."""
    out = set()
    for element in tree.iter():
        if element is first:
            break
        if element.tag in ("p", "li", "blockquote", "div", *HEADS):
            text = flat(words_of(element)) if element.tag != "div" or not len(element) else ""
            if text in inside:
                break
            out.add(text)
    return out


def _article_groups(tree: Any, own: set[str]) -> list[tuple[None, list[WebEntry]]]:
    """``article`` elements that stand in no other and have a headline and a byline or time of their own."""
    found = [a for a in tree.iter("article") if next(a.iterancestors("article"), None) is None][:50]
    if len(found) < _FEWEST_WHOLE or any(is_foreign(a) for a in found):
        return []
    if sum(not leads_away([article], own) for article in found) < _FEWEST_WHOLE:
        return []
    entries = []
    for article in found:
        mark = next(article.iter("time"), None)
        signed = mark is not None or any(BYLINE.search(e.get("class") or "") for e in article.iter("p", "span", "div", "a"))
        entry = _read([article], mark, own)
        entries.append(entry if signed else WebEntry(title=None, stretches=entry.stretches))
    return [(None, entries)]


def _read(elements: Sequence[Any], mark: Any, own: set[str]) -> WebEntry:
    """Headline, text and time of the elements of one article."""
    if leads_away(elements, own):
        return WebEntry(title=None, stretches=[], linked=True)
    rows: list[tuple[BlockKind, str]] = [row for element in elements for row in text_rows(element, mark)]
    stamp = words_of(mark) if mark is not None else None
    clock = opening_clock(stamp) if stamp else None
    title = None
    if clock is not None and stamp is not None and clock.rest < len(stamp):
        title, stamp = stamp[clock.rest :], stamp[clock.start : clock.end]
        rows = rows if rows[:1] != [("subheading", words_of(mark))] else rows[1:]
    head = next((i for i, (kind, _) in enumerate(rows[:3]) if kind == "subheading"), None)
    if title is None and head is not None and not any(kind == "paragraph" and len(words(t)) > 8 for kind, t in rows[:head]):
        title = rows.pop(head)[1]
    given = (mark.get("datetime") or "") if mark is not None else ""
    instant = parse_instant(given, "time element") if given else None
    if instant is None and stamp:
        instant = parse_instant(stamp, "time element")
    text: list[tuple[BlockKind, str]] = [(kind, t) for kind, t in rows if kind != "byline" and flat(t) not in ("", flat(stamp or ""))]
    return WebEntry(
        title=title,
        stretches=text,
        stamp=stamp or None,
        instant=instant,
        clock=clock,
        authors=tuple(dict.fromkeys(re.sub(r"^(?:par|by)\s+", "", t, flags=re.IGNORECASE) for kind, t in rows if kind == "byline")),
    )


# ------------------------------------------------------------------ metadata


def _with_update(entry: WebEntry, updates: Sequence[LiveUpdate]) -> WebEntry:
    """An entry with the instant that the page's metadata give for the update of its words, where it bears none to the minute."""
    if entry.instant is not None and "T" in entry.instant.value:
        return entry
    start = flat(entry.stretches[0][1])[:40]
    for update in updates:
        same = (update.headline and entry.title and flat(update.headline) == flat(entry.title)) or flat(update.body or "").startswith(start)
        if same and update.instant is not None:
            return WebEntry(title=entry.title, stretches=entry.stretches, stamp=entry.stamp, instant=update.instant, clock=entry.clock)
    return entry


def _from_updates(updates: Sequence[LiveUpdate]) -> WebEntries | None:
    """The entries of a live page by its metadata alone, where they hold their texts."""
    told = [u for u in updates if len(words(u.body or "")) >= _TOLD_WORDS]
    if len(told) < _FEWEST_WHOLE or len(told) < _TOLD * len(updates):
        return None
    entries = [
        WebEntry(title=u.headline, stretches=[("paragraph", t) for t in (u.body or "").split("\n")], instant=u.instant) for u in told
    ]
    return WebEntries(entries=entries, cue="liveBlogUpdate in the page's metadata", live=True)
