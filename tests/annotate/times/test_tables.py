"""The tables of time expressions of each language: what is found in a sentence, where, and its value."""

import pytest

from recoupe.annotate.times import find_times
from recoupe.records import Article, PageRef, Time

from .tables import Case, read_cases

TABLES = {"french": "fr", "english": "en", "german": "de", "spanish": "es"}
CASES = [pytest.param(case, language, id=f"{language}: {case.text}") for name, language in TABLES.items() for case in read_cases(name)]


def found_in(case: Case, language: str) -> list[tuple[int, str, str, str | None]]:
    article = Article(id="a", page=PageRef(), text=case.text, language=language, published=Time(value=case.published, basis="given"))
    return [(t.start, case.text[t.start : t.end], t.value, t.zone) for t in find_times(article)]


@pytest.mark.parametrize(("case", "language"), CASES)
def test_a_sentence_of_the_tables_gives_the_marked_expressions_and_values(case: Case, language: str) -> None:
    assert found_in(case, language) == case.expected, case.why
