"""The cases of ``hostile.py``: pages, archives and JSON lines made to hurt, built when asked for."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable

BIG = 49_000_000
"""Bytes of the largest pages: just under what the doors take."""
WORDS = "Le pont de Valcreuse a rouvert lundi après huit mois de travaux, a annoncé la mairie. "
SENTENCE = f"{WORDS}« Nous avons tenu les délais », a déclaré la maire, Odile Garancier, devant les habitants de la ville.\n"


def fill(piece: str | bytes, size: int = BIG) -> bytes:
    """A piece over and over, up to a number of bytes."""
    data = piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
    return data * (size // len(data))


def times(piece: str, count: int = 100_000) -> bytes:
    """A piece a number of times, with its number where it says ``{n}``."""
    return "".join(piece.replace("{n}", str(n)) for n in range(count)).encode() if "{n}" in piece else piece.encode() * count


def page(inside: bytes, head: bytes = b"", opening: bytes = b"") -> bytes:
    """An HTML page with two paragraphs of an article around what hurts."""
    text = f"<p>{SENTENCE}</p>".encode()
    body = b"<body>" + opening + b"<article><h1>Le pont de Valcreuse rouvre</h1>" + text + inside + text + b"</article></body>"
    return b"<!doctype html><html><head><title>Le pont de Valcreuse rouvre</title>" + head + b"</head>" + body + b"</html>"


def around(inside: bytes) -> bytes:
    """A text page with an article around what hurts."""
    text = SENTENCE.encode() * 3
    return "Le pont de Valcreuse rouvre à la circulation\n".encode() + text + inside + b"\n" + text


def ld(inside: bytes) -> bytes:
    """A block of JSON-LD."""
    return b'<script type="application/ld+json">' + inside + b"</script>"


def article_ld(**fields: str) -> bytes:
    """The JSON-LD of an article."""
    return ld(json.dumps({"@type": "NewsArticle", **fields}).encode())


TEXT: dict[str, Callable[[], bytes]] = {
    "50 MB in one line": lambda: fill(WORDS),
    "50 MB without a space": lambda: fill("a"),
    "50 MB of sentences": lambda: fill(SENTENCE),
    "50 MB of sentences, one astral letter": lambda: "\U0001f309".encode() + fill(SENTENCE),
    "50 MB of short words in one line": lambda: fill("a "),
    "50 MB of words of an unknown script": lambda: fill("\u10d0\u10d1 "),
    "50 MB of broken UTF-8": lambda: fill("中".encode() * 20 + b"\xff"),
    "50 MB of line breaks": lambda: b"x" + fill("\n") + SENTENCE.encode(),
    "50 MB of carriage returns": lambda: b"x" + fill("\r") + SENTENCE.encode(),
    "50 MB of spaces": lambda: fill(" ") + SENTENCE.encode(),
    "50 MB of NUL bytes": lambda: SENTENCE.encode() + fill("\0"),
    "50 MB in UTF-16": lambda: b"\xff\xfe" + fill(SENTENCE.encode("utf-16-le")),
    "a million line breaks": lambda: around(times("\n", 1_000_000)),
    "a million lines": lambda: times("mot {n}\n", 1_000_000),
    "a million words without space": lambda: around(times("mot", 1_000_000)),
    "10,000 lines of 4,900 letters": lambda: fill(WORDS * 56 + "\n"),
    "10,000 lines of dates": lambda: times("12/05/2031 18:05 " * 23 + "\n", 10_000),
    "10,000 lines of half dates": lambda: times("1.1.1.1." * 48 + "\n", 10_000),
    "dates": lambda: around(times("le 12 mai 2031 à 18:05, ", 10_000)),
    "10,000 stamps": lambda: around(times("Publié le 12 mai 2031 à 18:05\n", 10_000)),
    "10,000 signatures": lambda: around(times("(AFP)\n", 9_900)),
    "10,000 paragraphs signed": lambda: times(SENTENCE.strip() + " (AFP)\n", 9_900),
    "10,000 pointers": lambda: around(times("À lire aussi\n", 9_900)),
    "10,000 pointers as items": lambda: around(times("- À lire aussi : le titre {n}\n", 9_900)),
    "10,000 pointers with teasers": lambda: around(times("À lire aussi\n- Le maire de la ville {n}\n", 4_900)),
    "10,000 comment heads": lambda: around(times("Commentaires\n", 9_900)),
    "10,000 cookie lines": lambda: around(times("Nous utilisons des cookies, acceptez-les ou refusez-les.\n", 9_900)),
    "10,000 captions": lambda: around(times("Le pont de Valcreuse vu du ciel. Photo : Ana Sorel/Agence\n", 9_900)),
    "10,000 doubled captions": lambda: around(
        times("Le pont de Valcreuse {n} vu du ciel.\nLe pont de Valcreuse {n} vu du ciel. Photo Sorel\n", 4_900)
    ),
    "10,000 bylines": lambda: around(times("Par Odile Garancier\n", 9_900)),
    "10,000 headlines": lambda: times("Le pont de Valcreuse {n} rouvre\n", 9_900) + SENTENCE.encode() * 3,
    "10,000 datelines": lambda: times("VALCREUSE, 12 mai 2031 (AFP) - " + SENTENCE, 9_900),
    "10,000 entries of a live page": lambda: b"EN DIRECT. Le pont rouvre\n" + times("18h05\n" + SENTENCE, 4_900),
    "10,000 clocks": lambda: b"EN DIRECT. Le pont rouvre\n" + around(times("18:05 Le pont {n} rouvre\n", 9_900)),
    "10,000 subscriptions": lambda: around(times("Cet article est réservé aux abonnés\n", 9_900)),
    "brackets": lambda: around(fill("(", 5_000_000)),
    "10,000 lines of brackets": lambda: around(times("([{" * 120 + "\n", 9_900)),
    "quotation marks": lambda: around(fill("« \" “ ' ", 5_000_000)),
    "10,000 lines of quotation marks": lambda: around(times("«“\"'" * 90 + "\n", 9_900)),
    "10,000 lines of initials": lambda: around(times("A-" * 60 + "\n", 9_900)),
    "10,000 lines of capitals": lambda: around(times("A A'A." * 20 + "\n", 9_900)),
    "10,000 lines of bars": lambda: around(times("| > / " * 60 + "\n", 9_900)),
    "10,000 lines of stops": lambda: around(times(". " * 190 + "\n", 9_900)),
    "10,000 lines of ciphers": lambda: around(times("1" * 390 + "\n", 9_900)),
    "10,000 lines of at signs": lambda: around(times("a@" * 190 + "\n", 9_900)),
    "marks upon marks": lambda: around(("e" + "\u0301" * 2_000_000).encode()),
    "right-to-left marks": lambda: around(fill("\u202e\u200f\u200bmot ", 5_000_000)),
    "zero-width characters": lambda: around(fill("\u200b\u2060\ufeff", 5_000_000)),
    "form feeds": lambda: around(times("mot\f\v\x85\u2028", 1_000_000)),
    "bullets": lambda: around(times("• ", 1_000_000)),
    "an address of 10 MB": lambda: b"https://exemple.test/" + fill("a/2031/05/", 10_000_000) + b"\n" + SENTENCE.encode() * 5,
    "half tags": lambda: around(fill("<p ", 5_000_000)),
}

HTML: dict[str, Callable[[], bytes]] = {
    "50 MB of paragraphs": lambda: page(fill(f"<p>{SENTENCE}</p>")),
    "50 MB in one paragraph": lambda: page(b"<p>" + fill(WORDS) + b"</p>"),
    "50 MB without a space, HTML": lambda: page(b"<p>" + fill("a") + b"</p>"),
    "50 MB of text as HTML": lambda: fill(SENTENCE),
    "50 MB of opened scripts": lambda: page(fill("<script>")),
    "50 MB of half scripts": lambda: page(fill("<script ")),
    "50 MB of scripts": lambda: page(fill("<script>var a = 1 < 2;</script>")),
    "50 MB of one script": lambda: page(b"<script>" + fill("var a = 1 < 2;") + b"</script>"),
    "50 MB of comments": lambda: page(fill("<!-- a -->")),
    "50 MB of half comments": lambda: page(fill("<!-- ")),
    "50 MB of opening marks": lambda: page(fill("<")),
    "50 MB of ampersands": lambda: page(fill("&")),
    "50 MB of entities": lambda: page(b"<p>" + fill("&eacute;&#x10FFFF;&lol;") + b"</p>"),
    "50 MB of NUL bytes, HTML": lambda: page(fill("\0")),
    "50 MB of breaks": lambda: page(b"<p>" + fill("a<br>") + b"</p>"),
    "deep div": lambda: page(times("<div>"), b"", b""),
    "deep div, a word each": lambda: page(times("<div>mot {n} ")),
    "deep div, marked": lambda: page(times("<div class='caption related comment'>mot ")),
    "deep zones": lambda: b"<html><body>" + times("<div class='related'>mot ") + page(b""),
    "deep span": lambda: page(times("<span>mot ")),
    "deep b": lambda: page(times("<b>mot ")),
    "deep font in p": lambda: page(times("<p><font>mot ")),
    "deep a": lambda: page(times("<a href=x>mot ")),
    "deep blockquote": lambda: page(times("<blockquote>" + WORDS)),
    "deep list": lambda: page(times("<ul><li>mot ")),
    "deep table": lambda: page(times("<table><tr><td>mot ")),
    "deep figure": lambda: page(times("<figure><img src=a><figcaption>mot ")),
    "deep form": lambda: page(times("<object><form>mot ")),
    "deep unknown tags": lambda: page(times("<x{n}>mot ")),
    "deep svg": lambda: page(times("<svg><g>")),
    "deep, closed": lambda: page(times("<div>") + b"mot" + times("</div>")),
    "paragraphs": lambda: page(times("<p>Le pont {n} de la ville a rouvert, dit la mairie.</p>")),
    "paragraphs of one word": lambda: page(times("<p>mot</p>")),
    "paragraphs not closed": lambda: page(times("<p>" + WORDS, 50_000)),
    "figures": lambda: page(
        times("<figure><img src=a{n}.jpg><figcaption>Le pont {n} vu du ciel. <span class=credit>Sorel {n}</span></figcaption></figure>")
    ),
    "figures side by side": lambda: page(b"", b"", times("<figure><img src=a><figcaption>Le pont {n} vu.</figcaption></figure>")),
    "caption divs": lambda: page(times("<div class=caption>Le pont {n} vu du ciel</div>")),
    "table cells": lambda: page(b"<table><tr>" + times("<td>cellule {n}</td>") + b"</tr></table>"),
    "table rows": lambda: page(b"<table>" + times("<tr><td>cellule {n}</td></tr>") + b"</table>"),
    "list items": lambda: page(b"<ul>" + times("<li>le point {n} de la liste</li>") + b"</ul>"),
    "links": lambda: page(b"<p>" + times("<a href='https://exemple.test/{n}'>mot {n}</a> ") + b"</p>"),
    "images": lambda: page(times("<img src='a{n}.jpg' alt='mot'>")),
    "articles": lambda: page(times("<article><h1>Le titre {n}</h1><p>Un mot.</p></article>")),
    "headings": lambda: page(times("<h1>Le pont de Valcreuse {n}</h1>")),
    "subheadings": lambda: page(times("<h2>Le pont de Valcreuse {n}</h2>")),
    "zones": lambda: page(b"", b"", times("<div class='related share'><p>Un mot {n}</p></div>")),
    "navigations": lambda: page(b"", b"", times("<nav>Un mot {n}</nav>")),
    "spans": lambda: page(b"<p>" + times("<span>mot</span> ") + b"</p>"),
    "line breaks": lambda: page(b"<p>" + times("mot<br>") + b"</p>"),
    "metas": lambda: page(b"", times("<meta name='n{n}' content='2031-05-12T18:05:00+02:00'>")),
    "titles": lambda: page(b"", times("<title>Le pont {n}</title>")),
    "canonicals": lambda: page(b"", times("<link rel=canonical href='http://[::1'>")),
    "times": lambda: page(times("<time datetime='9999-99-99T99:99:99+99:99'>le 12 mai 2031</time>")),
    "JSON-LD blocks": lambda: page(b"", times('<script type="application/ld+json">{"@type":"Thing","n":{n}}</script>')),
    "JSON-LD articles": lambda: page(
        b"", times('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Le pont {n}"}</script>')
    ),
    "JSON-LD live updates": lambda: page(
        b"", ld(b'{"@type":"LiveBlogPosting","liveBlogUpdate":[' + times('{"@type":"BlogPosting","articleBody":"Le pont {n}"},') + b"{}]}")
    ),
    "entries of a live page": lambda: page(
        times("<div class=entry id=e{n}><time datetime='2031-05-12T18:05'>18:05</time><p>Le pont {n}.</p></div>")
    ),
    "JSON-LD nested 100,000 deep": lambda: page(b"", ld(times("[") + times("]"))),
    "JSON-LD objects nested": lambda: page(b"", ld(times('{"@graph":') + b"1" + times("}"))),
    "JSON-LD type nested 900 deep": lambda: page(b"", ld(b'{"@type":' + times("[", 900) + times("]", 900) + b"}")),
    "JSON-LD list of a million": lambda: page(b"", ld(b"[" + times("{},", 1_000_000) + b"{}]")),
    "JSON-LD headline of opening marks": lambda: page(b"", article_ld(headline="<" * 5_000_000)),
    "JSON-LD headline of 5 MB": lambda: page(b"", article_ld(headline=WORDS * 55_000)),
    "JSON-LD dates of 5 MB": lambda: page(b"", article_ld(datePublished="2031-05-1" * 500_000, dateModified="9" * 500_000)),
    "JSON-LD number of 5 MB": lambda: page(b"", ld(b'{"@type":"NewsArticle","a":' + b"9" * 5_000_000 + b"}")),
    "JSON-LD of spaces and comment ends": lambda: page(b"", ld(fill("-->  ", 5_000_000))),
    "a title of 5 MB": lambda: page(b"", b"<title>" + fill(WORDS, 5_000_000) + b"</title>").replace(b"<h1>", b"<h2>"),
    "a headline of 5 MB, paragraphs": lambda: page(times("<p>Le pont {n} de la ville.</p>", 30_000)).replace(
        b"<h1>", b"<h1>" + fill(WORDS, 3_000_000)
    ),
    "a description of 5 MB, divs": lambda: page(
        times("<div>mot</div>"), b"<meta name=description content='" + fill(WORDS, 2_000_000) + b"'>"
    ),
    "an attribute of 10 MB": lambda: page(b"<p class='" + fill("a b ", 10_000_000) + b"'>mot</p>"),
    "an attribute of 10 MB, not closed": lambda: page(b"<p class='" + fill("a b ", 10_000_000)),
    "a style of 10 MB": lambda: page(b"<p style=" + fill("a", 10_000_000) + b">mot</p>"),
    "100,000 attributes": lambda: page(b"<p " + times("a{n}=b ") + b">mot</p>"),
    "100,000 attributes with marks": lambda: page(b"<p " + times("a{n}='>' ") + b">mot</p>"),
    "1,000 tags of 1,000 attributes": lambda: page((b"<p " + times("a{n}=b ", 1_000) + b">mot</p>") * 1_000),
    "attributes of deep class names": lambda: page(b"<div class='" + fill("related-", 5_000_000) + b"'>mot</div>"),
    "billion laughs": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "lol">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))
        + b"]>"
        + page(b"<p>&a9;</p>").removeprefix(b"<!doctype html>")
    ),
    "doctype of 10 MB": lambda: b"<!DOCTYPE html [" + fill("<!ENTITY a 'b'>", 10_000_000) + b"]>" + page(b""),
    "xml opening of 10 MB": lambda: b"<?xml " + fill("a='b' ", 10_000_000) + b"?>" + page(b""),
    "base addresses": lambda: page(b"<p><a href='//['>mot</a></p>", b"<base href='http://[::1'>"),
    "data address of 5 MB": lambda: page(b"<figure><img src='data:image/png;base64," + fill("QUJD", 5_000_000) + b"'></figure>"),
    "dates in one paragraph": lambda: page(b"<p>" + times("le 12 mai 2031 à 18:05, ", 50_000) + b"</p>"),
    "UTF-7": lambda: page(b"<p>+ADw-script+AD4-</p>", b"<meta charset=utf-7>"),
    "templates": lambda: page(times("<template><div>mot</template>")),
    "noscripts": lambda: page(times("<noscript>mot")),
    "selects": lambda: page(times("<select><option>mot")),
    "frames": lambda: page(times("<iframe><frameset><frame>")),
    "misnested": lambda: page(times("<b><p></b><i></p></i>")),
    "misnested formatting": lambda: page(times("<a><b><table></a>", 50_000)),
}


def warc(
    body: bytes, *, headers: str = "", length: int | None = None, http: str = "", media_type: str = "text/html", kind: str = "response"
) -> bytes:
    """One record of a web archive."""
    inner = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n{http}\r\n".encode() + body if kind == "response" else body
    packed = "application/http" if kind == "response" else media_type
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-05-12T10:00:00Z\r\n"
        f"WARC-Target-URI: https://www.exemple.test/page\r\nContent-Type: {packed}\r\n{headers}"
    )
    return f"{head}Content-Length: {len(inner) if length is None else length}\r\n\r\n".encode() + inner + b"\r\n\r\n"


def bomb(size: int, rounds: int = 1) -> bytes:
    """Zeros packed with gzip, and packed again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)), packer.flush()])
    for _ in range(rounds - 1):
        data = gzip.compress(data)
    return data


