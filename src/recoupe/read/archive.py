"""Web archive -> its pages one by one, every record counted: read, skipped with a reason, or damaged at an offset."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord
from fastwarc import WarcRecordType as Kind

from recoupe.pages import PageFile
from recoupe.read.decode import MAX_BYTES
from recoupe.read.payload import decode_body, skip_reason
from recoupe.read.salvage import Ending, find_ending, find_next, is_archive, starts_member
from recoupe.records import ArchiveCount, PageRef, Rejected, WarcPlace

_PAGES = int(Kind.response) | int(Kind.resource) | int(Kind.conversion)
_UNKNOWN = int(Kind.unknown)
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
        for record in ArchiveIterator(self.file, parse_http=False):
            if self.waiting is not None:
                yield from self._let_go()
            position = record.stream_pos
            # Records packed into one gzip member have no offset of their own: theirs is the member's.
            if not self.zipped or position == start or starts_member(self.file, position):
                self.at = position
            self.waiting = self._take(record)

    def _take(self, record: WarcRecord) -> _Outcome:
        headers = record.headers
        kind = headers.get("WARC-Type")
        if kind is None or record.record_id is None or "Content-Length" not in headers:
            raise ValueError("its header is cut or broken")
        number, body = int(record.record_type), b""
        reason, media_type = skip_reason(record) if number & _PAGES else (kind if number != _UNKNOWN else "other", None)
        if not reason:
            body = record.reader.read(MAX_BYTES + 1)
        missing = record.content_length - len(body) - record.consume()
        if missing > 0:
            raise ValueError(f"{missing:,} bytes of its content are missing")
        if not reason and record.is_http_parsed:
            body = decode_body(body, record.http_headers, MAX_BYTES + 1)
        if reason or not body:
            return reason or "empty"
        return PageFile(
            name=self.name,
            path=self.path,
            media_type=media_type,
            url=(headers.get("WARC-Target-URI") or "").strip("<>") or None,
            data=body,
            fetched=headers.get("WARC-Date"),
            warc=WarcPlace(file=self.name, offset=self.at, record_id=record.record_id),
        )

    def _let_go(self) -> Iterator[PageFile]:
        outcome, self.waiting = self.waiting, None
        if isinstance(outcome, PageFile):
            self.n_read += 1
            yield outcome
        elif outcome is not None:
            self.skipped[outcome] += 1

    def _close(self, why: str) -> Generator[PageFile | Rejected, None, int | None]:
        """What waits is let go or lost, the damage told; gives back where reading goes on, None at the end."""
        if not why and self.waiting is None and self.at == 0:
            return None
        ending = find_ending(self.file, self.at, self.size, self.zipped)
        if ending.whole and self.waiting is not None:
            yield from self._let_go()
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
