"""Web archive -> its pages one by one, every record counted: read, skipped with a reason, or damaged at an offset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from fastwarc import ArchiveIterator, WarcHeader, WarcRecord
from fastwarc import WarcRecordType as Kind

from recoupe.pages import PageFile
from recoupe.read.payload import Payload, read_payload
from recoupe.read.salvage import begins_at, find_ending, find_next, guess_packing, is_archive, is_shredded, skip_blanks
from recoupe.read.store import Store
from recoupe.read.unpacked import Unpacked
from recoupe.records import ArchiveCount, PageRef, Rejected, WarcPlace

_PAGE = "page"
_SKIPPED = {int(kind): str(kind) for kind in (Kind.request, Kind.warcinfo, Kind.metadata, Kind.revisit, Kind.continuation)}
_KINDS = _SKIPPED | {int(kind): _PAGE for kind in (Kind.response, Kind.resource, Kind.conversion)}
"""What becomes of a record by its type; asked by number, since that is quick."""
_URL, _FETCHED = WarcHeader.WARC_TARGET_URI, WarcHeader.WARC_DATE
_MUST_HAVE = ("WARC-Type", "WARC-Record-ID", "Content-Length")
_MOST_DAMAGES = 100
"""So many damaged places are gone around in members unpacked together: each of them means to unpack from the first member again."""
_CONVERT = "convert it first: pip install warcio, then warcio recompress"
_TO_DO = "check how it was made, and give the pages themselves if it is no WARC file"

Found = PageFile | Rejected | ArchiveCount
_Outcome = PageFile | str
"""A page, or the reason why its record was skipped."""


def read_archive(archive: Path | BinaryIO, name: str | None = None) -> Iterator[Found]:
    """The pages of one WARC or WET file in their order, damage as Rejected where it stands, and last the ArchiveCount.

    The file may be plain or packed by gzip or zstd; it is closed at the end. One record is in memory at a time (and the one before it).
    A file that cannot be opened, is empty or is no archive is one Rejected.
    """
    path = archive if isinstance(archive, Path) else Path(name or "-")
    name = name or path.name
    try:
        with archive.open("rb") if isinstance(archive, Path) else archive as file:
            yield from _Reading(file, path, name).run()
    except OSError as error:
        detail = f"{path}: {error.strerror or error}; check the file's permissions and its disk"
        yield Rejected(page=PageRef(path=name), reason="unreadable", detail=detail)


class _Reading:
    """One way through one archive. What is found waits until its successor shows that it was whole.

    Members with one record each are read as stored; from a member with several on, ``store`` is the members unpacked.
    """

    def __init__(self, file: BinaryIO, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.base = Store(file)
        self.store: Store | Unpacked = self.base
        self.at = 0
        self.waiting: _Outcome | None = None
        self.n_read = 0
        self.skipped: Counter[str] = Counter()
        self.damaged: list[int] = []
        self.n_around = 0

    def run(self) -> Iterator[Found]:
        if not self.base.size:
            yield self._reject("empty", f"{self.name} is an empty file, not a web archive; fetch it again")
            return
        guess_packing(self.base)
        start: int | None = self._unpack(alone=False) if is_shredded(self.base) else 0
        while start is not None:
            self.at, self.waiting = start, None
            try:
                together = yield from self._records(start)
                why = ""
            except OSError as error:
                if error.errno is not None:
                    raise  # the disk, not the archive
                together, why = False, str(error)
            except (ValueError, RuntimeError, OverflowError, EOFError) as error:
                together, why = False, str(error)
            start = self._unpack(alone=False) if together else (yield from self._close(why))
        if not (self.n_read or self.skipped or self.damaged or is_archive(self.base)):
            yield self._reject_other()
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

    def _records(self, start: int) -> Generator[PageFile, None, bool]:
        """Records from an offset on, to the end or the first damage, which is raised; True where a member holds several."""
        stream: Any = self.store.open_at(start)
        find_member = stream.frame_start_position if self.store.magic else None
        before, take, skipped = -1, self._take, self.skipped
        for record in ArchiveIterator(stream, parse_http=False):
            at = find_member() if find_member else record.stream_pos
            if at == before:
                return True
            # As ``_let_go``, here without a call: most records are skipped.
            outcome, self.waiting = self.waiting, None
            if isinstance(outcome, str):
                skipped[outcome] += 1
            elif outcome is not None:
                self.n_read += 1
                yield outcome
            self.at = before = at
            self.waiting = take(record, at)
        return False

    def _take(self, record: WarcRecord, at: int) -> _Outcome:
        outcome: Payload | str = _KINDS.get(int(record.record_type), "other")
        # A header cut short or hit by damage lacks one of these; asked only where nothing else shows that it is whole.
        if (not record.content_length or outcome == "other") and not all(name in record.headers for name in _MUST_HAVE):
            raise ValueError("its header is cut or broken")
        # A skipped record that is cut short shows at the next one's header or at the end of the file.
        if outcome == _PAGE:
            outcome = read_payload(record)
        if isinstance(outcome, str):
            return outcome
        media_type, body, said = outcome
        record_id = record.record_id
        headers = record.headers
        # By the library's own constants: a look-up by name costs four times as much.
        url, fetched = headers.get_bytes(_URL), headers.get_bytes(_FETCHED)
        return PageFile(
            name=self.name,
            path=self.path,
            media_type=media_type,
            url=url.decode("utf-8", "replace").strip("<>") or None if url else None,
            data=body,
            fetched=fetched.decode("utf-8", "replace") if fetched else None,
            warc=WarcPlace(file=self.name, offset=at, record_id=record_id) if self.store is self.base else self._place(at, record_id),
            headers=said,
        )

    def _let_go(self) -> PageFile | None:
        outcome, self.waiting = self.waiting, None
        if isinstance(outcome, PageFile):
            self.n_read += 1
            return outcome
        if outcome is not None:
            self.skipped[outcome] += 1
        return None

    def _place(self, at: int, record_id: str | None = None) -> WarcPlace:
        if isinstance(self.store, Store):
            return WarcPlace(file=self.name, offset=at, record_id=record_id)
        offset, inner = self.store.place(at)
        return WarcPlace(file=self.name, offset=offset, record_id=record_id, inner_offset=inner or None)

    def _close(self, why: str) -> Generator[PageFile | Rejected, None, int | None]:
        """What waits is let go or lost, the damage told; gives back where reading goes on, None at the end."""
        ending = find_ending(self.store, self.at)
        if ending.packed:
            return self._unpack(alone=True)
        at, search = self.at, ending.end if ending.whole else self.at + 1
        if ending.whole and self.waiting is not None:
            if page := self._let_go():
                yield page
            at, search = ending.end, ending.end + 1
            if not why and begins_at(self.store, at):
                return at  # the library takes an empty member for the end
        if not self.store.read(at, 1) and not self._broken():
            return self._leave(at)
        place, many = self._place(at), self.n_around >= _MOST_DAMAGES
        start = None if many else find_next(self.store, search)
        if isinstance(self.store, Unpacked):
            self.n_around += 1
            if start is None:
                why = why or self._broken() or ""
                start = self._leave(at)
        if start is None and not (self.n_read or self.skipped or self.damaged or is_archive(self.base)):
            return None
        self.damaged.append(place.offset)
        yield self._tell(place, start, why or "the file ends inside a record")
        return start

    def _broken(self) -> str | None:
        return self.store.broken if isinstance(self.store, Unpacked) else None

    def _leave(self, at: int) -> int | None:
        """From members unpacked back to the file as stored: where reading goes on there, None at the end."""
        left, self.store = self.store, self.base
        if not isinstance(left, Unpacked):
            return None
        self.n_around = 0
        if left.read(at, 1):  # given up
            return find_next(self.base, left.place(at)[0] + 1)
        if left.broken is not None:
            return find_next(self.base, left.end + 1)
        end = skip_blanks(self.base, left.end)
        return end if end < self.base.size else None

    def _unpack(self, *, alone: bool) -> int:
        """Go on with the members unpacked, from the one that holds what was read last."""
        self.waiting = None
        self.store = Unpacked(self.base, self.at, alone=alone)
        return 0

    def _tell(self, place: WarcPlace, start: int | None, why: str) -> Rejected:
        inner = f", {place.inner_offset:,} unpacked" if place.inner_offset else ""
        onward = "no record was found after it"
        if start is not None:
            after = self._place(start)
            onward = f"reading went on at byte {after.offset:,}" + (f", {after.inner_offset:,} unpacked" if after.inner_offset else "")
        saved = self.n_read + self.skipped.total()
        detail = (
            f"{self.name} is damaged at byte {place.offset:,}{inner} ({' '.join(why.split())}): {saved:,} records before it are whole, "
            f"{onward}; fetch or make the archive again to have the rest"
        )
        return Rejected(page=PageRef(path=self.name, warc=place), reason="damaged", detail=detail)

    def _reject(self, reason: str, detail: str) -> Rejected:
        return Rejected(page=PageRef(path=self.name), reason=reason, detail=detail)

    def _reject_other(self) -> Rejected:
        if (self.base.head_at(0) if self.base.magic else self.base.read(0, 16)).startswith(b"filedesc://"):
            new = f"{self.name.split('.arc')[0]}.warc.gz"
            return self._reject("no_archive", f"{self.name} is an ARC file, the form before WARC; {_CONVERT} {self.name} {new}")
        return self._reject("no_archive", f"{self.name} holds no WARC record although it is named like a web archive; {_TO_DO}")
