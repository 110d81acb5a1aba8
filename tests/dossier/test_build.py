"""One defined order: what goes in shuffled comes out the same, in the order a reader wants."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from recoupe.dossier import Dossier, build_dossier
from recoupe.dossier.build import time_key
from recoupe.records import AccessCue, Article, PageRef, Part, Rights, Several, Story, Time

from .flood_story import build_flood


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_arguments_never_changes_the_bytes(flood: Dossier, seed: int) -> None:
    def shuffle(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(Random(seed).sample(items, len(items)))

    assert build_flood(shuffle).to_json() == flood.to_json()


@pytest.mark.parametrize("seed", range(3))
def test_order_inside_a_story_never_changes_the_bytes(flood: Dossier, seed: int) -> None:
    random = Random(seed)

    def shuffle(story: Story) -> Story:
        fields = ("articles", "origins", "reuse", "claims", "events", "quotations", "quotation_groups", "conflicts", "related")
        return replace(story, **{f: tuple(random.sample(getattr(story, f), len(getattr(story, f)))) for f in fields})

    again = build_dossier(
        flood.articles,
        flood.rejected,
        flood.entities,
        [shuffle(s) for s in flood.stories],
        settings=flood.settings,
        models=flood.made_by.models,
    )
    assert again.to_json() == flood.to_json()


def test_articles_stand_by_publication_with_undated_ones_last(flood: Dossier) -> None:
    titles = [(a.outlet.name or a.outlet.domain) if a.outlet else None for a in flood.articles]
    assert titles[:3] == ["Radio Valmoret", "La Gazette de l’Orsenne", "The Northern Post"]
    assert flood.articles[-1].published is None or flood.articles[-1].published.first_day is None


def test_events_stand_by_their_own_day_or_that_of_their_telling_with_undated_ones_last(flood: Dossier) -> None:
    times = [e.time or e.said_at for e in flood.stories[0].events]
    days = [t.first_day if t and t.first_day else "none" for t in times]
    assert days == sorted(days)
    assert days[-2:] == ["none"] * 2
    assert "none" not in days[:-2]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Time(value="1987", first_day="1987-01-01", last_day="1987-12-31"), Time(value="2022-03-09", first_day="2022-03-09")),
        (Time(value="2022-03-09", first_day="2022-03-09", last_day="2022-03-09"), Time(value="2022-03-09T02:15", first_day="2022-03-09")),
        (Time(value="2022-03-09TMO", first_day="2022-03-09"), Time(value="2022-03-09T15:00", first_day="2022-03-09")),
        (Time(value="2022-03-09T15:00", first_day="2022-03-09"), Time(value="2022-03-09TEV", first_day="2022-03-09")),
        (
            Time(value="2022-03-09TNI", first_day="2022-03-09", last_day="2022-03-09"),
            Time(value="2022-03-09/2022-03-13", first_day="2022-03-09", last_day="2022-03-13"),
        ),
        (Time(value="2022-03-09", first_day="2022-03-09"), Time(value="XXXX-WXX-3")),
    ],
)
def test_a_time_sorts_before_another(earlier: Time, later: Time) -> None:
    assert time_key(earlier) < time_key(later)


def test_stories_stand_by_size(flood: Dossier) -> None:
    assert [len(s.articles) for s in flood.stories] == [5, 1]


def test_an_empty_run_makes_an_empty_dossier() -> None:
    assert build_dossier([]).stories == ()


def test_settings_and_models_are_kept_in_key_order() -> None:
    dossier = build_dossier([Article(id="a1", page=PageRef(), text="")], settings={"b": 1, "a": 2}, models={"fr": "x", "en": "y"})
    assert list(dossier.settings) == ["a", "b"]
    assert list(dossier.made_by.models) == ["en", "fr"]


def test_a_reader_is_told_of_cut_texts_and_of_several_articles_on_a_page() -> None:
    text = "Le barrage de Sarvane a cédé dans la nuit, a annoncé la préfecture du Belloy."
    article = Article(
        id="a1", page=PageRef(path="a.txt"), text=text, language="fr", access="paywalled",
        access_cue=AccessCue(basis="text", words="Il vous reste 70 % de cet article"),
        several=Several(told_apart=True, cue="liveBlogUpdate", number=2, count=5, headline="Crue : le direct"),
        rights=(Rights(kind="robots", words="robots: noai"),), opt_out="robots",
        parts=(Part(start=0, end=len(text), agency="AFP", as_of="2031-03-11"),),
    )  # fmt: skip
    story = Story(id="s1", articles=("a1",), title="Crue")
    dossier = build_dossier([article], [], [], [story], settings={}, models={})
    for face in (dossier.to_html("fr"), dossier.to_markdown("fr")):
        assert "réservé aux abonnés" in face
        assert "article 2 sur 5" in face
        assert "Crue : le direct" in face
    for face in (dossier.to_html("en"), dossier.to_markdown("en")):
        assert "subscribers only" in face
        assert "article 2 of 5" in face
    assert "robots: noai" in dossier.to_html("en")
    assert "11 mars 2031" in dossier.to_html("fr")
