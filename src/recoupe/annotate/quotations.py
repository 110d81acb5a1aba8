"""Attributions and quotation marks -> quotations with their speakers: direct, indirect and mixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from recoupe.annotate.engine import Parse
from recoupe.records import (
    Attribution,
    Link,
    Mention,
    Passage,
    Quotation,
    QuotationKind,
    Span,
    SpeakerBasis,
    TimeExpression,
)
from recoupe.text import fold, overlap, quoted_spans

_TEXT = frozenset(("title", "lead", "paragraph", "subheading", "list", "quote"))
_INSERTION = re.compile(r"\([^()]*(?:NDLR|ndlr|Ndlr|sic|editor's note)[^()]*\)|\[[^\[\]]*\]")


def find_quotations(
    parse: Parse,
    mentions: Sequence[Mention],
    times: Sequence[TimeExpression],
    attributions: Sequence[Attribution],
) -> tuple[Quotation, ...]:
    """Quotations of an article, in text order: all that stands in marks, and clauses reported without them."""
    article = parse.article
    out: list[Quotation] = []
    marks = [(b, q) for b in article.blocks if b.kind in _TEXT for q in quoted_spans(article.text, b.start, b.end)]
    previous: Attribution | None = None
    for block, span in marks:
        around = [a for a in attributions if overlap(a.scope, span) * 2 > span.end - span.start]
        if around:
            best = min(around, key=lambda a: (a.scope.end - a.scope.start, a.scope.start))
            out.append(_quotation(parse, span, "direct", best.links, "stated", best.said))
            continue
        before = [a for a in attributions if a.cue and a.cue.end <= span.start and a.cue.start >= block.start]
        previous = before[-1] if before else None
        if previous is not None:
            out.append(_quotation(parse, span, "direct", previous.links, "inferred", previous.said))
        else:
            out.append(_quotation(parse, span, "direct", (), "unknown", None))
    out = _repeat(parse, out)
    for a in attributions:
        inside = [q for _, q in marks if overlap(q, a.scope)]
        if not inside:
            out.append(_quotation(parse, a.scope, "indirect", a.links, "stated", a.said))
        elif sum(q.end - q.start for q in inside) + 200 >= a.scope.end - a.scope.start > max(q.end - q.start for q in inside) + 4:
            out.append(_quotation(parse, a.scope, "mixed", a.links, "stated", a.said))
    unique = {q.id: q for q in out}
    return tuple(sorted(unique.values(), key=lambda q: (q.passage.start, q.passage.end, q.kind)))


def _repeat(parse: Parse, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Quotations without a speaker take the one of the same words elsewhere on the page."""
    text = parse.article.text
    known = {fold(text[q.passage.start : q.passage.end]): q for q in quotations if q.attribution}
    out = []
    for q in quotations:
        twin = known.get(fold(text[q.passage.start : q.passage.end]))
        if not q.attribution and twin is not None:
            q = _quotation(
                parse,
                Span(start=q.passage.start, end=q.passage.end),
                q.kind,
                twin.attribution,
                "inferred",
                twin.said_ref,
            )
        out.append(q)
    return out


def _quotation(parse: Parse, span: Span, kind: QuotationKind, links: Sequence[Link], basis: SpeakerBasis, said: int | None) -> Quotation:
    article = parse.article
    key = sha256(f"{article.id}:{span.start}:{span.end}:{kind}".encode()).hexdigest()[:10]
    text = article.text[span.start : span.end]
    return Quotation(
        id=f"q{key}",
        kind=kind,
        passage=Passage(article=article.id, start=span.start, end=span.end),
        attribution=tuple(links),
        speaker_basis=basis,
        language=parse.language,
        insertions=tuple(
            Passage(article=article.id, start=span.start + m.start(), end=span.start + m.end()) for m in _INSERTION.finditer(text)
        ),
        said_ref=said,
    )
