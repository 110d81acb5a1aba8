"""Stories tied to one another: the same persons in the lead of both; tied stories are one saga and are compared together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from recoupe.records import Article, Entity, Story, StoryRelation, StoryRelationKind

_PERSONS = 2  # persons in the lead of both stories that tie them
_LEAD_SHARE = 0.5  # of a story's articles that must name a person for it to be in the story's lead
_LARGEST = 400  # articles compared together: a saga grows no further


def find_sagas(stories: Sequence[Story], entities: Sequence[Entity]) -> list[list[Story]]:
    """Stories in groups that are compared together, each story in exactly one, in the order given.

    Two stories are tied by at least two persons whom half of the articles of each name.
    """
    casts = _casts(stories, entities)
    home = {s.id: s.id for s in stories}
    size = {s.id: len(s.articles) for s in stories}
    for n, story in enumerate(stories):
        for other in stories[:n]:
            a, b = home[story.id], home[other.id]
            if a != b and len(casts[story.id] & casts[other.id]) >= _PERSONS and size[a] + size[b] <= _LARGEST:
                size[b] += size[a]
                home = {s: b if h == a else h for s, h in home.items()}
    return [[s for s in stories if home[s.id] == h] for h in dict.fromkeys(home[s.id] for s in stories)]


def relate_stories(stories: Sequence[Story], entities: Sequence[Entity], articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories, each with those of its saga that precede or follow it, and the names that tie them."""
    casts, name = _casts(stories, entities), {e.id: e.name for e in entities}
    days = {s.id: _days(s, articles) for s in stories}
    related: dict[str, list[StoryRelation]] = {s.id: [] for s in stories}
    for saga in find_sagas(stories, entities):
        for story in saga:
            for other in saga:
                shared = sorted(casts[story.id] & casts[other.id])
                if story.id != other.id and len(shared) >= _PERSONS:
                    reason = ", ".join(name[n] for n in shared[:5])
                    related[story.id].append(StoryRelation(story=other.id, relation=_order(days[story.id], days[other.id]), reason=reason))
    return tuple(replace(s, related=tuple(sorted(related[s.id], key=lambda r: r.story))) for s in stories)


def _casts(stories: Sequence[Story], entities: Sequence[Entity]) -> dict[str, set[str]]:
    """The persons whom enough of each story's articles name."""
    pages: Mapping[str, set[str]] = {e.id: {p.article for f in e.forms for p in f.passages} for e in entities if e.kind == "person"}
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
