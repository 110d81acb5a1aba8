"""The HTML page: every line leads to its words, every link has its target, nothing hostile gets through, anything may be missing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html
from msgspec.structs import replace

from recoupe.dossier import Dossier, build_dossier
from recoupe.records import Article, Block, Claim, Event, PageRef, Passage, Story, Time, TimeAlternative

from .dossier_strategies import dossiers
from .flood_pages import HOSTILE, build_articles

Tree = lxml_html.HtmlElement


class Outline(HTMLParser):
    """Ids, internal links, headings, loaded addresses and scripts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.levels: list[int] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.n_scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes |= set(given)
        self.n_scripts += tag == "script"
        if "id" in given:
            self.ids.append(given["id"])
        href = given.get("href", "")
        if href.startswith("#"):
            self.targets.add(href[1:])
        elif tag == "a":
            self.links.append(href)
        elif href:
            self.loads.append(href)
        self.loads += [given[name] for name in ("src", "srcset", "data", "poster", "background") if name in given]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


@pytest.fixture(scope="module")
def tree(flood_html: str) -> Tree:
    return lxml_html.document_fromstring(flood_html)


def text_of(element: Tree) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def event(tree: Tree, words: str) -> Tree:
    """The timeline row whose label holds ``words``."""
    return next(li for li in tree.iter("li") if li.get("class") == "event" and words in text_of(li.find(".//*[@class='label']")))


# ------------------------------------------------------------------ whole page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_internal_link_has_its_target_once(flood: Dossier, lang: str) -> None:
    outline = Outline(flood.to_html(lang))
    assert outline.targets <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dossiers())
def test_whatever_is_missing_every_face_is_made_and_links_hold(dossier: Dossier) -> None:
    outline = Outline(dossier.to_html("fr"))
    assert outline.targets <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.n_scripts == 1
    assert outline.loads == []
    dossier.to_html("en").encode()
    dossier.to_markdown("en").encode()


def test_same_dossier_same_page(flood: Dossier, flood_html: str) -> None:
    assert flood.to_html("fr") == flood_html


def test_the_page_says_its_language_and_that_of_each_passage(tree: Tree) -> None:
    assert tree.get("lang") == "fr"
    assert event(tree, "A similar breach").find(".//*[@class='label']").get("lang") == "en"


def test_headings_go_down_one_level_at_a_time(flood_html: str, flood: Dossier) -> None:
    for page in (flood_html, build_dossier(flood.articles[:1]).to_html(), replace_stories(flood).to_html("en")):
        levels = Outline(page).levels
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def replace_stories(dossier: Dossier) -> Dossier:
    """The flood alone, so that its title is the page's."""
    told = set(dossier.stories[0].articles)
    return replace(dossier, stories=dossier.stories[:1], articles=tuple(a for a in dossier.articles if a.id in told))


def test_nothing_is_loaded_from_anywhere(flood_html: str) -> None:
    outline = Outline(flood_html)
    assert outline.loads == []
    assert not re.search(r"@import|url\(", flood_html.split("</style>")[0])
    assert "default-src 'none'" in flood_html
    assert not {name for name in outline.attributes if name.startswith("on")}


# ------------------------------------------------------------------ hostile pages


def test_markup_in_page_text_stays_text(flood_html: str, tree: Tree) -> None:
    assert Outline(flood_html).n_scripts == 1
    assert "<script>alert" not in flood_html
    assert not tree.xpath("//img")
    assert HOSTILE[0][1].split("\u202e")[0].strip() in text_of(tree.get_element_by_id("s1-articles"))


def test_only_plain_web_addresses_become_links(flood_html: str) -> None:
    assert Outline(flood_html).links == ["https://radio-valmoret.example/digue"]
    assert "javascript:alert(3)" in flood_html


def test_text_direction_marks_cannot_leave_their_passage(tree: Tree) -> None:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "title") and "\u202e" in (element.text or ""):
            holders = [element, *element.iterancestors()]
            assert any(h.get("dir") == "auto" or h.tag == "bdi" for h in holders), element.tag


