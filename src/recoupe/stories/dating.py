"""Pages without a date -> the day that fits what they say and what dated pages with the same words tell, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from recoupe.calendar import days_of
from recoupe.records import Article, Passage, Reuse, Story, Time, TimeExpression
from recoupe.stories.answers import by_file, day_found, day_in_year_of, none_found, yearless
from recoupe.stories.files import day_of_file
from recoupe.stories.grouping import group_articles
from recoupe.stories.kin import Kin, NameIndex, find_kin, weekdays_told
from recoupe.stories.search import (
    COSTS,
    WEEK,
    Evidence,
    Ranking,
    dated_statements,
    days_by_own_words,
    days_to_weigh,
    fitting_years,
    newest_floor,
    rank_days,
)
from recoupe.stories.statements import DayStatement, Statements, WeekdayStatement, read_statements
from recoupe.stories.ties import find_ties, named_happenings

_ROUNDS = 3
_FAR_DAYS = 60
_NEARLY_ALL = 0.8
"""Share of a page that another one holds, from which both are one dispatch."""


class _Page(NamedTuple):
    """An undated page with what it says, what it copies, and the days it was changed, fetched and filed on."""

    article: Article
    said: Statements
    copied: Sequence[Reuse]
    updated: date | None
    seen: date | None
    filed: date | None


def date_articles(
    articles: Sequence[Article],
    times_by_article: Mapping[str, Sequence[TimeExpression]],
    reuse: Sequence[Reuse],
    stories: Sequence[Story] | None = None,
) -> dict[str, Time]:
    """Infer the publication day of each article that has none, as the day that breaks fewest constraints.

    A page's own words decide where they can (basis ``text``), then dated pages that share its words or names, then, for the year
    alone, those of its story (basis ``inferred``), and last the name of its file (basis ``file``). Pages dated in one round can date
    others in the next. A Time names its passages, its reason and the days that came second; one without a first day says that the
    evidence does not decide, and between what. Articles without evidence are left out. ``stories`` tell whose year a page may take;
    where they are not given, the articles are grouped for it.
    """
    published = {a.id: a.published for a in articles if a.published is not None}
    undated = _undated_pages(articles, times_by_article, reuse)
    if not undated:
        return {}
    index = NameIndex(articles)
    pages = {a.id: a for a in articles}
    found: dict[str, Time] = {}
    unsure: dict[str, Time] = {}
    for _ in range(_ROUNDS):
        dated = {**published, **found}
        new: dict[str, Time] = {}
        for page in undated:
            if page.article.id not in found:
                kin = find_kin(page.article, dated, page.copied, index)
                time = _date_one(page, kin, pages, times_by_article)
                if time is not None:
                    (new if time.first_day else unsure)[page.article.id] = time
        found.update(new)
        if not new:
            break
    left = [p for p in undated if p.article.id not in found]
    found |= _by_story(left, articles, {**published, **found}, stories)
    out = {p.article.id: by_file(_alone(p), found.get(p.article.id, unsure.get(p.article.id))) for p in undated}
    return {identifier: time for identifier, time in out.items() if time is not None}


def _by_story(
    pages: Sequence[_Page], articles: Sequence[Article], dated: Mapping[str, Time], stories: Sequence[Story] | None
) -> dict[str, Time]:
    """The day in the year of its story, else the day and month alone, of each page that tells a day without a year."""
    pages = [p for p in pages if yearless(p.said) is not None]
    if pages and stories is None:
        stories = [Story(id="", articles=ids) for ids in group_articles([replace(a, published=dated.get(a.id)) for a in articles])]
    out: dict[str, Time] = {}
    for page in pages:
        own = [s.articles for s in stories or () if page.article.id in s.articles]
        near = sorted({day for ids in own for a in ids if (day := _day_of(dated.get(a))) is not None})
        time = day_in_year_of(page.said, near)
        if time is not None:
            out[page.article.id] = time
    return out


def _alone(page: _Page) -> Evidence:
    return Evidence(page.said, updated=page.updated, seen=page.seen, filed=page.filed)


def _undated_pages(articles: Sequence[Article], times: Mapping[str, Sequence[TimeExpression]], reuse: Sequence[Reuse]) -> list[_Page]:
    undated = sorted((a for a in articles if a.published is None), key=lambda a: a.id)
    copied: dict[str, list[Reuse]] = {a.id: [] for a in undated}
    for shared in reuse:
        for identifier in {p.article for p in shared.passages} & copied.keys():
            copied[identifier].append(shared)
    return [_make_page(a, times.get(a.id, ()), copied[a.id]) for a in undated]


def _make_page(article: Article, times: Sequence[TimeExpression], copied: Sequence[Reuse]) -> _Page:
    seen = _day_of(Time(value=article.page.fetched[:10])) if article.page.fetched else None
    return _Page(article, read_statements(article, times), copied, _day_of(article.updated), seen, day_of_file(article.page))


def _day_of(time: Time | None) -> date | None:
    days = days_of(time)
    return days.first if days is not None and days.first == days.last else None


def _date_one(page: _Page, kin: Sequence[Kin], pages: Mapping[str, Article], times: Mapping[str, Sequence[TimeExpression]]) -> Time | None:
    copies = [k for k in kin if k.copied]
    own = rank_days(_alone(page), days_by_own_words(page.said))
    if own.decided and (page.said.own or page.said.own_weekdays):
        return _by_own_words(page, own, kin)
    ties = find_ties(page.article, page.said.counted, [(k, pages[k.article], times.get(k.article, ())) for k in kin])
    same = _copied_weekdays(page.said.weekdays, copies, times)
    evidence = _alone(page)._replace(kin=kin, told=weekdays_told(kin, times), same=same, ties=ties)
    by_kin = _from_kin(page, evidence, copies)
    if by_kin is not None and by_kin.first_day:
        return by_kin
    return _by_own_words(page, own, kin) if own.decided and not _is_past(own.best, page, kin) else by_kin


def _is_past(day: date, page: _Page, kin: Sequence[Kin]) -> bool:
    """Whether a dated day of the page is history: a later year stands on the page, or every page about the same is far from it."""
    later = any(f.days.first > day for f in page.said.floors)
    return later or (bool(kin) and min(abs((k.day - day).days) for k in kin) > _FAR_DAYS)


# ------------------------------------------------------------------ the page's own words


def _by_own_words(page: _Page, own: Ranking, kin: Sequence[Kin]) -> Time:
    """The day that the page's words give without any other page."""
    said, day = page.said, own.best
    told = (*said.own, *dated_statements(said))
    statement = next((s for s in told if 0 <= _age(day, s) <= WEEK), told[0])
    floor = newest_floor(statement, said) if statement.year is None else None
    later = [w for w in said.weekdays if w.tense <= 0 and w.ready(day) == day and day not in statement.dates((day.year,))]
    passages = (statement.passage, *([floor.passage] if floor else []), *(w.passage for w in later[-1:]), *_months_in_kin(said, day, kin))
    others = [d for d in fitting_years(statement, said) if d != day] if statement.own and statement.year is None else []
    return day_found(
        [day, *others, *(d for _, d in own.days[1:])], "text", _own_reason(page, statement, day, bool(floor), bool(later)), passages
    )


