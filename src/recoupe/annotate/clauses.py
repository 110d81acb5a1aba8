"""Sentence -> clauses: which predicate asserts something, and which of the sentence's tokens are its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from recoupe.annotate.doubt import is_clause_head, morph

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl:subj", "nsubjpass")
_EMPTY = ("que", "qu'", "et", "mais", "ou", "that", "and", "but", "or")
_NON_FINITE = ("advcl", "acl", "obl", "xcomp", "nmod")


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate and its own tokens, sub-clauses left out, in order; ``parent`` indexes the clause around it."""

    head: Token
    tokens: tuple[Token, ...]
    parent: int | None
    relative: bool = False


def find_clauses(sentence: TokenSpan, is_timed: Callable[[Token], bool]) -> list[Clause]:
    """Clauses of one parsed sentence, the main one first.

    ``is_timed`` says whether a token belongs to a dated time expression: a non-finite clause counts only when it has its own date,
    or when it opens the sentence.
    """
    heads = [t for t in sentence if _asserts(t, sentence, is_timed)]
    if sentence.root not in heads:
        heads.insert(0, sentence.root)
    order = sorted(heads, key=lambda t: (t is not sentence.root, t.i))
    places = {t.i: n for n, t in enumerate(order)}
    own: list[list[Token]] = [[] for _ in order]
    for token in sentence:
        if not token.is_space:
            own[_owner(token, places)].append(token)
    return [
        Clause(head=head, tokens=tuple(own[n]), parent=_parent(head, places), relative="relcl" in head.dep_ or _is_where(head))
        for n, head in enumerate(order)
    ]


def _owner(token: Token, places: dict[int, int]) -> int:
    at = token
    while at.i not in places:
        if at.head.i == at.i:
            return 0
        at = at.head
    return places[at.i]


def _parent(head: Token, places: dict[int, int]) -> int | None:
    return _owner(head.head, places) if head.head.i != head.i else None


def _asserts(token: Token, sentence: TokenSpan, is_timed: Callable[[Token], bool]) -> bool:
    if token.i == sentence.root.i:
        return True
    if is_clause_head(token):
        if _is_circumstance(token) and not _own_date(token, is_timed):
            return False
        return token.dep_ != "conj" or _stands_alone(token) or token.head.pos_ not in ("VERB", "AUX")
    base = token.dep_.split(":")[0]
    if token.pos_ == "VERB" and base in _NON_FINITE:
        opens = token.left_edge.i <= sentence.start + 1 and base in ("advcl", "acl", "obl") and token.i < sentence.root.i
        participle = "Part" in morph(token, "VerbForm") or any(c.dep_.startswith("aux") for c in token.children)
        return (opens and participle) or _own_date(token, is_timed)
    return False


def _is_circumstance(token: Token) -> bool:
    """A finite clause that only says when, if or of what: part of the clause around it."""
    base = token.dep_
    if base == "acl" and any(c.dep_ == "mark" for c in token.children):
        return True
    return base == "advcl"


def _stands_alone(token: Token) -> bool:
    """A coordinated verb is a clause of its own with its own subject or complement clause, or far from the first."""
    if any(c.dep_ in _SUBJECTS for c in token.children):
        return True
    return any(c.dep_ in ("ccomp", "obj", "obl:arg", "obl:mod", "xcomp", "dobj", "prep") for c in token.children)


def _own_date(token: Token, is_timed: Callable[[Token], bool]) -> bool:
    return any(is_timed(c) for c in token.children) or any(
        is_timed(g) for c in token.children if c.pos_ in ("NOUN", "ADP") for g in c.children if g.dep_ in ("nmod", "obl:mod", "pobj")
    )


def _is_where(head: Token) -> bool:
    return any(c.lower_ in ("où", "where", "when") for c in head.children)


def is_verbal(clause: Clause) -> bool:
    """Whether a clause has a verb at all."""
    return clause.head.pos_ in ("VERB", "AUX") or is_clause_head(clause.head)


def subject_of(clause: Clause) -> Token | None:
    """The grammatical subject of a clause, where it has one."""
    return next((c for c in clause.head.children if c.dep_ in _SUBJECTS), None)


def own_run(clause: Clause, clauses: Sequence[Clause]) -> list[Token]:
    """The clause's tokens up to the next clause with a subject of its own: what a misparse hangs behind it is left out."""
    stops = [c.tokens[0].i for c in clauses if c is not clause and not c.relative and subject_of(c) is not None and c.tokens]
    stop = min((i for i in stops if i > clause.head.i), default=None)
    return [t for t in clause.tokens if stop is None or t.i < stop]


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without punctuation, conjunctions and spaces at the two ends."""
    kept = list(tokens)
    while kept and ((kept[0].is_punct and kept[0].text not in '«“"') or kept[0].dep_ == "cc"):
        kept.pop(0)
    while kept and kept[-1].is_punct and kept[-1].text not in '»”"?':
        kept.pop()
    return kept
