"""Mentions: names trimmed to the name, offices, what stands for a country, and what an article itself ties together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.annotate.engine import parse_article
from recoupe.annotate.mentions import find_mentions
from recoupe.languages.countries import (
    country_like,
    country_named,
    country_of_capital,
    country_of_demonym,
    country_of_seat,
    load_countries,
)
from recoupe.languages.names import role_class
from recoupe.records import Article, Block, Mention, PageRef


def article_of(text: str, language: str = "fr") -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="paragraph", start=at, end=at + len(line)))
        at += len(line) + 1
    return Article(id="a1", page=PageRef(), text=text, language=language, blocks=tuple(blocks))


def mentions_of(text: str, language: str = "fr") -> tuple[Mention, ...]:
    return find_mentions(parse_article(article_of(text, language)))


def forms(text: str, language: str = "fr") -> dict[str, Mention]:
    return {m.form: m for m in mentions_of(text, language)}


@pytest.mark.parametrize(
    ("form", "code"),
    [("la Norvège", "NO"), ("Etats-Unis", "US"), ("RPDC", "KP"), ("Belgium", "BE"), ("Libyen", "LY"), ("Congo", None), ("Roncheval", None)],
)
def test_a_country_is_known_by_any_of_its_names(form: str, code: str | None) -> None:
    assert country_named(form) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("norvégiennes", "NO"), ("belge", "BE"), ("sud-coréenne", "KR"), ("grecque", "GR"), ("Malian", "ML"), ("bleue", None)],
)
def test_a_demonym_is_known_in_any_gender_and_number(word: str, code: str | None) -> None:
    assert country_of_demonym(word) == code


def test_capitals_and_seats_of_power_tell_their_country() -> None:
    assert (country_of_capital("Oslo"), country_of_capital("La Haye"), country_of_capital("Le Caire")) == ("NO", "NL", "EG")
    assert (country_of_seat("la Maison-Blanche"), country_of_seat("l'Élysée"), country_of_seat("White House")) == ("US", "FR", "US")


def test_an_official_name_cut_short_is_still_the_one_country_it_fits() -> None:
    assert country_like("République populaire de Corée") == "KP"
    assert country_like("République de") is None


def test_the_country_table_leaves_no_country_out() -> None:
    table = load_countries()
    assert len(table) > 240
    assert all(c.names for c in table.values())
    assert sum(bool(c.demonyms_fr and c.demonyms_en) for c in table.values()) > 195


@pytest.mark.parametrize(
    ("role", "language", "expected"),
    [
        ("ancien premier ministre belge", "fr", "head_of_government"),
        ("cheffe de l'État", "fr", "head_of_state"),
        ("porte-parole adjoint du port", "fr", "spokesperson"),
        ("Norwegian transport minister", "en", "minister"),
        ("boulanger", "fr", None),
    ],
)
def test_an_office_has_a_class(role: str, language: str, expected: str | None) -> None:
    assert role_class(role, language) == expected


def test_an_office_before_a_name_is_tied_to_it() -> None:
    found = mentions_of("La ministre norvégienne des Transports, Sigrid Halvorsen, a visité le chantier lundi.")
    office = next(m for m in found if m.role and m.head)
    assert office.head == "NO"
    assert office.role == "ministre norvégienne des Transports"
    assert office.refers_to is not None
    name = found[office.refers_to]
    assert (name.form, name.role) == ("Sigrid Halvorsen", "ministre norvégienne des Transports")


def test_an_office_behind_a_name_is_tied_to_it() -> None:
    found = forms("Bastien Lorquin, porte-parole de la préfecture, a confirmé le bilan.")
    assert found["Bastien Lorquin"].role == "porte-parole de la préfecture"


def test_a_name_that_only_follows_in_the_next_clause_is_not_the_holder() -> None:
    found = mentions_of("Après la visite du président belge, Odile Grandprez a remercié les habitants de la vallée.")
    office = next(m for m in found if m.role == "président belge")
    assert office.refers_to is None


def test_a_possessive_takes_the_country_named_before_it() -> None:
    found = mentions_of("Il ira en Norvège sur invitation de sa dirigeante Sigrid Halvorsen.")
    assert next(m for m in found if m.role == "dirigeante").head == "NO"


def test_a_later_description_stands_for_the_holder_named_before() -> None:
    found = mentions_of("Le président belge Jean Brévannes est arrivé mardi.\nLe président belge a salué la foule.")
    offices = [m for m in found if m.role == "président belge" and m.form.startswith("Le président")]
    assert [found[m.refers_to].form for m in offices if m.refers_to is not None] == ["Jean Brévannes", "Jean Brévannes"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les États-Unis ont protesté auprès de Jean Brévannes.", "États-Unis"),
        ("Lomé,14 septembre. Le sommet a commencé.", "Lomé"),
        ("Il a visité le port de Roncheval hier.", "Roncheval"),
        ("L'agence Mosapress a publié la liste.", "Mosapress"),
    ],
)
def test_a_name_is_trimmed_to_the_name(text: str, expected: str) -> None:
    assert expected in forms(text)


def test_two_names_joined_by_a_hyphen_are_two_mentions() -> None:
    found = forms("Jean Brévannes a reçu Sigrid Halvorsen. La rencontre Brévannes-Halvorsen a duré deux heures.")
    assert {"Brévannes", "Halvorsen"} <= set(found)
    assert {found["Brévannes"].kind, found["Halvorsen"].kind} == {"person"}


def test_an_acronym_in_brackets_stands_for_the_long_name() -> None:
    found = mentions_of("Le convoi partira vers la RDC (République démocratique du Congo) en mai.")
    acronym = next(m for m in found if m.form == "RDC")
    assert acronym.refers_to is not None
    assert found[acronym.refers_to].form == "République démocratique du Congo"
    assert acronym.head == "CD"


def test_what_stands_in_brackets_behind_a_place_is_not_its_acronym() -> None:
    found = mentions_of("Roncheval (MPA) : la passerelle a cédé. L'agence MPA cite la maire.")
    assert all(m.refers_to is None for m in found if m.form == "MPA")


def test_capitals_and_seats_have_their_country_as_head() -> None:
    found = forms("Oslo a protesté. Le Kremlin a répondu jeudi à Washington.")
    assert (found["Oslo"].head, found["Kremlin"].head, found["Washington"].head) == ("NO", "RU", "US")
    assert found["Kremlin"].kind == "organization"


def test_english_offices_stand_before_and_after() -> None:
    found = mentions_of("Norwegian Prime Minister Sigrid Halvorsen met the mayor of Roncheval on Monday.", "en")
    assert any(m.role and "Prime Minister" in m.role and m.head == "NO" for m in found)
    assert any(m.role and m.role.startswith("mayor of") for m in found)


@given(
    st.lists(
        st.sampled_from(["Le président belge Jean Brévannes parle.", "Oslo dit non.", "« Rien », selon l'agence Mosapress.", "Ah !"]),
        max_size=5,
    )
)
def test_mentions_lie_in_the_text_in_order_and_refer_to_one_another(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = mentions_of(text)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for mention in found:
        assert text[mention.start : mention.end] == mention.form
        assert mention.refers_to is None or 0 <= mention.refers_to < len(found)
