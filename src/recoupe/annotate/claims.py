"""Clauses, times, attributions and quotations of one article tied together into claims: one per asserted clause."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.annotate.clauses import (
    Clause,
    find_clauses,
    is_verbal,
    join_clauses,
    mend_root,
    opening_clause,
    own_run,
    split_clause,
    trim,
)
from recoupe.annotate.details import claim_id, head_of, numbers_of, participants_of, place_of, terms_of, times_of
from recoupe.annotate.doubt import find_tense, is_negative, verb_group
from recoupe.annotate.engine import span_of
from recoupe.annotate.gathered import Nearby, Notes
from recoupe.annotate.governing import certainty_of, inherited_hedges, open_hedges
from recoupe.annotate.hedges import find_hedges
from recoupe.annotate.nominals import find_nominals
from recoupe.annotate.predicates import completions, words_of
from recoupe.annotate.reporting import TOLD, absorbed, attribution_of, future_in_past, handed_on, is_denied_by, tense_of, with_verb_hedge
from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.languages.disputes import dispute_pattern
from recoupe.records import (
    Claim,
    Factuality,
    Mention,
    Passage,
    Quotation,
    Span,
    TimeExpression,
)
from recoupe.text import contains, fold, overlap

_QUOTED_CLAUSE = 24  # characters: a shorter quotation is a phrase, not a clause
_SHORTEST = 5  # tokens of a sentence that no clause speaks for and that is still a claim
_LONGEST = 580  # a passage over 600 characters proves nothing


def find_claims(notes: Notes) -> tuple[Claim, ...]:
    """One claim per asserted clause of the article's narrative blocks, in order of place."""
    claims: list[Claim] = []
    nearby = Nearby(notes)
    for sentence in notes.parse.sentences():
        near = nearby.at(span_of(sentence))
        told = _claims_of(sentence, near)
        claims += [*told, *find_nominals(sentence, near, told)]
    seen: dict[tuple[int, int, str | None], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.passage.start, claim.passage.end, claim.head), claim)
    return tuple(sorted(seen.values(), key=lambda c: (c.passage.start, c.passage.end, c.id)))


def _claims_of(sentence: ParsedSentence, notes: Notes) -> list[Claim]:
    kind = sentence.kind
    dated = [
        t
        for t in (notes.times[n] for n in notes.near_times)
        if t.type in ("DATE", "TIME") and t.start < sentence[-1].end and t.end > sentence[0].start
    ]
    timed = {t.i for x in dated for t in sentence if x.start <= t.start < x.end}
    clauses = find_clauses(sentence, lambda t: t.i in timed)
    inside = _quotation_at(sentence, notes)
    if inside is not None:
        return [_whole(sentence, "quote", notes)]
    if not is_verbal(clauses[0]) and len(clauses) == 1 and not _verbless_tells(sentence, kind, dated, timed, notes):
        return []
    clauses = join_clauses(mend_root(clauses), lambda t: _direct_at(t, notes.quotations))
    covered = absorbed(clauses, notes)
    text = notes.parse.article.text
    out = []
    for n, clause in enumerate(clauses):
        if n in covered or (len(clauses) > 1 and _is_bare_name(clause, clauses)):
            continue
        extra = [clauses[m] for m, into in covered.items() if into == n]
        for part in _parts_of(clause, timed, dated):
            claim = _claim(part, extra if part is clause or part.head.i == clause.head.i else [], clauses, sentence, kind, notes)
            if claim is not None and (
                _informs(claim) or kind in ("title", "caption") or _denies(text[claim.passage.start : claim.passage.end], notes)
            ):
                out.append(claim)
    if not out and len(sentence) >= _SHORTEST and is_verbal(clauses[0]):
        return [_whole(sentence, kind, notes)]
    return _share_time(out)


