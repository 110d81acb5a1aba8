"""Time expressions: what is found in a sentence, what it means, and how it is resolved."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.annotate.times import find_times, resolve_times, time_of
from recoupe.records import Article, Block, PageRef, Part, Time, TimeExpression

WEDNESDAY = "2031-05-07"
FRENCH_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def article_of(text: str, published: str | None = WEDNESDAY, language: str = "fr", **more: object) -> Article:
    time = Time(value=published, basis="given") if published else None
    return Article(id="a", page=PageRef(), text=text, language=language, published=time, **more)  # type: ignore[arg-type]


def read(text: str, published: str | None = WEDNESDAY, language: str = "fr") -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in find_times(article_of(text, published, language))]


def one(text: str, published: str | None = WEDNESDAY, language: str = "fr") -> TimeExpression:
    (found,) = find_times(article_of(text, published, language))
    return found


# All sentences are invented. Published on Wednesday 7 May 2031 unless the row says otherwise.
FRENCH = [
    # dates
    ("Le pont a rouvert le 3 mars 2031.", [("le 3 mars 2031", "2031-03-03")]),
    ("La digue fut achevée le 1er avril 1987.", [("le 1er avril 1987", "1987-04-01")]),
    ("La foire ouvrira le 12 mai.", [("le 12 mai", "2031-05-12")]),
    ("Le barrage a cédé le 28 avril.", [("le 28 avril", "2031-04-28")]),
    ("Le maire a signé le 20 novembre.", [("le 20 novembre", "2030-11-20")]),
    ("Le décret sera publié le 20 novembre.", [("le 20 novembre", "2031-11-20")]),
    ("Le vote a eu lieu le 8 mars dernier.", [("le 8 mars dernier", "2031-03-08")]),
    ("La mairie a confirmé lundi 5 mai la fermeture.", [("lundi 5 mai", "2031-05-05")]),
    ("Paru le 14.02.2031 dans le bulletin.", [("le 14.02.2031", "2031-02-14")]),
    ("Paru le 14/02/31 dans le bulletin.", [("le 14/02/31", "2031-02-14")]),
    ("Relevé du 2031-02-14 au port.", [("2031-02-14", "2031-02-14")]),
    ("La plainte date du 4 sept. 2030.", [("4 sept. 2030", "2030-09-04")]),
    ("Dans un communiqué ce 7 mai, l'usine dément.", [("ce 7 mai", "2031-05-07")]),
    ("Le défilé du 14-Juillet est annulé.", [("14-Juillet", "2031-07-14")]),
    ("En 2019, le 25 avril, ils se sont vus.", [("2019", "2019"), ("le 25 avril", "2019-04-25")]),
    # lists and ranges
    ("Le salon se tient les 18 et 19 juin.", [("18", "2031-06-18"), ("19 juin", "2031-06-19")]),
    ("Le festival dure du 3 au 5 mai.", [("3", "2031-05-03"), ("5 mai", "2031-05-05")]),
    ("Fermé du 28 mai au 3 juin 2031.", [("28 mai", "2031-05-28"), ("3 juin 2031", "2031-06-03")]),
    ("Concerts samedi 10 et dimanche 11 mai.", [("samedi 10", "2031-05-10"), ("dimanche 11 mai", "2031-05-11")]),
    ("La hausse entre 2024 et 2029 est nette.", [("2024", "2024"), ("2029", "2029")]),
    ("Le tirage de mars-avril a plu.", [("mars", "2031-03"), ("avril", "2031-04")]),
    ("Battu en mai et juin derniers.", [("mai", "2030-05"), ("juin derniers", "2030-06")]),
    # weekdays
    ("La ministre a parlé mercredi.", [("mercredi", "2031-05-07")]),
    ("La ministre a parlé jeudi.", [("jeudi", "2031-05-01")]),
    ("La ministre parlera jeudi.", [("jeudi", "2031-05-08")]),
    ("Elle est arrivée mardi avant de visiter jeudi une école.", [("mardi", "2031-05-06"), ("jeudi", "2031-05-08")]),
    ("Le procès doit s'ouvrir lundi.", [("lundi", "2031-05-12")]),
    ("L'audience prévue vendredi est reportée.", [("vendredi", "2031-05-09")]),
    ("Il se prépare après le revers annoncé dimanche.", [("dimanche", "2031-05-04")]),
    ("Le témoin aurait quitté la ville samedi soir.", [("samedi soir", "2031-05-03TEV")]),
    ("Le rapport sera rendu public vendredi matin.", [("vendredi matin", "2031-05-09TMO")]),
    ("Il a démissionné mercredi dernier.", [("mercredi dernier", "2031-04-30")]),
    ("Il sera opéré lundi prochain.", [("lundi prochain", "2031-05-12")]),
    ("Ce samedi, la place est à la danse.", [("Ce samedi", "2031-05-10")]),
    ("Rouvert samedi 3 mai ; on dansait déjà samedi.", [("samedi 3 mai", "2031-05-03"), ("samedi", "2031-05-03")]),
    ("Séoul l'attend « après-demain », soit vendredi.", [("après-demain », soit vendredi", "2031-05-09")]),
    ("Le syndicat appelle à manifester samedi.", [("samedi", "2031-05-10")]),
    ("Le vol a eu lieu dans la nuit de vendredi à samedi.", [("la nuit de vendredi à samedi", "2031-05-02TNI")]),
    # days from an anchor
    ("Hier, la grue est tombée.", [("Hier", "2031-05-06")]),
    ("Il est mort hier matin.", [("hier matin", "2031-05-06TMO")]),
    ("Avant-hier, tout allait bien.", [("Avant-hier", "2031-05-05")]),
    ("La grève commence demain.", [("demain", "2031-05-08")]),
    ("Le conseil se réunit aujourd'hui.", [("aujourd'hui", "2031-05-07")]),
    ("Le chœur chante ce soir.", [("ce soir", "2031-05-07TEV")]),
    ("Le 2 mai, il a fui. Le lendemain, il s'est rendu.", [("Le 2 mai", "2031-05-02"), ("Le lendemain", "2031-05-03")]),
    ("Le 2 mai, il a fui ; la veille au soir, il dînait.", [("Le 2 mai", "2031-05-02"), ("la veille au soir", "2031-05-01TEV")]),
    ("Il y a trois jours, le puits était sec.", [("Il y a trois jours", "2031-05-04")]),
    ("Il y a six semaines, le puits était plein.", [("Il y a six semaines", "2031-W13")]),
    ("Le bail expire dans deux mois.", [("dans deux mois", "2031-07")]),
    ("Élu le 2 mai, il a renoncé deux jours plus tard.", [("le 2 mai", "2031-05-02"), ("deux jours plus tard", "2031-05-04")]),
    # clock times
    ("La sirène a retenti mardi vers 21 h 45.", [("mardi", "2031-05-06"), ("vers 21 h 45", "2031-05-06T21:45")]),
    ("Vers 0 h 40, jeudi, deux cars se sont heurtés.", [("Vers 0 h 40", "2031-05-01T00:40"), ("jeudi", "2031-05-01")]),
    ("Le guichet ouvre le 9 mai à 14 heures.", [("le 9 mai", "2031-05-09"), ("14 heures", "2031-05-09T14:00")]),
    ("Ouvert ce dimanche de 9 h à 12 h 30.", [("ce dimanche", "2031-05-11"), ("9 h", "2031-05-11T09:00"), ("12 h 30", "2031-05-11T12:30")]),
    ("Clos depuis lundi 17 heures.", [("lundi", "2031-05-05"), ("17 heures", "2031-05-05T17:00")]),
    ("Le scrutin fermera vendredi à midi.", [("vendredi", "2031-05-09"), ("midi", "2031-05-09T12:00")]),
    # weeks, months, years
    ("Le préfet a tranché la semaine dernière.", [("la semaine dernière", "2031-W18")]),
    ("Le préfet a tranché la semaine passée.", [("la semaine passée", "2031-W18")]),
    ("Elle viendra la semaine prochaine.", [("la semaine prochaine", "2031-W20")]),
    ("Elle l'a vu en mars dernier.", [("mars dernier", "2031-03")]),
    ("Elle l'a vu en septembre dernier.", [("septembre dernier", "2030-09")]),
    ("Sans emploi depuis janvier.", [("janvier", "2031-01")]),
    ("La loi entrera en vigueur en mars.", [("mars", "2032-03")]),
    ("Fini fin février 2030.", [("fin février 2030", "2030-02")]),
    ("Le mois dernier a été sec.", [("Le mois dernier", "2031-04")]),
    ("L'an dernier, la récolte fut maigre.", [("L'an dernier", "2030")]),
    ("Rien avant la fin de l'année.", [("la fin de l'année", "2031")]),
    ("Le bilan 2029 est sombre.", [("2029", "2029")]),
    ("Battu en 2024 et en 2027, il renonce.", [("2024", "2024"), ("2027", "2027")]),
    ("Une plainte de 2024 fut classée la même année.", [("2024", "2024"), ("la même année", "2024")]),
    ("L'été dernier fut chaud.", [("L'été dernier", "2030-SU")]),
    ("Le port sera prêt au premier trimestre 2032.", [("premier trimestre 2032", "2032-Q1")]),
    ("Dans les années 1960, on y dansait.", [("les années 1960", "196")]),
    ("Un moulin du XVIIIe siècle.", [("XVIIIe siècle", "17")]),
    ("Le week-end dernier, il neigeait.", [("Le week-end dernier", "2031-W18-WE")]),
    ("Ils ont trinqué à Noël.", [("Noël", "2030-12-25")]),
    # lengths and repetitions
    ("L'entretien a duré plus de deux heures.", [("plus de deux heures", "PT2H")]),
    ("Il risque 30 ans de réclusion.", [("30 ans", "P30Y")]),
    ("Il a écopé de 8 à 24 mois.", [("8", "P8M"), ("24 mois", "P24M")]),
    ("Le conflit dure depuis un demi-siècle.", [("un demi-siècle", "P50Y")]),
    ("Une quinzaine de jours suffira.", [("Une quinzaine de jours", "P15D")]),
    ("Un an et demi de travaux.", [("Un an et demi", "P18M")]),
    ("Le marché a lieu tous les jeudis.", [("tous les jeudis", "XXXX-WXX-4")]),
    ("La taxe croît chaque année.", [("chaque année", "P1Y")]),
    ("Deux crues par an.", [("an", "P1Y")]),
    ("La mairie s'en occupe désormais.", [("désormais", "PRESENT_REF")]),
]  # fmt: skip

ENGLISH = [
    ("The mayor spoke on Monday.", [("Monday", "2031-05-05")]),
    ("The mayor spoke on Wednesday.", [("Wednesday", "2031-05-07")]),
    ("The bridge will reopen on Friday.", [("Friday", "2031-05-09")]),
    ("She said on Tuesday that talks are due on Thursday.", [("Tuesday", "2031-05-06"), ("Thursday", "2031-05-08")]),
    ("The report is to be released on Monday.", [("Monday", "2031-05-12")]),
    ("The dam burst before dawn on Sunday.", [("dawn on Sunday", "2031-05-04TMO")]),
    ("Loud noises were heard on Sunday night.", [("Sunday night", "2031-05-04TNI")]),
    ("He resigned last Wednesday.", [("last Wednesday", "2031-04-30")]),
    ("The fair opened on June 3, 2030.", [("June 3, 2030", "2030-06-03")]),
    ("The fair opened on 3 June 2030.", [("3 June 2030", "2030-06-03")]),
    ("The fair opened on Saturday, April 26.", [("Saturday, April 26", "2031-04-26")]),
    ("The show runs from May 3 to 5.", [("May 3", "2031-05-03"), ("5", "2031-05-05")]),
    ("He left on April 28.", [("April 28", "2031-04-28")]),
    ("They met at 5:30 p.m. on Monday.", [("5:30 p.m.", "2031-05-05T17:30"), ("Monday", "2031-05-05")]),
    ("Yesterday the crane fell.", [("Yesterday", "2031-05-06")]),
    ("It rained yesterday evening.", [("yesterday evening", "2031-05-06TEV")]),
    ("The choir sings tonight.", [("tonight", "2031-05-07TNI")]),
    ("The well dried up three days ago.", [("three days ago", "2031-05-04")]),
    ("He quit on 2 May and was back two days later.", [("2 May", "2031-05-02"), ("two days later", "2031-05-04")]),
    ("He fled on 2 May; the next day he gave himself up.", [("2 May", "2031-05-02"), ("the next day", "2031-05-03")]),
    ("Prices rose last week.", [("last week", "2031-W18")]),
    ("Prices will fall next month.", [("next month", "2031-06")]),
    ("The law was passed last September.", [("last September", "2030-09")]),
    ("The law was passed in May 2019.", [("May 2019", "2019-05")]),
    ("She was elected in 2027.", [("2027", "2027")]),
    ("It stayed secret until May 30, 2005.", [("May 30, 2005", "2005-05-30")]),
    ("She won in 2024 and 2027.", [("2024", "2024"), ("2027", "2027")]),
    ("A second blast shook the quay.", []),
    ("Jazz was king in the 1930s.", [("the 1930s", "193")]),
    ("Sales fell in the third quarter of 2030.", [("the third quarter of 2030", "2030-Q3")]),
    ("The road was closed for three weeks.", [("three weeks", "P3W")]),
    ("Talks lasted more than two hours.", [("more than two hours", "PT2H")]),
    ("The tax rises every year.", [("every year", "P1Y")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FRENCH, ids=[text for text, _ in FRENCH])
def test_french_expressions(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english_expressions(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, language="en") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Paul Verdier, 97 ans, jeûne.", "fr"),
        ("Une fillette de 6 ans se baignait.", "fr"),
        ("Sa sœur, âgée de 17 ans, nage.", "fr"),
        ("Un boulanger de 52 ans livrait.", "fr"),
        ("À 44 ans, il gouverne.", "fr"),
        ("L'équipe a gagné 3-1 devant 2 000 spectateurs.", "fr"),
        ("Il habite au 12, rue des Lilas.", "fr"),
        ("Le pain coûte 2 euros, la brioche 2000 francs.", "fr"),
        ("Ils ont marché longtemps.", "fr"),
        ("Le vélo roule à 25 km/h.", "fr"),
        ("The 45-year-old driver slept.", "en"),
        ("A man aged 45 years slept.", "en"),
        ("They may march on the square.", "en"),
        ("A crowd of 2000 people cheered.", "en"),
    ],
)
def test_ages_scores_numbers_prices_and_verbs_are_no_times(text: str, language: str) -> None:
    assert read(text, language=language) == []


def test_both_ends_of_a_stretch_cover_all_its_days() -> None:
    first, last = find_times(article_of("Le salon se tient les 18 et 19 juin."))
    assert [(t.first_day, t.last_day, t.precision) for t in (first, last)] == [("2031-06-18", "2031-06-19", "interval")] * 2
    assert time_of(first, "a").value == "2031-06-18/2031-06-19"


def test_days_of_a_list_that_do_not_follow_each_other_stay_apart() -> None:
    first, last = find_times(article_of("Le salon se tient les 3 et 19 juin."))
    assert (first.first_day, first.last_day, last.first_day) == ("2031-06-03", "2031-06-03", "2031-06-19")


def test_a_stretch_may_cross_the_new_year() -> None:
    first, last = find_times(article_of("Fermé du 28 décembre au 3 janvier.", "2031-01-10"))
    assert (first.first_day, last.last_day) == ("2030-12-28", "2031-01-03")


def test_a_length_since_then_covers_the_days_up_to_the_anchor() -> None:
    found = one("Des rumeurs courent depuis une semaine.")
    assert (found.type, found.value, found.first_day, found.last_day) == ("DURATION", "P1W", "2031-04-30", "2031-05-07")
    assert time_of(found, "a").value == "2031-04-30/2031-05-07"


def test_the_next_days_are_a_stretch_after_the_anchor() -> None:
    found = one("La visite aura lieu dans les prochains jours.")
    assert (found.value, found.first_day, found.precision) == ("PXD", "2031-05-08", "interval")


def test_a_weekday_on_a_page_of_the_small_hours_is_the_day_before() -> None:
    assert one("La ministre a parlé mercredi.", "2031-05-08T03:59").value == "2031-05-07"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il a parlé mercredi.", "XXXX-WXX-3"),
        ("Il a parlé mercredi soir.", "XXXX-WXX-3TEV"),
        ("Il a parlé le 3 mars.", "XXXX-03-03"),
        ("Il a parlé en mars.", "XXXX-03"),
        ("Il a parlé hier.", "XXXX-XX-XX"),
        ("Il a parlé à 20 h 30.", "XXXX-XX-XXT20:30"),
    ],
)
def test_without_a_publication_date_values_stay_relative(text: str, value: str) -> None:
    found = one(text, None)
    assert (found.value, found.first_day, found.last_day, found.basis) == (value, None, None, None)


def test_full_dates_need_no_publication_date() -> None:
    assert one("Il a parlé le 3 mars 2031.", None).first_day == "2031-03-03"


def test_dating_the_page_later_resolves_the_same_expressions() -> None:
    undated = article_of("Il a parlé mercredi, puis le lendemain.", None)
    times = find_times(undated)
    again = resolve_times(times, undated, Time(value="2031-05-09", basis="inferred"))
    assert [t.value for t in again] == ["2031-05-07", "2031-05-08"]
    assert again[0].anchor == "inferred publication date 2031-05-09"
    assert [t.meaning for t in again] == [t.meaning for t in times]


def test_the_reason_names_anchor_and_governing_word() -> None:
    found = one("La ministre parlera jeudi.")
    assert found.anchor == "publication date 2031-05-07"
    assert found.rule == "Thursday at or after the anchor (governed by “parlera”)"


def test_captions_and_stamps_do_not_move_the_narrative() -> None:
    text = "Le 2 mai, il a fui.\nLe quai, le 30 juin 2030.\nLe lendemain, il s'est rendu."
    caption = Block(kind="caption", start=20, end=45)
    values = [t.value for t in find_times(article_of(text, blocks=(caption,)))]
    assert values == ["2031-05-02", "2030-06-30", "2031-05-03"]


def test_an_older_part_of_a_page_speaks_from_its_own_day() -> None:
    text = "Il a avoué mercredi.\nIl avait nié mercredi."
    values = [t.value for t in find_times(article_of(text, parts=(Part(start=21, end=44, as_of="2031-05-02"),)))]
    assert values == ["2031-05-07", "2031-04-30"]


def test_an_unknown_language_is_read_like_french_and_never_fails() -> None:
    assert read("Em 12.09.2023 aconteceu.", language="pt") == [("12.09.2023", "2023-09-12")]


SENTENCES = st.lists(st.sampled_from([text for text, _ in FRENCH]), min_size=1, max_size=6).map("\n".join)


@given(SENTENCES, st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_expressions_are_in_order_and_none_overlaps_another(text: str, day: date) -> None:
    times = find_times(article_of(text, day.isoformat()))
    assert all(0 <= t.start < t.end <= len(text) and text[t.start : t.end].strip() for t in times)
    assert all(a.end <= b.start for a, b in itertools.pairwise(times))
    assert all(bool(t.first_day) == bool(t.last_day) and (t.first_day or "") <= (t.last_day or "") for t in times)


@given(SENTENCES, st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_resolving_twice_is_stable(text: str, day: date) -> None:
    article = article_of(text, day.isoformat())
    times = find_times(article)
    assert resolve_times(times, article, article.published) == times
    assert resolve_times(resolve_times(times, article, None), article, article.published) == times


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    for language in ("fr", "en"):
        assert all(t.end <= len(text) for t in find_times(article_of(text, language=language)))


def french_styles(day: date) -> list[str]:
    number = "1er" if day.day == 1 else str(day.day)
    month, weekday = FRENCH_MONTHS[day.month - 1], FRENCH_DAYS[day.weekday()]
    return [
        f"le {number} {month} {day.year}",
        f"{weekday} {number} {month} {day.year}",
        f"le {weekday} {number} {month} {day.year}",
        f"le {day:%d.%m.%Y}",
        f"le {day:%d/%m/%Y}",
        f"{day.isoformat()}",
    ]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_a_date_in_any_french_style_reads_back_on_any_anchor(day: date, anchor: date) -> None:
    for style in french_styles(day):
        found = one(f"Elle a signé {style} au port.", anchor.isoformat())
        assert (found.value, found.first_day) == (day.isoformat(), day.isoformat()), style


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 150))
def test_a_recent_day_and_month_reads_back_without_its_year(anchor: date, back: int) -> None:
    day = date.fromordinal(anchor.toordinal() - back)
    if (day.month, day.day) == (2, 29):
        return
    found = one(f"Elle a signé le {'1er' if day.day == 1 else day.day} {FRENCH_MONTHS[day.month - 1]}.", anchor.isoformat())
    assert found.value == day.isoformat()


def test_reading_is_linear_in_the_length_of_the_text() -> None:
    text = " ".join(sentence for sentence, _ in FRENCH) * 60
    assert len(find_times(article_of(text))) > 60 * len(FRENCH)
    assert not re.search(r"\d", "".join(t.value for t in find_times(article_of("mot " * 100_000))))
