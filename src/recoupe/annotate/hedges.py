"""The words of a clause by which a text keeps its distance: conditionals, modals, verbs, adverbs, adjectives, rumours, accusations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from recoupe.annotate.doubt import VERBAL, DoubtWords, doubt_words, is_conditional, morph
from recoupe.annotate.tokens import Token
from recoupe.records import Hedge, HedgeKind, Passage

_CLASSES = frozenset((*VERBAL, "ADJ", "NOUN"))
_QUALIFIERS = ("amod", "acl")


@cache
def _phrases(language: str) -> tuple[str, ...]:
    """Adverbs and rumours of several words, which no token is."""
    w = doubt_words(language)
    return tuple(sorted(phrase for phrase in w.adverbs | w.rumours if " " in phrase or "-" in phrase))


def find_hedges(tokens: Sequence[Token], head: Token, article: str, language: str, *, skip_conditional: bool) -> tuple[Hedge, ...]:
    """Hedges among a claim's own tokens; ``skip_conditional`` where its conditional is a future in the past."""
    w = doubt_words(language)
    found: list[tuple[HedgeKind, Token, Token]] = []
    for token in tokens:
        if token.pos in _CLASSES or token.dep in _QUALIFIERS:
            kind = _hedge_kind(token, token.folded, w, language, skip_conditional)
        else:
            kind = _kind_of_form(token.folded, w)
        if kind:
            found.append((kind, token, token))
    text = head.sentence.folded_between(tokens[0].start, tokens[-1].end) if tokens else ""
    for phrase in _phrases(language):
        at = text.find(phrase)
        if at >= 0:
            start = tokens[0].start + at
            span = head.sentence.meeting(start, start + len(phrase))
            if any(t in tokens for t in span):
                found.append(("rumour" if phrase in w.rumours else "adverb", span[0], span[-1]))
    return tuple(
        Hedge(kind=kind, passage=Passage(article=article, start=a.start, end=b.end))
        for kind, a, b in sorted(set(found), key=lambda f: (f[1].i, f[0], f[2].i))
    )


def _hedge_kind(token: Token, form: str, w: DoubtWords, language: str, skip_conditional: bool) -> HedgeKind | None:
    if token.dep in ("amod", "acl") and form.startswith(w.adjectives):
        return "adjective"
    if token.pos in VERBAL:
        if form in w.modal_forms or form.startswith(w.modal_stems):
            return "modal"
        if is_conditional(token.text, language) and not (skip_conditional and not _is_compound(token)):
            return "conditional"
        if form.startswith(w.accusations) or (form.startswith(w.charging) and _charges(token, w)):
            return "accusation"
        if form in w.hearsay and _told_of(token):
            return "verb"
        if form in w.would_forms and _hypothetical(token, w):
            return "conditional"
        if form.startswith(w.hedge_verbs) and (not form.startswith(w.clause_only) or _takes_clause(token)):
            return "verb"
    if told := _kind_of_form(form, w):
        return told
    if token.pos == "ADJ" and form.startswith(w.adjectives):
        return "adjective"
    if token.pos == "NOUN" and form.startswith(w.doubt_nouns):
        return "adjective"
    return None


def _kind_of_form(form: str, w: DoubtWords) -> HedgeKind | None:
    """The kind of a word that keeps its distance wherever it stands."""
    if form == "?":
        return "question"
    if form in w.rumours:
        return "rumour"
    return "adverb" if form in w.adverbs else None


def _told_of(token: Token) -> bool:
    """Whether a passive hands a verb on: "is said to be selling"."""
    return any(c.relation in ("auxpass", "cop") or c.dep == "aux:pass" for c in token.children) and any(
        c.dep == "xcomp" for c in token.children
    )


def _hypothetical(token: Token, w: DoubtWords) -> bool:
    """Whether a conditional hangs on a condition: "if the dam broke, the valley would be flooded"."""
    head = token.head if token.relation == "aux" else token
    return any(c.relation == "advcl" and any(m.folded in w.whether for m in c.children) for c in head.children)


def _charges(token: Token, w: DoubtWords) -> bool:
    """Whether an act of justice is about an act that is told: "poursuivi pour avoir falsifié", "charged with falsifying"."""
    for child in token.children:
        verbs = [t for t in child.subtree if "Inf" in morph(t, "VerbForm") or t.tag == "VBG" or t.folded.endswith("ing")]
        marked = child.folded in w.charge_marks or any(c.folded in w.charge_marks for c in child.children)
        if child.i > token.i and marked and verbs:
            return True
    return False


def _is_compound(token: Token) -> bool:
    """Whether a conditional is an auxiliary with a past participle ("aurait tenté"): hearsay even in reported speech."""
    head = token.head if token.dep.startswith("aux:tense") else token
    return head.i != token.i and "Part" in morph(head, "VerbForm")


def _takes_clause(token: Token) -> bool:
    return any(
        c.dep in ("ccomp", "xcomp", "obl:arg") and (c.pos in VERBAL or any(x.pos in VERBAL for x in c.children)) for c in token.children
    )
