"""Tag-less pages: what is kept, what is dropped and why."""

from itertools import pairwise
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import PageRejected
from recoupe.read import read_page
from recoupe.records import Article

HEAD = "Le pont de Vorlac fermera trois mois"
LEAD = "Les habitants de Vorlac devront faire un détour de onze kilomètres à partir de lundi prochain."
FIRST = "La mairie de Vorlac a annoncé mardi que les travaux du pont commenceraient lundi, selon un communiqué publié dans la matinée."
SECOND = "« Nous n'avons pas le choix », a déclaré la maire, Odile Castaing. « Les câbles sont rouillés depuis 2019. »"
THIRD = "Les commerçants de la rive droite, eux, redoutent une perte de clientèle et demandent une indemnité à la préfecture."
FOURTH = "Le chantier du pont doit durer trois mois, d'après l'entreprise Batissec, qui avait réparé le même ouvrage en 2012."
TEASER = "Dix ans après la crue, la ville de Vorlac se souvient"
TEASER_TEXT = "Les familles des victimes ont déposé une gerbe dimanche au pied du pont de Vorlac, en présence de la maire, Odile Castaing."


def page(*lines: str) -> str:
    return "\n".join(lines)


def kept(article: Article, *kinds: str) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if not kinds or b.kind in kinds]


def dropped(article: Article) -> dict[str, str]:
    return {d.text: d.kind for d in article.dropped}


def assert_offsets(article: Article, text: str) -> None:
    for b in article.blocks:
        assert b.page_start is not None
        assert b.page_end is not None
        assert article.text[b.start : b.end] == text[b.page_start : b.page_end] != ""
    for d in article.dropped:
        assert d.page_start is not None
        assert d.page_end is not None
        assert d.text == text[d.page_start : d.page_end]


BODY = [FIRST, SECOND, THIRD, FOURTH]
NOISE = [
    ("consent", ["Nous et nos 12 partenaires déposons des cookies sur votre terminal. Tout accepterTout refuserParamétrer"], []),
    ("navigation", ["Aller au contenu principal"], []),
    ("newsletter", [], ["Inscrivez-vous à notre newsletter", "Votre adresse e-mail"]),
    ("comments", [], ["3 commentaires", "  • le 14 septembre 22:04", "    La mairie de Vorlac se moque encore des commerçants du pont !"]),
    ("related", [], ["A lire aussi", "  • Le tramway de Dornay inauguré (02.03.2031 11:52)"]),
    ("related", [], ["Les plus lus", "1. Le tramway de Dornay inauguré", "2. Météo : un dimanche très chaud"]),
    ("related", [], ["Sur le même sujet", TEASER, TEASER_TEXT]),
    ("player", ["Cet article peut être écouté : il est lu par une voix de synthèse, ce qui peut vous surprendre par endroits."], []),
]


@pytest.mark.parametrize(("kind", "before", "after"), NOISE)
def test_what_is_not_the_article_is_dropped_with_its_kind_and_the_text_stays(kind: str, before: list[str], after: list[str]) -> None:
    text = page(*before, HEAD, LEAD, *BODY, *after)
    article = read_page(text)
    assert kept(article, "title") == [HEAD]
    assert kept(article, "lead", "paragraph") == [LEAD, *BODY]
    assert kind in dropped(article).values()
    assert_offsets(article, text)


def test_a_box_in_the_middle_loses_its_teasers_and_no_paragraph() -> None:
    article = read_page(page(HEAD, LEAD, FIRST, SECOND, "À lire aussi :", "Dornay : le tramway inauguré en grande pompe.", THIRD, FOURTH))
    assert kept(article, "lead", "paragraph") == [LEAD, *BODY]
    assert article.dropped[0].kind == "related"


LATE = "Le préfet recevra la maire jeudi."
LAST = "Il donnera sa réponse avant la fin du mois, a dit son porte-parole."
POINTERS = [
    ["Lire aussi : Dix ans après la crue, la ville se souvient"],
    ["À lire aussi", "Dix ans après la crue, la ville se souvient"],
    ["Read more: Ten years after the flood"],
    ["Publicité"],
    ["Lesen Sie auch: Zehn Jahre nach der Flut"],
    ["Te puede interesar", "Diez años después de la crecida"],
    ["ADVERTISEMENT", "SKIP ADVERTISEMENT"],
    ["You may also like:", "A bridge too old to cross", "The man who swam to his wedding"],
]


@pytest.mark.parametrize("footer", [[], ["Les plus lus", "Un loup filmé près du bourg", "Mentions légales"]])
@pytest.mark.parametrize("pointer", POINTERS)
def test_the_last_sentences_stay_under_a_pointer_or_an_advertisement(pointer: list[str], footer: list[str]) -> None:
    article = read_page(page(HEAD, LEAD, *BODY, *pointer, LATE, LAST, *footer))
    assert kept(article, "paragraph")[-2:] == [LATE, LAST]
    assert not {*pointer, *footer} & set(kept(article))


