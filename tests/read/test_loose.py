"""Nothing of an HTML page is hidden: what no rule has taken is listed as dropped, a zone an entry, bounded in number and size."""

import pytest

from recoupe import read_articles, read_page

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The mayor of Ostrel, Ida Marn, met the bakers on Monday evening in the hall of the old mill.",
        "The guild has lost a tenth of its members since last year, according to the figures of the town.",
        "Two councillors promised to raise the matter before the end of the month, the guild said.",
    )
)
HEAD = "<h1>Bakers of Ostrel ask for cheaper flour</h1>"
PAGE = "<html><head><title>Bakers of Ostrel ask for cheaper flour</title></head><body>%s<article>%s%s</article>%s</body></html>"


def _kinds(page: str, text: str) -> list[str]:
    return [d.kind for d in read_page(page, media_type="text/html").dropped if text in d.text]


@pytest.mark.parametrize(
    ("above", "below", "text", "kind"),
    [
        ("<div class='topbar'><a>Sign in to your paper</a></div>", "", "Sign in to your paper", "other"),
        (
            "<div class='alert'>Storm warning for the three valleys tonight</div>",
            "",
            "Storm warning for the three valleys tonight",
            "other",
        ),
        ("", "<section class='x9'><h3>Ferries to stay in port until Friday noon</h3></section>", "Ferries to stay in port", "other"),
        (
            "",
            "<div class='q'><div class='popular'><p>Ferries to stay in port until noon</p></div></div>",
            "Ferries to stay in port",
            "related",
        ),
        (
            "",
            "<div class='k cookie-note'><p>We use cookies and other trackers to measure our audience.</p></div>",
            "We use cookies",
            "consent",
        ),
        ("", "<button>Read the next story of the day</button>", "Read the next story of the day", "other"),
    ],
)
def test_what_nothing_took_is_listed_with_the_kind_that_its_zone_tells(above: str, below: str, text: str, kind: str) -> None:
    assert _kinds(PAGE % (above, HEAD, BODY, below), text) == [kind]


def test_a_menu_is_one_entry_whose_links_stand_apart() -> None:
    menu = "<div class='m1'><ul><li><a>World</a><li><a>Town and country</a><li><a>Bread</a></ul></div>"
    article = read_page(PAGE % (menu, HEAD, BODY, ""), media_type="text/html")
    assert [d.text for d in article.dropped] == ["World | Town and country | Bread"]


def test_the_entries_are_bounded_and_the_rest_is_counted_in_one() -> None:
    many = "".join(f"<article><h1>{n}</h1><p>Number {n} of the list of things to see</p></article>" for n in range(100))
    rows = "".join(f"<div>{HEAD}<p>Thing number {n} is worth a long way on foot</p></div>" for n in range(100))
    for below in (many, rows):
        dropped = read_page(PAGE % ("", HEAD, BODY, below), media_type="text/html").dropped
        assert len(dropped) <= 60
        assert all(len(d.text) <= 1_000 and d.page_start is None and d.page_end is None for d in dropped)


def test_a_long_zone_says_how_much_of_it_is_shown() -> None:
    long = "<div class='z'>" + "".join(f"<b>Word{n} of the day</b> " for n in range(500)) + "</div>"
    article = read_page(PAGE % ("", HEAD, BODY, long), media_type="text/html")
    assert any("the first 1,000 of" in d.reason for d in article.dropped)


def test_the_articles_of_one_page_list_it_with_the_first() -> None:
    entries = "".join(
        f"<article><time datetime='2031-05-07T{hour}:00:00+02:00'>{hour}:00</time><h2>Dike {hour} holds so far</h2>"
        f"<p>The dike of ward {hour} holds, the engineer of the water board said on the quay.</p></article>"
        for hour in ("12", "11", "10")
    )
    page = f"<html><body><h1>LIVE. The flood</h1>{entries}<div class='z7'>Seven roads to take this weekend</div></body></html>"
    articles = read_articles(page, media_type="text/html")
    assert len(articles) == 3
    assert [any("Seven roads" in d.text for d in a.dropped) for a in articles] == [True, False, False]
