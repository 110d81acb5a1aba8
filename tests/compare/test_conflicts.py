"""Conflicts of every kind and reading, each from two short pages of invented news; and what looks like one and is none."""

from __future__ import annotations

import pytest

from recoupe.annotate import annotate
from recoupe.compare import compare
from recoupe.read import article_from_text
from recoupe.records import Conflict, Story
from recoupe.stories import find_reuse, link_entities

Page = tuple[str, str] | tuple[str, str, str]
"""Day of publication, text, and the language where it is not French."""

MONDAY, TUESDAY, WEDNESDAY, FRIDAY = "2022-10-17", "2022-10-18", "2022-10-19", "2022-10-21"


def conflicts_of(*pages: Page) -> tuple[Conflict, ...]:
    articles = [
        article_from_text(page[1], language=page[2] if len(page) > 2 else "fr", published=page[0], id=f"a{n}")  # type: ignore[misc]
        for n, page in enumerate(pages)
    ]
    notes = {a.id: annotate(a) for a in articles}
    entities = link_entities(articles, notes)
    (story,) = compare([Story(id="s", articles=tuple(a.id for a in articles))], articles, notes, entities, find_reuse(articles))
    return story.conflicts


FOUND = {
    "a toll that grows is one series": (
        "number", "update", {"12", "19", "31"},
        (MONDAY, "Le barrage de Vernoux a cédé lundi. La crue a fait 12 morts, selon la préfecture."),
        (TUESDAY, "La crue du barrage de Vernoux a fait 19 morts, a indiqué mardi la préfecture."),
        (WEDNESDAY, "Le bilan de la crue de Vernoux passe à 31 morts."),
    ),
    "what is counted of one place is a series of its own": (
        "number", "update", {"41", "90"},
        (MONDAY, "La crue a fait 112 morts, dont 41 à Orbaz et 71 à Pré-Long, selon la préfecture."),
        (TUESDAY, "La crue a fait 230 morts. La commune d'Orbaz en compte 90."),
    ),
    "a part of a toll is set against the same part": (
        "number", "update", {"7", "15"},
        (MONDAY, "L'explosion de l'usine de Sorle a fait 40 blessés, dont 7 gravement."),
        (TUESDAY, "Le bilan de l'explosion à Sorle monte à 52 blessés, dont 15 dans un état grave."),
    ),
    "two named sources": (
        "number", "source_against_source", {"5", "7"},
        (MONDAY, "Sept wagons sont tombés dans la Sorle, a déclaré le préfet, Marc Aubrel."),
        (MONDAY, "Cinq wagons sont tombés dans la Sorle, a affirmé la maire, Odile Varenne."),
    ),
    "two sources in one sentence": (
        "number", "source_against_source", {"1", "2"},
        (MONDAY, "Lundi à Sorle, deux dockers ont été blessés, selon le syndicat, un seul selon la préfecture."),
    ),
    "values that their bounds allow": (
        "number", "granularity", {"180", "200"},
        (MONDAY, "Le car transportait environ 180 passagers quand il a quitté la route près de Sorle."),
        (MONDAY, "Le car, avec quelque 200 passagers à bord, a quitté la route près de Sorle."),
    ),
    "a number altered in a copied sentence": (
        "number", "conflict", {"24", "34"},
        (MONDAY, "Le tribunal a rejeté lundi la demande du syndicat, qui contestait la réquisition de 24 agents du port de Vernoux."),
        (MONDAY, "Le tribunal a rejeté lundi la demande du syndicat, qui contestait la réquisition de 34 agents du port de Vernoux."),
    ),
    "something counted in two languages": (
        "number", "conflict", {"120000", "150000"},
        (MONDAY, "Vernoux compte 120 000 habitants."),
        (MONDAY, "Vernoux hat rund 150.000 Einwohner.", "de"),
    ),
    "a price that is raised": (
        "number", "update", {"32", "35"},
        (MONDAY, "Le groupe Alvar offre 32 euros par action pour racheter Dorne."),
        (FRIDAY, "Alvar relève son offre sur Dorne de 32 à 35 euros par action."),
    ),
    "a sum without and with debt": (
        "number", "scope", {"3100000000", "3400000000"},
        (MONDAY, "Le groupe Alvar offre 3,1 milliards d'euros pour racheter son rival Dorne."),
        (MONDAY, "Alvar offre 3,4 milliards d'euros, dettes comprises, pour racheter Dorne."),
    ),
    "a day altered in a copied sentence": (
        "date", "conflict", {"2022-10-18", "2022-10-20"},
        (MONDAY, "L'intérim est confié à l'entraîneur des juniors, Paul Ester, qui dirigera l'entraînement mardi."),
        (MONDAY, "L'intérim est confié à l'entraîneur des juniors, Paul Ester, qui dirigera l'entraînement jeudi."),
    ),
    "the year of something long past": (
        "date", "conflict", {"2016", "2017"},
        (MONDAY, "Alvar avait tenté en 2016 de fusionner avec son rival Dorne."),
        (MONDAY, "Alvar avait déjà tenté de fusionner avec Dorne en 2017."),
    ),
    "a plan put off": (
        "date", "update", {"2022-10-20", "2022-10-27"},
        (MONDAY, "La réouverture du pont de Sorle est prévue jeudi."),
        (WEDNESDAY, "La réouverture du pont de Sorle, prévue jeudi, est repoussée au 27 octobre."),
    ),
    "a plan called off": (
        "status", "update", None,
        (MONDAY, "Le ministre visitera vendredi le musée des Arts de Sorle."),
        (WEDNESDAY, "La visite du musée des Arts de Sorle par le ministre, vendredi, est annulée."),
    ),
    "talks begun and over": (
        "status", "update", None,
        (TUESDAY, "Les deux ministres ont entamé mardi des pourparlers à Sorle."),
        (WEDNESDAY, "Les pourparlers des deux ministres se sont achevés mardi à Sorle."),
    ),
    "a happening of one day in two places": (
        "place", "conflict", None,
        (MONDAY, "Une femme de 83 ans est décédée dimanche à l'hôpital de Vernoux."),
        (MONDAY, "Une femme de 83 ans est décédée dimanche à l'hôpital de Montbrelle."),
    ),
    "an accusation and its denial": (
        "statement", "source_against_source", None,
        (MONDAY, "Le syndicat accuse le groupe Alvar d'avoir caché un rapport. Alvar a démenti lundi toute dissimulation."),
    ),
    "a rumour and its denial": (
        "statement", "source_against_source", None,
        (MONDAY, "Selon un voisin, un deuxième suspect aurait été arrêté dans la nuit. Le parquet de Sorle a démenti lundi."),
    ),
    "what a source says and another contradicts": (
        "statement", "source_against_source", None,
        (MONDAY, "Le syndicat affirme n'avoir pas été consulté. La direction soutient au contraire que les élus ont été avertis."),
    ),
    "a word and its negation": (
        "statement", "source_against_source", None,
        (MONDAY, "« Nos analyses de juin étaient conformes », a assuré le directeur de la laiterie, Paul Ester."),
        (TUESDAY, "Selon l'Office de contrôle, le résultat de l'analyse est non conforme."),
    ),
    "what somebody is charged with and denies": (
        "statement", "source_against_source", None,
        (TUESDAY, "Un homme de 34 ans a été arrêté lundi à Sorle. Il nie les faits, selon son avocat."),
    ),
    "two causes of one happening": (
        "statement", "source_against_source", None,
        (MONDAY, "Mayor Ada Lenz blames a fallen power line for the fire.", "en"),
        (TUESDAY, "« L'hypothèse d'un acte volontaire est privilégiée », a déclaré le procureur de Sorle, Marc Aubrel."),
    ),
    "one act quoted in two ways": (
        "quotation", "wording", None,
        (MONDAY, "« Le président Ester a accepté avec joie l'invitation au sommet de Sorle », a rapporté l'agence Lumipress."),
        (MONDAY, "Selon son porte-parole, Marc Aubrel, le président Ester a accepté l'invitation au sommet de Sorle « avec respect »."),
    ),
}  # fmt: skip

