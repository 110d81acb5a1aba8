"""The door's work: one page -> its main Article, by the dump reader or the HTML reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.errors import PageRejected
from recoupe.language import find_language
from recoupe.read.assemble import Body, join_pieces, page_id, page_ref
from recoupe.read.dates import address_time, choose_time, page_time, stamp_time
from recoupe.read.decode import decode_page
from recoupe.read.dump import mark_lines
from recoupe.read.html import looks_like_html, read_html
from recoupe.read.lines import Line, split_lines
from recoupe.read.metadata import outlet_of
from recoupe.read.parts import sort_parts
from recoupe.read.reading import Reading
from recoupe.read.stamps import Stamp, stamp_roles
from recoupe.records import AgencySignature, Article, Dateline, PageRef, Passage, Time

_ADDRESS = re.compile(r"\s*(?P<url>https?://[^\s<>\"]+)[ \t]*(?:\r\n|\r|\n|$)")


def read_page(
    data: bytes | str, *, url: str | None = None, path: str | None = None, media_type: str | None = None, fetched: str | None = None
) -> Article:
    """The main article of one page of HTML or tag-less text.

    Raises PageRejected with the reason ``empty``, ``binary``, ``too_large`` or ``no_text``.
    """
    page = decode_page(data, media_type)
    first_line = _ADDRESS.match(page)
    found_url = url or (first_line["url"] if first_line else None)
    ref = page_ref(data, found_url, path, media_type, fetched)
    article_id = page_id(data)[0]
    if looks_like_html(page, media_type):
        return read_html(page, ref, article_id)
    return _read_dump(page, first_line.end() if first_line else 0, ref, article_id)


def read_articles(
    data: bytes | str, *, url: str | None = None, path: str | None = None, media_type: str | None = None, fetched: str | None = None
) -> list[Article]:
    """All articles of one page: for now the main one. Raises PageRejected as ``read_page`` does."""
    return [read_page(data, url=url, path=path, media_type=media_type, fetched=fetched)]


def _read_dump(page: str, start: int, ref: PageRef, article_id: str) -> Article:
    month_first = _american(page, ref.url)
    lines = split_lines(page, start, month_first)
    if not any(line.n_words for line in lines):
        raise PageRejected("no_text", "the page holds no line of words")
    reading = sort_parts(lines, mark_lines(lines), month_first)
    if not any(p.kind in ("lead", "paragraph", "quote", "list", "subheading") for p in reading.pieces):
        raise PageRejected("no_text", "no line of the page reads as an article: only menus, notices or links were found")
    body = join_pieces(page, reading.pieces, reading.wastes, article_id)
    titles = tuple(page[p.start : p.end] for p in reading.titles)
    lead = next((body.text[b.start : b.end] for b in body.blocks if b.kind == "lead"), None)
    published, updated = _times(reading, body, ref.url, article_id)
    return Article(
        id=article_id,
        page=ref,
        text=body.text,
        pages=(ref,),
        outlet=outlet_of(ref.url, reading.outlet),
        language=find_language(_sample(body, titles)),
        title=titles[0] if titles else None,
        titles=titles,
        lead=lead,
        blocks=body.blocks,
        dropped=body.dropped,
        bylines=tuple(dict.fromkeys(reading.bylines)),
        agencies=_agencies(reading, body, article_id),
        dateline=_dateline(reading, body, article_id),
        published=published,
        updated=updated,
    )


def _american(page: str, url: str | None) -> bool:
    """Whether 03/04/2024 means the fourth of March: English text, no address of a country that writes the day first."""
    host = re.sub(r"^[a-z]+://([^/:]*).*", r"\1", url or "")
    if re.search(r"\.(?:uk|ie|au|nz|in|za|ng|ke|gh|pk|sg|my|hk|eu|fr|de|be|ch|ca)$", host):
        return False
    return find_language(re.sub(r"\s+", " ", page[:6000])[-2000:]) == "en"


def _sample(body: Body, titles: Sequence[str]) -> str:
    kept = [body.text[b.start : b.end] for b in body.blocks if b.kind in ("lead", "paragraph", "quote")][:3]
    return " ".join([*titles, *kept])


def _passage(body: Body, article_id: str, start: int, end: int) -> Passage | None:
    at = body.find(start)
    return None if at is None else Passage(article=article_id, start=at, end=at + end - start)


def _times(reading: Reading, body: Body, url: str | None, article_id: str) -> tuple[Time | None, Time | None]:
    def timed(stamp: Stamp) -> Time:
        line = next(ln for ln, s in reading.stamps if s is stamp)
        return stamp_time(stamp, _passage(body, article_id, line.start + stamp.start, line.start + stamp.end))

    published, updated = stamp_roles([stamp for _, stamp in reading.stamps])
    found = [timed(published)] if published else []
    if reading.dateline and reading.dateline[1].date:
        line, mark = reading.dateline
        spot = _passage(body, article_id, line.start, line.start + mark.end)
        found.append(page_time(reading.dateline[1].date, "dateline", passages=[spot] if spot else []))
    address = address_time(url)
    if address:
        found.append(address)
    return choose_time(found), timed(updated) if updated else None


def _agencies(reading: Reading, body: Body, article_id: str) -> tuple[AgencySignature, ...]:
    out: dict[str, AgencySignature] = {}
    for signer in reading.signers:
        spot = _passage(body, article_id, signer.start, signer.end)
        if spot is not None:
            out.setdefault(signer.name, AgencySignature(name=signer.name, passage=spot))
    return tuple(out.values())


def _dateline(reading: Reading, body: Body, article_id: str) -> Dateline | None:
    if reading.dateline is None:
        return None
    line, mark = reading.dateline
    at = body.find(line.start)
    block = next((b for b in body.blocks if at is not None and b.start <= at < b.end), None)
    if block is None:
        return None
    return Dateline(passage=Passage(article=article_id, start=block.start, end=block.end), place=mark.place, date=mark.date)