def _own_reason(page: _Page, statement: DayStatement, day: date, floor: bool, later: bool) -> str:
    if statement.own:
        rule = "the page calls this day its own"
        return f"{rule}; the year is the first one after the newest date it tells of" if floor else rule
    if page.said.own_weekdays and page.said.own_weekdays[0].on(day) == day:
        return "the weekday that the page calls its own, after the dated day it tells of"
    return "the last weekday told of after the newest printed date" if later else "the newest printed date with its weekday, told as past"


def _age(day: date, statement: DayStatement) -> int:
    """How many days before this one a statement's day last was; -1 where it was not."""
    return min(((day - d).days for d in statement.dates((day.year - 1, day.year)) if d <= day), default=-1)


def _months_in_kin(said: Statements, day: date, kin: Sequence[Kin]) -> list[Passage]:
    """Passages of "last September" that, on this day, fall into the month of a dated page about the same."""
    months = {(k.day.year, k.day.month) for k in kin}
    return [p for month, p in said.last_months if (day.year - (month >= day.month), month) in months]


# ------------------------------------------------------------------ other pages


def _from_kin(page: _Page, evidence: Evidence, copies: Sequence[Kin]) -> Time | None:
    """The day that fits best among those around dated pages and before an update; none where no word of the page speaks from it."""
    said = page.said
    if not evidence.kin and page.updated is None:
        return None
    ranking = rank_days(evidence, days_to_weigh(evidence))
    past = [w for w in said.weekdays if w.tense <= 0]
    dated = [s for s in dated_statements(said) if 0 <= _age(ranking.best, s) <= WEEK]
    shown = tuple(p for k in copies[:2] for pair in k.copied[:1] for p in pair)
    if not (past or said.own or dated or evidence.ties or _is_of_one_day(page, copies)):
        rule = f"the same words as a page of {copies[0].day.isoformat()}, but no word tells the page's own day" if copies else ""
        return none_found(sorted({k.day for k in copies}), rule, shown) if copies else None
    newest = max(past, key=lambda w: (w.on(ranking.best), w.passage.start), default=None)
    tied = tuple(p for tie in evidence.ties[:1] for p in (tie.passage, tie.other))
    passages = (*shown, *tied, *([newest.passage] if newest else [s.passage for s in (*said.own, *dated)[:1]]))
    if not ranking.decided:
        fits = ranking.days[0][0] < COSTS.too_much
        rule = "several days fit what the page says as well" if fits else "no day fits all that the page says"
        return none_found(ranking.as_good()[:WEEK], rule, passages)
    return day_found([d for _, d in ranking.days], "inferred", _reason(page, copies, evidence, newest), passages)


