"""03/04/2024 in an English text: the fourth of March or the third of April, by the page's printed date, its country, its other dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from recoupe.calendar import days_of, make_date
from recoupe.languages.countries import writes_month_first
from recoupe.records import Article, Meaning, TimeExpression

_BARE = re.compile(r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})")


def order_figures(times: Sequence[TimeExpression], article: Article) -> list[TimeExpression]:
    """Tagged expressions with the day and month of dates in bare figures in the page's own order."""
    if article.language != "en":
        return list(times)
    bare = {n: m for n, t in enumerate(times) if t.meaning.shape == "date" and (m := _BARE.search(article.text, t.start, t.end))}
    if not bare:
        return list(times)
    first = _order_of(article, list(bare.values()))
    out = list(times)
    for n, match in bare.items():
        a, b = int(match["a"]), int(match["b"])
        if max(a, b) <= 12:
            month_first = _is_nearer(match, article) if first is None else first
            day, month = (b, a) if month_first else (a, b)
            out[n] = replace(out[n], meaning=Meaning(shape="date", fields={**out[n].meaning.fields, "day": day, "month": month}))
    return out


def _order_of(article: Article, dates: Sequence[re.Match[str]]) -> bool | None:
    """Whether the page writes the month first; None where nothing says so."""
    for time in (article.published, article.updated):
        words = [article.text[p.start : p.end] for p in time.passages] if time and time.value and time.basis == "stamp" else []
        match = _BARE.search(" ".join(words))
        days = days_of(time)
        read = {first for first in (True, False) if match and days and _day(match, first) == days.first}
        if len(read) == 1:
            return read.pop()
    country = article.outlet.country if article.outlet else None
    if country is not None:
        return writes_month_first("en", country)
    styles = {int(m["b"]) > 12 for m in dates if (int(m["a"]) > 12) != (int(m["b"]) > 12)}
    return styles.pop() if len(styles) == 1 else None


def _is_nearer(match: re.Match[str], article: Article) -> bool:
    """Whether the month-first reading is nearer to the publication; also where that is not known."""
    published, one, other = days_of(article.published), _day(match, True), _day(match, False)
    if published is None or one is None or other is None:
        return True
    return abs(one - published.first) <= abs(other - published.first)


def _day(match: re.Match[str], month_first: bool) -> date | None:
    month, day = (int(match["a"]), int(match["b"])) if month_first else (int(match["b"]), int(match["a"]))
    return make_date(int(match["y"]), month, day)
