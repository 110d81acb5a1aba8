"""Where a record of a damaged archive ends and where the next whole one begins: the slow way, taken at damage and at the end alone."""

from __future__ import annotations

import re
import zlib
from typing import Protocol

from msgspec import Struct

from recoupe.pages import GZIP, ZSTD
from recoupe.read.store import BLANKS, PIECE, Store

_HEAD = 1 << 16
_FOLLOWING = 1 << 10
_LINE = re.compile(rb"(?:^|(?<=\n))WARC/[01]\.\d+\r?\n(?=(?:[!-9;-~]+:[^\n]*\n)*?WARC-Type:)", re.IGNORECASE)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_MARK = b"WARC/"
_PROBE = 1 << 12  # a gzip head has some tens of bytes
_MEMBER = re.compile(re.escape(GZIP) + rb"(?=[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff])", re.DOTALL)
"""A gzip head as RFC 1952 has it: known flags, a level, a system."""
_FRAME = re.compile(re.escape(ZSTD))


class Plain(Protocol):
    """What salvage looks at: bytes by their offset, fewer or none where they end."""

    @property
    def magic(self) -> bytes:
        """The first bytes of every packed member; empty where records lie open."""

    def read(self, offset: int, length: int) -> bytes:
        """Bytes at an offset."""


class Ending(Struct, frozen=True, kw_only=True):
    """Whether a record is whole, where what holds it ends, and whether that is a whole member with anything but one whole record."""

    whole: bool
    end: int = 0
    packed: bool = False


def is_archive(store: Store) -> bool:
    """Whether the file begins as a WARC file does, packed or not."""
    return begins_at(store, skip_blanks(store, 0) if store.magic else 0)


def begins_at(store: Plain, offset: int) -> bool:
    """Whether a record begins at an offset, packed or not."""
    if isinstance(store, Store) and store.magic:
        return store.head_at(offset, len(_MARK)) == _MARK
    return store.read(offset, len(_MARK)) == _MARK


def guess_packing(store: Store) -> None:
    """Take the file for packed where its first bytes are damaged and a packed record stands further on, but no open one."""
    if store.magic or begins_at(store, 0):
        return
    for magic in (b"", GZIP, ZSTD):
        store.magic = magic
        if find_next(store, 0) is not None:
            return
    store.magic = b""


def is_shredded(store: Store) -> bool:
    """Whether records go on from one member into the next: some tools cut a file into pieces of one size and pack each."""
    first = _member_ending(store, skip_blanks(store, 0)) if store.magic else Ending(whole=False)
    if not (first.whole or first.packed):
        return False
    # The length of the first record may lie: what the second member begins with does not.
    return store.head_at(skip_blanks(store, first.end), len(_MARK)) not in (b"", _MARK)


def find_ending(store: Plain, offset: int) -> Ending:
    """The end of the record at an offset, blank bytes and empty members behind it included."""
    if not isinstance(store, Store) or not store.magic:
        return _line_ending(store, offset)
    ending = _member_ending(store, offset)
    return Ending(whole=True, end=skip_blanks(store, ending.end)) if ending.whole and not ending.packed else ending


def find_next(store: Plain, offset: int) -> int | None:
    """The first offset, from one on, where a record begins; None where there is none."""
    packed = isinstance(store, Store) and store.magic
    overlap = _PROBE if packed else _HEAD
    at = offset
    while piece := store.read(at, PIECE + overlap):
        if isinstance(store, Store) and packed:
            for match in (_MEMBER if store.magic == GZIP else _FRAME).finditer(piece):
                likely = store.magic != GZIP or _opens_record(piece[match.start() : match.start() + _PROBE])
                if likely and begins_at(store, at + match.start()):
                    return at + match.start()
        else:
            # The line before may lie in the piece before: only a line's beginning counts.
            before = store.read(at - 1, 1) if at else b"\n"
            for match in _LINE.finditer(piece):
                if match.start() or before == b"\n":
                    return at + match.start()
        at += PIECE
    return None


def skip_blanks(store: Store, offset: int) -> int:
    """The offset behind the members that hold nothing but blanks and the blanks that fill the file."""
    end = -1
    while end != offset and offset < store.size:
        end, offset = offset, _blank_end(store, offset)
    return offset


def _line_ending(store: Plain, offset: int) -> Ending:
    content = _content_end(store.read(offset, _HEAD))
    if content is None or not store.read(offset + content - 1, 1):
        return Ending(whole=False)
    end = offset + content
    tail = store.read(end, _HEAD)
    rest = tail.lstrip(b"\r\n") if tail.strip(BLANKS) else b""
    whole = not rest or rest.startswith(_MARK) or tail.startswith((b"\r\n\r\n", b"\n\n"))
    return Ending(whole=whole, end=end + len(tail) - len(rest))


def _member_ending(store: Store, offset: int) -> Ending:
    head, behind, total = bytearray(), bytearray(), 0
    content: int | None = None
    members = store.unpack(offset)
    try:
        while True:
            piece = next(members)
            if total < _HEAD:
                head += piece[: _HEAD - total]
                content = _content_end(head)
            if content is not None and total + len(piece) > content and len(behind) < _FOLLOWING:
                behind += piece[max(0, content - total) :][:_FOLLOWING]
            total += len(piece)
    except StopIteration as done:
        end: int = done.value
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return Ending(whole=False)
    whole = content is not None and content <= total
    return Ending(whole=whole, end=end, packed=not whole or bool(behind.strip(BLANKS)))


def _blank_end(store: Store, offset: int) -> int:
    """The end of a member that holds nothing but blanks, or of the blanks that fill the file; the offset itself where neither stands."""
    rest = store.read(offset, PIECE)
    if not rest.strip(BLANKS):
        return offset + len(rest)
    members = store.unpack(offset)
    try:
        while not next(members).strip(BLANKS):
            pass
    except StopIteration as done:
        end: int = done.value
        return end
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
    return offset


def _content_end(head: bytes | bytearray) -> int | None:
    """How long a record is without the blank lines behind it, from its header."""
    if not head.startswith(_MARK):
        return None
    close = re.search(rb"\r?\n\r?\n", head)
    length = _LENGTH.search(head, 0, close.start() + 1) if close else None
    return close.end() + int(length[1]) if close and length else None


def _opens_record(member: bytes) -> bool:
    """Whether a record begins in what may be the first bytes of a gzip member; in a hostile file there are millions of such places."""
    try:
        return zlib.decompressobj(31).decompress(member, 16).startswith(_MARK)
    except zlib.error:
        return False
