"""Noun phrases of one sentence: who or what may stand as a source, and whether it is something that can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.annotate.lexicon import SpeechWords
from recoupe.annotate.sentences import DASHES, NOMINAL, Sentence
from recoupe.records import Mention

_BRACKET = 14  # tokens; a longer bracket is text, not a gloss
_SPEAKING = frozenset(("person", "organization", "place"))


@dataclass(frozen=True, slots=True)
class Source:
    """A source's noun phrase, tokens ``first`` to ``last``; ``apposed`` is a second name for it; a ``pronoun`` asks to be resolved."""

    first: int
    last: int
    apposed: tuple[int, int] | None = None
    pronoun: bool = False

    @property
    def begin(self) -> int:
        """First token of the phrase with its apposition."""
        return min(self.first, self.apposed[0]) if self.apposed else self.first

    @property
    def end(self) -> int:
        """Last token of the phrase with its apposition."""
        return max(self.last, self.apposed[1]) if self.apposed else self.last


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds noun phrases in one sentence."""

    article: str
    text: str
    sentence: Sentence
    mentions: Sequence[Mention]
    words: SpeechWords

    # ------------------------------------------------------------ to the right

    def phrase_right(self, i: int) -> Source | None:
        """The noun phrase that begins at token ``i``, with what is apposed to it."""
        s, words = self.sentence, self.words
        while s.is_mark(i):
            i += 1
        if i >= len(s) or s.is_stop(i):
            return None
        if s.word[i] in words.pronouns and s.name[i] < 0 and s.at(i + 1) not in words.of:
            return Source(i, i, pronoun=True)
        last = self.walk_right(i)
        if last < i:
            return None
        return Source(i, last, apposed=self._apposed_right(i, last))

    def walk_right(self, i: int) -> int:
        """Last token of the noun phrase that begins at ``i``; ``i - 1`` where there is none."""
        s, last, j, nouns = self.sentence, i - 1, i, 0
        size = len(s)
        while j < size and not (s.time[j] >= 0 and s.name[j] < 0):
            if self.is_noun(j) or (nouns == 0 and s.word[j] in self.words.indefinite_pronouns and s.pos[j] in ("PRON", "NUM")):
                last, nouns = j, nouns + 1
            elif not self._joins_right(i, j, nouns):
                break
            j += 1
        return last

    def is_noun(self, j: int) -> bool:
        """Whether token ``j`` names something: a name, a noun, an adjective, a number, a title."""
        s, words = self.sentence, self.words
        if s.name[j] >= 0:
            return True
        if s.word[j] in words.of or s.word[j] in words.articles:
            return False
        return s.pos[j] in NOMINAL or s.word[j] in words.prepositional_titles

    def _joins_right(self, i: int, j: int, nouns: int) -> bool:
        """Whether token ``j`` may stand inside a noun phrase begun at ``i`` that has ``nouns`` nouns so far."""
        s, words = self.sentence, self.words
        word, before = s.word[j], s.at(j - 1)
        if word in words.articles and (nouns == 0 or before in words.of | words.coordinators | words.titled_prepositions):
            return True
        if word in words.articles and s.raw[j][0].isupper() and j + 1 < len(s) and s.raw[j + 1][0].isupper():
            return True
        if s.raw[j] in DASHES:
            return nouns > 0 and s.end[j - 1] == s.start[j]
        if word in words.of or word in words.possessives:
            return nouns > 0
        if s.pos[j] == "PRON" and before in words.of and word in words.indefinite_pronouns:
            return True
        if word in words.coordinators:
            return nouns > 0 and self._goes_on(j)
        if word in words.titled_prepositions:
            return nouns > 0 and self._titled(i, j)
        return s.pos[j] == "ADV" and j + 1 < len(s) and s.pos[j + 1] == "ADJ" and s.time[j + 1] < 0

    def _goes_on(self, j: int) -> bool:
        s, k = self.sentence, j + 1
        if s.word[j] in self.words.contrasts:
            return False
        while k < len(s) and s.word[k] in self.words.articles:
            k += 1
        if k >= len(s) or s.time[k] >= 0 or not (s.name[k] >= 0 or s.pos[k] in ("NOUN", "PROPN")):
            return False
        return not any("VerbForm=Fin" in s.morph[m] and s.name[m] < 0 for m in range(k, min(k + 3, len(s)))) or s.name[k] >= 0

    def _titled(self, i: int, j: int) -> bool:
        s = self.sentence
        recent = [s.word[k] for k in range(i, j)]
        if s.word[j] in self.words.accredited_to and not any(w in self.words.accredited for w in recent):
            return False
        return any(w in self.words.prepositional_titles for w in recent) and not s.is_stop(j + 1) and s.at(j + 1) not in self.words.that

    def _apposed_right(self, first: int, last: int) -> tuple[int, int] | None:
        """ "..., Jean Dupont" after a title, "..., maire de X" after a name."""
        s, words, j = self.sentence, self.words, last + 1
        if s.at(j) == "(":
            close = next((k for k in range(j, min(j + _BRACKET, len(s))) if s.word[k] == ")"), None)
            j = close + 1 if close is not None else j
        if s.at(j) != ",":
            return None
        end = self.walk_right(j + 1)
        after = s.at(end + 1)
        closed = end + 1 >= len(s) or s.is_stop(end + 1) or after in words.relatives | words.document_prepositions | words.of
        if end <= j or not closed:
            return None
        proper = s.name[last] >= 0 and self.person(first, last) is not None
        bare = self._bare(j + 1, end)
        if not proper and (self._names_person(*bare) or self.proper_name(j + 1, end) == bare):
            return (j + 1, end)
        titled = any(s.word[k] in words.sources.people for k in range(j + 1, min(j + 4, end + 1)))
        return (j + 1, end) if titled and s.name[last] >= 0 else None

    def _names_person(self, first: int, last: int) -> bool:
        """Whether a phrase is a person's name, alone or after a title, not a thing that is somebody's."""
        if self.person(first, last) is None:
            return False
        s = self.sentence
        return s.name[first] >= 0 or s.word[first] in self.words.titles | self.words.sources.people or s.raw[first][0].isupper()

    def _bare(self, first: int, last: int) -> tuple[int, int]:
        while first < last and self.sentence.word[first] in self.words.articles:
            first += 1
        return first, last

    # ------------------------------------------------------------ to the left

    def phrase_left(self, j: int) -> Source | None:
        """The noun phrase that ends at token ``j``; a pronoun stands for itself."""
        s, words, last = self.sentence, self.words, j
        if s.at(j) == ")":
            j = next((k for k in range(j, max(-1, j - _BRACKET), -1) if s.word[k] == "("), 0) - 1
            last = j
        if j < 0:
            return None
        if s.word[j] in words.pronouns and s.name[j] < 0:
            return Source(j, j, pronoun=True) if j == 0 or s.pos[j - 1] != "ADP" else None
        first = j + 1
        while j >= 0 and not (s.time[j] >= 0 and s.name[j] < 0) and self._joins_left(j, first, last):
            first, j = j, j - 1
        while (
            first <= last
            and s.name[first] < 0
            and (s.word[first] in words.coordinators or s.pos[first] in ("ADP", "ADV", "CCONJ", "PUNCT", "SCONJ"))
        ):
            first += 1
        if first > last or not any(self.is_noun(k) or s.word[k] in words.indefinite_pronouns for k in range(first, last + 1)):
            return None
        return Source(first, last)

    def _joins_left(self, j: int, first: int, last: int) -> bool:
        s, words = self.sentence, self.words
        if self.is_noun(j) or s.word[j] in words.articles or s.word[j] in words.of or s.word[j] in words.possessives:
            return True
        if s.word[j] in words.indefinite_pronouns and s.pos[j] == "PRON":
            return True
        if s.raw[j] in DASHES and j > 0:
            return s.end[j - 1] == s.start[j]
        if j > 0 and s.word[j - 1] in words.informed and s.pos[j] == "ADP":
            return True
        if s.word[j] in words.coordinators and j > 0 and first <= last and s.word[first] in words.of:
            return self.is_noun(j - 1)
        if s.word[j] in words.coordinators and s.word[j] not in words.contrasts and j > 0 and first <= last:
            return self.is_noun(j - 1) and not s.is_stop(j - 1) and self._listed(j - 1)
        if s.word[j] in words.titled_prepositions and j > 0 and first <= last:
            return self._titled(max(0, j - 6), j)
        return False

    def _listed(self, j: int) -> bool:
        """Whether the noun before "et" begins a list of subjects, not the object of an earlier verb."""
        s = self.sentence
        start = j
        while start > 0 and (self.is_noun(start - 1) or s.word[start - 1] in self.words.articles | self.words.of):
            start -= 1
        return start == 0 or s.is_stop(start - 1) or s.pos[start - 1] in ("SCONJ", "CCONJ")

    # ------------------------------------------------------------ what it is

    def person(self, first: int, last: int) -> int | None:
        """Index of the mention of a person in a token range, not one that only complements another noun."""
        s = self.sentence
        for j in range(first, last + 1):
            m = s.name[j]
            if m < 0 or self.mentions[m].kind != "person":
                continue
            start = j
            while start > first and s.name[start - 1] == m:
                start -= 1
            if start == first or s.word[start - 1] not in self.words.of | self.words.coordinators | self.words.titled_prepositions:
                return m
        return None

    def proper_name(self, first: int, last: int) -> tuple[int, int] | None:
        """The capitalised words that end a phrase and are no complement: "KCNA" in "l'agence officielle KCNA"."""
        s, j = self.sentence, last
        while j >= first and (s.raw[j][0].isupper() or s.raw[j] in DASHES or (s.name[j] >= 0 and j > first and s.name[j - 1] == s.name[j])):
            j -= 1
        j += 1
        while j < last and s.word[j] in self.words.articles and (j == 0 or s.raw[j].islower()):
            j += 1
        if j > last or (j == 0 and s.name[j] < 0 and not s.raw[j].isupper()):
            return None
        return (j, last) if j == first or s.word[j - 1] not in self.words.of | self.words.titled_prepositions else None

    def known(self, source: Source) -> bool:
        """Whether a phrase is one that can speak: a name, a pronoun, a medium, a document, people."""
        s, kinds = self.sentence, self.words.sources
        if source.pronoun or source.apposed is not None:
            return True
        for j in range(source.first, source.last + 1):
            word = s.word[j]
            if word in self.words.of and j > source.first:
                return False
            if s.name[j] >= 0 and self.mentions[s.name[j]].kind in _SPEAKING:
                return True
            if word in kinds.people or word in kinds.medium or word in kinds.document or word in kinds.agency or word in kinds.anonymous:
                return True
            if s.name[j] < 0 and s.raw[j].isupper() and len(s.raw[j]) > 1:
                return True
        return False
