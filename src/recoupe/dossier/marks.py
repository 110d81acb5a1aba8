"""Passages over one stretch of text -> a flat run of open, text and close tokens that always nest, however passages overlap."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal["event", "quotation", "conflict", "reuse", "name", "time", "block"]


@dataclass(frozen=True, slots=True)
class Back:
    """A way back from a passage to a line of the dossier."""

    role: Role
    label: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A range to mark: its anchor (None for one that nobody links to), what it is for, and the ways back."""

    start: int
    end: int
    anchor: str | None
    roles: tuple[str, ...]
    backs: tuple[Back, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """``open`` carries an anchor (first piece only) and roles, ``text`` characters, ``close`` the ways back (last piece only)."""

    kind: Literal["open", "text", "close"]
    text: str = ""
    anchor: str | None = None
    roles: tuple[str, ...] = ()
    backs: tuple[Back, ...] = ()


def cut_marks(text: str, start: int, end: int, marked: Iterable[Marked]) -> list[Token]:
    """Tokens of ``text[start:end]``; a passage that crosses the end of another is cut there and goes on as a piece without anchor."""
    waiting = [(max(m.start, start), -min(m.end, end), n, m) for n, m in enumerate(marked) if m.start < end and m.end > start]
    heapq.heapify(waiting)
    order = len(waiting)
    opened: list[tuple[int, Marked]] = []
    out: list[Token] = []
    at = start
    while waiting or opened:
        if opened and (not waiting or opened[-1][0] <= waiting[0][0]):
            stop, passage = opened.pop()
            _text(out, text[at:stop])
            out.append(Token("close", backs=passage.backs if stop == passage.end else ()))
            at = stop
            continue
        begin, minus_end, _, passage = heapq.heappop(waiting)
        stop = -minus_end
        if opened and stop > opened[-1][0]:
            order += 1
            heapq.heappush(waiting, (opened[-1][0], minus_end, order, passage))
            stop = opened[-1][0]
        _text(out, text[at:begin])
        out.append(Token("open", anchor=passage.anchor if begin == passage.start else None, roles=passage.roles))
        opened.append((stop, passage))
        at = begin
    _text(out, text[at:end])
    return out


def _text(out: list[Token], text: str) -> None:
    if text:
        out.append(Token("text", text=text))
