"""Happenings told by their distance ("yesterday", "three days ago", "the day after the vote") -> the days that dated pages give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from recoupe.calendar import ONE_DAY, shift_days
from recoupe.languages import languages_with, load_words
from recoupe.records import Article, Passage, Record, TimeExpression
from recoupe.stories.kin import Kin
from recoupe.stories.statements import CountedStatement, read_statements
from recoupe.text import fold, sentence_at, split_sentences

_STEM, _SHORTEST = 5, 4
_FEWEST, _ENOUGH = 3, 0.5
"""Stems that two sentences on one happening share: so many, and this share of the one with fewer (swept 2 to 4 and .4 to .7)."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_NAMED = re.compile(r"[^.,;:!?\n]{3,60}")


class Tie(NamedTuple):
    """A happening of the page: the days that other pages give it, its distance from the page's day, and where both are told.

    ``firm`` where the distance is counted from the page itself; else the page only tells what was done on that day.
    """

    days: frozenset[date]
    offset: int
    passage: Passage
    other: Passage
    firm: bool = True


class _After(Record, frozen=True, kw_only=True):
    after: dict[str, int]


class Telling(NamedTuple):
    """A sentence of a dated page that tells one day."""

    stems: frozenset[str]
    days: frozenset[date]
    passage: Passage


@cache
def _days_after(language: str) -> tuple[re.Pattern[str], Mapping[str, int]] | None:
    """Words before the name of a happening that count days from it."""
    if language not in languages_with("dating"):
        return None
    words = load_words(language, "dating", _After).after
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})"), words


def find_ties(
    article: Article, counted: Sequence[CountedStatement], kin: Sequence[tuple[Kin, Article, Sequence[TimeExpression]]]
) -> list[Tie]:
    """Ties of a page to dated pages about the same; of several tellings of a happening, the one with most words in common."""
    if not kin:
        return []
    named = named_happenings(article)
    if not counted and not named:
        return []
    tellings = [telling for k, page, times in kin for telling in _tellings(k, page, times)]
    sentences = split_sentences(article.text)
    out: list[Tie] = []
    for statement in counted:
        at = sentence_at(sentences, statement.passage.start)
        stems = stems_of(article.text[sentences[at].start : sentences[at].end]) if at is not None else frozenset[str]()
        best = max(((_likeness(stems, t.stems), -n) for n, t in enumerate(tellings)), default=(0.0, 0))
        if best[0] >= _ENOUGH:
            telling = tellings[-best[1]]
            out.append(Tie(telling.days, statement.offset, statement.passage, telling.passage))
    for offset, words, passage in named:
        same = [t for t in tellings if words <= t.stems]
        if same and len(days := frozenset.union(*(t.days for t in same))) == 1:
            out.append(Tie(days, -offset, passage, same[0].passage, firm=False))
    return out


def named_happenings(article: Article) -> list[tuple[int, frozenset[str], Passage]]:
    """Each "the day after X" of a text: the count of days, the stems of X, the passage."""
    table = _days_after(article.language or "")
    if table is None:
        return []
    out: list[tuple[int, frozenset[str], Passage]] = []
    for match in table[0].finditer(fold(article.text)):
        named = _NAMED.match(article.text, match.end())
        if named and (stems := stems_of(named[0])):
            out.append((table[1][match[0]], stems, Passage(article=article.id, start=match.start(), end=named.end())))
    return out


def _tellings(kin: Kin, article: Article, times: Sequence[TimeExpression]) -> Iterator[Telling]:
    sentences = split_sentences(article.text)
    days: dict[int, set[date]] = {}
    for start, told in _days_told(article, times, kin.day):
        at = sentence_at(sentences, start)
        if at is not None:
            days.setdefault(at, set()).update(told)
    for at, found in days.items():
        span = sentences[at]
        if max(found) - min(found) <= ONE_DAY:
            passage = Passage(article=article.id, start=span.start, end=span.end)
            yield Telling(stems_of(article.text[span.start : span.end]), frozenset(found), passage)


def _days_told(article: Article, times: Sequence[TimeExpression], day: date) -> Iterator[tuple[int, tuple[date, ...]]]:
    """Where a page of that day tells a day, and which."""
    said = read_statements(article, times)
    for weekday in said.weekdays:
        yield weekday.passage.start, (weekday.on(day),)
    for counted in said.counted:
        yield counted.passage.start, (shift_days(day, counted.offset),)
    for statement in said.days:
        near = statement.dates((day.year - 1, day.year, day.year + 1))
        if near:
            yield statement.passage.start, (min(near, key=lambda d: abs(d - day)),)


def stems_of(text: str) -> frozenset[str]:
    """What a stretch of text is compared by: its longer words, cut, and its numbers."""
    return frozenset(w[:_STEM] for w in _WORD.findall(fold(text)) if len(w) >= _SHORTEST or w.isdigit())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= _FEWEST else 0.0
