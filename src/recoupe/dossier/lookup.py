"""One dossier ready to be shown: short references, names for ids, cited passages, and which passages the articles must mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from recoupe import records
from recoupe.dossier.days import When, tell_time
from recoupe.dossier.marks import Back, Marked, Role
from recoupe.dossier.wording import Wording
from recoupe.records import Article, Event, Passage, Story

_CONTEXT = 110
"""Characters of context on each side of cited words: about one line of a printed page."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The exact words of a passage with a little context, and the link to them in the article."""

    ref: str
    href: str
    outlet: str
    language: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dossier that other lines link to: its short label, anchor and words."""

    label: str
    anchor: str
    words: str

    @property
    def href(self) -> str:
        """The link to the line."""
        return f"#{self.anchor}"


@dataclass(slots=True)
class Lookup:
    """Answers for one rendering; ``cite`` notes every passage it shows, so that the articles mark exactly those."""

    dossier: records.Dossier
    wording: Wording
    articles: dict[str, Article] = field(init=False)
    refs: dict[str, str] = field(init=False)
    stories: dict[str, Line] = field(init=False)
    lines: dict[str, Line] = field(init=False)
    _names: dict[str, str] = field(init=False)
    _marked: dict[str, dict[tuple[int, int], dict[Back | Role, None]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.articles = {a.id: a for a in self.dossier.articles}
        self.refs = {a.id: f"a{n}" for n, a in enumerate(self.dossier.articles, 1)}
        self._names = {e.id: e.name for e in self.dossier.entities}
        self.stories = {}
        self.lines = {}
        for n, story in enumerate(self.dossier.stories, 1):
            self.stories[story.id] = Line(str(n), f"s{n}", story_title(story, self.articles) or self.wording.say("untitled"))
            self._number(story, f"s{n}")

    def _number(self, story: Story, prefix: str) -> None:
        dated, undated = split_events(story.events, self.wording)
        lettered = [
            ("event", "e", [(e.id, e.label) for e in (*dated, *undated)]),
            ("quotation", "q", [(g.id, "") for g in story.quotation_groups]),
            ("conflict", "c", [(c.id, self.wording.name("conflict", c.kind)) for c in story.conflicts]),
            ("reuse", "r", [(r.id, "") for r in story.reuse]),
        ]
        for role, letter, rows in lettered:
            shown = self.wording.say(f"{role}_letter")
            for n, (key, words) in enumerate(rows, 1):
                self.lines[key] = Line(f"{shown}{n}", f"{prefix}{letter}{n}", words)
        known = {q for g in story.quotation_groups for q in g.quotations}
        single = [q for q in story.quotations if q.id not in known]
        for n, quotation in enumerate(single, len(story.quotation_groups) + 1):
            self.lines[quotation.id] = Line(f"{self.wording.say('quotation_letter')}{n}", f"{prefix}q{n}", "")

    # -------------------------------------------------------------- names

    def name(self, key: str | None) -> str:
        """The name of an entity id, or the words given where they are not an id."""
        if not key:
            return ""
        return self._names.get(key, "" if re.fullmatch(r"[a-z]{1,3}[-_]?[0-9a-f]{6,}", key) else key)

    def outlet(self, article_id: str) -> str:
        """Who publishes an article: the outlet's name, its domain, or the host of the page's address."""
        article = self.articles.get(article_id)
        if article is None:
            return self.wording.say("unknown_outlet")
        outlet = article.outlet
        named = (outlet.name or outlet.domain) if outlet else None
        return named or _host(article.page.url) or self.wording.say("unknown_outlet")

    def signed(self, article_id: str) -> str:
        """The outlet, with the article's reference where it is not known: two unknown outlets are not one."""
        outlet = self.outlet(article_id)
        return f"{outlet} ({self.ref(article_id)})" if outlet == self.wording.say("unknown_outlet") else outlet

    def ref(self, article_id: str) -> str:
        """The short reference of an article, ``a3``."""
        return self.refs.get(article_id, "a?")

    # -------------------------------------------------------------- passages

    def cite(self, passage: Passage | None, role: Role, line: Line | None = None) -> Cited | None:
        """The words of a passage, to be marked in its article; None where the dossier has no such passage."""
        article = self.articles.get(passage.article) if passage else None
        if passage is None or article is None or not 0 <= passage.start < passage.end <= len(article.text):
            return None
        ref = self.refs[article.id]
        backs = self._marked.setdefault(article.id, {}).setdefault((passage.start, passage.end), {})
        backs[Back(role, line.label, line.href, line.words) if line else role] = None
        before, after = _context(article, passage)
        return Cited(
            ref=ref,
            href=f"#{ref}-{passage.start}-{passage.end}",
            outlet=self.outlet(article.id),
            language=article.language or "",
            before=before,
            words=article.text[passage.start : passage.end],
            after=after,
        )

    def cite_all(self, passages: Iterable[Passage], role: Role, line: Line | None = None, *, most: int = 1000) -> list[Cited]:
        """The words of several passages, at most ``most``, those that cannot be found left out."""
        found = (self.cite(p, role, line) for _, p in zip(range(most), passages, strict=False))
        return [cited for cited in found if cited is not None]

    def marked(self, article_id: str) -> list[Marked]:
        """Every passage of an article that the lines shown so far link to, in reading order."""
        out = []
        for (start, end), backs in self._marked.get(article_id, {}).items():
            roles = dict.fromkeys(b.role if isinstance(b, Back) else b for b in backs)
            ways = tuple(b for b in backs if isinstance(b, Back))
            out.append(Marked(start, end, f"{self.refs[article_id]}-{start}-{end}", tuple(roles), ways))
        return sorted(out, key=lambda m: (m.start, -m.end))


def filed_under(event: Event, wording: Wording) -> When | None:
    """The time under which an event stands in the timeline: its own, else that at which it was said."""
    told = tell_time(event.time, wording)
    if told is not None and told.dated:
        return told
    said = tell_time(event.said_at, wording)
    return said if said is not None and said.dated else told


def split_events(events: Iterable[Event], wording: Wording) -> tuple[list[Event], list[Event]]:
    """Events with a date of their own or of their telling, and those without, each in the dossier's order."""
    dated: list[Event] = []
    undated: list[Event] = []
    for event in events:
        told = filed_under(event, wording)
        (dated if told is not None and told.dated else undated).append(event)
    return dated, undated


def story_title(story: Story, articles: dict[str, Article]) -> str | None:
    """The story's title, or the first headline, standfirst or file name among its articles."""
    if story.title:
        return story.title
    members = [articles[a] for a in story.articles if a in articles]
    for words in (*(a.title for a in members), *(a.lead for a in members), *(a.page.path for a in members)):
        if words:
            return words
    return None


def web_address(url: str | None) -> str | None:
    """The address itself where it is plain http or https, else None: nothing else may become a link."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _host(url: str | None) -> str | None:
    address = web_address(url)
    return urlsplit(address).netloc.removeprefix("www.") if address else None


def _context(article: Article, passage: Passage) -> tuple[str, str]:
    """A little text on each side, inside the passage's own block and cut between words."""
    start, end = max(0, passage.start - 400), min(len(article.text), passage.end + 400)
    for block in article.blocks:
        if block.start <= passage.start < block.end:
            start, end = max(start, block.start), max(passage.end, min(end, block.end))
    before = " ".join(article.text[start : passage.start].split("\n")[-1:])
    after = article.text[passage.end : end].split("\n")[0]
    if len(before) > _CONTEXT:
        before = "…\u00a0" + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + "\u00a0…"
    return before, after
