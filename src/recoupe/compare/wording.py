"""One act in the quoted words of two sources: "accepted with pleasure", "accepted with gratitude"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.records import Conflict, Passage
from recoupe.text import fold

_PHRASE = re.compile(r"[«\"“„]\s?([^«»\"”“„\n]{3,40}?)\s?[»\"”“]")
_ALIKE = 0.2  # likeness in content words of two tellings of one act; swept .1 to .35


def find_wording_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Claims of one kind of act, of two named sources, of which one quotes a phrase that the other, quoted too, has not."""
    rows = [(n, v) for n, v in enumerate(scene.views) if v.speaker and (v.claim.head or "").startswith("=")]
    for (i, a), (j, b) in combinations(rows, 2):
        if a.claim.head != b.claim.head or a.speaker == b.speaker or a.article.id == b.article.id:
            continue
        for (one, phrase), other in (((a, _phrase(scene, a)), b), ((b, _phrase(scene, b)), a)):
            told = phrase is not None and (other.claim.quotation is not None or _phrase(scene, other) is not None)
            if phrase is not None and told and fold(_text(one, phrase)) not in fold(other.text) and scene.terms_alike(i, j) >= _ALIKE:
                sides = [scene.told(other), scene.side(_text(one, phrase), [(one, phrase)])]
                yield make_conflict("quotation", "wording", sides, one.text)
                break


def _phrase(scene: Scene, view: ClaimView) -> Passage | None:
    """The place of a short phrase that a claim quotes, if it is no name."""
    p = view.claim.passage
    found = _PHRASE.search(view.text)
    if found is None:
        return None
    passage = Passage(article=p.article, start=p.start + found.start(1), end=p.start + found.end(1))
    return None if found.group(1)[:1].isupper() or scene.names.at(passage) else passage


def _text(view: ClaimView, p: Passage) -> str:
    return view.article.text[p.start : p.end]
