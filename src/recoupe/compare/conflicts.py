"""Two values for one thing: quantities, days, persons in captions, statements against their denial. No winner is picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recoupe.compare.captions import find_caption_conflicts
from recoupe.compare.changes import find_changes
from recoupe.compare.dates import find_date_conflicts
from recoupe.compare.pairing import PairScores
from recoupe.compare.places import find_place_conflicts
from recoupe.compare.quantities import find_number_conflicts
from recoupe.compare.sides import Scene, each_once, neighbours
from recoupe.compare.statements import find_statement_conflicts
from recoupe.compare.views import ClaimView, NameIndex
from recoupe.compare.wording import find_wording_conflicts
from recoupe.records import Annotations, Conflict, Event


def find_conflicts(
    views: Sequence[ClaimView],
    scores: PairScores,
    events: Sequence[Event],
    names: NameIndex,
    origin_of: Callable[[ClaimView], str],
    notes: Mapping[str, Annotations],
) -> tuple[Conflict, ...]:
    """Conflicts of one saga, by kind and place."""
    times = {a: n.times for a, n in notes.items()}
    scene = Scene(views, scores, events, names, origin_of, {c: e.id for e in events for c in e.claims}, times, neighbours(views, scores))
    return each_once(
        (
            *find_number_conflicts(scene),
            *find_date_conflicts(scene),
            *find_changes(scene),
            *find_place_conflicts(scene),
            *find_wording_conflicts(scene),
            *find_statement_conflicts(scene),
            *find_caption_conflicts(scene),
        )
    )
