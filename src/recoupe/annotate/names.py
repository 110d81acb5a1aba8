"""The model's named spans -> repaired names: trimmed to the name, split where two are joined, one kind a name in an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import accumulate

from recoupe.annotate.engine import Parse
from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.annotate.trimming import Name, Page, in_tables, is_capitalised, is_no_name, trim
from recoupe.languages.countries import country_like, country_named, country_of_capital, country_of_seat, place_key
from recoupe.languages.names import NameWords, name_words
from recoupe.records import EntityKind
from recoupe.text import fold

KINDS: dict[str, EntityKind] = {
    "PER": "person", "PERSON": "person", "LOC": "place", "GPE": "place", "FAC": "place", "ORG": "organization",
    "MISC": "other", "PRODUCT": "product", "EVENT": "event", "WORK_OF_ART": "other",
}  # fmt: skip
_WORD_BEFORE = re.compile(r"\b([^\W\d_]+) $")
_WORDS_BEFORE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|[^\s\w]")
_WORD_AFTER = re.compile(r"[ -][^\W\d_]+")


def find_names(parse: Parse) -> list[Name]:
    """Names of an article, in order, none overlapping another."""
    text = parse.marked
    table = name_words(parse.language)
    page = Page(text, table.around, *_token_maps(parse))
    found: list[Name] = []
    for start, end, label in parse.entities:
        if kind := KINDS.get(label):
            found += trim(page, Name(start, end, kind))
    found = _drop_false_openings(page, found)
    found += _names_left_out(parse, text, found, table)
    found = _settle_kinds(text, _split_joints(text, _disjoint(_complete(text, found))), table)
    if (parse.article.language or parse.language)[:2] != parse.language:
        found = [n for n in found if _is_sure(text, n)]
    return found


def _token_maps(parse: Parse) -> tuple[frozenset[int], dict[int, Token]]:
    tokens = {t.start: t for sentence in parse.parsed for t in sentence if not t.is_space}
    firsts = (next((t for t in sentence if t.text[:1].isalnum()), None) for sentence in parse.parsed)
    return frozenset(t.start for t in firsts if t is not None), tokens


def _is_sure(text: str, name: Name) -> bool:
    """Whether a name found by the model of another language is one: in the tables, in capitals, or of several capitalised words."""
    form = text[name.start : name.end]
    several = name.kind in ("person", "place", "organization") and is_capitalised(form)
    return in_tables(form) or form.isupper() or several


def _drop_false_openings(page: Page, names: list[Name]) -> list[Name]:
    """Leave out single words that open a sentence, are no proper nouns and are named nowhere else."""
    text = page.text
    inside = {fold(text[n.start : n.end]) for n in names if n.start not in page.openings}
    out = []
    for name in names:
        form = text[name.start : name.end]
        token = page.tokens.get(name.start)
        plain = name.start in page.openings and " " not in form and token is not None and token.pos != "PROPN"
        if plain and fold(form) not in inside and not in_tables(form) and not form.isupper():
            continue
        out.append(name)
    return out


def _names_left_out(parse: Parse, text: str, names: list[Name], table: NameWords) -> list[Name]:
    """Capitalised words that the model left out: known names of the article or of the tables, and runs of proper nouns."""
    taken = sorted((n.start, n.end) for n in names)
    starts, furthest = [start for start, _ in taken], list(accumulate((end for _, end in taken), max))
    known = {fold(text[n.start : n.end]): n.kind for n in names}
    surnames = {fold(text[n.start : n.end]).split()[-1]: n.kind for n in names if n.kind == "person"}
    out: list[Name] = []
    for sentence in parse.parsed:
        for run in _capital_runs(sentence):
            start, end = run[0].start, run[-1].end
            before = bisect_left(starts, end)
            if before and start < furthest[before - 1]:
                continue
            form = text[start:end]
            low = fold(form)
            kind: EntityKind | None = known.get(low) or surnames.get(low)
            if kind is None and in_tables(form) and not (len(form) < 3 and not form.isupper()):
                kind = "place"
            opens = run[0].i == sentence[0].i
            if opens and len(run) == 1 and run[0].pos in ("DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "VERB", "AUX", "NUM"):
                continue
            if kind is None and not opens and all(t.pos == "PROPN" for t in run):
                kind = "organization" if form.isupper() else "other"
            if kind and not is_no_name(form) and low not in table.around["never"] and low not in table.around["titles"] and len(form) > 1:
                out.append(Name(start, end, kind))
    return out


def _capital_runs(sentence: ParsedSentence) -> list[list[Token]]:
    """Runs of capitalised words inside a sentence that is not set in capitals as a whole."""
    capitals = [t for t in sentence.tokens if t.text[0].isupper()]
    if not capitals:
        return []
    letters = [t.text for t in sentence.tokens if t.is_alpha and len(t.text) > 3]
    if len(letters) > 3 and sum(text[0].isupper() for text in letters) > 0.6 * len(letters):
        return []
    runs: list[list[Token]] = []
    for token in capitals:
        if not token.text[-1].isalnum():
            continue
        if runs and runs[-1][-1].i + 1 == token.i:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _complete(text: str, names: list[Name]) -> list[Name]:
    """Persons' names that the model cut short, completed to a longer name that the article has elsewhere."""
    known = {place_key(text[n.start : n.end]) for n in names if n.kind == "person"}
    out = []
    for name in names:
        if name.kind == "person":
            before = _WORD_BEFORE.search(text, max(0, name.start - 24), name.start)
            after = _WORD_AFTER.match(text, name.end)
            if before and place_key(text[before.start(1) : name.end]) in known:
                name = replace(name, start=before.start(1))
            elif after and place_key(text[name.start : after.end()]) in known:
                name = replace(name, end=after.end())
        out.append(name)
    return out


