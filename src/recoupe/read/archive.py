"""Web archive -> its pages one by one, every record counted: read, skipped with a reason, or damaged at an offset."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from fastwarc import ArchiveIterator, WarcRecord
from fastwarc import WarcRecordType as Kind

from recoupe.pages import PageFile
from recoupe.read.decode import MAX_BYTES
from recoupe.read.payload import decode_body, skip_reason
from recoupe.read.rights import HEADERS
from recoupe.read.salvage import MAGIC, Ending, find_ending, find_next, is_archive, starts_member
from recoupe.records import ArchiveCount, PageRef, Rejected, WarcPlace

_PAGE = "page"
_SKIPPED = {int(kind): str(kind) for kind in (Kind.request, Kind.warcinfo, Kind.metadata, Kind.revisit, Kind.continuation)}
_KINDS = _SKIPPED | {int(kind): _PAGE for kind in (Kind.response, Kind.resource, Kind.conversion)}
"""What becomes of a record by its type; asked by number, since that is quick."""
_MUST_HAVE = ("WARC-Type", "WARC-Record-ID", "Content-Length")
_TO_DO = "check how it was made, and give the pages themselves if it is no WARC file"

Found = PageFile | Rejected | ArchiveCount
_Outcome = PageFile | str
"""A page, or the reason why its record was skipped."""


def read_archive(path: Path, name: str | None = None) -> Iterator[Found]:
    """The pages of one WARC, WARC.gz or WET file in their order, damage as Rejected where it stands, and last the ArchiveCount.

    One record is in memory at a time (and the one before it). A file that cannot be opened, is empty or is no archive is one Rejected.
    """
    name = name or path.name
    try:
        with path.open("rb") as file:
            yield from _Reading(file, path, name).run()
    except OSError as error:
        detail = f"{path}: {error.strerror or error}; check the file's permissions and its disk"
        yield Rejected(page=PageRef(path=name), reason="unreadable", detail=detail)


def _said(headers: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name in HEADERS if (value := headers.get(name)))


class _Reading:
    """One way through one archive. What is found waits until its successor shows that it was whole."""

    def __init__(self, file: BinaryIO, path: Path, name: str) -> None:
        self.file, self.path, self.name = file, path, name
        self.size = os.fstat(file.fileno()).st_size
        self.zipped = starts_member(file, 0)
        self.at = 0
        self.waiting: _Outcome | None = None
        self.n_read = 0
        self.skipped: Counter[str] = Counter()
        self.damaged: list[int] = []

    def run(self) -> Iterator[Found]:
        if not self.size:
            yield self._reject("empty", f"{self.name} is an empty file, not a web archive; fetch it again")
            return
        start: int | None = 0
        while start is not None:
            self.at, self.waiting = start, None
            try:
                yield from self._records(start)
                why = ""
            except OSError as error:
                if error.errno is not None:
                    raise  # the disk, not the archive
                why = str(error)
            except (ValueError, RuntimeError, OverflowError, EOFError) as error:
                why = str(error)
            start = yield from self._close(why)
        if not self.n_read and not self.skipped and not is_archive(self.file):
            detail = f"{self.name} holds no WARC record although it is named like a web archive; {_TO_DO}"
            yield self._reject("no_archive", detail)
            return
        n_skipped = self.skipped.total()
        yield ArchiveCount(
            file=self.name,
            records=self.n_read + n_skipped + len(self.damaged),
            read=self.n_read,
            skipped=n_skipped,
            damaged=len(self.damaged),
            reasons=dict(sorted(self.skipped.items(), key=lambda item: (-item[1], item[0]))),
            damaged_at=tuple(self.damaged),
        )

    def _records(self, start: int) -> Iterator[PageFile]:
        """Records from an offset on, until the end or the first damage, which is raised as ValueError."""
        self.file.seek(start)
        number, zipped = self.file.fileno(), self.zipped
        for record in ArchiveIterator(self.file, parse_http=False):
            if self.waiting is not None and (page := self._let_go()):
                yield page
            position = record.stream_pos
            # Records packed into one gzip member have no offset of their own: theirs is the member's.
            if not zipped or position == start or os.pread(number, len(MAGIC), position) == MAGIC:
                self.at = position
            self.waiting = self._take(record)

    def _take(self, record: WarcRecord) -> _Outcome:
        kind, body = _KINDS.get(int(record.record_type), "other"), b""
        reason, media_type = skip_reason(record) if kind == _PAGE else (kind, None)
        length = record.content_length
        if not reason:
            # Never more than there is: the library reserves what it is asked for, and 50 MB take longer than the page.
            body = record.reader.read(min(length, MAX_BYTES + 1))
        # A skipped record that is cut short shows at the next one's header or at the end of the file.
        if not reason and len(body) < min(length, MAX_BYTES + 1):
            raise ValueError(f"{length - len(body):,} bytes of its content are missing")
        # A header cut short or hit by damage lacks one of these; asked only where nothing else shows that it is whole.
        if (not length or reason == "other") and not all(name in record.headers for name in _MUST_HAVE):
            raise ValueError("its header is cut or broken")
        if body and record.is_http_parsed:
            body = decode_body(body, record.http_headers, MAX_BYTES + 1)
        if reason or not body:
            return reason or "empty"
        headers = record.headers
        return PageFile(
            name=self.name,
            path=self.path,
            media_type=media_type,
            url=(headers.get("WARC-Target-URI") or "").strip("<>") or None,
            data=body,
            fetched=headers.get("WARC-Date"),
            warc=WarcPlace(file=self.name, offset=self.at, record_id=record.record_id),
            headers=_said(record.http_headers) if record.is_http_parsed else (),
        )

    def _let_go(self) -> PageFile | None:
        outcome, self.waiting = self.waiting, None
        if isinstance(outcome, PageFile):
            self.n_read += 1
            return outcome
        if outcome is not None:
            self.skipped[outcome] += 1
        return None

    def _close(self, why: str) -> Generator[PageFile | Rejected, None, int | None]:
        """What waits is let go or lost, the damage told; gives back where reading goes on, None at the end."""
        if not why and self.waiting is None and not is_archive(self.file):
            return None
        ending = find_ending(self.file, self.at, self.size, self.zipped)
        if ending.whole and self.waiting is not None:
            if page := self._let_go():
                yield page
            if not why and (ending.packed or ending.end >= self.size):
                return None
            at, search = (self.at, ending.end) if ending.packed else (ending.end, ending.end + 1)
        else:
            at, search = self.at, self._after(ending)
        if at >= self.size:
            return None
        start = find_next(self.file, search, self.size, self.zipped)
        if start is None and not (self.n_read or self.skipped or is_archive(self.file)):
            return None
        self.damaged.append(at)
        yield self._tell(at, start, why or "the file ends inside a record")
        return start

    def _after(self, ending: Ending) -> int:
        return ending.end if ending.whole and ending.end > self.at else self.at + 1

    def _tell(self, at: int, start: int | None, why: str) -> Rejected:
        onward = f"reading went on at byte {start:,}" if start is not None else "no record was found after it"
        saved = self.n_read + self.skipped.total()
        detail = (
            f"{self.name} is damaged at byte {at:,} ({' '.join(why.split())}): {saved:,} records before it are whole, {onward}; "
            "fetch or make the archive again to have the rest"
        )
        return self._reject("damaged", detail, at)

    def _reject(self, reason: str, detail: str, at: int | None = None) -> Rejected:
        place = WarcPlace(file=self.name, offset=at) if at is not None else None
        return Rejected(page=PageRef(path=self.name, warc=place), reason=reason, detail=detail)
