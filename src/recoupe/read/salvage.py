"""Where a record of a damaged archive ends and where the next whole one begins: the slow way, taken at damage and at the end alone."""

from __future__ import annotations

import os
import re
import zlib
from typing import BinaryIO

from msgspec import Struct

MAGIC = b"\x1f\x8b\x08"
_PIECE = 1 << 16
_HEAD = 1 << 16
_PROBE = 1 << 12  # a gzip head has some tens of bytes
_LINE = re.compile(rb"(?:^|(?<=\n))WARC/[01]\.\d+\r?\n(?=(?:[!-9;-~]+:[^\n]*\n)*?WARC-Type:)", re.IGNORECASE)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_MEMBER = re.compile(re.escape(MAGIC) + rb"(?=[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff])", re.DOTALL)
"""A gzip head as RFC 1952 has it: known flags, a level, a system."""
_BLANKS = b"\r\n\x00 \t"


class Ending(Struct, frozen=True, kw_only=True):
    """Whether a record is whole, where what holds it ends, and whether further records are packed with it."""

    whole: bool
    end: int
    packed: bool = False


def starts_member(file: BinaryIO, offset: int) -> bool:
    """Whether a gzip member may begin at an offset."""
    return os.pread(file.fileno(), 3, offset) == MAGIC


def starts_record(file: BinaryIO, offset: int, zipped: bool) -> bool:
    """Whether a record begins at an offset."""
    return find_next(file, offset, offset + 1, zipped) == offset


def is_archive(file: BinaryIO) -> bool:
    """Whether the file begins as a WARC file does, packed or not."""
    return _member_head(file, 0).startswith(b"WARC/") or _read(file, 0, 5) == b"WARC/"


def find_ending(file: BinaryIO, offset: int, size: int, zipped: bool) -> Ending:
    """The end of the record at an offset, blank bytes and empty members behind it included."""
    if not zipped:
        return _line_ending(file, offset, size)
    ending = _member_ending(file, offset)
    while ending.whole and not ending.packed and ending.end < size:
        end = _blank_end(file, ending.end, size)
        if end == ending.end:
            break
        ending = Ending(whole=True, end=end)
    return ending


def find_next(file: BinaryIO, offset: int, size: int, zipped: bool) -> int | None:
    """The first offset, from one on, where a record begins; None where there is none."""
    overlap = _PROBE if zipped else _HEAD
    at = offset
    while at < size:
        piece = _read(file, at, _PIECE + overlap)
        if zipped:
            for match in _MEMBER.finditer(piece):
                if _opens_record(piece[match.start() : match.start() + _PROBE]):
                    return at + match.start()
        else:
            # The line before may lie in the piece before: only a line's beginning counts.
            before = _read(file, at - 1, 1) if at else b"\n"
            for match in _LINE.finditer(piece):
                if match.start() or before == b"\n":
                    return at + match.start()
        at += _PIECE
    return None


def _line_ending(file: BinaryIO, offset: int, size: int) -> Ending:
    content = _content_end(_read(file, offset, _HEAD))
    if content is None or offset + content > size:
        return Ending(whole=False, end=size)
    end = offset + content
    tail = _read(file, end, _HEAD)
    rest = tail.lstrip(b"\r\n") if tail.strip(_BLANKS) else b""
    whole = not rest or rest.startswith(b"WARC/") or tail.startswith((b"\r\n\r\n", b"\n\n"))
    return Ending(whole=whole, end=end + len(tail) - len(rest))


def _member_ending(file: BinaryIO, offset: int) -> Ending:
    head, total, tail, end = bytearray(), 0, b"", offset
    stream = zlib.decompressobj(31)
    try:
        while not stream.eof:
            piece = _read(file, end, _PIECE)
            if not piece:
                return Ending(whole=False, end=end)
            text = stream.decompress(piece)
            head += text[: _HEAD - len(head)]
            total, tail, end = total + len(text), text[-64:] or tail, end + len(piece) - len(stream.unused_data)
    except zlib.error:
        return Ending(whole=False, end=end)
    content = _content_end(head)
    if content is None or content > total:
        return Ending(whole=False, end=end)
    return Ending(whole=True, end=end, packed=total - content > 64 or bool(tail[len(tail) - (total - content) :].strip(_BLANKS)))


def _blank_end(file: BinaryIO, offset: int, size: int) -> int:
    """The end of a member that holds nothing but blanks, or of the blanks that fill the file; the offset itself where neither stands."""
    if not starts_member(file, offset):
        rest = _read(file, offset, _PIECE)
        return offset + len(rest) if not rest.strip(_BLANKS) else offset
    stream = zlib.decompressobj(31)
    piece = _read(file, offset, _PIECE)
    try:
        blank = not stream.decompress(piece).strip(_BLANKS) and stream.eof
    except zlib.error:
        return offset
    return min(offset + len(piece) - len(stream.unused_data), size) if blank else offset


def _content_end(head: bytes | bytearray) -> int | None:
    """How long a record is without the blank lines behind it, from its header."""
    if not head.startswith(b"WARC/"):
        return None
    close = re.search(rb"\r?\n\r?\n", head)
    length = _LENGTH.search(head, 0, close.start() + 1) if close else None
    return close.end() + int(length[1]) if close and length else None


def _opens_record(member: bytes) -> bool:
    """Whether a record begins in what may be the first bytes of a gzip member; in a hostile file there are millions of such places."""
    try:
        return zlib.decompressobj(31).decompress(member, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _member_head(file: BinaryIO, offset: int) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(_read(file, offset, _PIECE), 16)
    except zlib.error:
        return b""


def _read(file: BinaryIO, offset: int, length: int) -> bytes:
    return os.pread(file.fileno(), length, offset)