def _disjoint(names: list[Name]) -> list[Name]:
    out: list[Name] = []
    for name in sorted(set(names), key=lambda n: (n.start, -n.end, n.kind)):
        if out and name.start < out[-1].end:
            continue
        out.append(name)
    return out


def _split_joints(text: str, names: list[Name]) -> list[Name]:
    """Names joined by a hyphen ("Durand-Martin talks") -> one each, where each part is named apart in the article."""
    alone = Counter(place_key(text[n.start : n.end]) for n in names)
    lasts = {fold(text[n.start : n.end]).split()[-1] for n in names if n.kind == "person" and " " in text[n.start : n.end]}
    out = []
    for name in names:
        form = text[name.start : name.end]
        parts = form.split("-")
        if 2 <= len(parts) <= 3 and " " not in form and all(p[:1].isupper() and len(p) > 1 for p in parts):
            known = [alone[place_key(p)] > 0 or fold(p) in lasts or in_tables(p) for p in parts]
            if all(known) and not in_tables(form):
                at = name.start
                for part in parts:
                    kind = _table_kind(part) or ("person" if fold(part) in lasts else name.kind)
                    out.append(Name(at, at + len(part), kind))
                    at += len(part) + 1
                continue
        out.append(name)
    return out


def _table_kind(form: str) -> EntityKind | None:
    if country_named(form) or country_of_capital(form) or country_like(form):
        return "place"
    return "organization" if country_of_seat(form) else None


def _settle_kinds(text: str, names: list[Name], table: NameWords) -> list[Name]:
    """One kind for one form: the tables first, then the noun before a name, then the vote of the article."""
    votes: dict[str, Counter[EntityKind]] = {}
    keys = [place_key(text[n.start : n.end]) for n in names]
    for name, key in zip(names, keys, strict=True):
        told = _noun_before(text, name.start, table)
        votes.setdefault(key, Counter())[told or name.kind] += 3 if told else 1
    persons = [key.split() for name, key in zip(names, keys, strict=True) if name.kind == "person" and " " in key]
    surnames = {parts[at] for parts in persons for at in (0, -1)}
    settled: dict[str, EntityKind] = {}
    for key, found in votes.items():
        settled[key] = "person" if key in surnames and found["person"] else max(sorted(found.items()), key=lambda v: v[1])[0]
    kinds = {form: _table_kind(form) for form in {text[n.start : n.end] for n in names}}
    return [Name(name.start, name.end, kinds[text[name.start : name.end]] or settled[key]) for name, key in zip(names, keys, strict=True)]


def _noun_before(text: str, start: int, table: NameWords) -> EntityKind | None:
    """Kind told by a noun before a name: "l'agence officielle X", "la ville de X"."""
    line = text[max(0, start - 60) : start].rpartition("\n")[2]
    if not line or line[-1] not in " '":
        return None
    for word in reversed(_WORDS_BEFORE.findall(line)[-4:]):
        low = fold(word)
        if word[:1].isupper() or (not word[-1].isalnum() and word[-1] != "'"):
            return None
        for kind, nouns in (("place", "place_nouns"), ("organization", "organization_nouns"), ("product", "product_nouns")):
            if low in table.around[nouns]:
                return kind  # type: ignore[return-value]
        if low in table.around["locative"]:
            return None
    return None