NONE = {
    "a rounded number and the exact one": (
        (MONDAY, "Près de 3.000 personnes vivent à Vernoux."),
        (MONDAY, "Vernoux compte 2.901 personnes."),
    ),
    "a lower bound and a number above it": (
        (MONDAY, "La crue de Vernoux a fait plus de 2.800 morts."),
        (MONDAY, "La crue de Vernoux a fait 2.862 morts."),
    ),
    "numbers that a sentence sets side by side": (
        (MONDAY, "Le débit atteint 5,7 litres au lieu des 4 litres permis."),
        (MONDAY, "Le débit atteint 5,7 litres au lieu des 4 litres permis, dit la mairie."),
    ),
    "fears and counts": (
        (MONDAY, "Les secours craignent 900 morts à Vernoux."),
        (MONDAY, "Les secours ont compté 120 morts à Vernoux."),
    ),
    "a request turned down": (
        (MONDAY, "Le syndicat demande l'arrêt du chantier, dit-il. Le tribunal a rejeté lundi le recours du syndicat."),
    ),
    "two deeds of two days": (
        (MONDAY, "Le ministre a visité lundi le port de Sorle."),
        (FRIDAY, "Le ministre a inauguré jeudi le pont de Vernoux."),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_disagreement_is_found_with_its_reading(name: str) -> None:
    kind, reading, values, *pages = FOUND[name]
    found = conflicts_of(*pages)  # type: ignore[arg-type]
    alike = [c for c in found if c.kind == kind and c.reading == reading and (values is None or {s.value for s in c.sides} == values)]
    assert len(alike) == 1, [(c.kind, c.reading, [s.value for s in c.sides]) for c in found]


@pytest.mark.parametrize("name", NONE)
def test_what_both_can_be_right_is_no_conflict(name: str) -> None:
    assert [(c.kind, c.reading, [s.value for s in c.sides]) for c in conflicts_of(*NONE[name])] == []


@pytest.mark.parametrize("name", FOUND)
def test_the_order_of_pages_never_changes_a_conflict(name: str) -> None:
    pages = FOUND[name][3:]
    told = [sorted((c.kind, c.reading, *sorted(s.value for s in c.sides)) for c in conflicts_of(*order)) for order in (pages, pages[::-1])]
    assert told[0] == told[1]
