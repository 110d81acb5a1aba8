"""A sentence and its names -> descriptions of persons by office: "le président russe", "the mayor of X", "son homologue"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recoupe.annotate.engine import Parse
from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.annotate.trimming import Name
from recoupe.languages.countries import (
    country_like,
    country_named,
    country_of_capital,
    country_of_demonym,
    country_of_seat,
    place_key,
)
from recoupe.languages.names import WORD, NameWords, name_words

_WEAK = frozenset(("head", "expert", "officer", "candidate", "other", "press", "artist", "justice", "faith", "lawmaker", "royal"))
"""Classes whose words are common nouns too: they count only with a complement or beside a name."""

_WITH_TO = frozenset(("ambassador", "head"))
"""Classes whose complement may be one of place or purpose: "ambassadeur à Paris", "conseiller à la sécurité"."""


@dataclass(frozen=True, slots=True)
class Description:
    """A description of one person: the whole span, its office without the article, class, and whose office it is."""

    start: int
    end: int
    role: str
    role_class: str
    head: str | None = None
    possessive: bool = False
    definite: bool = True
    plural: bool = False


class _Word(NamedTuple):
    start: int
    end: int
    low: str
    tag: str
    capital: bool


def head_of(form: str) -> str | None:
    """What identifies an office: the country's code for its names and capital, else the folded name."""
    code = country_named(form) or country_of_capital(form) or country_like(form)
    if code:
        return code
    return place_key(form) or None


