"""Recoupe reads a pile of raw news pages and gives back one checked dossier per story."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from recoupe.errors import ArchiveError, InputError, ModelMissing, PageRejected, RecoupeError, StoreError

if TYPE_CHECKING:
    from recoupe.annotate import annotate, find_times
    from recoupe.dossier import Dossier
    from recoupe.pipeline import make_dossier
    from recoupe.read import article_from_text, read_articles, read_page
    from recoupe.stories import find_reuse, group_stories

__version__ = "0.1.0"

_DOORS = {
    "annotate": "recoupe.annotate",
    "find_times": "recoupe.annotate",
    "Dossier": "recoupe.dossier",
    "make_dossier": "recoupe.pipeline",
    "article_from_text": "recoupe.read",
    "read_articles": "recoupe.read",
    "read_page": "recoupe.read",
    "find_reuse": "recoupe.stories",
    "group_stories": "recoupe.stories",
}

__all__ = [
    "ArchiveError",
    "Dossier",
    "InputError",
    "ModelMissing",
    "PageRejected",
    "RecoupeError",
    "StoreError",
    "annotate",
    "article_from_text",
    "find_reuse",
    "find_times",
    "group_stories",
    "make_dossier",
    "read_articles",
    "read_page",
]


def __getattr__(name: str) -> Any:
    """Load a door on first use, so that importing the package costs nothing."""
    if name in _DOORS:
        value = getattr(import_module(_DOORS[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'recoupe' has no attribute {name!r}; it has {', '.join(__all__)}")


class _Package(ModuleType):
    """Keeps a door open where a room bears its name: loading the room ``recoupe.annotate`` must not hide ``recoupe.annotate()``."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _DOORS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