def test_the_entries_of_a_chronology_and_the_items_of_a_list_between_paragraphs_stay() -> None:
    entries = ["12 mars 2026. Le premier câble lâche.", "15 octobre 2030. Dernier passage d'un camion.", "Ce qui reste à faire"]
    items = ["Les ingénieurs demandent encore :", "41 câbles neufs ;", "12 millions d'euros ;", "la fermeture de la rive droite."]
    article = read_page(page("La mort d'un pont en sept dates", "Publié le 10/11/2030 à 11h42", *BODY[:2], *entries, *items, *BODY[2:]))
    assert all(line in kept(article) for line in entries + items)


NOTICES = [
    "This document is subject to copyright. Apart from any fair dealing, no part may be reproduced without the editor's permission.",
    "Il vous reste 71.4% de cet article à lire. La suite est réservée aux abonnés de notre journal et de son application.",
    "Riproduzione riservata: il testo di questo articolo non si può copiare, nemmeno in parte, senza il permesso del giornale.",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_under_the_text_is_none_of_it_in_dumps_and_in_html(notice: str) -> None:
    rows = "".join(f"<p>{row}</p>" for row in [LEAD, *BODY, notice])
    for article in (
        read_page(page(HEAD, LEAD, *BODY, notice)),
        read_page(f"<html><head><title>{HEAD}</title></head><body><article><h1>{HEAD}</h1>{rows}</article></body></html>"),
    ):
        assert notice not in article.text
        assert BODY[-1] in article.text
    inside = (
        "This document is subject to copyright, the mayor had said in March, and so she would not let anybody print a single line of it."
    )
    assert inside in read_page(page(HEAD, LEAD, *BODY[:2], inside, *BODY[2:])).text


def test_a_subheading_of_three_words_and_a_bare_quotation_stay() -> None:
    article = read_page(page(HEAD, LEAD, FIRST, SECOND, "Un détour contesté", THIRD, "« Nous voulons une date »", FOURTH))
    assert kept(article, "subheading") == ["Un détour contesté", "« Nous voulons une date »"]


def test_two_headlines_are_both_kept_and_the_label_above_is_a_kicker() -> None:
    second = "À Vorlac, le pont sera fermé jusqu'en juin"
    article = read_page(page("Vorlac", HEAD, "", second, "", LEAD, *BODY))
    assert article.titles == (HEAD, second)
    assert kept(article, "kicker") == ["Vorlac"]


MARKS = ["Par Jean Roux", "Publié le 10/11/2030 à 11h42", "Mis à jour le 10/11/2030 à 16h18", "Partager sur Facebook", "Imprimer"]
SUMMARY = "Onze kilomètres de détour : les riverains et les commerçants n'en veulent pas, la mairie n'a pas d'autre solution"


@pytest.mark.parametrize("stop", ["", "."])
@pytest.mark.parametrize("marks", [1, 2, 3, 5])
def test_the_line_under_the_headline_is_the_lead_whatever_stands_between_it_and_the_text(marks: int, stop: str) -> None:
    article = read_page(page(HEAD, SUMMARY + stop, *MARKS[:marks], *BODY))
    assert (article.titles, article.lead) == ((HEAD,), SUMMARY + stop)
    assert kept(article, "paragraph") == BODY
    assert (article.published is None) == (marks < 2)


@pytest.mark.parametrize("other", ["Dix Ans Après La Crue La Ville Se Souvient", "En image : le pont"])
def test_what_else_stands_over_the_text_is_no_lead(other: str) -> None:
    article = read_page(page(HEAD, *MARKS[:2], other, *BODY))
    assert article.lead == FIRST


HEADS = [
    (["« Je compose avec les bruits du port »", "Écouter l'article", "00:00", LEAD], 0),
    (["Opinion | Le détour de trop pour Vorlac", "Par Jean Roux", LEAD], 0),
    (["Accueil", "Menu", "Un souffle qui manque", "Par Jean Roux", "Publié le 10/11/2030 à 11h42", LEAD], 2),
]


@pytest.mark.parametrize(("top", "head"), HEADS)
def test_a_headline_that_shares_no_word_with_the_text_is_told_by_its_place(top: list[str], head: int) -> None:
    assert read_page(page(*top, *BODY)).title == top[head]


PICTURES = [
    ("Le pont de Vorlac, le 10 novembre. JEAN-PAUL TRISTANI / AFP", "Le pont de Vorlac, le 10 novembre.", "JEAN-PAUL TRISTANI / AFP"),
    ("Le pont de Vorlac, le 10 novembre. — J. Roux / SIPA", "Le pont de Vorlac, le 10 novembre.", "J. Roux / SIPA"),
    ("Le pont vu de la rive droite REUTERS/Ada Lenz", None, None),
    ("Le pont vu de la rive droite - Ada Lenz - AFP", "Le pont vu de la rive droite", "Ada Lenz - AFP"),
    ("Le pont vu de la rive droite. (TIKFLOP)", "Le pont vu de la rive droite.", "TIKFLOP"),
    ("Le pont vu de la rive droite [ADA LENZ - KEYSTONE]", "Le pont vu de la rive droite", "ADA LENZ - KEYSTONE"),
    ("The bridge seen from the right bank. Credit...Ada Lenz", "The bridge seen from the right bank.", "Credit...Ada Lenz"),
    ("Le pont vu de la rive droite | AFP", "Le pont vu de la rive droite", "AFP"),
]


@pytest.mark.parametrize(("line", "caption", "credit"), PICTURES)
def test_a_caption_ends_on_a_maker_s_name_and_an_agency(line: str, caption: str | None, credit: str | None) -> None:
    article = read_page(page(HEAD, LEAD, "Publié le 10/11/2030 à 11h42", line, *BODY))
    assert kept(article, "caption") == ([caption] if caption else [])
    assert kept(article, "credit") == ([credit] if credit else [])
    assert article.agencies == ()


def test_labels_and_credit_lines_tell_the_captions_beside_them() -> None:
    head = [
        HEAD,
        "Des barques sous le pont",
        "IMAGE SOURCE,ADA LENZ",
        "Image caption,",
        "Le pont était fermé dimanche sous la pluie",
        *BODY,
    ]
    assert kept(read_page(page(*head)), "caption") == ["Des barques sous le pont", "Le pont était fermé dimanche sous la pluie"]
    over = [HEAD, "PHOTO : VORLAC HEBDO / ADA LENZ", "Le pont a été filmé dimanche.", "Ada Lenz", "Publié le 10/11/2030 à 11h42", *BODY]
    assert kept(read_page(page(*over)), "caption") == ["Le pont a été filmé dimanche."]
    beside = [HEAD, LEAD, "Le préfet inspecte le pont lundi.", "ADA LENZ/Associated Press", *BODY]
    article = read_page(page(*beside))
    assert (kept(article, "credit"), article.agencies) == (["ADA LENZ/Associated Press"], ())


def test_lines_broken_at_an_even_width_are_one_paragraph_and_keep_their_offsets() -> None:
    wrapped = ["\n".join(wrap(text, 50)) for text in (LEAD, *BODY)]
    text = "\n\n".join(["COURRIER DE VORLAC", "\n".join(wrap(HEAD + ", du préau aux vieux remparts", 30)), *wrapped])
    article = read_page(text)
    assert_offsets(article, text)
    assert (article.title, article.lead) == (HEAD + ", du préau aux vieux remparts", LEAD)
    assert [line.replace("\n", " ") for line in kept(article, "paragraph")] == BODY
    assert kept(read_page(page(HEAD, LEAD, *BODY)), "paragraph") == BODY


def test_a_page_without_headline_has_none_and_opens_with_its_lead() -> None:
    article = read_page(page(LEAD, *BODY))
    assert (article.title, article.lead) == (None, LEAD)


def test_a_doubled_caption_is_kept_once_and_its_credit_apart() -> None:
    caption = "Le pont de Vorlac et la vieille halle, vus de la rive droite."
    text = page(HEAD, "", caption, caption + "Lumenphoto", LEAD, "", *BODY)
    article = read_page(text)
    assert kept(article, "caption") == [caption]
    assert kept(article, "credit") == ["Lumenphoto"]
    (double,) = article.dropped
    assert double.kind == "duplicate"
    assert double.same_as is not None
    assert article.text[double.same_as.start : double.same_as.end] == caption
    assert article.lead == LEAD
    assert_offsets(article, text)


def test_a_picture_text_that_repeats_the_headline_is_dropped_and_its_credit_kept() -> None:
    article = read_page(page(HEAD, "", HEAD + " Source: LUM", "", LEAD, *BODY))
    assert kept(article, "title") == [HEAD]
    assert kept(article, "credit") == ["Source: LUM"]
    assert article.dropped[0].kind == "duplicate"


def test_glued_stamps_give_publication_and_update_with_their_passages() -> None:
    article = read_page(page(HEAD, LEAD, "04.03.2031, 03:5904.03.2031, 08:22", "", *BODY))
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.value, article.published.basis) == ("2031-03-04T03:59", "stamp")
    assert article.updated.value == "2031-03-04T08:22"
    (passage,) = article.published.passages
    assert article.text[passage.start : passage.end] == "04.03.2031, 03:59"


