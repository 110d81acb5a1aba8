"""Nouns that announce what somebody said: "l'annonce de X que P", "X's claim that P", "the warning by X that P"."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.annotate.reports import Report
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sources import Source


def read_nouns(reach: Reach, earlier: Sequence[Report]) -> list[Report]:
    """Reports of the nouns of a sentence that take a clause and have an owner."""
    s, words, out = reach.sentence, reach.words, []
    for i, word in enumerate(s.word):
        if word not in words.news_nouns or s.quote[i] >= 0 or any(r.scope[0] <= i <= r.scope[1] for r in earlier):
            continue
        owner, at = _owner_behind(reach, i) or _owner_before(reach, i)
        if owner is None or s.at(at) not in words.that or not reach.finder.known(owner):
            continue
        end = _clause_end(reach, at + 1)
        if end > at + 1:
            out.append(Report((at + 1, end), (i, i), (min(i, owner.first), at), owner, "say", "noun"))
    return out


def _owner_behind(reach: Reach, i: int) -> tuple[Source | None, int] | None:
    """ "l'annonce de X que": whose it is and where the clause should begin."""
    s, words = reach.sentence, reach.words
    if s.at(i + 1) not in words.of | words.by:
        return None
    owner = reach.finder.phrase_right(i + 2)
    return None if owner is None or owner.pronoun else (owner, owner.end + 1)


def _owner_before(reach: Reach, i: int) -> tuple[Source | None, int]:
    """ "X's announcement that"."""
    s, words = reach.sentence, reach.words
    if s.at(i - 1) not in words.possessives:
        return None, i + 1
    owner = reach.finder.phrase_left(i - 2)
    return (None if owner is None or owner.pronoun else owner), i + 1


def _clause_end(reach: Reach, start: int) -> int:
    """Last token of the clause: before the verb whose subject the noun is, where the parse finds a second finite verb."""
    s = reach.sentence
    finite = [j for j in range(start, len(s)) if reach.finite(j) and s.quote[j] < 0]
    groups = [j for n, j in enumerate(finite) if n == 0 or j > finite[n - 1] + 1]
    if len(groups) < 2:
        return reach.end(start)
    end = groups[1] - 1
    while end > start and (s.is_stop(end) or s.word[end] in reach.words.clitics):
        end -= 1
    return end
