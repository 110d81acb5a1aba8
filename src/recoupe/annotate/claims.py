"""Clauses, times, attributions and quotations of one article tied together into claims: one per asserted clause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from recoupe.annotate.clauses import (
    Clause,
    find_clauses,
    is_verbal,
    join_clauses,
    mend_root,
    opening_clause,
    own_run,
    split_clause,
    subject_of,
    trim,
)
from recoupe.annotate.doubt import certainty_of, doubt_words, find_hedges, find_tense, is_clause_head, is_negative, morph, verb_group
from recoupe.annotate.engine import Parse, end_of, span_of, start_of
from recoupe.annotate.numbers import find_numbers, number_words
from recoupe.happenings import happening_of, is_light, stem_of
from recoupe.records import (
    Attribution,
    Claim,
    Factuality,
    Hedge,
    Mention,
    Number,
    Participant,
    Passage,
    PlaceRef,
    Quotation,
    Span,
    Tense,
    TimeExpression,
)
from recoupe.text import contains, fold, overlap

_CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "NUM")
_HEDGED_VERBS = {"estimate": "verb", "fear": "verb", "accuse": "accusation"}
_TOLD = ("past", "pluperfect")
_REPORTING = ("say", "announce", "confirm", "deny", "estimate", "fear", "accuse", "perceive")
_QUOTED_CLAUSE = 24  # characters: a shorter quotation is a phrase, not a clause
_LONGEST = 580  # a passage over 600 characters proves nothing


@dataclass(frozen=True, slots=True)
class Notes:
    """What is already known of the article when its claims are sought."""

    parse: Parse
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    attributions: Sequence[Attribution]
    quotations: Sequence[Quotation]


def find_claims(notes: Notes) -> tuple[Claim, ...]:
    """One claim per asserted clause of the article's narrative blocks, in order of place."""
    claims: list[Claim] = []
    for sentence in notes.parse.sentences():
        claims += _claims_of(sentence, notes)
    seen: dict[tuple[int, int, str | None], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.passage.start, claim.passage.end, claim.head), claim)
    return tuple(sorted(seen.values(), key=lambda c: (c.passage.start, c.passage.end, c.id)))


def _claims_of(sentence: TokenSpan, notes: Notes) -> list[Claim]:
    kind = notes.parse.block_kind(sentence[0])
    dated = [t for t in notes.times if t.type in ("DATE", "TIME") and t.start < end_of(sentence[-1]) and t.end > start_of(sentence[0])]
    timed = {t.i for t in sentence if any(x.start <= start_of(t) < x.end for x in dated)}
    clauses = find_clauses(sentence, lambda t: t.i in timed)
    inside = _quotation_at(sentence, notes)
    if inside is not None:
        return [_whole_quotation(sentence, inside, notes)]
    if not is_verbal(clauses[0]) and len(clauses) == 1 and not _verbless_tells(sentence, kind, dated):
        return []
    clauses = join_clauses(mend_root(clauses), lambda t: _direct_at(t, notes.quotations))
    covered = _absorbed(clauses, notes)
    out = []
    for n, clause in enumerate(clauses):
        if n in covered:
            continue
        extra = [clauses[m] for m, into in covered.items() if into == n]
        for part in _parts_of(clause, timed, dated):
            claim = _claim(part, extra if part is clause or part.head.i == clause.head.i else [], clauses, sentence, kind, notes)
            if claim is not None:
                out.append(claim)
    return _share_time(out)


def _share_time(claims: list[Claim]) -> list[Claim]:
    """A past statement of the outlet's own without a date takes the date of the sentence's dated statement before it."""
    shared: int | None = None
    out = []
    for claim in claims:
        if claim.time_ref is not None and claim.tense in _TOLD:
            shared = claim.time_ref
        elif shared is not None and claim.tense in _TOLD and claim.verb is None:
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
            own = [t.i for t in part.tokens if time.start <= start_of(t) < time.end]
            day = time.first_day or time.value
            if own and (time.first_day is None or time.precision not in ("week", "season", "unknown")) and (not days or days[-1] != day):
                places.append((own[0], own[-1]))
                days.append(day)
        out += split_clause(part, places)
    return out


