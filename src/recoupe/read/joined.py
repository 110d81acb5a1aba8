"""Pages that join dispatches of different age -> the parts of their article, each with the day it speaks from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.calendar import parse_value, shift_days, weekday_before
from recoupe.read.assemble import Piece
from recoupe.read.dates import page_time
from recoupe.read.lines import Line, make_line
from recoupe.read.reading import Reading
from recoupe.read.seams import Seam, find_seam, may_part
from recoupe.read.stamps import find_stamps
from recoupe.records import Article, Block, PageTimeBasis, Part, Passage, Time

_LONGEST = 120  # characters of a line between two parts
_FEWEST_WORDS = 8  # of a text above or under one
_TEXT = ("lead", "paragraph", "quote", "list")


def keep_seams(lines: Sequence[Line], reading: Reading) -> None:
    """Lines between two dispatches are kept whole as stamps, and their times are none of the page's own.

    A line that only says when something was published or updated is the page's own stamp unless a paragraph stands above it, and
    for the first another stamp.
    """
    texts = [p.start for p in reading.pieces if p.kind in _TEXT]
    if len(texts) < 2:
        return
    first, last = min(texts), max(texts)
    told = min((p.start for p in reading.pieces if p.kind in _TEXT[1:]), default=last)
    stamped = min((owner.start for owner, _ in reading.stamps), default=last)
    for line in lines:
        seam = find_seam(line) if first < line.start < last else None
        if seam is not None and ((seam.named and seam.older) or (told if seam.named else max(told, stamped)) < line.start):
            reading.pieces[:] = [p for p in reading.pieces if not line.start <= p.start < line.end]
            reading.wastes[:] = [w for w in reading.wastes if not line.start <= w.start < line.end]
            reading.stamps[:] = [(owner, stamp) for owner, stamp in reading.stamps if owner is not line]
            reading.pieces.append(Piece(kind="stamp", start=line.start, end=line.end))


def join_parts(article: Article) -> Article:
    """The article with its parts, where its page joins dispatches of different age; the lines between them are stamps."""
    seams = _seams(article)
    if not seams:
        return article
    newest = _newest(article)
    starts = [article.blocks[n].start for n, _ in seams]
    ends = [*starts[1:], len(article.text)]
    parts = [_top(article, seams, newest)]
    for (n, seam), start, end in zip(seams, starts, ends, strict=True):
        parts.append(_part(article, n, seam, start, end, newest))
    marks = {n for n, _ in seams if article.blocks[n].kind != "dateline"}
    blocks = tuple(replace(b, kind="stamp") if n in marks else b for n, b in enumerate(article.blocks))
    return replace(article, parts=tuple(parts), blocks=blocks)


def _seams(article: Article) -> list[tuple[int, Seam]]:
    """The blocks with which another dispatch begins, text above and under each."""
    out: list[tuple[int, Seam]] = []
    told = [n for n, b in enumerate(article.blocks) if b.kind in _TEXT and _n_words(article, b) >= _FEWEST_WORDS]
    if len(told) < 2:
        return out
    parted = False
    again = any(b.kind == "dateline" for b in article.blocks[: told[0]])
    for n, block in enumerate(article.blocks):
        parted = parted or block.kind in _TEXT[1:]
        if not told[0] < n < told[-1] or block.kind in ("title", "caption", "credit"):
            continue
        text = article.text[block.start : block.end]
        if block.kind == "dateline":
            seam = _of_dateline(article, text) if again or out else None
            again = True
        else:
            seam = find_seam(make_line(0, text)) if len(text) < _LONGEST and may_part(text) else None
        if seam is None or _is_later(article, seam) or (not parted and not (seam.named and seam.older)):
            continue
        if out and not any(out[-1][0] < t < n for t in told):
            out[-1] = (out[-1][0], _richer(out[-1][1], seam))  # a dateline right under its seam
        else:
            out.append((n, seam))
    return out


def _richer(one: Seam, other: Seam) -> Seam:
    return Seam(
        older=one.older,
        named=one.named or other.named,
        day=one.day or other.day,
        back=one.back if one.back is not None or one.day else other.back,
        weekday=one.weekday or other.weekday,
        clock=one.clock or other.clock,
    )


def _n_words(article: Article, block: Block) -> int:
    return article.text.count(" ", block.start, block.end) + 1


def _of_dateline(article: Article, text: str) -> Seam | None:
    """A second dateline opens a dispatch where it bears a day, or an agency signs in it."""
    stamps = find_stamps(text)
    signed = "(" in text and any(a.name in text for a in article.agencies)
    return Seam(older=True, day=stamps[0].day if stamps else None) if stamps or signed else None


def _newest(article: Article) -> datetime.date | None:
    days = [parse_value(t.first_day) for t in (article.updated, article.published) if t is not None and t.first_day == t.last_day]
    return next((d.first for d in days if d is not None), None)


def _is_later(article: Article, seam: Seam) -> bool:
    """Whether a seam bears a day after the page's own, or the page's own under no name but "published": then it is none."""
    newest = _newest(article)
    if newest is None:
        return not seam.named
    day, _ = _day_of(seam, newest)
    return day is not None and (day > newest.isoformat() or (day == newest.isoformat() and not seam.named))


def _day_of(seam: Seam, newest: datetime.date | None) -> tuple[str | None, str]:
    """The day of a seam and how it is known."""
    if seam.day and not seam.day.startswith("X"):
        return seam.day, "the day printed above this part of the page"
    if newest is None:
        return None, ""
    if seam.day:
        year = newest.year if seam.day[4:] <= newest.isoformat()[4:] else newest.year - 1
        return f"{year}{seam.day[4:]}", "the day printed above this part of the page, in the year of the page"
    if seam.back is not None:
        return shift_days(newest, -seam.back).isoformat(), f"the words above this part of the page, counted from {newest.isoformat()}"
    if seam.weekday is not None:
        return weekday_before(
            newest, seam.weekday
        ).isoformat(), f"the weekday above this part of the page, at or before {newest.isoformat()}"
    return (None, "") if seam.older else (newest.isoformat(), "added to the page with its update")


def _part(article: Article, n: int, seam: Seam, start: int, end: int, newest: datetime.date | None) -> Part:
    day, rule = _day_of(seam, newest)
    block = article.blocks[n]
    basis: PageTimeBasis = "dateline" if block.kind == "dateline" else "stamp"
    spot = Passage(article=article.id, start=block.start, end=block.end)
    value = f"{day}T{seam.clock}" if day and seam.clock else day
    published = page_time(value, basis, None, [spot], rule) if value else None
    return Part(start=start, end=end, agency=_agency(article, start, end), as_of=day, published=published)


def _top(article: Article, seams: Sequence[tuple[int, Seam]], newest: datetime.date | None) -> Part:
    """What stands above the first seam: of its own dateline's day, else of the page's latest; of its first where later text follows."""
    end = article.blocks[seams[0][0]].start
    first = article.dateline
    if first is not None and first.date and first.passage.start < end:
        time: Time | None = page_time(first.date, "dateline", None, [first.passage])
    elif all(seam.older for _, seam in seams):
        time = article.updated or article.published
    else:
        time = article.published
    return Part(start=0, end=end, agency=_agency(article, 0, end), as_of=time.first_day if time else None, published=time)


def _agency(article: Article, start: int, end: int) -> str | None:
    """The one agency that signs in this part."""
    names = {a.name for a in article.agencies if any(_names(article, a.name, b) for b in article.blocks if start <= b.start < end)}
    return names.pop() if len(names) == 1 else None


def _names(article: Article, name: str, block: Block) -> bool:
    return block.kind in ("dateline", "signature", "byline", "stamp") and name in article.text[block.start : block.end]
