"""Stories tied to one another: the same persons at another time, in the order of their days."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.records import Entity, Story, StoryRelation

_SHARED = 3  # entities in common, two of them persons, that make two stories one saga


def relate_stories(stories: Sequence[Story], entities: Sequence[Entity]) -> tuple[Story, ...]:
    """The stories, each with those that precede, follow or belong to the same saga, and the names that tie them."""
    kind = {e.id: e.kind for e in entities}
    name = {e.id: e.name for e in entities}
    cast = {s.id: {n for e in s.events for n in e.participants} for s in stories}
    out = []
    for story in stories:
        related = []
        for other in stories:
            shared = sorted(cast[story.id] & cast[other.id])
            if other.id == story.id or len(shared) < _SHARED or sum(kind.get(n) == "person" for n in shared) < 2:
                continue
            reason = ", ".join(name[n] for n in shared[:5] if n in name)
            related.append(StoryRelation(story=other.id, relation=_order(story, other), reason=reason))
        out.append(replace(story, related=tuple(sorted(related, key=lambda r: r.story))))
    return tuple(out)


def _order(story: Story, other: Story) -> str:  # type: ignore[return]
    here, there = story.span, other.span
    if here.first_day and there.last_day and there.last_day < here.first_day:
        return "precedes"
    if here.last_day and there.first_day and there.first_day > here.last_day:
        return "follows"
    return "same_saga"
