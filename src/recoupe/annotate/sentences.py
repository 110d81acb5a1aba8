"""A parsed sentence as plain columns (folded words, parts of speech, offsets, quotation marks, names, times) for the speech rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from recoupe.annotate.engine import Parse
from recoupe.records import Mention, Span, TimeExpression
from recoupe.text import quoted_spans

_ARTICLE = re.compile(r"(?:(?:l[ea]s?|the|une?|an?|[sc]es?|[sc]on|sa|cette|leurs?)\s+|[ld]['’])", re.I)
_PARTICLE = re.compile(r"(?:(?:de|du|des|van|von|der|den|el|al|ben|bin|ibn|di|da|dos|le|la)[ -]|d['’])+(?=[A-ZÀ-Þ])")
NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
DASHES = frozenset(("-", "–", "—"))
MARKS = frozenset(('"', "«", "»", "“", "”", "'", "‘", "’", "„"))


class Sentence(Struct, frozen=True):
    """One sentence, a column per property; ``quote``, ``name`` and ``time`` hold an index or -1 for each token."""

    kind: str
    span: Span
    block: int
    word: tuple[str, ...]
    raw: tuple[str, ...]
    pos: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    morph: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    quote: tuple[int, ...]
    name: tuple[int, ...]
    time: tuple[int, ...]
    quotes: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.word)

    def at(self, i: int) -> str:
        """Folded word ``i``, empty beyond either end."""
        return self.word[i] if 0 <= i < len(self.word) else ""

    def cover(self, first: int, last: int) -> Span:
        """The range of the article's text from token ``first`` to token ``last``, both included."""
        return Span(start=self.start[first], end=self.end[last])

    def is_mark(self, i: int) -> bool:
        """Whether token ``i`` is a quotation mark."""
        return 0 <= i < len(self.word) and self.raw[i] in MARKS

    def is_stop(self, i: int) -> bool:
        """Whether token ``i`` is punctuation other than a hyphen inside a word, or lies beyond the sentence."""
        return not 0 <= i < len(self.word) or (self.pos[i] == "PUNCT" and not self.raw[i][0].isalnum())

    def same_quote(self, i: int, j: int) -> bool:
        """Whether two tokens stand in the same quotation, or both outside."""
        return self.quote[i] == self.quote[j]


def read_sentences(parse: Parse, mentions: Sequence[Mention], times: Sequence[TimeExpression]) -> Iterator[Sentence]:
    """Sentences of the narrative blocks in order; every token knows its quotation, name and time expression."""
    quotes = block_quotes(parse)
    blocks = parse.article.blocks
    starts = [b.start for b in blocks]
    named = _Cover([(m.start, m.end) if is_name(m, mentions) else (-1, -1) for m in mentions])
    timed = _Cover([(t.start, t.end) for t in times])
    marked = _Cover([(q.start, q.end) for q in quotes])
    for sentence in parse.sentences():
        tokens = [t for t in sentence if not t.is_space]
        if not tokens:
            continue
        place = {t.i: n for n, t in enumerate(tokens)}
        word, raw, pos, dep, morph, begin, finish = zip(
            *[(t.folded, t.text, t.pos, t.dep, t.morph, t.start, t.end) for t in tokens], strict=True
        )
        block = bisect_right(starts, begin[0]) - 1
        span = Span(start=begin[0], end=finish[-1])
        yield Sentence(
            kind=blocks[block].kind if block >= 0 else "paragraph",
            span=span,
            block=block,
            word=word,
            raw=raw,
            pos=pos,
            dep=dep,
            head=tuple([place.get(t.head.i, n) for n, t in enumerate(tokens)]),
            morph=morph,
            start=begin,
            end=finish,
            quote=marked.column(begin, finish),
            name=named.column(begin, finish),
            time=timed.column(begin, finish),
            quotes=tuple(q for q in quotes if span.start <= q.start < span.end),
        )


def is_name(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a mention is a proper name, not a description such as "le dirigeant" or a pronoun."""
    words = _without_particles(mention.form)
    if not words or not (words[0].isupper() or words[0].isdigit()):
        return False
    if mention.kind == "person" and words.split()[-1].islower():
        return False
    if mention.refers_to is None or words.isupper():
        return True
    target = mentions[mention.refers_to].form.lower()
    return any(w in target for w in words.lower().split())


@lru_cache(maxsize=1 << 12)
def _without_particles(form: str) -> str:
    return _PARTICLE.sub("", _ARTICLE.sub("", form))


def block_quotes(parse: Parse) -> tuple[Span, ...]:
    """Contents of all quotation marks in narrative blocks, in order; a block with unbalanced marks is cut where they say."""
    out: list[Span] = []
    for block in parse.article.blocks:
        out.extend(quoted_spans(parse.article.text, block.start, block.end))
    return tuple(out)


class _Cover:
    """Looks up which of some ranges holds a token; of ranges that overlap the longest one wins."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._order = sorted(range(len(ranges)), key=lambda i: (ranges[i][0], -ranges[i][1]))
        self._ranges = ranges
        self._starts = [ranges[i][0] for i in self._order]

    def column(self, begin: Sequence[int], finish: Sequence[int]) -> tuple[int, ...]:
        """For the tokens of one sentence, the range that holds each, or -1."""
        low = bisect_right(self._starts, begin[0])
        high = bisect_right(self._starts, finish[-1])
        out = [-1] * len(begin)
        for i in self._order[max(0, low - 4) : high]:
            start, end = self._ranges[i]
            for n in range(bisect_right(finish, start), bisect_left(begin, end)):
                out[n] = self._index(begin[n], finish[n])
        return tuple(out)

    def _index(self, start: int, end: int) -> int:
        at = bisect_right(self._starts, start)
        best = -1
        for i in self._order[max(0, at - 4) : at]:
            low, high = self._ranges[i]
            if low <= start and end <= high and (best < 0 or high - low > self._length(best)):
                best = i
        if best < 0 and at < len(self._order):
            low, high = self._ranges[self._order[at]]
            best = self._order[at] if start < low < high <= end else -1  # one token for a longer name
        if best < 0 and at:
            low, high = self._ranges[self._order[at - 1]]
            best = self._order[at - 1] if low == start and high < end else -1
        return best

    def _length(self, i: int) -> int:
        return self._ranges[i][1] - self._ranges[i][0]
