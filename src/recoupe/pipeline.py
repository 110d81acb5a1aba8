"""The stages in order: pages -> articles -> annotations -> stories -> comparison -> dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from recoupe.annotate import annotate_again, annotate_all, find_times, models_used
from recoupe.compare import compare
from recoupe.dossier import Dossier, build_dossier
from recoupe.errors import InputError, ModelMissing, PageRejected
from recoupe.pages import PageFile, find_pages
from recoupe.read import header_rights, read_archive, read_articles, with_rights
from recoupe.records import Annotations, ArchiveCount, Article, PageRef, Rejected, Reuse, Story, WarcPlace
from recoupe.stories import date_articles, find_reuse, find_sagas, group_stories, link_entities, relate_stories

Progress = Callable[[str, int, int], None]
"""Told the stage's name, how many are done and how many there are (0 = unknown)."""
TellArchive = Callable[[ArchiveCount], None]
"""Told what became of the records of each web archive."""
Page = str | Path | PageFile | Article | Rejected
"""What a dossier is made from: paths and page files, and what an earlier run read or rejected."""


def make_dossier(pages: Iterable[Page], *, progress: Progress | None = None, tell_archive: TellArchive | None = None) -> Dossier:
    """Read pages (paths, folders, web archives or articles) into one dossier; page order never changes the result.

    Pages that cannot be read are listed in ``rejected``; ``tell_archive`` gets the counts of each web archive.
    Raises InputError where a path does not exist.
    """
    tell = progress or (lambda stage, done, total: None)
    articles, rejected = _articles_of(pages, tell, tell_archive)
    notes: dict[str, Annotations] = {}
    for i, (article, found) in enumerate(annotate_pages(articles)):
        if isinstance(found, Annotations):
            notes[article.id] = found
        else:
            rejected += [replace(found, page=p) for p in article.pages or (article.page,)]
        tell("annotate", i + 1, len(articles))
    return assemble([a for a in articles if a.id in notes], notes, rejected, progress=tell)


def assemble(
    articles: Sequence[Article],
    notes: Mapping[str, Annotations],
    rejected: Sequence[Rejected] = (),
    *,
    progress: Progress | None = None,
) -> Dossier:
    """From annotated articles to the dossier: group, date what is undated, link names, compare, build."""
    tell = progress or (lambda stage, done, total: None)
    tell("stories", 0, 0)
    reuse = find_reuse(articles)
    articles, notes = _date_undated(articles, notes, reuse)
    stories = group_stories(articles, notes)
    entities = link_entities(articles, notes)
    by_id = {a.id: a for a in articles}
    compared: list[Story] = []
    told = {e.id: {p.article for form in e.forms for p in form.passages} for e in entities}
    copied = {r.id: {p.article for p in r.passages} for r in reuse}
    for i, saga in enumerate(sagas := find_sagas(stories, entities)):
        ids = {a for s in saga for a in s.articles}
        own = [e for e in entities if not ids.isdisjoint(told[e.id])]
        shared = [r for r in reuse if ids.issuperset(copied[r.id])]
        compared += compare(saga, [by_id[a] for a in sorted(ids)], {a: notes[a] for a in ids if a in notes}, own, shared)
        tell("compare", i + 1, len(sagas))
    order = {s.id: n for n, s in enumerate(stories)}
    compared.sort(key=lambda s: order[s.id])
    models = models_used({n.language or "fr" for n in notes.values()})
    return build_dossier(articles, rejected, entities, relate_stories(compared, entities, articles), settings={}, models=models)


def _date_undated(
    articles: Sequence[Article], notes: Mapping[str, Annotations], reuse: Sequence[Reuse]
) -> tuple[list[Article], dict[str, Annotations]]:
    times = {a.id: notes[a.id].times for a in articles if a.id in notes}
    found = date_articles(articles, times, reuse)
    dated = [replace(a, published=found[a.id]) if a.id in found else a for a in articles]
    again = {a.id: annotate_again(notes[a.id], a) if a.id in found else notes[a.id] for a in dated if a.id in notes}
    return dated, again


