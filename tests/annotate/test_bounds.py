"""Which claims take the time that stands in their sentence, or the day told before, and which do not."""

import pytest

from recoupe.annotate import annotate
from recoupe.read import article_from_text

# Published on Friday 5 April 2030. Words of the claim, its own day, the day at which it was said.
FRENCH = [
    ("Quelques jours plus tôt, une sonde s'était écrasée dans le désert.", "écrasée", None, None),  # vague, so not the day told before
    ("Faute de recours avant jeudi minuit, la cour a proclamé les résultats.", "proclamé", None, None),  # Thursday is a limit
    ("Les ouvriers ont rouvert la route avant l'aube lundi.", "rouvert", "2030-04-01", None),  # a part of a day is none
    ("C'est la première rencontre des deux maires depuis une visite à Vorlac en 2019.", "rencontre", None, None),  # 2019 dates the visit
    ("Les ouvriers sont en grève depuis mercredi.", "grève", "2030-04-03", None),  # the day itself comes after "depuis"
    ("La vente de l'usine a été évoquée par la ministre.", "vente", None, "2030-04-02"),  # what is told is that somebody spoke
    ("Lors de sa visite en Italie, elle avait déclaré que les liens étaient bons.", "liens", None, None),  # another occasion
    ("Elle avait déclaré que les liens étaient bons.", "liens", None, "2030-04-02"),
    ("Lors d'un point de presse, elle a déclaré que les liens étaient bons.", "liens", None, "2030-04-02"),
]
ENGLISH = [
    ("A few days earlier, a probe had crashed in the desert.", "crashed", None, None),
    ("The workers reopened the road before dawn on Monday.", "reopened", "2030-04-01", None),
    ("It is the first meeting of the two mayors since a visit to Vorlac in 2019.", "meeting", None, None),
    ("During her visit to Italy, she had said that ties were good.", "ties", None, None),
]


@pytest.mark.parametrize(("text", "words", "day", "said"), FRENCH, ids=lambda value: str(value)[:50])
def test_a_french_claim_takes_no_day_that_is_not_its_own(text: str, words: str, day: str | None, said: str | None) -> None:
    check(f"La ministre est venue mardi. {text}", "fr", words, day, said)


@pytest.mark.parametrize(("text", "words", "day", "said"), ENGLISH, ids=lambda value: str(value)[:50])
def test_an_english_claim_takes_no_day_that_is_not_its_own(text: str, words: str, day: str | None, said: str | None) -> None:
    check(f"The minister came on Tuesday. {text}", "en", words, day, said)


def check(text: str, language: str, words: str, day: str | None, said: str | None) -> None:
    article = article_from_text(text, language=language, published="2030-04-05", id="x")
    claims = annotate(article).claims
    claim = next(c for c in claims if words in article.text[c.passage.start : c.passage.end])
    assert (claim.time.first_day if claim.time else None, claim.said_at.first_day if claim.said_at else None) == (day, said)
