"""Words of a sentence -> reporting cues: the verb group, its class and its form (finite, passive, gerund, participle)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from recoupe.annotate.lexicon import Phrase, SpeechWords, Verb, speech_words, verb_forms
from recoupe.annotate.sentences import Sentence

Form = Literal["finite", "passive", "gerund", "participle", "infinitive"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: tokens ``first`` to ``last`` are its group, ``verb`` the lexical verb, ``pronoun`` an inverted subject."""

    verb: int
    first: int
    last: int
    form: Form
    entry: Verb
    reflexive: bool = False
    negated: bool = False
    shared: bool = False
    pronoun: int | None = None
    phrase: bool = False

    def may(self, use: str) -> bool:
        """Whether the verb may govern something: ``nominal``, ``quoted``, ``infinitive``, or is ``loose``."""
        return use in self.entry.uses


def find_cues(sentence: Sentence, words: SpeechWords, language: str) -> list[Cue]:
    """Reporting verbs of one sentence, in order."""
    forms, phrase_verbs = verb_forms(language), _phrase_verbs(language)
    out: list[Cue] = []
    for i in [i for i, word in enumerate(sentence.word) if word in forms or word in phrase_verbs]:
        word = sentence.word[i]
        if out and i <= out[-1].last:
            continue
        phrase = _phrase_at(sentence, i, words) if word in phrase_verbs else None
        entry = None if phrase else forms.get(sentence.word[i])
        if phrase is None and (entry is None or not _is_verb(sentence, i, words, language)):
            continue
        if phrase is not None:
            uses = frozenset(("nominal",)) if phrase[0].nominal else frozenset[str]()
            entry = Verb(name=" ".join((phrase[0].verb[0], *phrase[1])), kind=phrase[0].kind, uses=uses)
            last = i + len(phrase[1])
        else:
            last = i
        assert entry is not None
        cue = _group(sentence, i, last, entry, words, language, phrase is not None)
        if cue is not None:
            out.append(cue)
    return out


@cache
def _phrase_verbs(language: str) -> frozenset[str]:
    return frozenset(form for phrase in speech_words(language).phrases for form in phrase.verb)


def _phrase_at(sentence: Sentence, i: int, words: SpeechWords) -> tuple[Phrase, tuple[str, ...]] | None:
    for phrase in words.phrases:
        if sentence.word[i] in phrase.verb:
            for tail in phrase.tail:
                if sentence.word[i + 1 : i + 1 + len(tail)] == tail:
                    return phrase, tail
    return None


def _is_verb(sentence: Sentence, i: int, words: SpeechWords, language: str) -> bool:
    if sentence.name[i] >= 0 and sentence.pos[i] not in ("VERB", "AUX"):
        return False
    before = sentence.at(i - 1)
    if sentence.pos[i] in ("VERB", "AUX"):
        return not (before in words.articles and before not in words.clitics)
    if language == "en":
        return False
    if before in words.have or before in words.inverted or (before in words.be and sentence.at(i - 2) in words.reflexives):
        return True
    if before in words.clitics and sentence.at(i - 2) not in words.of and i + 1 < len(sentence) and sentence.pos[i] == "NOUN":
        return sentence.pos[i + 1] in ("NUM", "DET") or sentence.word[i + 1] in words.that
    after = sentence.at(i + 1)
    if i and i + 1 < len(sentence) and before not in words.articles | words.of and not sentence.raw[i][0].isupper():
        opens = after in words.that or after == ":" or (sentence.pos[i + 1] == "AUX" and "VerbForm=Inf" in sentence.morph[i + 1])
        if opens and sentence.raw[i][-1] not in "és" and not sentence.word[i].endswith("ant"):
            return True
    follows = sentence.is_stop(i - 1) and i > 0 and not sentence.raw[i][0].isupper()
    return follows and (sentence.at(i + 1) in words.articles or sentence.name[min(i + 1, len(sentence) - 1)] >= 0)