def read_pages(paths: Iterable[str | Path | PageFile], *, tell_archive: TellArchive | None = None) -> Iterator[Article | Rejected]:
    """Read every page under the given paths, one record per page, in a defined order; byte-identical pages come once each.

    A web archive gives its pages one after the other; what became of its records is told to ``tell_archive`` when it has been read.
    """
    for file in find_pages(paths):
        if not file.is_archive:
            yield from _read_page(file)
            continue
        for found in read_archive(file.path, file.name):
            if isinstance(found, PageFile):
                yield from _read_page(found)
            elif isinstance(found, Rejected):
                yield found
            elif tell_archive:
                tell_archive(found)


def _read_page(page: PageFile) -> Iterator[Article | Rejected]:
    ref = PageRef(path=page.name, url=page.url, warc=page.warc)
    try:
        for article in read_articles(page.read(), path=page.name, media_type=page.media_type, url=page.url, fetched=page.fetched):
            yield with_rights(_placed(article, page.warc) if page.warc else article, header_rights(page.headers))
    except PageRejected as error:
        yield Rejected(page=ref, reason=error.reason, detail=error.detail)
    except Exception as error:
        yield Rejected(page=ref, reason="failed", detail=_defect(error))


def _placed(article: Article, warc: WarcPlace) -> Article:
    pages = tuple(replace(page, warc=warc) for page in article.pages)
    return replace(article, page=replace(article.page, warc=warc), pages=pages)


def annotate_pages(articles: Iterable[Article]) -> Iterator[tuple[Article, Annotations | Rejected]]:
    """Annotate articles in order; what fails on one rejects that page alone, with the reason, and the run goes on."""
    for article, found in annotate_all(articles):
        if isinstance(found, ModelMissing):
            yield article, Rejected(page=article.page, reason="model_missing", detail=str(found))
        elif isinstance(found, Exception):
            yield article, Rejected(page=article.page, reason="failed", detail=_defect(found))
        else:
            yield article, found


def _defect(error: Exception) -> str:
    return f"{type(error).__name__}: {error}; this is a defect of Recoupe: report it with the page"


def make_stories(articles: Sequence[Article], notes: Mapping[str, Annotations] | None = None) -> list[Story]:
    """Group articles into stories; better with their annotations."""
    return list(group_stories(articles, notes))


def _articles_of(pages: Iterable[Page], tell: Progress, tell_archive: TellArchive | None) -> tuple[list[Article], list[Rejected]]:
    given = list(pages)
    articles: dict[str, Article] = {}
    rejected: list[Rejected] = []
    ready = [p for p in given if isinstance(p, Article | Rejected)]
    paths = [p for p in given if not isinstance(p, Article | Rejected)]
    for n, item in enumerate(chain(ready, read_pages(paths, tell_archive=tell_archive))):
        tell("read", n + 1, 0)
        if isinstance(item, Rejected):
            rejected.append(item)
        elif item.id in articles:
            articles[item.id] = _same_page_twice(articles[item.id], item)
        else:
            articles[item.id] = item
    if not given:
        raise InputError("no page given: name at least one file, folder or '-' for standard input")
    return sorted(articles.values(), key=lambda a: a.id), sorted(rejected, key=lambda r: (*_place(r.page), r.reason))


def _place(page: PageRef) -> tuple[str, str, int]:
    return page.path or "", page.url or "", page.warc.offset if page.warc else -1


def _same_page_twice(first: Article, second: Article) -> Article:
    both = sorted({*(first.pages or (first.page,)), *(second.pages or (second.page,))}, key=_place)
    return replace(first, page=both[0], pages=tuple(both))


__all__ = ["annotate_pages", "assemble", "find_times", "make_dossier", "make_stories", "read_pages"]
