"""Claims: one per asserted clause, with its source, time, doubt and numbers."""

from typing import Any

import pytest

from recoupe.annotate import annotate, annotate_again
from recoupe.read import article_from_text
from recoupe.records import Annotations, Article, Claim


def _claims(text: str, published: str | None = "2022-10-19", language: str = "fr") -> tuple[Article, Annotations]:
    article = article_from_text(text, language=language, published=published)
    return article, annotate(article)


def _with(notes: Annotations, article: Article, words: str) -> Claim:
    found = [c for c in notes.claims if words in article.text[c.passage.start : c.passage.end]]
    assert found, f"no claim holds {words!r}; there are {[article.text[c.passage.start : c.passage.end] for c in notes.claims]}"
    return min(found, key=lambda c: c.passage.end - c.passage.start)


def test_what_is_said_is_one_claim_with_its_source_and_no_claim_that_it_is_said() -> None:
    article, notes = _claims("La préfète a affirmé mardi que le barrage de Vernoux avait tenu toute la nuit.")
    claim = _with(notes, article, "avait tenu")
    assert len(notes.claims) == 1
    assert "préfète" in claim.attribution[0].name
    assert claim.said_at is not None
    assert claim.said_at.first_day == "2022-10-18"


def test_what_the_outlet_says_itself_has_no_chain() -> None:
    article, notes = _claims("Le barrage de Vernoux a cédé mardi. Les pompiers ont évacué deux villages.")
    assert all(not c.attribution for c in notes.claims)
    assert _with(notes, article, "a cédé").time is not None


@pytest.mark.parametrize(
    ("text", "words", "tense", "kinds"),
    [
        ("Le ministre a déclaré que la visite porterait sur les digues.", "porterait", "future_in_past", set()),
        ("L'entreprise aurait tenté de cacher la fuite.", "aurait tenté", "conditional", {"conditional"}),
        ("L'accord pourrait échouer dès lundi.", "pourrait", "conditional", {"modal"}),
        ("La ville redoute que la digue ne cède.", "digue", None, {"verb"}),
    ],
)
def test_a_future_in_the_past_is_no_hearsay_but_the_conditional_is(text: str, words: str, tense: str | None, kinds: set[str]) -> None:
    article, notes = _claims(text)
    claim = _with(notes, article, words)
    assert tense is None or claim.tense == tense
    assert {h.kind for h in claim.hedges} == kinds
    assert (claim.factuality.certainty == "certain") is (not kinds)


def test_a_sentence_that_tells_two_days_gives_two_claims() -> None:
    article, notes = _claims("Partie lundi matin d'Orbaz, la ministre est arrivée mardi soir à Vernoux.")
    days = {c.time.first_day for c in notes.claims if c.time}
    assert days == {"2022-10-17", "2022-10-18"}
    assert article.text


def test_a_past_statement_without_a_date_takes_the_last_day_told_and_says_so() -> None:
    article, notes = _claims("Le barrage a cédé lundi. Les secours ont évacué le village.")
    time = _with(notes, article, "évacué").time
    assert time is not None
    assert (time.first_day, time.basis) == ("2022-10-17", "narrative")


@pytest.mark.parametrize(("verb", "day"), [("tentait", "2022-10-17"), ("aurait tenté", None)])
def test_hearsay_takes_no_day_of_saying_from_the_narrative(verb: str, day: str | None) -> None:
    article, notes = _claims(f"Le barrage a cédé lundi. La porte-parole Ada Lenz a allégué que l'exploitant {verb} de cacher la fuite.")
    said = _with(notes, article, verb).said_at
    assert (said.first_day if said else None) == day


def test_without_a_publication_day_times_stay_relative_until_the_page_is_dated() -> None:
    from msgspec.structs import replace

    from recoupe.records import Time

    article, notes = _claims("Le barrage a cédé lundi.", published=None)
    assert notes.claims[0].time is not None
    assert notes.claims[0].time.first_day is None
    dated = replace(
        article, published=Time(value="2022-10-19", first_day="2022-10-19", last_day="2022-10-19", precision="day", basis="inferred")
    )
    again = annotate_again(notes, dated)
    assert again.claims[0].time is not None
    assert again.claims[0].time.first_day == "2022-10-17"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", ["", "…", "« »", "12", "Oui.", "\n\n", "A. B. C.", "«»«»«»", "!!!??"])
def test_odd_texts_give_annotations_and_no_error(text: str, language: str) -> None:
    article, notes = _claims(text, language=language)
    assert all(0 <= c.passage.start < c.passage.end <= len(article.text) for c in notes.claims)


def test_every_passage_of_the_sample_pages_lies_in_its_article(demo_dossier: Any) -> None:
    size = {a.id: len(a.text) for a in demo_dossier.articles}
    passages = [p for s in demo_dossier.stories for c in s.claims for p in (c.passage, *(x.passage for x in c.participants))]
    assert passages
    assert all(0 <= p.start < p.end <= size[p.article] for p in passages)
