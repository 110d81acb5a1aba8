"""Who a speaking pronoun stands for: the most recent compatible speaker or subject of the same article."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.annotate.lexicon import SpeechWords
from recoupe.annotate.links import make_link
from recoupe.annotate.sentences import NOMINAL, Sentence
from recoupe.annotate.sources import Finder, Source
from recoupe.records import Link, Mention
from recoupe.text import fold

_REACH = 4  # sentences back; a pronoun further from its antecedent is left to the entity rules


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun may stand for: ``form`` is gender and number, ``?`` where the words do not tell."""

    link: Link
    form: str
    sentence: int
    speaks: bool
    start: int
    kind: str = ""


class Memory:
    """Speakers and subjects met so far in one article."""

    def __init__(self, words: SpeechWords) -> None:
        self._words = words
        self._met: list[Candidate] = []
        self._seen: list[Candidate] = []

    def note(self, link: Link, finder: Finder, source: Source, sentence: int, speaks: bool) -> None:
        """Remember somebody named in a sentence."""
        form = form_of(finder.sentence, source, self._words)
        self._met.append(Candidate(link, form, sentence, speaks, link.passage.start, kind_of(finder, source)))

    def taken_up(self, finder: Finder, source: Source, link: Link, sentence: int) -> Link | None:
        """Whom a definite description without a name takes up: the last agency or medium, the only firm or person that fits."""
        kind = _description(finder, source, self._words) if link.kind == "role_only" else ""
        tied = self._tied(finder, link) if link.kind == "role_only" else None
        if tied is not None:
            return tied
        if not kind:
            return self._by_function(finder, source, link) if link.kind == "role_only" else None
        near = [c for c in self._met if c.start < link.passage.start and sentence - c.sentence <= _REACH and c.link.kind == "named"]
        if kind in ("agency", "medium"):
            return next((c.link for c in reversed(near) if c.link.role == kind), None)
        fits = [c for c in near if c.link.role == "speaker" and c.kind == kind]
        if kind == "person":
            form = form_of(finder.sentence, source, self._words)
            fits = [c for c in fits if _agree(form, c.form)] if self._is_alone(finder, form, link.passage.start) else []
        return fits[-1].link if len({c.link.name for c in fits}) == 1 else None

    def _is_alone(self, finder: Finder, form: str, before: int) -> bool:
        """Whether one person of that gender at most is named before an offset; a description of another country's is nobody's."""
        other = {c.link.name.split()[-1] for c in self._seen if form[0] != "?" and c.form[0] != form[0]}
        named = {m.form.split()[-1] for m in finder.mentions if m.kind == "person" and m.end <= before and not _describes(m)}
        described = any(m.start >= before and m.start < before + 4 and m.head for m in finder.mentions)
        return len(named - other) <= 1 and not described

    def _tied(self, finder: Finder, link: Link) -> Link | None:
        """The bearer to whom the mentions already tie a description."""
        at = next(
            (m for m in finder.mentions if m.start <= link.passage.start + 4 and m.end >= link.passage.end and m.refers_to is not None),
            None,
        )
        if at is None or at.refers_to is None or at.start < link.passage.start - 4:
            return None
        name = finder.mentions[at.refers_to].form
        return next((c.link for c in reversed((*self._seen, *self._met)) if c.link.kind == "named" and c.link.name in name), None)

    def _by_function(self, finder: Finder, source: Source, link: Link) -> Link | None:
        """The only person named before whose function is this noun alone: "la procureure" behind "X, procureure de Y"."""
        s = finder.sentence
        if source.last != source.first + 1 or s.word[source.first] not in self._words.articles:
            return None
        noun, before = s.word[source.last], link.passage.start
        bearers = {
            c.link.name: c.link for c in (*self._seen, *self._met) if c.kind == "person" and c.link.kind == "named" and c.start < before
        }
        named = [m for m in finder.mentions if m.role and m.refers_to is None and m.end <= before and fold(m.role).split()[0] == noun]
        held = {name: link for name, link in bearers.items() if any(name in m.form for m in named)}
        return next(iter(held.values())) if len(held) == 1 and len({m.form for m in named}) == 1 else None

    def resolve(self, form: str, sentence: int, before: int, speaks: bool) -> Link | None:
        """The most recent compatible candidate that stands before an offset; speakers win inside one sentence."""
        best: tuple[tuple[int, int, int], Link] | None = None
        for c in self._met:
            if c.start >= before or sentence - c.sentence > _REACH or not _agree(form, c.form):
                continue
            rank = (c.sentence + (1 if speaks and c.speaks else 0), int(c.speaks), -c.start)
            if best is None or rank > best[0]:
                best = (rank, c.link)
        return best[1] if best else self._only_fit(form, sentence, before)

    def _only_fit(self, form: str, sentence: int, before: int) -> Link | None:
        """The only person told of in this sentence or the one before whose name is of the pronoun's gender."""
        fits = [c.link for c in self._seen if c.start < before and sentence - c.sentence <= 1 and c.form == form]
        return fits[-1] if len({link.name for link in fits}) == 1 else None

    def note_subjects(self, finder: Finder, number: int, language: str) -> None:
        """Remember the subjects of a sentence outside quotation marks that can speak."""
        s = finder.sentence
        self._note_persons(finder, number)
        for i in [i for i, dep in enumerate(s.dep) if dep.startswith("nsubj")]:
            if s.quote[i] >= 0 or (s.pos[i] not in NOMINAL and s.name[i] < 0):
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
                self.note(link, finder, source, number, False)

    def _note_persons(self, finder: Finder, number: int) -> None:
        """Remember the persons of a sentence whose given names tell their gender, whatever they do in it."""
        s = finder.sentence
        for i in [i for i, name in enumerate(s.name) if name >= 0]:
            if finder.mentions[s.name[i]].kind == "person" and (i == 0 or s.name[i - 1] != s.name[i]) and s.quote[i] < 0:
                last = max(j for j in range(i, len(s)) if s.name[j] == s.name[i])
                source = Source(i, last)
                gender = given_gender(s, source, self._words)
                if gender != "?":
                    link = make_link(finder, source, None)
                    self._seen.append(Candidate(link, f"{gender}s", number, False, link.passage.start, "person"))


