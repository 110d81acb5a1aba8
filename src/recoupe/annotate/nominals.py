"""Happenings that a noun tells with a day of its own, in passing: "depuis un voyage à Sorle en 2019", "lors d'un sommet lundi à Arlen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.annotate.clauses import Clause
from recoupe.annotate.details import claim_id, participants_of, place_of, terms_of
from recoupe.annotate.engine import span_of
from recoupe.annotate.gathered import Notes
from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.languages.happenings import happening_of
from recoupe.records import Claim, Passage, TimeExpression

_FARTHEST = 12  # tokens between a noun and its day
_CUTS = ("VERB", "AUX", "SCONJ", "CCONJ")
_STOPS = frozenset(',;:.()«»"“”!?')


def find_nominals(sentence: ParsedSentence, notes: Notes, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of nouns of happening that have a day none of the sentence's ``claims`` has."""
    language = (notes.parse.article.language or notes.parse.language)[:2]
    taken = {c.time_ref for c in claims} | {c.said_ref for c in claims}
    for n in notes.near_times:
        time = notes.times[n]
        if n in taken or time.type != "DATE" or not time.first_day or not sentence.start <= time.start < sentence.end:
            continue
        tokens = _phrase(sentence, time, language)
        if tokens:
            yield _claim(tokens, n, notes, language)


def _phrase(sentence: ParsedSentence, time: TimeExpression, language: str) -> tuple[Token, ...]:
    """The words from a noun of happening that stands behind a preposition to the end of the day it has."""
    at = sentence.at(time.start)
    if at is None:
        return ()
    first = sentence.tokens[0].i
    before = sentence.between(max(first, at.i - _FARTHEST), at.i)
    for token in reversed(before):
        if token.pos in _CUTS or token.text in _STOPS:
            return ()
        if token.pos == "NOUN" and happening_of(token.text, language) and _is_aside(token, sentence):
            last = sentence.at(time.end - 1) or at
            return sentence.between(token.i, last.i + 1)
    return ()


def _is_aside(noun: Token, sentence: ParsedSentence) -> bool:
    """Whether a preposition other than "of" leads to a noun, so that no clause asserts it."""
    back = noun.i - 1
    first = sentence.tokens[0].i
    while back >= first:
        token = sentence.tokens[back - first]
        if token.pos == "ADP":
            return True
        if token.pos not in ("DET", "ADJ", "NUM", "PRON"):
            return False
        back -= 1
    return False


def _claim(tokens: tuple[Token, ...], time: int, notes: Notes, language: str) -> Claim:
    article = notes.parse.article.id
    noun, span = tokens[0], span_of(tokens)
    clause = Clause(head=noun, tokens=tokens, parent=None)
    return Claim(
        id=claim_id(article, span, noun),
        passage=Passage(article=article, start=span.start, end=span.end),
        predicate=noun.text,
        participants=participants_of(clause, span, [noun], notes.mentions, article),
        place=place_of(clause, span, notes.mentions, article, notes.parse.language),
        tense="past",
        head=f"={happening_of(noun.text, language)}",
        terms=terms_of(tokens, language, set()),
        time_ref=time,
    )
