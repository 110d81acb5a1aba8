"""Stories: articles on one happening together, alike events apart, across languages, without dates."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.records import Article, Block, Entity, Form, PageRef, Passage, Story, Time
from recoupe.stories import find_sagas, group_articles, group_stories

BRIDGE = [
    "La passerelle de Roncheval a cédé mardi. La maire Odile Grandprez parle d'un miracle, dit la Protection civile.",
    "À Roncheval, l'effondrement de la passerelle reste un mystère. Odile Grandprez attend le rapport de la Protection civile.",
    "Passerelle de Roncheval : la Protection civile exclut la neige. Odile Grandprez promet une nouvelle passerelle avant l'été.",
]
THEFT = [
    "Un manuscrit a été volé au musée de Castelombre. La procureure Maud Kerhoas a ouvert une enquête sur le vol du manuscrit.",
    "Vol du manuscrit de Castelombre : deux suspects arrêtés, annonce la procureure Maud Kerhoas. Le musée reste fermé.",
]
BRIDGE_EN = "The Roncheval footbridge fell on Tuesday. Mayor Odile Grandprez of Roncheval, Belgium, called it a miracle."


def article_of(identifier: str, text: str, day: str | None = None, language: str = "fr", title: str | None = None) -> Article:
    when = Time(value=day, first_day=day, last_day=day) if day else None
    block = Block(kind="paragraph", start=0, end=len(text))
    return Article(id=identifier, page=PageRef(), text=text, language=language, title=title, blocks=(block,), published=when)


def pile() -> list[Article]:
    days = ("2031-01-14", "2031-01-15", "2031-01-15")
    bridge = [article_of(f"b{i}", text, days[i]) for i, text in enumerate(BRIDGE)]
    return bridge + [article_of(f"t{i}", text, days[i]) for i, text in enumerate(THEFT)]


def kinds(groups: list[tuple[str, ...]]) -> list[str]:
    return sorted("".join(sorted(i[0] for i in ids)) for ids in groups)


def test_articles_on_one_happening_are_one_story_and_others_another() -> None:
    assert kinds(group_articles(pile())) == ["bbb", "tt"]


def test_grouping_works_without_dates() -> None:
    undated = [article_of(a.id, a.text) for a in pile()]
    assert kinds(group_articles(undated)) == ["bbb", "tt"]


def test_the_same_words_half_a_year_later_are_another_story() -> None:
    later = article_of("l", BRIDGE[0], "2031-07-14")
    assert kinds(group_articles([*pile(), later])) == ["bbb", "l", "tt"]


def test_names_join_stories_of_two_languages() -> None:
    english = article_of("e", BRIDGE_EN, "2031-01-15", "en")
    assert kinds(group_articles([*pile(), english])) == ["bbbe", "tt"]


def test_every_article_is_in_exactly_one_story_in_any_order() -> None:
    found = {tuple(group_articles(list(order))) for order in permutations(pile())}
    assert len(found) == 1
    assert sorted(i for ids in next(iter(found)) for i in ids) == sorted(a.id for a in pile())


def test_a_story_has_an_id_of_its_articles_and_a_headline_of_one_of_them() -> None:
    titled = [article_of(a.id, a.text, a.published.value if a.published else None, title=f"Roncheval {a.id}") for a in pile()[:3]]
    (story,) = group_stories(titled)
    assert story.id.startswith("s")
    assert len(story.id) == 11
    assert story.articles == ("b0", "b1", "b2")
    assert story.title in {"Roncheval b0", "Roncheval b1", "Roncheval b2"}
    assert group_stories(titled[::-1]) == [story]


def test_no_article_no_story() -> None:
    assert group_stories([]) == []


@given(st.lists(st.sampled_from([*BRIDGE, *THEFT, BRIDGE_EN, "", "Rien de neuf."]), max_size=6))
def test_stories_cover_the_articles(texts: list[str]) -> None:
    articles = [article_of(f"a{i}", text) for i, text in enumerate(texts)]
    covered = [i for s in group_stories(articles) for i in s.articles]
    assert sorted(covered) == sorted(a.id for a in articles)


def entity_of(name: str, kind: str, pages: str) -> Entity:
    spots = tuple(Passage(article=page, start=0, end=len(name)) for page in pages)
    return Entity(id=name, name=name, kind=kind, forms=(Form(text=name, kind="name", passages=spots),))  # type: ignore[arg-type]


def test_stories_about_the_same_two_companies_are_one_saga_and_an_authority_of_all_pages_ties_none() -> None:
    stories = [Story(id=f"s{page}", articles=(page,)) for page in "abcdefgh"]
    cast = [entity_of("Valmer", "organization", "ab"), entity_of("Cristalys", "organization", "ab"), entity_of("Arlen", "place", "cd")]
    authorities = [entity_of("Commission", "organization", "abcdefgh"), entity_of("Cour", "organization", "abcdefgh")]
    sagas = find_sagas(stories, [*cast, *authorities])
    assert [[s.id for s in saga] for saga in sagas] == [["sa", "sb"], *([f"s{page}"] for page in "cdefgh")]
