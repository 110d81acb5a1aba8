"""A tag-less page of several articles -> one Article each, with its own text, headline and instant; nothing of the page is lost."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.read.article import build_article
from recoupe.read.assemble import Piece, join_pieces
from recoupe.read.captions import is_credit
from recoupe.read.clocks import date_clocks
from recoupe.read.dump import Marks, mark_lines
from recoupe.read.entries import Section, Sections
from recoupe.read.leftovers import list_leftovers
from recoupe.read.lines import Line, make_line
from recoupe.read.parts import add_text, is_text, sort_parts, text_kind, waste_of
from recoupe.read.reading import Reading
from recoupe.read.signature import signature_line
from recoupe.read.titles import find_titles, is_byline, stamp_only
from recoupe.records import Article, GenreMark, Passage, Several

_TEXT = ("lead", "paragraph", "quote", "list")


def number_id(page_id: str, number: int) -> str:
    """The id of the article of that number on its page, counted from 1: the first has the page's own."""
    return page_id if number == 1 else f"{page_id}-{number}"


def split_dump(page: str, lines: Sequence[Line], marks: Marks, found: Sections, whole: Article, month_first: bool) -> list[Article]:
    """The articles of a tag-less page in page order; what stands above the first of them is one of its own where it has text."""
    readings = [_read_entry(lines, marks, s, month_first) if s.clock else _read_whole(lines, s, month_first) for s in found.sections]
    head = _read_whole(lines, Section(first=0, end=found.sections[0].first), month_first)
    telling = [(s, r) for s, r in zip(found.sections, readings, strict=True) if any(p.kind in _TEXT for p in r.pieces)]
    telling_readings: list[tuple[Section | None, Reading]] = list(telling)
    if any(p.kind in _TEXT for p in head.pieces):
        telling_readings.insert(0, (None, head))
    _keep_rest(lines, telling_readings)
    articles = []
    for number, (_, reading) in enumerate(telling_readings, 1):
        article_id = number_id(whole.id, number)
        article = build_article(reading, join_pieces(page, reading.pieces, reading.wastes, article_id), whole.page, article_id)
        articles.append(replace(article, outlet=article.outlet if article.outlet and article.outlet.name else whole.outlet))
    entries = [i for i, (section, _) in enumerate(telling_readings) if section is not None and section.clock]
    dated = _dated(articles, entries, telling_readings, found, whole)
    return mark_several(dated, _headline(lines, marks, found, head, whole), whole, found.cue, set(entries))


def _headline(lines: Sequence[Line], marks: Marks, found: Sections, head: Reading, whole: Article) -> str | None:
    """The headline over all articles of the page."""
    if not found.sections[0].first:
        return None
    if head.titles:
        return next(line.text for line in lines if line.start == head.titles[0].start)
    at = find_titles(lines, marks.body, found.sections[0].first, set(), whole.page.url)
    return lines[at[0]].text if at else None


def mark_several(articles: Sequence[Article], headline: str | None, whole: Article, cue: str, entries: set[int]) -> list[Article]:
    """The articles with their number on the page and its headline; entries of a live page bear that genre."""
    out = []
    for number, article in enumerate(articles, 1):
        mark = Several(told_apart=True, cue=cue, number=number, count=len(articles), headline=headline)
        live = whole.genre if whole.genre.name == "live" and whole.genre.passage is None else GenreMark(name="live", cue=cue)
        genre = live if number - 1 in entries else article.genre
        language = article.language if len(article.text) >= 200 or whole.language is None else whole.language
        out.append(replace(article, several=mark, genre=genre, language=language))
    return out


def _dated(
    articles: list[Article], entries: Sequence[int], readings: Sequence[tuple[Section | None, Reading]], found: Sections, whole: Article
) -> list[Article]:
    """Entries get the instant that their clocks and the day of the page give; the head keeps the page's."""
    out = list(articles)
    if 0 not in entries and found.order is not None:
        out[0] = replace(out[0], published=out[0].published or whole.published, updated=out[0].updated or whole.updated)
    if found.order is None:
        return out
    clocks = [section.clock for i in entries if (section := readings[i][0]) is not None and section.clock is not None]
    times = date_clocks(clocks, found.order, whole.published, whole.updated, [_stamp_of(out[i]) for i in entries])
    for i, time in zip(entries, times, strict=True):
        out[i] = replace(out[i], published=time or out[i].published, updated=None)
    return out


