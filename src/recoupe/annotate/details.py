"""The parts of one claim: its times, participants, place, quantities, content words and kind of happening."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from recoupe.annotate.bounds import is_anothers
from recoupe.annotate.clauses import Clause, subject_of
from recoupe.annotate.doubt import morph
from recoupe.annotate.gathered import Notes
from recoupe.annotate.numbers import find_numbers, number_words
from recoupe.annotate.predicates import role_in, shared_subject
from recoupe.annotate.tokens import ParsedSentence, Token
from recoupe.languages.happenings import happening_of, is_light, is_strike, reflexive_happening, stem_of
from recoupe.records import Attribution, Mention, Number, Participant, Passage, PlaceRef, Span, TimeExpression

_CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "NUM")
_PERSONS = ("PER", "PERSON")  # told by their entities, not by their letters
_BEGINNING = "begin"  # "ont entamé des pourparlers" tells the talks
_LATER = ("invite", "accept", "refuse", "agree", "protest")
"""Kinds of happening whose complement lies ahead: "a invité X à venir en janvier" is not of January."""
_ANTECEDENT = 6  # tokens before a relative pronoun
_GOING = ("leave", "visit", "arrive")
_TOWARDS = ("à", "au", "aux", "to", "for")
_WHERE = frozenset(["à", "a", "en", "au", "aux", "dans", "près", "sur", "vers", "chez", "depuis", "in", "at", "near", "to", "from"])


def times_of(
    clause: Clause, extra: Sequence[Clause], span: Span, sentence: ParsedSentence, attribution: Attribution | None, notes: Notes, past: bool
) -> tuple[int | None, int | None]:
    """Indexes of the time of the happening (``past`` or not) and of the saying among the article's time expressions."""
    said = attribution.said if attribution else None
    if attribution is not None and said is not None and _is_content(notes.times[said], attribution):
        said = None
    language = notes.parse.language
    tokens = {t.i for t in clause.tokens}
    cue_tokens = {t.i for e in extra for t in e.tokens}
    inside: list[int] = []
    left_out = -2
    for n in notes.near_times:
        time = notes.times[n]
        if n == said or time.type not in ("DATE", "TIME") or time.value.endswith("_REF") or not (span.start <= time.start < span.end):
            continue
        token = sentence.at(time.start)
        glued = time.start - left_out <= 1  # the hour after a day goes with it: "avant jeudi minuit"
        if token is not None and (glued or _lies_ahead(token, clause, language) or is_anothers(token, sentence, past, time, language)):
            left_out = time.end
            continue
        if token is None or token.i in tokens:
            inside.append(n)
        elif token.i in cue_tokens and said is None and attribution is not None:
            said = n
    resolved = [n for n in inside if notes.times[n].first_day] or inside
    best = min(resolved, key=lambda n: (_remoteness(notes.times[n]), _depth(notes.times[n], clause, sentence), n), default=None)
    return best, said


def _lies_ahead(token: Token, clause: Clause, language: str) -> bool:
    """Whether a time belongs to what somebody is invited to or agrees to do, at the end of a past clause."""
    if token.i < clause.head.i or happening_of(clause.head.text, language) not in _LATER:
        return False
    if any(clause.head.i < t.i < token.i and t.lower in _TOWARDS for t in token.sentence.between(clause.head.i, token.i)):
        return True
    path: list[Token] = []
    at = token
    while at.i != clause.head.i and at.head.i != at.i and len(path) < 12:
        at = at.head
        path.append(at)
    return any("Inf" in morph(t, "VerbForm") or t.pos in ("PROPN", "NOUN") for t in path if t.i != clause.head.i)


def _is_content(time: TimeExpression, attribution: Attribution) -> bool:
    """Whether a time belongs to what is reported, not to the reporting: it stands in the scope, the cue does not."""
    scope, cue = attribution.scope, attribution.cue
    return scope.start <= time.start < scope.end and cue is not None and not (scope.start <= cue.start < scope.end)


def _remoteness(time: TimeExpression) -> int:
    return {"minute": 0, "hour": 0, "day": 0, "week": 1, "interval": 1, "month": 2, "season": 2, "year": 3}.get(time.precision, 4)


