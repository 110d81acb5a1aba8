"""Claims of one happening become one event; origins, outcomes and conflicts follow from them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from recoupe.compare import compare
from recoupe.records import Annotations, Article, Block, Claim, Factuality, Link, Number, PageRef, Passage, Reuse, Story, Time
from recoupe.text import words


class Newsroom:
    """Builds articles sentence by sentence, one claim a sentence, and compares them."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.claims: dict[str, list[Claim]] = {}
        self.reuse: list[Reuse] = []

    def page(self, name: str, published: str | None = "2022-10-19", kind: str = "paragraph") -> None:
        when = day(published) if published else None
        self.articles[name] = Article(id=name, page=PageRef(path=name), text="", language="fr", published=when)
        self.claims[name] = []

    def says(self, name: str, sentence: str, *, kind: str = "paragraph", **fields: Any) -> Claim:
        article = self.articles[name]
        start = len(article.text) + (2 if article.text else 0)
        text = article.text + ("\n\n" if article.text else "") + sentence
        block = Block(kind=kind, start=start, end=len(text))  # type: ignore[arg-type]
        self.articles[name] = replace(article, text=text, blocks=(*article.blocks, block))
        passage = Passage(article=name, start=start, end=len(text))
        bag = tuple(sorted({w for w in words(sentence) if len(w) > 3}))
        made: dict[str, Any] = {
            "id": f"c{name}{len(self.claims[name])}",
            "passage": passage,
            "terms": bag,
            "head": bag[0],
            "tense": "past",
            **fields,
        }
        claim = Claim(**made)
        self.claims[name].append(claim)
        return claim

    def copied(self, *claims: Claim) -> None:
        passages = tuple(c.passage for c in claims)
        self.reuse.append(Reuse(id=f"r{len(self.reuse)}", kind="verbatim", passages=passages))

    def compare(self) -> Story:
        articles = list(self.articles.values())
        notes = {a.id: Annotations(article=a.id, claims=tuple(self.claims[a.id])) for a in articles}
        (story,) = compare([Story(id="s", articles=tuple(sorted(self.articles)))], articles, notes, (), self.reuse)
        return story


def day(value: str, basis: str = "stated") -> Time:
    return Time(value=value, first_day=value, last_day=value, precision="day", basis=basis)


def said_by(claim_place: Claim | None, name: str, role: str = "speaker", article: str = "a") -> tuple[Link, ...]:
    return (Link(name=name, role=role, kind="named", passage=Passage(article=article, start=0, end=1)),)  # type: ignore[arg-type]


def number(article: str, value: float, unit: str = "dead") -> tuple[Number, ...]:
    return (Number(value=value, unit=unit, passage=Passage(article=article, start=0, end=4)),)


def denied() -> Factuality:
    return Factuality(certainty="certain", polarity="negative")


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


def event_with(story: Story, claim: Claim) -> Any:
    return next(e for e in story.events if claim.id in e.claims)


COLLAPSE = "Le barrage de Vernoux a cédé mardi matin sous la pression des eaux"


def test_two_pages_that_tell_one_happening_share_an_event(newsroom: Newsroom) -> None:
    newsroom.page("a")
    newsroom.page("b")
    one = newsroom.says("a", COLLAPSE, time=day("2022-10-18"))
    two = newsroom.says("b", "Mardi matin, le barrage de Vernoux a cédé sous la pression", time=day("2022-10-18"))
    newsroom.says("b", "Le préfet a visité une école de Lorbaz avec sa délégation", time=day("2022-10-19"))
    story = newsroom.compare()
    assert set(event_with(story, one).claims) == {one.id, two.id}
    assert event_with(story, one).time.first_day == "2022-10-18"
    assert len(story.events) == 2


def test_a_plan_and_its_fulfilment_stay_two_events_and_the_plan_is_confirmed(newsroom: Newsroom) -> None:
    newsroom.page("a", "2022-10-17")
    newsroom.page("b", "2022-10-20")
    plan = newsroom.says(
        "a", "Le pont provisoire de Vernoux ouvrira mercredi aux voitures", tense="future", time=day("2022-10-19"), verb=None
    )
    deed = newsroom.says("b", "Le pont provisoire de Vernoux a ouvert mercredi aux voitures", time=day("2022-10-19"))
    story = newsroom.compare()
    planned = event_with(story, plan)
    assert planned.status == "announced"
    assert planned.outcome.relation == "confirmed"
    assert planned.outcome.event == event_with(story, deed).id


def test_a_plan_that_no_page_answers_stays_pending(newsroom: Newsroom) -> None:
    newsroom.page("a", "2022-10-17")
    plan = newsroom.says("a", "Le pont provisoire ouvrira mercredi", tense="future", time=day("2022-10-19"))
    assert event_with(newsroom.compare(), plan).outcome.relation == "pending"


