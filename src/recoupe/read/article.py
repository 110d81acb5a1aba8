"""A sorted page -> the Article record: text, titles, times, agencies, dateline, outlet, language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.language import find_language
from recoupe.read.assemble import Body
from recoupe.read.dates import address_time, choose_time, page_time, stamp_time
from recoupe.read.metadata import outlet_of
from recoupe.read.reading import Reading
from recoupe.read.stamps import Stamp, stamp_roles
from recoupe.records import AgencySignature, Article, Dateline, PageRef, Passage, Time


def build_article(reading: Reading, body: Body, ref: PageRef, article_id: str) -> Article:
    """The article of a page whose parts are sorted and joined."""
    kept = [body.text[b.start : b.end] for b in body.blocks if b.kind == "title"]
    titles = tuple(dict.fromkeys(map(_in_one_line, kept)))
    published, updated = find_times(reading, body, ref.url, article_id)
    return Article(
        id=article_id,
        page=ref,
        text=body.text,
        pages=(ref,),
        outlet=outlet_of(ref.url, reading.outlet),
        language=find_language(_sample(body, titles)),
        title=titles[0] if titles else None,
        titles=titles,
        lead=next((_in_one_line(body.text[b.start : b.end]) for b in body.blocks if b.kind == "lead"), None),
        blocks=body.blocks,
        dropped=body.dropped,
        bylines=tuple(dict.fromkeys(reading.bylines)),
        agencies=_agencies(reading, body, article_id),
        dateline=_dateline(reading, body, article_id),
        published=published,
        updated=updated,
    )


def _in_one_line(text: str) -> str:
    """A headline or lead without the line breaks of a page of even width."""
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


def _sample(body: Body, titles: Sequence[str]) -> str:
    kept = [body.text[b.start : b.end] for b in body.blocks if b.kind in ("lead", "paragraph", "quote")][:3]
    return " ".join([*titles, *kept])


def _passage(body: Body, article_id: str, start: int, end: int) -> Passage | None:
    at = body.find(start)
    return None if at is None else Passage(article=article_id, start=at, end=at + end - start)


def find_times(reading: Reading, body: Body, url: str | None, article_id: str) -> tuple[Time | None, Time | None]:
    """Publication and update as the page prints them: stamp, then dateline, then the page's address."""

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
