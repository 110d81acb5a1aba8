"""Words of reported speech (``languages/*/speech.toml``) and the verb forms made from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from msgspec import Struct, field

from recoupe.languages import load_words
from recoupe.text import fold

Words = frozenset[str]


class Conjugation(Struct, frozen=True):
    """Endings that replace an infinitive's suffix."""

    suffix: str
    endings: tuple[str, ...]
    cut: int | None = None


class Phrase(Struct, frozen=True, rename={"kind": "class"}):
    """A verb that speaks together with the words after it: "faire savoir", "point out"."""

    verb: tuple[str, ...]
    tail: tuple[tuple[str, ...], ...]
    kind: str
    nominal: bool = True


class Preposition(Struct, frozen=True):
    """Words before a source: "selon"; ``keep`` of them belong to the source, ``strict`` asks for a known source and a comma."""

    words: tuple[str, ...]
    verb: str = "say"
    keep: int = 0
    strict: bool = False


class SourceWords(Struct, frozen=True):
    """Nouns that tell what a source is."""

    agency: Words
    agency_marks: Words
    other_agencies: Words
    medium: Words
    document: Words
    platforms: Words
    anonymous: Words
    agencies: Words
    people: Words
    offices: Words
    anaphoric: Words
    firms: Words
    plural_collective: Words


class SpeechWords(Struct, frozen=True):
    """One language's words of reported speech; see the comments of ``languages/fr/speech.toml``."""

    that: Words
    relatives: Words
    subject_relatives: Words
    coordinators: Words
    contrasts: Words
    goes_on: Words
    of: Words
    to: Words
    by: Words
    of_infinitive: Words
    clitics: Words
    reflexives: Words
    negations: Words
    negated_by: Words
    have: Words
    be: Words
    been: Words
    modals: Words
    infinitive_marks: Words
    inverted: Words
    inverted_fill: Words
    as_words: Words
    articles: Words
    indefinite: Words
    skipped: Words
    asides: tuple[str, ...]
    aside_words: Words
    quantities: Words
    remarks: Words
    occasions: Words
    indefinite_pronouns: Words
    relays: Words
    gerund_marks: Words
    there: Words
    whether: Words
    questions: Words
    possessives: Words
    such: Words
    addressing: Words
    place_prepositions: Words
    document_prepositions: Words
    first_person: Words
    pronouns: dict[str, str]
    anaphors: tuple[str, ...]
    feminine: Words
    masculine: Words
    titles: Words
    titled_prepositions: Words
    prepositional_titles: Words
    cited_by: Words
    citing: Words
    made_by: Words
    light: Words
    refusing: Words
    headings: Words
    recordings: Words
    idioms: Words
    not_sources: Words
    unheard: Words
    seen_by: Words
    interviews: Words
    interview_with: Words
    told: Words
    assemblies: Words
    accredited: Words
    accredited_to: Words
    subordinating: Words
    naming: Words
    nicknaming: Words
    informed: Words
    impersonal: Words
    news_nouns: Words
    given_feminine: Words
    given_masculine: Words
    neutral_titles: Words
    ages: Words
    former: Words
    own: Words
    prepositions: tuple[Preposition, ...]
    phrases: tuple[Phrase, ...]
    conjugations: tuple[Conjugation, ...]
    irregular: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]
    uses: dict[str, Words]
    sources: SourceWords
    appositive_that_less: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of speech: its infinitive, its class, and what it may govern."""

    name: str
    kind: str
    uses: Words


@cache
def speech_words(language: str) -> SpeechWords:
    """The speech table of one language."""
    table: SpeechWords = load_words(language, "speech", SpeechWords)
    return table


@cache
def verb_forms(language: str) -> dict[str, Verb]:
    """Every folded form of every verb of speech; where two verbs share a form the one listed first keeps it."""
    words = speech_words(language)
    uses = {name: frozenset(fold(v) for v in verbs) for name, verbs in words.uses.items()}
    irregular = {fold(name): forms for name, forms in words.irregular.items()}
    out: dict[str, Verb] = {}
    for kind, verbs in words.verbs.items():
        for name in map(fold, verbs):
            verb = Verb(name=name, kind=kind, uses=frozenset(use for use, members in uses.items() if name in members))
            forms = irregular.get(name) or conjugate(name, words.conjugations)
            for form in (name, *forms):
                out.setdefault(fold(form), verb)
    return out


def conjugate(name: str, conjugations: tuple[Conjugation, ...]) -> tuple[str, ...]:
    """Forms of a regular verb by the first conjugation whose suffix it has; a verb of no conjugation has its name alone."""
    for rule in conjugations:
        if name.endswith(rule.suffix):
            cut = len(rule.suffix) if rule.cut is None else rule.cut
            stem = name[: len(name) - cut]
            return tuple(stem + ending for ending in rule.endings)
    return (name,)
