"""Article -> its profile for grouping: stems and pairs of stems, names that hold in any language, and its day."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from recoupe.languages.countries import country_named, country_of_capital, country_of_demonym
from recoupe.languages.names import name_words
from recoupe.records import Annotations, Article
from recoupe.stories.chains import NARRATIVE
from recoupe.text import fold

FULL = 80
"""Different words of an article of full length."""
SHORTEST = 0.5
"""Reach of the shortest article."""
STEM = 5
"""Characters of a stem."""
NAME_WEIGHT = 2.0
"""Weight of a capitalised word against another: names tell alike events apart (swept 1 to 3)."""
PAIR_WEIGHT = 0.5
"""Weight of two neighbouring stems against one (swept 0 to 1)."""
PRIOR = 120
"""Articles that are taken to have been seen before the first, so that what all pages of a small pile share keeps weight, ..."""
PRIOR_HITS = 2
"""... and in how many of them each term stood (both swept 20 to 300, 1 to 5)."""

NAME_STEM = 7
"""Characters by which name words are compared."""

_ADDRESS_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SENTENCE_END = frozenset('.!?…:\n«»"“”')

Vector = dict[str, float]
Token = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one article is compared by; ``names`` holds name words, country codes and numbers.

    ``reach`` is how like others an article of this length can be, against one of full length: a short text shares few words with any.
    """

    id: str
    language: str
    day: int | None
    words: Vector
    names: Vector
    reach: float = 1.0


def make_profiles(articles: Sequence[Article], notes: Sequence[Annotations | None]) -> list[Profile]:
    """Profiles of articles, in their order, each vector of length one; terms are weighted by rarity among the articles."""
    tokens = [list(_tokens(a)) for a in articles]
    words = [_words(a, t) for a, t in zip(articles, tokens, strict=True)]
    known = frozenset(low[:NAME_STEM] for row in tokens for word, low, opens in row if word[0].isupper() and not opens and len(low) > 3)
    names = [_names(a, t, n, known) for a, t, n in zip(articles, tokens, notes, strict=True)]
    weigh_words, weigh_names = _rarity(words), _rarity(names)
    return [
        Profile(
            id=article.id,
            language=(article.language or "")[:2],
            day=day_of(article),
            words=_unit({k: (1 + math.log(max(v, 1.0))) * min(v, 1.0) * weigh_words[k] for k, v in w.items()}),
            names=_unit({k: (1 + math.log(max(v, 1.0))) * weigh_names[k] for k, v in n.items()}),
            reach=min(1.0, max(SHORTEST, math.sqrt(len([k for k in w if " " not in k]) / FULL))),
        )
        for article, w, n in zip(articles, words, names, strict=True)
    ]


def day_of(article: Article) -> int | None:
    """The day of publication as an ordinal, where it is known to the day."""
    when = article.published
    if when is None or when.first_day is None or when.first_day != (when.last_day or when.first_day):
        return None
    return date.fromisoformat(when.first_day).toordinal()


def _tokens(article: Article) -> Iterator[Token]:
    """(word, folded, opens a sentence) of the narrative blocks."""
    folded = fold(article.text)
    for block in article.blocks:
        if block.kind not in NARRATIVE:
            continue
        at = block.start
        opens = True
        for match in _WORD.finditer(article.text, block.start, block.end):
            between = article.text[at : match.start()]
            opens = opens or not _SENTENCE_END.isdisjoint(between)
            yield match.group(), folded[match.start() : match.end()], opens
            opens = False
            at = match.end()


def _address_words(article: Article) -> list[str]:
    """Words that the page's address carries, as most news sites put their headline there."""
    try:
        path = urlsplit(article.page.url or "").path
    except ValueError:
        return []
    return [fold(w) for w in _ADDRESS_WORD.findall(unquote(path)) if len(w) > 2]


def _words(article: Article, tokens: Sequence[Token]) -> Vector:
    common = name_words((article.language or "fr")[:2]).around["common"]
    out: Vector = defaultdict(float)
    before = ""
    for word, low, _ in tokens:
        if len(low) < 2 or low in common:
            before = ""
            continue
        stem = low if low[0].isdigit() else low[:STEM]
        weight = NAME_WEIGHT if word[0].isupper() else 1.0
        out[stem] += weight
        if before:
            out[f"{before} {stem}"] += PAIR_WEIGHT * weight
        before = stem
    for low in _address_words(article):
        if low not in common:
            out[low[:STEM]] += 1.0
    return out


def _names(article: Article, tokens: Sequence[Token], notes: Annotations | None, known: frozenset[str]) -> Vector:
    out: Vector = defaultdict(float)
    for low in _address_words(article):
        code = country_of_demonym(low) or country_named(low) or country_of_capital(low)
        if code and len(low) > 3:
            out["=" + code] += 1
        elif low[:NAME_STEM] in known:
            out[low[:NAME_STEM]] += 1
    for word, low, opens in tokens:
        code = country_of_demonym(low) or (country_named(word) or country_of_capital(word) if word[0].isupper() else None)
        if code and low != "us":
            out["=" + code] += 1
        elif low[0].isdigit() and len(low) > 2:
            out["#" + re.sub(r"[.,](?=\d{3}\b)", "", low)] += 1
        elif word[0].isupper() and not opens and len(low) > 2:
            out[low[:NAME_STEM]] += 1
    for mention in notes.mentions if notes else ():
        if mention.kind == "place" and mention.head and " " in mention.form:
            out["=" + mention.head] += 1
    return out


def _rarity(rows: Sequence[Vector]) -> Vector:
    counts = Counter(k for row in rows for k in row)
    total = len(rows) + PRIOR
    return {k: math.log(total / (n + PRIOR_HITS)) for k, n in counts.items()}


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
    return {k: v / length for k, v in sorted(vector.items()) if v}