def country_of_head(head: str | None) -> str | None:
    """Code of the country behind a head: itself, or the country of a seat of power."""
    if head is None:
        return None
    return head if len(head) == 2 and head.isupper() else country_of_seat(head)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence as it is searched: the article's text, the sentence's words, the word table, names by their start and inside them."""

    text: str
    words: Sequence[_Word]
    table: NameWords
    names: dict[int, Name]
    inside: dict[int, Name]


def find_descriptions(parse: Parse, names: Sequence[Name]) -> list[Description]:
    """Descriptions of an article, in order, none inside another."""
    table = name_words(parse.language)
    text = parse.marked
    by_start = {n.start: n for n in names}
    inside = {i: n for n in by_start.values() for i in range(n.start, n.end)}
    out: list[Description] = []
    for sentence in parse.sentences():
        if table.opening_forms.isdisjoint(WORD.findall(sentence.folded)):
            continue
        scene = _Scene(text, _words_of(text, sentence), table, by_start, inside)
        at = 0
        while at < len(scene.words):
            size, role = _role_at(scene, at)
            found = _describe(scene, at, size, role) if size else None
            if found and (not out or found.start >= out[-1].end):
                out.append(found)
                while at < len(scene.words) and scene.words[at].start < found.end:
                    at += 1
            else:
                at += max(1, size)
    return out


def _words_of(text: str, sentence: ParsedSentence) -> list[_Word]:
    tags: dict[int, Token] = {t.start: t for t in sentence if not t.is_space}
    start, end = sentence.start, sentence.end
    out = []
    for match in WORD.finditer(text, start, end):
        first, last = match.span()
        token = tags.get(first)
        low = sentence.folded[first - start : last - start].removesuffix("'s")
        out.append(_Word(first, last, low, token.pos if token is not None else "X", text[first].isupper()))
    return out


def _role_at(scene: _Scene, at: int) -> tuple[int, str]:
    """Size and class of the longest office that starts at a word, no name begun inside it; a plural counts as its singular."""
    words, table = scene.words, scene.table
    if words[at].low not in table.openers and words[at].low.removesuffix("s") not in table.openers:
        return 0, ""
    for size in range(min(table.longest_role, len(words) - at), 0, -1):
        lows = tuple(w.low for w in words[at : at + size])
        if any(words[at + k].end + 2 < words[at + k + 1].start for k in range(size - 1)):
            continue
        if any(w.start in scene.names for w in words[at + 1 : at + size]):
            continue
        role = table.roles.get(lows) or table.roles.get((*lows[:-1], lows[-1].removesuffix("s")))
        if role is None and size > 1:
            role = table.roles.get((lows[0].removesuffix("s"), *lows[1:-1], lows[-1].removesuffix("s")))
        if role and (size > 1 or words[at].tag in ("NOUN", "PROPN", "ADJ", "X")):
            return size, role
    return 0, ""


def _describe(scene: _Scene, at: int, size: int, role: str) -> Description | None:
    text, words, names, around = scene.text, scene.words, scene.names, scene.table.around
    first, heads = _extend_left(scene, at)
    last, more = _extend_right(scene, at + size, role in _WITH_TO)
    heads += more
    start, end = words[first].start, words[last - 1].end
    before = words[first - 1] if first and text[words[first - 1].end : start].strip() == "" else None
    possessive = bool(before and before.low in around["possessives"])
    determined = bool(before and (before.low in around["determiners"] or possessive))
    beside = any(names[n].kind == "person" for n in range(end, end + 3) if n in names)
    complement = bool(heads) or last > at + size
    apposed = text[:start].rstrip(" \u00a0\u202f").endswith((",", "(", "-", "–", "—"))
    if not (determined or beside or (apposed and complement) or (heads and first < at)):
        return None
    if role in _WEAK and not complement and not beside:
        return None
    if role == "counterpart" and not possessive and not heads:
        return None
    contracted = before is None or before.low.startswith(("du", "au", "des", "d'"))
    return Description(
        start=before.start if before and determined and not contracted else start,
        end=end,
        role=text[start:end],
        role_class=role,
        head=next((h for h in heads if len(h) == 2 and h.isupper()), heads[0] if heads else None),
        possessive=possessive,
        definite=not (before and before.low in ("un", "une", "a", "an")),
        plural=tuple(w.low for w in words[at : at + size]) not in scene.table.roles,
    )


def _extend_left(scene: _Scene, at: int) -> tuple[int, list[str]]:
    """First word of the office and the heads met: "ancien", "ex-", English modifiers and possessors."""
    words, table, text = scene.words, scene.table, scene.text
    english = ("spokesman",) in table.roles
    heads: list[str] = []
    first = at
    while first and words[first].start - words[first - 1].end <= 1 and text[words[first - 1].end] != ",":
        word = words[first - 1]
        name = scene.inside.get(word.start)
        code = country_of_demonym(word.low) if word.low != "us" or word.capital else None
        if first > 1 and not code and words[first - 2].end + 1 >= word.start:
            code = country_of_demonym(f"{words[first - 2].low} {word.low}")
            first -= code is not None
        if code:
            heads.append(code)
        elif english and name is not None and name.kind != "person":
            heads.append(head_of(text[name.start : name.end]) or "")
            while first > 1 and words[first - 2].start >= name.start:
                first -= 1
        elif word.low not in table.around["before"]:
            noun = word.tag in ("NOUN", "PROPN", "ADJ") and (word.low,) not in table.roles
            if not english or name is not None or not noun:
                break
        first -= 1
    return first, [h for h in heads if h]


def _extend_right(scene: _Scene, at: int, with_to: bool) -> tuple[int, list[str]]:
    """Word after the office and the heads met: adjectives, then complements "de la Défense", "of X"."""
    words, around = scene.words, scene.table.around
    heads: list[str] = []
    depth = 0
    while at < len(words) and scene.text[words[at - 1].end : words[at].start].strip() == "":
        word = words[at]
        code = country_of_demonym(word.low) if not word.capital else None
        if code:
            heads.append(code)
            at += 1
        elif word.tag == "ADJ" and not word.capital and word.start not in scene.names:
            at += 1
        elif word.low in around["of"] and depth < 3 and (with_to or not _is_to(scene, at)):
            stop, head = _complement(scene, at + 1)
            if stop is None:
                break
            heads += [head] if head else []
            at, depth = stop, depth + 1
        else:
            break
    return at, heads


def _is_to(scene: _Scene, at: int) -> bool:
    """Whether a preposition says where or to whom, no part of an office: but a portfolio may follow it ("au Numérique")."""
    after = scene.words[at + 1] if at + 1 < len(scene.words) else None
    portfolio = after is not None and after.capital and after.start not in scene.names
    return scene.words[at].low in ("a", "au", "aux", "at", "to") and not portfolio


def _complement(scene: _Scene, at: int) -> tuple[int | None, str | None]:
    """Word after a complement and what it names, or None where what follows "of" is none."""
    words, names = scene.words, scene.names
    while at < len(words) and words[at].low in scene.table.around["determiners"] and words[at].start not in names:
        at += 1
    if at >= len(words):
        return None, None
    name = names.get(words[at].start)
    if name is not None:
        while at < len(words) and words[at].start < name.end:
            at += 1
        return at, head_of(scene.text[name.start : name.end])
    word = words[at]
    named = word.tag in ("NOUN", "PROPN") or (word.tag == "ADJ" and word.capital)
    if not named or not word.low[0].isalpha() or (word.low,) in scene.table.roles:
        return None, None
    at += 1
    while at + 2 < len(words) and words[at].low in ("et", "and") and words[at + 1].low in ("de", "du", "des", "the", "la"):
        if not words[at + 2].capital or words[at + 2].start in names:
            break
        at += 3
    return at, word.low if word.capital else None
