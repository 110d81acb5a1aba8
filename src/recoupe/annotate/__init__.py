"""Article -> Annotations: mentions, time expressions, attributions, quotations and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.claims import find_claims
from recoupe.annotate.dates import date_claims, date_quotations
from recoupe.annotate.engine import MODELS, Parse, batches, parse_article, parse_articles, span_of
from recoupe.annotate.gathered import Notes
from recoupe.annotate.governors import direct_times
from recoupe.annotate.mentions import find_mentions
from recoupe.annotate.quotations import find_quotations
from recoupe.annotate.sentences import read_sentences
from recoupe.annotate.times import find_times, resolve_times
from recoupe.calendar import days_of
from recoupe.records import Annotations, Article, Time


def annotate(article: Article) -> Annotations:
    """Find who, when, who says so and how sure in one article.

    Languages without a model of their own are read with the French one. Raises ModelMissing.
    """
    return _annotate(parse_article(article))


def annotate_all(articles: Iterable[Article]) -> Iterator[tuple[Article, Annotations | Exception]]:
    """Annotate articles in order, some at a time; where one fails, its exception stands in place of its annotations."""
    for batch in batches(articles):
        try:
            parses: list[Parse | None] = list(parse_articles(batch))
        except Exception:  # one of them: each by itself says which
            parses = [None] * len(batch)
        for article, parse in zip(batch, parses, strict=True):
            try:
                yield article, _annotate(parse or parse_article(article))
            except Exception as error:
                yield article, error


def _annotate(parse: Parse) -> Annotations:
    article = parse.article
    mentions = find_mentions(parse)
    found = find_times(article)
    times = direct_times(found, parse)
    sentences = tuple(read_sentences(parse, mentions, times))
    attributions = find_attributions(parse, sentences, mentions, times)
    quotations = find_quotations(parse, sentences, mentions, attributions)
    claims = find_claims(Notes(parse, mentions, times, attributions, quotations))
    notes = Annotations(
        article=article.id,
        language=parse.language,
        sentences=tuple(span_of(s) for s in parse.sentences()),
        mentions=mentions,
        times=times,
        attributions=attributions,
        quotations=quotations,
        claims=claims,
    )
    settled = times == found and _anchor(article) is article.published
    return _dated(notes, article) if settled else annotate_again(notes, article)


def annotate_again(notes: Annotations, article: Article) -> Annotations:
    """Resolve the times of an annotated article again, on the publication date it has now."""
    return _dated(replace(notes, times=resolve_times(notes.times, article, _anchor(article))), article)


def _anchor(article: Article) -> Time | None:
    """What the times of an article are counted from."""
    anchor = article.published if days_of(article.published) is not None else article.updated
    return anchor or article.published


def _dated(notes: Annotations, article: Article) -> Annotations:
    """Annotations with the times of their claims and quotations."""
    return replace(
        notes,
        claims=date_claims(notes.claims, notes.times, article, notes.sentences),
        quotations=date_quotations(notes.quotations, notes.times, article),
    )


def models_used(languages: Iterable[str]) -> dict[str, str]:
    """Names and versions of the models behind some languages."""
    return {code: " ".join(MODELS[code]) for code in sorted(languages) if code in MODELS}


__all__ = ["annotate", "annotate_again", "annotate_all", "find_times", "models_used"]