def _direct_at(token: Token, quotations: Sequence[Quotation]) -> int | None:
    """Place of the direct quotation of some length that a token stands in."""
    at = start_of(token)
    for n, q in enumerate(quotations):
        if q.kind == "direct" and q.passage.start <= at < q.passage.end and q.passage.end - q.passage.start >= _QUOTED_CLAUSE:
            return n
    return None


def _verbless_tells(sentence: TokenSpan, kind: str | None, dated: Sequence[TimeExpression]) -> bool:
    if kind == "subheading":
        return "?" in sentence.text or any(q in sentence.text for q in '«“"')
    return kind in ("title", "caption") or bool(dated)


def _quotation_at(sentence: TokenSpan, notes: Notes) -> Quotation | None:
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


def _whole_quotation(sentence: TokenSpan, quotation: Quotation, notes: Notes) -> Claim:
    clause = Clause(head=sentence.root, tokens=tuple(t for t in sentence if not t.is_space), parent=None)
    claim = _claim(clause, [], [clause], sentence, "quote", notes)
    assert claim is not None
    return claim


# ------------------------------------------------------------------ cue clauses give their passage to what they report


def _cue_of(clause: Clause, attributions: Sequence[Attribution]) -> Attribution | None:
    words = [Span(start=start_of(t), end=end_of(t)) for t in verb_group(clause.head)]
    for attribution in attributions:
        if attribution.cue is not None and any(overlap(attribution.cue, w) for w in words):
            return attribution
    return None


def _absorbed(clauses: Sequence[Clause], notes: Notes) -> dict[int, int]:
    """{index of a cue clause: index of the clause it reports}, without circles: what is said is a claim, not that it is said."""
    cues = [(n, cue) for n, c in enumerate(clauses) if (cue := _cue_of(c, notes.attributions)) is not None]
    out: dict[int, int] = {}
    for n, cue in sorted(cues, key=lambda c: (c[1].verb not in _REPORTING, c[0])):
        reported = [m for m, c in enumerate(clauses) if m != n and is_verbal(c) and _in_scope(c.head, cue) and _is_reported(c, cue)]
        direct = [m for m in reported if clauses[m].parent == n] or [m for m in reported if m == clauses[n].parent]
        if not direct and cue.verb in _REPORTING:
            direct = reported
        if direct and _end_of_chain(direct[0], out) != n:
            out[n] = direct[0]
    return {n: _end_of_chain(into, out) for n, into in out.items()}


def _is_reported(clause: Clause, cue: Attribution) -> bool:
    """A relative clause is the outlet's remark, unless the words reported begin with it ("a affirmé la semaine dernière que")."""
    return not clause.relative or abs(start_of(clause.tokens[0]) - cue.scope.start) <= 5


def _end_of_chain(n: int, out: Mapping[int, int]) -> int:
    while n in out:
        n = out[n]
    return n


def _in_scope(token: Token, attribution: Attribution) -> bool:
    return attribution.scope.start <= start_of(token) < attribution.scope.end


# ------------------------------------------------------------------ one claim