def _depth(time: TimeExpression, clause: Clause, sentence: ParsedSentence) -> int:
    token = sentence.at(time.start)
    steps = 0
    while token is not None and token.i != clause.head.i and token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
    return steps


def participants_of(
    clause: Clause, span: Span, heads: Sequence[Token], mentions: Sequence[Mention], article: str
) -> tuple[Participant, ...]:
    """Everyone and everything named inside a claim, with the role of each; ``heads`` are the verbs of its predicate."""
    subject = subject_of(clause) or shared_subject(clause.head)
    first, last = subject.edges if subject is not None else (None, None)
    if subject is not None and subject.is_ancestor(clause.head):
        first = last = subject
    left, right = (first.start, last.end) if first and last else (-1, -1)
    out = []
    for m in mentions:
        if span.start <= m.start and m.end <= span.end and m.kind != "other":
            token = clause.head.sentence.at(m.end - 1)
            role = role_in(token, heads) if token is not None else None
            if role is None and left <= m.start < right:
                role = "subject"
            out.append(Participant(passage=Passage(article=article, start=m.start, end=m.end), role=role))
    if subject is not None and left >= 0 and not any(left <= p.passage.start < right for p in out):
        out += [_subject(m, article) for m in mentions if left <= m.start and m.end <= right and m.kind != "other"]
    return tuple(sorted(out, key=lambda p: (p.passage.start, p.passage.end)))


def _subject(mention: Mention, article: str) -> Participant:
    """The subject that a clause takes from the one beside it, outside its own words."""
    return Participant(passage=Passage(article=article, start=mention.start, end=mention.end), role="subject")


def place_of(clause: Clause, span: Span, mentions: Sequence[Mention], article: str, language: str) -> PlaceRef | None:
    """The first place name that an adverbial of the clause holds."""
    for mention in mentions:
        if mention.kind != "place" or not (span.start <= mention.start and mention.end <= span.end):
            continue
        token = next((t for t in clause.tokens if t.start <= mention.start < t.end), None)
        if token is not None and (_is_adverbial(token) or _is_left(token, clause, language)):
            return PlaceRef(passage=Passage(article=article, start=mention.start, end=mention.end), name=mention.form)
    return None


def _is_left(token: Token, clause: Clause, language: str) -> bool:
    """Whether a place is the object of leaving or visiting: "a quitté Brest"."""
    return token.dep in ("obj", "dobj") and token.head.i == clause.head.i and happening_of(clause.head.text, language) in _GOING


def _is_adverbial(token: Token) -> bool:
    at, steps = token, 0
    while steps < 4:
        if at.relation == "obl" or at.dep in ("prep", "pobj"):
            return any(c.dep == "case" and c.lower in _WHERE for c in at.children) or at.head.lower in _WHERE or at.lower in _WHERE
        if at.dep.startswith("nsubj") or at.head.i == at.i:
            return False
        at, steps = at.head, steps + 1
    return False


def numbers_of(own: Sequence[Token], span: Span, notes: Notes) -> tuple[Number, ...]:
    """Quantities among a claim's own words; "people" who died or are missing count as dead or missing."""
    language = (notes.parse.article.language or notes.parse.language)[:2]
    start = own[0].start
    folded = own[0].sentence.folded_between(start, own[-1].end)
    veto = [Span(start=t.start, end=t.end) for t in (notes.times[n] for n in notes.near_times) if t.type != "DURATION"]
    found = find_numbers(notes.parse.article.text, folded, start, notes.parse.article.id, language, veto)
    if not found:
        return ()
    words = number_words(language)
    units = words.units
    forms = {t.folded for t in own}
    fate = next((u for u in ("dead", "hurt", "missing", "displaced") if forms & set(units.get(u, ()))), None)
    struck = _struck(own, set(units.get("dead", ())))
    return tuple(
        Number(
            value=n.value,
            unit=fate if n.unit == "person" and fate else "dead" if n.unit not in units and n.passage.start in struck else n.unit,
            bound=n.bound,
            passage=n.passage,
        )
        for n in found
    )