def form_of(sentence: Sentence, source: Source, words: SpeechWords) -> str:
    """Gender and number of a noun phrase, from its determiner, title and head noun: ``m``, ``f`` or ``?``, then ``s`` or ``p``."""
    number, gender = "s", given_gender(sentence, source, words)
    for j in range(source.first, source.last + 1):
        word, morph = sentence.word[j], sentence.morph[j]
        if word in words.of and j > source.first:
            break
        if word in words.coordinators:
            return "?p"
        if gender == "?":
            gender = "f" if word in words.feminine else "m" if word in words.masculine else "?"
        if "Number=Plur" in morph and sentence.pos[j] in ("DET", "NOUN") and sentence.name[j] < 0:
            number = "p"
        if gender == "?" and sentence.pos[j] in ("NOUN", "DET") and sentence.name[j] < 0:
            gender = "f" if "Gender=Fem" in morph else "m" if "Gender=Masc" in morph else "?"
    return gender + number


def _agree(pronoun: str, candidate: str) -> bool:
    if len(pronoun) == 1:
        return pronoun == candidate[1]
    return pronoun[1] == candidate[1] and (candidate[0] == "?" or pronoun[0] in (candidate[0], "?", "n"))


def given_gender(sentence: Sentence, source: Source, words: SpeechWords) -> str:
    """``f`` or ``m`` where the phrase has a given name of that gender, which tells more than the article of a title, else ``?``."""
    places = [*range(source.first, source.last + 1), *(range(source.apposed[0], source.apposed[1] + 1) if source.apposed else ())]
    for j in places:
        if sentence.raw[j][0].isupper():
            given = sentence.word[j].partition(" ")[0].partition("-")[0]
            if given in words.given_feminine:
                return "f"
            if given in words.given_masculine:
                return "m"
        if sentence.word[j] in words.of and j > source.first and source.apposed is None:
            break
    return "?"


def kind_of(finder: Finder, source: Source) -> str:
    """``person``, or ``firm`` for another name that is no place of the tables, else empty."""
    if finder.person(source.first, source.last) is not None or (source.apposed and finder.person(*source.apposed) is not None):
        return "person"
    names = {finder.mentions[finder.sentence.name[j]].kind for j in range(source.first, source.last + 1) if finder.sentence.name[j] >= 0}
    return "firm" if names and "person" not in names and names != {"place"} else ""


def _description(finder: Finder, source: Source, words: SpeechWords) -> str:
    """What a definite phrase without a name can take up: ``agency``, ``medium``, ``firm``, ``person`` or nothing."""
    s, kinds = finder.sentence, words.sources
    phrase = [s.word[j] for j in range(source.first, source.last + 1)]
    if phrase[0] not in words.articles or phrase[0] in words.indefinite:
        return ""
    plain = [w for w in phrase if w not in words.articles | words.former]
    size = next((n for n, w in enumerate(plain) if w in words.of), len(plain))
    ends = {plain[0], plain[size - 1]} if size else set()  # the noun: first in French, last in English
    for kind, nouns in (("agency", kinds.agency), ("medium", kinds.medium), ("firm", kinds.firms)):
        if ends & nouns:
            return kind if len(plain) == 1 else ""
    if any(s.name[j] >= 0 and finder.mentions[s.name[j]].kind == "person" for j in range(source.first, source.last + 1)):
        return ""
    told = any(w in words.former for w in phrase) and size == len(plain)
    return "person" if ends & kinds.anaphoric or told or _tells_age(finder, source, words) else ""


def _tells_age(finder: Finder, source: Source, words: SpeechWords) -> bool:
    start, end = finder.sentence.start[source.first], finder.sentence.end[source.last]
    return fold(finder.text[start:end]).endswith(tuple(words.ages))


def _describes(mention: Mention) -> bool:
    return mention.refers_to is not None or (mention.role is not None and fold(mention.form).endswith(fold(mention.role)))
