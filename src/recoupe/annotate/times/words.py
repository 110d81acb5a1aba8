"""The form of a language's time table (``languages/*/time.toml``) and how its words and numbers are read."""

from __future__ import annotations

import re

from msgspec import Struct, field

from recoupe.records import TimexType

Field = int | str | None

NUMERIC = {
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "day_two": r"(?:0[1-9]|[12]\d|3[01])(?!\d)",
    "day_late": r"(?:1[3-9]|2\d|3[01])(?!\d)",
    "month_number": r"(?:1[0-2]|0?[1-9])",
    "month_two": r"(?:1[0-2]|0[1-9])",
    "year": r"(?:1[4-9]|20)\d\d(?!\d)",
    "short_year": r"'?\d\d(?!\d)",
    "decade_year": r"(?:(?:1[4-9]|20)\d0|\d0)s?(?!\d)",
    "hour": r"(?:[01]?\d|2[0-4])(?!\d)",
    "hour_colon": r"(?<![\d:,.])(?:[01]?\d|2[0-4])",
    "minute": r"[0-5]\d(?!\d)",
    "figure": r"\d{1,4}(?!\d)",
}
THOUSANDS = r"\d{1,3}(?:(?:[.,]| )\d{3}){1,4}(?!\d)"


class Rule(Struct, frozen=True):
    """Patterns that read alike: the shape of their meaning, fields they fix, and how several expressions of one pattern are tied."""

    shape: str
    patterns: list[str]
    fields: dict[str, Field] = field(default_factory=dict)
    type: TimexType | None = None
    join: str | None = None


class Veto(Struct, frozen=True):
    """What looks like a time and is none: shapes it stops, and the text before, covered and after that stops them."""

    shapes: list[str]
    before: str = ""
    covers: str = ""
    after: str = ""


class Direction(Struct, frozen=True):
    """Regular expressions of words that tell of the past or of what is to come; ``{name}`` is the macro of that name.

    ``past`` and ``future`` may stand anywhere in the sentence, those with ``_lead`` right before the expression, where ``open_lead`` gives
    way to any verb. Words that only plan give way to a verb of the past: ``aims`` ("to meet") wherever it stands, ``invited``
    ("organised") where it comes after and none of ``left_open`` ("was cancelled"), ``expected`` ("due") to one of ``happened`` after it.
    ``scheduled`` verbs tell in the present what is held on a set day: of "this" day they tell nothing to come.
    ``told`` and ``participles`` stand right before the expression, the latter only where no future stands before.
    ``plans`` are nouns of what is held on a set day, unless one of the words of ``linked`` ties the expression to them ("the strike of
    Monday"); ``plans_after`` tells the same right after the expression (an hour). No lead counts where ``possessive`` follows
    ("Monday's storm"); a verb after one of ``relatives`` tells nothing of what stands before. With ``lower_case`` no word with a
    capital inside a sentence is one of these.
    """

    past: list[str]
    future: list[str]
    scheduled: list[str] = field(default_factory=list)
    past_lead: list[str] = field(default_factory=list)
    future_lead: list[str] = field(default_factory=list)
    open_lead: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    aims: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    participles: list[str] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    linked: str = ""
    plans_after: list[str] = field(default_factory=list)
    possessive: str = ""
    relatives: str = ""
    lower_case: bool = False


class TimeWords(Struct, frozen=True):
    """The form of ``languages/*/time.toml``."""

    classes: dict[str, dict[str, int | str]]
    numbers: dict[str, int]
    rules: list[Rule]
    direction: Direction
    macros: dict[str, str] = field(default_factory=dict)
    vetoes: list[Veto] = field(default_factory=list)
    vague_type: TimexType = "DATE"


def read_number(words: TimeWords, text: str) -> float | None:
    """The number that digits or words say ("vingt et un", "twenty-one", "2,5"); None where it is neither."""
    if text[0].isdigit():
        return float(re.sub(r"[ .,]", "", text) if re.fullmatch(THOUSANDS, text) else text.replace(",", "."))
    total, current = 0, 0
    for word in re.split(r"[ -]+", text):
        value = words.numbers.get(word, 0)
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 or (value == 20 and current == 4):
            current = max(current, 1) * value
        else:
            current += value
    return float(total + current) or None


def read_field(words: TimeWords, source: str | None, text: str) -> Field:
    """The value of one group: a number, or the word's value in its table; a flag is 1."""
    if source is None:
        return 1
    if source == "n":
        number = read_number(words, text)
        return None if number is None else int(number) if number == int(number) else str(number)
    if source in NUMERIC:
        return int(re.sub(r"\D", "", text))
    return words.classes[source].get(re.sub(r" +", " ", text))
