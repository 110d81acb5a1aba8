"""Kept and dropped stretches of a page -> the article's text, blocks and dropped parts, with their offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from recoupe.records import Block, BlockKind, DropKind, Dropped, PageRef, Passage


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of a tag-less page that is kept as one block."""

    kind: BlockKind
    start: int
    end: int


class Waste(Struct, frozen=True, kw_only=True):
    """A stretch of a page that is dropped; ``twin`` is the page offset of the piece it repeats."""

    kind: DropKind
    start: int
    end: int
    reason: str
    twin: int | None = None


class Body(Struct, frozen=True, kw_only=True):
    """The text of an article with its blocks and what was dropped."""

    text: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]

    def find(self, page_offset: int) -> int | None:
        """Where a page offset stands in the text, or None where it was not kept."""
        for block in self.blocks:
            if block.page_start is not None and block.page_end is not None and block.page_start <= page_offset < block.page_end:
                return block.start + page_offset - block.page_start
        return None


def page_id(data: bytes | str) -> tuple[str, str]:
    """The article id (``a`` and ten hex digits) and the SHA-256 of a page's bytes."""
    digest = hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()
    return "a" + digest[:10], digest


def page_ref(digest: str, url: str | None, path: str | None, media_type: str | None, fetched: str | None) -> PageRef:
    """The reference that an article keeps to its page, whose SHA-256 is ``digest``."""
    return PageRef(path=path, url=url, sha256=digest, fetched=fetched, media_type=media_type)


def join_pieces(page: str, pieces: Sequence[Piece], wastes: Sequence[Waste], article_id: str) -> Body:
    """Text built of the kept pieces in page order: pieces of one line stand a space apart, lines a blank line apart."""
    text: list[str] = []
    blocks: list[Block] = []
    at, last_end = 0, 0
    for piece in sorted(pieces, key=lambda p: (p.start, p.end)):
        if blocks:
            gap = "\n\n" if "\n" in page[last_end : piece.start] or "\r" in page[last_end : piece.start] else " "
            text.append(gap)
            at += len(gap)
        words = page[piece.start : piece.end]
        text.append(words)
        blocks.append(Block(kind=piece.kind, start=at, end=at + len(words), page_start=piece.start, page_end=piece.end))
        at, last_end = at + len(words), piece.end
    body = Body(text="".join(text), blocks=tuple(blocks), dropped=())
    dropped = tuple(_dropped(page, waste, body, article_id) for waste in _merge(page, wastes))
    return Body(text=body.text, blocks=body.blocks, dropped=dropped)


def _merge(page: str, wastes: Sequence[Waste]) -> list[Waste]:
    out: list[Waste] = []
    for waste in sorted(wastes, key=lambda w: (w.start, w.end)):
        last = out[-1] if out else None
        if (
            last
            and waste.twin is None
            and last.twin is None
            and (last.kind, last.reason) == (waste.kind, waste.reason)
            and not page[last.end : waste.start].strip(" \t\r\n\f\v•*-·")
        ):
            out[-1] = Waste(kind=last.kind, start=last.start, end=waste.end, reason=last.reason)
        else:
            out.append(waste)
    return out


def _dropped(page: str, waste: Waste, body: Body, article_id: str) -> Dropped:
    same = None
    at = body.find(waste.twin) if waste.twin is not None else None
    if at is not None:
        block = next(b for b in body.blocks if b.start <= at < b.end)
        same = Passage(article=article_id, start=block.start, end=block.end)
    return Dropped(
        kind=waste.kind, text=page[waste.start : waste.end], reason=waste.reason, page_start=waste.start, page_end=waste.end, same_as=same
    )
