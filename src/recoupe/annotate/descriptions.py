"""A sentence and its names -> descriptions of persons by office: "le président russe", "the mayor of X", "son homologue"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from recoupe.annotate.engine import Parse, end_of, start_of
from recoupe.annotate.names import Name
from recoupe.languages.countries import (
    country_like,
    country_named,
    country_of_capital,
    country_of_demonym,
    country_of_seat,
    place_key,
)
from recoupe.languages.names import WORD, NameWords, name_words
from recoupe.text import fold, fold_marks

_WEAK = frozenset(("head", "expert", "officer", "candidate", "other", "press", "artist", "justice", "faith", "lawmaker", "royal"))
"""Classes whose words are common nouns too: they count only with a complement or beside a name."""


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


@dataclass(frozen=True, slots=True)
class _Word:
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


def find_descriptions(parse: Parse, names: Sequence[Name]) -> list[Description]:
    """Descriptions of an article, in order, none inside another."""
    table = name_words(parse.language)
    text = fold_marks(parse.article.text)
    by_start = {n.start: n for n in names}
    out: list[Description] = []
    for sentence in parse.sentences():
        words = _words_of(text, sentence)
        at = 0
        while at < len(words):
            size, role = _role_at(words, at, table)
            while size > 1 and any(w.start in by_start for w in words[at + 1 : at + size]):
                size, role = _role_at(words[: at + size - 1], at, table)
            found = _describe(text, words, at, size, role, table, by_start) if size else None
            if found and (not out or found.start >= out[-1].end):
                out.append(found)
                while at < len(words) and words[at].start < found.end:
                    at += 1
            else:
                at += max(1, size)
    return out


def _words_of(text: str, sentence: TokenSpan) -> list[_Word]:
    tags: dict[int, Token] = {start_of(t): t for t in sentence if not t.is_space}
    start, end = start_of(sentence[0]), end_of(sentence[-1])
    out = []
    for match in WORD.finditer(text, start, end):
        token = tags.get(match.start())
        form = match.group()
        low = fold(form)
        if low.endswith("'s"):
            low = low[:-2]
        out.append(_Word(match.start(), match.end(), low, token.pos_ if token is not None else "X", form[:1].isupper()))
    return out


def _role_at(words: Sequence[_Word], at: int, table: NameWords) -> tuple[int, str]:
    """Size and class of the longest office that starts at a word; a plural counts as its singular."""
    for size in range(min(table.longest_role, len(words) - at), 0, -1):
        lows = tuple(w.low for w in words[at : at + size])
        if any(words[at + k].end + 2 < words[at + k + 1].start for k in range(size - 1)):
            continue
        role = table.roles.get(lows) or table.roles.get((*lows[:-1], lows[-1].removesuffix("s")))
        if role is None and size > 1:
            role = table.roles.get((lows[0].removesuffix("s"), *lows[1:-1], lows[-1].removesuffix("s")))
        if role and (size > 1 or words[at].tag in ("NOUN", "PROPN", "ADJ", "X")):
            return size, role
    return 0, ""


def _describe(
    text: str, words: Sequence[_Word], at: int, size: int, role: str, table: NameWords, names: dict[int, Name]
) -> Description | None:
    first, heads = _extend_left(words, at, table, names, text)
    last, more = _extend_right(text, words, at + size, table, names)
    heads += more
    end = words[last - 1].end
    start = words[first].start
    around = table.around
    before = words[first - 1] if first and text[words[first - 1].end : start].strip() == "" else None
    possessive = bool(before and before.low in around["possessives"])
    plural = tuple(w.low for w in words[at : at + size]) not in table.roles
    indefinite = bool(before and before.low in ("un", "une", "a", "an"))
    beside = any(0 <= n - end <= 2 and names[n].kind == "person" for n in range(end, end + 3) if n in names)
    apposed = text[max(0, start - 2) : start].strip() in (",", "(", "-", "–", "—") or text[:start].rstrip(" ").endswith((",", "("))
    complement = bool(heads) or last > at + size
    determined = bool(before and (before.low in around["determiners"] or possessive))
    if not (determined or beside or (apposed and complement) or (heads and first < at)):
        return None
    if role in _WEAK and not complement and not beside:
        return None
    if role == "counterpart" and not possessive and not heads:
        return None
    contracted = before is None or before.low.startswith(("du", "au", "des", "d'"))
    start_all = before.start if before and determined and not contracted else start
    head = next((h for h in heads if len(h) == 2 and h.isupper()), heads[0] if heads else None)
    return Description(start_all, end, text[start:end], role, head, possessive, not indefinite, plural)


def _extend_left(words: Sequence[_Word], at: int, table: NameWords, names: dict[int, Name], text: str) -> tuple[int, list[str]]:
    """First word of the office and the heads met: "ancien", "ex-", English modifiers and possessors."""
    heads: list[str] = []
    first = at
    inside = {i: n for n in names.values() for i in range(n.start, n.end)}
    while first and words[first].start - words[first - 1].end <= 1 and "," not in text[words[first - 1].end : words[first].start]:
        word = words[first - 1]
        name = inside.get(word.start)
        code = country_of_demonym(word.low) if word.low != "us" or word.capital else None
        if first > 1 and not code and words[first - 2].end + 1 >= word.start:
            code = country_of_demonym(f"{words[first - 2].low} {word.low}")
            if code:
                first -= 1
        if code:
            heads.append(code)
        elif word.low in table.around["before"]:
            pass
        elif name is not None and name.kind != "person" and table.roles.get(("spokesman",)):
            heads.append(head_of(text[name.start : name.end]) or "")
            while first > 1 and words[first - 2].start >= name.start:
                first -= 1
        elif word.tag in ("NOUN", "PROPN", "ADJ") and table.roles.get(("spokesman",)) and name is None and not _is_role(word, table):
            pass
        else:
            break
        first -= 1
    return first, [h for h in heads if h]


def _is_role(word: _Word, table: NameWords) -> bool:
    return (word.low,) in table.roles


def _extend_right(text: str, words: Sequence[_Word], at: int, table: NameWords, names: dict[int, Name]) -> tuple[int, list[str]]:
    """Word after the office and the heads met: adjectives, then complements "de la Défense", "of X"."""
    around, heads, depth = table.around, [], 0
    while at < len(words) and words[at - 1].end + 1 >= words[at].start and text[words[at - 1].end : words[at].start].strip() == "":
        word = words[at]
        code = country_of_demonym(word.low) if not word.capital else None
        if code:
            heads.append(code)
            at += 1
        elif word.tag == "ADJ" and not word.capital and word.start not in names:
            at += 1
        elif word.low in around["of"] and depth < 3:
            stop, head = _complement(text, words, at + 1, table, names)
            if stop is None:
                break
            heads += [head] if head else []
            at, depth = stop, depth + 1
        else:
            break
    return at, heads


def _complement(text: str, words: Sequence[_Word], at: int, table: NameWords, names: dict[int, Name]) -> tuple[int | None, str | None]:
    around = table.around
    while at < len(words) and words[at].low in around["determiners"] and words[at].start not in names:
        at += 1
    if at >= len(words):
        return None, None
    name = names.get(words[at].start)
    if name is not None:
        while at < len(words) and words[at].start < name.end:
            at += 1
        return at, head_of(text[name.start : name.end])
    word = words[at]
    if word.tag not in ("NOUN", "PROPN", "ADJ") or (word.tag == "ADJ" and not word.capital):
        return None, None
    at += 1
    head = word.low if word.capital else None
    if not re.match(r"[^\W\d_]", word.low) or _is_role(word, table):
        return None, None
    while at + 1 < len(words) and words[at].low in ("et", "and") and words[at + 1].low in ("de", "du", "des", "the", "la"):
        ahead = at + 2
        if ahead < len(words) and words[ahead].capital and words[ahead].start not in names:
            at = ahead + 1
        else:
            break
    return at, head
