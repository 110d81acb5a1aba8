"""Members that hold several records -> their contents as one plain stream, with the member and the place in it of every byte."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from io import RawIOBase
from typing import Any

from recoupe.read.store import BLANKS, PIECE, Store

_KEPT = 1 << 20
"""Bytes kept behind the place that was looked at last: salvage goes back a record, seldom further."""


class Unpacked:
    """The contents of the members from one on, as a plain archive: to the end of the file, the first damage, or one member's end.

    ``broken`` is None while all is well, else what stopped the unpacking; ``end`` is where it stopped in the file, once that is known.
    """

    magic = b""

    def __init__(self, store: Store, start: int, *, alone: bool = False) -> None:
        self.store, self.start, self.alone = store, start, alone
        self.broken: str | None = None
        self.end = start
        self._inner = array("Q")
        self._members = array("Q")
        self._rewind()

    def open_at(self, offset: int) -> RawIOBase:
        """A stream of the contents from an offset on, for fastwarc."""
        return _Stream(self.pieces(), offset)

    def read(self, offset: int, length: int) -> bytes:
        """Bytes of the contents; short where they end. Going far back unpacks from the beginning again."""
        if offset < self._from:
            self._rewind()
        while self._from + len(self._window) < offset + length and (piece := next(self._walk, b"")):
            self._window += piece
            spare = min(len(self._window), offset - self._from) - _KEPT
            if spare > _KEPT:
                del self._window[:spare]
                self._from += spare
        at = offset - self._from
        return bytes(self._window[at : at + length])

    def place(self, offset: int) -> tuple[int, int]:
        """The member that holds an offset, by its own offset in the file, and how far from the member's beginning it lies."""
        n = max(0, bisect_right(self._inner, offset) - 1)
        return self._members[n], offset - self._inner[n]

    def pieces(self) -> Iterator[bytes]:
        """The contents from the first member on."""
        member, total = self.start, 0
        while member < self.store.size:
            blank = self.store.read(member, PIECE)
            if not blank.strip(BLANKS):
                member += len(blank)
                continue
            if not self._inner or total > self._inner[-1] or member > self._members[-1]:
                self._inner.append(total)
                self._members.append(member)
            members = self.store.unpack(member)
            try:
                while True:
                    piece = next(members)
                    yield piece
                    total += len(piece)
            except StopIteration as done:
                member = done.value
            except (OSError, EOFError, zlib.error) as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise
                self.broken, self.end = str(error), member
                return
            if self.alone:
                break
        self.end = member

    def _rewind(self) -> None:
        self._walk, self._window, self._from = self.pieces(), bytearray(), 0


class _Stream(RawIOBase):
    def __init__(self, pieces: Iterator[bytes], offset: int) -> None:
        self._pieces, self._at, self._rest = pieces, offset, memoryview(b"")
        while offset > 0 and (piece := next(pieces, b"")):
            self._rest = memoryview(piece)[offset:]
            offset -= len(piece)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        n = min(len(buffer), len(self._rest))
        buffer[:n] = self._rest[:n]
        self._rest = self._rest[n:]
        self._at += n
        return n
