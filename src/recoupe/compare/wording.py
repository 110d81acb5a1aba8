"""One act in the quoted words of two sources: "accepted with pleasure", "accepted with gratitude"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.records import Conflict, Passage
from recoupe.text import fold

_PHRASE = re.compile(r"[«\"“„]\s?([^«»\"”“„\n]{3,24}?)\s?[»\"”“]")
_ALIKE = 0.2  # likeness in content words of two tellings of one act; swept .1 to .35


def find_wording_conflicts(scene: Scene) -> Iterator[Conflict]:
    """Claims of one kind of act, of two named sources, of which one quotes a phrase that the other, quoted too, has not."""
    rows = [(n, v) for n, v in enumerate(scene.views) if v.speaker and (v.claim.head or "").startswith("=")]
    for i, one in rows:
        phrase = _phrase(scene, one)
        others = [scene.views[j] for j in scene.near[i] if phrase is not None and _answers(scene, (i, one, phrase), j)]
        if phrase is not None and others:
            rival = [(v, v.claim.passage) for v in others]
            yield make_conflict(
                "quotation", "wording", [scene.side(others[0].text, rival), scene.side(_text(one, phrase), [(one, phrase)])], one.text
            )


def _answers(scene: Scene, quoting: tuple[int, ClaimView, Passage], j: int) -> bool:
    """Whether a quoted claim of another source tells the act without the phrase."""
    (i, one, phrase), view = quoting, scene.views[j]
    if (
        not view.speaker
        or view.claim.head != one.claim.head
        or view.speaker == one.speaker
        or view.article.id == one.article.id
        or view.claim.quotation is None
    ):
        return False
    return fold(_text(one, phrase)) not in fold(view.text) and scene.terms_alike(i, j) >= _ALIKE


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
