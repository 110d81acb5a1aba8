"""The engine's reasons -> the reader's language, by templates kept with the interface texts; what has no template stays as it is."""

from __future__ import annotations

import re
from functools import lru_cache

from babel.dates import get_day_names

from recoupe.dossier.days import tell_day
from recoupe.dossier.wording import Wording, load_wording

_DAY = r"\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d-\d\d)?"
_HOLES = {
    "rest": r"(?P<rest>.+)",
    "words": r"(?P<words>.+?)",
    "day": rf"(?P<day>{_DAY})",
    "day2": rf"(?P<day2>{_DAY})",
    "n": r"(?P<n>\d+)",
    "weekday": "(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
}


@lru_cache(maxsize=4096)
def _tell(reason: str, language: str) -> str:
    wording = load_wording(language)
    for pattern, template in _templates(language):
        if found := pattern.fullmatch(reason):
            return template.format(**{name: _told(name, value, wording) for name, value in found.groupdict().items()})
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda m: tell_day(m[0], wording), reason)


def tell_reason(reason: str | None, wording: Wording) -> str:
    """A rule, an anchor or a basis in the reader's language, its days told like all others."""
    return _tell(reason, wording.language) if reason else ""


@lru_cache(maxsize=4)
def _templates(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(template), told) for template, told in load_wording(language).reasons.items())


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile("".join(_HOLES[part] if n % 2 else re.escape(part) for n, part in enumerate(parts)))


def _told(name: str, value: str, wording: Wording) -> str:
    if name == "rest":
        return _tell(value, wording.language)
    if name in ("day", "day2"):
        return tell_day(value, wording) if "/" not in value else value
    if name == "weekday":
        english = {day: n for n, day in get_day_names("wide", locale="en").items()}
        return str(get_day_names("wide", locale=wording.language)[english[value]])
    return value
