"""The line between two dispatches of one page -> what it says of the text under it: older or newer, and of which day."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from recoupe.languages import LANGUAGES, load_words
from recoupe.read.lines import Line
from recoupe.read.stamps import find_stamps
from recoupe.read.words import any_of, gather, reading_words
from recoupe.text import fold

_MOST_WORDS = 14  # of a line between two parts
_CLOCK = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])(?:\s?[h:]\s?(?P<minute>[0-5]\d)?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?![\d/.-])")


class JoinedWords(Struct, frozen=True):
    """Words on the seams of pages that join dispatches (languages/*/joined.toml)."""

    older: list[str]
    newer: list[str]
    filler: list[str]
    days: dict[str, int]


class Seam(Struct, frozen=True, kw_only=True):
    """A place where another dispatch begins: its day as printed, whether it is older than what stands above, and is so called."""

    older: bool
    named: bool = True
    day: str | None = None
    back: int | None = None
    weekday: int | None = None
    clock: str | None = None


@cache
def _tables() -> tuple[JoinedWords, ...]:
    return tuple(load_words(language, "joined", JoinedWords) for language in LANGUAGES)


@cache
def _opening() -> re.Pattern[str]:
    older, newer = ([fold(w) for t in _tables() for w in getattr(t, name)] for name in ("older", "newer"))
    return re.compile(rf"\W*(?:(?P<older>{any_of(older)})|(?P<newer>{any_of(newer)})|(?P<role>{any_of(gather('published'))}))(?![^\W_])")


@cache
def _days() -> dict[str, int]:
    return {fold(name): back for table in _tables() for name, back in table.days.items()}


@cache
def _weekdays() -> dict[str, int]:
    return {fold(name): n % 7 + 1 for table in reading_words() for n, name in enumerate(table.weekdays[:7])}


@cache
def _known() -> re.Pattern[str]:
    filler = [fold(w) for t in _tables() for w in t.filler]
    words = [*filler, *_days(), *_weekdays(), *gather("published"), *gather("updated")]
    return re.compile(rf"(?<![^\W_])(?:{any_of(words)})(?![^\W_])")


def may_part(text: str) -> bool:
    """Whether a line opens with the words of one between two dispatches."""
    return _opening().match(fold(text)) is not None


def find_seam(line: Line) -> Seam | None:
    """What a line between two dispatches says: "Article initial publié le 11 mars", "— Publié hier à 18h —", "Earlier story".

    None for a line that says anything more, sentences above all.
    """
    if line.n_words > _MOST_WORDS:
        return None
    opening = _opening().match(line.folded)
    if opening is None:
        return None
    stamps = line.stamps or tuple(find_stamps(line.text))
    rest = line.folded[opening.end() :]
    for stamp in stamps:
        rest = rest.replace(line.folded[stamp.start : stamp.end], " ")
    if re.search(r"[^\W\d_]{2,}", _known().sub(" ", _CLOCK.sub(" ", rest))):
        return None
    day = stamps[0].day if stamps else None
    back = next(
        (n for name, n in sorted(_days().items(), key=lambda d: -len(d[0])) if re.search(rf"\b{re.escape(name)}\b", line.folded)), None
    )
    weekday = next((n for name, n in _weekdays().items() if re.search(rf"\b{name}\b", line.folded)), None)
    if opening["role"] and ((day is None and back is None and weekday is None) or line.text[0] in "([" or line.text[-1] in ")]"):
        return None  # without a day, or the note on a picture or video
    clock = stamps[0].value[11:16] if stamps else _clock(line.folded)
    return Seam(older=opening["newer"] is None, named=not opening["role"], day=day, back=back, weekday=weekday, clock=clock or None)


def _clock(folded: str) -> str | None:
    found = _CLOCK.search(folded)
    if found is None or not (found["minute"] or found["half"] or "h" in found[0]):
        return None
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "p" else 0) if found["half"] else int(found["hour"])
    return f"{hour:02d}:{int(found['minute'] or 0):02d}"
