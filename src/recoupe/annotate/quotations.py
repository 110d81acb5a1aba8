"""Attributions and quotation marks -> quotations with their speakers: direct, indirect and mixed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256

from recoupe.annotate.engine import Parse
from recoupe.annotate.inference import Bare, infer_speakers
from recoupe.annotate.lexicon import SpeechWords, speech_words
from recoupe.annotate.sentences import Sentence
from recoupe.records import Attribution, Block, Link, Mention, Passage, Quotation, QuotationKind, Span, SpeakerBasis
from recoupe.text import contains, fold, overlap, quoted_spans, words

TEXT = frozenset(("title", "lead", "paragraph", "subheading", "list", "quote"))
"""Block kinds whose quotation marks and reports are quotations; captions are left to the captions' readers."""

_WIDER = 200  # code points; a clause wider than that around its quoted words is indirect speech with direct words inside
_CLAUSE_WORDS = 5  # quoted words from which on a quotation stands by itself when nothing but a phrase is around it
_INSERTION = re.compile(r"\([^()]*\b(?:NDLR|N\.D\.L\.R\.|ndlr|sic|editor's note|ed\.)[^()]*\)|\[[^\[\]]*\]")
_DASHES = ("-", "–", "—", "―")
_OPENING = " \u00a0\u202f«»“”\"'‘’„"
_BEFORE_MARKS = 40  # characters in front of quoted words in which the word before them ends
_NICKNAME_WORDS = 3
_LETTER = re.compile(r"\w")


def find_quotations(
    parse: Parse,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
) -> tuple[Quotation, ...]:
    """Quotations of an article, in text order.

    A clause that reports and quotes is one ``mixed`` quotation, its quoted words are inside it; words in marks alone are ``direct``,
    with the speaker stated, inferred or unknown; a reported clause without marks is ``indirect``, unless it is only thought or seen.
    """
    article = parse.article
    blocks = [b for b in article.blocks if b.kind in TEXT]
    marks = [q for b in blocks for q in quoted_spans(article.text, b.start, b.end)]
    reports = [a for a in attributions if _block_of(blocks, a.scope) is not None and not _cue_quoted(a, marks)]
    marks = [_cut_short(q, reports) for q in marks]
    out: list[Quotation] = []
    held: set[int] = set()
    for report in reports:
        inside = [n for n, q in enumerate(marks) if overlap(q, report.scope)]
        if not inside:
            if report.spoken:
                kind: QuotationKind = "direct" if _is_line_of_dialogue(article.text, report) else "indirect"
                out.append(_quotation(parse, report.scope, kind, report.links, "stated", report.said))
            continue
        if _stands_alone(article.text, report, [marks[n] for n in inside]):
            continue
        size = report.scope.end - report.scope.start
        narrow = {n for n in inside if size <= marks[n].end - marks[n].start + _WIDER and contains(report.scope, marks[n])}
        kind = "mixed" if narrow else "indirect"
        out.append(_quotation(parse, report.scope, kind, report.links, "stated", report.said))
        held |= narrow
    out.extend(_marked(parse, sentences, mentions, reports, [(n, q) for n, q in enumerate(marks) if n not in held], out))
    unique = {q.id: q for q in out}
    return tuple(sorted(unique.values(), key=lambda q: (q.passage.start, q.passage.end, q.kind)))


def _marked(
    parse: Parse,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    reports: Sequence[Attribution],
    marks: Sequence[tuple[int, Span]],
    others: Sequence[Quotation],
) -> list[Quotation]:
    """Direct quotations: the innermost report around them speaks, else somebody inferred, else nobody."""
    out: list[Quotation] = []
    bare: list[Span] = []
    article_text = parse.article.text
    for _, span in marks:
        around = [a for a in reports if 2 * overlap(a.scope, span) > span.end - span.start or _speaks_inside(a, span)]
        if not around:
            bare.append(span)
            continue
        nearest = min(around, key=lambda a: (a.scope.end - a.scope.start, a.scope.start))
        out.append(_quotation(parse, span, "direct", nearest.links, "stated", nearest.said))
    known = sorted([*others, *out], key=lambda q: q.passage.start)
    for guess in infer_speakers(Bare(parse, sentences, mentions, reports, known), bare):
        if not guess.links and _only_names(article_text, guess.span, speech_words(parse.language)):
            continue
        out.append(_quotation(parse, guess.span, "direct", guess.links, "inferred" if guess.links else "unknown", guess.said))
    return out


def _only_names(text: str, span: Span, table: SpeechWords) -> bool:
    """Whether words in marks name a thing and are nobody's: a work behind its kind, a nickname behind an article inside a sentence."""
    line = fold(text[max(text.rfind("\n", 0, span.start) + 1, span.start - _BEFORE_MARKS) : span.start]).rstrip(_OPENING)
    before = words(line)[-1:]
    if not before or (not line[-1:].isalnum() and line[-1:] != "'"):
        return False
    if before[0] in table.naming:
        return True
    after = text[span.end : span.end + 4].lstrip(_OPENING)
    return before[0] in table.nicknaming and after[:1].islower() and len(words(text[span.start : span.end])) <= _NICKNAME_WORDS


def _block_of(blocks: Sequence[Block], span: Span) -> Block | None:
    at = bisect_right([b.start for b in blocks], span.start) - 1
    return blocks[at] if at >= 0 and span.start < blocks[at].end else None


def _cue_quoted(report: Attribution, marks: Sequence[Span]) -> bool:
    """Whether the cue itself stands in quotation marks: somebody's report quoted by somebody else, unless it is of all those words."""
    return report.cue is not None and any(contains(q, report.cue) and not _speaks_inside(report, q) for q in marks)


def _speaks_inside(report: Attribution, span: Span) -> bool:
    """Whether a cue stands as an incise inside the marks of what it reports: "« P, a martelé X, et Q. »"."""
    return (
        report.cue is not None and contains(span, report.cue) and 0 <= report.scope.start - span.start <= 1 and contains(span, report.scope)
    )


def _cut_short(span: Span, reports: Sequence[Attribution]) -> Span:
    """Words whose marks never close, up to the incise that ends them."""
    for report in reports:
        if report.cue is not None and _speaks_inside(report, span) and report.scope.end <= report.cue.start:
            return report.scope
    return span


def _is_line_of_dialogue(text: str, report: Attribution) -> bool:
    """Whether reported words open a line with a dash, their incise behind them: "– P, répond X."."""
    start = text.rfind("\n", 0, report.scope.start) + 1
    return text[start : report.scope.start].strip() in _DASHES and report.cue is not None and report.cue.start >= report.scope.end


def _stands_alone(text: str, report: Attribution, inside: Sequence[Span]) -> bool:
    """Whether the quoted words are the whole content: nothing, or no more than a circumstance, stands around them."""
    pieces, at = [], report.scope.start
    for span in [*inside, Span(start=report.scope.end, end=report.scope.end)]:
        pieces.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    around = " ".join(pieces)
    if report.cue is not None and overlap(report.cue, report.scope):
        return True
    if not _LETTER.search(around):
        return True
    quoted = max(len(words(text[q.start : q.end])) for q in inside)
    opens = not _LETTER.search(text[inside[-1].end : report.scope.end])
    return opens and quoted >= 2 * _CLAUSE_WORDS and text[inside[0].start].isupper() and "," in pieces[0]


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
