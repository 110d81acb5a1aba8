"""Dating pages that print no date: the page's own words, copied words, weekdays told by other pages, and blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

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


def date_all(*articles: Article, reuse: tuple[Reuse, ...] = (), stories: tuple[Story, ...] | None = None) -> dict[str, Time]:
    return date_articles(articles, {a.id: find_times(a) for a in articles}, reuse, stories)


def test_copied_words_and_a_later_weekday_date_a_page() -> None:
    dated = article_of("a", f"{AGENCY} Le maire s'en réjouit.", "2031-05-08T03:59")
    undated = article_of("b", f"L'accord est une première, a rapporté jeudi l'agence Corma. {AGENCY}")
    found = date_all(dated, undated, reuse=(copy_of(AGENCY, dated, undated),))["b"]
    assert (found.value, found.first_day, found.precision, found.basis) == ("2031-05-08", "2031-05-08", "day", "inferred")
    assert found.rule == "the same words as a page of 2031-05-08, and the last weekday told of fits that day best"
    assert {p.article for p in found.passages} == {"a", "b"}
    assert [a.value for a in found.alternatives] == ["2031-05-09"]


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
    alone = date_all(article_of("a", text))["a"]
    assert (alone.value, alone.first_day, alone.precision) == ("XXXX-06-17", None, "unknown")
    assert alone.rule == "the page calls this day its own; nothing tells its year"
    dated = article_of("b", "À Brancourt, le Velmar est à quai.", "2031-06-16")
    assert date_all(article_of("a", text), dated)["a"].value == "2031-06-17"


def test_a_printed_year_on_its_own_day_decides_alone() -> None:
    assert date_all(article_of("a", "Le conseil se réunit ce mardi 17 juin 2031."))["a"].value == "2031-06-17"


def test_the_newest_printed_weekday_dates_a_page_and_a_later_weekday_moves_it() -> None:
    assert date_all(article_of("a", "La halle a brûlé dimanche 4 mai 2031 à Brancourt."))["a"].value == "2031-05-04"
    text = "La halle a brûlé dimanche 4 mai 2031 à Brancourt. Le maire a démissionné mardi."
    assert date_all(article_of("a", text))["a"].value == "2031-05-06"


def test_a_dated_weekday_without_year_gives_a_week_in_the_year_of_its_story_alone() -> None:
    undated = article_of("a", "La grêle a couché les blés dimanche 4 mai.")
    other = article_of("b", "Rien à voir.", "2031-06-01")
    assert date_all(undated, other) == {}
    found = date_all(undated, other, stories=(Story(id="s", articles=("a", "b")),))["a"]
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
    found = date_all(*pages, reuse=(copy_of(words, *pages),))["c"]
    assert (found.value, found.first_day) == (None, None)
    assert [a.value for a in found.alternatives] == ["2031-05-02", "2031-05-09"]


def test_pages_of_one_story_that_share_no_names_tell_each_other_no_day() -> None:
    dated = article_of("a", "La halle a brûlé mardi, dit Odile Marsan.", "2031-05-07")
    undated = article_of("b", "Un feu a ravagé le marché couvert mardi.")
    assert date_all(dated, undated, stories=(Story(id="s", articles=("a", "b")),)) == {}


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


# ------------------------------------------------------------------ the page's own words alone

ALONE = [
    ("La digue a cédé mardi 30 juin. Le maire, élu en 2024, l'a dit ce mercredi. Elle rouvrira au printemps 2027.", "2026-07-01",
     "a day of its weekday in one year alone between a floor and a ceiling; this Wednesday after it"),
    ("Le procès s'est ouvert jeudi 5 mars. Il avait été mis en examen en novembre 2024. Ils ont témoigné ce vendredi.", "2026-03-06",
     "the first year after the newest month told, in which the day has its weekday; this Friday after it"),
    ("Le conseil a voté ce mardi 17 juin 2031 le budget du port.", "2031-06-17", "its own day, with its year"),
    ("Le conseil a voté ce mardi 17 juin le budget. Le port a fermé en mai 2030.", "2031-06-17", "its own day after the newest month told"),
    ("La halle a brûlé dimanche 4 mai 2031. Le préfet s'y est rendu ce mercredi.", "2031-05-07", "this Wednesday after a printed day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "why"), ALONE, ids=[why for *_, why in ALONE])
def test_a_page_s_own_words_date_it_alone(text: str, day: str, why: str) -> None:
    found = date_all(article_of("a", text))["a"]
    assert (found.value, found.basis) == (day, "text"), why
    assert found.passages
    assert found.rule


UNDECIDED = [
    ("Le musée a rouvert mardi 9 avril. L'inauguration a eu lieu mercredi 11 avril.", "no year has both"),
    ("Il a gagné vendredi 13. Il a jusqu'en 2027 pour se faire connaître.", "no month, and a bare year that is to come"),
    ("La digue a cédé mardi 30 juin. Le bassin avait été rénové en 2019.", "a bare year told as past may be long past"),
    ("Dans une lettre datée du 12 mars 2024, le préfet alertait le ministère.", "the date of a letter is not that of the page"),
    ("Le trafic est interrompu aujourd'hui sur la ligne 4.", "today is any day"),
    ("Le mercredi 14 juin 1944, Port-Lannic perdait 312 habitants. Tout fut reconstruit en 1961.", "a later year makes it history"),
    ("Ce mercredi 14 octobre, le maire a démissionné. Il était élu depuis 2023.", "its own day, with no year to count from"),
]


@pytest.mark.parametrize(("text", "why"), UNDECIDED, ids=[why for _, why in UNDECIDED])
def test_words_that_do_not_decide_leave_a_page_without_a_day(text: str, why: str) -> None:
    found = date_all(article_of("a", text)).get("a")
    assert found is None or found.first_day is None, why


# ------------------------------------------------------------------ words counted from the page's own day

FLOOD = "Le barrage de Valsombre a cédé mardi, faisant deux morts et onze disparus dans la vallée, selon Étienne Rocard."
COUNTED = [
    ("Le barrage de Valsombre a cédé hier, faisant deux morts et onze disparus dans la vallée.", "2031-05-07"),
    ("Il y a trois jours, le barrage de Valsombre a cédé, faisant deux morts et onze disparus.", "2031-05-09"),
    ("Avant-hier, le barrage de Valsombre a cédé : deux morts et onze disparus dans la vallée.", "2031-05-08"),
    ("Le barrage de Valsombre a cédé aujourd'hui, faisant deux morts et onze disparus.", "2031-05-06"),
]


@pytest.mark.parametrize(("text", "day"), COUNTED)
def test_a_happening_counted_from_the_page_s_day_takes_its_day_from_a_dated_page(text: str, day: str) -> None:
    found = date_all(article_of("a", FLOOD, "2031-05-07"), article_of("b", text + " Étienne Rocard l'a dit."))["b"]
    assert (found.value, found.basis) == (day, "inferred")
    assert found.rule == "dated pages about the same, and the happening that the page counts from its own day"
    assert {p.article for p in found.passages} == {"a", "b"}


def test_a_happening_that_was_to_come_is_told_the_day_after_it() -> None:
    plan = article_of("a", "Odile Marsan sera jugée vendredi à Arlon devant la cour criminelle.", "2031-05-07")
    told = article_of("b", "Odile Marsan a été jugée hier à Arlon devant la cour criminelle.")
    assert date_all(plan, told)["b"].value == "2031-05-10"


def test_yesterday_with_its_weekday_names_the_page_s_own_weekday() -> None:
    dated = article_of("a", "Odile Marsan, d'Arlon, est en prison.", "2031-05-07")
    assert date_all(dated, article_of("b", "Hier, lundi, Odile Marsan a été jugée à Arlon."))["b"].value == "2031-05-06"


def test_a_dated_day_far_from_every_page_about_the_same_is_history() -> None:
    dated = article_of("b", "Odile Marsan ouvre à Arlon l'exposition.", "2031-06-06")
    told = article_of("a", "Mardi 6 juin 1944, les troupes ont débarqué à Arlon, dit Odile Marsan.")
    found = date_all(dated, told).get("a")
    assert found is None or found.first_day is None


def test_the_day_after_a_named_happening_is_not_before_it() -> None:
    dated = article_of("a", "Le procès Lagrange s'est ouvert jeudi à Orval, dit Lucette Maurin.", "2031-05-08")
    undated = article_of("b", "Au lendemain de l'ouverture du procès Lagrange, Lucette Maurin a parlé vendredi à Orval.")
    assert date_all(dated, undated)["b"].value == "2031-05-09"


# ------------------------------------------------------------------ weekdays


def test_this_weekday_is_the_page_s_own_day_and_outweighs_the_day_of_a_copy() -> None:
    words = "Il nous a tout pris, même la maison de ma mère, a déclaré vendredi Lucette Maurin devant la cour."
    own = words.replace("vendredi", "ce vendredi")
    dated = article_of("a", words, "2031-05-10")
    undated = article_of("b", f"{own} Les plaidoiries auront lieu mardi.")
    shared = (Reuse(id="r", kind="edited", words=17, passages=(
        Passage(article="a", start=0, end=len(words)), Passage(article="b", start=0, end=len(own)))),)  # fmt: skip
    assert date_all(dated, undated, reuse=shared)["b"].value == "2031-05-09"


def test_every_weekday_told_as_past_speaks_against_a_day_six_days_later() -> None:
    dated = article_of("a", "Le feu a pris mardi sur le Velmar à Brancourt, dit Yann Kerbrat.", "2031-05-06")
    undated = article_of("b", "Yann Kerbrat a parlé mercredi. Le Velmar, à Brancourt, avait pris feu mardi.")
    assert date_all(dated, undated)["b"].value == "2031-05-07"


def test_days_that_fit_as_well_are_listed_and_none_is_chosen() -> None:
    dated = article_of("a", "Rien de neuf sur le Velmar à Brancourt, dit Yann Kerbrat.", "2031-05-07")
    undated = article_of("b", "Yann Kerbrat a quitté le Velmar à Brancourt dimanche soir.")
    found = date_all(dated, undated)["b"]
    assert found.first_day is None or found.alternatives
    assert found.passages


# ------------------------------------------------------------------ copies, files, updates, fetches


def test_copied_words_alone_give_no_day_unless_they_are_nearly_all_of_the_page() -> None:
    words = "Les passagers du Velmar et son équipage ont été évacués par trois canots de sauvetage dans la baie."
    dated = article_of("a", f"{words} Le feu a pris mardi.", "2031-05-06")
    partly = article_of("b", f"{words} La compagnie possède six navires et emploie quatre cents personnes dans les deux ports de la côte.")
    found = date_all(dated, partly, reuse=(copy_of(words, dated, partly),))["b"]
    assert (found.value, [a.value for a in found.alternatives]) == (None, ["2031-05-06"])
    assert found.rule == "the same words as a page of 2031-05-06, but no word tells the page's own day"
    whole = article_of("b", words)
    assert date_all(dated, whole, reuse=(copy_of(words, dated, whole),))["b"].value == "2031-05-06"


FILES = [
    ("2031-05-05_halle.txt", "La halle a brûlé lundi.", "2031-05-05", "file"),
    ("20310505-halle.txt", "La halle a brûlé.", "2031-05-05", "file"),
    ("2031/05/05/halle.txt", "La halle a brûlé dimanche.", "2031-05-05", "file"),
    ("2031-05-05_halle.txt", "La halle a brûlé ce 2 mai.", "2031-05-02", "file"),
    ("2031-05-05_halle.txt", "La halle a brûlé ce mardi.", None, "inferred"),
    ("2031-05-05_halle.txt", "La halle a brûlé ce vendredi 2 mai 2031.", "2031-05-02", "text"),
    ("2031-05-05_2031-05-06.txt", "La halle a brûlé lundi.", None, None),
    ("74a20310505c.txt", "La halle a brûlé lundi.", None, None),
]


@pytest.mark.parametrize(("path", "text", "day", "basis"), FILES)
def test_the_date_in_a_file_s_name_counts_where_nothing_else_says_otherwise(path: str, text: str, day: str | None, basis: str) -> None:
    found = date_all(replace(article_of("a", text), page=PageRef(path=path))).get("a")
    assert (found.first_day if found else None, found.basis if found else None) == (day, basis)
    if found is not None and day != "2031-05-05":
        assert "2031-05-05" in [a.value for a in found.alternatives]


def test_a_page_is_not_published_after_it_was_changed_or_fetched() -> None:
    words = "A landslip shut the coast road on Monday."
    changed = replace(article_of("a", words), language="en", updated=Time(value="2031-05-05", basis="stamp"))
    assert date_all(changed)["a"].value == "2031-05-05"
    fetched = replace(
        article_of("b", "Le conseil a voté ce 17 juin. Le port a fermé en mai 2030."), page=PageRef(fetched="2031-06-01T04:00")
    )
    assert date_all(fetched)["b"].value == "2030-06-17"
    assert date_all(replace(fetched, page=PageRef(fetched="2030-06-01T04:00")))["b"].first_day is None
