"""Quantities of a clause: value, unit noun and bound ("au moins 2 300 morts")."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from recoupe.annotate.numerals import find_numerals
from recoupe.languages import load_words
from recoupe.languages.happenings import stem_of
from recoupe.records import Number, Passage, Record, Span
from recoupe.text import fold, overlap

_DIGITS = re.compile(r"(?<![\w.,/:-])\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?![\d])|(?<![\w/:-])\d+(?:[.,]\d+)?(?![\d:/]|[.,]\d)")
_SYMBOL = re.compile(r"\s*(%|°C|€|\$|km/h|[a-zA-Z]{1,3}/[a-zA-Z]{1,3}(?![a-zA-Z]))")
_PER_CENT = re.compile(r"[\s-](?:pour|per)[\s-]cent\b")
_CURRENCY = re.compile(r"[$€£¥]\s?$")
_BREAK = re.compile(r"[.,;:()«»\"!?\n]")
_LONGEST = 24  # characters of a quantity
_LIST_GAP = 60  # characters between two numbers of one list
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class NumberWords(Record, frozen=True, kw_only=True):
    """The table ``numbers.toml`` of one language."""

    values: dict[str, float]
    scales: dict[str, float]
    bounds: dict[str, list[str]]
    skip: tuple[str, ...]
    units: dict[str, list[str]]
    scales_before: tuple[str, ...]
    definite: tuple[str, ...]
    parts: tuple[str, ...]
    partitive: tuple[str, ...]
    places: tuple[str, ...]
    decimal: str
    rough: tuple[str, ...]
    joints: tuple[str, ...]
    articles: tuple[str, ...]
    between: tuple[str, ...]
    range_joints: tuple[str, ...]


@cache
def number_words(language: str) -> NumberWords:
    """The number words of one language."""
    table: NumberWords = load_words(language, "numbers", NumberWords)
    return table


class _Patterns(NamedTuple):
    """What may stand around a number, compiled."""

    counted: frozenset[str]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    at_least: re.Pattern[str]
    at_most: re.Pattern[str]
    article: re.Pattern[str]
    partitive: re.Pattern[str] | None
    place: re.Pattern[str]
    upper: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    w = number_words(language)
    between, joints = "|".join(map(re.escape, w.between)), "|".join(w.range_joints)
    return _Patterns(
        counted=frozenset(w.units.get("person", ())),
        bounds=tuple(
            (bound, re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})(?:\s+(?:de|d'?|of|the|les))?$"))
            for bound, phrases in w.bounds.items()
        ),
        at_least=re.compile(rf"\b(?:{between})$"),
        at_most=re.compile(rf"\b(?:{between})\s[^a-z]{{1,14}}(?:[a-z]+\s)?(?:{joints})$"),
        article=re.compile(rf"\s(?:{'|'.join(w.articles)})$"),
        partitive=re.compile(rf"\s+(?:{'|'.join(w.partitive)})\b") if w.partitive else None,
        place=re.compile(rf"\s(?:{'|'.join(w.places)})\s(?:l[ea]s?\s)?[A-ZÀ-Ý]"),
        upper=re.compile(rf"\s(?:{joints})\s[$€£¥]?"),
    )


def find_numbers(text: str, folded: str, start: int, article: str, language: str, veto: list[Span]) -> tuple[Number, ...]:
    """Quantities in the range of ``text`` that begins at ``start`` and reads ``folded``, those inside ``veto`` spans (times) left out."""
    w, end = number_words(language), start + len(folded)
    out: list[Number | None] = []
    taken: list[Span] = []
    for match in _DIGITS.finditer(text, start, end):
        span = Span(start=match.start(), end=match.end())
        taken.append(span)
        if any(overlap(v, span) for v in veto) or span.end - span.start > _LONGEST:
            continue
        value = _value(match.group(), w.decimal)
        last = next((n for n in reversed(out) if n is not None), None)
        out.append(_listed(text, span, value, last, article, language) or _number(text, span, value, w, article, language, end, start))
    for numeral in find_numerals(text, folded, start, end, w.values, w.rough, w.joints):
        span = numeral.span
        scale = any(t.end < span.start <= t.end + 2 for t in taken)  # "30 mille": read with its digits
        if scale or any(overlap(t, span) for t in taken) or _is_definite(text, span.start, start, w):
            continue
        number = _number(text, span, numeral.value, w, article, language, end, start)
        out.append(replace(number, bound="about") if number and numeral.rough and number.bound is None else number)
    kept = [n for n in out if n is not None and n.unit and not any(overlap(v, _span(n)) for v in veto)]
    return tuple(sorted(kept, key=lambda n: n.passage.start))


def _span(number: Number) -> Span:
    return Span(start=number.passage.start, end=number.passage.end)


def _listed(text: str, span: Span, value: float, last: Number | None, article: str, language: str) -> Number | None:
    """A bare number of a list, which counts what the number before it counted ("290 morts à X, 190 à Y", "X (41)", "dont 51 graves")."""
    if last is None or span.start - last.passage.end > _LIST_GAP:
        return None
    gap, after = text[last.passage.end : span.start], text[span.end : span.end + 40]
    if any(c in gap for c in ".;!?\n") and not gap.endswith("("):
        return None
    passage = Passage(article=article, start=span.start, end=span.end)
    if fold(gap).rstrip().endswith(number_words(language).parts):
        return Number(value=value, unit=f"{(last.unit or '').split(' ')[0]} part", passage=passage)
    at_place = _patterns(language).place.match(after) or (gap.endswith("(") and after[:1] == ")")
    return Number(value=value, unit=(last.unit or "").split(" ")[0], passage=passage) if at_place else None


def _is_definite(text: str, at: int, start: int, w: NumberWords) -> bool:
    """Whether a number word follows a definite article ("les deux hommes"): a reference, not a quantity."""
    before = fold(text[max(start, at - 8) : at]).split()
    return bool(before) and before[-1] in w.definite


def _value(digits: str, decimal: str) -> float:
    clean = re.sub(r"[ \u00a0\u202f](?=\d{3})", "", digits)
    other = "." if decimal == "," else ","
    clean = re.sub(rf"\{other}(?=\d{{3}}(?!\d))", "", clean)
    if (decimal == "." and clean.count(",")) or (decimal == "," and clean.count(".")):
        decimal = other
    return float(clean.replace(decimal, ".") if clean.count(decimal) <= 1 else clean.replace(decimal, ""))


def _number(text: str, span: Span, value: float, w: NumberWords, article: str, language: str, end: int, start: int) -> Number | None:
    patterns = _patterns(language)
    upper = _upper(text, span, end, patterns)
    if upper is None:
        value, unit, stop = _unit_after(text, span, value, w, language, end)
    else:
        scale, unit, _ = _unit_after(text, upper, 1.0, w, language, end)
        value, stop = value * (scale if value < scale else 1), span.end
    if unit and patterns.partitive and patterns.partitive.match(fold(text[span.end : span.end + 12])):
        unit = f"{unit} part"
    at = span.start
    if not unit:
        unit, at = _unit_before(text, span, w, start)
        stop = span.end
    if not unit:
        return None
    return Number(value=value, unit=unit, bound=_bound(text, at, patterns, start), passage=Passage(article=article, start=at, end=stop))


def _upper(text: str, span: Span, end: int, patterns: _Patterns) -> Span | None:
    """The second number of a range or a change that begins with a number: "entre 3 et 5 millions", "from 12 to 17"."""
    joint = patterns.upper.match(text, span.end, end)
    second = _DIGITS.match(text, joint.end(), end) if joint else None
    return Span(start=second.start(), end=second.end()) if second else None


def _unit_after(text: str, span: Span, value: float, w: NumberWords, language: str, end: int) -> tuple[float, str | None, int]:
    """Value, unit and end of a quantity whose unit follows it; scales ("millions") multiply."""
    after = text[span.end : min(end, span.end + 48)]
    symbol = _SYMBOL.match(after)
    if symbol:
        return value, symbol.group(1).lower(), span.end + symbol.end()
    if share := _PER_CENT.match(after):
        return value, "%", span.end + share.end()
    passed: tuple[str, int] | None = None
    for word in _WORD.finditer(after):
        if _BREAK.search(after[: word.start()]):
            break
        form = fold(word.group())
        form = form[2:] if form[1:2] == "'" else form
        if form in w.scales:
            value *= w.scales[form]
        elif form not in w.skip and form not in w.values:
            return value, _unit(form, language), span.end + word.end()
        elif passed is None and form in _patterns(language).counted:  # they count by themselves, though a better unit may follow
            passed = form, span.end + word.end()
    return (value, _unit(passed[0], language), passed[1]) if passed else (value, None, span.end)


@lru_cache(maxsize=1 << 12)
def _unit(form: str, language: str) -> str:
    stem = stem_of(form, language)
    for name, forms in number_words(language).units.items():
        if form in forms or stem in forms or any(form.startswith(f) for f in forms if len(f) > 4):
            return name
    return str(stem)


def _unit_before(text: str, span: Span, w: NumberWords, start: int) -> tuple[str | None, int]:
    before = fold(text[max(start, span.start - 30) : span.start])
    sign = _CURRENCY.search(before)
    if sign:
        return sign.group().strip(), span.start - (len(before) - sign.start())
    for name in w.scales_before:
        match = re.search(rf"\b{name}\w*(?:\s+\w{{1,3}})?\s*$", before)
        if match:
            return name, span.start - (len(before) - match.start())
    return None, span.start


def _bound(text: str, at: int, patterns: _Patterns, start: int) -> str | None:
    """The bound told just before a quantity, an article between them passed over ("moins d'un millier", "fewer than a dozen")."""
    before = fold(text[max(start, at - 28) : at]).rstrip(" \u00a0\u202f$€£¥")
    if patterns.at_least.search(before):
        return "at_least"
    if patterns.at_most.search(before):
        return "at_most"
    before = patterns.article.sub("", before.replace("d'", "de "))
    return next((bound for bound, phrases in patterns.bounds if phrases.search(before)), None)
