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
