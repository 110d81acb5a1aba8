"""Sentence -> clauses: which predicate asserts something, and which of the sentence's tokens are its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recoupe.annotate.doubt import VERBAL, is_clause_head, is_conditional, is_modal, morph
from recoupe.annotate.tokens import ParsedSentence, Token

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl:subj", "nsubjpass")
_WHEN = frozenset(
    (  # noqa: SIM905
        "quand lorsque lorsqu' si s' alors que qu' comme tandis puisque afin pour avant après dès "
        "when if as while because although though until once since after before"
    ).split()
)
"""What opens a clause that only says when, if or why."""
_RELATIVES = ("qui", "dont", "lequel", "laquelle", "lesquels", "lesquelles", "who", "which", "whose", "whom")
_PARTICIPLES = ("i", "u", "é", "ée", "és", "ées", "is", "it", "ie", "ies", "us", "ue", "ues", "ant", "ed", "ing")
_THAT = ("que", "qu'", "that")
_EMPTY = ("que", "qu'", "et", "mais", "ou", "that", "and", "but", "or")
_NON_FINITE = ("advcl", "acl", "obl", "nmod")


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate and its own tokens, sub-clauses left out, in order; ``parent`` indexes the clause around it."""

    head: Token
    tokens: tuple[Token, ...]
    parent: int | None
    relative: bool = False


def find_clauses(sentence: ParsedSentence, is_timed: Callable[[Token], bool]) -> list[Clause]:
    """Clauses of one parsed sentence, in order of their heads.

    ``is_timed`` says whether a token belongs to a dated time expression: a non-finite clause counts only when it has its own date,
    or when it opens the sentence.
    """
    root = sentence.root
    order = [t for t in sentence.tokens if t is root or ((t.children or t.pos in VERBAL) and _asserts(t, sentence, is_timed))]
    places = {t.i: n for n, t in enumerate(order)}
    own: list[list[Token]] = [[] for _ in order]
    for token in sentence.tokens:
        if not token.is_space:
            own[_owner(token, places)].append(token)
    return [
        Clause(head=head, tokens=tuple(own[n]), parent=_parent(head, places), relative=_is_relative(head, own[n]))
        for n, head in enumerate(order)
    ]


def mend_root(clauses: Sequence[Clause]) -> list[Clause]:
    """A noun that the parse takes for the sentence's predicate, beside a verb that is none's: one clause, the verb its head."""
    root = clauses[0]
    if is_verbal(root):
        return list(clauses)
    verbs = [n for n, c in enumerate(clauses) if n and is_verbal(c) and not c.relative and c.parent == 0 and c.head.i > root.head.i]
    if not verbs:
        return list(clauses)
    n = verbs[0]
    tokens = tuple(sorted((*root.tokens, *clauses[n].tokens), key=lambda t: t.i))
    merged = Clause(head=clauses[n].head, tokens=tokens, parent=None)
    place = {0: 0, n: 0, **{m: k + 1 for k, m in enumerate(m for m in range(1, len(clauses)) if m != n)}}
    rest = [c for m, c in enumerate(clauses) if m not in (0, n)]
    return [merged, *(replace(c, parent=None if c.parent is None else place[c.parent]) for c in rest)]


def join_clauses(clauses: Sequence[Clause], together: Callable[[Token], int | None]) -> list[Clause]:
    """Clauses whose heads share a group (a quotation, say) made one; its head is the first one's."""
    out: list[Clause] = []
    place: dict[int, int] = {}
    moved: dict[int, int] = {}
    for n, clause in enumerate(clauses):
        group = together(clause.head)
        if group is not None and group in place:
            at = place[group]
            tokens = tuple(sorted((*out[at].tokens, *clause.tokens), key=lambda t: t.i))
            out[at] = replace(out[at], tokens=tokens)
            moved[n] = at
            continue
        moved[n] = len(out)
        if group is not None:
            place[group] = len(out)
        out.append(clause)
    if len(out) == len(clauses):
        return out
    return [replace(c, parent=None if c.parent is None or moved[c.parent] == n else moved[c.parent]) for n, c in enumerate(out)]


def split_clause(clause: Clause, dates: Sequence[tuple[int, int]]) -> list[Clause]:
    """A clause that tells two days in two coordinated parts ("en mars, et avant lui Y en juillet") as one clause a part.

    ``dates`` are the (first, last) token places of its dated expressions, those of different days only.
    """
    if len(dates) < 2:
        return [clause]
    cuts = []
    for (_, before), (after, _) in itertools.pairwise(dates):
        joints = [t for t in clause.tokens if before < t.i < after and (t.text in ",;" or t.dep == "cc")]
        if joints and any(t.pos in ("PROPN", "NOUN", "VERB") for t in clause.tokens if joints[0].i < t.i < after):
            cuts.append(joints[0].i)
    if not cuts:
        return [clause]
    edges = [-1, *cuts, 10**9]
    parts = [[t for t in clause.tokens if a < t.i <= b] for a, b in itertools.pairwise(edges)]
    return [replace(clause, tokens=tuple(part), head=_top(part, clause.head)) for part in parts if part]


