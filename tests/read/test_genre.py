"""What kind of text a page is, told by its metadata, its labels, its address or its own words; left open where nothing tells."""

import pytest

from recoupe import make_dossier, read_page

BODY = (
    "Le conseil de Morvaux a voté lundi soir la fermeture du vieux pont aux camions, après deux heures de débat dans une salle comble.\n\n"
    "La maire, Lise Audran, a rappelé que les fissures relevées en mars par les ingénieurs s'étaient élargies de quatre millimètres.\n\n"
    "Les transporteurs du canton devront passer par la rocade nord, ce qui allonge leur trajet de onze kilomètres, selon la mairie.\n"
)
TITLE = "Morvaux ferme son vieux pont aux camions"


def _dump(above: str = "", below: str = "", url: str | None = None, title: str = TITLE):
    return read_page(f"{above}{title}\n\n{BODY}\n{below}", url=url)


def _html(head: str = "", url: str | None = None, title: str = TITLE):
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY.split("\n") if p)
    return read_page(
        f"<html lang='fr'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>",
        url=url,
    )


@pytest.mark.parametrize(
    ("page", "genre", "cue"),
    [
        ({"above": "Tribune\n\n"}, "opinion", "Tribune"),
        ({"above": "Éditorial\n\n"}, "opinion", "Éditorial"),
        ({"title": "ANALYSE. Morvaux et son pont, dix ans de reports"}, "analysis", "ANALYSE"),
        ({"title": "DIRECT - Morvaux ferme son vieux pont aux camions"}, "live", "DIRECT"),
        ({"title": "Point de vue : Morvaux ferme son vieux pont aux camions"}, "opinion", "Point de vue"),
        ({"above": "Accueil > Opinions > Tribunes\n\n"}, "opinion", None),
        ({"url": "https://gazette.example/opinions/2023/09/le-pont-de-morvaux"}, "opinion", "opinions"),
        ({"url": "https://gazette.example/monde/direct-le-pont-de-morvaux"}, "live", "direct-le-pont-de-morvaux"),
        ({"above": "Communiqué de presse\n\n"}, "press_release", "Communiqué de presse"),
        ({"below": "Contact presse : Ivan Lestienne, presse@morvaux.example\n"}, "press_release", None),
        ({"below": "PARIS, 13 février 2030 /PRNewswire/ -- La société Morvaux SA construit des ponts.\n"}, "press_release", None),
        ({"above": "Live feed\n\n"}, "live", "Live feed"),
        ({"title": "Opinion | Morvaux et son pont, dix ans de reports"}, "opinion", "Opinion"),
        ({"above": "Contenu sponsorisé\n\n"}, "sponsored", "Contenu sponsorisé"),
        ({}, "unknown", None),
        ({"title": "Le direct de Morvaux fermera ses portes en juin"}, "unknown", None),
        ({"title": "Opinion publique : Morvaux partagée sur son pont"}, "unknown", None),
        ({"above": "Accueil\nMonde\nOpinions\nDirect\nMétéo\nSport\n\n"}, "unknown", None),
        ({"url": "https://la-tribune.example/morvaux/le-pont-ferme"}, "unknown", None),
        ({"below": "Mentions légales\nContact presse\nPublicité\n"}, "unknown", None),
    ],
)
def test_a_dump_says_what_kind_of_text_it_is(page, genre, cue):
    article = _dump(**page)
    assert article.genre.name == genre
    assert cue is None or article.genre.cue == cue


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ('<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "Morvaux"}</script>', "opinion"),
        ('<script type="application/ld+json">{"@type": ["Article", "LiveBlogPosting"], "headline": "Morvaux"}</script>', "live"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Morvaux"}</script>', "news"),
        ('<meta property="article:section" content="Opinions">', "opinion"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "articleSection": ["Analyses"]}</script>', "analysis"),
        ('<meta property="article:section" content="Monde">', "unknown"),
        ("", "unknown"),
    ],
)
def test_the_metadata_of_a_page_tell_its_kind(head, genre):
    assert _html(head).genre.name == genre


def test_a_printed_label_outweighs_the_word_news_of_the_metadata():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Morvaux"}</script>'
    article = _html(head, title="Tribune : le pont de Morvaux, une affaire de courage")
    assert article.genre.name == "opinion"


def test_a_live_page_is_known_by_its_first_line_where_an_entry_passes_for_its_headline():
    page = (
        "Direct. Crue de la Sorle : suivez la journée\nL'essentiel\n- 300 foyers sans courant\n18:32\nLa préfecture lève l'alerte\n"
        "La préfecture a levé l'alerte orange à 18 heures, la Sorle baisse de quatre centimètres par heure.\n17:05\nDeux écoles fermées\n"
        "Les écoles de Morvaux et de Roncheval resteront fermées vendredi, annonce la maire, Lise Audran, dans un message aux parents.\n"
    )
    assert read_page(page).genre.name == "live"


def test_two_kinds_that_weigh_the_same_leave_it_open():
    assert _dump(url="https://gazette.example/opinions/live/le-pont").genre.name == "unknown"


def test_the_words_that_show_a_genre_are_a_passage_where_the_text_has_them():
    article = _dump(title="ANALYSE. Morvaux et son pont, dix ans de reports")
    mark = article.genre
    assert mark.passage is not None
    assert article.text[mark.passage.start : mark.passage.end] == mark.cue == "ANALYSE"


def test_a_press_release_is_no_origin_of_its_own(tmp_path):
    (tmp_path / "a.txt").write_text(f"{TITLE}\n\n{BODY}", "utf-8")
    (tmp_path / "b.txt").write_text(f"Communiqué de presse\n\nLa ville de Morvaux ferme le vieux pont aux camions\n\n{BODY}", "utf-8")
    dossier = make_dossier([tmp_path])
    release = next(a.id for a in dossier.articles if a.genre.name == "press_release")
    origins = {o.id: o for story in dossier.stories for o in story.origins}
    assert not any(o.kind == "outlet" and o.articles == (release,) for o in origins.values())