def _group(sentence: Sentence, i: int, last: int, entry: Verb, words: SpeechWords, language: str, phrase: bool) -> Cue | None:
    first, auxiliary = _auxiliary(sentence, i, words)
    reflexive = any(sentence.word[j] in words.reflexives for j in range(max(0, first - 2), i)) and language == "fr"
    while first > 0 and sentence.at(first - 1) in words.clitics and sentence.pos[first - 1] in ("PRON", "ADV", "PART"):
        first -= 1
    pronoun = next((j for j in range(first, i + 1) if sentence.word[j] in words.inverted), None) if language == "fr" else None
    if pronoun is None and language == "fr" and sentence.at(last + 1) in words.inverted:
        pronoun = last = last + 1
    elif language == "fr" and sentence.at(last + 1) in words.inverted_fill and sentence.at(last + 2) in words.inverted:
        pronoun = last = last + 2
    form = _form(sentence, i, auxiliary, reflexive, words, language)
    shared = False
    if form == "participle" and sentence.at(first - 1) in words.coordinators | {","} and _shares(sentence, i, words):
        form, shared = "finite", True
    negated = any(sentence.word[j] in words.negations for j in range(max(0, first - 1), i))
    if form == "infinitive":
        opened = _light(sentence, i, words)
        if opened is None:
            return None
        first, form = opened, "finite"
        negated = any(sentence.word[j] in words.negations | words.refusing for j in range(max(0, first - 2), i))
    if "reflexive_only" in entry.uses and not reflexive and pronoun is None:
        return None
    if sentence.at(first - 1) in words.negated_by:
        return None
    return Cue(i, first, last, form, entry, reflexive, negated, shared, pronoun, phrase)


def _auxiliary(sentence: Sentence, i: int, words: SpeechWords) -> tuple[int, str]:
    """Where the verb group begins and what auxiliary it has: ``have``, ``be``, ``been``, ``modal`` or none."""
    found, at, j, steps = "", i, i - 1, 0
    aside = False
    while j >= 0 and steps < 9:
        word = sentence.word[j]
        if word in words.been:
            found, at = "been", j
        elif word in words.have and sentence.pos[j] in ("AUX", "VERB"):
            return j, "been" if found == "been" else "have"
        elif word in words.be and sentence.pos[j] in ("AUX", "VERB"):
            found, at = found or "be", j
        elif word in words.modals and sentence.pos[j] in ("AUX", "PART", "VERB"):
            return j, "modal"
        elif word == ",":
            aside = not aside
        elif (
            not (
                word in words.skipped
                or word in words.clitics
                or word in words.inverted
                or word in words.inverted_fill
                or sentence.pos[j] == "ADV"
                or sentence.time[j] >= 0
                or (aside and sentence.pos[j] in ("ADP", "PRON", "NOUN", "DET"))
                or (steps < 4 and word in words.aside_words)
            )
            or found
        ):
            break
        j, steps = j - 1, steps + 1
    return at, found


def _form(sentence: Sentence, i: int, auxiliary: str, reflexive: bool, words: SpeechWords, language: str) -> Form:
    word, morph = sentence.word[i], sentence.morph[i]
    if auxiliary == "modal":
        return "infinitive"
    if language == "en":
        if word.endswith("ing"):
            return "gerund" if auxiliary not in ("be", "been") else "finite"
        if auxiliary in ("be", "been"):
            return "passive"
        if auxiliary == "have":
            return "finite"
        return "participle" if sentence.dep[i] in ("acl", "amod") and "VerbForm=Part" in morph else "finite"
    if auxiliary == "have":
        return "finite"
    if auxiliary in ("be", "been"):
        return "finite" if reflexive else "passive"
    if word.endswith(("ant", "ants")):
        return "gerund"
    if word.endswith(("er", "ir", "re", "oir")) and ("VerbForm=Inf" in morph or "VerbForm" not in morph):
        return "infinitive"
    participle = sentence.raw[i].lower().endswith(("é", "ée", "és", "ées"))
    irregular = "VerbForm=Part" in morph and word.endswith(("s", "ue", "ues", "it", "ite", "ites", "u", "i", "ie"))
    if participle or (irregular and sentence.dep[i] in ("acl", "amod", "conj") and not reflexive):
        return "participle"
    return "finite"


def _shares(sentence: Sentence, i: int, words: SpeechWords) -> bool:
    """Whether a bare participle continues an earlier verb group with "avoir": "a remercié ... et souligné que"."""
    if sentence.dep[i] == "conj" and sentence.pos[sentence.head[i]] == "VERB" and sentence.head[i] < i:
        head = sentence.head[i]
        return any(sentence.word[j] in words.have for j in range(max(0, head - 6), head))
    return any(sentence.at(j) in words.that for j in range(i + 1, i + 4)) and any(sentence.word[j] in words.have for j in range(i))


def _light(sentence: Sentence, i: int, words: SpeechWords) -> int | None:
    """First token of a light verb before an infinitive that still reports: "se borne à dire"; None when the saying is not said to be."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if sentence.word[j] in words.light and sentence.pos[j] in ("VERB", "AUX"):
            first, _ = _auxiliary(sentence, j, words)
            while first > 0 and sentence.at(first - 1) in words.clitics:
                first -= 1
            return first
        if sentence.pos[j] not in ("ADP", "PRON", "ADV", "PART", "SCONJ"):
            return None
    return None
