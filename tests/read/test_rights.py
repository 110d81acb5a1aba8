"""What pages and their answers say of the use of their text, in their own words, and which of it reserves text mining."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.pipeline import read_pages
from recoupe.read import read_page
from recoupe.records import Article, Rights

BODY = "<p>Le barrage de Sarvane a cédé dans la nuit et l'eau a gagné les rues basses de Tirvon, a annoncé la préfecture du Belloy.</p>"
SAID = [
    ('<meta name="robots" content="index, noai, noimageai">', Rights(kind="robots", words="robots: index, noai, noimageai"), "robots"),
    ('<meta name="robots" content="noindex">', Rights(kind="robots", words="robots: noindex"), None),
    ('<meta name="tdm-reservation" content="1">', Rights(kind="meta", words="tdm-reservation: 1"), "meta"),
    ('<meta name="tdm-reservation" content="0">', Rights(kind="meta", words="tdm-reservation: 0"), None),
    ('<meta name="tdm-policy" content="https://a.test/tdm">', Rights(kind="meta", words="tdm-policy: https://a.test/tdm"), None),
    ('<link rel="tdmrep" href="/.well-known/tdmrep.json">', Rights(kind="tdmrep", words="tdmrep: /.well-known/tdmrep.json"), "tdmrep"),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "usageInfo": "https://a.test/terms"}</script>',
     Rights(kind="usage", words="usageInfo: https://a.test/terms"), None),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "license": {"@id": "https://a.test/by"}}</script>',
     Rights(kind="license", words="license: https://a.test/by"), None),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "rights", "opt_out"), SAID)
def test_a_page_s_words_on_its_use_are_kept_as_found(tag: str, rights: Rights, opt_out: str | None) -> None:
    article = read_page(f"<html><head><title>x</title>{tag}</head><body><h1>Crue</h1>{BODY}</body></html>")
    assert (article.rights, article.opt_out) == ((rights,), opt_out)


def test_a_reservation_comes_before_what_else_a_page_says() -> None:
    tags = '<meta name="robots" content="noindex"><meta name="tdm-policy" content="/p"><link rel="tdmrep" href="/t.json">'
    article = read_page(f"<html><head><title>x</title>{tags}</head><body><h1>Crue</h1>{BODY}</body></html>")
    assert [r.kind for r in article.rights] == ["tdmrep", "meta", "robots"]
    assert article.opt_out == "tdmrep"


@pytest.mark.parametrize(
    ("header", "words", "opt_out"),
    [
        ("X-Robots-Tag: noai", "x-robots-tag: noai", "header"),
        ("x-robots-tag: noindex, nofollow", "x-robots-tag: noindex, nofollow", None),
        ("tdm-reservation: 1", "tdm-reservation: 1", "header"),
        ("TDM-Policy: https://a.test/tdm", "tdm-policy: https://a.test/tdm", None),
        ("X-Robots-Tag: all", None, None),
        ("Server: a", None, None),
    ],
)
def test_headers_of_an_archived_answer_are_read(header: str, words: str | None, opt_out: str | None, tmp_path: Path) -> None:
    page = f"<html><head><title>Crue</title></head><body><h1>Crue</h1>{BODY}</body></html>".encode()
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n\r\n".encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Target-URI: https://a.test/crue\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    (tmp_path / "a.warc").write_bytes(head.encode() + answer + b"\r\n\r\n")
    (article,) = read_pages([tmp_path])
    assert isinstance(article, Article)
    assert article.rights == (() if words is None else (Rights(kind="header", words=words),))
    assert article.opt_out == opt_out
