"""Time expressions of an article: tagged once with a meaning, resolved on its publication date."""

from __future__ import annotations

from recoupe.annotate.times.direction import DIRECTED
from recoupe.annotate.times.figures import order_figures
from recoupe.annotate.times.resolving import opens_line, resolve_times, time_of
from recoupe.annotate.times.tables import tables_of
from recoupe.annotate.times.tagging import tag_times
from recoupe.records import Article, TimeExpression


def find_times(article: Article) -> tuple[TimeExpression, ...]:
    """Find and resolve the time expressions of an article, in order and without overlap; needs no language model."""
    times = order_figures(tag_times(article.text, tables_of(article.language)), article)
    return resolve_times(times, article, article.published)


__all__ = ["DIRECTED", "find_times", "opens_line", "resolve_times", "time_of"]
