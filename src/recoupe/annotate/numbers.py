"""Quantities of a clause: value, unit, who is counted, and bound ("au moins 2 300 morts", "en a blessé 329", "dont 5 graves")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recoupe.annotate.counted import Found, antecedent_of, fate_near, is_age, is_aged, known_of, unit_before, unit_named
from recoupe.annotate.numerals import Numeral, find_numerals, half_after, scaled_as
from recoupe.languages.happenings import stem_of
from recoupe.languages.numbers import NumberWords, number_words
from recoupe.records import Number, Passage, Span
from recoupe.text import fold, overlap

_SYMBOL = re.compile(r"\s?(%|°C|€|\$|£|¥|km/h\b|km2\b|km²|(?:km|kg|ha|mg)\b|[a-zA-Z]{1,3}/[a-zA-Z]{1,3}(?![a-zA-Z]))")
_MONEY = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen"}
_SYMBOLS = {**_MONEY, "%": "%", "km": "kilometre", "ha": "hectare", "mg": "milligram", "km²": "km2"}
_SIGN = re.compile(r"(?<!\d)(?<!\d[ \u00a0\u202f])([€$£¥])[ \u00a0\u202f]?$")
_BREAK = re.compile(r"[.,;:()«»\"!?\n]")
_LIST_GAP = 60  # characters between two numbers of one list
_UNIT_GAP = 48  # characters between a number and its unit
_WORDS_BETWEEN = 2  # words, adjectives mostly, that may stand between a number and a unit that the tables know
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_OLDEST = 120  # years


@dataclass(frozen=True, slots=True)
class Quantified:
    """Words to look at: their range, its language, and what is no quantity, parts of speech by offset where a parse has them."""

    article: str
    text: str
    start: int
    end: int
    language: str
    veto: Sequence[Span] = ()
    parts: Mapping[int, str] = field(default_factory=dict)


def find_numbers(clause: Quantified) -> tuple[Number, ...]:
    """Quantities in a clause, those inside ``veto`` spans (time expressions) left out."""
    w = number_words(clause.language)
    numerals = find_numerals(clause.text, clause.start, clause.end, w)
    finder = _Finder(clause, w, numerals)
    kept = [n for k in range(len(numerals)) if (n := finder.number(k)) is not None]
    return tuple(sorted(kept, key=lambda n: n.passage.start))


class _Finder:
    """Quantities of one clause, from left to right: a bare number counts what the one before it counted."""

    def __init__(self, clause: Quantified, w: NumberWords, numerals: Sequence[Numeral]) -> None:
        self.c, self.w, self.numerals = clause, w, numerals
        self.known = known_of(clause.language)
        self.last: Number | None = None
        self.text = clause.text

    def number(self, k: int) -> Number | None:
        """The quantity of one numeral, or None: a day, a label, a reference, a number that counts nothing known."""
        n = self.numerals[k]
        if self._is_none(n):
            return None
        found = self._listed(n) or self._with_unit(k) or self._shared(k) or self._bare(n)
        if found is not None and found.unit:
            self.last = found
        return found

    def _is_none(self, n: Numeral) -> bool:
        span = Span(start=n.start, end=n.end)
        if any(overlap(v, span) for v in self.c.veto):
            return True
        before = fold(self.text[max(self.c.start, n.start - 12) : n.start])
        words = before.split()
        if n.written and words and words[-1] in self.w.definite:
            return True
        return any(re.search(rf"(?:^|\W){re.escape(label)}\s?$", before) for label in self.w.labels)

    def _limit(self, k: int) -> int:
        """Where the words that belong to a numeral end: at the next one."""
        return self.numerals[k + 1].start if k + 1 < len(self.numerals) else max(self.c.end, self.numerals[k].end)

    def _make(self, n: Numeral, unit: str, start: int, end: int, counted: str | None = None) -> Number:
        passage = Passage(article=self.c.article, start=start, end=end)
        bound = bound_of(self.text, start, self.w, self.c.start) or bound_of(self.text, n.start, self.w, self.c.start)
        bound = bound or ("about" if n.rough else None)
        return Number(value=float(n.value), high=n.high, unit=unit, counted=counted, bound=bound, passage=passage)

    def _listed(self, n: Numeral) -> Number | None:
        """A number that counts what the number before it counted: "290 morts à X, 190 à Y", "X (41)", "dont 51 graves", "contre 38"."""
        last = self.last
        if last is None or n.start - last.passage.end > _LIST_GAP:
            return None
        gap, after = self.text[last.passage.end : n.start], self.text[n.end : n.end + 40]
        if any(c in gap for c in ".;!?\n") and not gap.endswith("("):
            return None
        whole = (last.unit or "").removesuffix(" part")
        folded = fold(gap).rstrip()
        at_place = re.match(rf"\s(?:{'|'.join(self.w.places)})\s(?:l[ea]s?\s|l['’])?[A-ZÀ-Ý]", after) or (
            gap.endswith("(") and after[:1] == ")"
        )
        if folded.endswith(self.w.parts) and not at_place:
            own = unit_named(self.text, n.end, min(self.c.end, n.end + _UNIT_GAP), self.known)
            if own is not None and not own.is_people and own.unit not in self.w.fates:
                whole, own = own.unit, None
            return self._make(n, f"{whole} part", n.start, n.end, own.counted or own.unit if own else None)
        if n.value == 1 and n.written and fold(self.text[n.start : n.end]).split()[-1] in self.w.only_one:
            return self._make(n, whole, n.start, n.end, last.counted)
        beside = re.search(r"(?:,|\bet|\band|\bund|\by)\s[A-ZÀ-Ý][\w'’-]*(?:[ -][A-ZÀ-Ý][\w'’-]*)*\s$", gap) and not re.match(
            r"\s?[\w%€$]", after
        )
        if at_place or beside:
            return self._make(n, whole, n.start, n.end, last.counted)
        if (
            (folded.endswith(self.w.against) or folded.strip() in self.w.to_words)
            and not self._counts_noun(n)
            and unit_named(self.text, n.end, n.end + 24, self.known) is None
            and not _SYMBOL.match(after)
        ):
            return self._make(n, last.unit or "", n.start, n.end, last.counted)
        return None

    def _with_unit(self, k: int) -> Number | None:
        """A number with its own unit: a sign, a noun after it, what became of people, a noun before it."""
        n = self.numerals[k]
        limit = self._limit(k)
        money = _SIGN.search(self.text, max(self.c.start, n.start - 2), n.start)
        if money:
            return self._make(n, self._rated(_MONEY[money.group(1)], n.end), money.start(), n.end)
        percent = next((p for p in self.w.percent if fold(self.text[n.end : n.end + 12]).startswith(f" {p}")), None)
        if percent:
            return self._make(n, "%", n.start, n.end + 1 + len(percent))
        symbol = _SYMBOL.match(self.text, n.end)
        if symbol:
            sign = symbol.group(1).lower()
            return self._make(n, self._rated(_SYMBOLS.get(sign, sign), symbol.end()), n.start, symbol.end())
        own = unit_named(self.text, n.end, min(limit, n.end + _UNIT_GAP), self.known) or self._unknown_noun(n, limit)
        if own is None:
            return self._without_noun(n, limit)
        unit, counted, end = own.unit, own.counted, own.end
        half = half_after(self.text, end, self.w)
        if half:
            n = replace(n, value=n.value + 0.5)
        if unit == "year" and is_age(self.text, n.start, end, self.w, self.c.start):
            unit = "age"
        if own.is_people:
            fate = fate_near(self.text, (self.c.start, n.start), (end, limit), self.known)
            unit, counted = (fate, counted) if fate else (unit, counted)
            if fate is None and counted:
                unit, counted = counted, None
        if self._is_partitive(n):
            unit = f"{unit} part"
        return self._make(n, self._rated(unit, end), n.start, end, counted)

    def _without_noun(self, n: Numeral, limit: int) -> Number | None:
        """ "52 were injured", "le nombre de morts dépasse 2.100", "put the toll at 5,500", "En voix : 12 pour X", "ils étaient 200"."""
        if n.value < _OLDEST and is_aged(self.text, n.start, self.w, self.c.start):
            return self._make(n, "age", n.start, n.end)
        fate = fate_near(self.text, None, (n.end, limit), self.known, direct=True)
        if fate:
            return self._make(n, fate, n.start, n.end)
        before = unit_before(self.text, n.start, self.c.start, self.known)
        if before is not None and not self._counts_noun(n):
            return self._make(n, before.unit, before.end, n.end, before.counted)
        return None

    def _counts_noun(self, n: Numeral) -> bool:
        word = _WORD.match(self.text, n.end + 1)
        return bool(word) and self.text[n.end : n.end + 1] == " " and self.c.parts.get(word.start()) == "NOUN"  # type: ignore[union-attr]

    def _unknown_noun(self, n: Numeral, limit: int) -> Found | None:
        """The noun after a number that no table knows, by its stem; without a parse the first word that is no filler."""
        words = 0
        after = self.text[n.end : min(limit, n.end + _UNIT_GAP)]
        for word in _WORD.finditer(after):
            if _BREAK.search(after[: word.start()]) or words > _WORDS_BETWEEN:
                break
            form = fold(word.group())
            elided = 2 if form[:2] in ("d'", "l'") else 0
            form, part = form[elided:], self.c.parts.get(n.end + word.start() + elided)
            if form in self.w.skip:
                continue
            if (
                form in self.w.auxiliaries
                or form in self.w.stops
                or len(form) < 2
                or part in ("VERB", "AUX", "ADP", "PRON", "CCONJ", "SCONJ", "DET", "PROPN", "ADV")
            ):
                break
            if part == "ADJ" and words < _WORDS_BETWEEN:
                words += 1
                continue
            return Found(unit=str(stem_of(form, self.c.language)), counted=None, end=n.end + word.end(), is_people=False)
        return None

    def _rated(self, unit: str, end: int) -> str:
        """The unit with what it is counted by: "42 euros par action" is no sum."""
        per = re.match(rf"\s(?:{'|'.join(map(re.escape, self.w.per))})\s(\w+)", self.text[end : end + 30])
        known = per and self.known.name_of(per.group(1))
        return f"{unit}/{known}" if known in ("share", "day", "hour", "month", "year", "person", "night", "week") else unit

    def _is_partitive(self, n: Numeral) -> bool:
        return bool(self.w.partitive) and bool(re.match(rf"\s+(?:{'|'.join(self.w.partitive)})\b", fold(self.text[n.end : n.end + 12])))

    def _shared(self, k: int) -> Number | None:
        """A number that shares the unit of the next one: "de 42 à 45 euros", "deux hommes de 19 et 34 ans"."""
        if k + 1 >= len(self.numerals) or self._is_none(self.numerals[k + 1]):
            return None
        n, after = self.numerals[k], self.numerals[k + 1]
        gap = fold(self.text[n.end : after.start]).strip()
        if gap not in (*self.w.and_words, *self.w.to_words, *self.w.partitive, ","):
            return None
        other = self._with_unit(k + 1)
        if other is None:
            return None
        if gap in self.w.to_words:
            n = replace(n, value=scaled_as(self.text, n, after))
        return self._make(n, other.unit or "", n.start, n.end, other.counted)

    def _bare(self, n: Numeral) -> Number | None:
        """A number without a noun behind a clitic or in a count: it counts what was counted before ("en compte 542")."""
        if self._counts_noun(n):
            return None
        before = antecedent_of(self.text, n.start, n.end, self.c.start, self.known)
        if before is None:
            return None
        fate = fate_near(self.text, (self.c.start, n.start), None, self.known)
        return self._make(n, fate or before.unit, n.start, n.end, None if fate else before.counted)


def bound_of(text: str, at: int, w: NumberWords, start: int) -> str | None:
    """The bound that the words before a quantity give it: ``at_least``, ``at_most`` or ``about``."""
    before = fold(text[max(start, at - 28) : at]).rstrip(" €$£¥")
    before = re.sub(r"\bd'$", "de", before)
    for bound, phrases in w.bounds.items():
        if any(re.search(rf"(?:^|\W){re.escape(p)}(?:\s+(?:de|d'|of|the|les))?$", before) for p in phrases):
            return bound
    return None
