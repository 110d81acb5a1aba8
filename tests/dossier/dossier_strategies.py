"""Hypothesis strategies: dossiers with anything missing, any text, and passages that may point nowhere."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from recoupe import records as r
from recoupe.dossier import Dossier, build_dossier

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MAYBE = st.none() | WORDS
IDS = ("a1", "a2", "a3", "a9")
VALUES = st.sampled_from(
    [
        None,
        "",
        "2022",
        "2022-03",
        "2022-13",
        "2022-02-30",
        "2022-03-09",
        "2022-03-09T02:15",
        "2022-03-09T25:99",
        "2022-03-09TNI",
        "2022-W10",
        "2022-W99",
        "2022-SU",
        "2022-03-09/2022-03-11",
        "XXXX-WXX-3",
        "XXXX-03-09",
        "XXXX-99-99",
        "XXXX-05",
        "XXXX-XX-14",
        "PAST_REF",
        "202",
        "P3D",
        "2022-03-09~",
        "2022-03-09T02:15+01:00",
        "../2022-03-09",
        "0000-00-00",
        "9999-12-31",
    ]
)
DAYS = st.sampled_from([None, "2022-03-07", "2022-03-09", "2022-04-01", "not a day"])
PASSAGES = st.builds(r.Passage, article=st.sampled_from(IDS), start=st.integers(-1, 30), end=st.integers(-1, 60))
TIMES = st.none() | st.builds(
    r.Time,
    value=VALUES,
    first_day=DAYS,
    last_day=DAYS,
    precision=st.sampled_from(get_args(r.Precision)),
    zone=st.none() | st.just("UTC"),
    basis=st.none() | st.sampled_from(["stamp", "odd"]),
    anchor=MAYBE,
    rule=MAYBE,
    passages=st.lists(PASSAGES, max_size=2).map(tuple),
    alternatives=st.lists(st.builds(r.TimeAlternative, value=WORDS), max_size=1).map(tuple),
)
LINKS = st.lists(
    st.builds(r.Link, name=WORDS, role=st.sampled_from(get_args(r.LinkRole)), kind=st.sampled_from(get_args(r.LinkKind)), passage=PASSAGES),
    max_size=2,
).map(tuple)


def some(values: type | object, most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    """A short tuple of values of an enumeration or a strategy."""
    strategy = values if isinstance(values, st.SearchStrategy) else st.sampled_from(get_args(values))
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def articles(draw: st.DrawFn, key: str) -> r.Article:
    """An article with text, blocks that may overlap or leave gaps, and anything else or nothing."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    blocks = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(get_args(r.BlockKind))), max_size=4))
    return r.Article(
        id=key,
        page=r.PageRef(
            path=draw(MAYBE), url=draw(st.none() | st.sampled_from(["https://x.example/a?b=<c>", "javascript:1", "http://[", ""]))
        ),
        text=text,
        title=draw(MAYBE),
        language=draw(st.none() | st.just("fr")),
        outlet=draw(st.none() | st.builds(r.Outlet, name=MAYBE, domain=MAYBE)),
        published=draw(TIMES),
        blocks=tuple(r.Block(kind=k, start=min(a, b, len(text)), end=min(max(a, b), len(text))) for a, b, k in blocks),
        dropped=draw(some(st.builds(r.Dropped, kind=st.sampled_from(get_args(r.DropKind)), text=WORDS, reason=WORDS))),
    )


@st.composite
def stories(draw: st.DrawFn) -> r.Story:
    """A story whose parts may name each other, or things that do not exist."""
    claims = [
        r.Claim(
            id=f"c{n}",
            passage=draw(PASSAGES),
            time=draw(TIMES),
            attribution=draw(LINKS),
            hedges=draw(some(st.builds(r.Hedge, kind=st.sampled_from(get_args(r.HedgeKind)), passage=PASSAGES))),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    events = [
        r.Event(
            id=f"e{n}",
            label=draw(WORDS),
            status=draw(st.sampled_from(get_args(r.Status))),
            claims=draw(some(st.sampled_from(["c0", "c1", "c7"]))),
            time=draw(TIMES),
            said_at=draw(TIMES),
            origins=draw(some(st.sampled_from(["g1", "g9"]))),
            place=draw(st.none() | st.builds(r.PlaceRef, passage=PASSAGES)),
            outcome=draw(
                st.none()
                | st.builds(r.Outcome, relation=st.sampled_from(get_args(r.OutcomeRelation)), event=st.sampled_from([None, "e0", "e9"]))
            ),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    quotations = [
        r.Quotation(
            id=f"q{n}",
            kind=draw(st.sampled_from(get_args(r.QuotationKind))),
            passage=draw(PASSAGES),
            attribution=draw(LINKS),
            said_at=draw(TIMES),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    sides = st.lists(st.builds(r.Side, value=WORDS, passages=some(PASSAGES), articles=some(st.sampled_from(IDS))), max_size=3).map(tuple)
    return r.Story(
        id="s1",
        articles=draw(some(st.sampled_from(IDS[:3]))),
        title=draw(MAYBE),
        span=r.StorySpan(first_day=draw(DAYS), last_day=draw(DAYS)),
        related=draw(some(st.builds(r.StoryRelation, story=st.just("s7"), relation=st.sampled_from(get_args(r.StoryRelationKind))), 1)),
        origins=draw(
            some(
                st.builds(
                    r.Origin,
                    id=st.just("g1"),
                    kind=st.sampled_from(get_args(r.OriginKind)),
                    name=MAYBE,
                    articles=some(st.sampled_from(IDS)),
                ),
                1,
            )
        ),
        reuse=draw(some(st.builds(r.Reuse, id=st.just("r1"), kind=st.sampled_from(get_args(r.ReuseKind)), passages=some(PASSAGES, 3)), 1)),
        claims=tuple(claims),
        events=tuple(events),
        quotations=tuple(quotations),
        quotation_groups=draw(
            some(st.builds(r.QuotationGroup, id=st.just("qg1"), quotations=st.just(("q0", "q1", "q8")), speaker=MAYBE), 1)
        ),
        conflicts=draw(
            some(
                st.builds(
                    r.Conflict,
                    id=st.just("k1"),
                    kind=st.sampled_from(get_args(r.ConflictKind)),
                    scope=st.just("pages"),
                    reading=st.sampled_from(get_args(r.Reading)),
                    sides=sides,
                    about=st.sampled_from([None, "e0", "zz"]),
                ),
                1,
            )
        ),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A small dossier in which anything may be missing."""
    entity = st.builds(
        r.Entity,
        id=st.just("p1"),
        kind=st.sampled_from(get_args(r.EntityKind)),
        name=WORDS,
        forms=some(st.builds(r.Form, text=WORDS, kind=st.sampled_from(get_args(r.FormKind)), passages=some(PASSAGES))),
    )
    return build_dossier(
        [draw(articles(key)) for key in IDS[: draw(st.integers(0, 3))]],
        draw(some(st.builds(r.Rejected, page=st.builds(r.PageRef, path=MAYBE), reason=st.sampled_from(["empty", "odd"]), detail=WORDS))),
        draw(some(entity, 1)),
        draw(some(stories(), 1)),
        settings=draw(st.dictionaries(WORDS, st.integers() | WORDS, max_size=2)),
    )
