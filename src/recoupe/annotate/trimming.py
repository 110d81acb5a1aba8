"""One named span of the model -> the names in it: no article, title, common noun or sentence opening; two where two are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.annotate.tokens import Token
from recoupe.languages.countries import country_like, country_named, country_of_capital, country_of_demonym, country_of_seat
from recoupe.records import EntityKind
from recoupe.text import fold

_CUT = re.compile(r'[\n;:()\[\]«»"“”,/|•]+|\s[-–—]\s|\.(?=\s*$)')
_OPENS_NAME = re.compile(r"(?:[^\W\d_]{1,5}-)?[^\W\d_]*[A-ZÀ-ÖØ-ÞĀ-Ž]|\d")
_AFTER_OF = re.compile(r"(?:\bdes|\bdu|\bde la|\bde l'|\bof)\s*$")
_ELIDED = re.compile(r"(?:[dlDL])'|[^\s']+(?:'[^\s']+)*'?")
_OF_COUNTRY = re.compile(r"\s+(?:de|du|d'|of)\s*(?:la\s|l')?\s*(\S.*)$")
_ROMAN = re.compile(r"[IVXLC]+(?:e|er|ème)?")
_PARTICLES = frozenset(
    ("al", "el", "ben", "bin", "ibn", "abu", "abou", "de", "del", "della", "di", "da", "do", "dos", "van", "von", "der", "den")
)

Words = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Name:
    """A named span of the article's text."""

    start: int
    end: int
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Page:
    """What trimming looks at: the folded text, words around names, where sentences open, tokens by their start."""

    text: str
    around: dict[str, frozenset[str]]
    openings: frozenset[int]
    tokens: dict[int, Token]


def in_tables(form: str) -> bool:
    """Whether a form is a country, a capital or a seat of power."""
    return bool(country_named(form) or country_of_capital(form) or country_of_seat(form))


def is_capitalised(form: str) -> bool:
    """Whether every word of a form is capitalised, particles apart."""
    return all(_OPENS_NAME.match(w) or w in _PARTICLES for w in form.split())


def is_no_name(form: str) -> bool:
    """Whether a capitalised form is a people, an adjective of one, or a Roman numeral."""
    return bool((country_of_demonym(form) and not country_named(form)) or _ROMAN.fullmatch(form))


def trim(page: Page, name: Name) -> list[Name]:
    """The names inside one span, in order; none where nothing of it is a name."""
    text = page.text
    out = []
    at = name.start
    for cut in [*_CUT.finditer(text, name.start, name.end), None]:
        stop = cut.start() if cut else name.end
        piece = _trim(page, at, stop, name.kind)
        out += _without_country(text, piece) if piece else []
        at = cut.end() if cut else stop
    return out


def _trim(page: Page, start: int, end: int, kind: EntityKind) -> Name | None:
    """The name inside a span: no leading article, common noun, title or number; None where nothing is left."""
    text = page.text
    words = [(m.start(), m.end()) for m in _elided(text, start, end)]
    whole = text[start:end].strip()
    if words and whole[:1].isupper() and country_of_capital(whole):
        return Name(words[0][0], words[-1][1], "place")
    words, kind = _drop_leading(page, words, kind)
    rest = text[words[0][0] : words[-1][1]] if words else ""
    if rest and (country_named(rest) or country_like(rest)):
        return Name(words[0][0], words[-1][1], "place")
    words = _until_common_words(text, words, kind, page.around)
    if not words:
        return None
    form = text[words[0][0] : words[-1][1]]
    if len(words) > 1 and not form.endswith(("Jr.", "Sr.")):
        form = form.rstrip(".")
    if len(form) < 2 or fold(form) in page.around["never"] or is_no_name(form) or not any(c.isalpha() for c in form):
        return None
    return Name(words[0][0], words[0][0] + len(form), kind)


