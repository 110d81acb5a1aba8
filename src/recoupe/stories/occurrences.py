"""Articles and their mentions -> every occurrence of a name, with what its page tells about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recoupe.languages.countries import country_named, place_key
from recoupe.languages.names import name_words, role_class
from recoupe.records import Annotations, Article, EntityKind, Mention
from recoupe.stories.spelling import core_tokens, name_tokens
from recoupe.text import fold, fold_marks, sentence_at

OFFICE_VOTE = 10
"""Votes for a person by a page that gives the name an office, against one by the model."""

Place = tuple[int, int]
"""A mention: index of its article, index among the article's mentions."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention with its surroundings: the sentence it stands in, its office, and whether that office is said to be past."""

    place: Place
    mention: Mention
    sentence: int | None
    office: str | None = None
    country: str | None = None
    former: bool = False
    kin: bool = False


@dataclass(slots=True)
class Spelling:
    """All occurrences of one kind of name under one folded spelling."""

    kind: EntityKind
    tokens: tuple[str, ...]
    found: list[Occurrence] = field(default_factory=list)

    @property
    def articles(self) -> set[int]:
        """Indices of the articles that use it."""
        return {o.place[0] for o in self.found}

    @property
    def offices(self) -> Counter[tuple[str, str | None]]:
        """Offices with their countries that pages give its bearer."""
        return Counter((o.office, o.country) for o in self.found if o.office)


def is_description(mention: Mention) -> bool:
    """Whether a mention describes a person by office instead of naming."""
    return mention.kind == "person" and mention.role is not None and fold(mention.form).endswith(fold(mention.role))


def is_metonym(article: Article, mention: Mention) -> bool:
    """Whether a capital's name stands for its country here: everywhere but where the words before say a place."""
    if mention.kind != "place" or not mention.head or country_named(mention.form):
        return False
    table = name_words((article.language or "fr")[:2]).around
    before = name_tokens(article.text[max(0, mention.start - 24) : mention.start].rsplit("\n", 1)[-1])
    return not (before and before[-1] in table["locative"])


def occurrences(articles: Sequence[Article], notes: Mapping[str, Annotations]) -> list[Occurrence]:
    """Every mention of every article, in order."""
    out = []
    for a, article in enumerate(articles):
        note = notes.get(article.id)
        if note is None:
            continue
        language = note.language or "fr"
        around = name_words(language).around
        heads = {m.refers_to: m.head for m in note.mentions if m.refers_to is not None and m.head and is_description(m)}
        for i, mention in enumerate(note.mentions):
            tokens = set(name_tokens(mention.role or ""))
            before = name_tokens(fold_marks(article.text[max(0, mention.start - 30) : mention.start]).rsplit("\n", 1)[-1])
            out.append(
                Occurrence(
                    place=(a, i),
                    mention=mention,
                    sentence=sentence_at(note.sentences, mention.start),
                    office=role_class(mention.role, language) if mention.role else None,
                    country=mention.head if is_description(mention) else heads.get(i),
                    former=not tokens.isdisjoint(around["former"]),
                    kin=not set(before[-3:]).isdisjoint(around["kin"]),
                )
            )
    return out


def spellings(found: Sequence[Occurrence]) -> dict[tuple[EntityKind, tuple[str, ...]], Spelling]:
    """Names by kind and folded words; a word that persons bear in its article is theirs, whatever the model called it."""
    votes: dict[tuple[str, ...], Counter[EntityKind]] = defaultdict(Counter)
    surnames: dict[int, set[str]] = defaultdict(set)
    everywhere: set[str] = set()
    for o in found:
        votes[name_tokens(place_key(o.mention.form))][o.mention.kind] += OFFICE_VOTE if o.office else 1
        tokens = core_tokens(o.mention.form)
        if o.mention.kind == "person" and len(tokens) > 1 and not is_description(o.mention):
            surnames[o.place[0]] |= {tokens[0], tokens[-1]}
            everywhere.add(tokens[-1])
    out: dict[tuple[EntityKind, tuple[str, ...]], Spelling] = {}
    for o in found:
        if is_description(o.mention):
            continue
        plain = name_tokens(place_key(o.mention.form))
        kind = max(sorted(votes[plain].items()), key=lambda v: v[1])[0]
        if len(plain) == 1 and not o.mention.head and (plain[0] in surnames[o.place[0]] or plain[0] in everywhere):
            kind = "person"
        if kind == "other" and 1 < len(plain) < 4 and plain[0] in surnames[o.place[0]] and not set(plain) - _capitals(o.mention.form):
            kind = "person"
        tokens = name_key(o.mention, kind)
        out.setdefault((kind, tokens), Spelling(kind, tokens)).found.append(o)
    return dict(sorted(out.items()))


def _capitals(form: str) -> set[str]:
    return {fold(w) for w in re.findall(r"[^\W_]+", form) if w[0].isupper()}


def name_key(mention: Mention, kind: EntityKind) -> tuple[str, ...]:
    """Folded words that identify a name: without particles, leading articles and, of a place, what kind of place it is."""
    if kind == "person":
        return core_tokens(mention.form)
    tokens = name_tokens(place_key(mention.form)) or name_tokens(mention.form)
    if kind == "place" and not mention.head:
        nouns = name_words("fr").around["place_nouns"] | name_words("en").around["place_nouns"]
        return tuple(t for t in tokens if t not in nouns and t not in ("de", "du", "d", "of")) or tokens
    return tokens
