"""Marks and word differences: whatever overlaps, the text comes back exactly and every passage has one anchor."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.dossier.differences import mark_differences
from recoupe.dossier.marks import Back, Marked, Token, cut_marks
from recoupe.records import Span

TEXT = "La digue a cédé mercredi vers deux heures, selon la préfecture."


def _marked(pairs: list[tuple[int, int]]) -> list[Marked]:
    spans = sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
    return [Marked(a, b, f"{a}-{b}", ("event",), (Back("event", f"E{n}", "#e", ""),)) for n, (a, b) in enumerate(spans)]


PAIRS = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8)


@given(PAIRS)
def test_tokens_nest_and_give_the_text_back(pairs: list[tuple[int, int]]) -> None:
    marked = _marked(pairs)
    tokens = cut_marks(TEXT, 0, len(TEXT), marked)
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1, "text": 0}[token.kind]
        assert depth >= 0
    assert depth == 0
    assert "".join(t.text for t in tokens) == TEXT
    assert sorted(t.anchor for t in tokens if t.anchor) == sorted(m.anchor or "" for m in marked)
    assert sorted(b.label for t in tokens for b in t.backs) == sorted(b.label for m in marked for b in m.backs)


@given(PAIRS)
def test_exactly_the_passages_are_covered(pairs: list[tuple[int, int]]) -> None:
    marked = _marked(pairs)
    covered: set[int] = set()
    at = depth = 0
    for token in cut_marks(TEXT, 0, len(TEXT), marked):
        depth += {"open": 1, "close": -1, "text": 0}[token.kind]
        if depth:
            covered.update(range(at, at + len(token.text)))
        at += len(token.text)
    assert covered == {i for m in marked for i in range(m.start, m.end)}


def test_a_crossing_passage_goes_on_without_a_second_anchor() -> None:
    tokens = cut_marks("abcdef", 0, 6, [Marked(0, 4, "x", ("event",)), Marked(2, 6, "y", ("event",))])
    assert [t.anchor for t in tokens if t.kind == "open"] == ["x", "y", None]


def test_no_marks_is_one_text() -> None:
    assert cut_marks(TEXT, 3, 8, []) == [Token("text", text="digue")]


# ------------------------------------------------------------------ differences


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_pieces_joined_are_the_texts(texts: list[str]) -> None:
    assert ["".join(p.text for p in pieces) for pieces in mark_differences(texts)] == texts


def _show(texts: list[str], insertions: list[list[Span]] | None = None) -> list[str]:
    signs = {"same": "{}", "differs": "[{}]", "missing": "|", "inserted": "({})"}
    return ["".join(signs[p.mark].format(p.text) for p in pieces) for pieces in mark_differences(texts, insertions or [])]


def test_changed_words_are_marked_on_both_sides() -> None:
    assert _show(["huit cents habitants évacués", "neuf cents habitants évacués"]) == [
        "[huit] cents habitants évacués",
        "[neuf] cents habitants évacués",
    ]


def test_words_left_out_leave_a_sign() -> None:
    assert _show(["huit cents habitants sont partis", "près de huit cents habitants sont partis"]) == [
        "|huit cents habitants sont partis",
        "[près de] huit cents habitants sont partis",
    ]


def test_typography_and_case_are_no_difference() -> None:
    assert _show(["L’eau monte", "l'eau monte"]) == ["L’eau monte", "l'eau monte"]


def test_an_insertion_of_the_newsroom_is_not_compared() -> None:
    assert (
        _show(["la mairie (de X, NDLR) le savait", "la mairie le savait"], [[Span(start=10, end=22)]])[0]
        == "la mairie (\x28de X, NDLR)) le savait"
    )


def test_a_translation_is_not_compared_word_by_word() -> None:
    assert _show(["nous avons évacué tout le monde", "we moved everybody out"]) == [
        "nous avons évacué tout le monde",
        "we moved everybody out",
    ]
