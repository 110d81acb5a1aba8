"""The conditional, tenses, hedges and negation."""

import pytest

from recoupe.annotate.doubt import find_tense, is_conditional, is_negative
from recoupe.annotate.engine import parse_article
from recoupe.annotate.hedges import find_hedges
from recoupe.read import article_from_text


def _main(text: str, language: str = "fr"):  # type: ignore[no-untyped-def]
    sentence = next(iter(parse_article(article_from_text(text, language=language)).sentences()))
    return sentence, sentence.root


@pytest.mark.parametrize(
    "form", ["porterait", "serait", "auraient", "pourrait", "viendrait", "vendrait", "mettrait", "enverrait", "ferait"]
)
def test_conditional_forms_are_known_by_stem_and_ending(form: str) -> None:
    assert is_conditional(form)


@pytest.mark.parametrize("form", ["entrait", "montrait", "tirait", "livrait", "rencontrait", "étaient", "attirait", "couvrait", "admirait"])
def test_imperfects_that_look_like_conditionals_are_told_apart(form: str) -> None:
    assert not is_conditional(form)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("La maire a signé le décret.", "past"),
        ("Le chantier commencera en mars.", "future"),
        ("Le viaduc était fermé depuis un an.", "imperfect"),
        ("Les équipes avaient quitté le chantier.", "pluperfect"),
        ("Les ouvriers travaillaient de nuit.", "imperfect"),
        ("Le maire aurait signé le décret.", "conditional"),
        ("La ville possède trois ponts.", "present"),
    ],
)
def test_the_first_finite_form_gives_the_tense(text: str, tense: str) -> None:
    _, root = _main(text)
    assert find_tense(root, "fr") == tense


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("Le maire aurait signé le décret.", "fr", {"conditional"}),
        ("L'accord pourrait échouer.", "fr", {"modal"}),
        ("Le pont est peut-être fermé.", "fr", {"adverb"}),
        ("Des rumeurs circulent sur un éventuel départ.", "fr", {"rumour", "adjective"}),
        ("The bridge may be closed.", "en", {"modal"}),
        ("The driver allegedly fled.", "en", {"adverb"}),
        ("La maire a signé le décret.", "fr", set()),
    ],
)
def test_hedges_are_found_by_kind(text: str, language: str, kinds: set[str]) -> None:
    sentence, root = _main(text, language)
    assert {h.kind for h in find_hedges(list(sentence), root, "a", language, skip_conditional=False)} == kinds


@pytest.mark.parametrize(
    ("text", "negative"), [("Le pont n'est pas fermé.", True), ("Aucun train ne circule.", True), ("Le pont est fermé.", False)]
)
def test_negation_hangs_on_the_predicate_or_its_subject(text: str, negative: bool) -> None:
    sentence, root = _main(text)
    assert is_negative(list(sentence), root, "fr") is negative
