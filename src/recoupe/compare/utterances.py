"""Quotations of one utterance brought together, with how its renderings differ."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence

from recoupe.compare.views import NameIndex, Rarity
from recoupe.records import Article, Difference, DifferenceKind, Link, Quotation, QuotationGroup, Span
from recoupe.text import fold, quoted_spans, words

_SAME = 0.62  # share of the shorter rendering's words in order; swept .5-.8 on the sample pages
_SHARED_WORDS = 0.3  # share of content words that two renderings of one speech in one language have in common
_COVERED = 0.75  # share of a fragment's content words that a far longer quotation must have
_SHORT = 7  # words: a short quotation by the same speaker with the same noun is one utterance in two translations


def group_quotations(quotations: Sequence[Quotation], articles: Mapping[str, Article], names: NameIndex) -> tuple[QuotationGroup, ...]:
    """Groups of two or more quotations that render one utterance, with their differences, in order of place."""
    direct = [q for q in quotations if q.kind != "indirect"]
    bags = [words(_text(q, articles)) for q in direct]
    rarity = Rarity(bags)
    speakers = [speaker_of(q, names) for q in direct]
    home = list(range(len(direct)))
    for i in range(len(direct)):
        for j in range(i):
            if home[i] != home[j] and _alike(bags[i], bags[j], speakers[i], speakers[j], rarity):
                low, high = sorted((home[i], home[j]))
                pairs = [(m, n) for m in range(i + 1) if home[m] == low for n in range(i + 1) if home[n] == high]
                if all(_alike(bags[m], bags[n], speakers[m], speakers[n], rarity) for m, n in pairs):
                    home = [low if h == high else h for h in home]
    groups = [[direct[n] for n in range(len(direct)) if home[n] == g] for g in sorted(set(home))]
    return tuple(_group(g, articles, names) for g in groups if len(g) > 1)


def join_by_event(
    groups: Sequence[QuotationGroup],
    quotations: Sequence[Quotation],
    event_of: Mapping[str, str],
    articles: Mapping[str, Article],
    names: NameIndex,
) -> tuple[QuotationGroup, ...]:
    """The groups, with those made one whose quotations are the whole of claims on one event by one speaker: translations, rewordings."""
    home = {q.id: q.id for q in quotations}
    for group in groups:
        home |= dict.fromkeys(group.quotations, min(group.quotations))
    told: dict[tuple[str, str], list[Quotation]] = {}
    for q in quotations:
        who = speaker_of(q, names)
        if q.kind == "direct" and q.claim in event_of and who is not None:
            told.setdefault((event_of[q.claim or ""], who), []).append(q)
    bags = {q.id: frozenset(w for w in words(_text(q, articles)) if len(w) > 3) for q in quotations}
    for same in told.values():
        same = [q for q in same if any(_may_be_one(q, r, bags, articles) for r in same if r.id != q.id)]
        if len({q.passage.article for q in same}) > 1:
            first = min(home[q.id] for q in same)
            gone = {home[q.id] for q in same}
            home = {q: first if h in gone else h for q, h in home.items()}
    members: dict[str, list[Quotation]] = {}
    for q in quotations:
        members.setdefault(home[q.id], []).append(q)
    return tuple(_group(g, articles, names) for g in members.values() if len(g) > 1)


def _may_be_one(a: Quotation, b: Quotation, bags: Mapping[str, frozenset[str]], articles: Mapping[str, Article]) -> bool:
    """Two renderings in one language share words; two languages need not."""
    if articles[a.passage.article].language != articles[b.passage.article].language:
        return True
    return len(bags[a.id] & bags[b.id]) >= _SHARED_WORDS * min(len(bags[a.id]), len(bags[b.id]))


def _text(quotation: Quotation, articles: Mapping[str, Article]) -> str:
    """The words quoted: of a mixed quotation only what stands inside marks; editor's insertions left out."""
    p, text = quotation.passage, articles[quotation.passage.article].text
    inner = quoted_spans(text, p.start, p.end) if quotation.kind == "mixed" else []
    spans = inner or [Span(start=p.start, end=p.end)]
    parts = []
    for span in spans:
        at = span.start
        for gone in sorted(quotation.insertions, key=lambda g: g.start):
            if span.start <= gone.start < span.end:
                parts.append(text[at : gone.start])
                at = gone.end
        parts.append(text[at : span.end])
    return " ".join(parts)


