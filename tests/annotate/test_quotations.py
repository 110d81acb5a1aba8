"""Quotations: what stands in marks or is reported, and whose words they are; every sentence is invented."""

import pytest

from recoupe.annotate import annotate
from recoupe.read import article_from_text
from recoupe.records import Article, Block, PageRef, Quotation


def _read(text: str, language: str = "fr") -> tuple[str, tuple[Quotation, ...]]:
    article = article_from_text(text, language=language, published="2031-03-05")
    return article.text, annotate(article).quotations


def _blocks(*parts: tuple[str, str]) -> Article:
    blocks, at = [], 0
    for kind, words in parts:
        blocks.append(Block(kind=kind, start=at, end=at + len(words)))  # type: ignore[arg-type]
        at += len(words) + 1
    return Article(id="a0", page=PageRef(), text="\n".join(w for _, w in parts), language="fr", blocks=tuple(blocks))


def _words(text: str, quotation: Quotation) -> str:
    return text[quotation.passage.start : quotation.passage.end]


@pytest.mark.parametrize(
    ("text", "language", "kind", "content", "speaker"),
    [
        ("« Nous partirons demain », a déclaré Anne Colmar.", "fr", "direct", "Nous partirons demain", "Anne Colmar"),
        ("Anne Colmar a répondu : « C'est fini. Rentrez. »", "fr", "direct", "C'est fini. Rentrez.", "Anne Colmar"),
        ("“Nous partirons demain”, a déclaré Anne Colmar.", "fr", "direct", "Nous partirons demain", "Anne Colmar"),
        ('"Nous partirons demain", a déclaré Anne Colmar.', "fr", "direct", "Nous partirons demain", "Anne Colmar"),
        ("Anne Colmar a dit que le pont tiendrait.", "fr", "indirect", "le pont tiendrait", "Anne Colmar"),
        ("Anne Colmar a dit que le pont était « très solide ».", "fr", "mixed", "le pont était « très solide »", "Anne Colmar"),
        ("Anne Colmar a exprimé sa « tristesse ».", "fr", "mixed", "sa « tristesse »", "Anne Colmar"),
        ("Anne Colmar a trinqué à la « paix des ports ».", "fr", "direct", "paix des ports", "Anne Colmar"),
        ('"We will stay," said Tom Hardwick.', "en", "direct", "We will stay,", "Tom Hardwick"),
        ('Tom Hardwick called the plan "a disaster".', "en", "mixed", 'the plan "a disaster"', "Tom Hardwick"),
        ("Tom Hardwick said the bridge would hold.", "en", "indirect", "the bridge would hold", "Tom Hardwick"),
    ],
)
def test_a_quotation_has_its_kind_its_content_and_its_speaker(text: str, language: str, kind: str, content: str, speaker: str) -> None:
    words, quotations = _read(text, language)
    assert (kind, content, speaker) in [(q.kind, _words(words, q), q.attribution[0].name if q.attribution else "") for q in quotations]


def test_quoted_words_stand_in_one_quotation_only() -> None:
    _, quotations = _read("Anne Colmar a dit que le pont était « très solide » et « sûr ».")
    assert len(quotations) == 1


def test_an_editors_insertion_is_a_span_of_its_own() -> None:
    text, (quotation,) = _read("« La CRP (Commission des ports, NDLR) votera [en mai] », a dit Anne Colmar.")
    assert [text[i.start : i.end] for i in quotation.insertions] == ["(Commission des ports, NDLR)", "[en mai]"]


def test_a_quotation_that_goes_on_after_its_cue_keeps_the_speaker() -> None:
    _, quotations = _read("« Il y a de l'eau partout », témoigne Luc Tavel ; « la moitié du bourg a disparu ».")
    assert [(q.attribution[0].name, q.speaker_basis) for q in quotations] == [("Luc Tavel", "stated"), ("Luc Tavel", "inferred")]


def test_a_paragraph_that_is_a_quotation_goes_on_from_the_one_before() -> None:
    article = _blocks(("paragraph", "« Le roi viendra », selon l'agence Ortel."), ("paragraph", "« Il a promis de revenir au printemps »"))
    last = annotate(article).quotations[-1]
    assert (last.attribution[0].name, last.speaker_basis) == ("Ortel", "inferred")


def test_a_heading_takes_the_speaker_of_the_same_words_below() -> None:
    article = _blocks(
        ("subheading", "Une « première urgence »"), ("paragraph", "Le maire a dit que la route était la « première urgence ».")
    )
    first = annotate(article).quotations[0]
    assert (first.attribution[0].name, first.speaker_basis) == ("maire", "inferred")


def test_a_heading_that_nothing_repeats_has_no_speaker() -> None:
    article = _blocks(("paragraph", "Le maire a dit que la route était ouverte."), ("subheading", "« Personne ne nous a écoutés »"))
    last = annotate(article).quotations[-1]
    assert (last.attribution, last.speaker_basis) == ((), "unknown")


def test_identifiers_come_from_article_place_and_kind() -> None:
    first, again = (_read("« Nous partirons », a dit Anne Colmar.")[1] for _ in range(2))
    assert [q.id for q in first] == [q.id for q in again]
    assert first[0].id.startswith("q")
    assert len(first[0].id) == 11


def test_captions_give_no_quotations() -> None:
    article = _blocks(("caption", "Le maire et son « trésor » au port."), ("paragraph", "Le port est fermé."))
    assert annotate(article).quotations == ()