def test_the_dates_of_teasers_and_comments_never_date_the_page() -> None:
    article = read_page(
        page(HEAD, LEAD, *BODY, "2 commentaires", "• 05.03.2031 10:22", "Bravo !", "A lire aussi", "• Un tramway (06.03.2031 11:52)")
    )
    assert article.published is None


def test_stamp_beats_address_and_the_loser_stays_as_alternative() -> None:
    article = read_page(page(HEAD, "Publié le 4 mars 2031 à 07h15", LEAD, *BODY), url="https://a.example/2031/03/05/pont.html")
    assert article.published is not None
    assert article.published.value == "2031-03-04T07:15"
    assert [(t.value, t.basis) for t in article.published.alternatives] == [("2031-03-05", "url")]


def test_a_first_line_that_is_an_address_is_the_page_s_and_no_text() -> None:
    article = read_page(page("https://www.lumen.example/2031/03/04/pont.html", "", LEAD, *BODY))
    assert article.page.url == "https://www.lumen.example/2031/03/04/pont.html"
    assert article.outlet is not None
    assert (article.outlet.domain, article.outlet.basis) == ("lumen.example", "domain")
    assert article.text.startswith(LEAD)
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2031-03-04", "url")


def test_a_desk_signature_ends_its_paragraph_and_names_the_agency() -> None:
    article = read_page(page(HEAD, LEAD, FIRST, SECOND, THIRD, FOURTH + " (xyz/ab)"))
    assert kept(article, "paragraph")[-1] == FOURTH
    assert kept(article, "signature") == ["(xyz/ab)"]
    assert [a.name for a in article.agencies] == ["xyz"]


