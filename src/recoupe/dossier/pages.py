"""Articles and rejected pages -> full texts with every cited passage marked, page facts, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recoupe.dossier.days import When, tell_day, tell_time
from recoupe.dossier.lookup import Lookup, web_address
from recoupe.dossier.marks import Marked, Token, cut_marks
from recoupe.dossier.reasons import tell_reason
from recoupe.records import Article, Block, Dropped, PageRef, Part, Rejected, Several, Span, Time
from recoupe.text import strip_span

_MOST_DROPPED = 4000
"""Characters shown of one dropped part: a comment thread may be longer than its article; the JSON keeps all of it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact about a page, with a link where it is a web address."""

    label: str
    text: str
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block of text as tokens; ``kind`` is the contract's word, ``word`` the reader's."""

    kind: str
    word: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """Parts left out for one kind of reason."""

    kind: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in full."""

    ref: str
    outlet: str
    language: str
    title: str
    when: When | None
    facts: tuple[Fact, ...]
    blocks: tuple[BlockRow, ...]
    dropped: tuple[DroppedRow, ...]
    n_dropped: int
    remarks: tuple[str, ...] = ()


def view_article(article: Article, lookup: Lookup) -> ArticleRow:
    """One article with the passages marked that have been cited so far: build every other section first."""
    wording = lookup.wording
    return ArticleRow(
        ref=lookup.ref(article.id),
        outlet=lookup.outlet(article.id),
        language=article.language or "",
        title=article.title or article.lead or article.page.path or wording.say("untitled"),
        when=tell_time(article.published, wording),
        facts=tuple(_facts(article, lookup)),
        blocks=tuple(_blocks(article, lookup)),
        dropped=tuple(_dropped(article.dropped, lookup)),
        n_dropped=len(article.dropped),
        remarks=tuple(_remarks(article, lookup)),
    )


def tell_rejected(rejected: Rejected, lookup: Lookup) -> tuple[str, str, str]:
    """The page, the reason in a reader's words, and the detail."""
    reason = lookup.wording.name("rejected", rejected.reason)
    return page_name(rejected.page), reason, rejected.detail


def page_name(page: PageRef) -> str:
    """What a reader can find the page by."""
    return page.path or page.url or (page.sha256 or "")[:12] or "?"


# ------------------------------------------------------------------ facts


def _facts(article: Article, lookup: Lookup) -> Iterable[Fact]:
    """Times, page and every labelled text that is not empty."""
    say = lookup.wording.say
    yield _time_fact(say("published"), article.published, lookup) or _undated_fact(article.published, lookup)
    if updated := _time_fact(say("updated"), article.updated, lookup):
        yield updated
    yield from _page_facts(article, lookup)
    for label, text in _text_facts(article, lookup):
        if text:
            yield Fact(say(label), text)


def _text_facts(article: Article, lookup: Lookup) -> Iterable[tuple[str, str]]:
    wording, genre, dateline = lookup.wording, article.genre, article.dateline
    yield "outlet_basis", wording.name("basis", article.outlet.basis) if article.outlet else ""
    yield "agencies", _join(dict.fromkeys(a.name for a in article.agencies))
    yield "bylines", _join(article.bylines)
    yield "dateline", _join((dateline.place, tell_day(dateline.date, wording))) if dateline else ""
    yield "genre", _join((wording.name("genre", genre.name), genre.cue)) if genre.name not in ("news", "unknown") else ""
    yield "access", _access(article, lookup)
    yield "several", _several(article.several, lookup)
    yield "other_titles", " · ".join(t for t in article.titles if t != article.title)
    yield "version_of", lookup.refs.get(article.version_of or "", article.version_of or "")
    yield "opt_out", article.opt_out or ""
    yield "rights", " · ".join(r.words for r in article.rights)
    yield "parts", " · ".join(told for p in article.parts if (told := _part(p, lookup)))


def _remarks(article: Article, lookup: Lookup) -> Iterable[str]:
    """What a reader should know of a page before its text: that it is cut, or one of several articles."""
    if access := _access(article, lookup):
        yield access
    if article.several is not None:
        yield f"{lookup.wording.say('several')}{lookup.wording.say('colon')}{_several(article.several, lookup)}"


def _access(article: Article, lookup: Lookup) -> str:
    cue = article.access_cue
    cited = lookup.wording.say("quote", words=cue.words) if cue else ""
    return _join((lookup.wording.name("access", article.access), cited))


def _several(several: Several | None, lookup: Lookup) -> str:
    if several is None:
        return ""
    say = lookup.wording.say
    which = say("several_one", number=several.number, count=several.count) if several.told_apart else say("several_joined")
    return _join((which, several.headline if several.told_apart else "", several.cue))


