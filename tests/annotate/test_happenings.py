"""What a clause tells: kinds of happening across words, languages and constructions; happenings told in passing by a noun."""

import pytest

from recoupe.annotate import annotate
from recoupe.languages.happenings import _STEMMERS, _table, fulfils, happening_of, reflexive_happening, stem_of
from recoupe.read import article_from_text
from recoupe.records import Claim


def claims_of(text: str, language: str = "fr") -> list[tuple[str, Claim]]:
    article = article_from_text(text, language=language, published="2031-05-07")
    return [(text[c.passage.start : c.passage.end], c) for c in annotate(article).claims]


@pytest.mark.parametrize("language", sorted(_STEMMERS))
def test_a_stem_tells_one_kind_of_happening(language: str) -> None:
    found: dict[str, str] = {}
    for kind, forms in _table().rows.items():
        for word in getattr(forms, language):
            stem = stem_of(word, language)
            assert found.setdefault(stem, kind) == kind, f"{word!r} stands in {kind} and {found[stem]}"


def test_what_fulfils_a_plan_are_kinds_of_the_table() -> None:
    rows = set(_table().rows)
    assert all({plan, *deeds} <= rows for plan, deeds in _table().fulfils.items())
    assert fulfils("=arrive", "=visit")
    assert not fulfils("=visit", "=fire")


@pytest.mark.parametrize(
    ("word", "language", "kind"),
    [
        ("signent", "fr", "sign"), ("signature", "fr", "sign"), ("signed", "en", "sign"), ("unterzeichnet", "de", "sign"),
        ("firmó", "es", "sign"), ("séisme", "fr", "quake"), ("Erdbeben", "de", "quake"), ("déraillement", "fr", "crash"),
        ("vent", "fr", None), ("table", "en", None),
    ],
)  # fmt: skip
def test_verbs_and_nouns_of_four_languages_meet_in_one_kind(word: str, language: str, kind: str | None) -> None:
    assert happening_of(word, language) == kind


def test_a_verb_of_itself_alone_tells_a_visit_and_another_use_of_it_none() -> None:
    assert (reflexive_happening("rendue", "fr"), happening_of("rendue", "fr")) == ("visit", None)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Un séisme a touché la vallée de Sorle.", "=quake"),
        ("La vallée de Sorle a été secouée par un séisme.", "=quake"),
        ("La rencontre entre les deux maires a eu lieu mercredi à Arlen.", "=meet"),
        ("La ministre s'est rendue lundi à Arlen.", "=visit"),
        ("La présidente a rendu son rapport lundi.", "rendu"),
        ("L'incendie a ravagé douze hectares de pins mardi.", "=fire"),
    ],
)
def test_a_clause_tells_the_happening_that_strikes_takes_place_or_is_done(text: str, head: str) -> None:
    assert head in {c.head for _, c in claims_of(text)}


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("C'est la première fois depuis un voyage à Sorle en 2019.", "voyage à Sorle en 2019", "2019"),
        ("Lors d'une visite du chantier en mars 2030, Ada Lenz avait promis un pont neuf.", None, None),
        ("Le maire parle de la pluie depuis mardi.", None, None),
    ],
)
def test_a_happening_told_in_passing_with_its_own_day_is_a_claim(text: str, words: str | None, day: str | None) -> None:
    found = {
        told: c.time.value for told, c in claims_of(text) if c.time is not None and told == (words or told) and c.predicate == "voyage"
    }
    assert found == ({words: day} if words else {})


def test_a_quantity_without_a_verb_is_a_claim_and_a_date_alone_is_none() -> None:
    found = claims_of("Le bilan de la crue s'alourdit.\n37 morts, 104 blessés, dont 12 dans un état critique.\n12 mars 2031.")
    assert [[(n.value, n.unit) for n in c.numbers][:2] for told, c in found if told.startswith("37")] == [[(37, "dead"), (104, "hurt")]]
    assert not any(told.startswith("12 mars") for told, _ in found)