def _claim(
    clause: Clause, extra: Sequence[Clause], clauses: Sequence[Clause], sentence: TokenSpan, kind: str | None, notes: Notes
) -> Claim | None:
    own = trim(own_run(clause, clauses))
    whole = trim(sorted({*own, *(t for e in extra for t in trim(e.tokens))}, key=lambda t: t.i))
    if not own or not whole or (clause.parent is not None and not _says_something(own, notes)):
        return None
    article, language = notes.parse.article, notes.parse.language
    span = _tight(span_of(whole), span_of(own))
    attribution = _attribution_of(clause, notes)
    quotation = _quoted(clause, span, notes.quotations)
    links = attribution.links if attribution else (quotation.attribution if quotation else ())
    tense = find_tense(clause.head, language)
    if tense == "none" and clause.parent is not None and not is_verbal(clause) and clause.tokens[0].i == clause.head.i:
        tense = "past"
    tense, reported_future = _future_in_past(tense, clause, extra, attribution, language)
    told = reported_future or (attribution is not None and tense in _TOLD)
    hedges = find_hedges(own, clause.head, article.id, language, skip_conditional=told)
    hedges = _with_verb_hedge(hedges, attribution, article.id)
    times = _times_of(clause, extra, span, sentence, attribution, notes)
    polarity = is_negative(own, clause.head, language) or bool(attribution and attribution.verb == "deny" and tense != "none")
    cue_words = {t.i for e in extra for t in verb_group(e.head)} if extra else set()
    return Claim(
        id=_claim_id(article.id, span, clause.head),
        passage=Passage(article=article.id, start=span.start, end=span.end),
        predicate=" ".join(t.text for t in verb_group(clause.head)),
        participants=_participants(clause, span, notes.mentions, article.id),
        place=_place(clause, span, notes.mentions, article.id),
        numbers=_numbers(own, span, notes),
        attribution=links[:4],
        factuality=Factuality(certainty=certainty_of(hedges, tense), polarity="negative" if polarity else "positive"),
        hedges=hedges,
        tense=tense,
        quotation=quotation.id if quotation else None,
        verb=attribution.verb if attribution else _own_verb(clause, notes, quotation),
        head=_head(clause, own, language),
        terms=_terms(own, language, cue_words),
        time_ref=times[0],
        said_ref=times[1],
    )


def _says_something(own: Sequence[Token], notes: Notes) -> bool:
    """Whether a sub-clause has a verb, or a date, and at least two other words."""
    start, end = start_of(own[0]), end_of(own[-1])
    tells = any(t.pos_ in ("VERB", "AUX") for t in own) or any(start <= t.start < end for t in notes.times)
    return tells and sum(not t.is_punct for t in own) >= 3


def _claim_id(article: str, span: Span, head: Token) -> str:
    seed = f"{article}:{span.start}:{span.end}:{start_of(head)}"
    return "c" + hashlib.sha256(seed.encode()).hexdigest()[:10]


def _tight(whole: Span, own: Span) -> Span:
    if whole.end - whole.start <= _LONGEST:
        return whole
    return own if own.end - own.start <= _LONGEST else Span(start=own.start, end=own.start + _LONGEST)


def _attribution_of(clause: Clause, notes: Notes) -> Attribution | None:
    """The narrowest attribution whose scope holds the predicate; for a cue that reports a noun, its own."""
    around = [a for a in notes.attributions if _in_scope(clause.head, a) and not _beside(clause, a)]
    own = _cue_of(clause, notes.attributions)
    if own is not None and own not in around:
        around = [own]
    return min(around, key=lambda a: (a.scope.end - a.scope.start, a.scope.start), default=None)


def _beside(clause: Clause, attribution: Attribution) -> bool:
    """Whether a relative clause hangs on the clause of the cue itself: the outlet's own remark, not what is reported."""
    if not clause.relative or attribution.cue is None:
        return False
    cue = attribution.cue
    outer = [t for t in clause.head.ancestors if cue.start <= start_of(t) < cue.end]
    between = [t for t in clause.head.ancestors if outer and t.i != outer[0].i and outer[0].is_ancestor(t) and is_clause_head(t)]
    return bool(outer) and not between


def _own_verb(clause: Clause, notes: Notes, quotation: Quotation | None) -> str | None:
    return "say" if quotation is not None and quotation.attribution else None


