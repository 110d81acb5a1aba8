"""Dating pages that print no date: the page's own words, copied words, weekdays told by other pages, and blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.annotate.times import find_times
from recoupe.records import Article, Block, PageRef, Passage, Reuse, Story, Time
from recoupe.stories.dating import date_articles

AGENCY = "La compagnie Velmar a signé mercredi à Brancourt un accord avec la ville sur le vieux port."


def article_of(identifier: str, text: str, published: str | None = None, **more: object) -> Article:
    time = Time(value=published, basis="stamp") if published else None
    return Article(id=identifier, page=PageRef(), text=text, language="fr", published=time, **more)  # type: ignore[arg-type]


def copy_of(words: str, *articles: Article) -> Reuse:
    passages = tuple(Passage(article=a.id, start=a.text.index(words), end=a.text.index(words) + len(words)) for a in articles)
    return Reuse(id="r", kind="verbatim", passages=passages, words=len(words.split()))


def date_all(*articles: Article, reuse: tuple[Reuse, ...] = (), stories: tuple[Story, ...] = ()) -> dict[str, Time]:
    return date_articles(articles, {a.id: find_times(a) for a in articles}, reuse, stories)


def test_copied_words_and_a_later_weekday_date_a_page() -> None:
    dated = article_of("a", f"{AGENCY} Le maire s'en réjouit.", "2031-05-08T03:59")
    undated = article_of("b", f"L'accord est une première, a rapporté jeudi l'agence Corma. {AGENCY}")
    found = date_all(dated, undated, reuse=(copy_of(AGENCY, dated, undated),))["b"]
    assert (found.value, found.first_day, found.precision, found.basis) == ("2031-05-08", "2031-05-08", "day", "inferred")
    assert found.rule == "the same words as a page of 2031-05-08, and the last weekday told of fits that day best"
    assert {p.article for p in found.passages} == {"a", "b"}
    assert [a.value for a in found.alternatives] == ["2031-05-07"]


def test_an_evening_is_usually_told_on_the_next_day() -> None:
    words = "Les secours ont trouvé douze rescapés sous la halle de Brancourt effondrée, dit la préfecture."
    dated = article_of("a", words, "2031-05-11")
    undated = article_of("b", f"{words} Le bilan a été publié samedi soir.")
    assert date_all(dated, undated, reuse=(copy_of(words, dated, undated),))["b"].value == "2031-05-11"


def test_the_day_a_page_calls_its_own_gets_the_year_after_its_newest_date() -> None:
    text = "Le conseil l'a annoncé ce 17 juin. Ils se sont vus en septembre dernier, et déjà en juillet 2030. Le port remonte à 1987."
    found = date_all(article_of("a", text))["a"]
    assert (found.value, found.basis) == ("2031-06-17", "text")
    assert [text[p.start : p.end] for p in found.passages] == ["ce 17 juin", "juillet 2030"]
    assert found.alternatives[0].value == "2032-06-17"


def test_a_caption_dated_after_its_page_is_no_evidence() -> None:
    text = "Le quai en septembre 2033.\nLe conseil l'a annoncé ce 17 juin, un an après l'échec de mai 2030."
    found = date_all(article_of("a", text, blocks=(Block(kind="caption", start=0, end=26),)))["a"]
    assert found.value == "2030-06-17"


def test_a_year_alone_leaves_the_own_day_to_other_pages() -> None:
    text = "Le Velmar rouvre à Brancourt, dit la compagnie ce 17 juin. Le quai date de 1987."
    assert date_all(article_of("a", text)) == {}
    dated = article_of("b", "À Brancourt, le Velmar est à quai.", "2031-06-16")
    assert date_all(article_of("a", text), dated)["a"].value == "2031-06-17"


def test_a_printed_year_on_its_own_day_decides_alone() -> None:
    assert date_all(article_of("a", "Le conseil se réunit ce mardi 17 juin 2031."))["a"].value == "2031-06-17"


def test_the_newest_printed_weekday_dates_a_page_and_a_later_weekday_moves_it() -> None:
    assert date_all(article_of("a", "La halle a brûlé dimanche 4 mai 2031 à Brancourt."))["a"].value == "2031-05-04"
    text = "La halle a brûlé dimanche 4 mai 2031 à Brancourt. Le maire a démissionné mardi."
    assert date_all(article_of("a", text))["a"].value == "2031-05-06"


def test_a_weekday_without_year_gives_a_week_in_the_year_of_the_other_pages() -> None:
    undated = article_of("a", "La grêle a couché les blés dimanche 4 mai.")
    found = date_all(undated, article_of("b", "Rien à voir.", "2031-06-01"))["a"]
    assert (found.value, found.precision, found.basis) == ("2031-05-04/2031-05-10", "interval", "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "La halle a brûlé.",
        "La halle a brûlé mercredi.",
        "La halle a brûlé hier.",
        "En 2019, la halle avait déjà brûlé.",
        "La halle a brûlé le 4 mai.",
    ],
)
def test_what_does_not_decide_stays_blank(text: str) -> None:
    assert date_all(article_of("a", text), article_of("b", "Autre chose encore.", "2031-05-07")) == {}


def test_copies_of_pages_of_several_days_without_a_weekday_stay_blank() -> None:
    words = "La compagnie gère le port de Brancourt depuis sa fondation et emploie deux cents dockers."
    pages = [article_of("a", words, "2031-05-02"), article_of("b", words, "2031-05-09"), article_of("c", words)]
    assert date_all(*pages, reuse=(copy_of(words, *pages),)) == {}


def test_pages_of_one_story_tell_each_other_their_weekdays() -> None:
    dated = article_of("a", "La halle a brûlé mardi, dit Odile Marsan.", "2031-05-07")
    undated = article_of("b", "Un feu a ravagé le marché couvert mardi.")
    assert date_all(dated, undated) == {}
    assert date_all(dated, undated, stories=(Story(id="s", articles=("a", "b")),))["b"].value == "2031-05-06"


def test_a_page_dated_in_one_round_dates_others_in_the_next() -> None:
    second = "Les grutiers de Brancourt réclament depuis des mois une prime que la compagnie leur refuse encore."
    pages = [
        article_of("a", AGENCY, "2031-05-08"),
        article_of("b", f"{AGENCY} {second} Le port l'a dit jeudi."),
        article_of("c", second),
    ]
    found = date_all(*pages, reuse=(copy_of(AGENCY, *pages[:2]), copy_of(second, *pages[1:])))
    assert (found["b"].value, found["c"].value) == ("2031-05-08", "2031-05-08")


def test_dated_pages_are_never_dated_again() -> None:
    assert date_all(article_of("a", "Le conseil se réunit ce mardi 17 juin 2031.", "2031-06-18")) == {}


@given(st.permutations(["a", "b", "c"]))
def test_page_order_never_changes_the_days(order: list[str]) -> None:
    pages = {
        "a": article_of("a", AGENCY, "2031-05-08"),
        "b": article_of("b", f"{AGENCY} Le maire l'a dit jeudi."),
        "c": article_of("c", "Le conseil l'a annoncé ce 17 juin, après l'échec de mai 2030."),
    }
    reuse = (copy_of(AGENCY, pages["a"], pages["b"]),)
    found = date_all(*(pages[i] for i in order), reuse=reuse)
    assert {i: t.value for i, t in found.items()} == {"b": "2031-05-08", "c": "2030-06-17"}
