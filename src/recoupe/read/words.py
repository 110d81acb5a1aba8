"""The reading words of every language as compiled tables: cue expressions, months, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec

from recoupe.languages import LANGUAGES, load_words
from recoupe.text import fold

CUE_KINDS = ("consent", "newsletter", "comments", "related", "share", "legal", "player", "navigation", "truncated")


class Cue(msgspec.Struct, frozen=True):
    """Words of one kind of noise: whole lines, line beginnings, words inside a line; ``follow`` verbs open a line that
    names a network, ``inline`` ones stand in the middle of a text as often as after it, ``closing`` ones open whole sentences under it."""

    whole: list[str]
    opens: list[str]
    inside: list[str]
    follow: list[str] = []
    inline: list[str] = []
    closing: list[str] = []


class ReadingWords(msgspec.Struct, frozen=True, kw_only=True):
    """One language's table of reading words (languages/*/reading.toml)."""

    published: list[str]
    updated: list[str]
    by: list[str]
    field_by: list[str]
    date_leads: list[str]
    provided: list[str]
    with_: list[str] = msgspec.field(name="with")
    newsroom: list[str]
    credit: list[str]
    photo_source: list[str]
    caption: list[str]
    caption_labels: list[str]
    desk: list[str]
    small: list[str]
    verbs: list[str]
    address: list[str]
    speaker: list[str]
    months: list[str]
    weekdays: list[str]
    elapsed: list[str]
    roles: list[str]
    credit_marks: list[str]
    zones: dict[str, str]
    cues: dict[str, Cue]


class AccessWords(msgspec.Struct, frozen=True):
    """Words by which pages say that a text goes on elsewhere, or that there is none (languages/*/access.toml)."""

    wall: list[str]
    label: list[str]
    goes_on: list[str]
    error_titles: list[str]
    error_texts: list[str]


class Agency(msgspec.Struct, frozen=True):
    """A wire service and the forms in which it signs."""

    name: str
    forms: list[str]


class Agencies(msgspec.Struct, frozen=True):
    """The table of agencies: those of news, and the names by which those of pictures sign."""

    agency: list[Agency]
    pictures: list[str]


class CueTable(msgspec.Struct, frozen=True):
    """One kind of noise over all languages."""

    whole: frozenset[str]
    opens: re.Pattern[str]
    inside: re.Pattern[str]
    opening_words: frozenset[tuple[str, ...]]
    inside_words: frozenset[str]


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def reading_words() -> tuple[ReadingWords, ...]:
    """The tables of all languages: pages mix them, a template is often in another language than its article."""
    return tuple(load_words(language, "reading", ReadingWords) for language in LANGUAGES)


@cache
def access_words() -> tuple[AccessWords, ...]:
    """What pages of all languages say of access to their texts."""
    return tuple(load_words(language, "access", AccessWords) for language in LANGUAGES)


@cache
def gather(field: str) -> tuple[str, ...]:
    """The words of one field over all languages, folded."""
    return tuple(fold(word) for table in reading_words() for word in getattr(table, field))


@cache
def cue_tables() -> dict[str, CueTable]:
    """Cue expressions by kind, over folded lines."""
    out = {}
    for kind in CUE_KINDS:
        cues = [table.cues[kind] for table in reading_words() if kind in table.cues]
        openers, insiders = [w for c in cues for w in c.opens], [w for c in cues for w in c.inside]
        followers = [w for c in cues for w in c.follow]
        opens, follow = any_of(openers), any_of(followers)
        if follow:
            networks = "facebook|twitter|telegram|whatsapp|instagram|youtube|linkedin|tiktok|google news|threads|bluesky"
            opens = rf"{opens}|(?:{follow})\b.{{0,60}}(?:{networks})"
        out[kind] = CueTable(
            whole=frozenset(bare(w) for c in cues for w in c.whole),
            opens=re.compile(rf"[\W\d]{{0,8}}(?:{opens})(?:(?![^\W_])|(?<=\W))"),
            inside=re.compile(rf"(?<![^\W_])(?:{any_of(insiders)})(?![^\W_])"),
            opening_words=frozenset(_first_two(w) for w in openers) | {(word,) for word in first_words(followers)},
            inside_words=longest_words(insiders),
        )
    return out


@cache
def _inline() -> frozenset[str]:
    return frozenset(bare(w) for table in reading_words() for w in table.cues["related"].inline)


def is_inline(folded: str) -> bool:
    """Whether a line that announces other articles is one that also stands in the middle of a text."""
    return bare(folded) in _inline()


@cache
def closing_notice() -> re.Pattern[str]:
    """How a notice under a text begins, of rights or of what subscribers alone can read."""
    tables = [cue for table in reading_words() for cue in table.cues.values()]
    return re.compile(rf"\W*(?:{any_of([fold(words) for cue in tables for words in cue.closing])})")


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The first word of every phrase, by which a line is known not to hold any; a phrase without words is known by ``""``."""
    return frozenset((re.findall(r"[^\W_]+", phrase) or [""])[0] for phrase in phrases)


def _first_two(phrase: str) -> tuple[str, ...]:
    """The one or two words that a line begins with where it begins with the phrase; none where the phrase has no word."""
    return tuple(re.findall(r"[^\W_]+", phrase)[:2])


def longest_words(phrases: Iterable[str]) -> frozenset[str]:
    """The longest word of every phrase, which tells more than the first where the phrase may stand anywhere; ``""`` without words."""
    return frozenset(max(re.findall(r"[^\W_]+", phrase) or [""], key=len) for phrase in phrases)


_LETTERED = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
_MARKS = re.compile(r"[^\w'-]+")


def bare(folded: str) -> str:
    """A folded line without numbers and marks at its ends, inner marks kept as one space."""
    found = _LETTERED.search(folded)
    return _MARKS.sub(" ", found[0]) if found else ""


@cache
def _agencies() -> Agencies:
    data = resources.files("recoupe.read").joinpath("agencies.toml").read_bytes()
    return msgspec.toml.decode(data, type=Agencies)


@cache
def agency_forms() -> dict[str, str]:
    """Signing form -> name of the wire service."""
    return {form: agency.name for agency in _agencies().agency for form in agency.forms}


def picture_agencies() -> list[str]:
    """The names by which agencies sign that sell pictures."""
    return _agencies().pictures


@cache
def agency_ends() -> frozenset[str]:
    """The last word of each form in which an agency of news or pictures signs, folded."""
    return frozenset(fold(form).split()[-1].split("-")[-1] for form in (*agency_forms(), *picture_agencies()))


@cache
def month_numbers() -> dict[str, int]:
    """Folded month name or abbreviation -> 1 to 12, over all languages."""
    return {fold(name): n for table in reading_words() for n, names in enumerate(table.months, 1) for name in names.split()}
