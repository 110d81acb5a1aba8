"""Record of a web archive -> whether it bears a page, and the page's bytes without their HTTP packing."""

from __future__ import annotations

import io
import zlib
from functools import lru_cache

from fastwarc import WarcRecord
from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import HeaderMap

from recoupe.pages import MAX_BYTES
from recoupe.read.rights import HEADERS

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_MAIN_TYPES = ("image", "video", "audio", "font")
_OTHERS = ("pdf", "json", "javascript", "css", "xml", "dns")
_PACKINGS = (b"transfer-encoding", b"content-encoding")

_RIGHTS = frozenset(name.lower().encode() for name in HEADERS)

Payload = tuple[str | None, bytes, tuple[tuple[str, str], ...]]
"""A media type with its character set, the bytes of the page, and the headers that speak of the use of its text."""


def read_payload(record: WarcRecord) -> Payload | str:
    """The page of a response, resource or conversion, unpacked to at most one byte over the largest page; or why it bears none.

    Raises ValueError where the content is cut short.
    """
    # Fields are asked for by their place or by the library's own properties: a look-up by name costs as much as the rest of a record.
    if not record.is_http:
        media_type = record.headers.get("Content-Type") or record.headers.get("WARC-Identified-Payload-Type")
        reason = _skip_reason(media_type)
        return reason or _page(media_type, _read(record))
    record.parse_http(quirks_mode=True)
    http = record.http_headers
    status = http.status_code
    if status is None:
        return "no HTTP"
    if not 200 <= status < 300:
        return f"HTTP {status}" if 100 <= status < 600 else "no HTTP"
    # The body is read as it lies: a copy of it would cost more than the head.
    media_type = record.http_content_type or record.headers.get("WARC-Identified-Payload-Type")
    if reason := _skip_reason(media_type):
        return reason
    type_at, is_plain = _look_at(http.keys_bytes())
    stated = http.values_bytes()[type_at] if type_at is not None else b""
    media_type, body = stated.decode("latin-1") or media_type, _read(record)
    if is_plain:
        return (media_type, body, ()) if body else "empty"
    fields = {name.lower(): value for name, value in http.items_bytes()}
    for packing in _PACKINGS:
        if value := fields.get(packing):
            for coding in reversed(value.decode("latin-1").lower().split(",")):
                body = _unpack(body, coding.strip(), MAX_BYTES + 1)
    return _page(media_type, body, _said(http))


@lru_cache(maxsize=256)
def _look_at(names: tuple[bytes, ...]) -> tuple[int | None, bool]:
    """Which of an answer's fields states the media type, and whether none tells of packing or rights; answers of a site are alike."""
    lowered = [name.lower() for name in names]
    type_at = max((n for n, name in enumerate(lowered) if name == b"content-type"), default=None)
    return type_at, _RIGHTS.isdisjoint(lowered) and not any(packing in lowered for packing in _PACKINGS)


def _page(media_type: str | None, body: bytes, said: tuple[tuple[str, str], ...] = ()) -> Payload | str:
    return (media_type, body, said) if body else "empty"


def _said(http: HeaderMap) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in http.items_bytes() if name.lower() in _RIGHTS)


def _read(record: WarcRecord) -> bytes:
    # Never more than there is: the library reserves what it is asked for, and 50 MB take longer than the page.
    length = min(record.content_length, MAX_BYTES + 1)
    body: bytes = record.reader.read(length)
    if len(body) < length:
        raise ValueError(f"{record.content_length - len(body):,} bytes of its content are missing")
    return body


@lru_cache(maxsize=256)
def _skip_reason(media_type: str | None) -> str | None:
    kind = (media_type or "").partition(";")[0].strip().lower()
    if kind in _TEXTS:
        return None
    main = kind.partition("/")[0]
    if main in _MAIN_TYPES:
        return main
    return next((name for name in _OTHERS if name in kind), "other type" if kind else "no type")


def _unpack(body: bytes, coding: str, limit: int) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, 31, limit) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        return _inflate(body, 15, limit) or _inflate(body, -15, limit) or body
    if coding in ("chunked", "br"):
        try:
            return (ChunkedReader if coding == "chunked" else BrotliReader)(io.BytesIO(body)).read(limit) or body
        except OSError:
            return body
    return body


def _inflate(body: bytes, wbits: int, limit: int) -> bytes:
    """What can be unpacked: a body cut on its way gives its beginning."""
    stream = zlib.decompressobj(wbits)
    out = bytearray()
    try:
        for i in range(0, len(body), 1 << 16):
            out += stream.decompress(body[i : i + (1 << 16)], max(1, limit - len(out)))
            if stream.eof or len(out) >= limit:
                break
    except zlib.error:
        pass
    return bytes(out)