def _is_of_one_day(page: _Page, copies: Sequence[Kin]) -> bool:
    """Whether a page without a weekday may take the day of its copies: it is one dispatch with them, or speaks from its own day."""
    if len({k.day for k in copies}) != 1:
        return False
    return bool(page.said.counted or named_happenings(page.article)) or _is_nearly_all(page.article, copies)


def _is_nearly_all(article: Article, copies: Sequence[Kin]) -> bool:
    """Whether a dated page holds nearly all words of the page."""
    covered = max(sum(own.end - own.start for own, _ in k.copied) for k in copies)
    return covered >= _NEARLY_ALL * len(article.text)


def _reason(page: _Page, copies: Sequence[Kin], evidence: Evidence, weekday: WeekdayStatement | None) -> str:
    source = f"the same words as a page of {copies[0].day.isoformat()}" if copies else "dated pages about the same"
    if not evidence.kin and page.updated is not None:
        source = f"the page was changed on {page.updated.isoformat()}"
    if any(tie.firm for tie in evidence.ties):
        return source + ", and the happening that the page counts from its own day"
    if page.said.own:
        return "the page calls this day its own; the year is that of a dated page about the same"
    return source + (", and the last weekday told of fits that day best" if weekday else "")


def _copied_weekdays(
    weekdays: Sequence[WeekdayStatement], copies: Sequence[Kin], times: Mapping[str, Sequence[TimeExpression]]
) -> dict[Passage, date]:
    """The dates that weekdays inside copied words have in the dated page."""
    out: dict[Passage, date] = {}
    for statement in weekdays:
        for kin in copies:
            for own, other in kin.copied:
                if not own.start <= statement.passage.start < own.end:
                    continue
                for time in times.get(kin.article, ()):
                    inside = other.start <= time.start < other.end and time.meaning.shape == "weekday" and time.first_day
                    if inside and time.meaning.fields.get("weekday") == statement.weekday:
                        out.setdefault(statement.passage, date.fromisoformat(str(time.first_day)))
    return out
