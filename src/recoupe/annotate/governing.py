"""Doubt that a clause takes from what governs it ("il est possible que", "on ignore si", "n'a pas dit que"), and how sure it leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.annotate.doubt import DoubtWords, doubt_words, is_denied
from recoupe.annotate.tokens import Token
from recoupe.records import Certainty, Hedge, HedgeKind, Passage
from recoupe.text import fold

_CLAUSES = ("ccomp", "csubj", "csubj:pass")
_PREDICATIVE = ("acomp", "attr", "oprd")


def inherited_hedges(head: Token, article: str, language: str) -> tuple[Hedge, ...]:
    """The hedge of the predicate that a clause completes, or the word that makes it a question asked by somebody."""
    governor = head.head
    w = doubt_words(language)
    if governor is head or (head.dep not in _CLAUSES and not (governor.pos == "NOUN" and governor.folded.startswith(w.doubt_nouns))):
        return ()
    mark = next((c for c in head.children if c.dep == "mark" and c.folded in w.whether), None)
    asked = mark or (governor if governor.folded.startswith(w.unknowing) or _is_left_open(governor, w) else None)
    if asked is not None and (mark is None or head.dep in _CLAUSES):
        return (_hedge("question", asked, article),)
    for token in (governor, *(c for c in governor.children if c.dep in _PREDICATIVE)):
        kind = _kind(token, governor, w, language)
        if kind is not None:
            return (_hedge(kind, token, article),)
    return ()


def open_hedges(head: Token, article: str, language: str) -> tuple[Hedge, ...]:
    """The hedge of a predicate that leaves a thing possible by not excluding it: "n'exclut pas un sabotage", "has not ruled out"."""
    w = doubt_words(language)
    return (_hedge("adjective", head, article),) if head.folded.startswith(w.excluded) and is_denied(head, w) else ()


def _is_left_open(governor: Token, w: DoubtWords) -> bool:
    """ "Reste à savoir qui", "it is not known who"."""
    if governor.folded not in w.knowing:
        return False
    return governor.head.folded.startswith(w.remaining) or is_denied(governor, w)


def _kind(token: Token, governor: Token, w: DoubtWords, language: str) -> HedgeKind | None:
    if token.folded.startswith(w.excluded) and is_denied(governor, w):
        return "adjective"
    if (
        token.folded.startswith(w.adjectives)
        or token.folded in w.adverbs
        or (token.pos == "NOUN" and token.folded.startswith(w.doubt_nouns))
    ):
        return "adjective"
    if token.pos in ("VERB", "AUX") and token.folded.startswith(w.seeming):
        return "verb"
    return None


def _hedge(kind: HedgeKind, token: Token, article: str) -> Hedge:
    return Hedge(kind=kind, passage=Passage(article=article, start=token.start, end=token.end))


def certainty_of(hedges: Sequence[Hedge], text: str, language: str) -> Certainty:
    """How sure a claim is, from its hedges: a question leaves it open, a bare possibility is less than a likelihood."""
    w = doubt_words(language)
    told = [(h.kind, fold(text[h.passage.start : h.passage.end])) for h in hedges]
    kinds = {kind for kind, form in told if not (kind == "adjective" and form.startswith(w.ascribed))}
    if "question" in kinds:
        return "unknown"
    weak = any(kind in ("adverb", "adjective") and form.startswith((*w.merely_possible, *w.excluded)) for kind, form in told)
    if weak or kinds & {"conditional", "modal", "rumour", "accusation"}:
        return "possible"
    return "probable" if kinds & {"verb", "adverb", "adjective"} else "certain"
