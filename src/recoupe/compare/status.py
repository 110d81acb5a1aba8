"""The status of a claim: happened, said, announced, forecast, alleged, rumoured, denied, cancelled or possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from recoupe.compare.views import ClaimView
from recoupe.records import Status

PLANNED: frozenset[Status] = frozenset(("announced", "forecast", "possible"))
_TELLING = frozenset(("announce", "confirm", "promise"))
_RANK: tuple[Status, ...] = ("denied", "cancelled", "rumoured", "alleged", "happened", "announced", "forecast", "possible", "said")


def status_of(view: ClaimView) -> Status:
    """The status that one claim gives its happening; the first rule that fits decides.

    Hedges come before speech, speech before tense; a date after the page makes a plain statement an announcement.
    """
    claim = view.claim
    hedged = _hedged(view)
    if hedged is not None:
        return hedged
    later = _is_later(view)
    if claim.tense in ("future", "future_in_past"):
        own = claim.time is not None and view.explicit
        return "announced" if claim.verb in (None, *_TELLING) or own or later else "said"
    if later and claim.tense in ("present", "infinitive", "none", "imperfect"):
        return "announced"
    if claim.verb is not None:
        return _reported(view)
    if claim.tense == "infinitive":
        return "announced"
    return "happened"


def _hedged(view: ClaimView) -> Status | None:
    claim = view.claim
    kinds = {h.kind for h in claim.hedges}
    negative = claim.factuality.polarity == "negative"
    if claim.verb == "deny" or (claim.verb is not None and negative and claim.tense in ("future", "future_in_past", "imperfect")):
        return "denied"
    if "rumour" in kinds:
        return "rumoured"
    if claim.verb == "accuse" or kinds & {"conditional", "accusation"}:
        return "alleged"
    if claim.verb in ("estimate", "fear"):
        return "forecast" if claim.tense in ("future", "future_in_past", "present", "infinitive", "none") else "said"
    if kinds & {"modal", "question", "verb"}:
        return "possible"
    return None


def _reported(view: ClaimView) -> Status:
    claim = view.claim
    if claim.tense in ("past", "pluperfect") and not view.speaks:
        return "happened"
    published = view.published
    if claim.tense == "present" and view.explicit and view.days and published and view.days[1] <= published[1]:
        return "happened"
    if claim.verb in _TELLING and claim.tense == "none":
        return "announced"
    return "said"


def _is_later(view: ClaimView) -> bool:
    days, published = view.days, view.published
    return days is not None and published is not None and days[0] > published[1]


def event_status(views: Sequence[ClaimView]) -> Status:
    """The status of an event: what most of its claims give, body before headline, deeds before words; ties by how much they assert."""
    votes = Counter[Status]()
    for view in views:
        status = status_of(view)
        weight = 2 if view.kind in ("title", "subheading", "caption") else 4
        votes[status] += weight // 2 if status == "said" else weight
    return max(votes, key=lambda s: (votes[s], -_RANK.index(s)))


def kinds_agree(a: Status, b: Status) -> bool:
    """Whether two claims of these statuses can tell one happening; a plan and its fulfilment are two events."""
    return not ({a, b} & PLANNED and "happened" in (a, b)) and not ("denied" in (a, b) and "happened" in (a, b))
