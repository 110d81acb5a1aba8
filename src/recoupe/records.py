"""The vocabulary: every frozen record of the dossier contract (docs/dossier-format.md) and of the stages before it."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

Precision = Literal["minute", "hour", "day", "week", "month", "season", "year", "interval", "unknown"]
BlockKind = Literal[
    "title", "lead", "paragraph", "subheading", "list", "quote", "caption", "dateline", "byline", "stamp", "credit", "signature", "kicker"
]  # fmt: skip
DropKind = Literal[
    "navigation", "consent", "newsletter", "comments", "related", "share", "legal", "player", "duplicate", "other"
]  # fmt: skip
PageTimeBasis = Literal["given", "metadata", "stamp", "dateline", "url", "text", "inferred", "file"]
Genre = Literal["news", "report", "opinion", "analysis", "live", "press_release", "sponsored", "unknown"]
Access = Literal["open", "truncated", "paywalled"]
CueBasis = Literal["metadata", "markup", "text"]
RightsKind = Literal["robots", "meta", "tdmrep", "header", "usage", "license"]
EntityKind = Literal["person", "organization", "place", "product", "event", "other"]
FormKind = Literal["name", "short", "variant", "misspelling", "acronym", "description", "metonym"]
OriginKind = Literal["primary", "medium", "document", "agency", "outlet", "unnamed"]
ReuseKind = Literal["verbatim", "edited", "translation"]
ZoneBasis = Literal["stated", "outlet"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
LinkRole = Literal["speaker", "medium", "agency", "document"]
LinkKind = Literal["named", "role_only", "anonymous", "collective"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
HedgeKind = Literal["conditional", "modal", "verb", "adverb", "adjective", "rumour", "accusation", "question"]
Tense = Literal["past", "pluperfect", "imperfect", "present", "future", "future_in_past", "conditional", "infinitive", "none"]
Status = Literal["happened", "said", "announced", "forecast", "alleged", "rumoured", "denied", "cancelled", "possible"]
OutcomeRelation = Literal["confirmed", "contradicted", "postponed", "cancelled", "pending"]
QuotationKind = Literal["direct", "indirect", "mixed"]
SpeakerBasis = Literal["stated", "inferred", "unknown"]
DifferenceKind = Literal["wording", "cut", "addition", "translation", "attribution"]
ConflictKind = Literal["date", "number", "place", "person", "name", "status", "statement", "quotation"]
Scope = Literal["page", "pages"]
Reading = Literal[
    "conflict", "update", "granularity", "scope", "error_in_page", "source_against_source", "wording"
]  # fmt: skip
StoryRelationKind = Literal["precedes", "follows", "same_saga"]


class Record(Struct, frozen=True, kw_only=True):
    """A frozen, slotted record: equal by value, JSON and schema through msgspec."""


# ------------------------------------------------------------------ words and times


class Span(Record, frozen=True, kw_only=True):
    """A half-open range ``[start, end)`` of code points in one article's text."""

    start: int
    end: int


class Passage(Record, frozen=True, kw_only=True):
    """The evidence: a half-open range of code points in the text of one article."""

    article: str
    start: int
    end: int


class TimeAlternative(Record, frozen=True, kw_only=True):
    """A reading of a time that lost, and why."""

    value: str
    basis: str | None = None
    rule: str | None = None
    passages: tuple[Passage, ...] = ()


class Time(Record, frozen=True, kw_only=True):
    """When: a TIMEX3 or ISO 8601 value cut to its precision, the days it covers, and the reason for it."""

    value: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    precision: Precision = "unknown"
    zone: str | None = None
    zone_basis: ZoneBasis | None = None
    basis: str | None = None
    anchor: str | None = None
    rule: str | None = None
    passages: tuple[Passage, ...] = ()
    alternatives: tuple[TimeAlternative, ...] = ()


# ------------------------------------------------------------------ pages and articles


class WarcPlace(Record, frozen=True, kw_only=True):
    """Where a page's record, or the gzip member that holds it, begins in a web archive, and how many unpacked bytes stand before it."""

    file: str
    offset: int
    record_id: str | None = None
    inner_offset: int | None = None


class PageRef(Record, frozen=True, kw_only=True):
    """Which bytes: path relative to the folder given, or the file's own name."""

    path: str | None = None
    url: str | None = None
    sha256: str | None = None
    fetched: str | None = None
    media_type: str | None = None
    warc: WarcPlace | None = None