def test_control_characters_and_lone_surrogates_cannot_break_the_page() -> None:
    text = "a\x00b\ud800c\x1bd"
    page = build_dossier([Article(id="a1", page=PageRef(path="x"), text=text, title=text)]).to_html()
    assert "a\ufffdb\ufffdc\ufffdd" in page
    page.encode()


# ------------------------------------------------------------------ timeline


def test_events_are_an_ordered_list_under_their_days(tree: Tree) -> None:
    days = [text_of(h) for h in tree.xpath("//ol[@class='days']/li/h4")]
    assert days == [
        "1987", "janvier 2022", "lundi 7 mars 2022", "mercredi 9 mars 2022", "du 9 au 13 mars 2022", "jeudi 10 mars 2022",
        "vendredi 11 mars 2022", "samedi 12 mars 2022", "Sans date",
    ]  # fmt: skip
    assert tree.xpath("//h4/time[@datetime='2022-03-09']")


def test_an_event_says_when_how_sure_and_from_whom_through_whom(tree: Tree) -> None:
    shown = text_of(event(tree, "La digue de l’Orsenne a cédé"))
    assert "2 h 15" in shown
    assert "donné comme fait" in shown
    assert "2 origines indépendantes : la préfecture, Meridian Wire" in shown
    assert "la préfecture → APN → La Gazette de l’Orsenne a2" in shown
    assert "officials → Meridian Wire → The Northern Post a3" in shown
    assert "Règle le mercredi de la publication" in shown
    assert "Lectures écartées mercredi 2 mars 2022" in shown
    assert "date donnée ici : mercredi 9 mars 2022, vers 3 h" in shown


def test_one_origin_is_said(tree: Tree) -> None:
    assert "une seule origine : Rives Vives" in text_of(event(tree, "rapport alarmant"))
    assert "origine non établie" in text_of(event(tree, "débit exceptionnel"))


def test_status_is_a_word_and_a_shape(tree: Tree) -> None:
    for status in tree.xpath("//ol[@class='events']//span[starts-with(@class, 'status')]"):
        assert text_of(status)
        assert status.xpath(".//use")


def test_saying_time_is_shown_where_it_differs(tree: Tree) -> None:
    assert "dit vendredi 11 mars 2022" in text_of(event(tree, "Le ministre"))


def test_an_outcome_leads_to_its_event(tree: Tree) -> None:
    row = event(tree, "Le niveau devrait baisser")
    target = row.xpath(".//span[@class='outcome']/a[not(@class)]/@href")[0]
    assert "La décrue a commencé" in text_of(tree.get_element_by_id(target[1:]))
    assert "confirmé par" in text_of(row)


def test_undated_events_stand_apart_with_what_the_page_says(tree: Tree) -> None:
    undated = tree.xpath("//li[@class='day undated']")[0]
    assert len(undated.xpath(".//li[@class='event']")) == 2
    assert "un mercredi, semaine inconnue" in text_of(undated)


def test_exact_words_lead_to_the_highlighted_passage(tree: Tree, flood: Dossier) -> None:
    row = event(tree, "rapport alarmant")
    href = row.xpath(".//details//a[@class='ref']/@href")[0]
    mark = tree.get_element_by_id(href[1:])
    assert mark.tag == "mark"
    assert "la mairie aurait reçu un rapport alarmant en janvier" in text_of(mark)
    assert "conditionnel : aurait reçu" in text_of(row)


# ------------------------------------------------------------------ the other sections


def test_quotations_stand_side_by_side_with_differences_marked(tree: Tree) -> None:
    quote = tree.get_element_by_id("s1q1")
    assert "Hélène Darvault" in text_of(quote)
    assert len(quote.xpath(".//figure")) == 3
    assert [text_of(e) for e in quote.xpath(".//em[@class='diff']")] == ["près de", "en trois heures"]
    assert text_of(quote.xpath(".//span[@class='ins']")[0]) == "(de Valmoret, NDLR)"


def test_conflicts_show_reading_sides_words_and_outlets(tree: Tree) -> None:
    section = text_of(tree.get_element_by_id("s1-conflicts"))
    for words in ("Mise à jour", "Erreur dans la page", "Incompatibles", "Source contre source", "vers 3 heures", "Le bilan du soir"):
        assert words in section