def _quoted(clause: Clause, span: Span, quotations: Sequence[Quotation]) -> Quotation | None:
    """The direct quotation that holds the predicate, else the one that fills most of the clause."""
    at = start_of(clause.head)
    direct = [q for q in quotations if q.kind == "direct"]
    for quotation in direct:
        if quotation.passage.start <= at < quotation.passage.end:
            return quotation
    inner = [q for q in direct if contains(span, Span(start=q.passage.start, end=q.passage.end))]
    size = span.end - span.start
    return next((q for q in inner if q.passage.end - q.passage.start >= 0.5 * size), None)


def _future_in_past(
    tense: Tense, clause: Clause, extra: Sequence[Clause], attribution: Attribution | None, language: str
) -> tuple[Tense, bool]:
    """A simple conditional under a past verb of speech is a future seen from the past, not hearsay."""
    if tense != "conditional":
        return tense, False
    compound = any("Part" in morph(t, "VerbForm") for t in verb_group(clause.head)) and len(verb_group(clause.head)) > 1
    perfect = language == "en" and any(fold(t.text) == "have" for t in verb_group(clause.head))
    under_past = (
        attribution is not None
        and attribution.cue is not None
        and any(find_tense(e.head, language) in (*_TOLD, "none", "present") for e in extra)
    )
    if attribution is not None and not extra and clause.head.head.i != clause.head.i:
        under_past = under_past or find_tense(clause.head.head, language) in _TOLD
    passive = any(t.dep_ == "aux:pass" for t in clause.head.children)
    return ("future_in_past", True) if under_past and not perfect and (not compound or passive) else (tense, False)


def _with_verb_hedge(hedges: tuple[Hedge, ...], attribution: Attribution | None, article: str) -> tuple[Hedge, ...]:
    kind = _HEDGED_VERBS.get(attribution.verb) if attribution else None
    if attribution is None or kind is None or attribution.cue is None:
        return hedges
    passage = Passage(article=article, start=attribution.cue.start, end=attribution.cue.end)
    if any(h.kind == kind and h.passage.start < passage.end and passage.start < h.passage.end for h in hedges):
        return hedges
    return (*hedges, Hedge(kind=kind, passage=passage))  # type: ignore[arg-type]


def _times_of(
    clause: Clause, extra: Sequence[Clause], span: Span, sentence: TokenSpan, attribution: Attribution | None, notes: Notes
) -> tuple[int | None, int | None]:
    """Indexes of the time of the happening and of the saying among the article's time expressions."""
    said = attribution.said if attribution else None
    if attribution is not None and said is not None and _is_content(notes.times[said], attribution):
        said = None
    tokens = {t.i for t in clause.tokens}
    cue_tokens = {t.i for e in extra for t in e.tokens}
    inside: list[int] = []
    for n, time in enumerate(notes.times):
        if n == said or time.type not in ("DATE", "TIME") or time.value.endswith("_REF") or not (span.start <= time.start < span.end):
            continue
        token = next((t for t in sentence if start_of(t) <= time.start < end_of(t)), None)
        if token is None or token.i in tokens:
            inside.append(n)
        elif token.i in cue_tokens and said is None and attribution is not None:
            said = n
    resolved = [n for n in inside if notes.times[n].first_day] or inside
    best = min(resolved, key=lambda n: (_remoteness(notes.times[n]), _depth(notes.times[n], clause, sentence), n), default=None)
    return best, said


def _is_content(time: TimeExpression, attribution: Attribution) -> bool:
    """Whether a time belongs to what is reported, not to the reporting: it stands in the scope, the cue does not."""
    scope, cue = attribution.scope, attribution.cue
    return scope.start <= time.start < scope.end and cue is not None and not (scope.start <= cue.start < scope.end)


def _remoteness(time: TimeExpression) -> int:
    return {"minute": 0, "hour": 0, "day": 0, "week": 1, "interval": 1, "month": 2, "season": 2, "year": 3}.get(time.precision, 4)


def _depth(time: TimeExpression, clause: Clause, sentence: TokenSpan) -> int:
    token = next((t for t in sentence if start_of(t) <= time.start < end_of(t)), None)
    steps = 0
    while token is not None and token.i != clause.head.i and token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
    return steps