class Outlet(Record, frozen=True, kw_only=True):
    """Who publishes, and how that is known."""

    name: str | None = None
    domain: str | None = None
    country: str | None = None
    basis: str | None = None


class Block(Record, frozen=True, kw_only=True):
    """One stretch of an article's text; page offsets count code points of the decoded page after a byte-order mark."""

    kind: BlockKind
    start: int
    end: int
    page_start: int | None = None
    page_end: int | None = None


class Dropped(Record, frozen=True, kw_only=True):
    """A part of the page that is not the article's, with the reason; ``same_as`` is its twin's passage."""

    kind: DropKind
    text: str
    reason: str
    page_start: int | None = None
    page_end: int | None = None
    same_as: Passage | None = None


class AgencySignature(Record, frozen=True, kw_only=True):
    """A wire service that signs the article."""

    name: str
    passage: Passage
    entity: str | None = None


class Dateline(Record, frozen=True, kw_only=True):
    """Place and day printed at the head of the text."""

    passage: Passage
    place: str | None = None
    date: str | None = None


class GenreMark(Record, frozen=True, kw_only=True):
    """The kind of text and the words that show it."""

    name: Genre = "unknown"
    cue: str | None = None
    passage: Passage | None = None


class AccessCue(Record, frozen=True, kw_only=True):
    """The words that show that a text is cut or kept for subscribers, and where they stand."""

    basis: CueBasis
    words: str


class Rights(Record, frozen=True, kw_only=True):
    """What a page says of the use of its text, in its own words."""

    kind: RightsKind
    words: str


class Several(Record, frozen=True, kw_only=True):
    """A page of several articles: which of them this one is, or, with ``told_apart`` false, that it is all of them in one."""

    told_apart: bool
    cue: str
    number: int | None = None
    count: int | None = None
    headline: str | None = None


class Part(Record, frozen=True, kw_only=True):
    """One dispatch of a page that joins several; ``as_of`` is the day it speaks from, ``published`` says how that is known."""

    start: int
    end: int
    agency: str | None = None
    as_of: str | None = None
    published: Time | None = None


