"""Paths -> page files, in a defined order: files as named, folders read recursively, names relative to what was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recoupe.errors import InputError, PageRejected
from recoupe.records import WarcPlace

_OWN = re.compile(rb'"schema"\s*:\s*"recoupe\.dossier/1"|<meta name="generator" content="recoupe|<!-- recoupe\.dossier/1 -->')
_MEDIA_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}
_ARCHIVE = re.compile(r"\.(?:warc|wet)(?:\.gz)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page file: its name in the dossier, where it is, what its ending says of it, its bytes where they are read already.

    A page out of a web archive bears the archive's name, its bytes, when it was fetched, its place there, and the headers of its
    answer that speak of the use of its text.
    """

    name: str
    path: Path
    media_type: str | None = None
    url: str | None = None
    data: bytes | None = None
    fetched: str | None = None
    warc: WarcPlace | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def is_archive(self) -> bool:
        """Whether its ending says that it holds many pages: WARC or WET, packed or not."""
        return self.data is None and _ARCHIVE.search(self.path.name) is not None

    def read(self) -> bytes:
        """The bytes of the page; raises PageRejected where the system refuses."""
        if self.data is not None:
            return self.data
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise PageRejected("unreadable", f"{self.path}: {error.strerror or error}; check the file's permissions") from error
        if _OWN.search(data[:20_000]) or _OWN.search(data[-200:]):
            raise PageRejected("dossier", f"{self.path} is a dossier that Recoupe wrote, not a page; leave it out")
        return data


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


def _page_file(name: str, path: Path) -> PageFile:
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a file name need not be text
    return PageFile(name=name, path=path, media_type=_MEDIA_TYPES.get(path.suffix.lower()))
