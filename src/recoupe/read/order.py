"""How a page writes 03/04/2024: by its language, the country of its words or address, its other dates; else as an American page does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from recoupe.calendar import make_date
from recoupe.language import find_language
from recoupe.languages.countries import country_of_domain, writes_month_first
from recoupe.records import Article, Time, TimeAlternative

_BARE = re.compile(r"(?<![\d./‐-―−-])(?P<a>\d{1,2})(?P<sep>[./‐-―−-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?![\d])(?!(?P=sep)\d)")
_HOST = re.compile(r"^[a-z]+://([^/:?#]*)", re.IGNORECASE)
_UNION = ".eu"
_SAMPLE = 2000


class DateOrder(Struct, frozen=True):
    """Whether the month stands first, and whether anything on the page says so."""

    month_first: bool
    sure: bool = True


def find_order(text: str, tag: str | None = None, addresses: Sequence[str | None] = (), days: Sequence[str] = ()) -> DateOrder:
    """The order of day and month on a page with that text.

    ``tag`` is the language tag that the page declares ("en-GB"), ``addresses`` are its own, ``days`` the days known from elsewhere.
    """
    if find_language(re.sub(r"\s+", " ", text)[-_SAMPLE:]) != "en":
        return DateOrder(False)
    region = re.search(r"-([A-Za-z]{2})\b", tag or "")
    hosts = [m[1].lower() for address in addresses if address and (m := _HOST.match(address))]
    countries = [*([region[1].upper()] if region else []), *(c for host in hosts if (c := country_of_domain(host)))]
    if countries:
        return DateOrder(writes_month_first("en", countries[0]))
    if any(host.endswith(_UNION) for host in hosts):
        return DateOrder(False)
    dates = list(_BARE.finditer(text))
    if len(styles := {int(m["b"]) > 12 for m in dates if (int(m["a"]) > 12) != (int(m["b"]) > 12)}) == 1:
        return DateOrder(styles.pop())
    read = {first for m in dates for first in (True, False) if _day(m, first) in days}
    return DateOrder(read.pop()) if len(read) == 1 else DateOrder(True, sure=False)


def with_other_readings(article: Article) -> Article:
    """An article of a page whose order is not sure: its times in bare figures keep the other reading as an alternative."""
    published, updated = (_with_other(time, article) for time in (article.published, article.updated))
    return replace(article, published=published, updated=updated)


def _with_other(time: Time | None, article: Article) -> Time | None:
    if time is None or time.value is None or time.basis != "stamp":
        return time
    words = " ".join(article.text[p.start : p.end] for p in time.passages)
    match = _BARE.search(words)
    readings = [day for first in (True, False) if (day := _day(match, first))] if match else []
    other = [day for day in readings if day != time.value[:10]]
    if len(readings) < 2 or len(other) != 1:
        return time
    rule = "the same figures with day and month the other way round"
    losing = TimeAlternative(value=other[0] + time.value[10:], basis=time.basis, rule=rule, passages=time.passages)
    return replace(time, alternatives=(*time.alternatives, losing))


def _day(match: re.Match[str], month_first: bool) -> str | None:
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    month, day = (int(match["a"]), int(match["b"])) if month_first else (int(match["b"]), int(match["a"]))
    found = make_date(year, month, day)
    return found.isoformat() if found else None
