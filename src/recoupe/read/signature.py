"""Who signs: wire services and outlets in sign-offs ("(xyz/ab)", "AVEC X"), bylines ("Par X avec Y") and provider lines."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from recoupe.read.lexicon import Mark
from recoupe.read.lines import Line
from recoupe.read.words import agency_forms, any_of, first_words, gather
from recoupe.text import fold

_NAME = r"[A-ZÀ-ÖØ-Þ0-9][\w.&'’-]*(?:\s(?:de|du|des|la|le|of|the|for|en|et)?\s?[A-ZÀ-ÖØ-Þ0-9][\w.&'’-]*){0,4}"
_CLOSING = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{2,60})[)\]]\s*[.*]?\s*$")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]{1,2}\.?[ -]?){1,3}")
_CLOSERS = frozenset(")].* \t")
_SENTENCE_ENDS = (".", "!", "?", "…", "»", "”", '"')
_SLASHED = re.compile(r"(?P<agency>[A-Za-zČÉ]{2,8}(?:-[A-Za-z]{2,6})?)(?:\s?/\s?[A-Za-zéè]{1,8}(?:-[A-Za-z]{1,4})?){1,4}\.?")
_DESK = re.compile(r"(?P<agency>[a-zA-ZČÉ]{2,8}(?:-[a-zA-Z]{2,6})?)(?:\s?[/,]\s?[a-zA-Zéè]{1,8}){1,4}")


class Signer(Struct, frozen=True):
    """A wire service with the place of its name in the line."""

    name: str
    start: int
    end: int


@cache
def _known() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(list(agency_forms()))})(?![\w-])")


def known_agencies(text: str, start: int = 0, end: int | None = None) -> list[Signer]:
    """Wire services of the table that stand in a stretch of text."""
    found = _known().finditer(text, start, len(text) if end is None else end)
    return [Signer(agency_forms()[m[0]], m.start(), m.end()) for m in found]


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(gather('with_'))})\s+(?:l'agence\s|le\s|la\s|les\s|the\s)?(?={_NAME_FOLDED})", re.IGNORECASE)


@cache
def _joining() -> frozenset[str]:
    return first_words(gather("with_"))


_NAME_FOLDED = r"[^\W_]"


@cache
def _provided() -> re.Pattern[str]:
    strong = [w for w in gather("provided") if " " in w]
    return re.compile(rf"^\W*(?:{any_of(strong)})\s*:?\s*")


def is_provider(text: str) -> bool:
    """Whether a line opens with the words that name who provided an article."""
    return _provided().match(fold(text)) is not None


def closing_signature(text: str) -> tuple[int, list[Signer]] | None:
    """Where a sign-off in brackets at the end of a paragraph begins, and who signs: ``(AFP)``, ``(avec X)``, ``(xyz/ab)``."""
    bracketed = text.rstrip().rstrip(".*").rstrip()[-1:] in (")", "]")
    match = _CLOSING.search(text, max(0, len(text) - 80)) if bracketed else None
    if match is None:
        return None
    inside, at = match["inside"], match.start("inside")
    known = known_agencies(text, at, match.end("inside"))
    rest = _known().sub("", inside)
    if known and len(re.findall(r"\w+", rest)) <= 4:
        return match.start(), known
    desk = _DESK.fullmatch(inside.strip())
    if desk and inside.islower() and len(inside) <= 16 and text[: match.start()].rstrip().endswith(_SENTENCE_ENDS):
        return match.start(), [Signer(desk["agency"], at, at + len(desk["agency"]))]
    joined = _joined().match(fold(inside))
    if joined and len(inside.split()) <= 6 and not any(c.isdigit() for c in inside):
        start = at + joined.end()
        return match.start(), [Signer(text[start : match.end("inside")].strip(), start, match.end("inside"))]
    return None


def signature_line(line: Line) -> list[Signer]:
    """Who signs where a whole line is a signature: ``AVEC X``, ``Source : AFP``, ``(AFP)``, ``AFP``; empty where it is none."""
    text = line.text
    may_sign = line.marks & Mark.SIGNS or text[-1:] in _CLOSERS or line.opening in _joining()
    if not may_sign or len(text) > 80 or len(text.split()) > 8:
        return []
    folded = fold(text)
    bracketed = closing_signature(text)
    if bracketed and (bracketed[0] == 0 or _INITIALS.fullmatch(text[: bracketed[0]])):
        return bracketed[1]
    slashed = _SLASHED.fullmatch(text)
    if slashed and (signer := _desk_agency(slashed["agency"])):
        others = known_agencies(text, slashed.end("agency"))
        return [Signer(signer, slashed.start("agency"), slashed.end("agency")), *others]
    named = _joined().search(folded) if len(folded) == len(text) else None
    if named and named.start() and len(text[: named.start()].split()) <= 4 and (text[0].isupper() or text[0].isdigit()):
        known = known_agencies(text, named.end())
        if len(known) == 1 and known[0].start == named.end() and not text[known[0].end :].strip(" .*"):
            return known
    joined = _joined().match(folded.lstrip("-–— "))
    if joined:
        start = text.find(text.lstrip("-–— ")) + joined.end()
        name = text[start:].strip(" .*")
        known = known_agencies(text, start)
        if known:
            return known
        upper = sum(w[0].isupper() for w in name.split())
        if name and not any(c in '.?!:;«"' for c in name) and len(name.split()) <= 5 and (text.isupper() or upper == len(name.split())):
            return [Signer(name, start, start + len(name))]
        return []
    known = known_agencies(text)
    rest = re.findall(r"\w+", _known().sub("", text))
    return known if known and all(fold(w) in _company() for w in rest) else []


def _desk_agency(form: str) -> str | None:
    """The wire service of a desk's mark: ``ats``, ``AFP``, ``SDA-ATS``; case does not count."""
    forms = agency_forms()
    return next((forms[f] for f in (form, form.upper(), form.upper().rsplit("-", 1)[-1]) if f in forms), None)


@cache
def _company() -> frozenset[str]:
    """The words that may stand beside an agency's name in a signature."""
    return frozenset(w for field in ("provided", "with_", "by", "newsroom") for phrase in gather(field) for w in phrase.split())


def byline_agencies(text: str) -> tuple[list[Signer], str | None]:
    """Wire services that a byline, stamp or provider line credits, and the outlet it names beside them."""
    folded = fold(text)
    provided = _provided().match(folded)
    if provided:
        body = text[provided.end() :]
        name = re.match(_NAME, body)
        joined = _joined().search(folded, provided.end())
        if joined:
            partner = re.match(_NAME, text[joined.end() :])
            if partner:
                at = joined.end()
                return [Signer(partner[0], at, at + partner.end())], text[provided.end() : joined.start()].strip() or None
        if name:
            return [Signer(name[0], provided.end(), provided.end() + name.end())], None
    return known_agencies(text), None
