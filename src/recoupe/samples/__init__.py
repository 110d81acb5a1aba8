"""The packaged sample pages: invented events and outlets, with the traps of real pages and a gold key beside them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_pages() -> Path:
    """Return the folder of the eighteen sample pages; the gold key lies beside it (``key.json``)."""
    return Path(str(files(__name__) / "pages"))


__all__ = ["sample_pages"]
