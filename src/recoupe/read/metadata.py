"""What a page says of itself: outlet by address or name, and the HTML head's title, dates, publisher and reservations."""

from __future__ import annotations

import re

from recoupe.records import Outlet


def outlet_of(url: str | None, name: str | None, basis: str = "byline") -> Outlet | None:
    """The outlet by the name that the page gives it, or by the domain of its address; None where neither is known."""
    match = re.match(r"[a-z]+://(?:[^/@]*@)?(?:www\.)?(?P<host>[^/:?#]+)", url or "", re.IGNORECASE)
    domain = match["host"].lower() if match else None
    if name:
        return Outlet(name=name, domain=domain, basis=basis)
    return Outlet(domain=domain, basis="domain") if domain else None
