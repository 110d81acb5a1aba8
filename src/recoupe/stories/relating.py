"""Stories tied to one another by who is told of in both; tied stories are one saga and are compared together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from recoupe.records import Article, Entity, Story, StoryRelation, StoryRelationKind

_SHARED = 2  # of a story's cast that tie it to another
_LEAD_SHARE = 0.5  # of a story's articles that must name somebody for them to be of its cast
_OWN_SHARE = 0.6  # of the pages that name an organisation, those of the two stories: "the Commission" of all pages ties none
_KINDS = ("person", "organization", "product")
_LARGEST = 400  # articles compared together: a saga grows no further


def find_sagas(stories: Sequence[Story], entities: Sequence[Entity]) -> list[list[Story]]:
    """Stories in groups that are compared together, each story in exactly one, in the order given.

    Two stories are tied by at least two persons, organisations or products whom half of the articles of each name.
    """
    casts, pages = _casts(stories, entities), _pages(entities)
    kinds = {e.id: e.kind for e in entities}
    home = {s.id: s.id for s in stories}
    size = {s.id: len(s.articles) for s in stories}
    for n, story in enumerate(stories):
        for other in stories[:n]:
            a, b = home[story.id], home[other.id]
            if a != b and size[a] + size[b] <= _LARGEST and len(_shared(casts, story, other, pages, kinds)) >= _SHARED:
                size[b] += size[a]
                home = {s: b if h == a else h for s, h in home.items()}
    return [[s for s in stories if home[s.id] == h] for h in dict.fromkeys(home[s.id] for s in stories)]


def relate_stories(stories: Sequence[Story], entities: Sequence[Entity], articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories, each with those of its saga that precede or follow it, and the names that tie them."""
    casts, pages, name = _casts(stories, entities), _pages(entities), {e.id: e.name for e in entities}
    kinds = {e.id: e.kind for e in entities}
    days = {s.id: _days(s, articles) for s in stories}
    related: dict[str, list[StoryRelation]] = {s.id: [] for s in stories}
    for saga in find_sagas(stories, entities):
        for story in saga:
            for other in saga:
                shared = sorted(_shared(casts, story, other, pages, kinds)) if story.id != other.id else []
                if len(shared) >= _SHARED:
                    reason = ", ".join(name[n] for n in shared[:5])
                    related[story.id].append(StoryRelation(story=other.id, relation=_order(days[story.id], days[other.id]), reason=reason))
    return tuple(replace(s, related=tuple(sorted(related[s.id], key=lambda r: r.story))) for s in stories)


def _shared(casts: Mapping[str, set[str]], story: Story, other: Story, pages: Mapping[str, set[str]], kinds: Mapping[str, str]) -> set[str]:
    """Whom two stories have in common: persons, and organisations and products that few other pages name."""
    both = {*story.articles, *other.articles}
    found = casts[story.id] & casts[other.id]
    return {e for e in found if kinds[e] == "person" or len(pages[e] & both) >= _OWN_SHARE * len(pages[e])}


def _pages(entities: Sequence[Entity]) -> dict[str, set[str]]:
    """The articles that name each person, organisation and product."""
    return {e.id: {p.article for f in e.forms for p in f.passages} for e in entities if e.kind in _KINDS}


def _casts(stories: Sequence[Story], entities: Sequence[Entity]) -> dict[str, set[str]]:
    """Whom enough of each story's articles name."""
    pages = _pages(entities)
    out: dict[str, set[str]] = {}
    for story in stories:
        named = Counter(e for e, held in pages.items() for a in story.articles if a in held)
        out[story.id] = {e for e, n in named.items() if n >= max(1, _LEAD_SHARE * len(story.articles))}
    return out


def _days(story: Story, articles: Sequence[Article]) -> tuple[str, str]:
    dates = sorted(a.published.first_day for a in articles if a.id in story.articles and a.published and a.published.first_day)
    return (dates[0], dates[-1]) if dates else ("", "")


def _order(here: tuple[str, str], there: tuple[str, str]) -> StoryRelationKind:
    if here[0] and there[1] and there[1] < here[0]:
        return "precedes"
    if here[1] and there[0] and there[0] > here[1]:
        return "follows"
    return "same_saga"
