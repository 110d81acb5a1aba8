"""What the comparison needs to know of each claim and quotation, gathered once: names, days, copies, words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recoupe.calendar import days_of, published_at
from recoupe.records import Article, Claim, Entity, Link, Passage, Reuse, Time
from recoupe.text import fold, words

Window = tuple[int, int]
"""First and last day as ordinals."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with everything that pairing looks at."""

    claim: Claim
    article: Article
    text: str
    kind: str
    names: frozenset[str]
    days: Window | None
    said: Window | None
    explicit: bool
    copies: frozenset[str]
    terms: frozenset[str]
    words: frozenset[str]
    numbers: Mapping[str, frozenset[float]] = field(default_factory=dict)
    group: str | None = None
    speaker: str | None = None
    published: Window | None = None
    speaks: bool = False
    """Whether the claim's predicate is its own cue: what happened is that somebody spoke."""
    stands: Window | None = None
    """The days a claim can be of: its own, else those it was told on, else its page's; None for a past statement without a date."""


class NameIndex:
    """Which entity each passage names."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._places: dict[str, list[tuple[int, int, str]]] = {}
        self._called: dict[tuple[str, str], str] = {}
        self.name_of: dict[str, str] = {}
        self.kind_of: dict[str, str] = {}
        for entity in entities:
            self.name_of[entity.id] = entity.name
            self.kind_of[entity.id] = entity.kind
            for form in entity.forms:
                for p in form.passages:
                    self._called.setdefault((p.article, fold(form.text)), entity.id)
                    self._places.setdefault(p.article, []).append((p.start, p.end, entity.id))
        for spans in self._places.values():
            spans.sort()
        self._longest = {article: max(end - start for start, end, _ in spans) for article, spans in self._places.items()}

    def at(self, passage: Passage) -> str | None:
        """The entity named by a passage: the widest overlap wins."""
        best: tuple[int, int, str] | None = None
        for start, end, entity in self._near(passage):
            shared = min(end, passage.end) - max(start, passage.start)
            if shared > 0 and (best is None or (shared, -start) > (best[0], -best[1])):
                best = (shared, start, entity)
        return best[2] if best else None

    def of_link(self, link: Link) -> str | None:
        """The entity of a link: that of its name where a pronoun or a description stands at its place, else of its passage."""
        taken_up = link.kind == "named" and len(link.name) != link.passage.end - link.passage.start
        called = self._called.get((link.passage.article, fold(link.name))) if taken_up else None
        return called or self.at(link.passage)

    def _near(self, passage: Passage) -> list[tuple[int, int, str]]:
        """The named places that may share a letter with a passage, in order."""
        spans = self._places.get(passage.article, [])
        low = bisect_left(spans, (passage.start - self._longest.get(passage.article, 0),))
        return spans[low : bisect_left(spans, (passage.end,))]

    def spans(self, article: str) -> list[tuple[str, int, int]]:
        """Every named place in one article: entity, start and end, in order."""
        return [(e, s, t) for s, t, e in self._places.get(article, ())]

    def inside(self, passage: Passage) -> list[str]:
        """Every entity named wholly inside a passage, in order, once each."""
        found = [e for s, t, e in self._near(passage) if passage.start <= s and t <= passage.end]
        return list(dict.fromkeys(found))


def window(time: Time | None) -> Window | None:
    """The days a time covers, as ordinals, or None."""
    days = days_of(time)
    return (days.first.toordinal(), days.last.toordinal()) if days else None


def view_claims(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    names: NameIndex,
    reuse: Sequence[Reuse],
    groups: Mapping[str, str],
) -> list[ClaimView]:
    """Views of a story's claims, in the order given; ``groups`` maps a quotation to its group."""
    copied: dict[str, list[tuple[int, int, str]]] = {}
    for r in reuse:
        for p in r.passages:
            copied.setdefault(p.article, []).append((p.start, p.end, r.id))
    return [_view(c, articles[c.passage.article], names, copied, groups) for c in claims]


