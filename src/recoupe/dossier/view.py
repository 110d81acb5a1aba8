"""A dossier -> everything its faces show, in one language: the HTML, the Markdown and the terminal summary only lay it out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe import records
from recoupe.dossier.comparisons import ConflictRow, CopyRow, QuoteRow, view_conflicts, view_quotations, view_reuse
from recoupe.dossier.days import tell_span
from recoupe.dossier.lookup import Cited, Line, Lookup
from recoupe.dossier.pages import ArticleRow, tell_rejected, view_article
from recoupe.dossier.sources import NameGroup, OneOriginGroup, OriginRow, view_names, view_one_origin, view_origins
from recoupe.dossier.timeline import Timeline, view_timeline
from recoupe.dossier.wording import Wording
from recoupe.records import Story


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """A tie to another story of the dossier."""

    relation: str
    line: Line | None
    reason: str | None
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class StoryHead:
    """What stands above a story: its title, span and counts."""

    line: Line
    language: str
    span: str
    n_articles: int
    n_outlets: int
    n_unknown_outlets: int
    n_origins: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story, section by section."""

    head: StoryHead
    timeline: Timeline
    origins: tuple[OriginRow, ...]
    quotations: tuple[QuoteRow, ...]
    single_quotations: tuple[QuoteRow, ...]
    conflicts: tuple[ConflictRow, ...]
    reuse: tuple[CopyRow, ...]
    one_origin: tuple[OneOriginGroup, ...]
    names: tuple[NameGroup, ...]
    related: tuple[RelatedRow, ...]
    articles: tuple[ArticleRow, ...] = ()

    @property
    def n_one_origin(self) -> int:
        """How many events rest on one origin or none."""
        return sum(len(group.events) for group in self.one_origin)

    @property
    def n_events(self) -> int:
        """How many events there are, dated or not."""
        return len(self.timeline.rows)


@dataclass(frozen=True, slots=True)
class DossierView:
    """The whole dossier in one interface language."""

    wording: Wording
    title: str
    stories: tuple[StoryView, ...]
    loose: tuple[ArticleRow, ...]
    rejected: tuple[tuple[str, str, str], ...]
    made_by: records.MadeBy
    settings: tuple[tuple[str, str], ...]
    n_articles: int


def view_dossier(dossier: records.Dossier, wording: Wording) -> DossierView:
    """Lay out a dossier in an interface language."""
    lookup = Lookup(dossier, wording)
    sections = [_view_story(story, lookup) for story in dossier.stories]
    told: set[str] = set()
    stories = [_with_articles(view, story, told, lookup) for view, story in zip(sections, dossier.stories, strict=True)]
    loose = tuple(view_article(a, lookup) for a in dossier.articles if a.id not in told)
    titles = [story.head.line.words for story in stories]
    return DossierView(
        wording=wording,
        title=titles[0] if len(titles) == 1 else wording.count("stories", len(titles)),
        stories=tuple(stories),
        loose=loose,
        rejected=tuple(tell_rejected(r, lookup) for r in dossier.rejected),
        made_by=dossier.made_by,
        settings=tuple((key, str(value)) for key, value in sorted(dossier.settings.items())),
        n_articles=len(dossier.articles),
    )


def _with_articles(view: StoryView, story: Story, told: set[str], lookup: Lookup) -> StoryView:
    """Articles come last, once every section of every story has cited what it shows; one shown in an earlier story is not shown again."""
    shown = [a for a in dict.fromkeys(story.articles) if a in lookup.articles and a not in told]
    told.update(shown)
    return replace(view, articles=tuple(view_article(lookup.articles[a], lookup) for a in shown))


def _view_story(story: Story, lookup: Lookup) -> StoryView:
    timeline = view_timeline(story, lookup)
    shared, single = view_quotations(story, lookup)
    origins = tuple(view_origins(story, timeline, lookup))
    conflicts, reuse = tuple(view_conflicts(story, lookup)), tuple(view_reuse(story, lookup))
    names, related = tuple(view_names(story, lookup)), tuple(_related(story, lookup))
    return StoryView(
        head=view_head(story, lookup),
        timeline=timeline,
        origins=origins,
        quotations=tuple(shared),
        single_quotations=tuple(single),
        conflicts=conflicts,
        reuse=reuse,
        one_origin=tuple(view_one_origin(timeline, lookup)),
        names=names,
        related=related,
    )


def view_head(story: Story, lookup: Lookup) -> StoryHead:
    """Title, span and counts of one story."""
    members = [lookup.articles[a] for a in dict.fromkeys(story.articles) if a in lookup.articles]
    unknown = lookup.wording.say("unknown_outlet")
    outlets = [lookup.outlet(a.id) for a in members]
    line = lookup.stories[story.id]
    return StoryHead(
        line=line,
        language=next((a.language or "" for a in members if line.words in (a.title, *a.titles)), ""),
        span=tell_span(story.span.first_day, story.span.last_day, lookup.wording),
        n_articles=len(members),
        n_outlets=len({o for o in outlets if o != unknown}) + outlets.count(unknown),
        n_unknown_outlets=outlets.count(unknown),
        n_origins=len(story.origins),
    )


def _related(story: Story, lookup: Lookup) -> list[RelatedRow]:
    return [
        RelatedRow(
            lookup.wording.name("relation", r.relation),
            lookup.stories.get(r.story),
            r.reason,
            tuple(lookup.cite_all(r.passages, "time")),
        )
        for r in story.related
    ]