def opening_clause(clause: Clause, is_timed: Callable[[Token], bool]) -> list[Clause]:
    """A clause whose first words up to a comma are a dated participle or apposition ("Parti dimanche de X, Y a ...") as two."""
    tokens = clause.tokens
    comma = next((n for n, t in enumerate(tokens) if t.text == ","), None)
    if comma is None or comma < 2 or (clause.head in tokens[: comma + 1] and clause.head.i != tokens[0].i):
        return [clause]
    first = tokens[:comma]
    opens = first[0].pos not in ("ADP", "DET", "ADV", "CCONJ", "SCONJ", "PRON", "PUNCT", "NUM") and not is_timed(first[0])
    opens = opens and (first[0].pos != "PROPN" or first[0].lower.endswith(_PARTICIPLES))
    if not opens or not any(is_timed(t) for t in first) or not any(is_timed(t) for t in tokens[comma:]):
        return [clause]
    rest = replace(clause, tokens=tokens[comma + 1 :], head=_top(tokens[comma + 1 :], clause.head))
    return [rest, Clause(head=first[0], tokens=first, parent=0)]


def _top(tokens: Sequence[Token], head: Token) -> Token:
    """The highest token of some: the clause's own head where it is among them, else a verb, else the first that hangs outside."""
    if head in tokens:
        return head
    verbs = [t for t in tokens if is_clause_head(t)]
    inside = {t.i for t in tokens}
    return next(iter(verbs), None) or next((t for t in tokens if t.head.i not in inside and not t.is_punct), tokens[0])


def _is_relative(head: Token, own: Sequence[Token]) -> bool:
    first = [t for t in own if not t.is_punct][:2]
    return ("relcl" in head.dep and not _is_complement(head)) or _is_where(head) or any(t.lower in _RELATIVES for t in first)


def _owner(token: Token, places: dict[int, int]) -> int:
    at = token
    while at.i not in places:
        if at.head.i == at.i:
            return 0
        at = at.head
    return places[at.i]


def _parent(head: Token, places: dict[int, int]) -> int | None:
    return _owner(head.head, places) if head.head.i != head.i else None


def _asserts(token: Token, sentence: ParsedSentence, is_timed: Callable[[Token], bool]) -> bool:
    if is_clause_head(token):
        if "relcl" in token.dep and not _is_complement(token) and not _adds(token, is_timed):
            return False
        if _is_circumstance(token) and not _own_date(token, is_timed):
            return False
        return token.dep != "conj" or _stands_alone(token) or token.head.pos not in ("VERB", "AUX")
    base = token.relation
    if token.pos == "VERB" and base in _NON_FINITE:
        opens = token.edges[0].i <= sentence[0].i + 1 and base in ("advcl", "acl", "obl") and token.i < sentence.root.i
        participle = "Part" in morph(token, "VerbForm") or any(c.dep.startswith("aux") for c in token.children)
        return (opens and participle) or _own_date(token, is_timed) or (base == "advcl" and _counts(token))
    return False


def _adds(token: Token, is_timed: Callable[[Token], bool]) -> bool:
    """Whether a relative clause tells something of its own: a day, a quantity, a doubt; else it only says which one is meant."""
    return any(is_timed(t) or t.pos == "NUM" or t.like_num or is_conditional(t.text) or is_modal(t) for t in token.subtree)


def _counts(token: Token) -> bool:
    """Whether a gerund tells of a counted outcome: "tuant deux marins"."""
    objects = [c for c in token.children if c.dep in ("obj", "dobj")]
    return token.lower.endswith(("ant", "ing")) and any(n.dep == "nummod" or n.pos == "NUM" for c in objects for n in c.children)


def _is_circumstance(token: Token) -> bool:
    """A finite clause that only says when, if or of what: part of the clause around it."""
    base = token.dep
    if base == "acl" and any(c.dep == "mark" for c in token.children):
        return True
    return base == "advcl" and any(c.dep in ("mark", "advmod") and c.i < token.i and c.lower in _WHEN for c in token.children)


def _stands_alone(token: Token) -> bool:
    """A coordinated verb is a clause of its own with its own subject or complement clause, or far from the first."""
    if any(c.dep in _SUBJECTS for c in token.children):
        return True
    return any(c.dep in ("ccomp", "obj", "obl:arg", "obl:mod", "xcomp", "dobj", "prep") for c in token.children)


def _own_date(token: Token, is_timed: Callable[[Token], bool]) -> bool:
    return any(is_timed(c) for c in token.children) or any(
        is_timed(g) for c in token.children if c.pos in ("NOUN", "ADP") for g in c.children if g.dep in ("nmod", "obl:mod", "pobj")
    )


def _is_complement(head: Token) -> bool:
    """Whether a "relative" clause is opened by a conjunction: what a verb that the parse took for something else reports."""
    return any(c.dep == "mark" and c.lower in _THAT for c in head.children)


def _is_where(head: Token) -> bool:
    return any(c.lower in ("où", "where", "when") for c in head.children)


def is_verbal(clause: Clause) -> bool:
    """Whether a clause has a verb at all."""
    return clause.head.pos in ("VERB", "AUX") or is_clause_head(clause.head)


def subject_of(clause: Clause) -> Token | None:
    """The grammatical subject of a clause, where it has one."""
    return next((c for c in clause.head.children if c.dep in _SUBJECTS), None)


def own_run(clause: Clause, clauses: Sequence[Clause]) -> list[Token]:
    """The clause's tokens up to the next clause with a subject of its own: what a misparse hangs behind it is left out."""
    stops = [c.tokens[0].i for c in clauses if c is not clause and not c.relative and subject_of(c) is not None and c.tokens]
    stop = min((i for i in stops if i > clause.head.i), default=None)
    return [t for t in clause.tokens if stop is None or t.i < stop]


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without punctuation, conjunctions and spaces at the two ends."""
    kept = list(tokens)
    while kept and ((kept[0].is_punct and kept[0].text not in '«“"') or kept[0].lower in _EMPTY):
        kept.pop(0)
    while kept and kept[-1].is_punct and kept[-1].text not in '»”"?':
        kept.pop()
    return kept