def _part(part: Part, lookup: Lookup) -> str:
    """Agency, day and reason of one of several dispatches on a page; empty where neither is known."""
    told = _join((part.agency, tell_day(part.as_of, lookup.wording)))
    why = tell_reason(part.published.rule, lookup.wording) if part.published else ""
    return f"{told} ({why})" if told and why else told


def _page_facts(article: Article, lookup: Lookup) -> Iterable[Fact]:
    say, page = lookup.wording.say, article.page
    fetched = say("read_on", day=tell_day(page.fetched, lookup.wording)) if page.fetched else ""
    note = _join((page.path if page.url else "", fetched, f"SHA-256 {page.sha256[:12]}…" if page.sha256 else ""))
    yield Fact(say("page"), page.url or page_name(page), web_address(page.url), note)
    others = [page_name(p) for p in article.pages if p != page]
    if others:
        yield Fact(say("pages_same"), ", ".join(others))
    if article.canonical_url and article.canonical_url != page.url:
        yield Fact(say("canonical"), article.canonical_url, web_address(article.canonical_url))


def _join(words: Iterable[str | None]) -> str:
    return ", ".join(w for w in words if w)


def _time_fact(label: str, time: Time | None, lookup: Lookup) -> Fact | None:
    told = tell_time(time, lookup.wording)
    if told is None or time is None:
        return None
    basis = lookup.wording.name("basis", time.basis)
    why = [
        lookup.wording.say("by_basis", basis=basis) if basis else "",
        *(tell_reason(r, lookup.wording) for r in (time.rule, time.anchor)),
    ]
    return Fact(label, told.text, note=" · ".join(w for w in why if w))


def _undated_fact(time: Time | None, lookup: Lookup) -> Fact:
    """That a page has no date, with the reason and the days between which nothing decides, where there are any."""
    wording = lookup.wording
    reason = tell_reason(time.rule, wording) if time else ""
    days = ", ".join(tell_day(a.value, wording) for a in time.alternatives) if time else ""
    return Fact(wording.say("published"), wording.say("undated_page"), note=" · ".join(w for w in (reason, days) if w))


# ------------------------------------------------------------------ text


def _blocks(article: Article, lookup: Lookup) -> Iterable[BlockRow]:
    outer, inner = _layers(article)
    inline = [Marked(b.start, b.end, None, (f"block-{b.kind}",)) for b in inner]
    marked = lookup.marked(article.id)
    anchored: set[tuple[int, int]] = set()
    ends = [b.end for b in outer]
    for n, block in enumerate(outer):
        here = [_clip(m, block, anchored, ends[n + 1 :] != [] and m.end > outer[n + 1].start) for m in marked if _meets(m, block)]
        tokens = cut_marks(article.text, block.start, block.end, [*here, *(m for m in inline if _meets(m, block))])
        yield BlockRow(block.kind, lookup.wording.name("block", block.kind), tuple(tokens))


def _clip(marked: Marked, block: Block, anchored: set[tuple[int, int]], goes_on: bool) -> Marked:
    """The part of a passage inside a block: its anchor in the first one only, its ways back in the last one only."""
    key = (marked.start, marked.end)
    anchor = None if key in anchored else marked.anchor
    anchored.add(key)
    start, end = max(marked.start, block.start), min(marked.end, block.end)
    return Marked(start, end, anchor, marked.roles, () if goes_on else marked.backs)


def _meets(marked: Marked, block: Block) -> bool:
    return marked.start < block.end and marked.end > block.start


def _layers(article: Article) -> tuple[list[Block], list[Block]]:
    """Blocks that follow one another and cover all words, and smaller blocks that stand inside them."""
    outer: list[Block] = []
    inner: list[Block] = []
    at = 0
    for block in sorted(article.blocks, key=lambda b: (b.start, -b.end)):
        if block.start < at:
            if block.end <= at:
                inner.append(block)
            continue
        outer += _between(article.text, at, block.start)
        outer.append(block)
        at = block.end
    return [*outer, *_between(article.text, at, len(article.text))], inner


def _between(text: str, start: int, end: int) -> list[Block]:
    """Lines of text that no block covers, as paragraphs: nothing of an article is hidden."""
    out = []
    for line in text[start:end].splitlines(keepends=True):
        span: Span = strip_span(text, start, start + len(line))
        start += len(line)
        if span.end > span.start:
            out.append(Block(kind="paragraph", start=span.start, end=span.end))
    return out


def _dropped(dropped: Iterable[Dropped], lookup: Lookup) -> Iterable[DroppedRow]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for part in dropped:
        text = part.text if len(part.text) <= _MOST_DROPPED else part.text[:_MOST_DROPPED] + " …"
        groups.setdefault(part.kind, []).append((part.reason, text))
    for kind, parts in groups.items():
        yield DroppedRow(lookup.wording.name("drop", kind), tuple(parts))
