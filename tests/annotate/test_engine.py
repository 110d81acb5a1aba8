"""Articles are parsed together and each by itself alike; tokens know their place, their governor and their edges."""

import importlib

import pytest

from recoupe.annotate import annotate_all, engine
from recoupe.annotate.engine import batches, parse_article, parse_articles
from recoupe.annotate.tokens import features_of
from recoupe.read import article_from_text
from recoupe.records import Annotations
from recoupe.samples import sample_pages

TEXTS = {
    "fr": "Le conseil de Morvaux a voté lundi la fermeture du pont. « Nous n'avions plus le choix », a expliqué la maire, Lise Audran.",
    "en": "The council voted on Monday to close the bridge. Mayor Lise Audran said it had no choice.",
}


def _articles():
    texts = [page.read_text("utf-8") for page in sorted(sample_pages().glob("*.txt"))[:4]]
    return [article_from_text(TEXTS[code], language=code) for code in ("en", "fr")] + [article_from_text(t, language="fr") for t in texts]


def _rows(parse):
    return [[(t.text, t.pos, t.dep, t.head.start, t.start, t.end, t.entity) for t in s] for s in parse.parsed], parse.entities


def test_an_article_is_parsed_the_same_alone_and_in_company():
    articles = _articles()
    assert [_rows(p) for p in parse_articles(articles)] == [_rows(parse_article(a)) for a in articles]


def test_parses_come_in_the_order_of_the_articles_whatever_their_languages():
    articles = _articles()
    assert [p.article.id for p in parse_articles(articles)] == [a.id for a in articles]


def test_batches_lose_no_article_and_leave_a_long_one_by_itself(monkeypatch):
    articles = _articles()
    monkeypatch.setattr(engine, "_BATCH", 300)
    made = list(batches(articles))
    assert [a for batch in made for a in batch] == articles
    assert all(len(batch) == 1 or sum(len(a.text) for a in batch) <= 300 for batch in made)


def test_a_page_cut_into_chunks_keeps_its_offsets(monkeypatch):
    article = max(_articles(), key=lambda a: len(a.text))
    monkeypatch.setattr(engine, "_CHUNK", 200)
    parse = parse_article(article)
    folded = article.text.translate(engine._MARKS)
    assert len({t.i for s in parse.parsed for t in s}) < sum(len(s) for s in parse.parsed), "several documents were parsed"
    assert all(folded[t.start : t.end] == t.text for s in parse.parsed for t in s)


def test_a_batch_that_fails_is_tried_page_by_page(monkeypatch):
    articles = _articles()[:3]
    parse = engine.parse_articles

    def fail(batch):
        if any(a.id == articles[1].id for a in batch):
            raise ValueError("no parse")
        return parse(batch)

    room = importlib.import_module("recoupe.annotate")
    monkeypatch.setattr(room, "parse_articles", fail)
    monkeypatch.setattr(room, "parse_article", lambda article: fail([article])[0])
    found = list(annotate_all(articles))
    assert [a.id for a, _ in found] == [a.id for a in articles]
    assert [isinstance(n, Annotations) for _, n in found] == [True, False, True]
    assert str(found[1][1]) == "no parse"


def test_a_token_knows_what_stands_above_and_below_it():
    sentence = next(parse_article(article_from_text(TEXTS["fr"], language="fr")).sentences())
    root = sentence.root
    assert root.text == "voté"
    assert all(root.is_ancestor(t) for t in sentence if t is not root)
    assert sorted(t.i for t in root.subtree) == [t.i for t in sentence]
    assert root.edges == (sentence[0], sentence[-1])
    subject = next(t for t in sentence if t.text == "conseil")
    assert [t.text for t in sorted(subject.subtree, key=lambda t: t.i)] == ["Le", "conseil", "de", "Morvaux"]
    assert (subject.edges[0].text, subject.edges[1].text) == ("Le", "Morvaux")
    assert [t.text for t in sentence.between(subject.i, root.i)] == ["conseil", "de", "Morvaux", "a"]
    assert [t.text for t in sentence.meeting(subject.start + 2, subject.end + 2)] == ["conseil", "de"]


@pytest.mark.parametrize(
    ("morph", "features"),
    [
        ("Number=Sing|VerbForm=Fin", {"Number": ("Sing",), "VerbForm": ("Fin",)}),
        ("Gender=Fem,Masc", {"Gender": ("Fem", "Masc")}),
        ("_", {}),
        ("", {}),
    ],
)
def test_features_are_read_by_name(morph, features):
    assert features_of(morph) == features
