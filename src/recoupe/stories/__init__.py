"""Annotations of many articles -> copied text, dates of undated pages, stories and entities."""

from __future__ import annotations

from recoupe.stories.dating import date_articles
from recoupe.stories.entities import link_entities
from recoupe.stories.grouping import group_articles, group_stories
from recoupe.stories.relating import find_sagas, relate_stories
from recoupe.stories.reuse import find_reuse

__all__ = ["date_articles", "find_reuse", "find_sagas", "group_articles", "group_stories", "link_entities", "relate_stories"]
