"""Who a speaking pronoun stands for: the most recent compatible speaker or subject of the same article."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.lexicon import SpeechWords
from recoupe.annotate.links import make_link
from recoupe.annotate.sentences import NOMINAL, Sentence
from recoupe.annotate.sources import Finder, Source
from recoupe.records import Link

_REACH = 4  # sentences back; a pronoun further from its antecedent is left to the entity rules


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun may stand for: ``form`` is gender and number, ``?`` where the words do not tell."""

    link: Link
    form: str
    sentence: int
    speaks: bool
    start: int


class Memory:
    """Speakers and subjects met so far in one article."""

    def __init__(self, words: SpeechWords) -> None:
        self._words = words
        self._met: list[Candidate] = []

    def note(self, link: Link, form: str, sentence: int, speaks: bool) -> None:
        """Remember somebody named in a sentence."""
        self._met.append(Candidate(link, form, sentence, speaks, link.passage.start))

    def resolve(self, form: str, sentence: int, before: int, speaks: bool) -> Link | None:
        """The most recent compatible candidate that stands before an offset; speakers win inside one sentence."""
        best: tuple[tuple[int, int, int], Link] | None = None
        for c in self._met:
            if c.start >= before or sentence - c.sentence > _REACH or not _agree(form, c.form):
                continue
            rank = (c.sentence + (1 if speaks and c.speaks else 0), int(c.speaks), -c.start)
            if best is None or rank > best[0]:
                best = (rank, c.link)
        return best[1] if best else None

    def note_subjects(self, finder: Finder, number: int, language: str) -> None:
        """Remember the subjects of a sentence outside quotation marks that can speak."""
        s = finder.sentence
        for i in range(len(s)):
            if not s.dep[i].startswith("nsubj") or s.quote[i] >= 0 or (s.pos[i] not in NOMINAL and s.name[i] < 0):
                continue
            last = i
            while last + 1 < len(s) and s.name[last + 1] >= 0 and s.name[last + 1] == s.name[i]:
                last += 1
            left = finder.phrase_left(last)
            source = finder.phrase_right(left.first) if left is not None and not left.pronoun else left
            if source is None or source.pronoun or not finder.known(source):
                continue
            link = make_link(finder, source, None)
            if link.role != "document":
                self.note(link, form_of(s, source, self._words), number, False)


def form_of(sentence: Sentence, source: Source, words: SpeechWords) -> str:
    """Gender and number of a noun phrase, from its determiner, title and head noun: ``m``, ``f`` or ``?``, then ``s`` or ``p``."""
    gender, number = "?", "s"
    for j in range(source.first, source.last + 1):
        word, morph = sentence.word[j], sentence.morph[j]
        if word in words.of and j > source.first:
            break
        if word in words.coordinators:
            return "?p"
        if word in words.feminine:
            gender = "f"
        elif word in words.masculine:
            gender = "m"
        if "Number=Plur" in morph and sentence.pos[j] in ("DET", "NOUN"):
            number = "p"
        if gender == "?" and sentence.pos[j] in ("NOUN", "DET") and sentence.name[j] < 0:
            gender = "f" if "Gender=Fem" in morph else "m" if "Gender=Masc" in morph else "?"
    return gender + number


def _agree(pronoun: str, candidate: str) -> bool:
    if len(pronoun) == 1:
        return pronoun == candidate[1]
    return pronoun[1] == candidate[1] and (candidate[0] == "?" or pronoun[0] in (candidate[0], "?", "n"))
