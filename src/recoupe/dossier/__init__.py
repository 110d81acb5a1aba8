"""The dossier room: puts the records of all stages into one dossier and shows it as JSON, HTML, Markdown and terminal lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from recoupe.dossier.build import order_articles, order_entities, order_rejected, order_stories, rank_articles
from recoupe.dossier.document import Dossier
from recoupe.dossier.summary import print_summary, summary_lines
from recoupe.records import Article, Entity, MadeBy, Rejected, Story

__all__ = ["Dossier", "build_dossier", "print_summary", "summary_lines"]


def build_dossier(
    articles: Iterable[Article],
    rejected: Iterable[Rejected] = (),
    entities: Iterable[Entity] = (),
    stories: Iterable[Story] = (),
    *,
    settings: Mapping[str, Any] | None = None,
    models: Mapping[str, str] | None = None,
) -> Dossier:
    """Bring everything into its defined order; the order of the arguments' items never changes the result."""
    ordered = order_articles(articles)
    ranks = rank_articles(ordered)
    return Dossier(
        made_by=MadeBy(name="recoupe", version=_version(), models=dict(sorted((models or {}).items()))),
        settings=dict(sorted((settings or {}).items())),
        articles=ordered,
        rejected=order_rejected(rejected),
        entities=order_entities(entities, ranks),
        stories=order_stories(stories, ranks),
    )


def _version() -> str:
    try:
        return version("recoupe")
    except PackageNotFoundError:
        return "0+unknown"
