"""The edges of an HTML article: the standfirst over it, the lists in it, its last short sentence, the notices under it."""

import pytest

from recoupe import read_page
from recoupe.records import Article

FIRST = (
    "The mayor of Ostrel, Ida Marn, met the bakers on Monday evening in the hall of the old mill.",
    "The guild has lost a tenth of its members since last year, according to the figures of the town.",
)
LAST = (
    "Two councillors promised to raise the matter before the end of the month, the guild said.",
    "Bakers of three other towns said that they would join the march on the following Saturday.",
)
TITLE = "Bakers of Ostrel ask for cheaper flour"
STANDFIRST = "About a hundred ovens stayed cold for a day. The guild wants a fixed price of flour"
PAGE = (
    "<html><head><title>{title}</title>{meta}</head>"
    "<body><article><h1>{title}</h1>{lead}<div class='x1'>{text}</div></article></body></html>"
)


def _read(lead: str = "", text: str = "", meta: str = "") -> Article:
    text = text or _paragraphs(FIRST + LAST)
    return read_page(PAGE.format(title=TITLE, lead=lead, text=text, meta=meta), media_type="text/html")


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _texts(article: Article, kind: str) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind == kind]


@pytest.mark.parametrize("meta", ["", f"<meta name='description' content='{STANDFIRST}.'>"])
@pytest.mark.parametrize(
    "tag", ["h2", "h2 class='desc'", "h2 itemprop='alternativeHeadline'", "h2 class='entradilla'", "h3", "p class='bajada'"]
)
def test_the_subheading_between_headline_and_text_is_the_lead(tag: str, meta: str) -> None:
    article = _read(f"<{tag}>{STANDFIRST}</{tag.split()[0]}>", meta=meta)
    assert _texts(article, "lead") == [STANDFIRST]
    assert _texts(article, "subheading") == []


def test_the_first_of_several_subheadings_is_no_lead() -> None:
    heads = ("What the bakers of the old town want from the mayor", "What the mayor of the old town wants from the bakers")
    text = f"<h2>{heads[0]}</h2>{_paragraphs(FIRST)}<h2>{heads[1]}</h2>{_paragraphs(LAST)}"
    assert _texts(_read(text=text), "subheading") == list(heads)


def test_bullets_between_headline_and_text_are_the_lead_and_a_longer_headline_is_found() -> None:
    bullets = ("A hundred ovens of the old town stayed cold on Monday", "The guild wants a fixed price of flour")
    items = "".join(f"<li><strong>{text}</strong></li>" for text in bullets)
    author = "<p class='author'>By Ada Lorne For Ostrel Post</p>"
    body = f"<h2>{TITLE} and a fixed price of bread for all</h2><ul class='points'>{items}</ul>{author}"
    page = (
        f"<html><head><meta property='og:title' content='{TITLE}'></head><body><div>{body}{_paragraphs(FIRST + LAST)}</div></body></html>"
    )
    article = read_page(page, media_type="text/html")
    assert _texts(article, "lead") == list(bullets)
    assert article.bylines == ("Ada Lorne",)


@pytest.mark.parametrize("end", [_paragraphs(LAST), ""])
def test_a_list_of_the_article_is_kept(end: str) -> None:
    dates = "<ul><li>12 September 2031: half-year results</li><li>24 October 2031: sales</li></ul>"
    text = f"{_paragraphs(FIRST)}<h3>Dates to know</h3>{dates}{end}"
    assert _texts(_read(text=text), "list") == ["12 September 2031: half-year results", "24 October 2031: sales"]


@pytest.mark.parametrize(
    "last", ["The guild raised 62 million crowns in 2021.", "No baker was hurt.", "The mayor comes to the mill at noon."]
)
def test_a_short_sentence_at_the_end_is_the_articles(last: str) -> None:
    assert _texts(_read(text=_paragraphs((*FIRST, *LAST, last))), "paragraph")[-1] == last


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright 2031 The Ostrel Press. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
        "RIPRODUZIONE RISERVATA © Copyright OSTREL",
    ],
)
def test_a_notice_of_who_owns_the_text_is_dropped(notice: str) -> None:
    article = _read(text=_paragraphs((*FIRST, *LAST, notice)))
    assert notice not in article.text
    assert [d.text for d in article.dropped if notice in d.text] == [notice]


def test_a_wall_that_the_page_declares_too_is_no_paragraph() -> None:
    wall = "Il vous reste 71.4% de cet article à lire. La suite est réservée aux abonnés."
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": false}</script>'
    article = _read(text=f"{_paragraphs(FIRST)}<p>{wall}</p>", meta=free)
    assert article.access == "paywalled"
    assert wall not in article.text
    assert any(wall in d.text for d in article.dropped)


def test_a_caption_among_the_paragraphs_is_told_by_its_credit() -> None:
    article = _read(text=f"{_paragraphs(FIRST)}<p>Ovens of the guild on Monday, photos © Tamm Oller, 2031</p>{_paragraphs(LAST)}")
    assert (_texts(article, "caption"), _texts(article, "credit")) == (["Ovens of the guild on Monday, photos"], ["© Tamm Oller, 2031"])
