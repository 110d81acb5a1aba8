"""Events -> the rows of a timeline: when, how sure, what, who says so through whom, and the exact words of each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from recoupe.dossier.chains import Chain, chain_names, join_chains
from recoupe.dossier.days import When, tell_time
from recoupe.dossier.lookup import Cited, Line, Lookup, filed_under, split_events
from recoupe.dossier.reasons import tell_reason
from recoupe.records import Claim, Event, Origin, Story, Time


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One article's claim: its words, the names it gives, how it hedges, and its own date where it differs."""

    cited: Cited | None
    chain: tuple[str, ...]
    remarks: tuple[str, ...]
    when: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a date is what it is: labelled facts, the words it rests on, and the readings that lost."""

    facts: tuple[tuple[str, str], ...]
    cited: tuple[Cited, ...]
    losers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as shown in every face."""

    line: Line
    language: str
    status: str
    when: When | None
    said: str | None
    place: str | None
    participants: tuple[str, ...]
    chains: tuple[Chain, ...]
    origins: tuple[str, ...]
    n_origins: int
    outcome: str | None
    outcome_line: Line | None
    outcome_words: tuple[Cited, ...]
    claims: tuple[ClaimRow, ...]
    reason: Reason
    conflicts: tuple[tuple[Line, str], ...]

    @property
    def clock(self) -> str | None:
        """The hour, where one is known."""
        return self.when.clock if self.when else None


@dataclass(frozen=True, slots=True)
class Day:
    """Consecutive events that share one date heading."""

    heading: str
    iso: str | None
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events by day, then those without a date."""

    days: tuple[Day, ...]
    undated: tuple[EventRow, ...]

    @property
    def rows(self) -> tuple[EventRow, ...]:
        """Every event, dated first."""
        return (*(row for day in self.days for row in day.events), *self.undated)


def view_timeline(story: Story, lookup: Lookup) -> Timeline:
    """The timeline of one story."""
    claims = {claim.id: claim for claim in story.claims}
    origins = {origin.id: origin for origin in story.origins}
    dated, undated = split_events(story.events, lookup.wording)
    rows = [_row(event, story, claims, origins, lookup) for event in dated]
    days = []
    for heading, group in groupby(rows, key=lambda row: row.when.day if row.when else ""):
        events = tuple(group)
        iso = events[0].when.iso if events[0].when else None
        days.append(Day(heading, iso[:10] if iso else None, events))
    return Timeline(tuple(days), tuple(_row(e, story, claims, origins, lookup) for e in undated))


def _row(event: Event, story: Story, claims: dict[str, Claim], origins: dict[str, Origin], lookup: Lookup) -> EventRow:
    wording = lookup.wording
    line = lookup.lines[event.id]
    said_by = [claims[c] for c in event.claims if c in claims]
    first = lookup.articles.get(said_by[0].passage.article) if said_by else None
    own, said = tell_time(event.time, wording), tell_time(event.said_at, wording)
    when = filed_under(event, wording)
    outcome = event.outcome
    return EventRow(
        line=line,
        language=(first.language if first else None) or "",
        status=event.status,
        when=when,
        said=said.text if said and not (own and said.text == own.text) else None,
        place=_place(event, lookup),
        participants=tuple(name for p in event.participants if (name := lookup.name(p))),
        chains=tuple(join_chains(said_by, lookup)),
        origins=tuple(origin_name(origins.get(o), lookup) for o in event.origins),
        n_origins=len(event.origins),
        outcome=wording.name("outcome", outcome.relation) if outcome else None,
        outcome_line=lookup.lines.get(outcome.event or "") if outcome else None,
        outcome_words=tuple(lookup.cite_all(outcome.passages, "event", line)) if outcome else (),
        claims=tuple(_claim_row(claim, event, line, lookup) for claim in said_by),
        reason=_reason(event.time, said_by, lookup),
        conflicts=tuple((lookup.lines[c.id], wording.name("conflict", c.kind)) for c in story.conflicts if c.about == event.id),
    )


def _claim_row(claim: Claim, event: Event, line: Line, lookup: Lookup) -> ClaimRow:
    wording = lookup.wording
    remarks = []
    for hedge in claim.hedges:
        cited = lookup.cite(hedge.passage, "time")
        name = wording.name("hedge", hedge.kind)
        remarks.append(f"{name}{wording.say('colon')}{cited.words}" if cited else name)
    if certainty := wording.name("certainty", claim.factuality.certainty):
        remarks.append(certainty)
    if claim.factuality.polarity == "negative":
        remarks.append(wording.say("negative"))
    own, shared = tell_time(claim.time, wording), tell_time(event.time, wording)
    return ClaimRow(
        cited=lookup.cite(claim.passage, "event", line),
        chain=chain_names(claim.attribution, claim.passage, lookup.articles.get(claim.passage.article)),
        remarks=tuple(dict.fromkeys(remarks)),
        when=own.text if own and (shared is None or own.text != shared.text) else None,
    )


def _reason(time: Time | None, claims: Sequence[Claim], lookup: Lookup) -> Reason:
    """The event's own reason, or that of its first claim that gives one."""
    wording = lookup.wording
    candidates = [t for t in (time, *(c.time for c in claims)) if t is not None]
    told = next((t for t in candidates if t.rule or t.anchor or t.passages), candidates[0] if candidates else None)
    if told is None:
        return Reason((), (), ())
    facts = []
    if told.rule:
        facts.append((wording.say("rule"), tell_reason(told.rule, wording)))
    if told.anchor:
        facts.append((wording.say("anchor"), tell_reason(told.anchor, wording)))
    if told.basis:
        facts.append((wording.say("basis"), wording.name("basis", told.basis)))
    losers = []
    for other in told.alternatives:
        words = tell_time(Time(value=other.value), wording)
        detail = " · ".join(d for d in (wording.name("basis", other.basis), tell_reason(other.rule, wording)) if d)
        losers.append(f"{words.text if words else other.value}{f' ({detail})' if detail else ''}")
    return Reason(tuple(facts), tuple(lookup.cite_all(told.passages, "time", most=6)), tuple(losers))


def _place(event: Event, lookup: Lookup) -> str | None:
    if event.place is None:
        return None
    named = lookup.name(event.place.entity) or event.place.name
    if named:
        return named
    cited = lookup.cite(event.place.passage, "name")
    return cited.words if cited else None


def origin_name(origin: Origin | None, lookup: Lookup) -> str:
    """The name of an origin, for an outlet's own reporting the outlets that carry it, or that it has none."""
    if origin is None:
        return lookup.wording.say("unnamed_origin")
    named = origin.name or lookup.name(origin.entity)
    if not named and origin.kind == "outlet":
        named = ", ".join(dict.fromkeys(lookup.signed(article) for article in origin.articles))
    return named or lookup.wording.say("unnamed_origin")
