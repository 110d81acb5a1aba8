"""Parts of a tree kept out of the extractor's sight: empty while it looks, back in their places afterwards."""

import pytest
from lxml import html

from recoupe.read import read_page
from recoupe.read.unseen import unseen

PAGE = "<html><body>a<nav class='n'>b <a href='/'>c</a></nav>d<div>e<footer><p>f</p></footer></div><p>g</p></body></html>"
SENTENCE = "Le pont de Valcreuse a rouvert lundi après huit mois de travaux, a annoncé la mairie dans un communiqué."


def test_what_is_out_of_sight_leaves_its_words_and_comes_back_whole():
    tree = html.document_fromstring(PAGE)
    before = html.tostring(tree)
    apart = [(element, element.text_content()) for element in tree.iter("nav", "footer")]
    with unseen(apart):
        assert tree.text_content() == "ab cdefg"
        assert not [*tree.iter("a")]
        assert len([*tree.iter("p")]) == 1
    assert html.tostring(tree) == before


def test_a_tree_is_whole_again_after_an_error():
    tree = html.document_fromstring(PAGE)
    before = html.tostring(tree)
    with pytest.raises(RuntimeError), unseen([(tree.find(".//nav"), "b c")]):
        raise RuntimeError
    assert html.tostring(tree) == before


@pytest.mark.parametrize("mark", ["\x02", "&#1;", "\ufffe"])
def test_characters_that_no_tree_takes_do_not_end_the_reading(mark):
    page = f"<html><body><nav>Accueil {mark} <a href='/'>Une</a>{mark}</nav>{mark}" + f"<p>{SENTENCE}<br>{mark} {SENTENCE}</p>" * 3
    assert SENTENCE in read_page(page).text
