"""The tables of speech read, and what a row expects held against what was found: every difference as one line."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recoupe import annotate, article_from_text, make_dossier
from recoupe.records import Annotations, Claim, Link, Number, Quotation
from recoupe.text import fold

HERE = Path(__file__).parent
LANGUAGES = {"french": "fr", "english": "en"}
PUBLISHED = "2031-05-07"
KINDS = {
    "direct": {"direct"},
    "indirect": {"indirect"},
    "mixed": {"mixed"},
    "reported": {"indirect", "mixed"},
    "island": {"direct", "mixed"},
}
SMALL = frozenset(
    (  # noqa: SIM905
        "le la les l un une des de du d m mme me mr mrs dr docteur s the a an of to for at son sa ses his her their its que qu that"
    ).split()
)
LIKE, LOOSE, WIDER = 0.8, 0.5, 200


class Case(NamedTuple):
    """One row of a table: its sentence, what is expected of it, and under which construction it stands."""

    language: str
    group: str
    text: str
    why: str
    expected: dict[str, Any]
    open: str | None


def read_cases() -> Iterator[Case]:
    for name, language in LANGUAGES.items():
        for group in tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["groups"]:
            for row in group["rows"]:
                expected = {key: value for key, value in row.items() if key not in ("text", "why", "open", "reason")}
                yield Case(language, group["name"], row["text"], row["why"], expected, row["reason"] if row.get("open") else None)


def read_notes(case: Case) -> Annotations:
    return annotate(article_from_text(case.text, language=case.language, published=PUBLISHED, id="a0"))


def find_misses(case: Case, notes: Annotations) -> list[str]:
    """Every field of the row that reads otherwise."""
    return [miss for key, value in case.expected.items() for miss in CHECKS[key](case.text, value, notes)]


def words_of(words: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(words)) if word not in SMALL]


def names_agree(wanted: str, got: str) -> bool:
    """One holds all the words of the other, the first or last of the wanted one among them."""
    want, have = words_of(wanted), words_of(got)
    if not want or not have:
        return want == have
    return set(want) <= set(have) or (set(have) <= set(want) and bool({want[0], want[-1]} & set(have)))


def chain_of(links: Iterable[Link]) -> str:
    return " < ".join(link.name for link in links) or "nobody"


def check_links(wanted: dict[str, Any], links: tuple[Link, ...]) -> bool:
    by, chain = wanted.get("by"), wanted.get("chain")
    if by is not None and not (names_agree(by, links[0].name) if by and links else not by and not links):
        return False
    if chain is None:
        return True
    pairs = len(chain) == len(links)
    if wanted.get("any_order"):
        return pairs and all(any(names_agree(name, link.name) for link in links) for name in chain)
    return pairs and all(names_agree(name, link.name) for name, link in zip(chain, links, strict=True))


# ------------------------------------------------------------------ quotations


def stretch_of(text: str, words: str, last: bool) -> tuple[int, int]:
    first, _, end = words.partition(" … ")
    at = text.rindex(first) if last else text.index(first)
    return (at, text.index(end, at) + len(end)) if end else (at, at + len(first))


def likeness(text: str, wanted: tuple[int, int], start: int, end: int) -> float:
    """Shared characters over all characters of two stretches, marks, stops and the word that opens a clause left out."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if start < wanted[0] and fold(text[start : wanted[0]]).strip(" '’") in ("que", "qu", "that", "to", "de", "d"):
        start = wanted[0]
    shared = min(end, wanted[1]) - max(start, wanted[0])
    return max(0, shared) / (max(end, wanted[1]) - min(start, wanted[0]))


def fits(text: str, kind: str, wanted: dict[str, Any], place: tuple[int, int], found: Quotation) -> bool:
    start, end = found.passage.start, found.passage.end
    like = likeness(text, place, start, end) >= (LOOSE if wanted.get("loose") else LIKE)
    around = kind == "island" and found.kind == "mixed" and start <= place[0] and place[1] <= end <= start + place[1] - place[0] + WIDER
    return found.kind in KINDS[kind] and (like or around)


def check_quotes(text: str, wanted: list[dict[str, Any]], notes: Annotations) -> Iterator[str]:
    places = []
    for quote in wanted:
        kind = next(key for key in quote if key in KINDS)
        place = stretch_of(text, quote[kind], quote.get("last", False))
        places.append(place)
        found = [one for one in notes.quotations if fits(text, kind, quote, place, one)]
        if not found:
            if not quote.get("optional"):
                yield f"quotation missing: {kind} “{quote[kind]}”"
        elif not any(check_links(quote, one.attribution) for one in found):
            yield f"speaker of “{quote[kind]}”: wanted {quote.get('by', quote.get('chain'))!r}, got {chain_of(found[0].attribution)!r}"
        elif "basis" in quote and all(one.speaker_basis != quote["basis"] for one in found):
            yield f"basis of “{quote[kind]}”: wanted {quote['basis']}, got {found[0].speaker_basis}"
    for one in notes.quotations:
        start, end = one.passage.start, one.passage.end
        if all(end <= first or last <= start for first, last in places):
            yield f"quotation too many: {one.kind} “{text[start:end]}” of {chain_of(one.attribution)}"


# ------------------------------------------------------------------ claims


