"""Kept and dropped stretches of a page -> the article's text, blocks and dropped parts, with their offsets."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
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
        block = self.block_at(page_offset)
        return None if block is None or block.page_start is None else block.start + page_offset - block.page_start

    def block_at(self, page_offset: int) -> Block | None:
        """The block that holds a page offset, or None where it was not kept; blocks stand in page order."""
        n = bisect_right(self.blocks, page_offset, key=lambda block: block.page_start or 0)
        block = self.blocks[n - 1] if n else None
        return block if block and page_offset < (block.page_end or 0) else None


def page_id(data: bytes | str) -> tuple[str, str]:
    """The article id (``a`` and ten hex digits) and the SHA-256 of a page's bytes."""
    digest = hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()
    return "a" + digest[:10], digest


def page_ref(digest: str, url: str | None, path: str | None, media_type: str | None, fetched: str | None) -> PageRef:
    """The reference that an article keeps to its page, whose SHA-256 is ``digest``."""
    path, url, fetched, media_type = (whole_text(value) for value in (path, url, fetched, media_type))
    return PageRef(path=path, url=url, sha256=digest, fetched=fetched, media_type=media_type)


def whole_text(value: str | None) -> str | None:
    """A text without lone surrogates, which no file can hold."""
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if value else value


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
    block = body.block_at(waste.twin) if waste.twin is not None else None
    if block is not None:
        same = Passage(article=article_id, start=block.start, end=block.end)
    return Dropped(
        kind=waste.kind, text=page[waste.start : waste.end], reason=waste.reason, page_start=waste.start, page_end=waste.end, same_as=same
    )
