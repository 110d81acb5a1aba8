"""What a quantity counts, and when two quantities may count one thing: classes of units with the likeness each of them asks for."""

from __future__ import annotations

import re

from recoupe.compare.pairing import TOLLS
from recoupe.compare.sides import Scene
from recoupe.compare.views import ClaimView, NameIndex
from recoupe.languages.numbers import number_words
from recoupe.records import Number, Record
from recoupe.text import fold, words

_JOINS = re.compile(r"\s*\(?(?:(?:à|au|aux|pour|de|des|du|d'|en|dans|in|at|for|to|of|near)\s*)?(?:la|le|les|l'|the)?\s*", re.IGNORECASE)
_NAME_AFTER = re.compile(
    r"\s(?:à|au|dans|en|pour|in|at|near|for|to)\s(?:l[ea]s?\s|the\s|l['’])?([A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)*)"
)
_NEAR, _BEFORE = 60, 12  # characters between a quantity and the name it counts; a name after it wins
_TOLL_AT = 8  # characters between a toll and the place it counts ("290 morts à X"): further off, the place is the story's
_MONEY = frozenset(("euro", "dollar", "franc", "pound"))
_LENGTHS = frozenset(("second", "minute", "hour", "day", "year", "month", "week", "night", "time", "mois", "semain"))
_SHARED = frozenset(("%", "vote", "point", "seat"))
_SENTENCE = 160  # characters between two quantities of one sentence
_BACK = 240  # characters from a bare number back to what it counts
_CONTRAST = 80  # characters between two quantities set against each other
_SCALES = frozenset(("magnitude", "level", "niveau", "category", "categorie", "starke", "magnitud", "km/h", "°c"))
GROWING = frozenset(("hectare", "home", "ship", "case", "ill", "patient", "arrested", "firefighter", "vehicle", "child", "migrant"))
"""What goes on being counted while a story lasts: another number another day is the newer one."""
_AROUND = 48  # characters around a quantity that tell what it counts
_ROUND = 0.05  # values this near are one value in round words
_LOOSE = 0.15  # values within this of each other agree where both are round


class Rule(Record, frozen=True, kw_only=True):
    """When two quantities of a class count one thing."""

    least: float
    """Likeness of the claims on two pages."""
    named: float
    """The same where both stand beside the same name or tell one event."""
    inside: float
    """The same inside one page."""
    ratio: float
    """How many times as much the greater may be."""
    foreign_ratio: float = 1.0
    """The same in two units of a class: two currencies."""


RULES = {
    "counted": Rule(least=0.0, named=0.0, inside=0.25, ratio=4.0),
    "money": Rule(least=0.3, named=0.15, inside=0.3, ratio=3.0, foreign_ratio=1.4),
    "share": Rule(least=0.35, named=0.1, inside=0.6, ratio=1.5),
    "length": Rule(least=0.45, named=0.35, inside=0.6, ratio=3.0),
    "age": Rule(least=0.3, named=0.2, inside=0.3, ratio=1.3),
    "scale": Rule(least=0.2, named=0.1, inside=0.4, ratio=1.2),
    "rate": Rule(least=0.1, named=0.0, inside=0.3, ratio=3.0),
}
"""``counted`` things (ships, homes, hectares) are few in a story: their noun tells what is counted. What every sentence has, money,
shares, lengths of time, needs like claims. Set by hand on eighteen sets with keys, by conflicts found and wrongly found."""


def class_of(unit: str) -> tuple[str, str]:
    """The class of a unit, and the group within which units are compared."""
    if "/" in unit and unit.split("/")[0] in _MONEY:
        return "rate", unit.split("/")[1]
    if unit in _MONEY:
        return "money", "money"
    if unit in _SHARED:
        return "share", unit
    if unit in _LENGTHS:
        return "length", unit
    if unit in _SCALES:
        return "scale", unit
    return ("age", unit) if unit == "age" else ("counted", unit)


def is_toll(unit: str | None) -> bool:
    """Whether a unit counts what became of people."""
    return (unit or "").split(" ")[0] in TOLLS


def is_feared(scene: Scene, n: int) -> bool:
    """Whether a quantity is feared or foreseen, not counted: the two are never set against each other."""
    return scene.views[n].claim.verb == "fear" or scene.scores.statuses[n] in ("possible", "rumoured")