class Image(Record, frozen=True, kw_only=True):
    """A picture with its caption and credit as the page gives them."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None


class Article(Record, frozen=True, kw_only=True):
    """The clean text of one page, its blocks, dates and what was dropped."""

    id: str
    page: PageRef
    text: str
    pages: tuple[PageRef, ...] = ()
    outlet: Outlet | None = None
    language: str | None = None
    title: str | None = None
    titles: tuple[str, ...] = ()
    lead: str | None = None
    blocks: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    bylines: tuple[str, ...] = ()
    agencies: tuple[AgencySignature, ...] = ()
    dateline: Dateline | None = None
    published: Time | None = None
    updated: Time | None = None
    genre: GenreMark = field(default_factory=GenreMark)
    access: Access = "open"
    access_cue: AccessCue | None = None
    several: Several | None = None
    parts: tuple[Part, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[str, ...] = ()
    canonical_url: str | None = None
    version_of: str | None = None
    opt_out: str | None = None
    rights: tuple[Rights, ...] = ()


class Rejected(Record, frozen=True, kw_only=True):
    """A page that could not be read, with a stable reason and a sentence."""

    page: PageRef
    reason: str
    detail: str


class ArchiveCount(Record, frozen=True, kw_only=True):
    """What became of every record of one web archive: ``read + skipped + damaged == records``.

    ``reasons`` counts the skipped ones (``request``, ``image``, ``HTTP 404``, ...), the commonest first. A damaged stretch counts as one
    record, since nobody can tell how many it held; ``damaged_at`` are the bytes where they begin.
    """

    file: str
    records: int
    read: int
    skipped: int
    damaged: int
    reasons: dict[str, int] = field(default_factory=dict)
    damaged_at: tuple[int, ...] = ()


# ------------------------------------------------------------------ annotations of one article


class Mention(Record, frozen=True, kw_only=True):
    """A span that names: ``head`` is the part that identifies, ``refers_to`` the mention index it stands for."""

    start: int
    end: int
    kind: EntityKind
    form: str
    head: str | None = None
    role: str | None = None
    refers_to: int | None = None


class Meaning(Record, frozen=True, kw_only=True):
    """What a time expression says before any anchor is known; resolving it is a pure function of meaning and anchor.

    ``shape`` names the rule (``date``, ``weekday``, ``offset``, ``month``, ``deictic``, ...); ``fields`` are its numbers and words.
    """

    shape: str
    fields: dict[str, int | str | None] = field(default_factory=dict)


class TimeExpression(Record, frozen=True, kw_only=True):
    """A time expression in the text: TIMEX3 type and value, the days it covers, and the anchor and rule that gave them."""

    start: int
    end: int
    type: TimexType
    value: str
    meaning: Meaning
    first_day: str | None = None
    last_day: str | None = None
    precision: Precision = "unknown"
    zone: str | None = None
    zone_basis: ZoneBasis | None = None
    basis: str | None = None
    anchor: str | None = None
    rule: str | None = None
    alternatives: tuple[TimeAlternative, ...] = ()


class Link(Record, frozen=True, kw_only=True):
    """One link of an attribution chain, as written in the text."""

    name: str
    role: LinkRole
    kind: LinkKind
    passage: Passage
    cue: Passage | None = None
    entity: str | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """Who is said to say the words of ``scope``: links nearest to the fact first, the cue, and the time of saying.

    ``said`` is an index into the article's time expressions; ``source_head`` locates the speaker's own name. ``verb`` is the cue's
    class: ``say``, ``announce``, ``confirm``, ``deny``, ``accuse``, ``estimate``, ``fear``, ``ask``, ``want``, ``promise``, ``perceive``.
    ``spoken`` is false where the cue tells of a thought, a wish or a perception, of which nobody need have said a word.
    """

    scope: Span
    cue: Span | None
    links: tuple[Link, ...]
    verb: str = "say"
    said: int | None = None
    negated: bool = False
    spoken: bool = True


class Hedge(Record, frozen=True, kw_only=True):
    """Words by which a text keeps a distance from what it says."""

    kind: HedgeKind
    passage: Passage


class Factuality(Record, frozen=True, kw_only=True):
    """How sure, and yes or no, as presented by the innermost source (FactBank, Saurí and Pustejovsky 2009)."""

    certainty: Certainty = "certain"
    polarity: Polarity = "positive"


class Participant(Record, frozen=True, kw_only=True):
    """Who or what takes part in a claim, in which grammatical role."""

    passage: Passage
    entity: str | None = None
    role: str | None = None


class Number(Record, frozen=True, kw_only=True):
    """A quantity: ``bound`` is ``at_least``, ``at_most``, ``about`` or null; ``high`` is the upper end of a range.

    ``unit`` is one name in every language ("dead", "euro", "job"), with " part" for a part of what was just counted; ``counted`` is the
    group that a fate befell ("worker" of four workers killed).
    """

    value: float
    passage: Passage
    unit: str | None = None
    bound: str | None = None
    high: float | None = None
    counted: str | None = None


class PlaceRef(Record, frozen=True, kw_only=True):
    """Where, by its words and, where known, its entity."""

    passage: Passage
    entity: str | None = None
    name: str | None = None


class Claim(Record, frozen=True, kw_only=True):
    """One thing an article presents as so.

    ``terms`` are the folded stems of its content words, ``head`` the stem of its predicate; ``time_ref`` and ``said_ref`` index the
    article's time expressions, so that the claim can be dated again when its page is.
    """

    id: str
    passage: Passage
    predicate: str | None = None
    participants: tuple[Participant, ...] = ()
    place: PlaceRef | None = None
    time: Time | None = None
    said_at: Time | None = None
    numbers: tuple[Number, ...] = ()
    attribution: tuple[Link, ...] = ()
    origin: str | None = None
    factuality: Factuality = field(default_factory=Factuality)
    hedges: tuple[Hedge, ...] = ()
    tense: Tense | None = None
    event: str | None = None
    quotation: str | None = None
    verb: str | None = None
    head: str | None = None
    terms: tuple[str, ...] = ()
    time_ref: int | None = None
    said_ref: int | None = None


class Quotation(Record, frozen=True, kw_only=True):
    """Words given as somebody's: ``passage`` is the content without the marks; ``insertions`` are the editor's."""

    id: str
    kind: QuotationKind
    passage: Passage
    attribution: tuple[Link, ...] = ()
    speaker_basis: SpeakerBasis = "unknown"
    addressee: str | None = None
    said_at: Time | None = None
    language: str | None = None
    claim: str | None = None
    insertions: tuple[Passage, ...] = ()
    said_ref: int | None = None


class Annotations(Record, frozen=True, kw_only=True):
    """What one article says: sentences, mentions, time expressions, attributions, quotations and claims."""

    article: str
    language: str | None = None
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    claims: tuple[Claim, ...] = ()


# ------------------------------------------------------------------ across articles


class Evidence(Record, frozen=True, kw_only=True):
    """A named feature that spoke for a judgement, with its score in [0, 1] and the values on each side."""

    feature: str
    score: float
    detail: str | None = None


class Form(Record, frozen=True, kw_only=True):
    """One way an entity is named, and where."""

    text: str
    kind: FormKind
    passages: tuple[Passage, ...] = ()


class Role(Record, frozen=True, kw_only=True):
    """An office or description held by an entity, with its known bounds in time."""

    text: str
    since: str | None = field(default=None, name="from")
    until: str | None = field(default=None, name="to")
    passages: tuple[Passage, ...] = ()


class Entity(Record, frozen=True, kw_only=True):
    """Whom or what mentions name, with every form."""

    id: str
    kind: EntityKind
    name: str
    forms: tuple[Form, ...] = ()
    roles: tuple[Role, ...] = ()
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()
    doubtful: tuple[Evidence, ...] = ()


class Direction(Record, frozen=True, kw_only=True):
    """Which article a copied passage comes from."""

    source: str = field(name="from")
    basis: str


class Reuse(Record, frozen=True, kw_only=True):
    """Copied text: passages correspond and each is exact in its own article."""

    id: str
    kind: ReuseKind
    passages: tuple[Passage, ...]
    articles: tuple[str, ...] = ()
    origin: str | None = None
    direction: Direction | None = None
    words: int = 0


class Origin(Record, frozen=True, kw_only=True):
    """Where information comes from in the end."""

    id: str
    kind: OriginKind
    name: str | None = None
    entity: str | None = None
    articles: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


class Outcome(Record, frozen=True, kw_only=True):
    """What became of something announced, forecast or denied."""

    relation: OutcomeRelation
    event: str | None = None
    passages: tuple[Passage, ...] = ()


class Event(Record, frozen=True, kw_only=True):
    """The happening that several claims are about."""

    id: str
    label: str
    status: Status
    claims: tuple[str, ...]
    articles: tuple[str, ...] = ()
    time: Time | None = None
    said_at: Time | None = None
    place: PlaceRef | None = None
    participants: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    outcome: Outcome | None = None


class Difference(Record, frozen=True, kw_only=True):
    """How two renderings of one utterance differ."""

    kind: DifferenceKind
    passages: tuple[Passage, ...]
    note: str | None = None


class QuotationGroup(Record, frozen=True, kw_only=True):
    """One utterance as several pages give it."""

    id: str
    quotations: tuple[str, ...]
    speaker: str | None = None
    about: str | None = None
    differences: tuple[Difference, ...] = ()


class Side(Record, frozen=True, kw_only=True):
    """One value of a conflict, and who gives it."""

    value: str
    passages: tuple[Passage, ...]
    articles: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


class Conflict(Record, frozen=True, kw_only=True):
    """Two or more values for one thing; Recoupe never picks the winner."""

    id: str
    kind: ConflictKind
    scope: Scope
    reading: Reading
    sides: tuple[Side, ...]
    about: str | None = None
    explanation: str | None = None


class StoryRelation(Record, frozen=True, kw_only=True):
    """How a story is tied to another one."""

    story: str
    relation: StoryRelationKind
    reason: str | None = None
    passages: tuple[Passage, ...] = ()


class StorySpan(Record, frozen=True, kw_only=True):
    """First and last event day of a story."""

    first_day: str | None = None
    last_day: str | None = None


class Story(Record, frozen=True, kw_only=True):
    """A cluster of articles about one happening and, once compared, all they say together."""

    id: str
    articles: tuple[str, ...]
    title: str | None = None
    span: StorySpan = field(default_factory=StorySpan)
    related: tuple[StoryRelation, ...] = ()
    origins: tuple[Origin, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    quotation_groups: tuple[QuotationGroup, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


# ------------------------------------------------------------------ the file


class MadeBy(Record, frozen=True, kw_only=True):
    """What made the dossier."""

    name: str
    version: str
    models: dict[str, str] = field(default_factory=dict)


class Dossier(Record, frozen=True, kw_only=True):
    """The whole result: articles, rejected pages, entities and stories."""

    articles: tuple[Article, ...]
    made_by: MadeBy
    rejected: tuple[Rejected, ...] = ()
    entities: tuple[Entity, ...] = ()
    stories: tuple[Story, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    schema: Literal["recoupe.dossier/1"] = "recoupe.dossier/1"
