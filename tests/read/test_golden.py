"""The golden HTML pages: invented pages in the shapes of many publishing systems, each with its key, and the bounds of their reading."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCORER = Path(__file__).parents[2] / "bench" / "score_golden.py"
BOUNDS = {
    "instant_and_zone": 0.97, "printed_instant": 0.97, "basis": 0.97, "titles": 0.97, "leads": 0.95, "outlets": 0.97, "bylines": 0.97,
    "agencies": 0.97, "datelines": 0.97, "canonical": 1.0, "captions_found": 0.97, "credits_found": 0.97, "paragraphs_kept": 0.98,
    "subheadings_kept": 0.97, "items_kept": 0.97, "links_found": 0.97, "images": 0.97,
}  # fmt: skip
"""Lowest share right of every figure that is better high."""
CEILINGS = {"captions_leaked": 0.02, "caption_pages_leaked": 0.02, "credits_leaked": 0.02, "leads_invented": 0.02, "foreign_kept": 0.02}
"""Highest share of every fault."""


def _load():
    spec = importlib.util.spec_from_file_location("bench_score_golden", SCORER)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scorer = _load()
KEYS = scorer.golden_pages()


@pytest.fixture(scope="module")
def scored():
    return scorer.score_folder()


@pytest.mark.parametrize("name", KEYS)
def test_a_golden_page_is_read_as_its_key_says(scored, name):
    """A key's ``open`` names the figures that are known to miss; one that no longer misses must be taken off."""
    wrong = [tick for tick in scored[name] if tick.wrong]
    told = "\n".join(f"{tick.figure}: {tick.told}" for tick in wrong)
    assert {tick.figure for tick in wrong} == set(KEYS[name].get("open", ())), f"{told}\nsee: python bench/score_golden.py -v"


@pytest.mark.parametrize("figure", [*BOUNDS, *CEILINGS])
def test_the_figures_of_all_golden_pages_keep_their_bounds(scored, figure):
    hits, total = scorer.shares(scored)[figure]
    assert total > 0
    if figure in CEILINGS:
        assert hits / total <= CEILINGS[figure]
    else:
        assert hits / total >= BOUNDS[figure]


def test_every_page_has_its_key_and_there_are_enough_of_them():
    pages = {path.stem for path in scorer.GOLDEN.glob("*.html")}
    assert pages == set(KEYS)
    assert len(pages) >= 40
