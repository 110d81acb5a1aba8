"""The day that a file's name or its folders carry: the weakest evidence of a page's day, and perhaps the day it was fetched."""

from __future__ import annotations

import re
from datetime import date

from recoupe.calendar import make_date
from recoupe.records import PageRef

_DAY = re.compile(r"(?<![^\W_])(?P<y>(?:19|20)\d\d)(?P<sep>[-_./ ]?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?=T\d|[\W_]|$)")


def day_of_file(page: PageRef) -> date | None:
    """The one day in the name of a page's file, else in its folders; None where there are two, or where it was fetched on that day."""
    if page.path is None or page.warc is not None:
        return None
    name = page.path.replace("\\", "/").rpartition("/")[2]
    for part in (name, page.path.replace("\\", "/")):
        days = {day for m in _DAY.finditer(part) if (day := make_date(int(m["y"]), int(m["m"]), int(m["d"])))}
        if days:
            (day, *more) = sorted(days)
            return None if more or (page.fetched or "").startswith(day.isoformat()) else day
    return None