def test_a_dateline_dates_the_page_and_names_its_place() -> None:
    article = read_page(page(LEAD, "Vorlac,4 mars 2031.", *BODY))
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date) == ("Vorlac", "2031-03-04")
    assert article.published is not None
    assert article.published.basis == "dateline"
    assert article.lead == LEAD


def test_an_article_about_cookies_keeps_its_sentences() -> None:
    about = [
        "Le régulateur a infligé mardi une amende de deux millions d'euros à Batissec pour dépôt de cookies sans accord préalable.",
        "Les cookies en cause suivaient les visiteurs du site d'une page à l'autre pendant treize mois, selon la décision publiée mardi.",
        "Batissec, qui conteste la décision, affirme que ses cookies ne servaient qu'à mesurer l'audience du site du chantier du pont.",
        "Le régulateur a donné trois mois à l'entreprise pour mettre ses cookies en conformité avec la loi, sous peine d'une astreinte.",
    ]
    assert kept(read_page(page(*about)), "lead", "paragraph") == about


def test_the_same_page_gives_the_same_article() -> None:
    text = page(HEAD, LEAD, *BODY)
    assert read_page(text) == read_page(text.encode())


PARTS = st.lists(
    st.sampled_from([HEAD, LEAD, *BODY, TEASER, "", "Partager", "A lire aussi", "• Menu", "04.03.2031, 03:59", "(AFP)", "2 commentaires"])
)


@given(PARTS, st.sampled_from(["\n", "\r\n", "\n\n", " \n  "]))
@settings(max_examples=150, deadline=None)
def test_blocks_and_dropped_parts_always_slice_back_to_the_page(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    try:
        article = read_page(text, media_type="text/plain")
    except PageRejected:
        return
    assert_offsets(article, text)
    spans = sorted((b.page_start or 0, b.page_end or 0) for b in article.blocks)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for passage in [a.passage for a in article.agencies] + list(article.published.passages if article.published else ()):
        assert 0 <= passage.start < passage.end <= len(article.text)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400)))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_an_article_or_a_rejection(data: bytes | str) -> None:
    reason, text = "", ""
    try:
        text = read_page(data).text
    except PageRejected as error:
        reason = error.reason
    assert text or reason in {"empty", "binary", "too_large", "no_text", "unreadable"}


def test_of_two_lines_with_the_same_stamps_the_first_dates_the_page_each_time_it_is_read() -> None:
    stamps = "Publié le 4 mars 2031 à 06:15 - Mis à jour le 4 mars 2031 à 18:40"
    text = page(HEAD, stamps, LEAD, *BODY, stamps)
    article, again = read_page(text), read_page(text)
    assert article == again
    first = next(b for b in article.blocks if b.kind == "stamp")
    for time in (article.published, article.updated):
        assert time is not None
        assert first.start <= time.passages[0].start < time.passages[0].end <= first.end
