"""What a clause tells: its verb with the verbs that complete it, the verb that a cue hands the news to, and who does it."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.annotate.doubt import morph, verb_group
from recoupe.annotate.tokens import Token

_COMPLEMENTS = ("xcomp", "pcomp")
_THROUGH = ("acomp", "prep", "oprd")
"""English links between a verb and what completes it: "is likely to return", "accused of stealing"."""
_VERBAL = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "csubj", "expl:subj")
_FAR = 9  # tokens between a verb and what completes it
_SMALL = ("ADV", "PRON", "ADP", "AUX", "PART", "SCONJ")
_MOST = 3  # verbs that complete one another: "pourrait devoir cesser de voir"
_AGENT = ("par", "by")
_ROLES = {
    "obj": "object",
    "iobj": "object",
    "dobj": "object",
    "dative": "object",
    "agent": "agent",
    "npadvmod": "object",
    "obl": "oblique",
    "prep": "oblique",
}


def completions(head: Token) -> list[Token]:
    """The verbs without a subject of their own that complete a predicate, outermost first: "pourrait être annulé"."""
    out: list[Token] = []
    at: Token | None = head
    while at is not None and len(out) < _MOST:
        near = [c for t in at.children for c in (t, *(t.children if t.dep in _THROUGH else ())) if c.i > head.i]
        at = next((c for c in near if _completes(c) and _is_near(at, c, first=not out)), None)
        if at is not None:
            out.append(at)
    return out


def _is_near(governor: Token, verb: Token, *, first: bool) -> bool:
    """Whether little stands between a verb and its completion: for the first, the person it is about ("accuse X d'avoir")."""
    between = governor.sentence.between(governor.i + 1, verb.i)
    if len(between) > _FAR or any(t.is_punct and t.text not in "-'’" for t in between):
        return False
    return first or not any(t.pos in ("NOUN", "PROPN") for t in between)


def stands_by(head: Token, verb: Token) -> bool:
    """Whether nothing but small words stands between a cue and the verb it hands the news to."""
    return all(t.pos in _SMALL for t in head.sentence.between(head.i + 1, verb.i))


def _completes(token: Token) -> bool:
    argued = token.dep == "obl:arg" and any(c.dep == "cop" for c in token.children)
    return (token.dep in _COMPLEMENTS or argued) and _is_bare(token)


def _is_bare(token: Token) -> bool:
    """Whether a token is a verb form that is not finite and has no subject."""
    helped = any(c.relation in ("aux", "cop", "auxpass") for c in token.children)
    if token.pos not in _VERBAL and not helped:
        return False
    group = verb_group(token)
    finite = any("Fin" in morph(t, "VerbForm") or t.tag in ("VBD", "VBP", "VBZ", "MD") for t in group)
    return not finite and not any(c.dep in _SUBJECTS for c in token.children)


def words_of(head: Token, rest: Sequence[Token]) -> str:
    """The words of a predicate: the verb group, then those of the verbs that complete it with their particles."""
    tokens = [*verb_group(head)]
    for verb in rest:
        before = [t for t in verb.children if t.i < verb.i and (t.dep == "mark" or t.dep.startswith("expl"))]
        joint = [verb.head] if verb.head.dep in _THROUGH else []
        helpers = [t for t in verb.sentence.between(before[0].i, verb.i) if t.pos in _VERBAL] if before else []
        tokens += sorted({t.i: t for t in (*joint, *before, *helpers, *verb_group(verb))}.values(), key=lambda t: t.i)
    out = ""
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        out += token.text + (" " if after is not None and (token.spaced or after.i != token.i + 1) else "")
    return out


def role_in(token: Token, heads: Sequence[Token]) -> str | None:
    """The grammatical role of what a token belongs to among the words that hang on some predicates."""
    places = {t.i for t in heads}
    at, steps = token, 0
    while at.i not in places and at.head.i != at.i and steps < 12:
        if at.head.i in places:
            return _role(at)
        at, steps = at.head, steps + 1
    return None


def _role(token: Token) -> str | None:
    if token.dep in _SUBJECTS:
        return "subject"
    if token.dep in ("obl:agent", "agent") or (token.relation in ("obl", "nmod") and any(_is_case(c) for c in token.children)):
        return "agent"
    return _ROLES.get(token.dep) or _ROLES.get(token.relation)


def _is_case(token: Token) -> bool:
    return token.dep == "case" and token.lower in _AGENT


def shared_subject(head: Token) -> Token | None:
    """The subject that a clause without one takes from another: the verb it is joined to, the antecedent, the main clause."""
    if any(c.dep in _SUBJECTS and c.lower not in ("qui", "who", "which", "that") for c in head.children):
        return None
    relative = any(c.dep in _SUBJECTS for c in head.children)
    if relative:
        return head.head if "relcl" in head.dep or head.relation == "acl" else None
    if head.dep == "conj" or (head.relation in ("advcl", "acl") and not any(c.dep == "mark" for c in head.children)):
        if head.relation == "acl" and head.head.pos in ("NOUN", "PROPN"):
            return head.head
        return next((c for c in head.head.children if c.dep in _SUBJECTS), None) or (
            shared_subject(head.head) if head.head.dep == "conj" and head.head is not head else None
        )
    return None
