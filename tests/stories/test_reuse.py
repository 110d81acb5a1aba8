"""Copied text: exact passages, groups over several articles, direction, and what is no copy."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.records import Article, Block, Outlet, PageRef, Time
from recoupe.stories import find_reuse

WIRE = "La passerelle de Roncheval a cédé mardi soir sous le poids de la neige, sans faire de blessé parmi les promeneurs."
OTHER = "Les travaux dureront au moins trois semaines et coûteront près de deux millions d'euros à la commune."
FOOT = "Recevez chaque matin notre lettre gratuite avec toutes les nouvelles de votre vallée."


def article_of(identifier: str, *lines: str, published: str | None = None, outlet: str | None = None, kind: str = "paragraph") -> Article:
    text, blocks = "", []
    for line in lines:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(line)))  # type: ignore[arg-type]
        text += line + "\n"
    when = Time(value=published, first_day=published[:10], last_day=published[:10]) if published else None
    source = Outlet(domain=outlet) if outlet else None
    return Article(id=identifier, page=PageRef(), text=text, language="fr", blocks=tuple(blocks), published=when, outlet=source)


def texts_of(articles: list[Article], reuse) -> list[str]:  # type: ignore[no-untyped-def]
    by_id = {a.id: a for a in articles}
    return [by_id[p.article].text[p.start : p.end] for p in reuse.passages]


def test_a_sentence_word_for_word_is_a_verbatim_passage_exact_in_both() -> None:
    articles = [article_of("a", "Un mot du maire ce matin.", WIRE), article_of("b", WIRE, "La suite demain dans nos pages.")]
    (found,) = find_reuse(articles)
    assert found.kind == "verbatim"
    assert texts_of(articles, found) == [WIRE.rstrip("."), WIRE.rstrip(".")]
    assert found.words == 21


def test_typography_does_not_hide_a_copy() -> None:
    articles = [
        article_of("a", "« Nous n’avons rien vu venir cette nuit-là », dit le garde."),
        article_of("b", '"Nous n\'avons rien vu venir cette nuit-là", dit le garde.'),
    ]
    assert [r.kind for r in find_reuse(articles)] == ["verbatim"]


def test_an_altered_sentence_is_an_edited_passage() -> None:
    altered = WIRE.replace("mardi soir", "dans la nuit")
    (found,) = find_reuse([article_of("a", WIRE), article_of("b", altered)])
    assert found.kind == "edited"
    assert found.articles == ("a", "b")


def test_equal_text_of_several_articles_is_one_group_and_a_wider_one_stays_apart() -> None:
    articles = [article_of("a", WIRE, OTHER), article_of("b", WIRE, OTHER), article_of("c", "Le maire dort.", WIRE)]
    found = find_reuse(articles)
    assert sorted((r.articles for r in found), key=len) == [("a", "b"), ("a", "b", "c")]


def test_the_earlier_article_is_where_a_copy_comes_from() -> None:
    (found,) = find_reuse([article_of("a", WIRE, published="2031-03-05"), article_of("b", WIRE, published="2031-03-04T18:00")])
    assert found.direction is not None
    assert found.direction.source == "b"
    assert found.direction.basis == "published 2031-03-04T18:00, before 2031-03-05"


@pytest.mark.parametrize("times", [(None, "2031-03-04"), ("2031-03-04", "2031-03-04T18:00")])
def test_without_two_clear_times_there_is_no_direction(times: tuple[str | None, str | None]) -> None:
    (found,) = find_reuse([article_of("a", WIRE, published=times[0]), article_of("b", WIRE, published=times[1])])
    assert found.direction is None


@pytest.mark.parametrize(
    "articles",
    [
        [article_of("a", WIRE, WIRE)],
        [article_of("a", "Le maire de la ville a dit non."), article_of("b", "Le maire de la ville a dormi.")],
        [article_of("a", WIRE, kind="stamp"), article_of("b", WIRE, kind="stamp")],
        [],
    ],
    ids=["inside one article", "a stock phrase", "no narrative block", "nothing"],
)
def test_what_is_no_copy(articles: list[Article]) -> None:
    assert find_reuse(articles) == ()


def test_what_a_site_repeats_on_its_pages_is_no_copy() -> None:
    pages = [article_of("a", "Un chat perdu.", FOOT), article_of("b", "Le prix du pain.", FOOT), article_of("c", "Un vol de vélos.", FOOT)]
    assert find_reuse(pages) == ()


def test_a_closing_sentence_of_different_outlets_is_a_copy() -> None:
    pages = [article_of(x, f"Le titre {x}.", WIRE, outlet=f"{x}.example") for x in "abc"]
    assert [r.articles for r in find_reuse(pages)] == [("a", "b", "c")]


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [article_of("a", WIRE, OTHER), article_of("b", OTHER, WIRE), article_of("c", WIRE)]
    assert len({find_reuse(list(order)) for order in permutations(articles)}) == 1


@given(st.lists(st.lists(st.sampled_from([WIRE, OTHER, FOOT, "Rien.", ""]), max_size=4), max_size=4))
def test_passages_lie_in_their_articles_and_hold_at_least_two(rows: list[list[str]]) -> None:
    articles = [article_of(f"a{i}", *lines) for i, lines in enumerate(rows)]
    for found in find_reuse(articles):
        assert len(set(found.articles)) == len(found.passages) >= 2
        for text in texts_of(articles, found):
            assert text.strip() == text != ""
