"""How far a cue reaches: the words after, before or around it that are somebody's and not the outlet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.annotate.cues import Cue
from recoupe.annotate.lexicon import SpeechWords
from recoupe.annotate.sentences import Sentence
from recoupe.annotate.sources import Finder

_BACKSHIFTED = ("Tense=Imp", "Mood=Cnd", "Tense=Pqp")
_BRACKET = 14  # tokens; a longer bracket is text, not a gloss


@dataclass(frozen=True, slots=True)
class Reach:
    """Measures scopes in one sentence; ``walls`` are the first tokens of cues that stand after what they report."""

    finder: Finder
    sentence: Sentence
    words: SpeechWords
    cues: Sequence[Cue]
    language: str
    walls: frozenset[int] = frozenset()

    # ------------------------------------------------------------ what stands between

    def skip(self, i: int, phrases: bool = True) -> int:
        """First token from ``i`` on that is no adverb, no time and, with ``phrases``, no prepositional phrase between cue and content."""
        s = self.sentence
        while i < len(s) and not s.is_mark(i):
            after = self._skip_occasion(i) if phrases else i
            after = self._skip_small(i) if after == i else after
            if after == i and phrases:
                after = self._skip_phrase(i)
            if after == i:
                return i
            i = after
        return i

    def _skip_occasion(self, i: int) -> int:
        """Past "lors d'une visite"."""
        if self.sentence.word[i] not in self.words.occasions or self.sentence.at(i + 1) not in self.words.of:
            return i
        return max(self.finder.walk_right(i + 2) + 1, i)

    def _skip_small(self, i: int) -> int:
        s, words = self.sentence, self.words
        if self._timed(i):
            return i + 1
        if s.word[i] in words.articles | words.place_prepositions and i + 1 < len(s) and self._timed(i + 1):
            return i + 1
        quantity = s.word[i] in words.quantities and (s.at(i + 1) in words.of or (i + 1 < len(s) and s.pos[i + 1] == "NUM"))
        if s.word[i] in words.questions:
            return i
        adverb = s.pos[i] == "ADV" or (s.word[i] in words.skipped and s.pos[i] not in ("ADP", "DET", "PRON"))
        if adverb and not quantity and s.word[i] not in words.that and (s.word[i] not in words.pronouns or s.pos[i] == "ADV"):
            return i + 1
        return i

    def _timed(self, i: int) -> bool:
        return self.sentence.time[i] >= 0 and self.sentence.name[i] < 0

    def _skip_phrase(self, i: int) -> int:
        s, words = self.sentence, self.words
        if s.word[i] in words.place_prepositions and s.pos[i] == "ADP" and not self._infinitive(i + 1):
            end = self.finder.walk_right(i + 1)
            return i if end <= i or any(s.is_mark(j) for j in range(i, end + 1)) else end + 1
        if s.word[i] == "(":
            return next((k for k in range(i, min(i + _BRACKET, len(s))) if s.word[k] == ")"), i - 1) + 1
        if s.word[i] == "," and i + 1 < len(s):
            return self._skip_aside(i)
        return i

    def _skip_aside(self, i: int) -> int:
        """After a comma: past an aside that the next comma closes, or on to the conjunction."""
        s, words = self.sentence, self.words
        after = self.skip(i + 1)
        if after == i + 1 and (s.at(after) in words.gerund_marks or s.at(after).endswith(("ing", "ant"))):
            after = next((j for j in range(after, min(after + 10, len(s))) if s.word[j] == ","), i)
        if s.at(after) in words.that and s.at(after - 1) == ",":
            return after
        if s.at(after) == "," and after > i + 1:
            return after + 1
        return after if s.at(after) in words.that else i

    def _infinitive(self, i: int) -> bool:
        s = self.sentence
        while i < len(s) and s.word[i] in self.words.clitics and s.pos[i] in ("PRON", "ADV"):
            i += 1
        return i < len(s) and "VerbForm=Inf" in s.morph[i]

    def infinitive_at(self, i: int) -> bool:
        """Whether an infinitive begins at ``i``, with or without "de", "to"."""
        s = self.sentence
        if s.at(i) in self.words.of_infinitive and s.pos[i] in ("ADP", "PART", "SCONJ"):
            return self._infinitive(i + 1)
        return i < len(s) and self._infinitive(i) and s.pos[i] in ("VERB", "AUX", "PRON", "ADV")

    # ------------------------------------------------------------ where content ends

    def end(self, start: int, cue: Cue | None = None, nominal: bool = False) -> int:
        """Last token of content that begins at ``start``: up to another speaker's clause, a contrast, or the outlet's aside."""
        s, words = self.sentence, self.words
        others = [c for c in self.cues if c.first > start and (cue is None or c.verb != cue.verb)]
        subordinate = cue is not None and self._is_subordinate(cue)
        i = start
        while i < len(s):
            if s.quote[i] < 0 and not s.is_mark(i) and i > start:
                if s.word[i] == ";" or i in self.walls or (s.word[i] == "(" and self._closing(i)):
                    break
                if s.word[i] == "," and (self._breaks(i, cue, others) or (subordinate and self._main_clause(i, start))):
                    break
                if s.word[i] in words.coordinators and any(c.shared and i < c.first <= i + 3 for c in others):
                    break
                if nominal and self._leaves_noun(i):
                    break
            i += 1
        last = i - 1
        while last > start and s.is_stop(last) and not s.is_mark(last):
            last -= 1
        return last

    def _is_subordinate(self, cue: Cue) -> bool:
        """Whether a cue stands in a subordinate clause that opens the sentence: "Alors que X assure que P, Q"."""
        s, words = self.sentence, self.words
        first = next((j for j in range(len(s)) if not s.is_stop(j)), 0)
        opens = s.word[first] in words.subordinating and (s.pos[first] in ("SCONJ", "ADV") or s.at(first + 1) in words.that)
        return opens and not any(c.first < cue.first for c in self.cues)

    def _main_clause(self, i: int, start: int) -> bool:
        """Whether the main clause begins behind a comma: a subject with its verb, after content that has a verb."""
        s, words = self.sentence, self.words
        if s.at(i + 1) in words.coordinators | words.relatives or not any(self.finite(j) for j in range(start, i)):
            return False
        end = self.finder.walk_right(i + 1) if s.at(i + 1) not in words.pronouns else i + 1
        return end > i and self._predicate(end + 1)

    def _leaves_noun(self, i: int) -> bool:
        """Whether reported nouns end at ``i``: at the occasion or the document of the saying, a second verb, a new clause."""
        s, words = self.sentence, self.words
        if s.word[i] in words.occasions or (s.word[i] in words.coordinators and self._predicate(i + 1)):
            return True
        if s.word[i] in words.document_prepositions and s.pos[i] == "ADP":
            head = next((s.word[j] for j in range(i + 1, len(s)) if s.word[j] not in words.articles), "")
            return head in words.sources.document
        if s.word[i] != "," or i + 1 >= len(s):
            return False
        end = self.finder.walk_right(i + 1)
        return end > i and self._predicate(end + 1)

    def _predicate(self, i: int) -> bool:
        """Whether a verb phrase without a subject begins at ``i``: the main clause goes on."""
        s, words = self.sentence, self.words
        while i < len(s) and ((s.word[i] in words.clitics and s.pos[i] != "DET") or s.pos[i] == "ADV"):
            i += 1
        return i < len(s) and (self.finite(i) or (s.pos[i] == "AUX" and s.word[i] in words.have | words.be))

    def _closing(self, i: int) -> bool:
        """Whether a bracket ends the sentence after its full stop: a signature."""
        s = self.sentence
        return s.is_stop(i - 1) and s.word[i - 1] in (".", "!", "?", "…") and s.word[-1] in (")", ".")

    def _breaks(self, i: int, cue: Cue | None, others: Sequence[Cue]) -> bool:
        """Whether the comma at ``i`` ends what is reported."""
        s, words = self.sentence, self.words
        after = s.at(i + 1)
        if i + 1 in self.walls or any(c.first in (i + 1, i + 2) and (c.form == "gerund" or c.shared) for c in others):
            return True
        if after in words.contrasts and s.at(i + 2) not in words.goes_on and not s.is_mark(i + 1):
            return after != "alors" or s.at(i + 2) in words.that
        if cue is not None and self.relative(cue) and self._predicate(i + 1):
            return True
        finite = [j for j in range(i + 1, len(s)) if self.finite(j)]
        if after in words.remarks:
            return not finite
        if (after in words.relatives and after not in words.that) or self._relative_phrase(i + 1):
            return self._foreign_relative(i + 1)
        if self._absolute(i + 1, finite):
            return True
        if after in words.indefinite:
            return self._comment(i, finite)
        return False

    def relative(self, cue: Cue) -> bool:
        """Whether a cue's subject is a relative pronoun: "X, qui nie P, a ..."."""
        j = cue.first - 1
        while j > 0 and self.sentence.pos[j] == "ADV":
            j -= 1
        return self.sentence.at(j) in self.words.subject_relatives

    def finite(self, j: int) -> bool:
        """Whether token ``j`` is a finite verb."""
        s = self.sentence
        return "VerbForm=Fin" in s.morph[j] and s.pos[j] in ("VERB", "AUX")

    def _relative_phrase(self, i: int) -> bool:
        s = self.sentence
        return i + 1 < len(s) and s.pos[i] == "ADP" and s.word[i + 1] in self.words.relatives and s.word[i + 1] not in self.words.that

    def _absolute(self, i: int, finite: Sequence[int]) -> bool:
        """ "..., les deux pays partageant une frontière": a participle with its own subject, the outlet's background."""
        s = self.sentence
        if i >= len(s) or s.word[i] not in self.words.articles:
            return False
        participle = next((j for j in range(i + 1, min(i + 6, len(s))) if s.word[j].endswith("ant") and s.pos[j] == "VERB"), None)
        return participle is not None and not any(j < participle for j in finite) and all(s.word[j] != "," for j in range(i, participle))

    def _comment(self, i: int, finite: Sequence[int]) -> bool:
        """A noun phrase after the last comma, apposed to the whole clause: no list before it, no verb but in its own relative clause."""
        s, words = self.sentence, self.words
        if any(s.word[j] == "," and s.quote[j] < 0 for j in range(i)):
            return False
        opened = next((j for j in range(i + 1, len(s)) if s.word[j] in words.relatives), len(s))
        if any(j < opened for j in finite) or any(s.is_mark(j) for j in range(i + 1, len(s))):
            return False
        return not any(s.word[j] in words.coordinators for j in range(i + 1, min(opened, len(s))))

    def _foreign_relative(self, i: int) -> bool:
        """Whether a relative clause after a comma is the outlet's: it ends the sentence, and its tense does not follow the cue's."""
        s = self.sentence
        verb = next((j for j in range(i, len(s)) if self.finite(j)), None)
        if verb is None:
            return False
        closed = next((j for j in range(verb, len(s)) if s.word[j] == "," and s.quote[j] < 0), None)
        if closed is not None and any(self.finite(j) for j in range(closed, min(closed + 4, len(s)))):
            return False
        return not any(tag in s.morph[verb] for tag in _BACKSHIFTED)

    # ------------------------------------------------------------ clauses

    def clause_start(self, i: int) -> int:
        """First token of the clause that holds ``i``: after a semicolon or a contrast."""
        s, words = self.sentence, self.words
        for j in range(i - 1, -1, -1):
            if s.quote[j] >= 0:
                continue
            contrast = s.word[j] == "," and s.at(j + 1) in words.contrasts and s.at(j + 2) not in words.goes_on and s.at(j + 1) != "alors"
            if s.word[j] == ";" or contrast:
                return j + 1
        return 0

    def has_clause(self, first: int, last: int) -> bool:
        """Whether a token range holds a finite verb or a quotation."""
        s = self.sentence
        return any(s.quote[j] >= 0 or self.finite(j) or s.pos[j] == "AUX" for j in range(max(0, first), last + 1))

    def region_end(self, end: int) -> int:
        """Last token of the words after a source that tell where, when and through whom it spoke."""
        s = self.sentence
        last = self.skip(end + 1) - 1
        while last > end and s.is_stop(last):
            last -= 1
        return last
