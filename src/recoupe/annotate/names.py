"""The model's named spans -> repaired names: trimmed to the name, split where two are joined, one kind a name in an article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from recoupe.annotate.engine import Parse, end_of, start_of
from recoupe.languages.countries import (
    country_like,
    country_named,
    country_of_capital,
    country_of_demonym,
    country_of_seat,
    place_key,
)
from recoupe.languages.names import NameWords, name_words
from recoupe.records import EntityKind
from recoupe.text import fold, fold_marks

KINDS: dict[str, EntityKind] = {
    "PER": "person", "PERSON": "person", "LOC": "place", "GPE": "place", "FAC": "place", "ORG": "organization",
    "MISC": "other", "PRODUCT": "product", "EVENT": "event", "WORK_OF_ART": "other",
}  # fmt: skip
_CUT = re.compile(r'[\n;:()\[\]«»"“”,/|•]+|\s[-–—]\s|\.(?=\s*$)')
_PIECE = re.compile(r"[^\s]+")
_OPENS_NAME = re.compile(r"(?:[^\W\d_]{1,5}-)?[^\W\d_]*[A-ZÀ-ÖØ-ÞĀ-Ž]|\d")
_AFTER_OF = re.compile(r"(?:\bdes|\bdu|\bde la|\bde l'|\bof)\s*$")
_ROMAN = re.compile(r"[IVXLC]+(?:e|er|ème)?")
_WORD_BEFORE = re.compile(r"\b([^\W\d_]+) $")
_WORD_AFTER = re.compile(r"[ -][^\W\d_]+")
_PARTICLES = frozenset(
    ("al", "el", "ben", "bin", "ibn", "abu", "abou", "de", "del", "della", "di", "da", "do", "dos", "van", "von", "der", "den")
)


@dataclass(frozen=True, slots=True)
class Name:
    """A named span of the article's text."""

    start: int
    end: int
    kind: EntityKind


def find_names(parse: Parse) -> list[Name]:
    """Names of an article, in order, none overlapping another."""
    text = fold_marks(parse.article.text)
    table = name_words(parse.language)
    openings, tokens = _token_maps(parse)
    found: list[Name] = []
    for doc in parse.docs:
        for span in doc.ents:
            kind = KINDS.get(span.label_)
            if kind:
                first, last = start_of(span[0]), end_of(span[-1])
                found += _repair(text, Name(first, last, kind), table, openings, tokens)
    found = _drop_false_openings(text, found, openings, tokens)
    found += _names_left_out(parse, text, found, table)
    found = _settle_kinds(text, _split_joints(text, _disjoint(_complete(text, found))), table)
    if (parse.article.language or parse.language)[:2] != parse.language:
        found = [n for n in found if _is_sure(text, n)]
    return found


def _token_maps(parse: Parse) -> tuple[frozenset[int], dict[int, Token]]:
    tokens = {start_of(t): t for doc in parse.docs for t in doc if not t.is_space}
    openings = set()
    for doc in parse.docs:
        for sentence in doc.sents:
            first = next((t for t in sentence if t.text[:1].isalnum()), None)
            if first is not None:
                openings.add(start_of(first))
    return frozenset(openings), tokens


def _is_sure(text: str, name: Name) -> bool:
    """Whether a name found by the model of another language is one: in the tables, in capitals, or of several capitalised words."""
    form = text[name.start : name.end]
    capitalised = all(_OPENS_NAME.match(w) or w in _PARTICLES for w in form.split())
    return _in_tables(form) or form.isupper() or (name.kind in ("person", "place", "organization") and capitalised)


# ------------------------------------------------------------------ one span


def _repair(text: str, name: Name, table: NameWords, openings: frozenset[int], tokens: dict[int, Token]) -> list[Name]:
    out = []
    at = name.start
    for cut in [*_CUT.finditer(text, name.start, name.end), None]:
        stop = cut.start() if cut else name.end
        piece = _trim(text, at, stop, name.kind, table, openings, tokens)
        out += _without_country(text, piece) if piece else []
        at = cut.end() if cut else stop
    return out


