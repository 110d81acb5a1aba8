"""The constructions of reported speech, one function each: cue and sentence in, what is reported and by whom out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recoupe.annotate.cues import Cue
from recoupe.annotate.lexicon import Preposition, SpeechWords
from recoupe.annotate.scopes import Reach
from recoupe.annotate.sentences import Sentence
from recoupe.annotate.sources import Finder, Source


@dataclass(frozen=True, slots=True)
class Report:
    """What one cue reports: scope, cue and region (where its time may stand) as token ranges, sources nearest to the fact first."""

    scope: tuple[int, int]
    cue: tuple[int, int]
    region: tuple[int, int]
    source: Source
    verb: str
    pattern: str
    negated: bool = False
    further: tuple[Source, ...] = field(default=())
    before: tuple[Source, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the reports of one sentence."""

    finder: Finder
    reach: Reach
    sentence: Sentence
    words: SpeechWords
    cues: Sequence[Cue]
    language: str

    def read(self) -> list[Report]:
        """All reports of the sentence, in the order of their cues."""
        out: list[Report] = []
        for cue in self.cues:
            report = self.read_cue(cue, out)
            if report is not None and report.scope[0] <= report.scope[1]:
                out.append(report)
        for i in range(len(self.sentence)):
            for preposition in self.words.prepositions:
                if self.sentence.word[i : i + len(preposition.words)] == preposition.words:
                    report = self.read_preposition(i, preposition)
                    if report is not None and report.scope[0] <= report.scope[1]:
                        out.append(report)
                    break
        extra = self.read_colon(out)
        return sorted([*out, *extra], key=lambda r: (r.cue, r.scope))

    # ------------------------------------------------------------ verbs

    def read_cue(self, cue: Cue, earlier: Sequence[Report]) -> Report | None:
        """The report of one verb: incise first, then passive, then subject and complement."""
        if cue.form in ("passive", "participle"):
            return self.read_passive(cue)
        incise = self.read_incise(cue, earlier) if cue.form == "finite" and not cue.shared else None
        if incise is not None:
            return incise
        source = self.subject(cue, earlier)
        if source is None or (self.sentence.quote[cue.verb] >= 0 and self.sentence.same_quote(source.last, cue.verb)):
            return None
        return self.read_complement(cue, source)

    def read_incise(self, cue: Cue, earlier: Sequence[Report]) -> Report | None:
        """ "P, a dit X", "« P », a-t-il dit", "P, X said": the content stands before, and may go on after."""
        s, words = self.sentence, self.words
        source, first = self._incise_source(cue)
        if source is None or first <= 0:
            return None
        before = first - 1
        while before >= 0 and (s.word[before] in words.as_words or s.word[before] == "l'"):
            before -= 1
        if before < 1 or not (s.is_stop(before) or s.is_mark(before)) or s.word[before] in (":", "("):
            return None
        start = max([0, *(r.region[1] + 1 for r in earlier if r.pattern == "incise")])
        while start < before and (s.is_stop(start) and not s.is_mark(start)):
            start += 1
        last = before
        while last > start and s.is_stop(last) and not s.is_mark(last):
            last -= 1
        if last < start or (
            cue.pronoun is None
            and not self.reach.has_clause(start, last)
            and s.kind not in ("title", "subheading", "lead")
        ):
            return None
        end = max(cue.last, source.end)
        region_end = self._region_end(end)
        rest = self._resumes(region_end + 1, start, last)
        scope = (start, len(s) - 1 if rest else last)
        return Report(scope, (cue.first, cue.last), (first, region_end), source, cue.entry.kind, "incise", cue.negated)

    def _incise_source(self, cue: Cue) -> tuple[Source | None, int]:
        s, words = self.sentence, self.words
        if s.quote[cue.verb] >= 0:
            return None, 0
        if cue.pronoun is not None:
            return Source(cue.pronoun, cue.pronoun, pronoun=True), cue.first
        at = self.reach.skip(cue.last + 1)
        marked = any(s.is_mark(j) for j in range(max(0, cue.first - 3), cue.first))
        if self.language == "en" and s.at(cue.first - 1) != "," and not s.is_mark(cue.first - 1):
            left = self.finder.phrase_left(cue.first - 1)
            if left is None or left.first < 2:
                return None, 0
            after = self._after_english(cue)
            if not s.is_stop(after) or s.at(after) == ":" or s.is_mark(after):
                return None, 0
            return left, left.first
        if not (s.is_stop(cue.first - 1) or s.at(cue.first - 1) in words.as_words | {"l'"}) and not s.is_mark(
            cue.first - 1
        ):
            return None, 0
        subject = [
            j for j in range(cue.first) if s.head[j] == cue.verb and s.dep[j].startswith("nsubj") and s.quote[j] < 0
        ]
        if subject and not marked:
            return None, 0
        if (
            at >= len(s)
            or s.is_stop(at)
            and not s.is_mark(at)
            or s.word[at] in words.that
            or self.reach.infinitive_at(at)
        ):
            return None, 0
        if s.word[at] in words.of or s.pos[at] == "ADP":
            return None, 0
        source = self.finder.phrase_right(at)
        if source is None or (source.pronoun and self.language == "fr"):
            return None, 0
        after = source.end + 1
        if after < len(s) and (s.word[after] in words.that or self.reach.infinitive_at(after) and not marked):
            return None, 0
        if cue.may("loose") and not marked and not self.finder.known(source):
            return None, 0
        return source, cue.first

    def _after_english(self, cue: Cue) -> int:
        s = self.sentence
        at = self.reach.skip(cue.last + 1)
        if at < len(s) and not s.is_stop(at) and s.word[at] not in self.words.that:
            addressee = self.finder.phrase_right(at)
            if addressee is not None and cue.entry.name in (
                "tell",
                "inform",
                "brief",
                "remind",
                "assure",
                "warn",
                "ask",
            ):
                at = self.reach.skip(addressee.last + 1)
        return at

    def _region_end(self, end: int) -> int:
        """Last token of the words around a source that tell where, when and through whom it spoke."""
        s = self.sentence
        at = self.reach.skip(end + 1)
        if at < len(s) and s.word[at] in self.words.of and at > end + 1:
            at = end + 1
        last = at - 1
        while last > end and s.is_stop(last):
            last -= 1
        return last

    def _resumes(self, i: int, start: int, last: int) -> bool:
        """Whether the content goes on after an incise: a quotation follows, or what stood before was no clause yet."""
        s = self.sentence
        while i < len(s) and s.is_stop(i) and not s.is_mark(i):
            if s.word[i] in (";", ".", ":"):
                return False
            i += 1
        if i >= len(s):
            return False
        if s.is_mark(i) or (s.quote[i] >= 0 and s.quote[i] == s.quote[last]):
            return True
        if s.at(i) in self.words.coordinators and s.is_mark(i + 1):
            return True
        finite = any("VerbForm=Fin" in s.morph[j] and s.pos[j] in ("VERB", "AUX") for j in range(start, last + 1))
        return not finite and any("VerbForm=Fin" in s.morph[j] for j in range(i, len(s)))

    def read_passive(self, cue: Cue) -> Report | None:
        """ "X est accusé par Y de P", "P a été évoqué par Y"."""
        s, words = self.sentence, self.words
        if cue.form == "participle" and "nominal" not in cue.entry.uses:
            return None
        at = next(
            (j for j in range(cue.last + 1, min(cue.last + 12, len(s))) if s.word[j] in words.by and s.pos[j] == "ADP"),
            None,
        )
        if at is None or any("VerbForm=Fin" in s.morph[j] for j in range(cue.last + 1, at)):
            return None
        source = self.finder.phrase_right(at + 1)
        if source is None or not self.finder.known(source):
            return None
        if cue.form == "participle" and s.dep[cue.verb] != "ROOT":
            return None
        after = source.end + 1
        if after < len(s) and (self.reach.infinitive_at(after) or s.word[after] in words.of):
            scope = (after, self.reach.end(after, cue))
        else:
            first = self.reach.clause_start(cue.first)
            scope = (first, cue.first - 1)
        return Report(
            scope, (cue.first, cue.last), (cue.first, source.end), source, cue.entry.kind, "passive", cue.negated
        )

    # ------------------------------------------------------------ subject and complement

    def subject(self, cue: Cue, earlier: Sequence[Report]) -> Source | None:
        """Who governs a verb: shared with an earlier one, a pronoun, an antecedent, the phrase before it."""
        s, words = self.sentence, self.words
        if cue.pronoun is not None:
            return Source(cue.pronoun, cue.pronoun, pronoun=True)
        j = self._before_asides(cue.first - 1)
        if cue.shared or s.at(j) in words.coordinators and cue.form == "finite" and self._conjoined(cue):
            return self._shared_subject(cue, earlier)
        if s.at(j) in words.first_person:
            return None
        if s.at(j) in words.subject_relatives and s.quote[j] == s.quote[cue.verb]:
            j -= 1
            if s.at(j) == ",":
                j -= 1
            return self.finder.phrase_left(j)
        if cue.form == "gerund":
            near = self.finder.phrase_left(j) if j >= 0 and not s.is_stop(j) else None
            if near is not None and near.last == cue.first - 1 and not near.pronoun:
                return near
            return self._shared_subject(cue, earlier)
        if j >= 0 and not s.is_stop(j) and not s.is_mark(j):
            near = self.finder.phrase_left(j)
            return self._widen(near) if near is not None else self._parsed_subject(cue)
        return self._parsed_subject(cue) or self._across_commas(j)

    def _before_asides(self, j: int) -> int:
        s, words = self.sentence, self.words
        while j >= 0:
            if s.word[j] == "," and j > 0:
                opened = next((k for k in range(j - 1, max(-1, j - 8), -1) if s.word[k] == ","), None)
                if opened is not None and (
                    " ".join(s.word[opened + 1 : j]).replace("' ", "'") in words.asides
                    or all(s.time[k] >= 0 or s.word[k] in words.articles for k in range(opened + 1, j))
                ):
                    j = opened - 1
                    continue
                return j
            if (
                s.pos[j] == "ADV"
                and s.word[j] not in words.that
                and s.word[j] not in words.relatives
                or (s.word[j] in words.clitics and s.pos[j] == "PRON" and s.word[j] not in words.pronouns)
            ):
                j -= 1
            elif s.time[j] >= 0 and s.name[j] < 0:
                j -= 1
            elif s.is_mark(j):
                j -= 1
            else:
                return j
        return j

    def _conjoined(self, cue: Cue) -> bool:
        s = self.sentence
        return s.dep[cue.verb] == "conj" or not any(
            s.head[j] == cue.verb and s.dep[j].startswith("nsubj") for j in range(cue.first)
        )

    def _shared_subject(self, cue: Cue, earlier: Sequence[Report]) -> Source | None:
        s = self.sentence
        head, seen = s.head[cue.verb], 0
        while seen < 4:
            found = next((r.source for r in earlier if r.cue[0] <= head <= r.cue[1] and r.pattern != "incise"), None)
            if found is not None:
                return found
            subject = [j for j in range(head) if s.head[j] == head and s.dep[j].startswith("nsubj") and s.quote[j] < 0]
            if subject and subject[-1] < cue.first:
                return self._around(subject[0])
            if s.head[head] == head:
                break
            head, seen = s.head[head], seen + 1
        previous = [r.source for r in earlier if r.pattern not in ("incise", "preposition") and r.cue[1] < cue.first]
        if previous:
            return previous[-1]
        verb = next((j for j in range(cue.first) if "VerbForm=Fin" in s.morph[j] and s.quote[j] < 0), None)
        if verb is not None and verb > 0:
            near = self._before_asides(verb - 1)
            return self._widen(self.finder.phrase_left(near)) if near >= 0 and not s.is_stop(near) else None
        return None

    def _parsed_subject(self, cue: Cue) -> Source | None:
        s = self.sentence
        verbs = {cue.verb, *(j for j in range(cue.first, cue.last + 1))}
        subject = [
            j
            for j in range(cue.first)
            if s.head[j] in verbs and s.dep[j].startswith("nsubj") and s.same_quote(j, cue.verb)
        ]
        return self._around(subject[0]) if subject else None

    def _around(self, j: int) -> Source | None:
        s = self.sentence
        if s.word[j] in self.words.first_person:
            return None
        if s.word[j] in self.words.pronouns and s.name[j] < 0:
            return Source(j, j, pronoun=True)
        if s.word[j] in self.words.relatives:
            k = j - 1 if s.at(j - 1) != "," else j - 2
            return self.finder.phrase_left(k) if k >= 0 else None
        left = self.finder.phrase_left(j)
        first = left.first if left is not None and not left.pronoun else j
        return self.finder.phrase_right(first)

    def _across_commas(self, j: int) -> Source | None:
        """The phrase at the head of the clause, when an apposition stands between it and the verb."""
        s = self.sentence
        if s.at(j) != ",":
            return None
        first = max((k + 1 for k in range(j) if s.word[k] in (";", ":") and s.quote[k] < 0), default=0)
        while first < j and (
            s.word[first] in self.words.coordinators | self.words.contrasts or s.pos[first] in ("ADV", "SCONJ")
        ):
            first += 1
        if s.pos[first] == "ADP" or any("VerbForm=Fin" in s.morph[k] for k in range(first, j)):
            return self._widen(self.finder.phrase_left(j - 1))
        return self.finder.phrase_right(first)

    def _widen(self, near: Source | None) -> Source | None:
        """Add the title before a name: "le porte-parole du Kremlin, Dmitri Peskov, a dit"."""
        s = self.sentence
        if near is None or near.pronoun or s.at(near.first - 1) != ",":
            return near
        before = self.finder.phrase_left(near.first - 2) if near.first >= 2 else None
        if before is None or before.pronoun or before.last != near.first - 2 or not self.finder.known(before):
            return near
        opens = before.first == 0 or s.is_stop(before.first - 1) or s.pos[before.first - 1] in ("CCONJ", "SCONJ")
        return (
            replace(before, apposed=(near.first, near.last))
            if opens and self.finder._person(near.first, near.last) is not None
            else near
        )

    def read_complement(self, cue: Cue, source: Source) -> Report | None:
        """What follows the verb: a clause, an infinitive, a colon, a quotation, or a noun that carries the news."""
        found = self._complement(cue)
        if found is None:
            return None
        kind, start = found
        s = self.sentence
        known = self.finder.known(source)
        if kind in ("clause", "colon") and (cue.may("no_clause") or (cue.may("loose") and not known)):
            return None
        if kind == "infinitive" and not cue.may("infinitive"):
            return None
        end = self.reach.end(start, cue)
        if kind in ("nominal", "infinitive"):
            quoted = any(s.is_mark(j) for j in range(start, end + 1))
            allowed = (
                kind == "infinitive"
                or cue.may("reflexive_nominal" if cue.reflexive else "nominal")
                or (quoted and (cue.may("quoted") or cue.may("nominal")))
            )
            if not allowed or not known:
                return None
        region = (min(source.begin, cue.first), max(start - 1, cue.last))
        return Report((start, end), (cue.first, cue.last), region, source, cue.entry.kind, kind, cue.negated)

    def _complement(self, cue: Cue) -> tuple[str, int] | None:
        s, words = self.sentence, self.words
        near = self.reach.skip(cue.last + 1, phrases=False)
        at = self.reach.skip(cue.last + 1)
        if at >= len(s) and near >= len(s):
            return None
        far = self._addressed(at)
        for i in (near, at, far):
            if i < len(s) and s.word[i] in words.that:
                return "clause", i + 1
            if s.at(i) in words.to and s.at(i + 1) == "ce" and s.at(i + 2) in words.that:
                return "clause", i + 3
            if s.at(i) in ("si", "s'", "if", "whether") and cue.entry.kind == "ask":
                return "clause", i + 1
            if s.at(i) == ":" and i + 1 < len(s):
                return "colon", i + 1
        if self.language == "en":
            clause = self._english_clause(cue)
            if clause is not None:
                return "clause", clause
        if near < len(s) and self.reach.infinitive_at(near):
            return "infinitive", near
        if cue.may("infinitive"):
            reached = next(
                (
                    j
                    for j in range(near, min(near + 9, len(s)))
                    if self.reach.infinitive_at(j) and s.word[j] in words.of_infinitive
                ),
                None,
            )
            if reached is not None and not any(s.is_stop(j) for j in range(near, reached)):
                return "infinitive", near
        if near < len(s) and (not s.is_stop(near) or s.is_mark(near)):
            return "nominal", near
        return None

    def _addressed(self, at: int) -> int:
        s = self.sentence
        if at >= len(s) or s.is_stop(at):
            return at
        addressee = self.finder.phrase_right(at)
        if addressee is None or not self.finder.known(addressee):
            return at
        after = self.reach.skip(addressee.end + 1)
        return after if s.at(after) in self.words.that else at

    def _english_clause(self, cue: Cue) -> int | None:
        s = self.sentence
        head = next((j for j in range(cue.last + 1, len(s)) if s.head[j] == cue.verb and s.dep[j] == "ccomp"), None)
        if head is None:
            return None
        first = min(j for j in range(cue.last + 1, head + 1) if j == head or self._under(j, head))
        return first

    def _under(self, j: int, head: int) -> bool:
        for _ in range(12):
            if self.sentence.head[j] == head:
                return True
            if self.sentence.head[j] == j:
                return False
            j = self.sentence.head[j]
        return False

    # ------------------------------------------------------------ prepositions and colons

    def read_preposition(self, i: int, preposition: Preposition) -> Report | None:
        """ "Selon X, P", "P, selon X", "P1, selon X, P2"."""
        s, words = self.sentence, self.words
        size = len(preposition.words)
        at = i + size - preposition.keep
        if at >= len(s):
            return None
        if s.at(at) in words.subject_relatives and s.at(i - 1) == ",":
            antecedent = self.finder.phrase_left(i - 2)
            source = antecedent if antecedent is not None and self.finder.known(antecedent) else None
            if source is None:
                return None
            return Report(
                (at + 1, self.reach.end(at + 1)), (i, i + size - 1), (i, at), source, preposition.verb, "relative"
            )
        source = self.finder.phrase_right(at)
        if source is None or self._no_source(source, preposition):
            return None
        opens = i == 0 or s.is_stop(i - 1) or s.is_mark(i - 1) or s.word[i - 1] in words.coordinators | words.contrasts
        if preposition.strict and not (opens and self._strict(source)):
            return None
        further, before, end = self.extend(source)
        return self._preposition_report(i, size, source, preposition, (further, before), end)

    def _preposition_report(
        self,
        i: int,
        size: int,
        source: Source,
        preposition: Preposition,
        others: tuple[tuple[Source, ...], tuple[Source, ...]],
        end: int,
    ) -> Report | None:
        s, words = self.sentence, self.words
        first = self.reach.clause_start(i)
        while first < i and (
            s.word[first] in words.coordinators | words.contrasts or (s.is_stop(first) and not s.is_mark(first))
        ):
            first += 1
        after = end + 1
        if s.at(after) == "," or s.at(after) == ":":
            after += 1
        back = i - 1
        while back >= first and s.is_stop(back) and not s.is_mark(back):
            back -= 1
        content = after < len(s) and not (s.is_stop(after) and not s.is_mark(after))
        if back < first:
            scope = (after, self.reach.end(after)) if content else (0, -1)
        elif s.word[back] in words.subject_relatives:
            scope = (after, self._to_comma(after)) if content else (0, -1)
        elif not content or self._detached(after, first, back):
            scope = (first, back)
        else:
            scope = (first, self.reach.end(after))
        return Report(
            scope,
            (i, i + size - 1),
            (i, end),
            source,
            preposition.verb,
            "preposition",
            further=others[0],
            before=others[1],
        )

    def _to_comma(self, i: int) -> int:
        s = self.sentence
        return next((j - 1 for j in range(i, len(s)) if s.word[j] == "," and s.quote[j] < 0), self.reach.end(i))

    def _detached(self, i: int, first: int, back: int) -> bool:
        """Whether what follows "P, selon X" is a remark on it and no part of P."""
        s, words = self.sentence, self.words
        if s.is_mark(i):
            return False
        word = s.word[i]
        if not any("VerbForm=Fin" in s.morph[j] for j in range(first, back + 1)):
            return False
        return (
            word.endswith("ant")
            or word.endswith("ing")
            or word in words.relatives
            or word in words.coordinators
            or s.pos[i] in ("SCONJ", "CCONJ")
        )

    def _no_source(self, source: Source, preposition: Preposition) -> bool:
        s = self.sentence
        if source.pronoun:
            return preposition.keep > 0
        heads = [
            s.word[j]
            for j in range(source.first, min(source.first + 3, source.last + 1))
            if s.word[j] not in self.words.articles
        ]
        return (
            any(h in self.words.not_sources for h in heads[:1])
            or s.word[source.first] in self.words.that
            or all(s.time[j] >= 0 for j in range(source.first, source.last + 1))
        )

    def _strict(self, source: Source) -> bool:
        s = self.sentence
        after = s.at(source.end + 1)
        if after != ",":
            return False
        if source.pronoun:
            return True
        names = {self.finder.mentions[s.name[j]].kind for j in range(source.first, source.last + 1) if s.name[j] >= 0}
        head = next(
            (s.word[j] for j in range(source.first, source.last + 1) if s.word[j] not in self.words.articles), ""
        )
        return "person" in names or head in self.words.sources.people

    def extend(self, source: Source) -> tuple[tuple[Source, ...], tuple[Source, ...], int]:
        """Who stands behind a source: "une vidéo publiée par X" (further out), "X, qui cite Y" (nearer to the fact)."""
        s, words = self.sentence, self.words
        end, further, before = source.end, [], []
        at = end + 1
        if s.at(at) == "," and (s.at(at + 1) in words.cited_by or s.at(at + 1) in words.made_by):
            at += 1
        if s.at(at) in words.made_by or s.at(at) in words.cited_by:
            by = next((j for j in range(at, min(at + 12, len(s))) if s.word[j] in words.by and s.pos[j] == "ADP"), None)
            maker = self.finder.phrase_right(by + 1) if by is not None else None
            if maker is not None and by is not None:
                further.append(maker)
                end = maker.end
            else:
                end = max(end, self._region_end(at))
        at = end + 1
        if s.at(at) == ",":
            at += 1
        if s.at(at) in words.subject_relatives:
            at += 1
        if s.at(at) in words.citing and at > end + 1:
            cited = self.finder.phrase_right(at + 1)
            if cited is not None:
                before.append(cited)
                end = cited.end
        return tuple(further), tuple(before), end

    def read_colon(self, earlier: Sequence[Report]) -> list[Report]:
        """ "X : « P »" and "Bilan du ministère : P"."""
        s, words = self.sentence, self.words
        at = next((j for j in range(1, len(s) - 1) if s.word[j] == ":" and s.quote[j] < 0), None)
        if at is None or any(r.scope[0] == at + 1 or r.cue[0] <= at <= r.scope[1] for r in earlier):
            return []
        quoted = s.is_mark(at + 1)
        head = [s.word[j] for j in range(at) if s.word[j] not in words.articles][:3]
        if any(h in words.headings for h in head):
            begin = next((j for j in range(1, at) if s.word[j] in words.by), None) or next(
                (j for j in range(1, at) if s.word[j] in words.of), None
            )
            source = self.finder.phrase_right(begin + 1) if begin is not None else None
            if source is not None and self.finder.known(source) and source.end < at:
                return [Report((at + 1, self.reach.end(at + 1)), (0, at), (0, at), source, "say", "heading")]
        if not quoted:
            return []
        source = self.finder.phrase_right(0)
        if source is None or source.pronoun or source.end != at - 1 or not self.finder.known(source):
            return []
        return [Report((at + 1, self.reach.end(at + 1)), (at, at), (0, at), source, "say", "colon")]
