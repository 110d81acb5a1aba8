"""Named clock times ("heure de Paris", "ET") -> their offset on a day; the day of an instant where its outlet is."""

from __future__ import annotations

import datetime
from functools import cache
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from recoupe.languages.countries import zone_of_country
from recoupe.read.words import reading_words
from recoupe.records import Article, Time
from recoupe.text import fold


@cache
def zone_names() -> dict[str, str]:
    """Folded name of a clock time -> an offset, or the name of its zone in the tz database."""
    return {fold(name): zone for table in reading_words() for name, zone in table.zones.items()}


def zone_offset(name: str, day: str) -> str | None:
    """The offset of a named clock time at noon of a day ``YYYY-MM-DD``; None where the name or the day is unknown."""
    zone = zone_names().get(name)
    if zone is None or "/" not in zone:
        return zone
    try:
        noon = datetime.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    return noon.isoformat()[-6:]


def with_local_days(article: Article) -> Article:
    """An article whose instants in universal time fall on the day they had where the outlet is; the reason says so."""
    country = article.outlet.country if article.outlet else None
    zone = zone_of_country(country) if country else None
    if zone is None or country is None:
        return article
    published, updated = (_on_local_day(time, zone, country) for time in (article.published, article.updated))
    return (
        article if (published, updated) == (article.published, article.updated) else replace(article, published=published, updated=updated)
    )


def _on_local_day(time: Time | None, zone: str, country: str) -> Time | None:
    """Only universal time is moved: any other offset is the page's own choice of a clock."""
    if time is None or time.precision != "minute" or time.zone != "+00:00" or not time.value:
        return time
    try:
        local = datetime.datetime.fromisoformat(f"{time.value}+00:00").astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError):
        return time
    day = local.date().isoformat()
    if day == time.first_day:
        return time
    return replace(time, first_day=day, last_day=day, rule=f"{time.rule}; {day} by the clock of the outlet’s country ({country}, {zone})")