def _trim(
    text: str, start: int, end: int, kind: EntityKind, table: NameWords, openings: frozenset[int], tokens: dict[int, Token]
) -> Name | None:
    """The name inside a span: no leading article, common noun, title or number; None where nothing is left."""
    words = [(m.start(), m.end()) for m in _elided(text, start, end)]
    around = table.around
    whole = text[start:end].strip()
    if country_of_capital(whole) and words and whole[:1].isupper():
        return Name(words[0][0], words[-1][1], "place")
    while words:
        first = text[words[0][0] : words[0][1]]
        low = fold(first)
        opening = words[0][0] in openings
        if low in around["organization_nouns"] and first.isupper() and len(words) == 2:
            kind = "organization"
            words.pop(0)
            continue
        if low in around["never"] and len(words) > 1 and _is_stray(text, words, around):
            words.pop(0)
            continue
        if low in around["organization_nouns"] and len(words) > 2 and fold(text[slice(*words[1])]) in around["of"]:
            break
        if low in around["titles"] or (low in around["determiners"] and (len(words) > 1 or opening)):
            words.pop(0)
        elif not _OPENS_NAME.match(first):
            if len(words) > 1 and low in _PARTICLES and _OPENS_NAME.match(text[slice(*words[1])]) and kind == "person":
                break
            kind = _kind_after(low, around, kind)
            words.pop(0)
        elif opening and len(words) > 1 and _is_opening_word(text, words, tokens):
            words.pop(0)
        else:
            break
    rest = text[words[0][0] : words[-1][1]] if words else ""
    if rest and (country_named(rest) or country_like(rest)):
        return Name(words[0][0], words[-1][1], "place")
    words = _until_common_words(text, words, kind, around)
    if not words:
        return None
    start, end = words[0][0], words[-1][1]
    form = text[start:end].rstrip(".") if len(words) > 1 and not text[:end].endswith(("Jr.", "Sr.")) else text[start:end]
    low = fold(form)
    if _is_no_name(form):
        return None
    if low in around["never"] or not any(c.isalpha() for c in form) or len(form) < 2:
        return None
    return Name(start, start + len(form), kind)


def _is_no_name(form: str) -> bool:
    """Whether a capitalised form is a people, an adjective of one, or a Roman numeral."""
    return bool((country_of_demonym(form) and not country_named(form)) or _ROMAN.fullmatch(form))


def _elided(text: str, start: int, end: int) -> list[re.Match[str]]:
    pattern = re.compile(r"(?:[dlDL])'|[^\s']+(?:'[^\s']+)*'?")
    return list(pattern.finditer(text, start, end))


def _is_stray(text: str, words: list[tuple[int, int]], around: dict[str, frozenset[str]]) -> bool:
    """Whether a span opens with a portfolio before a name ("des Transports X") or with a weekday before a date."""
    second = text[slice(*words[1])]
    return bool(_AFTER_OF.search(text[: words[0][0]])) or second[:1].isdigit() or second[:1].islower()


def _until_common_words(
    text: str, words: list[tuple[int, int]], kind: EntityKind, around: dict[str, frozenset[str]]
) -> list[tuple[int, int]]:
    """The words of a name up to the first common word; institutions and places keep adjectives and complements."""
    out: list[tuple[int, int]] = []
    lows = [fold(text[slice(*w)]) for w in words]
    for n, word in enumerate(words):
        form = text[slice(*word)]
        if not _OPENS_NAME.match(form) and n:
            joins = lows[n] in around["inner"] or lows[n] in _PARTICLES
            follows = lows[n - 1] in around["inner"] and lows[n - 1] not in ("et", "and")
            if lows[n] in around["never"] or (lows[n] in around["locative"] and lows[n] not in around["of"]):
                break
            if not joins and not (follows and len(words) <= 3) and kind not in ("organization", "place"):
                break
        out.append(word)
    while out and not _is_tail(text[slice(*out[-1])], lows[len(out) - 2] if len(out) > 1 else ""):
        out.pop()
    return out


def _is_tail(word: str, before: str) -> bool:
    return bool(_OPENS_NAME.match(word)) or (word.isalpha() and len(word) > 3 and before not in ("et", "and"))


def _is_opening_word(text: str, words: list[tuple[int, int]], tokens: dict[int, Token]) -> bool:
    """Whether a span's first word is capitalised only because it opens the sentence."""
    first, second = text[slice(*words[0])], text[slice(*words[1])]
    token = tokens.get(words[0][0])
    tag = token.pos_ if token is not None else "X"
    if tag in ("VERB", "AUX", "ADP", "ADV", "PRON", "SCONJ", "CCONJ", "DET", "NUM") and not (
        _OPENS_NAME.match(second) and tag in ("VERB", "ADV", "NUM", "AUX")
    ):
        return True
    rest = text[words[1][0] : words[-1][1]]
    last = rest.split()[-1].split("'")[-1]
    known = country_named(last) or country_of_capital(last) or country_of_seat(last)
    lower = sum(not _OPENS_NAME.match(text[slice(*w)]) for w in words)
    return bool(first[1:].islower() and not _OPENS_NAME.match(second) and known and (tag in ("NOUN", "ADJ") or lower > 1))


def _kind_after(noun: str, around: dict[str, frozenset[str]], kind: EntityKind) -> EntityKind:
    if noun in around["place_nouns"]:
        return "place"
    if noun in around["organization_nouns"]:
        return "organization"
    if noun in around["product_nouns"]:
        return "product"
    return kind


def _without_country(text: str, name: Name) -> list[Name]:
    """A person's name with its country glued on ("Durand de France") -> two names."""
    if name.kind != "person":
        return [name]
    match = re.search(r"\s+(?:de|du|d'|of)\s*(?:la\s|l')?\s*(\S.*)$", text[name.start : name.end])
    if match and country_named(match.group(1)):
        at = name.start + match.start(1)
        return [Name(name.start, name.start + match.start(), "person"), Name(at, name.end, "place")]
    return [name]


