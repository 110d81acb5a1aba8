"""The parts of an HTML page -> Article: the dump reader's rules for datelines, signatures and stamps, metadata for dates and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from recoupe.errors import PageRejected
from recoupe.read.access import find_access, with_access
from recoupe.read.article import build_article
from recoupe.read.assemble import Piece, Waste, join_pieces
from recoupe.read.body import PARAGRAPH, flat
from recoupe.read.captions import is_credit
from recoupe.read.dates import choose_time, is_later, page_time, sharpen
from recoupe.read.dump import speaks_noise
from recoupe.read.html import HtmlParts
from recoupe.read.lines import Line, Raw, make_lines
from recoupe.read.metadata import Instant, outlet_of
from recoupe.read.names import is_office
from recoupe.read.parts import add_stamp, add_text
from recoupe.read.pictures import split_credit
from recoupe.read.reading import Reading
from recoupe.read.resumed import is_closing_notice
from recoupe.read.rights import with_rights
from recoupe.read.signature import byline_agencies, is_provider, known_agencies, signature_line
from recoupe.read.titles import stamp_only
from recoupe.records import Article, BlockKind, PageRef, Time
from recoupe.text import words

_OPENING = 4  # stretches: where a byline may stand among the text
_TOP = 6  # stretches: where the lead may stand among the text
_LEAD_WORDS = 8
_DESK = re.compile(r"[a-z]{2,4}(?:-[a-z]{2,4}){0,2}(?:/[a-z]{2,4}){1,5}")  # initials of the desk alone: bur-ab/cd/ef
_LETTER = re.compile(r"[a-zA-Z0-9]")  # of most texts the first tells that there are words in them
_OWNED = re.compile(r"©|\bcopyright\b", re.IGNORECASE)
_CAPTION_WORDS = 25  # of a caption among the paragraphs
_SURE, _FEW_WORDS = 0.7, 12  # how much speaks for a notice; words of one that no cue tells
_LONG = 200  # characters: a row of the head this long is text all the same


def web_article(parts: HtmlParts, ref: PageRef, article_id: str, month_first: bool) -> Article:
    """The article of an HTML page taken apart; page offsets are null.

    Raises PageRejected (``no_text``) where nothing of the body is left.
    """
    rows = _rows(parts)
    page = "\n\n".join(text for _, text in rows)
    reading = Reading(pieces=[], wastes=[], titles=[], stamps=[], signers=[], bylines=list(parts.facts.authors))
    starts = accumulate((len(text) + 2 for _, text in rows), initial=0)
    lines = make_lines([Raw(start, text) for start, (_, text) in zip(starts, rows, strict=False)], month_first)
    lead_open, marks = True, set(parts.masthead.rows)
    closing = next((n for n, line in enumerate(reversed(lines)) if not is_closing_notice(line)), 0)
    legal = min(_legal_from(lines), len(lines) - closing)
    for n, ((kind, text), line) in enumerate(zip(rows, lines, strict=False)):
        if n >= legal or (lead_open and kind == "paragraph" and line.cues.get("legal", 0.0) >= _SURE):
            reading.wastes.append(Waste(kind="legal", start=line.start, end=line.end, reason="a notice of who owns the text"))
        elif kind == "byline" or (kind, text) in marks:
            _add_mark(kind, line, reading)
        else:
            lead_open = _add_row(kind, line, lead_open, reading, month_first)
    said = find_access(lines, reading)  # a notice among the text is dropped even where the page declares what it says
    found = parts.wall or said
    if not any(p.kind in ("lead", "paragraph", "quote", "list") for p in reading.pieces):
        raise PageRejected("no_text", "no article was found in the HTML page: only menus, notices or links")
    body = join_pieces(page, reading.pieces, reading.wastes, article_id)
    article = build_article(reading, body, ref, article_id)
    return with_access(_with_facts(article, parts, ref), found)


def _legal_from(lines: Sequence[Line]) -> int:
    """Where the lines begin that end an article with who owns it, or with a notice in brackets; their number where there are none."""
    n = len(lines)
    while n > _OPENING and _is_legal(lines[n - 1]):
        n -= 1
    return n


def _is_legal(line: Line) -> bool:
    if line.cues.get("legal", 0.0) >= _SURE:
        return _OWNED.search(line.text) is not None or (line.text[0] == "(" and line.text[-1] == ")")
    return not line.ends and line.n_words <= _FEW_WORDS and _OWNED.search(line.text) is not None and not is_credit(line)


def _rows(parts: HtmlParts) -> list[tuple[BlockKind, str]]:
    """Title, lead, stamps, captions and body in reading order, nothing twice."""
    out: list[tuple[BlockKind, str]] = []
    body = list(parts.stretches)
    for title in parts.facts.titles:
        out.append(("title", title))
        headline = flat(title)
        body = [(k, _without_title(t, title)) for k, t in body if flat(t) != headline]
    heads = {flat(text) for _, text in parts.masthead.rows}
    shown = {flat(f"{text or ''} {credit or ''}") for text, credit in parts.captions} | {flat(text) for text, _ in parts.captions if text}
    body = [(k, t) for k, t in body if flat(t) not in shown and (len(t) > _LONG or flat(t) not in heads)]
    body = [(k, t) for n, (k, t) in enumerate(body) if n >= _OPENING or not any(f" {flat(t)} " in f" {head} " for head in heads)]
    mine = {word for name in (*parts.facts.authors, parts.facts.publisher or "") for word in words(name)}
    body = [("byline" if n < _OPENING and flat(t) and mine.issuperset(flat(t).split()) else k, t) for n, (k, t) in enumerate(body)]
    out += parts.masthead.rows
    lead = flat(parts.lead or "")
    leads = {flat(run) for run in (parts.lead or "").split(PARAGRAPH)}
    if parts.lead and any(flat(t) in leads for _, t in body[:_TOP]):
        body = [(k, t) for n, (k, t) in enumerate(body) if n >= _TOP or flat(t) not in leads]
        out.append(("lead", parts.lead))
    elif parts.lead and not any(lead in flat(t) or flat(t) in lead for _, t in body[:4]):
        out.append(("lead", parts.lead))
    elif not parts.lead and body and body[0][0] == "subheading" and body[0][1].endswith(".") and len(body[0][1].split()) >= _LEAD_WORDS:
        out.append(("lead", body.pop(0)[1]))
    for text, credit in parts.captions[:20]:
        out += [("caption", text)] if text else []
        out += [("credit", credit)] if credit else []
    return [(k, run) for k, t in out + body for run in t.split(PARAGRAPH) if _LETTER.search(run) or words(run)]


def _without_title(text: str, title: str) -> str:
    """A stretch less the headline glued before it; a sentence that begins with the same words goes on in lower case."""
    rest = text[len(title) :].strip() if text.startswith(title) else text
    return rest if rest[:1].isupper() or rest[:1] in '«“"‘' else text


def _add_mark(kind: BlockKind, line: Line, reading: Reading) -> None:
    """Add a row of the masthead: a stamp with the byline before it and the signature behind it, or a byline."""
    if kind == "byline" or not line.stamps:
        reading.pieces.append(Piece(kind="byline", start=line.start, end=line.end))
        named = {s.name: s for s in (*byline_agencies(line.text)[0], *known_agencies(line.text))}
        reading.signers += [replace(s, start=s.start + line.start, end=s.end + line.start) for s in named.values()]
        return
    add_stamp(line, reading)
    rest = line.stamps[-1].end
    behind = known_agencies(line.text, rest)
    if behind:
        start = line.start + rest + len(line.text[rest:]) - len(line.text[rest:].lstrip(" |·•,-–—"))
        reading.pieces.append(Piece(kind="signature", start=start, end=line.end))
        reading.signers += [replace(s, start=s.start + line.start, end=s.end + line.start) for s in behind]


def _add_row(kind: BlockKind, line: Line, lead_open: bool, reading: Reading, month_first: bool) -> bool:
    if kind in ("title", "lead", "caption", "credit", "subheading", "list", "stamp"):
        reading.pieces.append(Piece(kind=kind, start=line.start, end=line.end))
        return lead_open and kind != "lead"
    goes_on = line.text[0].islower()  # the rest of a sentence that the page breaks in two
    if speaks_noise(line, topical=True) and not goes_on:
        reading.wastes.append(Waste(kind="other", start=line.start, end=line.end, reason="a notice or a pointer among the paragraphs"))
        return lead_open
    if stamp_only(line) and (lead_open or any(s.role != "unknown" for s in line.stamps)):
        reading.stamps += [(line, stamp) for stamp in line.stamps]
        reading.pieces.append(Piece(kind="stamp", start=line.start, end=line.end))
        return lead_open
    if is_credit(line):
        reading.pieces.append(Piece(kind="credit", start=line.start, end=line.end))
        return lead_open
    if "©" in line.text and not line.ends and line.n_words <= _CAPTION_WORDS and _add_caption(line, reading):
        return lead_open
    signers = signature_line(line)
    if _DESK.fullmatch(line.text):
        reading.pieces.append(Piece(kind="signature", start=line.start, end=line.end))
        return lead_open
    if signers and reading.signers and not lead_open and is_provider(line.text):
        reading.wastes.append(Waste(kind="related", start=line.start, end=line.end, reason="provider line of another article"))
        return lead_open
    if signers:
        reading.pieces.append(Piece(kind="signature", start=line.start, end=line.end))
        reading.signers += [replace(s, start=s.start + line.start, end=s.end + line.start) for s in signers]
        return lead_open
    return add_text(line, kind, lead_open, reading, month_first)


def _add_caption(line: Line, reading: Reading) -> bool:
    """Add a caption that stands among the paragraphs with its credit behind it; false where it is none."""
    caption, credit = split_credit(line.text)
    if not caption or not credit:
        return False
    at = line.start + line.text.rindex(credit)
    reading.pieces.append(Piece(kind="caption", start=line.start, end=line.start + len(caption)))
    reading.pieces.append(Piece(kind="credit", start=at, end=at + len(credit)))
    return True


def _with_facts(article: Article, parts: HtmlParts, ref: PageRef) -> Article:
    facts, head = parts.facts, parts.masthead
    given = [_instant_time(i) for i in (*facts.published, *head.published)]
    published = choose_time(sharpen(given + ([article.published] if article.published else [])))
    given = [_instant_time(i) for i in (*facts.updated, *head.updated)]
    given = [t for t in given + ([article.updated] if article.updated else []) if is_later(t, published)]
    article = with_rights(article, facts.rights)
    return replace(
        article,
        blocks=tuple(replace(b, page_start=None, page_end=None) for b in article.blocks),
        dropped=tuple([replace(d, page_start=None, page_end=None) for d in article.dropped] + parts.dropped),
        outlet=outlet_of(ref.url or facts.canonical, facts.publisher, facts.publisher_basis) or article.outlet,
        published=published,
        updated=choose_time(sharpen(given)),
        bylines=article.bylines or tuple(n for n in head.names if not is_office(n, facts.publisher)),
        images=tuple(parts.images),
        links=tuple(parts.links),
        canonical_url=facts.canonical,
    )


def _instant_time(instant: Instant) -> Time:
    return page_time(instant.value, "metadata", instant.zone, rule=f"the page's metadata: {instant.field}")