def speaker_of(quotation: Quotation, names: NameIndex) -> str | None:
    """Who speaks: the entity of the nearest link, else its folded name."""
    link = quotation.attribution[0] if quotation.attribution else None
    return _who(link, names) if link else None


def _who(link: Link, names: NameIndex) -> str:
    return link.entity or names.at(link.passage) or fold(link.name)


def _alike(a: Sequence[str], b: Sequence[str], who_a: str | None, who_b: str | None, rarity: Rarity) -> bool:
    if not a or not b:
        return False
    shorter, longer = sorted((list(a), list(b)), key=len)
    if len(shorter) == 1:
        return list(a) == list(b) and (who_a is None or who_b is None or who_a == who_b)
    content = rarity.contained(frozenset(a), frozenset(b))
    if not content or (len(longer) > 2 * len(shorter) and _covered(shorter, longer) < _COVERED):
        return False
    if content >= _SAME:
        blocks = difflib.SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
        shared = sum(m.size for m in blocks)
        if shared / len(shorter) >= _SAME and shared >= 2 and len(shorter) >= 0.34 * min(len(longer), 12):
            return True
        if len(shorter) >= 3 and shared == len(shorter) and _close_together(blocks, len(shorter)):
            return True
    same_speaker = who_a is not None and who_a == who_b
    nouns = {w for w in a if len(w) > 5} & {w for w in b if len(w) > 5}
    return same_speaker and len(longer) <= _SHORT and bool(nouns) and content >= 0.3


def _covered(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """Share of the shorter text's content words that the longer has."""
    told = [w for w in shorter if len(w) > 3]
    return sum(w in longer for w in told) / len(told) if told else 1.0


def _close_together(blocks: Sequence[difflib.Match], size: int) -> bool:
    """Whether the matching words stand nearly side by side in the longer text."""
    real = [m for m in blocks if m.size]
    return bool(real) and real[-1].b + real[-1].size - real[0].b <= size + 2


def _group(members: Sequence[Quotation], articles: Mapping[str, Article], names: NameIndex) -> QuotationGroup:
    members = sorted(members, key=lambda q: (q.passage.article, q.passage.start, q.passage.end))
    links = [q.attribution[0] for q in members if q.attribution]
    seed = "|".join(q.id for q in members)
    return QuotationGroup(
        id="g" + hashlib.sha256(seed.encode()).hexdigest()[:10],
        quotations=tuple(q.id for q in members),
        speaker=min((_who(link, names) for link in links), default=None),
        about=_text(max(members, key=lambda q: (q.passage.end - q.passage.start, q.id)), articles)[:120],
        differences=_differences(members, articles, names),
    )


def _differences(members: Sequence[Quotation], articles: Mapping[str, Article], names: NameIndex) -> tuple[Difference, ...]:
    first = members[0]
    out = []
    for other in members[1:]:
        a, b = words(_text(first, articles)), words(_text(other, articles))
        passages = (first.passage, other.passage)
        if a != b:
            out.append(Difference(kind=_difference_kind(a, b), passages=passages, note=None))
        who = speaker_of(first, names), speaker_of(other, names)
        if all(who) and who[0] != who[1]:
            links = (first.attribution[0].passage, other.attribution[0].passage)
            out.append(Difference(kind="attribution", passages=links, note=None))
    return tuple(out)


def _difference_kind(a: Sequence[str], b: Sequence[str]) -> DifferenceKind:
    tags = {tag for tag, *_ in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()} - {"equal"}
    if tags == {"delete"}:
        return "cut"
    if tags == {"insert"}:
        return "addition"
    return "wording"