@pytest.mark.parametrize(
    ("answer", "fields", "relation"),
    [
        ("Le pont provisoire de Vernoux a ouvert aux voitures", {"head": "=open", "time": "2022-10-19"}, "confirmed"),
        ("Les premières voitures ont passé le pont provisoire de Vernoux", {"head": "pass", "time": "2022-10-19"}, "confirmed"),
        ("L'ouverture du pont provisoire de Vernoux aux voitures a été reportée", {"head": "=postpone", "time": "2022-10-19"}, "postponed"),
        ("L'ouverture du pont provisoire de Vernoux aux voitures a été annulée", {"head": "=cancel", "time": "2022-10-19"}, "cancelled"),
        ("Le pont provisoire de Vernoux n'a pas ouvert aux voitures", {"head": "=open", "time": "2022-10-19", "no": True}, "contradicted"),
        ("Le pont provisoire de Vernoux avait ouvert aux voitures", {"head": "=open", "time": "2022-10-02"}, "pending"),
        ("La foire de Lorbaz a ouvert aux enfants", {"head": "=open", "time": "2022-11-30"}, "pending"),
    ],
)
def test_a_plan_is_answered_by_what_later_pages_tell(newsroom: Newsroom, answer: str, fields: dict[str, Any], relation: str) -> None:
    newsroom.page("a", "2022-10-17")
    newsroom.page("b", "2022-10-20")
    kinds = ("=open",)
    plan = newsroom.says("a", "Le pont provisoire de Vernoux ouvrira aux voitures", tense="future", head="=open", time=day("2022-10-19"))
    bag = tuple(sorted({w for w in words(answer) if len(w) > 3} | set(kinds)))
    sure = denied() if fields.get("no") else Factuality(certainty="certain", polarity="positive")
    newsroom.says("b", answer, head=fields["head"], terms=bag, time=day(fields["time"]), factuality=sure)
    assert event_with(newsroom.compare(), plan).outcome.relation == relation


def test_a_plan_without_a_day_is_not_fulfilled_before_it_was_told(newsroom: Newsroom) -> None:
    newsroom.page("a", "2022-10-17")
    newsroom.page("b", "2022-10-20")
    plan = newsroom.says("a", "Le pont provisoire de Vernoux ouvrira aux voitures", tense="future", head="=open")
    newsroom.says("b", "Le pont provisoire de Vernoux avait ouvert aux voitures", head="=open", time=day("2000-05-01"))
    assert event_with(newsroom.compare(), plan).outcome.relation == "pending"


def test_copies_of_one_text_are_one_origin_and_two_own_voices_are_two(newsroom: Newsroom) -> None:
    for name in ("a", "b", "c"):
        newsroom.page(name)
    claims = [newsroom.says(name, COLLAPSE, time=day("2022-10-18")) for name in ("a", "b", "c")]
    newsroom.copied(claims[0], claims[1])
    story = newsroom.compare()
    assert len(event_with(story, claims[0]).origins) == 2


def test_pages_that_cite_one_medium_have_that_medium_as_their_one_origin(newsroom: Newsroom) -> None:
    newsroom.page("a")
    newsroom.page("b")
    chain = said_by(None, "l'agence Norvane", role="agency")
    one = newsroom.says("a", COLLAPSE, time=day("2022-10-18"), attribution=chain, verb="say")
    newsroom.says("b", COLLAPSE, time=day("2022-10-18"), attribution=chain, verb="say")
    story = newsroom.compare()
    event = event_with(story, one)
    assert [o.name for o in story.origins if o.id in event.origins] == ["l'agence Norvane"]


def test_a_toll_that_grows_is_a_conflict_read_as_an_update(newsroom: Newsroom) -> None:
    newsroom.page("a", "2022-10-18")
    newsroom.page("b", "2022-10-19")
    newsroom.says("a", "Le barrage a fait quatre morts", numbers=number("a", 4), time=day("2022-10-18"))
    newsroom.says("b", "La rupture du barrage a fait neuf morts", numbers=number("b", 9), time=day("2022-10-19"))
    (conflict,) = [c for c in newsroom.compare().conflicts if c.kind == "number"]
    assert conflict.reading == "update"
    assert [s.value for s in conflict.sides] == ["4", "9"]
    assert conflict.scope == "pages"


def test_a_caption_dated_after_its_page_is_an_error_of_the_page(newsroom: Newsroom) -> None:
    newsroom.page("a", "2022-10-19")
    told = newsroom.says("a", COLLAPSE, time=_dated("a", "2022-10-18"))
    newsroom.says("a", "Le barrage de Vernoux, le 18 octobre 2023", kind="caption", tense="none", time=_dated("a", "2023-10-18"))
    (conflict,) = [c for c in newsroom.compare().conflicts if c.kind == "date"]
    assert (conflict.scope, conflict.reading) == ("page", "error_in_page")
    assert {s.value for s in conflict.sides} == {"2023-10-18", "2022-10-18"}
    assert told.id


def _dated(article: str, value: str):  # type: ignore[no-untyped-def]
    return replace(day(value), passages=(Passage(article=article, start=0, end=5),))


def test_the_order_of_pages_never_changes_the_comparison() -> None:
    def build(order: tuple[str, ...]) -> object:
        newsroom = Newsroom()
        for name in order:
            newsroom.page(name)
        for name in order:
            newsroom.says(name, COLLAPSE, time=day("2022-10-18"))
            newsroom.says(name, f"Les pompiers de {name} ont évacué le village", time=day("2022-10-18"))
        return newsroom.compare()

    assert build(("a", "b", "c")) == build(("c", "a", "b"))


def test_an_empty_story_compares_to_an_empty_story(newsroom: Newsroom) -> None:
    newsroom.page("a")
    story = newsroom.compare()
    assert (story.events, story.conflicts, story.origins) == ((), (), ())


def test_every_claim_has_exactly_one_event(newsroom: Newsroom) -> None:
    for name in ("a", "b"):
        newsroom.page(name)
        for sentence in (COLLAPSE, "Le préfet est arrivé", "Deux routes sont coupées au nord"):
            newsroom.says(name, sentence)
    story = newsroom.compare()
    told: list[str] = [c for e in story.events for c in e.claims]
    assert sorted(told) == sorted(c.id for c in story.claims)
    assert all(isinstance(c, Claim) and c.event for c in story.claims)
