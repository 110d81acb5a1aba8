"""The stages in a row: what the pipeline promises beyond its stages."""

import importlib
import pkgutil

import pytest

import recoupe
from recoupe import InputError
from recoupe.pages import PageFile, find_pages
from recoupe.pipeline import make_dossier, read_pages
from recoupe.records import Article, Rejected


def test_pages_come_by_name_whatever_the_order_given(few_pages):
    pages = sorted(few_pages.iterdir())
    assert [p.name for p in find_pages(reversed(pages))] == [p.name for p in pages]


def test_a_folder_is_read_recursively_without_hidden_files(tmp_path):
    for name in ("b/c/two.txt", "one.html", ".hidden.txt", ".git/config.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert [(p.name, p.media_type) for p in find_pages([tmp_path])] == [("b/c/two.txt", "text/plain"), ("one.html", "text/html")]


def test_a_path_that_does_not_exist_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        list(read_pages([tmp_path, tmp_path / "nowhere"]))


def test_no_page_at_all_is_wrong_use():
    with pytest.raises(InputError, match="no page given"):
        make_dossier([])


def test_reading_gives_one_record_for_each_page(few_pages):
    found = list(read_pages([few_pages, PageFile(name="-", path=few_pages, data=b"")]))
    assert [type(r) for r in found] == [Rejected, Article, Article, Article]
    assert found[0].reason == "empty"


def test_articles_and_paths_may_be_mixed(few_pages):
    pages = sorted(few_pages.iterdir())
    first = next(read_pages([pages[0]]))
    assert make_dossier([first, *pages[1:]]).to_json() == make_dossier(pages).to_json()


def test_progress_is_told_by_stage(few_pages):
    told = []
    make_dossier([few_pages], progress=lambda stage, done, total: told.append((stage, done, total)))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["read", "annotate", "stories", "compare"]
    assert ("annotate", 3, 3) in told


def test_every_public_name_is_there_whichever_room_was_loaded_first():
    for found in pkgutil.walk_packages(recoupe.__path__, "recoupe."):
        importlib.import_module(found.name)
    for name in recoupe.__all__:
        assert callable(getattr(recoupe, name)), name


def test_a_name_that_is_not_public_is_told_with_those_that_are():
    with pytest.raises(AttributeError, match="make_dossier"):
        _ = recoupe.make_dosier


FLOOD = [
    "Le barrage de Sarvane tient, a assuré mercredi la préfète du Belloy, Odile Castaing, qui a levé l'ordre d'évacuation de la vallée.",
    "La route de Sarvane reste coupée par la crue, a annoncé mercredi la gendarmerie du Belloy ; deux ponts de la vallée sont sous l'eau.",
    "Deux cents habitants de la vallée de Sarvane ont passé la nuit dans un gymnase à cause de la crue, selon la mairie de Tirvon.",
]
STRIKE = (
    "Les pilotes de la compagnie Aldora ont déposé mercredi un préavis de grève pour le 20 mars, annonce leur syndicat, l'Union des ailes."
)
LIVE = f"""En direct : la crue de la Sarvane et l'actualité du jour
Publié le 12 mars 2031

18h40
Le barrage tient
{FLOOD[0]}

16h05
Grève des pilotes d'Aldora le 20 mars
{STRIKE} La compagnie Aldora dit regretter ce préavis des pilotes.

14h32
La route coupée
{FLOOD[1]}

11h10
Deux cents habitants évacués
{FLOOD[2]}
"""
OTHER = f"""Aldora : les pilotes déposent un préavis de grève pour le 20 mars
Publié le 12 mars 2031 à 17h20

{STRIKE}
L'Union des ailes réclame une hausse des salaires des pilotes d'Aldora, gelés depuis quatre ans, et des congés plus longs.
La compagnie Aldora dit regretter ce préavis et promet d'assurer deux vols sur trois le 20 mars malgré la grève des pilotes.
"""


def test_an_entry_of_a_live_page_falls_into_the_story_it_tells(tmp_path):
    for name, text in (("live.txt", LIVE), ("other.txt", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
    made = make_dossier([tmp_path])
    articles = {a.title: a for a in made.articles}
    assert len(made.articles) == 5
    assert {a.page.path for a in made.articles if a.several} == {"live.txt"}
    home = {a: s.id for s in made.stories for a in s.articles}
    strike, other = (
        articles["Grève des pilotes d'Aldora le 20 mars"],
        articles["Aldora : les pilotes déposent un préavis de grève pour le 20 mars"],
    )
    flood = [articles[t] for t in ("Le barrage tient", "La route coupée", "Deux cents habitants évacués")]
    assert home[strike.id] == home[other.id]
    assert home[strike.id] not in {home[a.id] for a in flood}
    for story in made.stories:
        for claim in story.claims:
            text = next(a.text for a in made.articles if a.id == claim.passage.article)
            assert 0 <= claim.passage.start < claim.passage.end <= len(text)
