"""Record of a web archive -> whether it bears a page, and the page's bytes without their HTTP packing."""

from __future__ import annotations

import io
import zlib
from typing import Any

from fastwarc import WarcRecord
from fastwarc.stream_io import BrotliReader, ChunkedReader

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_MAIN_TYPES = ("image", "video", "audio", "font")
_OTHERS = ("pdf", "json", "javascript", "css", "xml", "dns")


def skip_reason(record: WarcRecord) -> tuple[str | None, str | None]:
    """Why a response, resource or conversion bears no page, or None, and its media type with the character set."""
    if record.is_http:
        record.parse_http(strict_mode=False, quirks_mode=True)
        status = record.http_headers.status_code
        if status is None:
            return "no HTTP", None
        if not 200 <= status < 300:
            return f"HTTP {status}" if 100 <= status < 600 else "no HTTP", None
        media_type = record.http_headers.get("Content-Type")
    else:
        media_type = record.headers.get("Content-Type")
    media_type = media_type or record.headers.get("WARC-Identified-Payload-Type")
    kind = (media_type or "").split(";")[0].strip().lower()
    if kind in _TEXTS:
        return None, media_type
    main = kind.split("/")[0]
    if main in _MAIN_TYPES:
        return main, None
    return next((name for name in _OTHERS if name in kind), "other type" if kind else "no type"), None


def decode_body(body: bytes, headers: Any, limit: int) -> bytes:
    """The body of an HTTP answer unpacked to at most ``limit`` bytes; a coding that is announced but not there is passed over.

    Crawlers often store the unpacked body under the header of the packed one.
    """
    for packing in ("Transfer-Encoding", "Content-Encoding"):
        if value := headers.get(packing):
            for coding in reversed(value.lower().split(",")):
                body = _unpack(body, coding.strip(), limit)
    return body


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