SMALL = page(b"")
ARCHIVE: dict[str, Callable[[], bytes]] = {
    "archive: bomb of 1 GB as a body": lambda: warc(bomb(1_000_000_000), http="Content-Encoding: gzip\r\n"),
    "archive: bomb in a bomb": lambda: warc(bomb(1_000_000_000, 2), http="Content-Encoding: gzip, gzip\r\n"),
    "archive: bomb of spaces": lambda: warc(gzip.compress(b" " * 1_000_000_000), http="Content-Encoding: gzip\r\n"),
    "archive: bomb as a member": lambda: bomb(1_000_000_000),
    "archive: record of 1 GB of zeros": lambda: (
        gzip.compress(warc(b"", length=1_000_000_000)[:-4]) + bomb(1_000_000_000) + gzip.compress(warc(SMALL))
    ),
    "archive: 1,000 codings": lambda: warc(gzip.compress(SMALL), http="Content-Encoding: " + "gzip, " * 1_000 + "gzip\r\n"),
    "archive: 100,000 codings over 10 MB": lambda: warc(
        fill(SENTENCE, 10_000_000), http="Content-Encoding: " + "deflate, " * 100_000 + "br\r\n"
    ),
    "archive: chunks that lie": lambda: warc(b"ffffffffffffffff\r\n" + SMALL, http="Transfer-Encoding: chunked\r\n") + warc(SMALL),
    "archive: negative chunks": lambda: warc(b"-5\r\n" + SMALL, http="Transfer-Encoding: chunked\r\n") + warc(SMALL),
    "archive: a million chunks": lambda: warc(b"1\r\na\r\n" * 1_000_000 + b"0\r\n\r\n", http="Transfer-Encoding: chunked\r\n"),
    "archive: chunk size of 10 MB": lambda: warc(b"0" * 10_000_000 + b"\r\n" + SMALL, http="Transfer-Encoding: chunked\r\n"),
    "archive: headers of 10 MB": lambda: warc(SMALL, headers="X-A: " + "a" * 10_000_000 + "\r\n") + warc(SMALL),
    "archive: 500,000 headers": lambda: warc(SMALL, headers="X-A: a\r\n" * 500_000) + warc(SMALL),
    "archive: HTTP headers of 10 MB": lambda: warc(SMALL, http="X-A: " + "a" * 10_000_000 + "\r\n") + warc(SMALL),
    "archive: 500,000 HTTP headers": lambda: warc(SMALL, http="X-A: a\r\n" * 500_000) + warc(SMALL),
    "archive: HTTP header without end": lambda: warc(b"", http="a" * 30_000_000) + warc(SMALL),
    "archive: length of -1": lambda: warc(SMALL, length=-1) + warc(SMALL),
    "archive: length of 2^63": lambda: warc(SMALL, length=2**63) + warc(SMALL),
    "archive: length of 2^63 - 1": lambda: warc(SMALL, length=2**63 - 1) + warc(SMALL),
    "archive: length of 10^30": lambda: warc(SMALL, length=10**30) + warc(SMALL),
    "archive: 100,000 broken records": lambda: (
        warc(SMALL) + b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\n" * 100_000 + warc(SMALL)
    ),
    "archive: 100,000 heads": lambda: warc(SMALL) + b"WARC/1.0\r\n" * 100_000 + warc(SMALL),
    "archive: 50 MB of gzip marks": lambda: gzip.compress(warc(SMALL)) + fill(b"\x1f\x8b\x08") + gzip.compress(warc(SMALL)),
    "archive: 50 MB of gzip heads": lambda: gzip.compress(warc(SMALL)) + fill(gzip.compress(b"")[:10]) + gzip.compress(warc(SMALL)),
    "archive: 200,000 empty members": lambda: gzip.compress(warc(SMALL)) + gzip.compress(b"") * 200_000 + gzip.compress(warc(SMALL)),
    "archive: 20,000 cut members": lambda: (
        gzip.compress(warc(SMALL)) + gzip.compress(warc(SMALL))[:60] * 20_000 + gzip.compress(warc(SMALL))
    ),
    "archive: 50 MB of header lines": lambda: warc(SMALL)[:-30] + b"WARC/1.0\r\n" + fill("a: b\r\n") + warc(SMALL),
    "archive: 50 MB of blanks": lambda: warc(SMALL) + fill("\r\n") + warc(SMALL),
    "archive: 100,000 records of nothing": lambda: warc(b"", kind="metadata") * 100_000,
}

LINES: dict[str, Callable[[], bytes]] = {
    "lines: nested 100,000 deep": lambda: b'{"text":' + times("[") + times("]") + b"}\n" + b'{"text": "Un mot.", "title": "Titre"}\n',
    "lines: objects nested": lambda: times('{"a":') + b"1" + times("}"),
    "lines: 50 MB of text": lambda: b'{"title": "Titre", "text": "' + fill(WORDS) + b'"}',
    "lines: 50 MB of short lines": lambda: b'{"title": "Titre", "text": "' + fill("a\\n") + b'"}',
    "lines: 50 MB of brackets": lambda: b"{" + fill('"') + b"}",
    "lines: number of 5 MB": lambda: b'{"title": "Titre", "text": "mot", "date": ' + b"9" * 5_000_000 + b"}",
    "lines: a million lines of nothing": lambda: b"{}\n" * 200_000,
    "lines: 50 MB of HTML": lambda: b'{"html": "' + fill("<p>Un mot</p>") + b'"}',
}

DOORS = {"text": TEXT, "html": HTML, "archive": ARCHIVE, "lines": LINES}
CASES = {name: (door, build) for door, cases in DOORS.items() for name, build in cases.items()}
