"""A caption against its own page: a day after the page itself, or a person with nearly the name of the one the text tells of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recoupe.compare.conflicts import make_conflict, make_side
from recoupe.compare.views import ClaimView, NameIndex, window
from recoupe.records import Conflict, Passage
from recoupe.text import words


def find_caption_conflicts(views: Sequence[ClaimView], names: NameIndex, origin_of: Callable[[ClaimView], str]) -> tuple[Conflict, ...]:
    """Conflicts of scope ``page`` between captions and the text under them."""
    out = []
    for caption in views:
        if caption.kind != "caption":
            continue
        body = [v for v in views if v.article.id == caption.article.id and v.kind != "caption"]
        late = _late_day(caption, body, origin_of)
        person = _other_person(caption, body, names, origin_of)
        out += [c for c in (late, person) if c is not None]
    return tuple(out)


def _late_day(caption: ClaimView, body: Sequence[ClaimView], origin_of: Callable[[ClaimView], str]) -> Conflict | None:
    published = window(caption.article.published)
    if caption.days is None or published is None or caption.days[0] <= published[1] or caption.claim.time is None:
        return None
    told = _nearest_telling(
        caption, [v for v in body if v.days and v.explicit and v.claim.time and v.claim.time.passages and v.days[0] <= published[1]]
    )
    sides = [make_side(caption.claim.time.value or "", [(caption, p) for p in caption.claim.time.passages], origin_of)]
    if told is not None and told.claim.time is not None:
        sides.append(make_side(told.claim.time.value or "", [(told, p) for p in told.claim.time.passages], origin_of))
    elif caption.article.published is not None and caption.article.published.passages:
        sides.append(
            make_side(caption.article.published.value or "", [(caption, p) for p in caption.article.published.passages], origin_of)
        )
    return make_conflict("date", "page", "error_in_page", sides, caption.text[:120], None) if len(sides) > 1 else None


def _nearest_telling(caption: ClaimView, body: Sequence[ClaimView]) -> ClaimView | None:
    """The dated statement of the text that shares most names and words with the caption."""

    def shared(view: ClaimView) -> tuple[float, int]:
        same_month = bool(
            caption.claim.time and view.claim.time and (caption.claim.time.first_day or "")[5:7] == (view.claim.time.first_day or "")[5:7]
        )
        return len(caption.names & view.names) + 0.5 * len(caption.terms & view.terms) + same_month, -view.claim.passage.start

    best = max(body, key=shared, default=None)
    return best if best is not None and shared(best)[0] >= 1 else None


def _other_person(
    caption: ClaimView, body: Sequence[ClaimView], names: NameIndex, origin_of: Callable[[ClaimView], str]
) -> Conflict | None:
    """A person of the caption who shares a name with another person whom the text puts at the caption's place."""
    for entity in sorted(caption.names):
        if names.kind_of.get(entity) != "person":
            continue
        told = [
            (v, other) for v in body for other in sorted(v.names) if _near_namesake(names, entity, other) and _same_scene(caption, v, names)
        ]
        if not told or any(entity in v.names and _same_scene(caption, v, names) for v in body):
            continue
        view, other = max(told, key=lambda t: (len(t[0].names & caption.names), len(t[0].terms & caption.terms), -t[0].claim.passage.start))
        here, there = _where(names, caption.claim.passage, entity), _where(names, view.claim.passage, other)
        if here and there:
            sides = [
                make_side(names.name_of[entity], [(caption, here)], origin_of),
                make_side(names.name_of[other], [(view, there)], origin_of),
            ]
            return make_conflict("person", "page", "error_in_page", sides, caption.text[:120], None)
    return None


def _near_namesake(names: NameIndex, a: str, b: str) -> bool:
    if a == b or names.kind_of.get(b) != "person":
        return False
    return bool(set(words(names.name_of[a])) & set(words(names.name_of[b])))


def _same_scene(caption: ClaimView, view: ClaimView, names: NameIndex) -> bool:
    places = {n for n in caption.names & view.names if names.kind_of.get(n) != "person"}
    return bool(places) and len(caption.names & view.names) >= 1


def _where(names: NameIndex, passage: Passage, entity: str) -> Passage | None:
    for found, start, end in names.spans(passage.article):
        if found == entity and passage.start <= start and end <= passage.end:
            return Passage(article=passage.article, start=start, end=end)
    return None
