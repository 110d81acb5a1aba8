"""The tables of French and English time expressions: what is found in a sentence, where, and its value."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from recoupe.annotate.times import find_times
from recoupe.records import Article, PageRef, Time

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


CASES = [pytest.param(case, language, id=f"{language}: {case.text}") for name, language in (("french", "fr"), ("english", "en"))
         for case in read_cases(name)]


def found_in(case: Case, language: str) -> list[tuple[int, str, str, str | None]]:
    article = Article(id="a", page=PageRef(), text=case.text, language=language, published=Time(value=case.published, basis="given"))
    return [(t.start, case.text[t.start : t.end], t.value, t.zone) for t in find_times(article)]


@pytest.mark.parametrize(("case", "language"), CASES)
def test_a_sentence_of_the_tables_gives_the_marked_expressions_and_values(case: Case, language: str) -> None:
    assert found_in(case, language) == case.expected, case.why