def _stamp_of(article: Article) -> Passage | None:
    block = next((b for b in article.blocks if b.kind == "stamp"), None)
    return Passage(article=article.id, start=block.start, end=block.end) if block else None


# ------------------------------------------------------------------ reading one section


def _read_whole(lines: Sequence[Line], section: Section, month_first: bool) -> Reading:
    """A whole article, its lines told apart as those of a page of its own."""
    own = lines[section.first : section.end]
    if not any(line.n_words for line in own):
        return Reading(pieces=[], wastes=[], titles=[], stamps=[], signers=[], bylines=[])
    return sort_parts(own, mark_lines(own), month_first)


def _read_entry(lines: Sequence[Line], marks: Marks, section: Section, month_first: bool) -> Reading:
    """An entry of a live page: its clock as a stamp, the headline beside or under it, then its text."""
    reading = Reading(pieces=[], wastes=[], titles=[], stamps=[], signers=[], bylines=[])
    opener, clock = lines[section.first], section.clock
    if clock is None:
        raise ValueError("an entry of a live page without a clock")
    reading.pieces.append(Piece(kind="stamp", start=opener.start + clock.start, end=opener.start + clock.end))
    rest = opener.text[clock.rest :]
    todo = [(i, lines[i]) for i in range(section.first + 1, section.end)]
    if rest.strip():
        todo.insert(0, (section.first, make_line(opener.start + clock.rest, rest, month_first=month_first)))
    headline = todo[0][0] if len(todo) > 1 and _is_headline(todo[0][1], todo[1][1]) and not marks.barred[todo[0][0]] else None
    lead = True
    for i, line in todo:
        if i == headline:
            piece = Piece(kind="title", start=line.start, end=line.end)
            reading.pieces.append(piece)
            reading.titles.append(piece)
        elif marks.barred[i] or not _add_line(line, marks.body[i] or i == section.first, lead, reading, month_first):
            reading.wastes.append(waste_of(lines, i, section.first, section.end - 1, reading))
        else:
            lead = False
    return reading


def _is_headline(line: Line, below: Line) -> bool:
    """Whether the line at the head of an entry is its headline: unended, over a line that tells something."""
    ended = line.text.endswith((".", ":", ",", ";", "…")) or line.prose
    return 2 <= line.n_words <= 25 and not ended and not line.bullet and not is_byline(line) and (below.ends or below.prose)


def _add_line(line: Line, body: bool, lead: bool, reading: Reading, month_first: bool) -> bool:
    """Add a line of an entry as what it is; False where it is none of the entry's."""
    if stamp_only(line):
        reading.pieces.append(Piece(kind="stamp", start=line.start, end=line.end))
    elif is_credit(line):
        reading.pieces.append(Piece(kind="credit", start=line.start, end=line.end))
    elif signers := signature_line(line):
        reading.pieces.append(Piece(kind="signature", start=line.start, end=line.end))
        reading.signers += [replace(s, start=s.start + line.start, end=s.end + line.start) for s in signers]
    elif is_byline(line):
        reading.pieces.append(Piece(kind="byline", start=line.start, end=line.end))
        reading.bylines.append(line.text)
    elif (body or line.prose or line.ends) and is_text(line, month_first):
        add_text(line, text_kind(line), lead, reading, month_first)
    else:
        return False
    return True


def _keep_rest(lines: Sequence[Line], readings: Sequence[tuple[Section | None, Reading]]) -> None:
    """What no article of the page has taken is listed with the first, where it stands above it, else with the last."""
    taken = sorted(span for _, reading in readings for span in _spans(reading))
    first, last = readings[0][1], readings[-1][1]
    top = min((start for start, _ in _spans(first)), default=0)
    k = 0
    for i, line in enumerate(lines):
        while k < len(taken) and taken[k][1] <= line.start:
            k += 1
        if k < len(taken) and taken[k][0] < line.end:
            continue
        owner = first if line.start < top else last
        owner.wastes.append(waste_of(lines, i, 0, len(lines), owner))
    list_leftovers(lines, last, [reading for _, reading in readings[:-1]])


def _spans(reading: Reading) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in reading.pieces] + [(w.start, w.end) for w in reading.wastes]