def test_origins_fold_echoes(tree: Tree) -> None:
    assert "Radio Valmoret a1 (mêmes mots que a2)" in text_of(tree.get_element_by_id("s1-origins"))


def test_copied_passages_name_articles_direction_and_words(tree: Tree) -> None:
    section = text_of(tree.get_element_by_id("s1-reuse"))
    assert "17 mots" in section
    assert "de La Gazette de l’Orsenne [a2] vers les autres (d’après la date de publication)" in section
    assert "sens de la copie inconnu" in section


def test_single_origin_events_are_listed_by_origin(tree: Tree) -> None:
    assert len(tree.get_element_by_id("s1-one_origin").xpath(".//ul[contains(@class, 'links')]/li")) == 12


def test_misspellings_and_doubts_are_marked_in_names(tree: Tree) -> None:
    section = tree.get_element_by_id("s1-names")
    assert text_of(section.xpath(".//span[contains(@class, 'f-misspelling')]")[0]).startswith("Luc Ferandi coquille")
    assert "peut-être son fils Lucas" in text_of(section)
    assert "Nulle Part" not in text_of(section)


def test_articles_are_whole_with_kinds_dates_and_what_was_dropped(tree: Tree, flood: Dossier) -> None:
    gazette = text_of(tree.get_element_by_id("a2"))
    assert "légende Le maire Luc Ferandi" in gazette
    assert "horodatage Publié le 09.03.2022" in gazette
    assert "d’après l’horodatage imprimé · horodatage imprimé sous le titre" in gazette
    assert "bandeau de consentement" in gazette
    assert "À lire aussi : la piscine rouvre le 4 avril" in gazette


def test_marks_lead_back_to_their_lines(tree: Tree) -> None:
    backs = tree.get_element_by_id("a2").xpath(".//a[starts-with(@class, 'back')]")
    assert {"É7", "P1", "D1", "C1"} <= {text_of(b) for b in backs}


def test_rejected_pages_are_listed_with_reason(tree: Tree) -> None:
    assert "image<b>.png fichier binaire" in text_of(tree.get_element_by_id("rejected"))


def test_article_text_survives_marking_letter_for_letter(tree: Tree) -> None:
    article = build_articles()["courrier"]
    holder = tree.get_element_by_id("a4").xpath(".//div[@class='text']")[0]
    for extra in holder.xpath(".//a[starts-with(@class, 'back')] | .//span[@class='kind']"):
        extra.drop_tree()
    assert text_of(holder) == " ".join(article.text.split())


def test_a_passage_over_two_blocks_has_one_anchor() -> None:
    article = Article(id="a1", page=PageRef(path="x"), text="Un deux.\n\nTrois.", blocks=(
        Block(kind="paragraph", start=0, end=8), Block(kind="paragraph", start=10, end=16)))  # fmt: skip
    claim = Claim(id="c1", passage=Passage(article="a1", start=3, end=16))
    story = Story(id="s1", articles=("a1",), claims=(claim,), events=(Event(id="e1", label="x", status="said", claims=("c1",)),))
    page = build_dossier([article], stories=[story]).to_html()
    assert page.count('id="a1-3-16"') == 1
    assert page.count("<mark") == 2
    assert page.count('class="back ') == 1


def test_many_articles_stand_folded() -> None:
    articles = [Article(id=f"a{n}", page=PageRef(path=f"{n}.txt"), text="Un.", title="Un") for n in range(13)]
    page = build_dossier(articles, stories=[Story(id="s1", articles=tuple(a.id for a in articles))]).to_html()
    assert '<details class="article" id="a1">' in page


def test_a_page_whose_day_is_not_decided_says_why_and_between_which_days() -> None:
    rivals = tuple(TimeAlternative(value=day, basis="inferred", rule="a day that fits") for day in ("2031-05-06", "2031-05-07"))
    time = Time(basis="inferred", rule="several days fit what the page says as well", alternatives=rivals)
    page = Article(id="a1", page=PageRef(path="a.txt"), text="La halle a brûlé mardi.", language="fr", published=time)
    shown = build_dossier([page]).to_html("en")
    assert "publication date unknown" in shown
    assert "several days fit what the page says as well · Tuesday 6 May 2031, Wednesday 7 May 2031" in shown
