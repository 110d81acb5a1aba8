"""Archive file -> its bytes as stored and its packed members one by one: gzip members and zstd frames, with where each ends."""

from __future__ import annotations

import os
import zlib
from collections.abc import Generator
from io import BytesIO, RawIOBase
from typing import Any, BinaryIO

from fastwarc.stream_io import GzipReader, ZstdReader

from recoupe.pages import GZIP, ZSTD, ZSTD_DICTIONARY

PIECE = 1 << 16
"""How much is looked at in one go."""
BLANKS = b"\r\n\x00 \t"
"""What may fill a file behind its last record."""
_LARGEST_DICTIONARY = 1 << 24
_SIZES = ((0, 2, 4, 8), (1, 2, 4, 8))
"""Bytes of a zstd frame's own length, by its flag, without and with a single segment."""
Members = Generator[bytes, None, int]


class Store:
    """An archive file, how it is packed (by ``magic``, empty where it is plain) and its size."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = os.fstat(file.fileno()).st_size
        first = self.read(0, 4)
        self.dictionary = self._find_dictionary() if first == ZSTD_DICTIONARY else None
        self.magic = ZSTD if self.dictionary is not None or first == ZSTD else GZIP if first.startswith(GZIP) else b""

    def read(self, offset: int, length: int) -> bytes:
        """Bytes as stored."""
        return os.pread(self.file.fileno(), length, offset)

    def open_at(self, offset: int) -> Any:
        """What fastwarc reads records from, from an offset on; a packed one knows ``frame_start_position``."""
        self.file.seek(offset)
        if not self.magic:
            return self.file
        return GzipReader(self.file) if self.magic == GZIP else ZstdReader(self.file, dictionary=self.dictionary)

    def head_at(self, offset: int, length: int = 16) -> bytes:
        """The first bytes that are packed in the member at an offset; empty where no whole one begins."""
        out = b""
        try:
            for piece in self.unpack(offset):
                out += piece[: length - len(out)]
                if len(out) >= length:
                    break
        except (OSError, zlib.error, EOFError):
            pass
        return out

    def unpack(self, offset: int) -> Members:
        """What is packed in the member at an offset, in pieces; gives back where the member ends.

        Raises OSError, EOFError or zlib.error where it is cut, damaged or none.
        """
        return (yield from self._unpack_zstd(offset) if self.magic == ZSTD else self._unpack_gzip(offset))

    def _unpack_gzip(self, offset: int) -> Members:
        stream, at, rest = zlib.decompressobj(31), offset, b""
        while not stream.eof:
            if not rest:
                rest = self.read(at, PIECE)
                at += len(rest)
                if not rest:
                    raise EOFError("the file ends inside a gzip member")
            out = stream.decompress(rest, PIECE)
            rest = stream.unconsumed_tail
            if out:
                yield out
        return at - len(stream.unused_data)

    def _unpack_zstd(self, offset: int) -> Members:
        end = self._frame_end(offset)
        if self.read(offset, 4) == ZSTD:
            stream = ZstdReader(_Slice(self, offset, end), dictionary=self.dictionary)
            while out := stream.read(PIECE):
                yield out
        return end

    def _frame_end(self, offset: int) -> int:
        """Where a zstd frame ends, by the lengths of its blocks (RFC 8878, section 3.1)."""
        head = self.read(offset, 8)
        if head[1:4] == ZSTD_DICTIONARY[1:] and head[0] >> 4 == 5:
            return self._inside(offset + 8 + int.from_bytes(head[4:8], "little"))
        if not head.startswith(ZSTD) or len(head) < 8:
            raise OSError("no zstd frame begins there")
        flags = head[4]
        single = flags >> 5 & 1
        at = offset + 5 + (1 - single) + (0, 1, 2, 4)[flags & 3] + _SIZES[single][flags >> 6]
        last = 0
        while not last:
            block = int.from_bytes(self.read(at, 3), "little")
            last, kind = block & 1, block >> 1 & 3
            if kind == 3:
                raise OSError("a zstd block is of no known kind")
            at = self._inside(at + 3 + (1 if kind == 1 else block >> 3))
        return self._inside(at + (4 if flags & 4 else 0))

    def _inside(self, offset: int) -> int:
        if offset > self.size:
            raise EOFError("the file ends inside a zstd frame")
        return offset

    def _find_dictionary(self) -> bytes | None:
        """The dictionary that stands before the frames of a WARC.zst file, unpacked where it is packed itself."""
        length = int.from_bytes(self.read(4, 4), "little")
        if length > min(_LARGEST_DICTIONARY, self.size - 8):
            return b""
        stored = self.read(8, length)
        if not stored.startswith(ZSTD):
            return stored
        try:
            return ZstdReader(BytesIO(stored)).read(_LARGEST_DICTIONARY)
        except OSError:
            return b""


class _Slice(RawIOBase):
    """A stretch of a stored file as a file of its own."""

    def __init__(self, store: Store, start: int, end: int) -> None:
        self._store, self._start, self._at, self._end = store, start, start, end

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: self._start, os.SEEK_CUR: self._at, os.SEEK_END: self._end}[whence]
        return self._at - self._start

    def readinto(self, buffer: Any) -> int:
        data = self._store.read(self._at, max(0, min(len(buffer), self._end - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