def _participants(clause: Clause, span: Span, mentions: Sequence[Mention], article: str) -> tuple[Participant, ...]:
    subject = subject_of(clause)
    left, right = (start_of(subject.left_edge), end_of(subject.right_edge)) if subject is not None else (-1, -1)
    return tuple(
        Participant(passage=Passage(article=article, start=m.start, end=m.end), role="subject" if left <= m.start < right else None)
        for m in mentions
        if span.start <= m.start and m.end <= span.end and m.kind != "other"
    )


def _place(clause: Clause, span: Span, mentions: Sequence[Mention], article: str) -> PlaceRef | None:
    """The first place name that an adverbial of the clause holds."""
    for mention in mentions:
        if mention.kind != "place" or not (span.start <= mention.start and mention.end <= span.end):
            continue
        token = next((t for t in clause.tokens if start_of(t) <= mention.start < end_of(t)), None)
        if token is not None and _is_adverbial(token):
            return PlaceRef(passage=Passage(article=article, start=mention.start, end=mention.end), name=mention.form)
    return None


def _is_adverbial(token: Token) -> bool:
    at, steps = token, 0
    while steps < 4:
        if at.dep_.split(":")[0] == "obl" or at.dep_ in ("prep", "pobj"):
            return any(c.dep_ == "case" and c.lower_ in _WHERE for c in at.children) or at.head.lower_ in _WHERE or at.lower_ in _WHERE
        if at.dep_.startswith("nsubj") or at.head.i == at.i:
            return False
        at, steps = at.head, steps + 1
    return False


_WHERE = frozenset(["à", "a", "en", "au", "aux", "dans", "près", "sur", "vers", "chez", "depuis", "in", "at", "near", "to", "from"])


def _numbers(own: Sequence[Token], span: Span, notes: Notes) -> tuple[Number, ...]:
    language = notes.parse.language
    start, end = start_of(own[0]), end_of(own[-1])
    veto = [Span(start=t.start, end=t.end) for t in notes.times if t.type != "DURATION"]
    found = find_numbers(notes.parse.article.text, start, end, notes.parse.article.id, language, veto)
    units = number_words(language).units
    forms = {fold(t.text) for t in own}
    fate = next((u for u in ("dead", "hurt", "missing", "displaced") if forms & set(units.get(u, ()))), None)
    return tuple(
        Number(value=n.value, unit=fate if n.unit == "person" and fate else n.unit, bound=n.bound, passage=n.passage) for n in found
    )


def _terms(tokens: Iterable[Token], language: str, leave: set[int]) -> tuple[str, ...]:
    """Folded stems of the content words, and the kinds of happening they tell (``=meet``)."""
    words = [t for t in tokens if t.pos_ in _CONTENT and t.i not in leave and not t.is_stop and len(t.text) > 1]
    kinds = {f"={kind}" for t in words if (kind := happening_of(t.text, language))}
    return tuple(sorted({s for t in words if (s := stem_of(t.text, language))} | kinds))


def _head(clause: Clause, own: Sequence[Token], language: str) -> str:
    """What a clause's predicate tells: its kind of happening, for a light verb that of its subject or object, else its stem."""
    if kind := happening_of(clause.head.text, language):
        return f"={kind}"
    if is_light(clause.head.text, language) or clause.head.pos_ not in ("VERB", "AUX"):
        near = [t for t in own if t.head.i == clause.head.i and t.pos_ == "NOUN"]
        kinds = [kind for t in near if (kind := happening_of(t.text, language))]
        if kinds:
            return f"={kinds[0]}"
    return stem_of(clause.head.text, language)


def says_first_person(text: str, language: str) -> bool:
    """Whether quoted words speak as I or we."""
    return any(w in doubt_words(language).first_persons for w in fold(text).replace("'", "' ").split())
