"""Denials and retorts against the statement they answer: beside it on the page, or on another page in like words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.views import ClaimView
from recoupe.features import Feature, judge
from recoupe.languages.disputes import dispute_pattern
from recoupe.records import Conflict, Side
from recoupe.text import fold

_BACK = 420  # characters back to the statement that a denial on the same page answers
_STRANGE, _TELLING = 0.03, 4  # likeness below which, and content words from which on, a denial denies something else
_NEXT = 150  # characters between a statement and the denial that follows it
_OBJECT = 60  # characters after a denial in which its object stands
_ON = 160  # characters on to the words in which a source goes on denying
_ELSEWHERE = 0.12  # likeness of a denial and the statement of another page that it answers; swept .05 to .25
_COPY = 0.6  # likeness of two denials of one text
_AGAIN, _LIKE = 0.15, 0.1  # likeness of two denials by one source; of what the same two parties say
_CHARGES = frozenset(("=charge", "=arrest", "=investigate"))  # what the one charged may deny in the next sentence
_OPEN = frozenset(("said", "alleged", "rumoured", "possible", "forecast"))


FEATURES = (
    Feature(name="accuses", weight=0.6, explain="an accusation, a rumour, hearsay: what is denied as a rule"),
    Feature(name="beside", weight=0.8, explain="right before the denial, on the same page"),
    Feature(name="page", weight=0.3, explain="an accusation on the same page"),
    Feature(name="alike", weight=1.5, explain="the same words and names"),
    Feature(name="named", weight=0.25, explain="names the one who denies"),
    Feature(name="strange", weight=-0.35, explain="the denial tells what it denies, and this shares nothing with it"),
    Feature(name="headline", weight=-0.4, explain="a headline or standfirst, which the text tells again"),
)
"""How likely a statement is the one that a denial answers; weights swept by hand over eighteen sets with keys."""
ENOUGH = 0.5
_WEAK = 0.9  # the same for a mere retort, which may answer anything


@dataclass(frozen=True, slots=True)
class _Reply:
    """A denial (places of its claims) and the statement it answers."""

    said: int
    denying: tuple[int, ...]


def find_replies(scene: Scene) -> Iterator[Conflict]:
    """Statements with the denials that answer them: one conflict for what the same two sides say of one thing."""
    groups: list[list[_Reply]] = []
    for reply in _replies(scene):
        home = next((g for g in groups if any(_is_one(scene, reply, other) for other in g)), None)
        if home is None:
            groups.append([reply])
        else:
            home.append(reply)
    for group in groups:
        said = list(dict.fromkeys(r.said for r in group))
        denying = [n for n in dict.fromkeys(n for r in group for n in r.denying) if n not in said]
        if denying:
            sides = [_side(scene, said), _side(scene, denying)]
            yield make_conflict("statement", "source_against_source", sides, scene.views[said[0]].text)


def _side(scene: Scene, places: Sequence[int]) -> Side:
    views = [scene.views[n] for n in places]
    return scene.side(views[0].text, [(v, v.claim.passage) for v in views])


def _is_one(scene: Scene, a: _Reply, b: _Reply) -> bool:
    """Whether two replies are of one quarrel: the same statement or denial, or the same parties in like words."""
    if a.said == b.said or set(a.denying) & set(b.denying):
        return True
    x, y = scene.views[a.denying[0]], scene.views[b.denying[0]]
    denials, statements = scene.likeness(a.denying[0], b.denying[0]), scene.likeness(a.said, b.said)
    parties = _party(x) & _party(y) and _party(scene.views[a.said]) & _party(scene.views[b.said])
    again = bool(_party(x) & _party(y)) and denials >= _AGAIN
    return denials >= _COPY or again or (bool(parties) and max(denials, statements) >= _LIKE)


def _party(view: ClaimView) -> frozenset[str]:
    return frozenset((view.speaker,)) if view.speaker else view.names


def _replies(scene: Scene) -> Iterator[_Reply]:
    order = sorted(range(len(scene.views)), key=lambda n: (scene.views[n].article.id, scene.views[n].claim.passage.start))
    denials = {n: kind for n, v in enumerate(scene.views) if (kind := _kind(v))}
    for n in (n for n in order if n in denials):
        view = scene.views[n]
        if view.claim.verb == "accuse" and (voice := _next_voice(scene, order, n)):
            yield _Reply(n, tuple(voice))
            continue
        said = _cited(scene, n) if denials[n] == "own words" else None
        if said is None:
            said = _answered(scene, n, denials)
        if said is not None:
            yield _Reply(said, tuple(_goes_on(scene, order, n)))


def _kind(view: ClaimView) -> str | None:
    """How a claim denies: strongly, its own words, by a mere retort; None for one that denies nothing."""
    text, language = fold(view.text), (view.article.language or "fr")[:2]
    if view.kind in ("title", "caption") or _turns_down(text, language):
        return None
    if dispute_pattern(language, "words_denied").search(text) and view.claim.verb == "deny":
        return "own words"
    if view.claim.verb == "deny" or any(dispute_pattern(language, kind).search(text) for kind in ("denies", "false")):
        return "denial"
    return "retort" if dispute_pattern(language, "answers").search(text) else None


def _turns_down(text: str, language: str) -> bool:
    """Whether what is rejected or contested is a request: nobody's statement is denied."""
    denial = dispute_pattern(language, "denies").search(text)
    at = denial.start() if denial else 0
    return dispute_pattern(language, "requests").search(text[at : at + _OBJECT]) is not None


