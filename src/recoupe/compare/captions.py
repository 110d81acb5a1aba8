"""A caption against its own page: a day after the page itself, or a person with nearly the name of the one the text tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView, NameIndex
from recoupe.records import Conflict, Passage, Side, Time
from recoupe.text import words

_TOGETHER = 2  # persons of a caption whom a statement names too: it tells the scene of the picture
_NEAR_DAYS = 3  # days between a picture and its scene: further off, the picture is another day's


def find_caption_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Conflicts of scope ``page`` between captions and the text under them."""
    for caption in scene.views:
        if caption.kind != "caption":
            continue
        body = [v for v in scene.views if v.article.id == caption.article.id and v.kind != "caption"]
        for found in (_late_day(scene, caption, body), _other_day(scene, caption, body), _other_person(scene, caption, body)):
            if found is not None:
                yield found


def _late_day(scene: Scene, caption: ClaimView, body: Sequence[ClaimView]) -> Conflict | None:
    published = caption.published
    if caption.days is None or published is None or caption.days[0] <= published[1] or caption.claim.time is None:
        return None
    before = [v for v in body if v.days and v.explicit and v.claim.time and v.claim.time.passages and v.days[0] <= published[1]]
    told = _nearest_telling(caption, before)
    page = caption.article.published
    sides = [_dated(scene, caption, caption.claim.time)]
    if told is not None and told.claim.time is not None:
        sides.append(_dated(scene, told, told.claim.time))
    elif page is not None and page.passages:
        sides.append(_dated(scene, caption, page))
    return make_conflict("date", "error_in_page", sides, caption.text) if len(sides) > 1 else None


def _other_day(scene: Scene, caption: ClaimView, body: Sequence[ClaimView]) -> Conflict | None:
    """A caption whose day none of the text's statements on the same two persons or more has."""
    if caption.days is None or not caption.explicit or caption.published is None or caption.days[0] > caption.published[1]:
        return None
    people = {n for n in caption.names if scene.names.kind_of.get(n) == "person"}
    told = [v for v in body if v.explicit and v.days and len(people & v.names) >= _TOGETHER and v.claim.time and v.claim.time.passages]
    near = [v for v in told if v.days and caption.days and abs(v.days[0] - caption.days[0]) <= _NEAR_DAYS]
    if (
        not near
        or caption.claim.time is None
        or any(v.days and v.days[0] <= caption.days[1] and caption.days[0] <= v.days[1] for v in told)
    ):
        return None
    view = max(near, key=lambda v: (len(people & v.names), -v.claim.passage.start))
    sides = [_dated(scene, v, v.claim.time) for v in (caption, view) if v.claim.time]
    return make_conflict("date", "error_in_page", sides, caption.text)


def _dated(scene: Scene, view: ClaimView, time: Time) -> Side:
    return scene.side(time.value or "", [(view, p) for p in time.passages])


def _nearest_telling(caption: ClaimView, body: Sequence[ClaimView]) -> ClaimView | None:
    """The dated statement of the text that shares most names and words with the caption."""

    def shared(view: ClaimView) -> tuple[float, int]:
        months = [(v.claim.time.first_day or "")[5:7] for v in (caption, view) if v.claim.time]
        same_month = len(set(months)) == 1
        today = view.days is not None and view.published is not None and view.days[0] == view.published[0]
        return today + len(caption.names & view.names) + 0.5 * len(caption.terms & view.terms) + same_month, -view.claim.passage.start

    best = max(body, key=shared, default=None)
    return best if best is not None and shared(best)[0] >= 1 else None


def _other_person(scene: Scene, caption: ClaimView, body: Sequence[ClaimView]) -> Conflict | None:
    """A person of the caption who shares a name with another person whom the text puts at the caption's place."""
    names = scene.names
    for entity in sorted(caption.names):
        if names.kind_of.get(entity) != "person":
            continue
        near = [v for v in body if _same_scene(caption, v, names)]
        told = [(v, other) for v in near for other in sorted(v.names) if _near_namesake(names, entity, other)]
        if not told or any(entity in v.names for v in near):
            continue
        view, other = max(told, key=lambda t: (len(t[0].names & caption.names), len(t[0].terms & caption.terms), -t[0].claim.passage.start))
        here, there = _where(names, caption.claim.passage, entity), _where(names, view.claim.passage, other)
        if here and there:
            pair = ((names.name_of[entity], caption, here), (names.name_of[other], view, there))
            sides = [scene.side(name, [(v, p)]) for name, v, p in pair]
            return make_conflict("person", "error_in_page", sides, caption.text)
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
