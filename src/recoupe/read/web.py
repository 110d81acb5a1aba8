"""The parts of an HTML page -> Article: the dump reader's rules for datelines, signatures and stamps, metadata for dates and title."""

from __future__ import annotations

from itertools import accumulate

from msgspec.structs import replace

from recoupe.errors import PageRejected
from recoupe.read.access import find_access, with_access
from recoupe.read.article import build_article
from recoupe.read.assemble import Piece, Waste, join_pieces
from recoupe.read.body import flat
from recoupe.read.captions import is_credit
from recoupe.read.dates import choose_time, page_time
from recoupe.read.dump import speaks_noise
from recoupe.read.html import HtmlParts
from recoupe.read.lines import Line, Raw, make_lines
from recoupe.read.metadata import Instant, outlet_of
from recoupe.read.parts import add_text
from recoupe.read.reading import Reading
from recoupe.read.rights import with_rights
from recoupe.read.signature import signature_line
from recoupe.read.titles import stamp_only
from recoupe.records import Article, BlockKind, PageRef, Time


def web_article(parts: HtmlParts, ref: PageRef, article_id: str, month_first: bool) -> Article:
    """The article of an HTML page taken apart; page offsets are null.

    Raises PageRejected (``no_text``) where nothing of the body is left.
    """
    rows = _rows(parts)
    page = "\n\n".join(text for _, text in rows)
    reading = Reading(pieces=[], wastes=[], titles=[], stamps=[], signers=[], bylines=list(parts.facts.authors))
    starts = accumulate((len(text) + 2 for _, text in rows), initial=0)
    lines = make_lines([Raw(start, text) for start, (_, text) in zip(starts, rows, strict=False)], month_first)
    lead_open = True
    for (kind, _), line in zip(rows, lines, strict=True):
        lead_open = _add_row(kind, line, lead_open, reading, month_first)
    found = parts.wall or find_access(lines, reading)
    if not any(p.kind in ("lead", "paragraph", "quote", "list") for p in reading.pieces):
        raise PageRejected("no_text", "no article was found in the HTML page: only menus, notices or links")
    body = join_pieces(page, reading.pieces, reading.wastes, article_id)
    article = build_article(reading, body, ref, article_id)
    return with_access(_with_facts(article, parts, ref), found)


def _rows(parts: HtmlParts) -> list[tuple[BlockKind, str]]:
    """Title, lead, stamps, captions and body in reading order, nothing twice."""
    out: list[tuple[BlockKind, str]] = []
    out += [("title", title) for title in parts.facts.titles]
    shown = {flat(text) for text in (*parts.facts.titles, *(text for text, _ in parts.captions))}
    body = [(k, t) for k, t in parts.stretches if flat(t) not in shown]
    lead = flat(parts.lead or "")
    if parts.lead and not any(lead in flat(t) or flat(t) in lead for _, t in body[:4]):
        out.append(("lead", parts.lead))
    for text, credit in parts.captions[:20]:
        out.append(("caption", text))
        if credit:
            out.append(("credit", credit))
    return [(k, t) for k, t in out + body if t]


def _add_row(kind: BlockKind, line: Line, lead_open: bool, reading: Reading, month_first: bool) -> bool:
    if kind in ("title", "lead", "caption", "credit", "subheading", "list", "stamp"):
        reading.pieces.append(Piece(kind=kind, start=line.start, end=line.end))
        return lead_open and kind != "lead"
    if speaks_noise(line, topical=True):
        reading.wastes.append(Waste(kind="other", start=line.start, end=line.end, reason="a notice or a pointer among the paragraphs"))
        return lead_open
    if stamp_only(line) and lead_open:
        reading.stamps += [(line, stamp) for stamp in line.stamps]
        reading.pieces.append(Piece(kind="stamp", start=line.start, end=line.end))
        return lead_open
    if is_credit(line):
        reading.pieces.append(Piece(kind="credit", start=line.start, end=line.end))
        return lead_open
    signers = signature_line(line.text)
    if signers:
        reading.pieces.append(Piece(kind="signature", start=line.start, end=line.end))
        reading.signers += [replace(s, start=s.start + line.start, end=s.end + line.start) for s in signers]
        return lead_open
    return add_text(line, kind, lead_open, reading, month_first)


def _with_facts(article: Article, parts: HtmlParts, ref: PageRef) -> Article:
    facts = parts.facts
    published = choose_time([_instant_time(i) for i in facts.published] + ([article.published] if article.published else []))
    article = with_rights(article, facts.rights)
    return replace(
        article,
        blocks=tuple(replace(b, page_start=None, page_end=None) for b in article.blocks),
        dropped=tuple([replace(d, page_start=None, page_end=None) for d in article.dropped] + parts.dropped),
        outlet=outlet_of(ref.url or facts.canonical, facts.publisher, facts.publisher_basis) or article.outlet,
        published=published,
        updated=_updated(published, facts.updated) or article.updated,
        images=tuple(parts.images),
        links=tuple(parts.links),
        canonical_url=facts.canonical,
    )


def _instant_time(instant: Instant) -> Time:
    return page_time(instant.value, "metadata", instant.zone, rule=f"the page's metadata: {instant.field}")


def _updated(published: Time | None, found: tuple[Instant, ...]) -> Time | None:
    for instant in found:
        if published is None or instant.value > (published.value or ""):
            return _instant_time(instant)
    return None