def claim_of(text: str, wanted: dict[str, Any], notes: Annotations) -> Claim | None:
    head = wanted["head"]
    named = [claim for claim in notes.claims if fold(head) in re.findall(r"\w+", fold(claim.predicate or ""))]
    if named or not wanted.get("any_head"):
        return named[0] if named else None
    near = [(abs(text.find(claim.predicate or "") - text.index(head)), at) for at, claim in enumerate(notes.claims)]
    return notes.claims[min(near)[1]] if near else None


def check_claims(text: str, wanted: list[dict[str, Any]], notes: Annotations) -> Iterator[str]:
    for one in wanted:
        claim = claim_of(text, one, notes)
        if claim is None:
            yield f"claim missing: {one['head']}"
            continue
        for key, value in one.items():
            got = reading_of(text, claim, key, value)
            if got is not None:
                yield f"{key} of {one['head']}: wanted {value}, got {got}"


def reading_of(text: str, claim: Claim, key: str, value: Any) -> object:
    """What a claim says instead of the value; nothing where it agrees."""
    match key:
        case "sure":
            sure = claim.factuality.certainty
            return None if sure == value or (value == "doubted" and sure != "certain") else sure
        case "polarity":
            return None if claim.factuality.polarity == value else claim.factuality.polarity
        case "tense":
            return None if claim.tense == value else str(claim.tense)
        case "by":
            return None if check_links({"by": value}, claim.attribution) else chain_of(claim.attribution)
        case "time":
            time = claim.time.value if claim.time else None
            return None if time == value else str(time)
        case "place":
            place = text[claim.place.passage.start : claim.place.passage.end] if claim.place else ""
            return None if names_agree(value, place) else place
        case "numbers":
            numbers = [words for number in claim.numbers for words in number_texts(number)]
            return None if all(any(number_fits(want, got) for got in numbers) for want in value) else numbers
        case "who":
            who = [f"{text[one.passage.start : one.passage.end]}/{one.role}" for one in claim.participants]
            return None if all(any(person_fits(want, got) for got in who) for want in value) else who
    return None


def number_texts(number: Number) -> list[str]:
    """A number as "value bound unit"; of a range both its ends."""
    if number.high is None:
        return [f"{number.value:g} {number.bound or ''} {number.unit or ''}"]
    return [f"{number.value:g} at_least {number.unit or ''}", f"{number.high:g} at_most {number.unit or ''}"]


def number_fits(wanted: str, got: str) -> bool:
    value, *rest = wanted.split()
    bound = next((word for word in rest if word in ("at_least", "at_most", "about")), "")
    unit = next((word for word in rest if word != bound), "")
    have_value, have_bound, have_unit = got.split(" ", 2)
    return float(value) == float(have_value) and bound == have_bound and unit in ("", have_unit)


def person_fits(wanted: str, got: str) -> bool:
    name, _, role = wanted.partition("/")
    have, _, have_role = got.rpartition("/")
    return names_agree(name, have) and role in ("", have_role)


# ------------------------------------------------------------------ the rest


def check_absent(text: str, wanted: list[str], notes: Annotations) -> Iterator[str]:
    for head in wanted:
        if claim_of(text, {"head": head}, notes):
            yield f"claim too many: {head}"


def check_hedges(text: str, wanted: list[str], notes: Annotations) -> Iterator[str]:
    found = {(hedge.kind, text[hedge.passage.start : hedge.passage.end]) for claim in notes.claims for hedge in claim.hedges}
    for one in wanted:
        kind, _, words = one.partition(" ")
        agreeing = {hedge for hedge in found if hedge[0] == kind and (fold(words) in fold(hedge[1]) or fold(hedge[1]) in fold(words))}
        if not agreeing:
            yield f"hedge missing: {one}"
        found -= agreeing
    yield from (f"hedge too many: {kind} {words}" for kind, words in sorted(found))


def check_sources(text: str, wanted: dict[str, str], notes: Annotations) -> Iterator[str]:
    links = [link for attribution in notes.attributions for link in attribution.links]
    for name, kind in wanted.items():
        kinds = {link.kind for link in links if names_agree(name, link.name)}
        if kind not in kinds:
            yield f"source {name}: wanted {kind}, got {sorted(kinds) or 'none'}"


def check_refers(text: str, wanted: list[str], notes: Annotations) -> Iterator[str]:
    """Names and descriptions are tied where entities are made; the last place of the words has the entity of the name."""
    article = article_from_text(text, language=notes.language, published=PUBLISHED, id="a0")
    entities = make_dossier([article]).entities
    for one in wanted:
        words, name = one.split("=")
        at = text.rindex(words)
        owner = next((e for e in entities if any(at <= p.start < at + len(words) for f in e.forms for p in f.passages)), None)
        forms = [form.text for form in owner.forms] if owner else []
        if not any(set(words_of(name)) <= set(words_of(form)) for form in forms):
            yield f"{words} stands for {name}: got {forms}"


def check_roles(text: str, wanted: list[str], notes: Annotations) -> Iterator[str]:
    for one in wanted:
        name, role = one.split("=")
        roles = {mention.role for mention in notes.mentions if names_agree(name, text[mention.start : mention.end]) and mention.role}
        if not any(words_of(role) == words_of(got) for got in roles):
            yield f"function of {name}: wanted {role}, got {sorted(roles) or 'none'}"


CHECKS = {
    "quotes": check_quotes,
    "claims": check_claims,
    "no": check_absent,
    "hedges": check_hedges,
    "sources": check_sources,
    "refers": check_refers,
    "roles": check_roles,
}
