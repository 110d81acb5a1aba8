"""Numerals of a text, digits and words: "1 605 086", "un million six cent cinq mille", "half a million", "entre 5.000 et 6.000"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recoupe.languages.numbers import NumberWords
from recoupe.text import fold

_DIGITS = re.compile(
    r"(?<![\w.,/:-])(?:\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?![\d:/]|[.,]\d|-\d|\s?(?:h|heures?)\s?\d|(?:er?|ère|ème|st|nd|rd|th|[hH])\b)"
)
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0\u202f-]")
_GLUED = re.compile(r"(?:bn|m|k|mn|M|Mio|Mrd)\b")
_GLUED_SCALES = {"bn": 1e9, "m": 1e6, "mn": 1e6, "M": 1e6, "k": 1e3, "Mio": 1e6, "Mrd": 1e9}
_MONEY = "€$£¥"
_LONGEST = 24  # characters of a number in digits
_FAR_HIGHER = 500  # "5 à 6 millions": the first number lacks the scale of the second


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text; ``high`` is the upper end of a range, ``written`` that it is in words, ``rough`` that its last word counts
    about so many ("une vingtaine").
    """

    start: int
    end: int
    value: float
    high: float | None = None
    written: bool = False
    rough: bool = False


def find_numerals(text: str, start: int, end: int, w: NumberWords) -> list[Numeral]:
    """Every numeral of ``text[start:end]`` in order; ranges are one numeral."""
    found = _digits(text, start, end, w)
    taken = [(n.start, n.end) for n in found]
    found += [n for n in _written(text, start, end, w) if not any(a < n.end and n.start < b for a, b in taken)]
    return _ranges(text, start, sorted(found, key=lambda n: n.start), w)


def value_of(digits: str, decimal: str) -> float:
    """The value of a number in digits: ``decimal`` is the mark of the language, which a number that cannot mean it overrides."""
    clean = re.sub(r"[ \u00a0\u202f](?=\d{3})", "", digits)
    other = "." if decimal == "," else ","
    clean = re.sub(rf"\{other}(?=\d{{3}}(?!\d))", "", clean)
    if (decimal == "." and clean.count(",")) or (decimal == "," and clean.count(".")):
        decimal = other
    return float(clean.replace(decimal, ".") if clean.count(decimal) <= 1 else clean.replace(decimal, ""))


def _digits(text: str, start: int, end: int, w: NumberWords) -> list[Numeral]:
    out = []
    for match in _DIGITS.finditer(text, start, end):
        if match.end() - match.start() > _LONGEST:
            continue
        value, stop = value_of(match.group(), w.decimal), match.end()
        glued = _GLUED.match(text, stop)
        if glued and text[max(0, match.start() - 1) : match.start()] in tuple(_MONEY):
            value, stop = value * _GLUED_SCALES[glued.group()], glued.end()
        elif glued is None and text[stop : stop + 1].isalpha() and text[stop : stop + 2] not in ("km", "kg", "ha"):
            continue
        value, stop = _scaled(text, value, stop, end, w)
        out.append(Numeral(start=match.start(), end=stop, value=value))
    return out


def _scaled(text: str, value: float, stop: int, end: int, w: NumberWords) -> tuple[float, int]:
    """A number in digits with the scale words after it: "2,5 milliards", "2 millions et demi"."""
    while True:
        word = _WORD.match(text, stop + 1)
        if not word or word.end() > end or not _GAP.match(text, stop) or fold(word.group()) not in w.scales:
            return value, stop
        scale = w.scales[fold(word.group())]
        value, stop = value * scale, word.end()
        half = half_after(text, stop, w)
        if half:
            value, stop = value + scale / 2, half


def half_after(text: str, at: int, w: NumberWords) -> int | None:
    """Where the words end that add a half to what stands before: "et demi", "and a half"."""
    after = fold(text[at : at + 24])
    return next((at + m.end() for p in w.half_after if (m := re.match(rf"\s{re.escape(p)}\b", after))), None)


def _written(text: str, start: int, end: int, w: NumberWords) -> list[Numeral]:
    """Numbers in words: a run of number words, each of a lower rank than what stands before it in its thousand."""
    tokens = [(start + m.start(), start + m.end(), m.group()) for m in _WORD.finditer(fold(text[start:end]))]
    out: list[Numeral] = []
    n = 0
    while n < len(tokens):
        found = _run(text, tokens, n, w) if tokens[n][2] in w.openers else None
        if found is None:
            n += 1
            continue
        numeral, n = found
        if not _is_part_of_word(text, numeral):
            out.append(numeral)
    return out


