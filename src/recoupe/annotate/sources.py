"""Noun phrases around a cue -> the links of an attribution: who or what is named as source, in which role, how well named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recoupe.annotate.lexicon import SpeechWords
from recoupe.annotate.sentences import DASHES, NOMINAL, Sentence
from recoupe.records import Link, LinkKind, LinkRole, Mention, Passage

_LONGEST = 8  # words of a name; a longer one says nothing sharper and is cut before its last complements
_PEOPLE = ("person", "organization", "place")


@dataclass(frozen=True, slots=True)
class Source:
    """A source's noun phrase, tokens ``first`` to ``last``; ``apposed`` is a second name for it; ``pronoun`` asks to be resolved."""

    first: int
    last: int
    apposed: tuple[int, int] | None = None
    pronoun: bool = False

    @property
    def end(self) -> int:
        """Last token of the phrase with its apposition."""
        return max(self.last, self.apposed[1]) if self.apposed else self.last

    @property
    def begin(self) -> int:
        """First token of the phrase with its apposition."""
        return min(self.first, self.apposed[0]) if self.apposed else self.first


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds noun phrases in one sentence and turns them into links."""

    article: str
    text: str
    sentence: Sentence
    mentions: Sequence[Mention]
    words: SpeechWords

    # ------------------------------------------------------------ phrases

    def phrase_right(self, i: int) -> Source | None:
        """The noun phrase that begins at token ``i``, with the name apposed to it."""
        s = self.sentence
        begin = i
        while s.is_mark(i):
            i += 1
        if i >= len(s) or (s.is_stop(i) and not s.is_mark(i)):
            return None
        if s.word[i] in self.words.pronouns and s.name[i] < 0:
            return Source(i, i, pronoun=True)
        last = self._walk_right(i)
        if last < i or not any(s.pos[j] in NOMINAL or s.name[j] >= 0 for j in range(i, last + 1)):
            return None
        del begin
        return Source(i, last, apposed=self._apposed_right(last))

    def _walk_right(self, i: int) -> int:
        s, last, j, nouns = self.sentence, i - 1, i, 0
        while j < len(s):
            word = s.word[j]
            if s.time[j] >= 0 and s.name[j] < 0:
                break
            if s.name[j] >= 0 or (s.pos[j] in NOMINAL and word not in self.words.of):
                last, nouns = j, nouns + 1
            elif word in self.words.articles and (
                nouns == 0 or s.at(j - 1) in self.words.of | self.words.coordinators | self.words.titled_prepositions
            ):
                pass
            elif word in self.words.of and nouns:
                pass
            elif word in self.words.coordinators and nouns and self._goes_on(j):
                pass
            elif s.raw[j] in DASHES and nouns and s.end[j - 1] == s.start[j]:
                pass
            elif s.pos[j] == "PRON" and nouns == 0 and j == i and s.at(j) not in self.words.relatives:
                pass
            elif s.is_mark(j) and nouns and s.same_quote(i, j) is False:
                break
            elif word in self.words.titled_prepositions and nouns and self._titled(i, j):
                pass
            elif word in ("'s", "’s") or (s.pos[j] in ("PART",) and word == "'"):
                pass
            else:
                break
            j += 1
        return last

    def _goes_on(self, j: int) -> bool:
        s, k = self.sentence, j + 1
        while k < len(s) and s.word[k] in self.words.articles:
            k += 1
        return (
            k < len(s)
            and s.time[k] < 0
            and (s.name[k] >= 0 or s.pos[k] in ("NOUN", "PROPN"))
            and s.word[j] not in self.words.contrasts
        )

    def _titled(self, i: int, j: int) -> bool:
        s = self.sentence
        recent = [s.word[k] for k in range(max(i, j - 2), j)]
        return any(w in self.words.prepositional_titles for w in recent) and not s.is_stop(j + 1)

    def _apposed_right(self, last: int) -> tuple[int, int] | None:
        s, j = self.sentence, last + 1
        if s.at(j) == "(":
            close = next((k for k in range(j, min(j + 14, len(s))) if s.word[k] == ")"), None)
            if close is None:
                return None
            j = close + 1
        if s.at(j) != ",":
            return None
        end = self._walk_right(j + 1)
        if end <= j:
            return None
        after = s.at(end + 1)
        stop = (
            end + 1 >= len(s)
            or (s.is_stop(end + 1))
            or after in self.words.relatives
            or after in self.words.document_prepositions
        )
        if not stop:
            return None
        if self._person(j + 1, end) is not None and not self._person(last, last):
            return (j + 1, end)
        title = s.at(j + 1) in self.words.sources.people or s.at(j + 2) in self.words.sources.people
        return (j + 1, end) if title and s.name[last] >= 0 else None

    def phrase_left(self, j: int) -> Source | None:
        """The noun phrase that ends at token ``j``; a pronoun stands for itself."""
        s, words = self.sentence, self.words
        last = j
        if s.at(j) == ")":
            j = next((k for k in range(j, max(-1, j - 14), -1) if s.word[k] == "("), 0) - 1
            last = j
        if j < 0:
            return None
        if s.word[j] in words.pronouns and s.name[j] < 0:
            return Source(j, j, pronoun=True)
        first = j + 1
        while j >= 0:
            word = s.word[j]
            if s.time[j] >= 0 and s.name[j] < 0:
                break
            nominal = s.name[j] >= 0 or (s.pos[j] in NOMINAL and word not in words.of)
            joined = s.raw[j] in DASHES and j > 0 and s.end[j - 1] == s.start[j]
            if nominal or word in words.articles or word in words.of or joined or word in ("'s",):
                first = j
            elif (
                word in words.coordinators
                and word not in words.contrasts
                and first == j + 1
                and j > 0
                and self._joins(j)
            ):
                first = j
            elif word in words.titled_prepositions and j > 0 and self._titled(max(0, j - 2), j):
                first = j
            elif s.word[j] in (")", "(") and first <= j + 1 and first < last:
                first = j
            else:
                break
            j -= 1
        while first <= last and (
            s.word[first] in words.coordinators
            or (s.pos[first] in ("ADP", "ADV", "CCONJ", "PUNCT") and s.name[first] < 0)
        ):
            first += 1
        return Source(first, last) if first <= last else None

    def _joins(self, j: int) -> bool:
        s = self.sentence
        return s.name[j - 1] >= 0 or s.pos[j - 1] in ("NOUN", "PROPN")

    def _person(self, first: int, last: int) -> int | None:
        """Index of the mention of a person in a token range, not one that only complements another noun."""
        s = self.sentence
        for j in range(first, last + 1):
            m = s.name[j]
            if m >= 0 and self.mentions[m].kind == "person":
                start = j
                while start > first and s.name[start - 1] == m:
                    start -= 1
                if s.at(start - 1) in self.words.of and start > first:
                    continue
                return m
        return None

    # ------------------------------------------------------------ links

    def known(self, source: Source) -> bool:
        """Whether a phrase is one that can speak: a name, a pronoun, a medium, a document, people."""
        s, kinds = self.sentence, self.words.sources
        if source.pronoun:
            return True
        for j in range(source.first, source.last + 1):
            if s.name[j] >= 0 and self.mentions[s.name[j]].kind in _PEOPLE and s.at(j - 1) not in self.words.of:
                return True
            word = s.word[j]
            if (
                word in kinds.people
                or word in kinds.medium
                or word in kinds.document
                or word in kinds.agency
                or word in kinds.anonymous
            ):
                return True
            if word in self.words.of:
                break
        return source.apposed is not None

    def link(self, source: Source, cue: str | None, role: LinkRole | None = None) -> Link:
        """The link for a noun phrase: its name tight, as written."""
        s = self.sentence
        first, last = source.first, source.last
        head = (first, last)
        person = self._person(first, last)
        if person is None and source.apposed is not None:
            person = self._person(*source.apposed)
        whole = self._head_words(*head)
        role = role or self._role(whole)
        named: tuple[int, int] | None = None
        if person is not None:
            named = self._tokens_of(person)
        elif role in ("agency", "medium"):
            named = self._proper_name(first, last) or (self._proper_name(*source.apposed) if source.apposed else None)
        elif source.apposed is not None and self._proper_name(first, last) is None:
            named = self._proper_name(*source.apposed)
        first, last = named or self._trim(first, last)
        start, end = s.start[first], s.end[last]
        if person is not None and named is not None:
            mention = self.mentions[person]
            start, end = self._head_of(mention)
        kind = self._kind(source, first, last, named is not None or person is not None)
        return Link(
            name=self.text[start:end],
            role=role,
            kind=kind,
            passage=Passage(article=self.article, start=start, end=end),
            cue=cue,
        )

    def _head_of(self, mention: Mention) -> tuple[int, int]:
        if mention.head and mention.head != mention.form:
            at = self.text.find(mention.head, mention.start, mention.end)
            if at >= 0:
                return at, at + len(mention.head)
        return mention.start, mention.end

    def _tokens_of(self, mention: int) -> tuple[int, int]:
        places = [j for j in range(len(self.sentence)) if self.sentence.name[j] == mention]
        return places[0], places[-1]

    def _proper_name(self, first: int, last: int) -> tuple[int, int] | None:
        """The last stretch of capitalised words that is not a complement: "KCNA" in "l'agence officielle KCNA"."""
        s, j = self.sentence, last
        while j >= first and (s.name[j] >= 0 or s.raw[j][0].isupper() or s.raw[j] in DASHES):
            j -= 1
        if j == last or j < first - 1:
            return None
        j += 1
        return (j, last) if s.at(j - 1) not in self.words.of or j == first else None

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        s = self.sentence
        while (
            first < last
            and (s.word[first] in self.words.articles or s.word[first] in self.words.titles and s.pos[first] != "PROPN")
            and not self._inside_name(first)
        ):
            first += 1
        if last - first >= _LONGEST:
            cut = [j for j in range(first + 2, first + _LONGEST) if s.word[j] in self.words.of]
            last = cut[-1] - 1 if cut else first + _LONGEST - 1
        return first, last

    def _inside_name(self, j: int) -> bool:
        s = self.sentence
        return s.name[j] >= 0 and j > 0 and s.name[j - 1] == s.name[j]

    def _head_words(self, first: int, last: int) -> list[str]:
        """Words up to the first complement: the head noun and its adjectives."""
        s, out = self.sentence, []
        for j in range(first, last + 1):
            if s.word[j] in self.words.of and out:
                break
            if s.word[j] not in self.words.articles:
                out.append(s.word[j])
        return out

    def _role(self, head: list[str]) -> LinkRole:
        kinds = self.words.sources
        nouns = head[:3]
        if any(w in kinds.agency for w in nouns):
            return "agency"
        if any(w in kinds.document for w in nouns[:2]):
            return "document"
        if any(w in kinds.medium for w in nouns):
            return "medium"
        if any(w in kinds.agencies for w in head) and len(head) <= 2:
            return "agency"
        return "speaker"

    def _kind(self, source: Source, first: int, last: int, named: bool) -> LinkKind:
        s, kinds = self.sentence, self.words.sources
        span = range(source.first, source.last + 1)
        if any(s.word[j] in kinds.anonymous for j in span) and not named:
            return "anonymous"
        if named or s.name[first] >= 0:
            return "named"
        if s.word[first] in kinds.plural_collective or "Number=Plur" in s.morph[first]:
            return "collective"
        if s.at(source.first) in self.words.indefinite:
            return "anonymous"
        return "role_only"


def move_role(link: Link, role: LinkRole) -> Link:
    """The same link in another role."""
    return replace_link(link, role=role)


def replace_link(link: Link, **changes: object) -> Link:
    """A copy of a link with some fields changed."""
    import msgspec

    return msgspec.structs.replace(link, **changes)


__all__ = ["Finder", "Source", "move_role", "replace", "replace_link"]
