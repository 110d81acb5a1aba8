"""How far a cue reaches: the words after, before or around it that are somebody's and not the outlet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.annotate.cues import Cue
from recoupe.annotate.lexicon import SpeechWords
from recoupe.annotate.sentences import Sentence
from recoupe.annotate.sources import Finder

_PAST = ("Tense=Imp", "Mood=Cnd", "Tense=Pqp")


@dataclass(frozen=True, slots=True)
class Reach:
    """Measures scopes in one sentence; ``incises`` are the token ranges of cues that stand after or inside what they report."""

    finder: Finder
    sentence: Sentence
    words: SpeechWords
    cues: Sequence[Cue]

    def skip(self, i: int, phrases: bool = True) -> int:
        """First token from ``i`` on that is no adverb, no time and, with ``phrases``, no prepositional phrase between cue and content."""
        s, words = self.sentence, self.words
        while i < len(s):
            if s.is_mark(i):
                return i
            if s.time[i] >= 0 and s.name[i] < 0:
                i += 1
            elif (
                (s.pos[i] == "ADV" or s.word[i] in words.skipped)
                and s.word[i] not in words.that
                and s.word[i] not in words.pronouns
            ):
                i += 1
            elif (
                phrases and s.word[i] in words.place_prepositions and s.pos[i] == "ADP" and not self._infinitive(i + 1)
            ):
                end = self.finder._walk_right(i + 1)
                if end <= i or any(s.is_mark(j) for j in range(i, end + 1)):
                    return i
                i = end + 1
            elif phrases and s.word[i] == "(":
                close = next((k for k in range(i, min(i + 14, len(s))) if s.word[k] == ")"), i)
                i = close + 1
            elif s.word[i] in words.articles and i + 1 < len(s) and s.time[i + 1] >= 0 and s.name[i + 1] < 0:
                i += 1
            elif phrases and s.word[i] == "," and i + 1 < len(s):
                after = self.skip(i + 1, phrases)
                if after == i + 1 and s.at(after) not in words.that:
                    return i
                if s.at(after) == "," and s.at(after + 1) in words.that:
                    return after + 1
                if s.at(after) in words.that or s.at(after) == ",":
                    i = after
                else:
                    return i
            else:
                return i
        return i

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
        return self._infinitive(i) and s.pos[i] in ("VERB", "AUX", "PRON", "ADV")

    def end(self, start: int, cue: Cue | None = None) -> int:
        """Last token of content that begins at ``start``: up to another speaker's clause, a contrast, or the outlet's aside."""
        s, words = self.sentence, self.words
        others = [c for c in self.cues if c.first > start and (cue is None or c.verb != cue.verb)]
        i = start
        while i < len(s):
            if s.quote[i] < 0 or (start < len(s) and s.quote[i] == s.quote[start]):
                if s.word[i] == ";" and s.quote[i] < 0:
                    break
                if s.word[i] == "," and self._breaks(i, start, cue, others):
                    break
                if s.word[i] in words.coordinators and any(
                    c.shared and c.first <= i + 3 and c.first > i for c in others
                ):
                    break
                if s.raw[i] in ("–", "—") and s.quote[i] < 0 and i > start + 2 and self._aside(i):
                    break
            i += 1
        last = i - 1
        while last > start and s.is_stop(last) and not s.is_mark(last):
            last -= 1
        return last

    def _aside(self, i: int) -> bool:
        return all(self.sentence.raw[j] not in ("–", "—") for j in range(i + 1, len(self.sentence)))

    def _breaks(self, i: int, start: int, cue: Cue | None, others: Sequence[Cue]) -> bool:
        """Whether the comma at ``i`` ends what is reported."""
        s, words = self.sentence, self.words
        after = s.at(i + 1)
        if s.quote[i] >= 0:
            return False
        if any(c.first in (i + 1, i + 2) and (c.pronoun is not None or c.form == "gerund" or c.shared) for c in others):
            return True
        if any(c.first in (i + 1, i + 2) and c.form == "finite" and self._inverted(c, i) for c in others):
            return True
        if after in words.contrasts and s.at(i + 2) not in words.goes_on and not s.is_mark(i + 1):
            return after != "alors" or s.at(i + 2) in words.that
        rest = range(i + 1, len(s))
        if after == "soit" or (after in words.by):
            return after == "soit" and not any(
                "VerbForm=Fin" in s.morph[j] for j in rest if s.quote[j] < 0 and j > i + 1
            )
        if (
            after in words.relatives
            and after not in words.that
            or (s.pos[i + 1] == "ADP" if i + 1 < len(s) else False)
            and s.at(i + 2) in ("lequel", "laquelle", "lesquels", "lesquelles", "qui", "which", "whom")
        ):
            return self._foreign_relative(i + 1, cue)
        if after in words.indefinite and not any("VerbForm=Fin" in s.morph[j] or s.is_mark(j) for j in rest):
            closed = not any(s.word[j] == "," for j in rest)
            return closed and s.quote[i - 1] >= 0 or self._comment(i)
        return False

    def _comment(self, i: int) -> bool:
        """A noun phrase after the last comma that is apposed to the whole clause: no list before it, no "et" in it."""
        s = self.sentence
        before = [j for j in range(i) if s.word[j] == "," and s.quote[j] < 0]
        after = [s.word[j] for j in range(i + 1, len(s))]
        return (
            not before and not any(w in self.words.coordinators for w in after) and any(s.is_mark(j) for j in range(i))
        )

    def _inverted(self, cue: Cue, comma: int) -> bool:
        s = self.sentence
        if comma + 2 < cue.first:
            return False
        subject = [j for j in range(comma) if s.head[j] == cue.verb and s.dep[j].startswith("nsubj")]
        nxt = self.skip(cue.last + 1)
        starts_phrase = nxt < len(s) and (
            s.word[nxt] in self.words.articles or s.name[nxt] >= 0 or s.pos[nxt] in ("PROPN", "NOUN")
        )
        return not subject and starts_phrase

    def _foreign_relative(self, i: int, cue: Cue | None) -> bool:
        """Whether a relative clause after a comma is the outlet's: it ends the sentence, and its tense does not follow the cue's."""
        s = self.sentence
        verb = next((j for j in range(i, len(s)) if "VerbForm=Fin" in s.morph[j] and s.pos[j] in ("VERB", "AUX")), None)
        if verb is None:
            return False
        resumed = next((j for j in range(verb, len(s)) if s.word[j] == "," and s.quote[j] < 0), None)
        if (
            resumed is not None
            and any("VerbForm=Fin" in s.morph[j] for j in range(resumed, len(s)))
            and s.dep[verb] != "ROOT"
        ):
            main = next((j for j in range(resumed, len(s)) if "VerbForm=Fin" in s.morph[j]), None)
            if main is not None and s.pos[main] in ("VERB", "AUX") and main < resumed + 4:
                return False
        return not any(tag in s.morph[verb] for tag in _PAST)

    def clause_start(self, i: int) -> int:
        """First token of the clause that holds ``i``: after a semicolon, a colon or a contrast."""
        s = self.sentence
        for j in range(i - 1, -1, -1):
            if s.quote[j] >= 0:
                continue
            if s.word[j] == ";" or (
                s.word[j] == ","
                and s.at(j + 1) in self.words.contrasts
                and s.at(j + 2) not in self.words.goes_on
                and s.at(j + 1) != "alors"
            ):
                return j + 1
        return 0

    def has_clause(self, first: int, last: int) -> bool:
        """Whether a token range holds a finite verb or a quotation."""
        s = self.sentence
        return any(
            s.quote[j] >= 0 or ("VerbForm=Fin" in s.morph[j] and s.pos[j] in ("VERB", "AUX")) or (s.pos[j] == "AUX")
            for j in range(max(0, first), last + 1)
        )
