"""Records of the earlier stages -> the parts of a dossier in their one defined order, whatever order they came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import get_args

from msgspec.structs import replace

from recoupe.records import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    EntityKind,
    Event,
    Form,
    Origin,
    PageRef,
    Passage,
    Quotation,
    QuotationGroup,
    Rejected,
    Reuse,
    Side,
    Story,
    Time,
)
from recoupe.text import fold

_LAST = "\uffff"
_KINDS_OF_NAME: tuple[str, ...] = get_args(EntityKind)
_KINDS_OF_CONFLICT: tuple[str, ...] = get_args(ConflictKind)

_PART_OF_DAY = re.compile(r"(?<=T)(MO|MI|AF|EV|NI|DT)$")
_HOURS = {"MO": "06", "DT": "08", "MI": "12", "AF": "14", "EV": "18", "NI": "21"}

Place = tuple[int, int, int]
Ranks = Mapping[str, int]


def order_articles(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Articles by publication, undated ones last, then by id."""
    return tuple(
        replace(a, pages=tuple(sorted(a.pages, key=_page_key))) for a in sorted(articles, key=lambda a: (*time_key(a.published), a.id))
    )


def order_rejected(rejected: Iterable[Rejected]) -> tuple[Rejected, ...]:
    """Rejected pages by path, address and reason."""
    return tuple(sorted(rejected, key=lambda r: (_page_key(r.page), r.reason, r.detail)))


def order_entities(entities: Iterable[Entity], ranks: Ranks) -> tuple[Entity, ...]:
    """Entities by kind and name, each form's passages in reading order."""
    ordered = sorted(entities, key=lambda e: (_KINDS_OF_NAME.index(e.kind), fold(e.name), e.id))
    return tuple(replace(e, forms=_order_forms(e.forms, ranks)) for e in ordered)


def order_stories(stories: Iterable[Story], ranks: Ranks) -> tuple[Story, ...]:
    """Stories by size, then first day; within each, everything in reading or time order."""
    ordered = sorted(stories, key=lambda s: (-len(s.articles), s.span.first_day or _LAST, s.id))
    return tuple(_order_story(story, ranks) for story in ordered)


def rank_articles(articles: Iterable[Article]) -> dict[str, int]:
    """The place of each article id in the dossier's order."""
    return {article.id: n for n, article in enumerate(articles)}


def time_key(time: Time | None) -> tuple[str, bool, str, str]:
    """A sorting key: first day, a day before what starts on it and lasts, then the hour; what has no date comes last."""
    if time is None:
        return (_LAST, False, _LAST, _LAST)
    value = _PART_OF_DAY.sub(lambda m: _HOURS[m[1]], time.value or "")
    first = time.first_day or (value[:10] if value[:4].isdigit() else _LAST)
    return (first, time.last_day not in (None, time.first_day), value, time.last_day or _LAST)


# ------------------------------------------------------------------ one story


def _order_story(story: Story, ranks: Ranks) -> Story:
    claims = tuple(sorted(story.claims, key=lambda c: (_place(c.passage, ranks), c.id)))
    quotations = tuple(sorted(story.quotations, key=lambda q: (_place(q.passage, ranks), q.id)))
    origins = tuple(sorted(story.origins, key=lambda o: (-len(o.articles), o.kind, fold(o.name or _LAST), o.id)))
    return replace(
        story,
        articles=_order_ids(story.articles, ranks),
        related=tuple(sorted(story.related, key=lambda r: (r.relation, r.story))),
        origins=tuple(_order_origin(o, ranks) for o in origins),
        reuse=_order_reuse(story.reuse, ranks),
        claims=claims,
        events=_order_events(story.events, claims, origins, ranks),
        quotations=quotations,
        quotation_groups=_order_groups(story.quotation_groups, quotations),
        conflicts=_order_conflicts(story.conflicts, ranks),
    )


def _order_events(events: Iterable[Event], claims: Iterable[Claim], origins: Iterable[Origin], ranks: Ranks) -> tuple[Event, ...]:
    claim_ranks = {claim.id: n for n, claim in enumerate(claims)}
    origin_ranks = {origin.id: n for n, origin in enumerate(origins)}
    end = len(claim_ranks)
    ordered = sorted(
        events,
        key=lambda e: (*time_key(e.time or e.said_at), min((claim_ranks.get(c, end) for c in e.claims), default=end), e.id),
    )
    return tuple(
        replace(
            event,
            claims=_order_ids(event.claims, claim_ranks),
            articles=_order_ids(event.articles, ranks),
            origins=_order_ids(event.origins, origin_ranks),
        )
        for event in ordered
    )


def _order_groups(groups: Iterable[QuotationGroup], quotations: Iterable[Quotation]) -> tuple[QuotationGroup, ...]:
    ranks = {quotation.id: n for n, quotation in enumerate(quotations)}
    end = len(ranks)
    ordered = sorted(groups, key=lambda g: (min((ranks.get(q, end) for q in g.quotations), default=end), g.id))
    return tuple(replace(g, quotations=_order_ids(g.quotations, ranks)) for g in ordered)


def _order_conflicts(conflicts: Iterable[Conflict], ranks: Ranks) -> tuple[Conflict, ...]:
    whole = [replace(c, sides=_order_sides(c.sides, ranks)) for c in conflicts]

    def key(conflict: Conflict) -> tuple[int, Place, str]:
        places = [_first(side.passages, ranks) for side in conflict.sides]
        return (_KINDS_OF_CONFLICT.index(conflict.kind), min(places, default=_NOWHERE), conflict.id)

    return tuple(sorted(whole, key=key))


def _order_sides(sides: Iterable[Side], ranks: Ranks) -> tuple[Side, ...]:
    whole = [replace(s, passages=_order_passages(s.passages, ranks), articles=_order_ids(s.articles, ranks)) for s in sides]
    return tuple(sorted(whole, key=lambda s: (_first(s.passages, ranks), s.value)))


def _order_reuse(reuse: Iterable[Reuse], ranks: Ranks) -> tuple[Reuse, ...]:
    whole = [replace(r, passages=_order_passages(r.passages, ranks), articles=_order_ids(r.articles, ranks)) for r in reuse]
    return tuple(sorted(whole, key=lambda r: (-r.words, _first(r.passages, ranks), r.id)))


def _order_origin(origin: Origin, ranks: Ranks) -> Origin:
    articles, passages = _order_ids(origin.articles, ranks), _order_passages(origin.passages, ranks)
    return replace(origin, articles=articles, passages=passages)


def _order_forms(forms: Iterable[Form], ranks: Ranks) -> tuple[Form, ...]:
    whole = [replace(f, passages=_order_passages(f.passages, ranks)) for f in forms]
    return tuple(sorted(whole, key=lambda f: (f.kind != "name", -len(f.passages), f.text, f.kind)))


# ------------------------------------------------------------------ keys

_NOWHERE: Place = (10**9, 0, 0)


def _place(passage: Passage, ranks: Ranks) -> Place:
    return (ranks.get(passage.article, len(ranks)), passage.start, passage.end)


def _first(passages: Iterable[Passage], ranks: Ranks) -> Place:
    return min((_place(p, ranks) for p in passages), default=_NOWHERE)


def _order_passages(passages: Iterable[Passage], ranks: Ranks) -> tuple[Passage, ...]:
    return tuple(sorted(passages, key=lambda p: (_place(p, ranks), p.article)))


def _order_ids(ids: Iterable[str], ranks: Ranks) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda i: (ranks.get(i, len(ranks)), i)))


def _page_key(page: PageRef) -> tuple[str, str, str]:
    return (page.path or "", page.url or "", page.sha256 or "")
