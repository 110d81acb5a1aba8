"""Pages that are not what they seem: shells of scripts, fragments, saved pages, error pages; each has its article or a reason."""

import json

import pytest

from recoupe import InputError, PageRejected, read_page

TEXT = (
    "The council of Ostrel adopted the budget of the town on Monday by twelve votes to seven, after a debate of three hours.",
    "The mayor, Ida Marn, said that the mill would be repaired before the winter and the bridge after it.",
)


def _shell(body: str, **more: object) -> str:
    linked = {"@type": "NewsArticle", "headline": "Budget adopted", "datePublished": "2031-03-02T10:00:00Z", "articleBody": body, **more}
    return f"<html><head><script type='application/ld+json'>{json.dumps(linked)}</script></head><body><div id=root></div></body></html>"


@pytest.mark.parametrize("body", ["\n\n".join(TEXT), "".join(f"<p>{text}</p>" for text in TEXT)])
def test_the_text_of_an_empty_shell_is_that_of_its_metadata_and_says_so(body: str) -> None:
    article = read_page(_shell(body), media_type="text/html")
    assert article.text == "\n\n".join(("Budget adopted", *TEXT))
    assert [d.reason for d in article.dropped if d.text == "articleBody"] != []


def test_no_script_is_ever_text() -> None:
    with pytest.raises(PageRejected) as rejected:
        read_page(_shell("Too short."), media_type="text/html")
    assert rejected.value.reason == "no_text"


def test_what_a_page_declares_for_subscribers_is_not_taken_from_its_metadata() -> None:
    with pytest.raises(PageRejected):
        read_page(_shell("\n\n".join(TEXT), isAccessibleForFree=False), media_type="text/html")


@pytest.mark.parametrize("page", [f"<p>{TEXT[0]}</p>", f"<h2>Budget adopted</h2>\n<p>{TEXT[0]}</p>", f"<div>{TEXT[0]}</div>\n"])
def test_a_short_fragment_is_read_as_html(page: str) -> None:
    article = read_page(page)
    assert TEXT[0] in article.text
    assert "<" not in article.text


def test_a_text_with_a_mark_in_it_is_no_fragment() -> None:
    text = f"{TEXT[0]}\nThe clerk wrote <b>twelve</b> in the book.\n{TEXT[1]}"
    assert "<b>twelve</b>" in read_page(text).text


SAVED = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/budget\r\nSubject: Budget\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/{kind}; charset=utf-8\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><h1>Budget adopt=C3=A9</h1><p>{text}</p></body></html>\r\n----b--"
)


@pytest.mark.parametrize("encode", [str.encode, str])
def test_a_page_saved_with_its_pictures_is_read_by_its_html_part(encode: type) -> None:
    article = read_page(encode(SAVED.replace("{kind}", "html").replace("{text}", TEXT[0])))
    assert article.text == f"Budget adopté\n\n{TEXT[0]}"
    assert article.page.url == "https://post.example/budget"


def test_a_saved_page_without_html_is_rejected() -> None:
    with pytest.raises(PageRejected) as rejected:
        read_page(SAVED.replace("{kind}", "plain").replace("{text}", TEXT[0]))
    assert rejected.value.reason == "no_text"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404 Not Found", "nginx"),
        ("Page not found | Ostrel Post", "Sorry, the page you asked for no longer exists. Try the search."),
        ("Page introuvable", "La page que vous demandez n'existe plus."),
        ("Just a moment...", "Checking your browser before accessing the Post. This process is automatic."),
        ("Access Denied", "You don't have permission to access this page on this server."),
        ("JavaScript is disabled", "Please enable JavaScript to go on."),
    ],
)
def test_a_page_that_stands_in_for_another_is_an_error_page(title: str, text: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    with pytest.raises(PageRejected) as rejected:
        read_page(page, media_type="text/html")
    assert rejected.value.reason in ("error_page", "no_text")


@pytest.mark.parametrize("title", ["Access denied to reporters at the mill, guild says", "Treasure of Ostrel not found after all"])
def test_an_article_about_what_was_not_found_is_one(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{''.join(f'<p>{t}</p>' for t in TEXT)}</body></html>"
    assert read_page(page, media_type="text/html").title == title


@pytest.mark.parametrize("data", [None, 5, ["page"]])
def test_what_is_neither_bytes_nor_text_is_refused(data: object) -> None:
    with pytest.raises(InputError, match="bytes or text"):
        read_page(data)  # type: ignore[arg-type]