def _run(text: str, tokens: Sequence[tuple[int, int, str]], n: int, w: NumberWords) -> tuple[Numeral, int] | None:
    """The numeral whose first word is token ``n``, and the token after it."""
    first = tokens[n][2]
    half = first in w.half_before
    k = n + 1 if half or first in w.one else n
    if half and k < len(tokens) and tokens[k][2] in w.one:
        k += 1
    if k < len(tokens) and k > n and not (tokens[k][2] in w.scales or tokens[k][2] in w.collectives or (tokens[k][2] in w.only_one)):
        return None
    if k > n and k < len(tokens) and tokens[k][2] in w.only_one:
        return Numeral(start=tokens[n][0], end=tokens[k][1], value=1.0, written=True), k + 1
    total, current, at, last = 0.0, (0.5 if half else 1.0) if k > n else 0.0, k, n - 1
    while at < len(tokens):
        word = tokens[at][2]
        goes_on = word in w.joins and at + 1 < len(tokens) and _may_join(current or total, tokens[at + 1][2], w)
        if at > k and not goes_on and not _joined(text, tokens, at - 1, at):
            break
        if word in w.joins and at > k:
            at += 1
            continue
        grown = _grow(total, current, word, w)
        if grown is None:
            break
        total, current = grown
        last = at
        at += 1
    if last < k:
        return None
    end, value = tokens[last][1], total + current
    stop = half_after(text, end, w) if tokens[last][2] in w.scales else None
    if stop:
        value, end = value + w.scales[tokens[last][2]] / 2, stop
    return Numeral(start=tokens[n][0], end=end, value=value, written=True, rough=tokens[last][2] in w.rough), last + 1


def _joined(text: str, tokens: Sequence[tuple[int, int, str]], a: int, b: int) -> bool:
    return bool(_GAP.fullmatch(text[tokens[a][1] : tokens[b][0]]))


def _may_join(so_far: float, word: str, w: NumberWords) -> bool:
    """Whether "et", "and", "y" goes on with a number: "vingt et un", "two hundred and fifty"."""
    value = w.values.get(word)
    return value is not None and (
        (so_far >= 20 and so_far % 10 == 0 and value in (1, 11)) or (so_far >= 100 and so_far % 100 == 0 and value < 100)
    )


def _grow(total: float, current: float, word: str, w: NumberWords) -> tuple[float, float] | None:
    """The number so far with one more word, or None where the word begins another number."""
    if word in w.scales:
        scale = w.scales[word]
        if scale < 1000:
            return (total, (current or 1) * scale) if current < 100 else None
        if total and total < scale:
            return None
        return total + (current or 1) * scale, 0.0
    if word in w.collectives:
        return (total, (current or 1) * w.collectives[word]) if current < 10 else None
    value = w.values.get(word)
    if value is None:
        return None
    if value == 20 and current % 100 == 4 and "vingt" in w.values:
        return total, current - 4 + 80
    room = (
        100
        if current >= 100 and current % 100 == 0
        else (20 if current % 100 in (60, 80) else (10 if current and current % 10 == 0 else 0))
    )
    if current and value >= room:
        return None
    return total, current + value


def _is_part_of_word(text: str, n: Numeral) -> bool:
    """Whether a number word is glued by a hyphen to a word that is no number: a name ("Deux-Ponts"), not a quantity."""
    before, after = text[max(0, n.start - 2) : n.start], text[n.end : n.end + 2]
    return bool(re.fullmatch(r"\w[-’']", before) and before[1] == "-") or bool(
        re.match(r"-\w", after) and not re.match(r"-year|-an", text[n.end :])
    )


def _ranges(text: str, start: int, found: list[Numeral], w: NumberWords) -> list[Numeral]:
    out: list[Numeral] = []
    for numeral in found:
        low = out[-1] if out else None
        if low is not None and low.high is None and _is_range(text, start, low, numeral, w):
            bottom = scaled_as(text, low, numeral)
            if bottom < numeral.value:
                out[-1] = replace(low, end=numeral.end, value=bottom, high=numeral.value)
                continue
        out.append(numeral)
    return out


def scaled_as(text: str, low: Numeral, high: Numeral) -> float:
    """The value of a numeral with the scale of the one after it, where it lacks its own: "5 à 6 millions"."""
    lacks = high.value / max(low.value, 1) > _FAR_HIGHER and not text[high.end - 1].isdigit()
    return low.value * (high.value / _leading(high.value)) if lacks else low.value


def _leading(value: float) -> float:
    while value >= 1000:
        value /= 1000
    return value


def _is_range(text: str, start: int, low: Numeral, high: Numeral, w: NumberWords) -> bool:
    gap = fold(text[low.end : high.start]).strip(_MONEY + " ")
    before = fold(text[max(start, low.start - 12) : low.start]).split()
    lead = before[-1] if before else ""
    return (gap in w.and_words and lead in w.between) or (gap in w.to_words and lead not in w.from_words)
