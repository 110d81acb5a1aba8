"""The words of an article as the rules read them: plain objects with part of speech, governor and place in the article's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

Features = Mapping[str, tuple[str, ...]]


class Token(Struct, eq=False):
    """One word of a parsed sentence; ``i`` is its place in the parsed document, ``start`` and ``end`` offsets in the article's text.

    ``relation`` is the dependency label without its subtype, ``entity`` the label of the name it belongs to, empty outside names.
    """

    i: int
    text: str
    lower: str
    folded: str
    pos: str
    tag: str
    dep: str
    relation: str
    morph: str
    features: Features
    entity: str
    start: int
    end: int
    is_space: bool
    is_punct: bool
    is_alpha: bool
    is_stop: bool
    like_num: bool
    spaced: bool
    children: list[Token] = []
    head: Token = None  # type: ignore[assignment]  # this and the sentence are set when all tokens are there
    sentence: ParsedSentence = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.pos}, {self.dep}, {self.start})"

    @property
    def ancestors(self) -> Iterator[Token]:
        """The governors above this token, nearest first."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    def is_ancestor(self, other: Token) -> bool:
        """Whether this token stands above another."""
        return any(t is self for t in other.ancestors)

    @property
    def subtree(self) -> Iterator[Token]:
        """This token and all below it, each before what hangs on it."""
        waiting = [self]
        while waiting:
            token = waiting.pop()
            yield token
            waiting += reversed(token.children)

    @property
    def edges(self) -> tuple[Token, Token]:
        """The first and the last token of the subtree."""
        first = last = self
        for token in self.subtree:
            if token.i < first.i:
                first = token
            elif token.i > last.i:
                last = token
        return first, last


class ParsedSentence(Sequence[Token]):
    """The tokens of one sentence, in order; ``kind`` is that of its block, None between blocks."""

    __slots__ = ("folded", "kind", "root", "text", "tokens")

    def __init__(self, tokens: tuple[Token, ...], text: str, folded: str, kind: str | None) -> None:
        self.tokens = tokens
        self.text = text
        self.folded = folded
        self.kind = kind
        self.root = next((t for t in tokens if t.head is t), tokens[0])
        for token in tokens:
            token.sentence = self

    @property
    def start(self) -> int:
        """Offset of the first token."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last token."""
        return self.tokens[-1].end

    def folded_between(self, start: int, end: int) -> str:
        """The folded words of a range of the article's text inside the sentence."""
        base = self.tokens[0].start
        return self.folded[start - base : end - base]

    def between(self, first: int, stop: int) -> tuple[Token, ...]:
        """Tokens from place ``first`` up to place ``stop``, both places in the document."""
        base = self.tokens[0].i
        first, stop = first - base, stop - base
        return self.tokens[first if first > 0 else 0 : stop if stop > 0 else 0]

    def meeting(self, start: int, end: int) -> list[Token]:
        """Tokens that share a character with a range of the article's text."""
        return [t for t in self.tokens if t.start < end and start < t.end]

    def at(self, offset: int) -> Token | None:
        """The token that covers an offset of the article's text."""
        return next((t for t in self.tokens if t.start <= offset < t.end), None)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # an index or a slice
        return self.tokens[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


@cache
def relation_of(label: str) -> str:
    """A dependency label without its subtype."""
    return label.partition(":")[0]


@cache
def features_of(morph: str) -> Features:
    """``"Number=Sing|VerbForm=Fin"`` as a table of values; the same object for the same string."""
    pairs = (part.partition("=") for part in morph.split("|") if "=" in part)
    return {name: tuple(value.split(",")) for name, _, value in pairs}