def _cited(scene: Scene, n: int) -> int | None:
    """The first claim that cites the one who denies having said so."""
    denial = scene.views[n]
    return next((k for k in scene.near[n] if scene.views[k].claim.verb != "deny" and _names_source(denial, scene.views[k])), None)


def _answered(scene: Scene, n: int, denials: Mapping[int, str]) -> int | None:
    """The statement that a denial answers: the likeliest by the table of features."""
    rows = [
        (judge(_features(scene, n, k), FEATURES), -k)
        for k in scene.near[n]
        if k not in denials and not _is_inside(scene, k, denials) and _is_open(scene, k, scene.views[n]) and not _is_far(scene, n, k)
    ]
    score, k = max(rows, default=(0.0, 0))
    return -k if score >= (_WEAK if denials[n] == "retort" else ENOUGH) else None


def _is_inside(scene: Scene, k: int, denials: Mapping[int, str]) -> bool:
    """Whether hearsay is denied in its own sentence: "contrairement à une rumeur qui circule, X n'est pas mort"."""
    view = scene.views[k]
    place = view.claim.passage
    return _is_hearsay(view) and any(
        (p := scene.views[m].claim.passage).article == place.article and p.start <= place.start and place.end <= p.end for m in denials
    )


def _is_far(scene: Scene, n: int, k: int) -> bool:
    """Whether a statement of another page shares too little with a denial, and does not name the one who denies."""
    denial, view = scene.views[n], scene.views[k]
    named = denial.speaker is not None and denial.speaker in view.names
    return view.article.id != denial.article.id and not named and scene.likeness(n, k) < _ELSEWHERE


def _features(scene: Scene, n: int, k: int) -> dict[str, float]:
    denial, view = scene.views[n], scene.views[k]
    gap = denial.claim.passage.start - view.claim.passage.end
    alike, accuses = scene.likeness(n, k), view.claim.verb == "accuse"
    beside = view.article.id == denial.article.id and 0 <= gap <= _BACK and not _new_topic(view, denial)
    return {
        "accuses": float(accuses or view.claim.head in _CHARGES or scene.statuses[k] in ("alleged", "rumoured") or _is_hearsay(view)),
        "page": float(accuses and view.article.id == denial.article.id),
        "strange": float(alike < _STRANGE and not (beside and gap <= _NEXT) and len(denial.terms) >= _TELLING),
        "beside": 1.0 - gap / _BACK if beside else 0.0,
        "alike": alike,
        "named": float(denial.speaker is not None and denial.speaker in view.names),
        "headline": float(view.kind in ("title", "lead", "subheading")),
    }


def _is_hearsay(view: ClaimView) -> bool:
    return dispute_pattern((view.article.language or "fr")[:2], "hearsay").search(fold(view.text)) is not None


def _new_topic(view: ClaimView, denial: ClaimView) -> bool:
    """Whether a subheading stands between two claims of a page."""
    low, high = view.claim.passage.end, denial.claim.passage.start
    return any(b.kind == "subheading" and low <= b.start < high for b in denial.article.blocks)


def _names_source(denial: ClaimView, view: ClaimView) -> bool:
    return any(link.entity is not None and link.entity in (*denial.names, denial.speaker) for link in view.claim.attribution)


def _is_open(scene: Scene, k: int, denial: ClaimView) -> bool:
    """Whether a claim is a statement that somebody else may deny: no question, none of the denier's own."""
    view = scene.views[k]
    if (
        view.kind == "caption"
        or (view.speaker is not None and view.speaker == denial.speaker)
        or view.claim.passage == denial.claim.passage
    ):
        return False
    after = view.article.id == denial.article.id and view.claim.passage.start >= denial.claim.passage.end
    if (
        (after and view.claim.verb != "accuse")
        or view.text.rstrip().endswith("?")
        or (view.published and denial.published and view.published[0] > denial.published[1])
    ):
        return False
    charged = view.claim.head in _CHARGES and 0 <= denial.claim.passage.start - view.claim.passage.end <= _NEXT
    return (
        (charged and view.article.id == denial.article.id)
        or scene.statuses[k] in _OPEN
        or _is_hearsay(view)
        or (view.claim.verb is not None and view.speaker is not None)
    )


def _goes_on(scene: Scene, order: list[int], at: int) -> list[int]:
    """A denial and what the same source says right after it."""
    place, denial = order.index(at), scene.views[at]
    out = [at]
    for k in order[place + 1 : place + 3]:
        view = scene.views[k]
        if view.article.id != denial.article.id or view.claim.passage.start - denial.claim.passage.end > _ON:
            break
        if view.speaker is not None and (view.speaker == denial.speaker or denial.speaker is None):
            out.append(k)
    return out


def _next_voice(scene: Scene, order: list[int], at: int) -> list[int]:
    """What another source says right after an accusation that tells of its denial."""
    place, accusing = order.index(at), scene.views[at]
    for k in order[place + 1 : place + 2]:
        view = scene.views[k]
        near = view.article.id == accusing.article.id and view.claim.passage.start - accusing.claim.passage.end <= _ON
        if near and view.speaker is not None and view.speaker != accusing.speaker:
            return [k]
    return []
