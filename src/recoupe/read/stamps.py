"""Printed publication and update stamps: dates with their clock times as pages print them, two glued together among them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from recoupe.read.words import any_of, gather, month_numbers
from recoupe.read.zones import zone_names, zone_offset
from recoupe.text import fold

Role = Literal["published", "updated", "unknown"]
_DIGIT = re.compile(r"\d")
_NAMES = 40  # characters of weekday and month before the first number of a date
_ZONES = {
    "utc": "+00:00", "gmt": "+00:00", "z": "+00:00", "cet": "+01:00", "cest": "+02:00", "bst": "+01:00", "ist": "+05:30",
    "est": "-05:00", "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00", "cst": "-06:00", "cdt": "-05:00",
}  # fmt: skip


class Stamp(Struct, frozen=True, kw_only=True, gc=False):
    """A date printed in a line: offsets in the line, value cut to its precision, and what the words before it make of it."""

    start: int
    end: int
    value: str
    role: Role = "unknown"
    zone: str | None = None
    has_year: bool = True

    @property
    def day(self) -> str:
        """The day, ``YYYY-MM-DD``."""
        return self.value[:10]


@cache
def _date_pattern() -> re.Pattern[str]:
    months = any_of(list(month_numbers()))
    days = any_of(gather("weekdays"))
    clock = (
        r"(?P<hour>[01]?\d|2[0-4])\s?(?:[:h.]|\s?heures?\s?)\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:[.,]\d+)?"
        r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    )
    sharp = r"(?P<sharp>[01]?\d|2[0-3])\s?(?:h\b|(?P<half2>[ap])\.?m\b\.?)"
    zone = (
        r"(?:\s?\(?(?P<zone>z\b|utc\b|gmt\b|cest\b|cet\b|bst\b|e[sd]t\b|p[sd]t\b|c[sd]t\b|ist\b|[+-]\d\d:?\d\d\b"
        rf"|(?:{any_of(zone_names())})\b)"
        r"(?:(?P<shift>[+-]\d{1,2})\b)?\)?)?"
    )
    iso = r"(?P<y1>(?:19|20)\d\d)-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)"
    numeric = r"(?<!\d)(?<!\d[./-])(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)(?P<y2>(?:19|20)\d\d|\d\d(?![\d:h]))"
    day_first = rf"(?<![\d:])(?P<d3>[0-3]?\d)(?:er|st|nd|rd|th)?[\s-](?:of\s)?(?P<m3>{months})\b\.?,?(?:[\s-](?P<y3>(?:19|20)\d\d))?"
    month_first = rf"(?<![^\W_])(?P<m4>{months})\b\.?\s(?P<d4>[0-3]?\d)(?:st|nd|rd|th)?(?:,\s?|\s)(?P<y4>(?:19|20)\d\d)"
    gap = r"(?:\s?(?:[,|•·/\\-]|(?:,\s)?(?:a las?|(?:alle )?ore)|a|at|t|le|kl\.?|um|-|\bde\b)?\s{0,2}\(?)?"
    before = rf"(?:{_begins(gather('weekdays'))}(?:(?<=\s)|(?<=^)|(?<=[(|•,;:-]))(?:{days})\.?,?\s)?"
    date = rf"(?:(?=\d)(?:{iso}|{numeric}|{day_first})|{_begins(month_numbers())}{month_first})"
    return re.compile(rf"{before}{date}(?:{gap}(?:{clock}|{sharp})(?!\d[^\d.,/]|\s?%){zone})?")


def _begins(words: Iterable[str]) -> str:
    """A cheap look ahead for the first letters of words, before the words themselves are tried."""
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words}))}])"


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:(?P<updated>{any_of(gather('updated'))})|(?P<published>{any_of(gather('published'))}))(?![^\W_])")


def is_role(text: str) -> bool:
    """Whether words only say that a date follows: "Published:", "Article mis à jour le"."""
    plain = _role_pattern().sub("", fold(text))
    return len(text) < 40 and plain != fold(text) and len(re.findall(r"[^\W_]{3,}", plain)) <= 1


def before_role(text: str) -> str:
    """What stands before the first words that say that a date follows: "Ada Lenz" in "Ada Lenz, published"."""
    found = _role_pattern().search(fold(text))
    return text[: found.start()] if found and len(fold(text)) == len(text) else ""


def find_stamps(line: str, month_first: bool = False, folded: str | None = None) -> list[Stamp]:
    """Dates printed in one line, in order; ``month_first`` reads 03/04/2024 the American way where both readings exist.
    ``folded`` is the line folded, where that is known.

    A clock time right after a date belongs to it, also where the next date is glued on: ``14.09.2023, 03:5914.09.2023, 08:22``.
    """
    if _DIGIT.search(line) is None:
        return []
    folded = fold(line) if folded is None else folded
    out: list[Stamp] = []
    at, named = 0, None
    while match := _next_date(folded[at:]):
        stamp = _stamp(match, month_first, folded[at : at + match.start()])
        if stamp is not None:
            out.append(replace(stamp, start=at + stamp.start, end=at + stamp.end))
        at, named = at + match.end(), match["zone"]
        clock = _ONLY_CLOCK.match(folded[at:]) if out else None
        if clock and out[-1].has_year and _role(clock[0]) == "updated" and not _is_elapsed(folded[at:], clock):
            value = f"{out[-1].day}T{_clock(clock['hour'], clock['minute'], clock['half'])}"
            zone = _ZONES.get(clock["zone"] or "") or zone_offset(clock["zone"] or "", out[-1].day)
            out.append(Stamp(start=at + clock.start("hour"), end=at + clock.end(), value=value, role="updated", zone=zone))
            at, named = at + clock.end(), clock["zone"]
    return _with_last_zone(out, named) if named and len(out) > 1 and out[-1].zone else out


def _is_elapsed(folded: str, clock: re.Match[str]) -> bool:
    """Whether hours have gone by since then: "il y a 3 h", "3 h ago"."""
    near = folded[max(0, clock.start("hour") - _NEAR) : clock.end() + _NEAR]
    return any(words in near for words in gather("elapsed"))


def _with_last_zone(stamps: list[Stamp], name: str) -> list[Stamp]:
    """The zone that closes a line serves its earlier clock times too, where they have none of their own."""
    if not name.isalpha() and name not in zone_names():
        return stamps
    return [
        replace(s, zone=_ZONES.get(name) or zone_offset(name, s.day)) if "T" in s.value and s.has_year and s.zone is None else s
        for s in stamps
    ]


def _next_date(folded: str) -> re.Match[str] | None:
    digit = _DIGIT.search(folded)
    return _date_pattern().search(folded, max(0, digit.start() - _NAMES)) if digit else None


_NEAR = 10  # characters around a clock time
# A clock time alone after a date: "..., mis à jour à 09h20" is on the same day.
_ONLY_CLOCK = re.compile(
    r"[^\d.]{3,40}?(?P<hour>[01]?\d|2[0-3])\s?[:h]\s?(?P<minute>[0-5]\d)?(?![^\W_]|[./-]\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s(?P<zone>[a-z]{2,4})\b)?"
)
_CLOCK_BEFORE = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])\s?[:h.]\s?(?P<minute>[0-5]\d)\s?(?:(?P<half>[ap])\.?m\.?)?\s?(?P<zone>[a-z]{2,4}|[+-]\d\d:?\d\d)?(?:\s?[,|•·-]?\s?(?:on\s|le\s)?)$"
)


def _role(before: str) -> Role:
    roles = list(_role_pattern().finditer(before))
    if not roles:
        return "unknown"
    return "updated" if roles[-1]["updated"] else "published"


def _stamp(match: re.Match[str], month_first: bool, before: str) -> Stamp | None:
    date = _date(match, month_first)
    if date is None:
        return None
    year, month, day = date
    value = f"{year or 'XXXX'}-{month:02d}-{day:02d}"
    start, zone = match.start(), _zone(match, value)
    clock = _clock(match["hour"] or match["sharp"], match["minute"], match["half"] or match["half2"])
    ahead = _CLOCK_BEFORE.search(before) if clock is None else None
    named = ahead["zone"] if ahead else None
    if ahead and (named is None or named in _ZONES or named in zone_names() or not named.isalpha()):
        start, clock = ahead.start(), _clock(ahead["hour"], ahead["minute"], ahead["half"])
        zone = _ZONES.get(named or "") or zone_offset(named or "", value)
    value += f"T{clock}" if clock else ""
    return Stamp(start=start, end=match.end(), value=value, role=_role(before), zone=zone if clock else None, has_year=year is not None)


def _date(match: re.Match[str], month_first: bool) -> tuple[int | None, int, int] | None:
    if match["y1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    elif match["y2"]:
        first, second, year = int(match["a"]), int(match["b"]), int(match["y2"])
        year += 2000 if year < 100 else 0
        day, month = (second, first) if second > 12 or (month_first and first <= 12) else (first, second)
    else:
        month = month_numbers()[match["m4"] or match["m3"]]
        day = int(match["d4"] or match["d3"])
        if match["m3"] and not match["y3"]:
            return (None, month, day) if 1 <= day <= 31 else None
        year = int(match["y4"] or match["y3"])
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return year, month, day


def _clock(hours: str | None, minutes: str | None, half: str | None) -> str | None:
    if hours is None:
        return None
    hour = int(hours)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{int(minutes or 0):02d}" if hour < 24 else None


def _zone(match: re.Match[str], day: str) -> str | None:
    name = match["zone"]
    if not name:
        return None
    if name[0] in "+-":
        return f"{name[:3]}:{name[-2:]}"
    if match["shift"] and name in ("utc", "gmt"):
        return f"{match['shift'][0]}{int(match['shift'][1:]):02d}:00"
    return _ZONES.get(name) or zone_offset(name, day)


def stamp_roles(stamps: list[Stamp]) -> tuple[Stamp | None, Stamp | None]:
    """The publication and the update among the stamps of one line: named ones first, then the earlier and the later."""
    dated = [s for s in stamps if s.has_year]
    updated = next((s for s in dated if s.role == "updated"), None)
    rest = [s for s in dated if s.role != "updated"]
    published = next((s for s in rest if s.role == "published"), rest[0] if rest else None)
    if updated is None and published is not None and len(rest) > 1:
        later = next((s for s in rest if s is not published and s.value > published.value), None)
        updated = later
    return published, updated


_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[/_.-]?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])(?=/)")


def url_date(url: str) -> str | None:
    """The day, or else the month, that a page's address carries; None where the address holds two different days."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.split("?")[0].split("#")[0])
    days = {f"{m['y']}-{m['m']}-{m['d']}" for m in _URL_DAY.finditer(path) if _is_day(m)}
    if len(days) == 1:
        return days.pop()
    month = _URL_MONTH.search(path)
    return f"{month['y']}-{month['m']}" if month and not days else None


def _is_day(match: re.Match[str]) -> bool:
    try:
        datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return False
    return True
