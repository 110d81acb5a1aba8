"""Quotation groups, conflicts and copied passages -> what several pages say side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.dossier.chains import Carrier, chain_names
from recoupe.dossier.days import tell_day, tell_span, tell_time
from recoupe.dossier.differences import Piece, mark_differences
from recoupe.dossier.lookup import Cited, Line, Lookup
from recoupe.dossier.reasons import tell_reason
from recoupe.dossier.timeline import origin_name
from recoupe.records import Conflict, Direction, Origin, Quotation, QuotationGroup, Reuse, Span, Story
from recoupe.text import fold


@dataclass(frozen=True, slots=True)
class Variant:
    """One page's rendering, cut where it differs from the first one."""

    cited: Cited
    pieces: tuple[Piece, ...]
    chain: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One utterance: who speaks, and each rendering."""

    line: Line
    speaker: str
    speaker_known: bool
    about: str
    variants: tuple[Variant, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideRow:
    """One value of a conflict with its words, outlets and origins."""

    value: str
    cited: tuple[Cited, ...]
    carriers: tuple[Carrier, ...]
    origins: tuple[str, ...]

    @property
    def others(self) -> tuple[Carrier, ...]:
        """Articles that give the value without a passage shown here."""
        shown = {cited.ref for cited in self.cited}
        return tuple(c for c in self.carriers if c.ref not in shown)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One thing that pages tell differently, and in what sense."""

    line: Line
    kind: str
    scope: str
    reading: str
    reading_key: str
    meaning: str
    about: str
    about_line: Line | None
    sides: tuple[SideRow, ...]
    explanation: str | None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Words that several articles share."""

    line: Line
    kind: str
    words: int
    direction: str
    origin: str
    variants: tuple[Variant, ...]


def view_quotations(story: Story, lookup: Lookup) -> tuple[list[QuoteRow], list[QuoteRow]]:
    """Utterances that several pages give, and those that only one gives."""
    by_id = {q.id: q for q in story.quotations}
    grouped = {q for group in story.quotation_groups for q in group.quotations}
    groups = [_group_row(group, [by_id[q] for q in group.quotations if q in by_id], lookup) for group in story.quotation_groups]
    alone = [_group_row(None, [q], lookup) for q in story.quotations if q.id not in grouped]
    shared = [row for row in groups if len(row.variants) > 1]
    single = [row for row in (*(g for g in groups if len(g.variants) == 1), *alone) if row.variants]
    return shared, sorted(single, key=lambda row: (not row.speaker_known, fold(row.speaker)))


def view_conflicts(story: Story, lookup: Lookup) -> list[ConflictRow]:
    """The conflicts of one story, page by page and between pages."""
    origins = {o.id: o for o in story.origins}
    return [_conflict_row(conflict, origins, lookup) for conflict in story.conflicts]


def view_reuse(story: Story, lookup: Lookup) -> list[CopyRow]:
    """The copied passages of one story, longest first."""
    origins = {o.id: o for o in story.origins}
    rows = [_copy_row(reuse, origins, lookup) for reuse in story.reuse]
    return [row for row in rows if row.variants]


# ------------------------------------------------------------------ quotations


def _group_row(group: QuotationGroup | None, quotations: Sequence[Quotation], lookup: Lookup) -> QuoteRow:
    line = lookup.lines[group.id if group else quotations[0].id]
    found = [(q, c) for q in quotations if (c := lookup.cite(q.passage, "quotation", line)) is not None]
    inserted = [_insertions(q) for q, _ in found]
    marked = mark_differences([c.words for _, c in found], inserted)
    speaker = _speaker(group, quotations, lookup)
    variants = tuple(
        Variant(
            cited,
            tuple(pieces),
            _others(q, speaker, lookup),
            _quotation_remarks(q, lookup),
        )
        for (q, cited), pieces in zip(found, marked, strict=True)
    )
    about = _about(group.about if group else None, lookup)
    if any(fold(about) in fold(cited.words) for _, cited in found):
        about = ""
    notes = [f"{lookup.wording.name('difference', d.kind)}{f' ({d.note})' if d.note else ''}" for d in (group.differences if group else ())]
    return QuoteRow(
        line=line,
        speaker=speaker or lookup.wording.say("unknown_speaker"),
        speaker_known=bool(speaker),
        about=about,
        variants=variants,
        differences=tuple(dict.fromkeys(notes)),
    )


def _speaker(group: QuotationGroup | None, quotations: Sequence[Quotation], lookup: Lookup) -> str:
    """The group's entity, else the name as a page writes it, else whatever the group or a lesser link says."""
    links = [link for quotation in quotations for link in quotation.attribution]
    spoken = [lookup.name(link.entity) or link.name for link in links if link.role == "speaker"]
    named = lookup.name(group.speaker) if group is not None else ""
    if named and group is not None and named != group.speaker:
        return named
    written = next((name for name in spoken if not named or fold(name) == fold(named)), named)
    return written or next((link.name for link in links), "")