def _is_bare_name(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether a clause is only the name that the verbs of the others are about: a parse that took it for the predicate."""
    words = [t for t in clause.tokens if not t.is_punct]
    return len(words) == 1 and bool(words[0].entity) and any(is_verbal(c) for c in clauses if c is not clause)


def _informs(claim: Claim) -> bool:
    """Whether a claim says enough for a timeline: two content words, or a name, a date, a quantity, a quotation, a doubt."""
    return (
        len(claim.terms) > 1 or bool(claim.participants or claim.numbers or claim.quotation or claim.hedges) or claim.time_ref is not None
    )


def _denies(text: str, notes: Notes) -> bool:
    """Whether a few words deny what was told before them: "son avocat dément", which a parser may take for a noun."""
    language = (notes.parse.article.language or notes.parse.language)[:2]
    return dispute_pattern(language, "denies").search(fold(text)) is not None


def _share_time(claims: list[Claim]) -> list[Claim]:
    """A past statement of the outlet's own without a date takes the date of the sentence's dated statement before it."""
    shared: int | None = None
    out = []
    for claim in claims:
        if claim.time_ref is not None and claim.tense in TOLD:
            shared = claim.time_ref
        elif shared is not None and claim.tense in TOLD and claim.verb is None:
            claim = replace(claim, time_ref=shared)
        out.append(claim)
    return out


def _parts_of(clause: Clause, timed: set[int], dated: Sequence[TimeExpression]) -> list[Clause]:
    """A clause that tells several days, as one clause a day."""
    out = []
    for part in opening_clause(clause, lambda t: t.i in timed):
        places: list[tuple[int, int]] = []
        days: list[str | None] = []
        for time in dated:
            own = [t.i for t in part.tokens if time.start <= t.start < time.end]
            day = time.first_day or time.value
            if own and (time.first_day is None or time.precision not in ("week", "season", "unknown")) and (not days or days[-1] != day):
                places.append((own[0], own[-1]))
                days.append(day)
        out += split_clause(part, places)
    return out


def _direct_at(token: Token, quotations: Sequence[Quotation]) -> int | None:
    """Place of the direct quotation of some length that a token stands in."""
    at = token.start
    for n, q in enumerate(quotations):
        if q.kind == "direct" and q.passage.start <= at < q.passage.end and q.passage.end - q.passage.start >= _QUOTED_CLAUSE:
            return n
    return None


def _verbless_tells(sentence: ParsedSentence, kind: str | None, dated: Sequence[TimeExpression], timed: set[int], notes: Notes) -> bool:
    """Whether a sentence without a verb tells something: it has words beside its date or quantity, or a date opens its line."""
    if kind == "subheading":
        return "?" in sentence.text or any(q in sentence.text for q in '«“"')
    if not any(t.is_alpha and t.i not in timed for t in sentence):
        return False
    if kind in ("title", "caption") or dated or notes.dated_lines or _denies(sentence.text, notes):
        return True
    return any(t.like_num for t in sentence) and bool(numbers_of(sentence.tokens, span_of(sentence), notes))


def _quotation_at(sentence: ParsedSentence, notes: Notes) -> Quotation | None:
    """The direct quotation that holds nearly the whole sentence, or whose words are most of it beside its cue."""
    span = span_of(sentence)
    for quotation in notes.quotations:
        if quotation.kind != "direct":
            continue
        inner = Span(start=quotation.passage.start, end=quotation.passage.end)
        shared = overlap(inner, span)
        if shared and shared >= 0.85 * (span.end - span.start):
            return quotation
    return None


def _whole(sentence: ParsedSentence, kind: str | None, notes: Notes) -> Claim:
    """The whole sentence as one claim: quoted words, and what no clause of a bad parse gave."""
    clause = Clause(head=sentence.root, tokens=tuple(t for t in sentence if not t.is_space), parent=None)
    claim = _claim(clause, [], [clause], sentence, kind, notes)
    assert claim is not None
    return claim


def _claim(
    clause: Clause, extra: Sequence[Clause], clauses: Sequence[Clause], sentence: ParsedSentence, kind: str | None, notes: Notes
) -> Claim | None:
    own = trim(own_run(clause, clauses))
    whole = trim(sorted({*own, *(t for e in extra for t in trim(e.tokens))}, key=lambda t: t.i)) if extra else own
    if not own or not whole or (clause.parent is not None and not _says_something(own, notes)):
        return None
    article, language = notes.parse.article, notes.parse.language
    written = (article.language or language)[:2]
    span = _tight(span_of(whole), span_of(own))
    attribution = attribution_of(clause, notes)
    quotation = _quoted(clause, span, notes.quotations)
    told = quotation is not None and _is_gesture(quotation, clause.head.start)
    links = attribution.links if attribution else (quotation.attribution if quotation and not told else ())
    rest = completions(clause.head)
    told_verb = handed_on(clause, attribution, rest)
    tense = tense_of(told_verb, attribution, language) if told_verb else find_tense(clause.head, language)
    if tense == "none" and clause.parent is not None and not is_verbal(clause) and clause.tokens[0].i == clause.head.i:
        tense = "past"
    tense, reported_future = future_in_past(tense, clause, extra, attribution, language)
    reported = reported_future or (attribution is not None and tense in TOLD)
    hedges = find_hedges(own, clause.head, article.id, language, skip_conditional=reported)
    open_ones = open_hedges(clause.head, article.id, language)
    hedges = with_verb_hedge((*hedges, *open_ones, *inherited_hedges(clause.head, article.id, language)), attribution, notes.parse)
    numbers = numbers_of(own, span, notes)
    times = times_of(clause, extra, span, sentence, attribution, notes, tense in TOLD)
    polarity = not open_ones and is_negative(own, told_verb or clause.head, language) != is_denied_by(attribution, tense)
    beside = {t.i for e in extra for t in verb_group(e.head)} | _named(own, notes.mentions)
    return Claim(
        id=claim_id(article.id, span, clause.head),
        passage=Passage(article=article.id, start=span.start, end=span.end),
        predicate=words_of(told_verb, rest[rest.index(told_verb) + 1 :]) if told_verb else words_of(clause.head, rest),
        participants=participants_of(clause, span, [clause.head, *rest], notes.mentions, article.id),
        place=place_of(clause, span, notes.mentions, article.id, language),
        numbers=numbers,
        attribution=links[:4],
        factuality=Factuality(certainty=certainty_of(hedges, article.text, language), polarity="negative" if polarity else "positive"),
        hedges=hedges,
        tense=tense,
        quotation=quotation.id if quotation else None,
        verb=attribution.verb if attribution else _own_verb(clause, notes, quotation),
        head="=die" if any(n.unit == "dead" for n in numbers) else head_of(clause, own, written, told_verb),
        terms=terms_of(own, written, beside),
        time_ref=times[0],
        said_ref=times[1],
    )


def _says_something(own: Sequence[Token], notes: Notes) -> bool:
    """Whether a sub-clause has a verb, or a date, and at least two other words."""
    start, end = own[0].start, own[-1].end
    tells = any(t.pos in ("VERB", "AUX") for t in own) or any(start <= t.start < end for t in (notes.times[n] for n in notes.near_times))
    return tells and sum(not t.is_punct for t in own) >= 3


def _named(own: Sequence[Token], mentions: Sequence[Mention]) -> set[int]:
    """Places of the words that name persons, offices included: told by their entities, not by their letters."""
    spans = [(m.start, m.end) for m in mentions if m.kind == "person" and m.start < own[-1].end and m.end > own[0].start]
    return {t.i for a, b in spans for t in own if a <= t.start < b}


def _tight(whole: Span, own: Span) -> Span:
    if whole.end - whole.start <= _LONGEST:
        return whole
    return own if own.end - own.start <= _LONGEST else Span(start=own.start, end=own.start + _LONGEST)


def _own_verb(clause: Clause, notes: Notes, quotation: Quotation | None) -> str | None:
    return "say" if quotation is not None and quotation.attribution else None


def _quoted(clause: Clause, span: Span, quotations: Sequence[Quotation]) -> Quotation | None:
    """The direct quotation that holds the predicate or that the predicate gives, else the one that fills most of the clause."""
    at = clause.head.start
    direct = [q for q in quotations if q.kind == "direct"]
    for quotation in direct:
        if quotation.passage.start <= at < quotation.passage.end:
            return quotation
    inner = [q for q in direct if contains(span, Span(start=q.passage.start, end=q.passage.end))]
    gesture = next((q for q in inner if _is_gesture(q, at)), None)
    if gesture is not None:
        return gesture
    size = span.end - span.start
    return next((q for q in inner if q.passage.end - q.passage.start >= 0.5 * size), None)


def _is_gesture(quotation: Quotation, at: int) -> bool:
    """Whether words are quoted as part of what the predicate at an offset tells ("a trinqué à « »"): the outlet tells it, they are said."""
    cue = quotation.attribution[0].cue if quotation.attribution and quotation.speaker_basis == "inferred" else None
    return cue is not None and cue.start <= at < cue.end
