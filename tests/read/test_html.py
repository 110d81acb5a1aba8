"""HTML pages: body, captions, lead, dates and title of invented pages; hostile ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import PageRejected
from recoupe.read import read_page
from recoupe.read.headlines import vote_title
from recoupe.read.metadata import parse_instant
from recoupe.records import Article

PARAGRAPHS = [
    "La mairie de Vorlac a annoncé mardi que les travaux du pont commenceraient lundi, selon un communiqué publié dans la matinée.",
    "Les commerçants de la rive droite redoutent une perte de clientèle et demandent une indemnité à la préfecture du département.",
    "Le chantier doit durer trois mois, d'après l'entreprise Batissec, qui avait réparé le même ouvrage en 2012. (xyz/ab)",
]
PAGE = """<!doctype html><html lang="fr"><head><title>Le pont fermera trois mois | Le Courrier</title>
<meta property="og:title" content="Le pont fermera trois mois"><meta property="og:site_name" content="Le Courrier">
<link rel="canonical" href="https://courrier.example/pont">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Le pont fermera trois mois",
"datePublished": "2031-03-04T07:15:00+01:00", "dateModified": "2031-03-04T18:40:00+01:00",
"author": {{"name": "Inès Tavernol"}}, "publisher": {{"name": "Le Courrier"}}}}</script></head><body>
<nav><a href="/">Accueil</a> <a href="/p">Politique</a></nav>
<article><h1>Le pont fermera trois mois</h1>
<p class="article-chapo chapo">Les habitants devront faire un détour de onze kilomètres à partir de lundi prochain.</p>
<figure><img src="/p.jpg"><figcaption>Le pont vu de la rive droite <span class="credit">Photo Lumen</span></figcaption></figure>
<p>{}</p><h2>Un détour contesté</h2><p>{}</p><p>{}</p></article>
<aside class="related"><h3>À lire aussi</h3><a href="/t">Le tramway de Dornay inauguré en présence du ministre</a></aside>
<section class="comments"><h3>2 commentaires</h3><p>On verra bien ce que cela donne, la mairie ne fait jamais rien pour nous !</p></section>
<footer>Mentions légales</footer></body></html>""".format(*PARAGRAPHS)


def kept(article: Article, kind: str) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind == kind]


def test_the_parts_of_an_html_page_are_told_apart() -> None:
    article = read_page(PAGE, url="https://courrier.example/pont")
    assert article.titles == ("Le pont fermera trois mois",)
    assert article.lead == "Les habitants devront faire un détour de onze kilomètres à partir de lundi prochain."
    assert kept(article, "paragraph") == [*PARAGRAPHS[:2], PARAGRAPHS[2].removesuffix(" (xyz/ab)")]
    assert kept(article, "subheading") == ["Un détour contesté"]
    assert kept(article, "caption") == ["Le pont vu de la rive droite"]
    assert kept(article, "credit") == ["Photo Lumen"]
    assert [a.name for a in article.agencies] == ["xyz"]
    assert article.bylines == ("Inès Tavernol",)
    assert {"navigation", "related", "comments", "legal"} <= {d.kind for d in article.dropped}
    assert "tramway" not in article.text
    assert all(b.page_start is None and b.page_end is None for b in article.blocks)


def test_metadata_gives_exact_instants_with_their_zone() -> None:
    article = read_page(PAGE)
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.value, article.published.zone, article.published.basis) == ("2031-03-04T07:15", "+01:00", "metadata")
    assert article.updated.value == "2031-03-04T18:40"
    assert article.canonical_url == "https://courrier.example/pont"
    assert article.outlet is not None
    assert (article.outlet.name, article.outlet.basis) == ("Le Courrier", "publisher")


@pytest.mark.parametrize(
    ("tag", "value"),
    [('<meta name="tdm-reservation" content="1">', "meta"), ('<meta name="robots" content="index, noai">', "robots"), ("", None)],
)
def test_a_reservation_of_rights_is_recorded(tag: str, value: str | None) -> None:
    assert read_page(PAGE.replace("</head>", tag + "</head>")).opt_out == value


@pytest.mark.parametrize(
    ("linked", "social", "heads", "page", "title"),
    [
        ("Le pont fermera", "Le pont fermera | Lumen", ["Lumen", "Le pont fermera"], "Le pont fermera - Lumen", "Le pont fermera"),
        (None, "Le pont fermera trois mois | Lumen", [], None, "Le pont fermera trois mois"),
        ("Le pont fermera", None, ["Nos newsletters"], None, "Le pont fermera"),
        (None, None, [], None, None),
    ],
)
def test_the_headline_is_voted(linked: str | None, social: str | None, heads: list[str], page: str | None, title: str | None) -> None:
    assert vote_title(linked, social, heads, page) == title


def test_instants_are_read_in_any_usual_form() -> None:
    for text, value, zone in [("2031-03-04T07:15:00Z", "2031-03-04T07:15", "+00:00"), ("2031-03-04", "2031-03-04", None)]:
        instant = parse_instant(text, "meta date")
        assert instant is not None
        assert (instant.value, instant.zone) == (value, zone)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 20_000 + PARAGRAPHS[0] + "</div>" * 20_000,
        "<html><body><p " + " ".join(f'a{n}="x"' for n in range(20_000)) + ">" + PARAGRAPHS[0] + "</p>",
        '<!DOCTYPE h [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b; ' + PARAGRAPHS[0] + "</p></body></html>",
        '<html><script type="application/ld+json">' + "[" * 50_000 + "</script><body><p>" + PARAGRAPHS[0] + "</p></body></html>",
        "<html><body><p>" + PARAGRAPHS[0] + "\x00\x01" + "</p>",
    ],
)
def test_a_hostile_page_still_gives_its_words(page: str) -> None:
    assert "La mairie de Vorlac" in read_page(page).text


def test_a_page_without_words_says_that_a_script_may_fill_it() -> None:
    with pytest.raises(PageRejected, match="script"):
        read_page("<html><head><title></title></head><body><div id='root'></div><script>go()</script></body></html>")


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class='caption'>", "</div>", "<article>", "<h1>", "<!--", "]]>", "<table><td>", "&amp;", *PARAGRAPHS]
    )
)


@given(FRAGMENTS)
@settings(max_examples=60, deadline=None)
def test_any_soup_of_tags_gives_an_article_or_a_rejection(parts: list[str]) -> None:
    try:
        article = read_page("<html><body>" + "".join(parts), media_type="text/html")
    except PageRejected:
        return
    assert [article.text[b.start : b.end] for b in article.blocks]


def test_a_page_that_the_extractor_takes_for_one_paragraph_is_read_by_its_lines() -> None:
    menu = "<br>".join(f"Rubrique {n}<br>Service des eaux {n}<br>Formulaire {n}" for n in range(120))
    page = f"<html><body><div id='all'>{menu}<br><br>{'<br><br>'.join(PARAGRAPHS * 2)}<br></div></body></html>"
    text = "\n".join(kept(read_page(page, media_type="text/html"), "paragraph"))
    assert PARAGRAPHS[1] in text
    assert "Formulaire 7" not in text


def test_links_stand_in_the_order_of_the_page_wherever_their_elements_lie() -> None:
    linked = [f'<p>{text} <a href="https://exemple.test/{n}">un document</a></p>' for n, text in enumerate(PARAGRAPHS)]
    boxes = "".join(f"<div><section>{p}<div>{p.replace('test/', 'test/b')}</div></section></div>" for p in linked)
    article = read_page(f"<html><body><article><h1>Le pont fermera trois mois</h1>{boxes}</article></body></html>", media_type="text/html")
    assert list(article.links) == [f"https://exemple.test/{k}{n}" for n in range(3) for k in ("", "b")]