def _struck(own: Sequence[Token], deadly: set[str]) -> set[int]:
    """Where those stand whom a verb of killing has for its object: "tuant deux marins"."""
    verbs = [t for t in own if t.pos == "VERB" and t.folded in deadly]
    return {x.start for t in verbs for c in t.children if c.dep in ("obj", "dobj") for x in c.subtree}


def terms_of(tokens: Iterable[Token], language: str, leave: set[int]) -> tuple[str, ...]:
    """Folded stems of the content words, and the kinds of happening they tell (``=meet``)."""
    words = [t for t in tokens if t.pos in _CONTENT and t.entity not in _PERSONS and t.i not in leave and not t.is_stop and len(t.text) > 1]
    kinds = {f"={kind}" for t in words if (kind := happening_of(t.text, language))}
    return tuple(sorted({s for t in words if (s := stem_of(t.text, language))} | kinds))


def _striking(clause: Clause, language: str) -> str | None:
    """The kind of the happening that is a verb's subject, its agent, or what its relative clause hangs on."""
    subject = subject_of(clause)
    nouns = [subject] if subject is not None else []
    nouns += [t for t in clause.head.children if t.relation == "obl" or t.dep in ("agent", "pobj")]
    nouns += [c for t in clause.head.children if t.dep == "agent" for c in t.children]
    nouns += [clause.head.head] if clause.relative else []
    return next((kind for t in nouns if t.pos in ("NOUN", "PROPN") and (kind := happening_of(t.text, language))), None)


def _told_before(clause: Clause, own: Sequence[Token], language: str) -> str | None:
    """The kind of happening that takes place: the first noun of one before a light verb, or what its relative pronoun stands for."""
    subject = subject_of(clause)
    relative = subject is not None and subject.pos == "PRON" and clause.relative
    if relative and subject is not None:
        first = clause.head.sentence.tokens[0].i
        nouns = list(reversed(clause.head.sentence.between(max(first, subject.i - _ANTECEDENT), subject.i)))
    else:
        nouns = [t for t in own if t.i < clause.head.i]
    return next((kind for t in nouns if t.pos == "NOUN" and (kind := happening_of(t.text, language))), None)


def claim_id(article: str, span: Span, head: Token) -> str:
    """The id of a claim, from its article, its words and its predicate's place."""
    seed = f"{article}:{span.start}:{span.end}:{head.start}"
    return "c" + hashlib.sha256(seed.encode()).hexdigest()[:10]


def head_of(clause: Clause, own: Sequence[Token], language: str, told: Token | None = None) -> str:
    """What a clause's predicate tells: its kind of happening, for a light verb that of its subject or object, else its stem.

    Where a happening strikes somebody ("un séisme a touché le pays"), it is what the clause tells. ``told`` is the verb that a cue hands
    the news to: what is promised or admitted, not that it is.
    """
    if told is not None:
        return f"={kind}" if (kind := happening_of(told.text, language)) else stem_of(told.text, language)
    if is_strike(clause.head.text, language) and (kind := _striking(clause, language)):
        return f"={kind}"
    light = is_light(clause.head.text, language)
    if light and (kind := _told_before(clause, own, language)):
        return f"={kind}"
    if any(t.dep.startswith("expl") for t in clause.head.children) and (kind := reflexive_happening(clause.head.text, language)):
        return f"={kind}"
    if (kind := happening_of(clause.head.text, language)) and kind != _BEGINNING:
        return f"={kind}"
    near = [c for t in clause.head.children for c in (t, *(t.children if t.dep in ("acomp", "attr") else ()))]
    verbs = [t for t in near if t.dep == "xcomp" and t.pos == "VERB"]
    if (light or clause.head.pos == "AUX") and verbs:
        return f"={kind}" if (kind := happening_of(verbs[0].text, language)) else stem_of(verbs[0].text, language)
    if kind or light or clause.head.pos not in ("VERB", "AUX"):
        near = [t for t in own if t.head.i == clause.head.i and t.pos == "NOUN"]
        kinds = [kind for t in near if (kind := happening_of(t.text, language))]
        if kinds:
            return f"={kinds[0]}"
    return f"={kind}" if kind else stem_of(clause.head.text, language)
