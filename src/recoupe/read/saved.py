"""A page that a browser saved with its pictures in one file (MHTML) -> the HTML page in it, its media type and address."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from recoupe.errors import PageRejected

_HEAD = 4_096
_FIELD = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_SAVED = re.compile(rb"^content-type:\s*multipart/(?:related|mixed)\b", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")

Page = tuple[bytes, str, str | None]
"""The bytes of an HTML page, its media type with its character set, its address."""


def open_saved(data: bytes | str) -> Page | None:
    """The root HTML page of an MHTML file; None where the data are none.

    Raises PageRejected (``no_text``) where it holds no HTML page.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    head = _FIELD.match(raw[:_HEAD].lstrip())
    if head is None or not _SAVED.search(head[0]):
        return None
    try:
        message = message_from_bytes(raw.lstrip())
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        start = str(message.get_param("start") or "")
        root = next((part for part in parts if start and part.get("Content-ID") == start), parts[0] if parts else None)
        body = root.get_payload(decode=True) if root is not None else None
    except (MessageError, LookupError, ValueError, AttributeError):  # what the library raises on hostile heads
        root, body = None, None
    if root is None or not isinstance(body, bytes):
        raise PageRejected("no_text", "the saved page (MHTML) holds no HTML part; save the page again as HTML")
    return body, _media_type(root), _address(root) or _address(message)


def _media_type(part: Message) -> str:
    charset = part.get_param("charset")
    return f"text/html; charset={charset}" if isinstance(charset, str) else "text/html"


def _address(part: Message) -> str | None:
    for name in ("Content-Location", "Snapshot-Content-Location"):
        found = _ADDRESS.match(str(part.get(name) or "").strip())
        if found:
            return found[0]
    return None
