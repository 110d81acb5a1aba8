"""The tables of time expressions read: each row a sentence, its marks taken out, and what must be found in it."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^\]|]+)\|([^\]|]+)(?:\|([^\]|]+))?\]")


class Case(NamedTuple):
    """One sentence of a table, its marks taken out."""

    text: str
    expected: list[tuple[int, str, str, str | None]]
    published: str
    tense: str
    why: str


def read_cases(name: str) -> list[Case]:
    out = []
    for group in tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["groups"]:
        for tense, marked, why in group["rows"]:
            text, expected, at = "", [], 0
            for mark in MARK.finditer(marked):
                text += marked[at : mark.start()]
                expected.append((len(text), mark[1], mark[2], mark[3]))
                text, at = text + mark[1], mark.end()
            out.append(Case(text + marked[at:], expected, group["published"], tense, why))
    return out
