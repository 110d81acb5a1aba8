"""Clauses and the speech around them: which cue clause reports which clause, and what that does to source, tense and doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.annotate.clauses import Clause, is_verbal
from recoupe.annotate.doubt import DoubtWords, doubt_words, find_tense, is_clause_head, is_conditional, morph, verb_group
from recoupe.annotate.engine import Parse
from recoupe.annotate.gathered import Notes
from recoupe.annotate.predicates import stands_by
from recoupe.annotate.tokens import Token
from recoupe.records import Attribution, Hedge, Passage, Span, Tense
from recoupe.text import fold, overlap

TOLD = ("past", "pluperfect")
_BEFORE = (*TOLD, "imperfect")
_HEDGED_VERBS = {"estimate": "verb", "fear": "verb", "accuse": "accusation"}
_TELLING = ("say", "announce", "confirm")
_PRESENT = ("say", "confirm", "deny", "estimate", "accuse", "perceive")
_REPORTING = ("say", "announce", "confirm", "deny", "estimate", "fear", "accuse", "perceive")


def cue_of(clause: Clause, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose cue a clause's predicate is."""
    words = [Span(start=t.start, end=t.end) for t in verb_group(clause.head)]
    for attribution in attributions:
        if attribution.cue is not None and any(overlap(attribution.cue, w) for w in words):
            return attribution
    return None


def absorbed(clauses: Sequence[Clause], notes: Notes) -> dict[int, int]:
    """{index of a cue clause: index of the clause it reports}, without circles: what is said is a claim, not that it is said."""
    cues = [(n, cue) for n, c in enumerate(clauses) if (cue := cue_of(c, notes.attributions)) is not None]
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
    return not clause.relative or abs(clause.tokens[0].start - cue.scope.start) <= 5


def _end_of_chain(n: int, out: Mapping[int, int]) -> int:
    while n in out:
        n = out[n]
    return n


def _in_scope(token: Token, attribution: Attribution) -> bool:
    return attribution.scope.start <= token.start < attribution.scope.end


def attribution_of(clause: Clause, notes: Notes) -> Attribution | None:
    """The narrowest attribution whose scope holds the predicate; for a cue that reports a noun, its own."""
    around = [a for a in notes.attributions if _in_scope(clause.head, a) and not _beside(clause, a)]
    own = cue_of(clause, notes.attributions)
    if own is not None and own not in around:
        around = [own]
    return min(around, key=lambda a: (a.scope.end - a.scope.start, a.scope.start), default=None)


def _beside(clause: Clause, attribution: Attribution) -> bool:
    """Whether a relative clause hangs on the clause of the cue itself: the outlet's own remark, not what is reported."""
    if not clause.relative or attribution.cue is None or _is_reported(clause, attribution):
        return False
    cue = attribution.cue
    outer = [t for t in clause.head.ancestors if cue.start <= t.start < cue.end]
    between = [t for t in clause.head.ancestors if outer and t.i != outer[0].i and outer[0].is_ancestor(t) and is_clause_head(t)]
    return bool(outer) and not between


def future_in_past(
    tense: Tense, clause: Clause, extra: Sequence[Clause], attribution: Attribution | None, language: str
) -> tuple[Tense, bool]:
    """A simple conditional under a past verb of speech is a future seen from the past, not hearsay."""
    if tense != "conditional":
        return tense, False
    compound = any("Part" in morph(t, "VerbForm") for t in verb_group(clause.head)) and len(verb_group(clause.head)) > 1
    perfect = language == "en" and any(t.folded == "have" for t in verb_group(clause.head))
    under_past = (
        attribution is not None
        and attribution.cue is not None
        and any(find_tense(e.head, language) in (*TOLD, "none", "present") for e in extra)
    )
    governor = clause.head.head
    if governor.i != clause.head.i and (clause.head.dep == "ccomp" or (attribution is not None and not extra)):
        under_past = under_past or find_tense(governor, language) in _BEFORE
    passive = any(t.dep == "aux:pass" for t in clause.head.children) and not any(
        t.dep == "aux:tense" and is_conditional(t.text, language) for t in clause.head.children
    )
    return ("future_in_past", True) if under_past and not perfect and (not compound or passive) else (tense, False)


def handed_on(clause: Clause, attribution: Attribution | None, rest: Sequence[Token]) -> Token | None:
    """The verb that a cue without a clause hands the news to: "affirme avoir versé", "dément vouloir fermer"."""
    if attribution is None or not rest or attribution.verb == "accuse" or cue_of(clause, [attribution]) is None:
        return None
    near = stands_by(clause.head, rest[0]) or attribution.verb in ("ask", "want")
    return rest[0] if near and _in_scope(rest[0], attribution) else None


def tense_of(told: Token, attribution: Attribution | None, language: str) -> Tense:
    """Tense of a verb that a cue hands the news to: an infinitive is of the time of speaking, unless it is wanted or promised."""
    tense = find_tense(told, language)
    if tense in ("infinitive", "none") and attribution is not None and attribution.verb in _PRESENT:
        return "present"
    return tense


def is_denied_by(attribution: Attribution | None, tense: Tense | None) -> bool:
    """Whether the source says that it is not so: it denies, or does not believe."""
    if attribution is None or tense == "none":
        return False
    return attribution.negated if attribution.verb == "estimate" else attribution.verb == "deny" and not attribution.negated


def with_verb_hedge(hedges: tuple[Hedge, ...], attribution: Attribution | None, parse: Parse) -> tuple[Hedge, ...]:
    """The hedges of a claim, with that of a verb of estimating, fearing or accusing that reports it; what was not said is open."""
    kind = _HEDGED_VERBS.get(attribution.verb) if attribution else None
    if attribution is None or attribution.cue is None:
        return hedges
    if attribution.negated and attribution.verb in _TELLING:
        kind = "question"
    if kind is None:
        return hedges
    passage = Passage(article=parse.article.id, start=attribution.cue.start, end=attribution.cue.end)
    if kind == "accusation" and not _accuses(fold(parse.article.text[passage.start : passage.end]), doubt_words(parse.language)):
        return hedges
    if any(h.kind == kind and h.passage.start < passage.end and passage.start < h.passage.end for h in hedges):
        return hedges
    return (*hedges, Hedge(kind=kind, passage=passage))  # type: ignore[arg-type]


def _accuses(cue: str, w: DoubtWords) -> bool:
    """Whether a cue accuses: to deplore or criticise a thing is to take it for true."""
    return any(word.startswith(w.accusations) for word in cue.split())
