"""What kind of text an article is: news, opinion, analysis, live, press release, sponsored; by what the page says of itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from recoupe.features import Feature
from recoupe.languages import LANGUAGES, load_words
from recoupe.records import Article, Genre, GenreMark, Passage
from recoupe.text import fold

FEATURES = (
    Feature(name="stated", weight=4.0, explain="the page's metadata name the kind of text"),
    Feature(name="label", weight=3.0, explain="a label over the text or the headline's opening"),
    Feature(name="section", weight=2.5, explain="the section that the metadata name"),
    Feature(name="address", weight=2.5, explain="a part of the page's address"),
    Feature(name="says", weight=2.0, explain="a line among the text"),
    Feature(name="plain", weight=1.0, explain="the page's metadata call it news"),
)
"""What tells a genre, strongest first: what a page prints of itself outweighs the word news, which sites put on every page."""

_STATED: dict[str, Genre] = {
    "OpinionNewsArticle": "opinion", "ReviewNewsArticle": "opinion", "AnalysisNewsArticle": "analysis", "BackgroundNewsArticle": "analysis",
    "LiveBlogPosting": "live", "AdvertiserContentArticle": "sponsored", "ReportageNewsArticle": "report", "NewsArticle": "news",
}  # fmt: skip
"""Types of schema.org."""
_WEIGHTS = {f.name: f.weight for f in FEATURES}
_CRUMBS = re.compile(r"\s*[>›»/|•·]\s*")
_OPENING = re.compile(r"\s*[\[(«\"]?\s*([^\W\d_][\w'’ -]{2,28}?)\s*[\])»\"]?\s*(?:[:|–—.!»\]]|\s-)\s*(?=\S)")
_NUMBER = re.compile(r"\d\d")
_BESIDE = ("kicker", "stamp", "byline")
_SAYS_WORDS = 25  # a longer line tells of a press release, it is none
_ABOVE = 120  # characters between a label and the headline under it
_AROUND = " .:-*•>\"'("  # what stands around the words of a line
_OPENS, _FIRST_LETTERS = 16, 3  # characters: few lines begin as a line among the text does that tells its kind
_HEAD = 600  # characters of the text in which a service that spreads press releases signs
_MENU = 2  # lines: what stands over the headline in more of them is a menu


class GenreWords(Struct, frozen=True):
    """Words of one kind of text (languages/*/genre.toml)."""

    labels: tuple[str, ...]
    paths: tuple[str, ...]
    slugs: tuple[str, ...]
    says: tuple[str, ...]
    wires: tuple[str, ...] = ()


class Cue(NamedTuple):
    """One thing that speaks for a genre: the feature, the words, and their place where the article's text has them."""

    genre: Genre
    feature: str
    words: str
    passage: Passage | None = None


def find_genre(article: Article, stated: str | None = None, section: str | None = None) -> GenreMark:
    """The genre of an article with the words that show it; ``unknown`` where the page does not say.

    ``stated`` is the page's schema.org type, ``section`` the section that its metadata name.
    """
    scores: dict[Genre, float] = defaultdict(float)
    best: dict[Genre, Cue] = {}
    seen = set()
    for cue in _cues(article, stated, section):
        if (cue.genre, cue.feature) not in seen:
            seen.add((cue.genre, cue.feature))
            scores[cue.genre] += _WEIGHTS[cue.feature]
            best.setdefault(cue.genre, cue)
    ranked = sorted(scores, key=lambda genre: (-scores[genre], genre))
    if not ranked or (len(ranked) > 1 and scores[ranked[0]] == scores[ranked[1]]):
        return GenreMark()
    cue = best[ranked[0]]
    return GenreMark(name=cue.genre, cue=cue.words, passage=cue.passage)


def _cues(article: Article, stated: str | None, section: str | None) -> Iterator[Cue]:
    for name in re.findall(r"\w+", stated or ""):
        if name in _STATED:
            yield Cue(_STATED[name], "plain" if name == "NewsArticle" else "stated", name)
    yield from _labels(article)
    for part in _CRUMBS.split(section or ""):
        if genre := _table("labels").get(_plain(part)):
            yield Cue(genre, "section", part)
    yield from _in_address(article.page.url or article.canonical_url)
    yield from _says(article)


def _labels(article: Article) -> Iterator[Cue]:
    """Labels over the headline or between it and the text, and the openings of headlines and of the first line."""
    table = _table("labels")
    for n, block in enumerate(article.blocks):
        if n and block.kind != "title" and block.kind not in _BESIDE:
            continue
        text = article.text[block.start : block.end]
        if block.kind in _BESIDE and (genre := table.get(_plain(text))):
            yield Cue(genre, "label", text, Passage(article=article.id, start=block.start, end=block.end))
        opening = _OPENING.match(text) if block.kind == "title" or n == 0 else None
        if opening and (genre := table.get(_plain(opening[1]))):
            start = block.start + opening.start(1)
            yield Cue(genre, "label", opening[1], Passage(article=article.id, start=start, end=start + len(opening[1])))
    for label in _dropped_beside(article):
        if genre := table.get(_plain(label)):
            yield Cue(genre, "label", label)


def is_label(text: str) -> bool:
    """Whether a text is the label of a kind of text: "Opinion", "En direct"."""
    return _plain(text) in _table("labels")


def opens_live(text: str) -> bool:
    """Whether a line is the label of a live page, or begins with it: "En direct. ...", "Live: ..."."""
    opening = _OPENING.match(text)
    table = _table("labels")
    return table.get(_plain(text)) == "live" or (opening is not None and table.get(_plain(opening[1])) == "live")


def _dropped_beside(article: Article) -> Iterator[str]:
    """Short lines left out right over the headline, or between it and the text; of a menu none, of a trail of crumbs each."""
    places = [b.page_start for b in article.blocks if b.kind == "title" and b.page_start is not None]
    texts = [b.page_start for b in article.blocks if b.kind in ("lead", "paragraph") and b.page_start is not None]
    if not places or not texts:
        return
    headline, text = min(places), min(texts)
    above: list[str] = []
    for part in article.dropped:
        if part.page_start is None or part.page_end is None or part.page_start > text:
            continue
        lines = [line.strip() for line in part.text.splitlines() if line.strip()]
        if part.page_start > headline:
            yield from lines
        elif headline - part.page_end <= _ABOVE:
            above += lines
    crumbs = [[c for c in _CRUMBS.split(line) if c] for line in above]
    for row in crumbs if len(above) <= _MENU else crumbs[-1:]:
        if len(above) <= _MENU or len(row) > 1:
            yield from row


def _in_address(url: str | None) -> Iterator[Cue]:
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return
    parts = [fold(p) for p in path.split("/") if p]
    for part in parts:
        if genre := _table("paths").get(part):
            yield Cue(genre, "address", part)
    for opening, genre in _table("slugs").items():
        if parts and parts[-1].startswith(opening):
            yield Cue(genre, "address", parts[-1])


def _says(article: Article) -> Iterator[Cue]:
    """Lines among the text that begin as such a text's do; a contact line that was left out counts where it names somebody."""
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind not in ("title", "caption") and _is_short(text) and (genre := _said(text)):
            yield Cue(genre, "says", text, Passage(article=article.id, start=block.start, end=block.end))
    head = fold(article.text[:_HEAD])
    if wire := next((w for w in _table("wires") if w in head), None):
        yield Cue(_table("wires")[wire], "says", wire)
    if not _asks_press("\n".join([part.text for part in article.dropped])):
        return
    for part in article.dropped:
        for line in part.text.splitlines():
            if ("@" in line or _NUMBER.search(line)) and _is_short(line) and _said(line) == "press_release":
                yield Cue("press_release", "says", line.strip())


def _asks_press(text: str) -> bool:
    folded = fold(text)
    return any(opening in folded for opening in _press_openings())


@cache
def _press_openings() -> tuple[str, ...]:
    return tuple(opening for opening, genre in _table("says").items() if genre == "press_release")


def _is_short(text: str) -> bool:
    return len(text.split(None, _SAYS_WORDS)) <= _SAYS_WORDS


def _said(text: str) -> Genre | None:
    head = fold(text[:_OPENS]).lstrip(_AROUND)[:_FIRST_LETTERS]
    if len(head) == _FIRST_LETTERS and head not in _says_heads():
        return None
    plain = fold(text).strip(_AROUND)
    return next((genre for opening, genre in _table("says").items() if plain.startswith(opening)), None)


@cache
def _says_heads() -> frozenset[str]:
    return frozenset(opening[:_FIRST_LETTERS] for opening in _table("says"))


def _plain(text: str) -> str:
    return " ".join(fold(text).strip(" .:!?-*•>\"'()[]#").split())


@cache
def _table(column: str) -> dict[str, Genre]:
    """Every entry of one column with its genre, over all languages; an entry of two genres tells nothing."""
    out: dict[str, Genre] = {}
    twice = set()
    for language in LANGUAGES:
        for name, words in load_words(language, "genre", dict[str, GenreWords]).items():
            for entry in getattr(words, column):
                if out.setdefault(fold(entry), cast("Genre", name)) != name:
                    twice.add(fold(entry))
    return {entry: genre for entry, genre in out.items() if entry not in twice}