def counted_at(view: ClaimView, number: Number, names: NameIndex) -> str:
    """What a quantity counts beside its unit: the name right after it ("41 à X", "44 for Y") or nearest before it, if any."""
    p, claim = number.passage, view.claim.passage
    toll, named = is_toll(number.unit), number.unit in _SHARED
    if not toll and not named:
        return ""
    text = view.article.text
    best: tuple[int, str] | None = None
    for entity, start, end in names.spans(p.article):
        after, before = start - p.end, p.start - end
        led = 0 <= before <= _TOLL_AT and text[end : p.start].strip() in ("", "(")
        if toll and not (names.kind_of.get(entity) == "place" and (0 <= after <= _TOLL_AT or led)):
            continue
        if not (claim.start <= start and end <= claim.end) or (after < 0 and before < 0):
            continue
        gap = text[p.end : start] if after >= 0 else text[end : p.start]
        if any(c in gap for c in ";:.\n") or any(c.isdigit() for c in gap) or (after >= 0 and not _JOINS.fullmatch(gap)):
            continue
        distance = after if after >= 0 else before + _BEFORE
        if distance <= _NEAR and (best is None or distance < best[0]):
            best = (distance, entity)
    if (behind := _NAME_AFTER.match(text[p.end : p.end + 50])) and (best is None or best[0] > _BEFORE):
        return _named(behind.group(1), names)
    if best is None and toll and not any(c.isalpha() for c in text[p.start : p.end]):
        return _place_before(text, number, names)
    return best[1] if best else ""


def _place_before(text: str, number: Number, names: NameIndex) -> str:
    """The place that opens the sentence of a bare number: "la province d'X en compte 542"."""
    p = number.passage
    opening = max(text.rfind(mark, 0, p.start) for mark in (". ", "! ", "? ", "\n", ";"))
    places = [e for e, start, end in names.spans(p.article) if opening < start and end <= p.start and names.kind_of.get(e) == "place"]
    return places[0] if places else ""


def _named(form: str, names: NameIndex) -> str:
    """The one entity whose name ends in a form, else the form itself."""
    last = words(form)[-1:]
    found = [entity for entity, name in names.name_of.items() if words(name)[-1:] == last]
    return found[0] if len(found) == 1 else "~" + fold(form)


def in_one_sentence(view: ClaimView, a: Number, b: Number) -> bool:
    """Whether two quantities of one text stand in one sentence."""
    first, last = sorted((a.passage, b.passage), key=lambda p: p.start)
    if first.article != last.article or view.article.id != first.article or last.start - first.end > _SENTENCE:
        return False
    return re.search(r"[.!?]\s|\n", view.article.text[first.end : last.start]) is None


def goes_on(view: ClaimView, a: Number, b: Number) -> bool:
    """Whether the later of two quantities of one text is a bare number, which counts what the one before it counted."""
    first, last = sorted((a.passage, b.passage), key=lambda p: p.start)
    if first.article != last.article or last.start - first.end > _BACK or in_one_sentence(view, a, b):
        return False
    return not any(c.isalpha() for c in view.article.text[last.start : last.end])


def words_around(view: ClaimView, number: Number) -> frozenset[str]:
    """The words next to a quantity."""
    p, text = number.passage, view.article.text
    near = text[max(0, p.start - _AROUND) : p.start].split("\n")[-1] + " " + text[p.end : p.end + _AROUND].split("\n")[0]
    return frozenset(w for w in words(near) if len(w) > 2)


def is_scoped(view: ClaimView, number: Number) -> bool:
    """Whether words beside a sum say what it holds: "einschließlich Schulden", "hors bonus"."""
    p, w = number.passage, number_words((view.article.language or "fr")[:2])
    after = fold(view.article.text[p.end : p.end + _AROUND].split("\n")[0])
    return any(re.search(rf"(?<!\w){words_of}", after) for words_of in w.scope)


def is_contrast(view: ClaimView, a: Number, b: Number) -> bool:
    """Whether two quantities of one text are set against each other: "19 navires, contre 11 mardi", "de 42 à 45 euros"."""
    first, last = sorted((a.passage, b.passage), key=lambda p: p.start)
    if first.article != last.article or last.start < first.end or last.start - first.end > _CONTRAST:
        return False
    w = number_words((view.article.language or "fr")[:2])
    gap = fold(view.article.text[first.end : last.start]).strip()
    return gap in w.to_words or any(re.search(rf"(?:^|\W){re.escape(x)}$", gap) for x in w.against)


def agree(a: Number, b: Number) -> str | None:
    """Whether two values can both be right: "same" within rounding, "loose" within their bounds, None where they exclude each other."""
    low, high = sorted((a, b), key=lambda n: (n.value, n.high or 0))
    gap = (high.value - low.value) / max(high.value, 1e-9)
    bounded = {a.bound, b.bound} - {None}
    if (a.high is not None and a.value <= b.value <= a.high) or (b.high is not None and b.value <= a.value <= b.high):
        return "loose"
    if not bounded:
        return None
    if gap <= _ROUND:
        return "same"
    if low.bound == "at_least" and (high.bound == "about" or gap <= _LOOSE):
        return "loose"
    return "loose" if gap <= _LOOSE and "about" in bounded else None
