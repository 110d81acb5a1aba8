"""One happening of one day put in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.languages.countries import country_named
from recoupe.languages.places import leads_to_place
from recoupe.records import Conflict, Passage, Reading
from recoupe.text import fold

_LEAD = 40  # characters before a place name in which its preposition stands
_ALIKE = 0.2  # likeness from which two claims of one kind of happening and one day tell one happening; swept .1 to .4
_FOREIGN = 0.04  # the same in two languages, which share few words


def find_place_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Two claims of two pages on one happening that share no place: nearby places are finer or coarser, others exclude each other."""
    placed: dict[str, list[tuple[int, dict[str, tuple[Passage, bool]]]]] = defaultdict(list)
    for n, view in enumerate(scene.views):
        if view.explicit and view.days and (view.claim.head or "").startswith("=") and (where := _places(scene, view)):
            placed[view.claim.head or ""].append((n, where))
    for (i, one), (j, other) in (pair for _, rows in sorted(placed.items()) for pair in combinations(rows, 2)):
        a, b = scene.views[i], scene.views[j]
        if a.article.id == b.article.id or one.keys() & other.keys() or not _one_happening(scene, i, j):
            continue
        (name, (p, near)), (rival, (q, close)) = next(iter(one.items())), next(iter(other.items()))
        reading: Reading = "granularity" if near or close else "conflict"
        names = scene.names.name_of
        yield make_conflict("place", reading, [scene.side(names[name], [(a, p)]), scene.side(names[rival], [(b, q)])], a.text)


def _one_happening(scene: Scene, i: int, j: int) -> bool:
    a, b = scene.views[i], scene.views[j]
    if not a.days or not b.days or a.days[0] > b.days[1] or b.days[0] > a.days[1]:
        return False
    same = scene.event_of[a.claim.id] == scene.event_of[b.claim.id]
    least = _FOREIGN if a.article.language != b.article.language else _ALIKE
    return same or scene.likeness(i, j) >= least


def _places(scene: Scene, view: ClaimView) -> dict[str, tuple[Passage, bool]]:
    """The places, countries aside, that a claim puts its happening in, and whether only beside them."""
    language = (view.article.language or "fr")[:2]
    p, text = view.claim.passage, view.article.text
    out: dict[str, tuple[Passage, bool]] = {}
    for entity, start, end in scene.names.spans(p.article):
        if not (p.start <= start and end <= p.end) or scene.names.kind_of.get(entity) != "place":
            continue
        lead = fold(text[max(p.start, start - _LEAD) : start])
        near = leads_to_place(language, beside=True).search(lead) is not None
        if (near or leads_to_place(language, beside=False).search(lead)) and country_named(scene.names.name_of[entity]) is None:
            out[entity] = Passage(article=p.article, start=start, end=end), near
    return out
