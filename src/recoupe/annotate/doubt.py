"""Tense of a verb, the conditional that tells hearsay, and the hedges and negation of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from recoupe.annotate.tokens import Token
from recoupe.languages import load_words
from recoupe.records import Record, Tense
from recoupe.text import fold

_REFLEXIVES = ("se", "s'", "me", "nous", "vous")
VERBAL = ("VERB", "AUX")


class DoubtWords(Record, frozen=True, kw_only=True):
    """The table ``doubt.toml`` of one language."""

    conditional_endings: tuple[str, ...]
    irregular_stems: tuple[str, ...]
    irregular_prefixes: tuple[str, ...]
    imperfect_stems: tuple[str, ...]
    imperfect_endings: tuple[str, ...]
    not_imperfect: frozenset[str]
    modal_stems: tuple[str, ...]
    modal_forms: frozenset[str]
    hedge_verbs: tuple[str, ...]
    clause_only: tuple[str, ...]
    adverbs: frozenset[str]
    adjectives: tuple[str, ...]
    doubt_nouns: tuple[str, ...]
    rumours: frozenset[str]
    accusations: tuple[str, ...]
    negations: frozenset[str]
    be_verbs: tuple[str, ...]
    plan_participles: tuple[str, ...]
    plan_auxiliaries: frozenset[str]
    weak_negations: frozenset[str]
    with_weak: frozenset[str]
    bare_negated: tuple[str, ...]
    not_alone: frozenset[str]
    whether: frozenset[str]
    unknowing: tuple[str, ...]
    knowing: frozenset[str]
    remaining: tuple[str, ...]
    excluded: tuple[str, ...]
    seeming: tuple[str, ...]
    ascribed: tuple[str, ...]
    merely_possible: tuple[str, ...]
    just_done: frozenset[str]
    charging: tuple[str, ...]
    hearsay: frozenset[str]
    would_forms: frozenset[str]
    charge_marks: frozenset[str]
    future_endings: tuple[str, ...]


@cache
def doubt_words(language: str) -> DoubtWords:
    """The words of doubt of one language."""
    table: DoubtWords = load_words(language, "doubt", DoubtWords)
    return table


@cache
def _conditional_pattern(language: str) -> re.Pattern[str] | None:
    w = doubt_words(language)
    if not w.conditional_endings:
        return None
    ends = "|".join(w.conditional_endings)
    prefixes = "|".join(w.irregular_prefixes)
    irregular = "|".join(w.irregular_stems)
    return re.compile(
        rf"(?P<stem>(?:{prefixes})?(?:{irregular})|\w+(?:er|ir|[nr]dr|ttr|aitr|oitr|uir|oir|vr|clur|ompr|eindr|[aeiou]ir))(?:{ends})"
    )


@lru_cache(maxsize=1 << 14)
def is_conditional(word: str, language: str = "fr") -> bool:
    """Whether a verb form is a conditional, by its stem and ending; True for ``porterait``, False for ``entrait``."""
    pattern = _conditional_pattern(language)
    match = pattern.fullmatch(fold(word)) if pattern else None
    return bool(match) and match["stem"] not in doubt_words(language).imperfect_stems  # type: ignore[index]


def is_modal(token: Token) -> bool:
    """Whether a verb form says that a thing may be ("pourrait", "might")."""
    form = token.folded
    return token.pos in VERBAL and any(
        form in w.modal_forms or (w.modal_stems and form.startswith(w.modal_stems)) for w in map(doubt_words, ("fr", "en"))
    )


def morph(token: Token, name: str) -> tuple[str, ...]:
    """Values of one morphological feature of a token, empty where it has none."""
    return token.features.get(name, ())


def verb_group(head: Token) -> list[Token]:
    """A predicate with its auxiliaries and copula, in order."""
    helpers = [t for t in head.children if t.relation in ("aux", "cop", "auxpass")]
    return sorted([*helpers, head], key=lambda t: t.i) if helpers else [head]


def shared_auxiliary(head: Token) -> list[Token]:
    """The auxiliaries that a coordinated participle shares with the verb before it ("a remercié X et souligné que")."""
    at = head
    while at.dep == "conj" and not any(t.dep.startswith("aux") for t in at.children):
        at = at.head
    return [t for t in at.children if t.dep.startswith("aux")] if at is not head else []


def find_tense(head: Token, language: str) -> Tense:
    """Tense of a predicate: its first finite form decides."""
    group = verb_group(head)
    if _is_plan(head, group, language):
        return "future"
    if len(group) == 1 and "Part" in morph(head, "VerbForm") and (shared := shared_auxiliary(head)):
        group = [*shared, head]
    finite = [t for t in group if _is_finite(t)]
    if head.folded in doubt_words(language).just_done and any(
        c.dep == "xcomp" and any(m.dep == "mark" for m in c.children) for c in head.children
    ):
        return "past"
    if language == "en":
        return _english_tense(group, finite)
    if any(is_conditional(t.text, language) for t in finite):
        return "conditional"
    if finite:
        return _french_tense(finite[0], group, head)
    if "Inf" in morph(head, "VerbForm"):
        return "past" if len(group) > 1 else "infinitive"
    if "Part" in morph(head, "VerbForm"):
        return "past" if "Past" in morph(head, "Tense") else "present"
    return "none"


def _is_plan(head: Token, group: Sequence[Token], language: str) -> bool:
    """Whether a present tells a plan: "est attendue", "doit signer", "is due to visit"."""
    w = doubt_words(language)
    present = [t for t in group if _is_finite(t) and "Past" not in morph(t, "Tense") and not _looks_imperfect(t, language)]
    if not present or is_conditional(present[0].text, language):
        return False
    complements = [c for c in head.children if c.dep in ("acomp", "attr", "oprd", "xcomp")]
    if (len(group) > 1 and head.folded.startswith(w.plan_participles)) or any(c.folded in w.plan_participles for c in complements):
        return True
    takes_verb = any(c.dep in ("xcomp", "ccomp") and c.pos in VERBAL for c in head.children)
    return any(t.folded in w.plan_auxiliaries for t in group) and (takes_verb or len(group) > 1)


def _french_tense(finite: Token, group: Sequence[Token], head: Token) -> Tense:
    """The tense that a first finite form gives its group: compound tenses are past, a passive or a copula keeps its own."""
    tense: tuple[str, ...] = ("Imp",) if _looks_imperfect(finite, "fr") else morph(finite, "Tense")
    if "Fut" in tense and finite.lower.endswith(doubt_words("fr").future_endings):
        return "future"
    roles = {t.dep for t in group if t.i != head.i}
    moves = bool(roles) and head.folded.startswith(doubt_words("fr").be_verbs)
    compound = (bool(roles & {"aux", "aux:tense"}) or moves) and finite.i != head.i
    reflexive = any(c.dep.startswith("expl") and c.lower in _REFLEXIVES for c in head.children) and len(group) > 1
    if compound or (reflexive and "Part" in morph(head, "VerbForm")):
        return "pluperfect" if "Imp" in tense else "past"
    if "Imp" in tense:
        return "imperfect"
    return "past" if "Past" in tense else "present"


def _looks_imperfect(token: Token, language: str) -> bool:
    """The ending of the imperfect outweighs the model, which takes many for a present."""
    w = doubt_words(language)
    form = token.lower
    return form.endswith(w.imperfect_endings) and form not in w.not_imperfect if w.imperfect_endings else False


def _english_tense(group: Sequence[Token], finite: Sequence[Token]) -> Tense:
    tags = [t.tag for t in group]
    forms = [t.folded for t in group]
    if "will" in forms or "'ll" in forms or "shall" in forms:
        return "future"
    if "would" in forms or ("'d" in forms and "MD" in tags):
        return "conditional"
    if "had" in forms and "VBN" in tags:
        return "pluperfect"
    if "VBD" in tags or (("have" in forms or "has" in forms or "'ve" in forms) and "VBN" in tags):
        return "past"
    if finite:
        return "present"
    return {"VB": "infinitive", "VBN": "past", "VBG": "present"}.get(group[-1].tag, "none")  # type: ignore[return-value]


def _is_finite(token: Token) -> bool:
    return "Fin" in morph(token, "VerbForm") or token.tag in ("VBD", "VBP", "VBZ", "MD")


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a finite clause: a finite verb, a participle with an auxiliary, or a predicate with a copula."""
    if (not token.children and token.pos not in VERBAL) or token.entity in ("PER", "PERSON"):
        return False
    if token.pos in VERBAL and _is_finite(token) and token.relation not in ("aux", "cop", "auxpass"):
        return True
    if token.pos == "VERB" and "Part" in morph(token, "VerbForm") and shared_auxiliary(token):
        return True
    return any(t.relation in ("aux", "cop", "auxpass") and _is_finite(t) for t in token.children)


def is_negative(tokens: Iterable[Token], head: Token, language: str) -> bool:
    """Whether a predicate is negated: a negation word hangs on it or on its subject; an expletive *ne* is none."""
    w = doubt_words(language)
    near = [t for t in tokens if t.head is head or t.head.head is head or t is head]
    return _negates(near, head, w)


def is_denied(head: Token, w: DoubtWords) -> bool:
    """Whether a negation hangs on a word or on its copula."""
    return _negates([*head.children], head, w)


def _negates(near: Sequence[Token], head: Token, w: DoubtWords) -> bool:
    forms = {t.folded for t in near if not _only(t, w)}
    if not w.weak_negations >= forms & w.negations:
        return True
    if forms.isdisjoint(w.weak_negations):
        return False
    if any(t.folded in w.with_weak and (t.head.i == head.i or t.dep.startswith("nsubj")) for t in near):
        return True
    return head.folded.startswith(w.bare_negated) and not any(t.folded in ("que", "qu'") for t in near)


def _only(token: Token, w: DoubtWords) -> bool:
    """ "Pas seulement", "not only": the word after it takes the negation away."""
    if token.folded not in w.negations:
        return False
    return any(t.folded in w.not_alone for t in token.sentence.between(token.i + 1, token.i + 2))
