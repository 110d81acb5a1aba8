"""Pages that join dispatches of different age: their parts, the day each speaks from, and the times in them."""

from __future__ import annotations

import pytest

from recoupe import find_times
from recoupe.read import read_articles, read_page
from recoupe.records import Article

HEAD = "Le barrage de Sarvane a cédé"
STAMP = "Publié le 11 mars 2031 à 18h00, mis à jour le 12 mars 2031 à 09h20"
NEW = [
    "Le barrage de Sarvane a cédé dans la nuit et l'eau a gagné les rues basses de Tirvon, a annoncé la préfecture du Belloy.",
    "Personne n'a été blessé, selon la préfète, qui doit se rendre sur place dans la matinée avec la ministre de l'Intérieur.",
]
OLD = [
    "La préfecture du Belloy avait ordonné hier l'évacuation de la vallée de la Sarvane, où le barrage présentait une fissure.",
    "Deux cents habitants de Tirvon ont été conduits dans un gymnase, d'après la mairie, qui a ouvert une cellule d'accueil.",
]


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def old_part(article: Article) -> str:
    return article.text[article.parts[-1].start : article.parts[-1].end]


SEAMS = [
    ("Article initial publié le 11 mars 2031 à 18h00", "2031-03-11"),
    ("— Publié hier à 18h —", "2031-03-11"),
    ("Plus tôt dans la journée", "2031-03-12"),
    ("Notre article du mardi 11 mars", "2031-03-11"),
    ("Version précédente :", None),
    ("Earlier story (March 11, 2031)", "2031-03-11"),
    ("Published yesterday at 6 pm", "2031-03-11"),
    ("Previous version", None),
]


@pytest.mark.parametrize(("seam", "day"), SEAMS)
@pytest.mark.parametrize("html", [False, True])
def test_an_older_text_under_its_seam_is_a_part_with_its_own_day(seam: str, day: str | None, html: bool) -> None:
    text = page(HEAD, STAMP, *NEW, seam, *OLD)
    if html:
        rows = "".join(f"<p>{row}</p>" for row in [*NEW, seam, *OLD])
        text = f"<html><head><title>{HEAD}</title></head><body><article><h1>{HEAD}</h1><p>{STAMP}</p>{rows}</article></body></html>"
    article = read_page(text)
    assert [p.as_of for p in article.parts] == ["2031-03-12", day]
    assert old_part(article).lstrip("— ").startswith(seam.lstrip("— "))
    assert old_part(article).endswith(OLD[-1])
    assert article.text[: article.parts[1].start].rstrip().endswith(NEW[-1])
    assert [b.kind for b in article.blocks if article.text[b.start : b.end].lstrip("— ") == seam.lstrip("— ")] == ["stamp"]
    assert read_articles(text) == [article]


def test_datelines_of_two_days_part_two_dispatches() -> None:
    lines = [f"TIRVON, 12 mars 2031 (AFP) - {NEW[0]}", NEW[1], f"TIRVON, 11 mars 2031 (AFP) - {OLD[0]}", OLD[1]]
    article = read_page(page(HEAD, *lines))
    assert [(p.as_of, p.agency) for p in article.parts] == [("2031-03-12", "AFP"), ("2031-03-11", "AFP")]
    assert [p.published.basis for p in article.parts if p.published] == ["dateline", "dateline"]


def test_days_named_in_an_older_part_count_from_its_own_day() -> None:
    article = read_page(
        page(
            HEAD,
            STAMP,
            *NEW,
            "Hier, rien ne laissait prévoir la rupture de l'ouvrage, a dit la préfète devant la presse.",
            "Article initial publié le 11 mars 2031 à 18h00",
            *OLD,
        )
    )
    found = {(t.start > article.parts[1].start): t.value for t in find_times(article) if article.text[t.start : t.end].lower() == "hier"}
    assert found == {False: "2031-03-11", True: "2031-03-10"}


def test_a_part_says_how_its_day_is_known() -> None:
    article = read_page(page(HEAD, STAMP, *NEW, "— Publié hier à 18h —", *OLD))
    time = article.parts[1].published
    assert time is not None
    assert (time.value, time.basis) == ("2031-03-11T18:00", "stamp")
    assert "counted from 2031-03-12" in (time.rule or "")
    assert [article.text[p.start : p.end] for p in time.passages] == ["Publié hier à 18h —"]


def test_text_added_under_the_first_speaks_from_the_update() -> None:
    article = read_page(page(HEAD, STAMP, *OLD, "Mise à jour du 12 mars à 9h20", *NEW))
    assert [p.as_of for p in article.parts] == ["2031-03-11", "2031-03-12"]


STAMPED = [
    ("Publié le 11 mars 2031 à 18h00", "2031-03-11T18:00", None),
    ("Publié le 11 mars 2031 à 18h00, modifié le 12 mars 2031 à 09h20", "2031-03-11T18:00", "2031-03-12T09:20"),
    ("Posted: March 11, 2031 6:00 pm", "2031-03-11T18:00", None),
    ("Publié le 11 mars 2031 à 18h00\n\nMise à jour le 12 mars 2031 à 09h20", "2031-03-11T18:00", "2031-03-12T09:20"),
]


@pytest.mark.parametrize("byline", [[], ["Par Odile Castaing"]])
@pytest.mark.parametrize(("stamp", "published", "updated"), STAMPED)
def test_the_page_s_own_stamp_under_its_lead_parts_nothing(stamp: str, published: str, updated: str | None, byline: list[str]) -> None:
    article = read_page(page(HEAD, NEW[0], *byline, stamp, NEW[1], *OLD))
    assert (article.published and article.published.value, article.updated and article.updated.value) == (published, updated)
    assert (article.parts, article.lead) == ((), NEW[0])


PLAIN = {
    "one dispatch": [*NEW, *OLD],
    "a sentence that begins like a seam": [*NEW, "Plus tôt dans la journée, la préfète avait déjà alerté.", *OLD],
    "a mention of yesterday": [*NEW, "Publié hier, le rapport accable l'exploitant.", *OLD],
    "a subheading": [*NEW, "Une vallée sous les eaux", *OLD],
    "a day after the page's own": [*NEW, "Publié le 15 avril 2032", *OLD],
    "the note on a video": [*NEW, "(Publié le lundi 10 mars 2031)", *OLD],
    "the page's own day once more": [*NEW, "Publié le 12 mars 2031", *OLD],
    "a dateline under its lead": [NEW[0], f"TIRVON, 12 mars 2031 (AFP) - {NEW[1]}", *OLD],
    "a seam with nothing under it": [*NEW, *OLD, "Article initial publié le 11 mars 2031 à 18h00"],
}


@pytest.mark.parametrize("case", PLAIN)
def test_a_page_of_one_dispatch_has_no_parts(case: str) -> None:
    article = read_page(page(HEAD, STAMP, *PLAIN[case]))
    assert article.parts == ()
    assert all(text in article.text for text in [*NEW, *OLD])
    assert article.several is None