# ------------------------------------------------------------------ all spans of an article


def _drop_false_openings(text: str, names: list[Name], openings: frozenset[int], tokens: dict[int, Token]) -> list[Name]:
    """Leave out single words that open a sentence, are no proper nouns and are named nowhere else."""
    inside = {fold(text[n.start : n.end]) for n in names if n.start not in openings}
    out = []
    for name in names:
        form = text[name.start : name.end]
        token = tokens.get(name.start)
        plain = name.start in openings and " " not in form and token is not None and token.pos_ != "PROPN"
        if plain and fold(form) not in inside and not _in_tables(form) and not form.isupper():
            continue
        out.append(name)
    return out


def _in_tables(form: str) -> bool:
    return bool(country_named(form) or country_of_capital(form) or country_of_seat(form))


def _names_left_out(parse: Parse, text: str, names: list[Name], table: NameWords) -> list[Name]:
    """Capitalised words that the model left out: known names of the article or of the tables, and runs of proper nouns."""
    taken = sorted((n.start, n.end) for n in names)
    known = {fold(text[n.start : n.end]): n.kind for n in names}
    surnames = {fold(text[n.start : n.end]).split()[-1]: n.kind for n in names if n.kind == "person"}
    out: list[Name] = []
    for doc in parse.docs:
        for run in _capital_runs(doc):
            start, end = start_of(run[0]), end_of(run[-1])
            if any(s < end and start < e for s, e in taken):
                continue
            form = text[start:end]
            low = fold(form)
            kind: EntityKind | None = known.get(low) or surnames.get(low)
            if kind is None and _in_tables(form) and not (len(form) < 3 and not form.isupper()):
                kind = "place"
            opens = run[0].i == run[0].sent.start
            if opens and len(run) == 1 and run[0].pos_ in ("DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "VERB", "AUX", "NUM"):
                continue
            if kind is None and not opens and all(t.pos_ == "PROPN" for t in run):
                kind = "organization" if form.isupper() else "other"
            if kind and not _is_no_name(form) and low not in table.around["never"] and low not in table.around["titles"] and len(form) > 1:
                out.append(Name(start, end, kind))
    return out


def _capital_runs(doc: Doc) -> list[list[Token]]:
    """Runs of capitalised words inside sentences that are not set in capitals as a whole."""
    runs: list[list[Token]] = []
    for sentence in doc.sents:
        letters = [t for t in sentence if t.is_alpha and len(t) > 3]
        if len(letters) > 3 and sum(t.text[0].isupper() for t in letters) > 0.6 * len(letters):
            continue
        run: list[Token] = []
        for token in [*sentence, None]:
            if token is not None and token.text[:1].isupper() and token.text[-1:].isalnum():
                if run and run[-1].whitespace_ != " " and run[-1].i + 1 == token.i:
                    run = [*run, token] if run[-1].text == "-" else run
                run.append(token) if token not in run else None
                continue
            if run:
                runs.append(run)
            run = []
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
            known = [alone[place_key(p)] > 0 or fold(p) in lasts or _in_tables(p) for p in parts]
            if all(known) and not _in_tables(form):
                at = name.start
                for part in parts:
                    out.append(Name(at, at + len(part), _table_kind(part) or name.kind))
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
    for name in names:
        key = place_key(text[name.start : name.end])
        told = _noun_before(text, name.start, table)
        votes.setdefault(key, Counter())[told or name.kind] += 3 if told else 1
    persons = [place_key(text[n.start : n.end]) for n in names if n.kind == "person"]
    surnames = {key.split()[-1] for key in persons if " " in key} | {key.split()[0] for key in persons if " " in key}
    out = []
    for name in names:
        form = text[name.start : name.end]
        key = place_key(form)
        kind = max(sorted(votes[key].items()), key=lambda v: v[1])[0]
        if key in surnames and votes[key]["person"]:
            kind = "person"
        out.append(replace(name, kind=_table_kind(form) or kind))
    return out


def _noun_before(text: str, start: int, table: NameWords) -> EntityKind | None:
    """Kind told by a noun before a name: "l'agence officielle X", "la ville de X"."""
    line = text[max(0, start - 60, text.rfind("\n", 0, start) + 1) : start]
    if not line or line[-1] not in " '":
        return None
    for word in reversed(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|[^\s\w]", line)[-4:]):
        low = fold(word)
        if word[:1].isupper() or (not word[-1].isalnum() and word[-1] != "'"):
            return None
        for kind, nouns in (("place", "place_nouns"), ("organization", "organization_nouns"), ("product", "product_nouns")):
            if low in table.around[nouns]:
                return kind  # type: ignore[return-value]
        if low in table.around["locative"]:
            return None
    return None
