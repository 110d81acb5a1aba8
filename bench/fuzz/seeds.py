"""What the fuzzer begins with: the packaged sample pages, cut small and in every shape, and a dictionary of what pages are made of."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from recoupe.read.words import reading_words
from recoupe.samples import sample_pages

_MARKS = (
    "\n",
    "\r\n",
    "\x00",
    "\ufeff",
    "\u2028",
    "\x85",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\u0301",
    "\ud7ff",
    "\U0001f309",
    "«",
    "»",
    "“",
    "”",
    "(AFP)",
    "(ats/jch)",
    "AVEC AFP",
    "12.05.2031, 18:05",
    "12 mai 2031 à 18h05",
    "May 12, 2031 6:05 p.m. GMT+2",
    "2031-05-12T18:05:00Z",
    "9999-99-99T99:99:99+99:99",
    "0000-00-00",
    "10000-01-01",
    "VALCREUSE (AFP) - ",
    "Photo : ",
    "© ",
    "https://exemple.test/2031/05/12/",
)
_HTML = (
    "<p>",
    "</p>",
    "<div class='related'>",
    "<article>",
    "<h1>",
    "<figure>",
    "<figcaption>",
    "<table><tr><td>",
    "<script>",
    "<br>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<!DOCTYPE",
    "<!ENTITY",
    "<?xml",
    "<base href='//['>",
    "<time datetime='",
    "<meta property='article:published_time' content='",
    "<meta charset='",
    "utf-16",
    "utf-7",
    "shift_jis",
    "&#xD800;",
    "&#x110000;",
    "&lol;",
    "&eacute",
    "<svg>",
    "<template>",
    "<blockquote>",
    "<ul><li>",
    '<script type="application/ld+json">',
    '{"@type":"NewsArticle","headline":"',
    '"datePublished":"',
    "\\ud800",
    "<link rel='canonical' href='",
)
_WARC = (
    "WARC/1.0\r\n",
    "WARC/1.1\r\n",
    "WARC-Type: response\r\n",
    "WARC-Type: conversion\r\n",
    "Content-Length: ",
    "-1",
    "9223372036854775807",
    "WARC-Record-ID: <urn:uuid:1>\r\n",
    "WARC-Date: ",
    "WARC-Target-URI: ",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "Content-Encoding: br\r\n",
    "Content-Encoding: deflate\r\n",
    "\r\n\r\n",
    "0\r\n\r\n",
    "ffffffff\r\n",
)
_JSON = (
    '{"text": "',
    '"title": "',
    '"date": "2031-13"',
    '"html": "',
    '"page": {',
    '"blocks": [',
    '"annotations"',
    '"reason"',
    "\\u0000",
    "\\ud800",
    "1e999",
    "-0",
    "null",
    "[[[[",
    '"kind":"paragraph"',
    '"start":-1',
    '"published":{"value":"',
    '"dump":"',
    '"language":"',
)


def dictionary(door: str) -> str:
    """Tokens for one door, in libFuzzer's form."""
    words = [word for table in reading_words() for words in (table.published, table.updated, table.by, table.credit) for word in words]
    words += [word for table in reading_words() for cue in table.cues.values() for word in (cue.whole + cue.opens)[:6]]
    tokens = {"text": (), "html": _HTML, "archive": _WARC + _HTML, "lines": _JSON}.get(door, _HTML + _WARC + _JSON)
    return "".join(f'"{_escape(token)}"\n' for token in dict.fromkeys((*tokens, *_MARKS, *words)))


def _escape(token: str) -> str:
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in token.encode())


def write_seeds(door: str, folder: Path) -> None:
    """Write the seed corpus of one door."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(sample_pages().iterdir()):
        data, html = path.read_bytes(), path.suffix == ".html"
        for shape, seed in shapes(door, data, html):
            (folder / f"{path.stem}.{shape}").write_bytes(seed)


def shapes(door: str, data: bytes, html: bool) -> list[tuple[str, bytes]]:
    """One page in every shape that a door takes, each with its name."""
    small, text = data[:1200], data.decode("utf-8-sig")
    if door == "text":
        return (
            []
            if html
            else [("txt", small), ("le", b"\xff\xfe" + text[:400].encode("utf-16-le")), ("latin", text[:600].encode("cp1252", "replace"))]
        )
    if door == "html":
        return [("html", data)] if html else [("html", "".join(f"<p>{line}</p>" for line in text[:1200].splitlines()).encode())]
    if door == "archive":
        whole = _record(small, html)
        return [
            ("warc", whole + whole),
            ("gz", gzip.compress(whole) + gzip.compress(whole)),
            ("packed", _record(gzip.compress(small), html, "gzip")),
        ]
    if door == "lines":
        kind = "html" if html else "text"
        fields = {kind: text[:500], "url": "https://exemple.test/a", "date": "2031-05-12"}
        return [
            ("page", json.dumps(fields).encode()),
            ("title", json.dumps({**fields, "title": "Titre", "language": "fr"}).encode()),
            ("own", _own(small)),
        ]
    return [("any", small)]


def _record(body: bytes, html: bool, packing: str = "") -> bytes:
    kind = "text/html" if html else "text/plain"
    coding = f"Content-Encoding: {packing}\r\n" if packing else ""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{coding}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-05-12T10:00:00Z\r\n"
        f"WARC-Target-URI: https://www.exemple.test/page\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _own(data: bytes) -> bytes:
    from recoupe.cli.inputs import write_line
    from recoupe.errors import PageRejected
    from recoupe.read import read_page

    try:
        return write_line(read_page(data))
    except PageRejected:
        return b'{"page": {"path": "a"}, "reason": "no_text", "detail": ""}'
