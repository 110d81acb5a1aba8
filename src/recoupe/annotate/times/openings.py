"""A pattern -> the few characters its matches can begin with: patterns are tried only where the text begins so."""

from __future__ import annotations

import re

SIZE = 3
_DIGIT = "0"
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[!=]|:|P<\w+>|P=\w+))?|\{\d*,?\d*\}|.", re.DOTALL)
_CLASS_MEMBER = re.compile(r"\\?(.)(?:-\\?(.))?", re.DOTALL)

Strings = frozenset[str]


def digits_as_one(text: str) -> str:
    """The text with every digit written as 0, as the openings have them."""
    return re.sub(r"\d", _DIGIT, text)


def openings_of(pattern: str) -> Strings:
    """The strings of at most three characters, digits as 0, of which one begins every match of a regular expression."""
    tokens = _TOKEN.findall(pattern)
    found, _ = _branches(tokens, 0)
    return frozenset(text.rstrip("\0") for text in found)


# A string that ends in \0 is cut: what follows it is not known. One of SIZE characters needs no such mark.


def _branches(tokens: list[str], at: int) -> tuple[Strings, int]:
    """The beginnings of the alternatives from a place on, and the place after the bracket that closes them."""
    found: set[str] = set()
    sequence: Strings = frozenset({""})
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "|":
            found |= sequence
            sequence, at = frozenset({""}), at + 1
            continue
        element, at = _element(tokens, at)
        element, at = _repeated(element, tokens, at)
        sequence = _joined(sequence, element)
    return frozenset(found | sequence), at + 1


def _element(tokens: list[str], at: int) -> tuple[Strings, int]:
    token = tokens[at]
    if token.startswith("("):
        inner, after = _branches(tokens, at + 1)
        if re.match(r"\(\?<?[!=]", token):
            return frozenset({""}), after
        return (frozenset({"\0"}) if token.startswith("(?P=") else inner), after
    if token.startswith("["):
        return _members(token[1:-1]), at + 1
    if token.startswith("\\"):
        known = {"d": _DIGIT, "Z": "", "b": "", "B": "", "n": "\n"}.get(token[1], "\0" if token[1].isalnum() else token[1])
        return frozenset({known}), at + 1
    if token in "^$":
        return frozenset({""}), at + 1
    return frozenset({"\0" if token == "." else _DIGIT if token.isdigit() else token}), at + 1


def _members(inside: str) -> Strings:
    out: set[str] = set()
    for first, last in _CLASS_MEMBER.findall(inside):
        if inside.startswith("^") or (last and not (first.isdigit() and last.isdigit())):
            return frozenset({"\0"})
        out.add(_DIGIT if first.isdigit() else first)
    return frozenset(out)


def _repeated(element: Strings, tokens: list[str], at: int) -> tuple[Strings, int]:
    if at >= len(tokens) or not re.fullmatch(r"[?*+]|\{\d.*\}", tokens[at]):
        return element, at
    mark = tokens[at]
    none = frozenset({""}) if mark in "?*" or mark.startswith("{0") else frozenset[str]()
    if mark != "?":
        for _ in range(SIZE):
            element |= _joined(element, element)
    at += 1
    if at < len(tokens) and tokens[at] == "?":
        at += 1
    return element | none, at


def _joined(before: Strings, after: Strings) -> Strings:
    return frozenset(b if len(b) >= SIZE or b.endswith("\0") else (b + a)[:SIZE] for b in before for a in after)
