"""What the user names -> what the stages take: files, folders, standard input, and JSON lines from an earlier stage."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from recoupe.cli.foreign import read_foreign
from recoupe.cli.words import Words
from recoupe.errors import InputError
from recoupe.pages import GZIP, MAX_BYTES, ZSTD, ZSTD_DICTIONARY, PageFile, find_pages, opens_archive
from recoupe.records import Annotations, Article, PageRef, Record, Rejected

STANDARD_INPUT = "-"
MAX_LINE = 4 * MAX_BYTES  # what a page of the largest size becomes when every other letter is written as \u00e9
_JSON_LINES = (".jsonl", ".ndjson")
_JSON = ".json"
_PACKED = (b"WARC", b"file", GZIP, ZSTD, ZSTD_DICTIONARY)
_N_FIRST, _N_HEAD = 4, 1020
"""Bytes that are waited for on standard input before lines are read, and where these tell an archive or packed page, further ones."""
_OPENING = re.compile(rb'\s*\{\s*"')


class Annotated(Record, frozen=True):
    """One line between ``annotate`` and ``stories``: an article with what it says."""

    article: Article
    annotations: Annotations


Item = PageFile | Article | Annotated | Rejected


def gather(places: Sequence[str], stdin: BinaryIO, words: Words) -> Iterator[Item]:
    """Everything under the named places, one item at a time; a broken line becomes a rejected page that names its number.

    Raises InputError for a path that does not exist, or where nothing is found, before anything is read.
    """
    named = [p for p in places if p != STANDARD_INPUT]
    piped = len(named) < len(places)
    if piped and stdin.isatty():
        raise InputError(words("standard input is the terminal: pipe a page or JSON lines into recoupe, or name a file instead of -"))
    for place in named:
        if not Path(place).exists():
            raise InputError(words("no such file or folder: {place}; name an existing page or folder", place=place))
    files = list(find_pages(named))
    if named and not files:
        raise InputError(words("no page found in {places}: name a folder with files that are not hidden", places=", ".join(named)))
    return chain(*map(_from_file, files), _from_stream(stdin) if piped else ())


def _from_file(file: PageFile) -> Iterator[Item]:
    suffix = file.path.suffix.lower()
    if suffix == _JSON:
        yield from _from_json(file)
        return
    if suffix not in _JSON_LINES:
        yield file
        return
    try:
        with file.path.open("rb") as lines:
            yield from read_lines(_lines(b"", lines), file.name)
    except OSError as error:
        detail = f"{file.path}: {error.strerror or error}; check the file's permissions"
        yield Rejected(page=PageRef(path=file.name), reason="unreadable", detail=detail)


def _from_json(file: PageFile) -> Iterator[Item]:
    """The rows of a JSON file: one object, or a list of them; a dossier, or what is no JSON, is read as any file."""
    try:
        with file.path.open("rb") as opened:
            data = opened.read(MAX_LINE + 1)
        found = msgspec.json.decode(data.removeprefix(BOM_UTF8)) if len(data) <= MAX_LINE else None
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        found = None
    rows: list[Any] = found if isinstance(found, list) else [found]
    if not rows or not all(isinstance(row, dict) for row in rows) or "schema" in rows[0]:
        yield file
        return
    yield from read_lines((msgspec.json.encode(row) for row in rows), file.name)


def _from_stream(stream: BinaryIO) -> Iterator[Item]:
    first = stream.read(_N_FIRST)
    if first.startswith(_PACKED):
        first += stream.read(_N_HEAD)
        if opens_archive(first):
            yield PageFile(name=STANDARD_INPUT, path=Path(STANDARD_INPUT), file=_as_file(first, stream))
        else:
            yield PageFile(name=STANDARD_INPUT, path=Path(STANDARD_INPUT), data=first + stream.read(MAX_BYTES + 1))
        return
    lines = _lines(first, stream)
    head: list[bytes] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line)
        if line.removeprefix(BOM_UTF8).strip() or size > MAX_BYTES:
            break
    if head and _OPENING.match(head[-1].removeprefix(BOM_UTF8)):
        yield from read_lines(chain(head, lines), STANDARD_INPUT)
        return
    while size <= MAX_BYTES and (line := next(lines, b"")):  # beyond the bound nothing is read, however much comes
        head.append(line)
        size += len(line)
    yield PageFile(name=STANDARD_INPUT, path=Path(STANDARD_INPUT), data=b"".join(head))


def _lines(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream whose first bytes were read; of one that is too long only its beginning, some bytes more than MAX_LINE."""
    *whole, last = first.split(b"\n")
    yield from (line + b"\n" for line in whole)
    line = last + stream.readline(MAX_LINE + 1)
    while line:
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE + 1)
        line = stream.readline(MAX_LINE + 1)


def _as_file(first: bytes, stream: BinaryIO) -> BinaryIO:
    """An archive on standard input as a file that can be read anywhere: itself where it is one, else a copy that the system removes."""
    try:
        if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and stream.tell() == len(first):
            return stream
    except OSError:
        pass
    copy = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as its pages are read)
    try:
        copy.write(first)
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.flush()
    except OSError as error:
        folder = tempfile.gettempdir()
        detail = f"no room in {folder} for the archive on standard input ({error.strerror}): name its file, or set TMPDIR to a larger disk"
        raise InputError(detail) from error
    return copy


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[Item]:
    """The records of JSON lines, in order; ``name`` and the line number say where a broken one stands."""
    for number, found in enumerate(lines, start=1):
        line = found.removeprefix(BOM_UTF8).strip()
        if len(found) > MAX_LINE:
            detail = f"line {number} of {name} has more than {MAX_LINE:,} bytes, the most that Recoupe reads; give its page as a file"
            yield Rejected(page=PageRef(path=f"{name}:{number}"), reason="too_large", detail=detail)
        elif line:
            try:
                yield _decode(line, f"{name}:{number}")
            except (msgspec.MsgspecError, UnicodeError, RecursionError, InputError) as error:
                detail = f"line {number} of {name} is not an article, a page or annotations ({error}): make such lines with recoupe read"
                yield Rejected(page=PageRef(path=f"{name}:{number}"), reason="bad_line", detail=detail)


def write_line(record: Record) -> bytes:
    """One record as a JSON line."""
    return msgspec.json.encode(record, order="deterministic") + b"\n"


def _decode(line: bytes, name: str) -> Item:
    fields: Any = msgspec.json.decode(line)
    if not isinstance(fields, dict):
        raise InputError(f"wanted an object, got {type(fields).__name__}")
    if "annotations" in fields:
        both = msgspec.convert(fields, Annotated)
        return Annotated(article=_check(both.article), annotations=both.annotations)
    if "reason" in fields:
        return msgspec.convert(fields, Rejected)
    if "page" not in fields:
        return read_foreign(fields, name)
    return _check(msgspec.convert(fields, Article))


def _check(article: Article) -> Article:
    for block in article.blocks:
        if not 0 <= block.start <= block.end <= len(article.text):
            raise InputError(f"block {block.start}-{block.end} lies outside the article's {len(article.text)} characters")
    return article
