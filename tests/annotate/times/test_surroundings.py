"""What stands around an expression: the losing direction, the governing verb of the parse, the outlet's clock, dates that open lines."""

import pytest

from recoupe.annotate import annotate, find_times
from recoupe.read import article_from_text, read_page
from recoupe.records import Article, Outlet, PageRef, Time, TimeExpression


def times_of(text: str, published: str = "2031-05-07", country: str | None = None) -> tuple[TimeExpression, ...]:
    outlet = Outlet(name="Le Relais", country=country) if country else None
    return find_times(Article(id="a", page=PageRef(), text=text, language="fr", published=Time(value=published), outlet=outlet))


@pytest.mark.parametrize(
    ("text", "value", "lost"),
    [
        ("Le préfet arrive lundi.", "2031-05-05", ["2031-05-12"]),
        ("Le préfet est arrivé lundi.", "2031-05-05", []),
        ("Le préfet arrivera lundi.", "2031-05-12", []),
        ("Le préfet arrive lundi prochain.", "2031-05-12", []),
        ("Le préfet arrive mercredi.", "2031-05-07", []),
        ("Le bilan de septembre est mince.", "2030-09", ["2031-09"]),
        ("La foire est le 12 mai.", "2031-05-12", []),
        ("La foire est le 12 mai 2031.", "2031-05-12", []),
    ],
)
def test_a_direction_that_no_word_tells_leaves_the_other_one_as_alternative(text: str, value: str, lost: list[str]) -> None:
    (time,) = times_of(text)
    assert (time.value, [other.value for other in time.alternatives]) == (value, lost)
    assert all(other.rule for other in time.alternatives)


def test_a_clear_tense_moves_a_day_to_another_year_only_where_the_page_has_a_date() -> None:
    text = "Né le 23 août 2030, l'agneau a tenu bon et gambadé le 3 septembre."
    undated = find_times(Article(id="a", page=PageRef(), text=text, language="fr"))
    assert [t.value for t in undated] == ["2030-08-23", "2030-09-03"]
    assert [t.value for t in times_of("Elle avait fui le 3 juin.")] == ["2030-06-03"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lundi, les douze communes de la vallée, réunies à huis clos dans la salle des fêtes, voteront le budget.", "2031-05-12"),
        ("Lundi, les douze communes de la vallée, réunies à huis clos dans la salle des fêtes, votaient le budget.", "2031-05-05"),
    ],
)
def test_the_verb_that_governs_a_weekday_in_the_parse_gives_its_direction(text: str, wanted: str) -> None:
    notes = annotate(article_from_text(text, "fr", "2031-05-07"))
    assert [t.value for t in notes.times] == [wanted]


@pytest.mark.parametrize(
    ("text", "country", "zone", "basis"),
    [
        ("La séance est levée à 17 h 30.", "CH", "Europe/Zurich", "outlet"),
        ("La séance est levée à 17 h 30.", "CA", None, None),
        ("La séance est levée à 17 h 30.", None, None, None),
        ("La séance est levée à 17 h 30, heure de Paris.", "CH", "Europe/Paris", "stated"),
    ],
)
def test_a_clock_time_takes_the_zone_of_the_outlets_country_and_says_so(
    text: str, country: str | None, zone: str | None, basis: str | None
) -> None:
    (time,) = times_of(text, country=country)
    assert (time.zone, time.zone_basis) == (zone, basis)
    assert ("no zone is written" in str(time.rule)) == (basis == "outlet")


@pytest.mark.parametrize(
    ("url", "instant", "day"),
    [
        ("https://www.quotidien.example.jp/1", "2031-05-06T23:30:00Z", "2031-05-07"),
        ("https://www.quotidien.example.fr/1", "2031-05-06T22:30:00Z", "2031-05-07"),
        ("https://www.quotidien.example.fr/1", "2031-05-06T21:30:00Z", "2031-05-06"),
        ("https://www.quotidien.example.fr/1", "2031-05-06T23:30:00-04:00", "2031-05-06"),
        ("https://www.quotidien.example.com/1", "2031-05-06T23:30:00Z", "2031-05-06"),
        ("https://www.quotidien.example.ca/1", "2031-05-06T23:30:00Z", "2031-05-06"),
        ("https://quotidien.tv/1", "2031-05-06T23:30:00Z", "2031-05-06"),
    ],
)
def test_an_instant_in_universal_time_is_of_the_day_it_was_where_the_outlet_is(url: str, instant: str, day: str) -> None:
    page = (
        f'<html><head><meta property="article:published_time" content="{instant}"><title>Le pont d’Arlen fermé</title></head>'
        "<body><article>"
        "<h1>Le pont d’Arlen fermé</h1><p>Le pont d’Arlen a été fermé mercredi par la mairie, qui craint une rupture de la culée nord.</p>"
        "<p>Les bus feront un détour par Sorle pendant les travaux, a dit la maire, Ada Lenz.</p></article></body></html>"
    )
    article = read_page(page.encode(), url=url)
    assert article.published is not None
    assert (article.published.value, article.published.first_day) == (instant[:16], day)
    assert ("outlet’s country" in str(article.published.rule)) == (day != instant[:10])


def test_a_date_that_opens_a_line_dates_what_the_line_tells() -> None:
    lines = ("12 mars 2030. Perquisition au siège du groupe Valmer.", "• 4 avril 2030 : le directeur est mis en examen.", "La suite.")
    text = "\n".join(("Les grandes dates.", *lines))
    notes = annotate(article_from_text(text, "fr", "2031-05-07"))
    told = {text[c.passage.start : c.passage.end][-12:]: c.time.value for c in notes.claims if c.time is not None}
    assert told == {"roupe Valmer": "2030-03-12", "is en examen": "2030-04-04"}