def _others(quotation: Quotation, speaker: str, lookup: Lookup) -> tuple[str, ...]:
    """The chain of a quotation without the speaker, who stands at its head already."""
    names = chain_names(quotation.attribution, quotation.passage, lookup.articles.get(quotation.passage.article))
    return tuple(name for name in names if fold(name) != fold(speaker))


def _quotation_remarks(quotation: Quotation, lookup: Lookup) -> tuple[str, ...]:
    wording = lookup.wording
    said = tell_time(quotation.said_at, wording)
    remarks = [wording.name("quotation", quotation.kind)]
    if quotation.speaker_basis == "inferred":
        remarks.append(wording.say("speaker_inferred"))
    if addressee := lookup.name(quotation.addressee):
        remarks.append(wording.say("addressed_to", who=addressee))
    if said:
        remarks.append(wording.say("said_on", when=said.text))
    return tuple(remarks)


def _insertions(quotation: Quotation) -> list[Span]:
    """The newsroom's insertions as ranges of the quotation's own words."""
    base, size = quotation.passage.start, quotation.passage.end - quotation.passage.start
    moved = [Span(start=p.start - base, end=p.end - base) for p in quotation.insertions if p.article == quotation.passage.article]
    return [s for s in moved if 0 <= s.start < s.end <= size]


# ------------------------------------------------------------------ conflicts and copies


def _conflict_row(conflict: Conflict, origins: dict[str, Origin], lookup: Lookup) -> ConflictRow:
    wording, line = lookup.wording, lookup.lines[conflict.id]
    sides = []
    for side in conflict.sides:
        cited = lookup.cite_all(side.passages, "conflict", line, most=12)
        members = side.articles or tuple(dict.fromkeys(p.article for p in side.passages))
        sides.append(
            SideRow(
                value=_value(conflict, side.value, lookup),
                cited=tuple(cited),
                carriers=tuple(Carrier(lookup.ref(a), lookup.outlet(a)) for a in members if a in lookup.articles),
                origins=tuple(dict.fromkeys(origin_name(origins.get(o), lookup) for o in side.origins)),
            )
        )
    return ConflictRow(
        line=line,
        kind=wording.name("conflict", conflict.kind),
        scope=wording.name("scope", conflict.scope),
        reading=wording.name("reading", conflict.reading),
        reading_key=conflict.reading,
        meaning=wording.help("reading", conflict.reading),
        about=_about(conflict.about, lookup),
        about_line=lookup.lines.get(conflict.about or ""),
        sides=tuple(sides),
        explanation=tell_reason(conflict.explanation, wording) or None,
    )


def _value(conflict: Conflict, value: str, lookup: Lookup) -> str:
    """A side's value in a reader's words: dates and statuses are told, everything else stands as it is."""
    if conflict.kind == "status":
        return lookup.wording.name("status", value)
    if conflict.kind == "date" and value[:4].isdigit():
        first, _, last = value.partition("/")
        return (tell_span(first, last, lookup.wording) or value) if last else tell_day(value, lookup.wording)
    return lookup.name(value) or value


def _about(about: str | None, lookup: Lookup) -> str:
    line = lookup.lines.get(about or "")
    return line.words if line else lookup.name(about)


def _copy_row(reuse: Reuse, origins: dict[str, Origin], lookup: Lookup) -> CopyRow:
    line = lookup.lines[reuse.id]
    cited = lookup.cite_all(reuse.passages, "reuse", line)
    marked = mark_differences([c.words for c in cited]) if reuse.kind == "edited" else [[Piece(c.words)] for c in cited]
    origin = origins.get(reuse.origin or "")
    named = origin_name(origin, lookup) if origin else lookup.name(reuse.origin)
    return CopyRow(
        line=line,
        kind=lookup.wording.name("reuse", reuse.kind),
        words=reuse.words,
        direction=_direction(reuse.direction, lookup),
        origin=lookup.wording.say("from_origin", name=named) if named else "",
        variants=tuple(Variant(c, tuple(p), (), ()) for c, p in zip(cited, marked, strict=True)),
    )


def _direction(direction: Direction | None, lookup: Lookup) -> str:
    wording = lookup.wording
    if direction is None:
        return wording.say("direction_unknown")
    source = direction.source
    named = f"{lookup.outlet(source)} [{lookup.ref(source)}]" if source in lookup.articles else lookup.name(source)
    told = wording.say("copied_from", source=named or source)
    basis = tell_reason(wording.name("basis", direction.basis), wording)
    return f"{told} ({wording.say('by_basis', basis=basis)})" if basis else told
