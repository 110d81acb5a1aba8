"""What a number counts: the noun beside it, what became of people, what was counted before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from recoupe.languages.happenings import stem_of
from recoupe.languages.numbers import NumberWords, number_words
from recoupe.text import fold

PERSON = "person"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BREAK = re.compile(r"[.,;:()«»\"!?\n]")
_SENTENCE = re.compile(r"[^.!?\n](?:[^!?\n.]|\.(?=\S))*")
_NUMBERED = re.compile(r"\d\s(?:\w+\s)?$")
_PLACED = re.compile(r"[A-ZÀ-Ý][\w'’-]+ \($")
_NUMBER = re.compile(r"\w")
_STOP = re.compile(r"[.;:!?\n]")
_WORDS_BETWEEN = 2  # words that may stand between a number and a noun that the tables know
_FATE_AFTER, _FATE_BEFORE = 70, 48  # characters in which the fate of the people counted may stand
_BEFORE = 70  # characters before a number in which its noun may stand
_BACK = 320  # characters before a clause in which what was counted may stand


@dataclass(frozen=True, slots=True)
class Found:
    """A unit, the group of people counted if any, and where the words end (or, before a number, begin)."""

    unit: str
    counted: str | None
    end: int
    is_people: bool


class Known:
    """The nouns and fates that the tables of one language know."""

    def __init__(self, language: str) -> None:
        self.w, self.language = number_words(language), language
        self._names: dict[str, str] = {}
        for table in (self.w.units, self.w.groups):
            for name, forms in table.items():
                for form in forms:
                    self._names[form] = name
                    self._names.setdefault("~" + stem_of(form, language), name)
        self.fates = [(name, _pattern(tuple(forms))) for name, forms in self.w.fates.items()]

    def name_of(self, word: str) -> str | None:
        """The unit or group that a word names."""
        form = re.sub(r"^[dl]'", "", fold(word))
        return self._names.get(form) or self._names.get("~" + stem_of(form, self.language))

    def found(self, word: str, end: int) -> Found | None:
        """What a word counts, if the tables know it."""
        name = self.name_of(word)
        if name is None:
            return None
        if name in self.w.groups:
            return Found(unit=PERSON, counted=name, end=end, is_people=True)
        return Found(unit=name, counted=None, end=end, is_people=name == PERSON)


@cache
def known_of(language: str) -> Known:
    """What the tables of a language know; one without tables reads those of French."""
    return Known(language)


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")(?![\w-])")


def unit_named(text: str, start: int, stop: int, known: Known) -> Found | None:
    """The first noun after a number that the tables know, a few words on at most."""
    after = text[start:stop]
    between = 0
    for word in _WORD.finditer(after):
        form = fold(word.group())
        if _BREAK.search(after[: word.start()]) or between > _WORDS_BETWEEN or form in known.w.auxiliaries or form in known.w.stops:
            return None
        found = known.found(form, start + word.end())
        if found is not None:
            return found
        between += form not in known.w.skip
    return None


def fate_near(
    text: str, before: tuple[int, int] | None, after: tuple[int, int] | None, known: Known, *, direct: bool = False
) -> str | None:
    """What became of the people counted: the nearest word of fate after the number, else the last before it in the clause.

    ``direct`` asks that only auxiliaries stand between ("52 were injured").
    """
    best: tuple[int, str] | None = None
    if after is not None:
        own = fold(text[after[0] : min(after[1], after[0] + _FATE_AFTER)])
        cut = _STOP.search(own)
        own = own[: cut.start()] if cut else own
        for name, pattern in known.fates:
            match = next((m for m in pattern.finditer(own) if m.end() < len(own.rstrip()) or cut or not _counts_on(text, after)), None)
            if match and (not direct or _only_auxiliaries(own[: match.start()], known)) and (best is None or match.start() < best[0]):
                best = match.start(), name
    if best is not None or before is None:
        return best[1] if best else None
    own = fold(text[max(before[0], before[1] - _FATE_BEFORE) : before[1]])
    own = re.split(r"[.;:!?\n\d]", own)[-1]
    for name, pattern in known.fates:
        for match in pattern.finditer(own):
            if best is None or match.start() > best[0]:
                best = match.start(), name
    return best[1] if best else None


def _counts_on(text: str, after: tuple[int, int]) -> bool:
    """Whether a number follows where the words end: "632 personnes et en a blessé 329" has its fate before it."""
    return after[1] < len(text) and after[1] - after[0] < _FATE_AFTER and _NUMBER.match(text, after[1]) is not None


def _only_auxiliaries(words: str, known: Known) -> bool:
    return all(x in known.w.auxiliaries or x in known.w.skip for x in words.split())


def unit_before(text: str, at: int, start: int, known: Known) -> Found | None:
    """The noun before a number that it counts: "une magnitude de 6,8", "le nombre de morts dépasse", "the toll at", "En voix :"."""
    low = max(start, at - _BEFORE)
    raw = re.split(r"[;!?\n]|\.\s", text[low:at])[-1]
    low = at - len(raw)
    before = fold(raw)
    w = known.w
    for name in w.scales_before:
        match = re.search(rf"\b{name}\w*(?:\s+\w{{1,3}})?\s*$", before)
        if match:
            return Found(unit=name, counted=None, end=low + match.start(), is_people=False)
    if re.search(r"\d", before):
        return None
    for lead in w.count_of:
        match = re.search(rf"\b{re.escape(lead)}[\s']+(\w+(?:\s\w+)?)\b[^,()]*$", before)
        noun = match and next((x for x in (known.found(word, low) for word in match.group(1).split()) if x), None)
        if noun:
            return Found(unit=noun.counted or noun.unit, counted=None, end=at, is_people=False)
    links = "|".join(map(re.escape, w.toll_links))
    tolled = (rf"\b{re.escape(t)}\b(?:[^,()]*\W(?:{links})\s*|\s*:\s*)$" for t in w.toll)
    if any(re.search(pattern, before) for pattern in tolled):
        return Found(unit="dead", counted=None, end=at, is_people=False)
    colon = re.search(r"(?:^|\W)(\w+)\s?:\s*$", before)
    noun = known.found(colon.group(1), low) if colon else None
    if noun:
        return Found(unit=noun.counted or noun.unit, counted=None, end=at, is_people=False)
    copula = re.search(rf"(\w+)\s(?:{'|'.join(w.copulas)})\s*$", before) if w.copulas else None
    if copula and (copula.group(1) in w.pronouns or (noun := known.found(copula.group(1), low))):
        return Found(unit=(noun.counted or noun.unit) if noun else PERSON, counted=None, end=at, is_people=False)
    return None


def antecedent_of(text: str, at: int, stop: int, start: int, known: Known) -> Found | None:
    """What a bare number counts: after a clitic or in a count, the last noun before it that the tables know."""
    w = known.w
    before = fold(text[max(start, at - 40) : at])
    placed = _PLACED.search(text[max(start, at - 40) : at]) and text[stop : stop + 1] == ")"
    if not placed and not any(re.search(rf"(?:^|\W){p}\s*$", before) for p in w.clitics):
        return None
    back = text[max(0, at - _BACK) : at]
    for sentence in reversed(list(_SENTENCE.finditer(back))):
        told = [(word, found) for word in _WORD.finditer(sentence.group()) if (found := _countable(word.group(), at, known))]
        if told:
            numbered = [t for t in told if _NUMBERED.search(sentence.group()[: t[0].start()])]
            word, found = numbered[0] if numbered else told[-1]
            rest = (sentence.start() + word.end(), sentence.end())
            fate = fate_near(back, None, rest, known) if found.is_people else None
            return replace(found, unit=fate) if fate else found
    return None


def _countable(word: str, at: int, known: Known) -> Found | None:
    found = known.found(word, at)
    return found if found and (found.is_people or found.unit in known.w.fates or found.unit in _COUNTABLE) else None


_COUNTABLE = frozenset(("job", "home", "vehicle", "ship", "shop", "hectare", "case", "patient", "protester", "vote"))
"""Things that a bare number is often left to count."""


def is_aged(text: str, at: int, w: NumberWords, start: int) -> bool:
    """Whether the words before a number make it somebody's age: "aged 44", "âgé de 44 ans", "a man of 34"."""
    before = fold(text[max(start, at - 40) : at])
    return any(re.search(rf"(?:^|\W){p}\s*$", before) for p in w.aged)


def is_age(text: str, at: int, end: int, w: NumberWords, start: int) -> bool:
    """Whether so many years, in ``text[at:end]``, are somebody's age: "un homme de 34 ans", "Maël, 27 ans,", "A 44 ans, il"."""
    before, after = fold(text[max(start, at - 40) : at]), text[end : end + 2]
    if is_aged(text, at, w, start):
        return True
    if re.search(r"[^\W\d_]\s?[,(]\s*$", before) and (not after.strip() or after[:1] in ",)."):
        return True
    return before.strip(' «"') in w.age_lead and after[:1] == ","