def _drop_leading(page: Page, words: Words, kind: EntityKind) -> tuple[Words, EntityKind]:
    """Words from the first that belongs to the name on, and the kind that a common noun left out tells."""
    text, around = page.text, page.around
    while words:
        first = text[slice(*words[0])]
        low = fold(first)
        opening = words[0][0] in page.openings
        second = text[slice(*words[1])] if len(words) > 1 else ""
        if low in around["organization_nouns"] and first.isupper() and len(words) == 2:
            kind = "organization"
        elif low in around["never"] and second and _is_stray(text, words):
            pass
        elif low in around["organization_nouns"] and len(words) > 2 and fold(second) in around["of"]:
            break
        elif low in around["titles"] or (low in around["determiners"] and (second or opening)):
            pass
        elif not _OPENS_NAME.match(first):
            if kind == "person" and low in _PARTICLES and _OPENS_NAME.match(second):
                break
            kind = _kind_after(low, around, kind)
        elif not (opening and second and _is_opening_word(page, words)):
            break
        words = words[1:]
    return words, kind


def _elided(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_ELIDED.finditer(text, start, end))


def _is_stray(text: str, words: Words) -> bool:
    """Whether a span opens with a portfolio before a name ("des Transports X") or with a weekday before a date."""
    second = text[slice(*words[1])]
    return bool(_AFTER_OF.search(text[: words[0][0]])) or second[:1].isdigit() or second[:1].islower()


def _until_common_words(text: str, words: Words, kind: EntityKind, around: dict[str, frozenset[str]]) -> Words:
    """The words of a name up to the first common word; institutions and places keep adjectives and complements."""
    out: Words = []
    lows = [fold(text[slice(*w)]) for w in words]
    for n, word in enumerate(words):
        form = text[slice(*word)]
        if not _OPENS_NAME.match(form) and n:
            joins = lows[n] in around["inner"] or lows[n] in _PARTICLES
            follows = lows[n - 1] in around["inner"] and lows[n - 1] not in ("et", "and")
            if lows[n] in around["never"] or (lows[n] in around["locative"] and lows[n] not in around["of"]):
                break
            if not joins and not (follows and len(words) <= 3) and kind not in ("organization", "place"):
                break
        out.append(word)
    while out and not _is_tail(text[slice(*out[-1])], lows[len(out) - 2] if len(out) > 1 else ""):
        out.pop()
    return out


def _is_tail(word: str, before: str) -> bool:
    return bool(_OPENS_NAME.match(word)) or (word.isalpha() and len(word) > 3 and before not in ("et", "and"))


def _is_opening_word(page: Page, words: Words) -> bool:
    """Whether a span's first word is capitalised only because it opens the sentence."""
    text = page.text
    first, second = text[slice(*words[0])], text[slice(*words[1])]
    token = page.tokens.get(words[0][0])
    tag = token.pos if token is not None else "X"
    if tag in ("VERB", "AUX", "ADP", "ADV", "PRON", "SCONJ", "CCONJ", "DET", "NUM") and not (
        _OPENS_NAME.match(second) and tag in ("VERB", "ADV", "NUM", "AUX")
    ):
        return True
    rest = text[words[1][0] : words[-1][1]]
    last = rest.split()[-1].split("'")[-1]
    known = country_named(last) or country_of_capital(last) or country_of_seat(last)
    lower = sum(not _OPENS_NAME.match(text[slice(*w)]) for w in words)
    return bool(first[1:].islower() and not _OPENS_NAME.match(second) and known and (tag in ("NOUN", "ADJ") or lower > 1))


def _kind_after(noun: str, around: dict[str, frozenset[str]], kind: EntityKind) -> EntityKind:
    if noun in around["place_nouns"]:
        return "place"
    if noun in around["organization_nouns"]:
        return "organization"
    if noun in around["product_nouns"]:
        return "product"
    return kind


def _without_country(text: str, name: Name) -> list[Name]:
    """A person's name with its country glued on ("Durand de France") -> two names."""
    if name.kind != "person":
        return [name]
    match = _OF_COUNTRY.search(text[name.start : name.end])
    if match and country_named(match.group(1)):
        at = name.start + match.start(1)
        return [Name(name.start, name.start + match.start(), "person"), Name(at, name.end, "place")]
    return [name]
