"""What holds for every dossier, shown on the sample pages: evidence lies in its article, order never matters, JSON goes there and back."""

import json
import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import records
from recoupe.records import Article, Block, PageRef, Passage, Story, Time


def passages_in(value):
    """Every passage in any part of a JSON dossier."""
    if isinstance(value, dict):
        if set(value) == {"article", "start", "end"}:
            yield value
        for inner in value.values():
            yield from passages_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from passages_in(inner)


@pytest.fixture(scope="module")
def made(demo_dossier):
    return json.loads(demo_dossier.to_json())


@pytest.fixture(scope="module")
def texts(made):
    return {a["id"]: a["text"] for a in made["articles"]}


def test_every_passage_lies_in_its_article_and_is_not_empty(made, texts):
    found = list(passages_in(made))
    assert len(found) > 500
    for passage in found:
        assert 0 <= passage["start"] < passage["end"] <= len(texts[passage["article"]]), passage


def test_nothing_is_asserted_without_a_passage(made):
    for story in made["stories"]:
        assert all(c["passage"] for c in story["claims"])
        assert all(q["passage"] for q in story["quotations"])
        assert all(r["passages"] for r in story["reuse"])
        assert all(side["passages"] for c in story["conflicts"] for side in c["sides"])
    assert all(form["passages"] for e in made["entities"] for form in e["forms"])


def test_a_form_s_passages_slice_back_to_the_form(made, texts):
    for entity in made["entities"]:
        for form in entity["forms"]:
            for p in form["passages"]:
                assert texts[p["article"]][p["start"] : p["end"]] == form["text"], (entity["name"], form["text"])


def test_blocks_are_in_order_and_map_to_the_page(made, sample_folder):
    for article in made["articles"]:
        page = (sample_folder / article["page"]["path"]).read_bytes().decode("utf-8-sig")
        ends = 0
        for b in article["blocks"]:
            assert ends <= b["start"] <= b["end"] <= len(article["text"])
            ends = b["end"]
            if b["page_start"] is not None:
                assert page[b["page_start"] : b["page_end"]] == article["text"][b["start"] : b["end"]], article["page"]["path"]


def test_dropped_parts_of_a_text_page_slice_back_to_the_page(made, sample_folder):
    for article in made["articles"]:
        page = (sample_folder / article["page"]["path"]).read_bytes().decode("utf-8-sig")
        for part in article["dropped"]:
            assert part["reason"]
            if part["page_start"] is not None:
                assert page[part["page_start"] : part["page_end"]] == part["text"], article["page"]["path"]


def test_every_reference_points_to_something(made):
    articles, entities = {a["id"] for a in made["articles"]}, {e["id"] for e in made["entities"]}
    for story in made["stories"]:
        assert set(story["articles"]) <= articles
        claims, origins = {c["id"] for c in story["claims"]}, {o["id"] for o in story["origins"]}
        events, quotations = {e["id"] for e in story["events"]}, {q["id"] for q in story["quotations"]}
        for event in story["events"]:
            assert event["claims"]
            assert set(event["claims"]) <= claims
            assert set(event["origins"]) <= origins
            assert set(event["participants"]) <= entities
        assert {c["event"] for c in story["claims"] if c["event"]} <= events
        assert {c["origin"] for c in story["claims"] if c["origin"]} <= origins
        assert {q for g in story["quotation_groups"] for q in g["quotations"]} <= quotations


def test_every_article_is_in_exactly_one_story(made):
    placed = [a for story in made["stories"] for a in story["articles"]]
    assert sorted(placed) == sorted(a["id"] for a in made["articles"])


def test_ids_are_unique(made):
    for kind in ("articles", "entities", "stories"):
        ids = [x["id"] for x in made[kind]]
        assert len(ids) == len(set(ids)), kind


def test_page_order_never_changes_the_bytes(demo_dossier, sample_folder):
    from recoupe.pipeline import make_dossier

    pages = sorted(sample_folder.iterdir())
    random.Random(7).shuffle(pages)
    assert make_dossier(pages).to_json() == demo_dossier.to_json()


def test_the_dossier_reads_back_from_its_own_json(demo_dossier):
    again = type(demo_dossier).from_json(demo_dossier.to_json())
    assert again == demo_dossier
    assert again.to_json() == demo_dossier.to_json()


# ------------------------------------------------------------------ records, whatever they hold

_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
_maybe = st.none() | _text
_passage = st.builds(Passage, article=_text, start=st.integers(0, 2**40), end=st.integers(0, 2**40))
_time = st.builds(Time, value=_maybe, zone=_maybe, rule=_maybe, passages=st.tuples(_passage))
_block = st.builds(Block, kind=st.sampled_from(["title", "lead", "paragraph"]), start=st.integers(0, 99), end=st.integers(0, 99))
_article = st.builds(
    Article,
    id=_text,
    page=st.builds(PageRef, path=_maybe),
    text=_text,
    blocks=st.tuples(_block),
    published=st.none() | _time,
    titles=st.tuples(_text),
)
_story = st.builds(Story, id=_text, articles=st.tuples(_text), title=_maybe)


@given(st.one_of(_article, _story, _time))
def test_a_record_reads_back_from_its_json(record):
    packed = msgspec.json.encode(record)
    assert msgspec.json.decode(packed, type=type(record)) == record
    assert not hasattr(record, "__dict__")


def test_every_record_is_frozen():
    kinds = [r for r in vars(records).values() if isinstance(r, type) and issubclass(r, records.Record)]
    assert len(kinds) > 40
    assert all(kind.__struct_config__.frozen for kind in kinds)
