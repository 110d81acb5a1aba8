"""Annotations of many articles -> copied text, stories and entities."""

from __future__ import annotations

from recoupe.stories.reuse import find_reuse

__all__ = ["find_reuse"]
