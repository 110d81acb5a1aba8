"""Times that stand in a clause and are not its own: limits, times of another happening, sentences about another occasion."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.languages import load_words
from recoupe.records import Claim, TimeExpression
from recoupe.text import fold

_NAMES = ("NOUN", "PROPN")
_CUTS = ("VERB", "AUX", "PUNCT", "SCONJ")


class NarrativeWords(Struct, frozen=True):
    """One language's words that tell to what a time belongs; see the comments of ``languages/fr/narrative.toml``."""

    since: frozenset[str]
    limits: frozenset[str]
    occasions: tuple[str, ...]
    pluperfect: frozenset[str]


@cache
def narrative_words(language: str) -> NarrativeWords:
    """The words of a language."""
    words: NarrativeWords = load_words(language, "narrative", NarrativeWords)
    return words


def is_anothers(token: Token, sentence: ParsedSentence, done: bool, time: TimeExpression, language: str) -> bool:
    """Whether the time that begins at ``token`` dates a happening named after "since", or is the limit of something ``done``.

    A part of a day limits nothing but its hours: what was done "before dawn on Sunday" was done on Sunday.
    """
    words, named = narrative_words(language), False
    done = done and time.type == "DATE"
    first = sentence.tokens[0].i
    for before in reversed(sentence.between(first, token.i)):
        if before.folded in words.since and named:
            return True
        if before.folded in words.limits and done and not named:
            return True
        if before.pos in _CUTS:
            return False
        named = named or before.pos in _NAMES
    return False


def has_open_time(claim: Claim, times: Sequence[TimeExpression], text: str, language: str) -> bool:
    """Whether a claim has a time of its own that no day can be made of: "a few days earlier", "before Thursday"."""
    start, end = claim.passage.start, claim.passage.end
    dates = [t for t in times if t.type == "DATE" and start <= t.start < end]
    limits = narrative_words(language).limits
    return any(t.value in ("PAST_REF", "FUTURE_REF") or fold(text[start : t.start]).strip().endswith(tuple(limits)) for t in dates)


def speaks(claim: Claim, text: str) -> bool:
    """Whether a claim tells that somebody spoke of something: its predicate is the cue itself, as in "the talks were mentioned by X"."""
    cue = claim.attribution[0].cue if claim.attribution else None
    return cue is not None and claim.predicate is not None and claim.predicate == text[cue.start : cue.end]


def tells_of_occasion(claim: Claim, text: str, sentence_start: int, language: str) -> bool:
    """Whether somebody "had said" something on an occasion that the sentence names first."""
    words = narrative_words(language)
    cue = claim.attribution[0].cue if claim.attribution else None
    if cue is None or fold(text[cue.start : cue.end]).split(" ")[0] not in words.pluperfect:
        return False
    return fold(text[sentence_start : sentence_start + 40]).lstrip('«"“ ').startswith(words.occasions)
