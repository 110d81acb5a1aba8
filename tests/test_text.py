"""Folding, quotation marks and sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.records import Span
from recoupe.text import fold, fold_marks, quoted_spans, split_sentences, strip_span, words


def _cut(text: str, spans: list[Span]) -> list[str]:
    return [text[s.start : s.end] for s in spans]


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(fold_marks(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Été « à Évry »", 'l\'ete " a evry "'),
        ("huit\u00a0mille\u202f– non", "huit mille - non"),
        ("İstanbul ŒUVRE", "istanbul œuvre"),
    ],
)
def test_folding_drops_case_accents_and_typography(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_split_at_hyphens_and_elisions() -> None:
    assert words("L’après-midi d’Anne") == ["l", "apres", "midi", "d", "anne"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Elle a dit « oui ».", ["oui"]),
        ('Elle a dit «oui» puis "non".', ["oui", "non"]),
        ("It is ‘done’, they said; it’s John’s.", ["done"]),
        ("C'est l'hiver d'hier.", []),
        ("« Une citation ouverte", ["Une citation ouverte"]),
        ("“Both” of “them”", ["Both", "them"]),
    ],
)
def test_quotation_marks_give_their_contents(text: str, contents: list[str]) -> None:
    assert _cut(text, quoted_spans(text)) == contents


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("M. Duval est parti. Il reviendra.", ["M. Duval est parti.", "Il reviendra."]),
        ("Le pont a cédé.Les secours arrivent.", ["Le pont a cédé.", "Les secours arrivent."]),
        ("« Nous partons. Tout de suite. » Elle sourit.", ["« Nous partons. Tout de suite. »", "Elle sourit."]),
        ("Le bilan est de 2.300 morts. On cherche.", ["Le bilan est de 2.300 morts.", "On cherche."]),
        ("Qui ? Personne ne sait ! Fin.", ["Qui ?", "Personne ne sait !", "Fin."]),
        ("Il a vu J. Morel hier.", ["Il a vu J. Morel hier."]),
    ],
)
def test_sentences_survive_abbreviations_quotations_and_glued_stops(text: str, sentences: list[str]) -> None:
    assert _cut(text, split_sentences(text)) == sentences


@given(st.text(alphabet="aÉ.!? «»\"'\n1"))
def test_sentences_never_overlap_and_lose_nothing_but_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(text[s.start : s.end] for s in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_stripping_leaves_the_words_alone() -> None:
    assert strip_span("  mot, ", 0, 7, also=",") == Span(start=2, end=5)
