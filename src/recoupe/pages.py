"""Paths -> page files, in a defined order: files as named, folders read recursively, names relative to what was given."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from recoupe.errors import InputError, PageRejected
from recoupe.records import WarcPlace

MAX_BYTES = 50_000_000
"""The largest page that is read."""
_OWN = re.compile(rb'"schema"\s*:\s*"recoupe\.dossier/1"|<meta name="generator" content="recoupe|<!-- recoupe\.dossier/1 -->')
_MEDIA_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}
_CODE = frozenset(
    (".py", ".pyc", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".css", ".scss", ".less", ".map", ".c", ".h", ".cpp", ".java", ".go",
     ".rs", ".rb", ".sh", ".bat", ".ps1", ".sql", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".lock")
)  # fmt: skip
"""Endings of what lies beside pages in a folder and reads as text."""
_ARCHIVE = re.compile(r"\.(?:warc|wet|arc)(?:\.gz|\.zst)?$", re.IGNORECASE)
_OPENING = re.compile(rb"WARC/[01]\.\d+\r?\n|filedesc://\S+ ")
GZIP, ZSTD, ZSTD_DICTIONARY = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
"""First bytes of what is packed by gzip, by zstd, and of a dictionary before it."""
_HEAD = 1 << 10
_PIECE = 1 << 16


class PageFile(Struct, frozen=True):
    """One page file: its name in the dossier, where it is, what its ending says of it, its bytes where they are read already.

    A page out of a web archive bears the archive's name, its bytes, when it was fetched, its place there, and the headers of its
    answer that speak of the use of its text. ``file`` is an archive that is open already, as on standard input.
    """

    name: str
    path: Path
    media_type: str | None = None
    url: str | None = None
    data: bytes | None = None
    fetched: str | None = None
    warc: WarcPlace | None = None
    file: BinaryIO | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def is_archive(self) -> bool:
        """Whether it holds many pages: a WARC or WET file, packed or not, by its ending or by its first bytes."""
        if self.data is not None:
            return False
        return self.file is not None or _ARCHIVE.search(self.path.name) is not None or opens_archive(_first_bytes(self.path))

    def read(self) -> bytes:
        """The bytes of the page, unpacked where gzip packed them; raises PageRejected where the system refuses or they are damaged."""
        if self.data is not None:
            return unpack_page(self.data, self.name)
        if self.path.suffix.lower() in _CODE:
            raise PageRejected("no_page", f"{self.path} is a program or a style sheet by its name, not a page; leave it out")
        try:
            with self.path.open("rb") as file:
                # Of a longer file one byte more than is read: it is rejected by its length.
                data = unpack_page(file.read(MAX_BYTES + 1), self.name)
        except OSError as error:
            raise PageRejected("unreadable", f"{self.path}: {error.strerror or error}; check the file's permissions") from error
        if _OWN.search(data[:20_000]) or _OWN.search(data[-200:]):
            raise PageRejected("dossier", f"{self.path} is a dossier that Recoupe wrote, not a page; leave it out")
        return data


def opens_archive(head: bytes) -> bool:
    """Whether a file begins like a web archive: a WARC record (or an ARC file's), plain or packed by gzip, or anything packed by zstd."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, _HEAD)
        except zlib.error:
            return False
    return head.startswith((ZSTD, ZSTD_DICTIONARY)) or _OPENING.match(head) is not None


def unpack_page(data: bytes, name: str) -> bytes:
    """A page as it is, or what gzip packed, at most one byte over the largest page; raises PageRejected (``damaged``) where it is cut."""
    if not data.startswith(GZIP):
        return data
    out, rest = bytearray(), data
    while rest.startswith(GZIP) and len(out) <= MAX_BYTES:
        stream = zlib.decompressobj(31)
        try:
            while not stream.eof and len(out) <= MAX_BYTES:
                out += (piece := stream.decompress(rest, _PIECE))
                if not piece and not stream.unconsumed_tail and not stream.eof:
                    raise zlib.error("it ends too soon")
                rest = stream.unconsumed_tail
        except zlib.error as error:
            at = len(data) - len(rest)
            detail = f"{name} is packed by gzip and damaged near byte {at:,} ({error}); fetch or pack it again"
            raise PageRejected("damaged", detail) from error
        rest = stream.unused_data
    if out[257:262] == b"ustar":
        raise PageRejected("binary", f"{name} holds a tar archive; unpack it and name the folder")
    return bytes(out[: MAX_BYTES + 1])


def find_pages(paths: Iterable[str | Path | PageFile]) -> Iterator[PageFile]:
    """Every page file under the given paths, sorted by name; hidden files are left out.

    Raises InputError for a path that does not exist.
    """
    found: dict[tuple[str, str], PageFile] = {}
    for place in paths:
        if isinstance(place, PageFile):
            found[place.name, str(place.path)] = place
            continue
        given = Path(place)
        if _is_folder(given):
            for path in given.rglob("*"):
                inner = path.relative_to(given)
                if path.is_file() and not any(part.startswith(".") for part in inner.parts):
                    found[inner.as_posix(), str(path.resolve())] = _page_file(inner.as_posix(), path)
        elif _exists(given):
            found[given.name, str(given.resolve())] = _page_file(given.name, given)
        else:
            raise InputError(f"no such file or folder: {given}; name an existing page, folder or archive")
    yield from (found[key] for key in sorted(found))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder above it is closed: reading it says so
        return True


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:  # reading the page says so
        return b""


def _page_file(name: str, path: Path) -> PageFile:
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a file name need not be text
    return PageFile(name=name, path=path, media_type=_MEDIA_TYPES.get(Path(path.name.lower().removesuffix(".gz")).suffix))