def _view(
    claim: Claim, article: Article, names: NameIndex, copied: Mapping[str, list[tuple[int, int, str]]], groups: Mapping[str, str]
) -> ClaimView:
    p = claim.passage
    size = max(1, p.end - p.start)
    shared = frozenset(r for s, e, r in copied.get(p.article, ()) if min(e, p.end) - max(s, p.start) > 0.4 * size)
    sources = {link.entity for link in claim.attribution}
    linked = frozenset(n for n in names.inside(p) if n not in sources) or frozenset(names.inside(p))
    numbers: dict[str, set[float]] = {}
    for n in claim.numbers:
        numbers.setdefault(n.unit or "", set()).add(n.value)
    text = article.text[p.start : p.end]
    spoken = _speaks(claim, article)
    kind = next((b.kind for b in article.blocks if b.start <= p.start < b.end), "paragraph")
    days, said, published = window(claim.time), window(claim.said_at), window(published_at(article, p.start))
    return ClaimView(
        claim=claim,
        article=article,
        text=text,
        kind=kind,
        names=linked,
        days=days,
        said=said,
        explicit=claim.time is not None and claim.time.basis not in ("narrative", "publication"),
        copies=shared,
        terms=frozenset(claim.terms),
        words=frozenset(w for w in fold(text).replace("'", " ").replace("-", " ").split() if len(w) > 2),
        numbers={u: frozenset(v) for u, v in numbers.items()},
        group=groups.get(claim.quotation or ""),
        speaker=(claim.attribution[0].entity or fold(claim.attribution[0].name)) if claim.attribution else None,
        published=published,
        speaks=spoken,
        stands=days or _stands(claim, kind, said if spoken else None, said or published, published),
    )


def _stands(claim: Claim, kind: str, spoken: Window | None, told: Window | None, published: Window | None) -> Window | None:
    """The days of a claim without a date: of its speech, of its telling, of its page where it is the news; else any day before."""
    if spoken is not None:
        return spoken
    if claim.tense not in ("past", "pluperfect"):
        return told
    return published if kind in ("title", "lead") and claim.tense == "past" else None


def _speaks(claim: Claim, article: Article) -> bool:
    predicate = set(words(claim.predicate or ""))
    cues = [set(words(article.text[link.cue.start : link.cue.end])) for link in claim.attribution if link.cue]
    return claim.quotation is not None or any(predicate and predicate <= cue for cue in cues)


class Rarity:
    """Inverse document frequency over a story's claims: what all claims share tells nothing."""

    def __init__(self, bags: Iterable[Iterable[str]]) -> None:
        rows = [set(b) for b in bags]
        counts = Counter(x for b in rows for x in b)
        total = len(rows) + 1
        self._idf = {x: math.log(1 + total / n) for x, n in counts.items()}
        self._sums: dict[frozenset[str], float] = {}
        self._square_sums: dict[frozenset[str], float] = {}

    def of(self, item: str) -> float:
        """Rarity of one item; 0 for one never seen."""
        return self._idf.get(item, 0.0)

    def cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Cosine of two bags under rarity weights."""
        common = a & b
        if not common:
            return 0.0
        norm = math.sqrt(self._squares(a) * self._squares(b))
        return self._squares(common) / norm if norm else 0.0

    def contained(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Rarity-weighted share of the smaller bag that the other holds."""
        common = a & b
        if not common:
            return 0.0
        smaller = min(self._sum(a), self._sum(b))
        return self._sum(common) / smaller if smaller else 0.0

    def _sum(self, bag: frozenset[str]) -> float:
        if bag not in self._sums:
            self._sums[bag] = sum(self.of(x) for x in sorted(bag))
        return self._sums[bag]

    def _squares(self, bag: frozenset[str]) -> float:
        if bag not in self._square_sums:
            self._square_sums[bag] = sum(self.of(x) ** 2 for x in sorted(bag))
        return self._square_sums[bag]
