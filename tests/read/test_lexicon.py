"""All lines of a page are looked at together: each is seen as it is seen alone, and folding, words and language are those of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language import _identifier, find_language
from recoupe.read.clocks import MAY_OPEN
from recoupe.read.lexicon import WORD, print_words
from recoupe.read.lines import MAX_LINES, Raw, make_line, make_lines, split_lines
from recoupe.read.numbers import Numbers
from recoupe.read.surroundings import FEATURES, page_features
from recoupe.text import fold

LINES = (
    "Accueil",
    "Partager sur Facebook",
    "© 2031 La Gazette d’Arlen. Tous droits réservés.",
    "Publié le 12 mars 2031 à 08h40",
    "Le pont d’Arlen, vieux de 120 ans, est fermé depuis lundi : une fissure a été trouvée, a dit la maire Ada Lenz.",
    "We use cookies to personalise content. Read more about our cookies.",
    "12 commentaires",
    "読者のみなさまへ",
    "...",
    "?",
    "Photo: Ada Lenz / Arlen Press",
    "Lire aussi : Dix promenades pour l’automne",
    "A/B testing at arlen.test, www.arlen.test or desk@arlen.test",
)


@pytest.mark.parametrize("text", LINES)
def test_a_line_is_seen_among_others_as_it_is_alone(text: str) -> None:
    among = next(line for line in make_lines([Raw(0, other) for other in LINES]) if line.text == text)
    alone = make_line(0, text)
    assert among == alone
    assert alone.n_words == len(alone.words) == len(WORD.findall(fold(text)))


def test_a_line_seen_before_takes_its_new_place() -> None:
    first, second = split_lines("Le pont d’Arlen est fermé.\n\n\n• Le pont d’Arlen est fermé.")
    assert (first.start, first.bullet, second.start, second.bullet) == (0, False, 31, True)
    assert second.words == first.words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Partager sur Facebook", {"share"}),
        ("Tous droits réservés", {"legal"}),
        ("© 2031 La Gazette d’Arlen", {"legal"}),
        ("12 commentaires", {"comments"}),
        ("Le pont d’Arlen est fermé.", set()),
    ],
)
def test_cues_are_found_by_the_words_they_need(text: str, kinds: set[str]) -> None:
    assert set(make_line(0, text).cues) == kinds


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=1, max_size=6))
def test_words_of_lines_cut_together_are_those_of_each(texts: list[str]) -> None:
    lines = make_lines([Raw(0, text) for text in texts])
    assert [line.words for line in lines] == [tuple(WORD.findall(fold(text))) for text in texts]


@given(st.lists(st.text("abcé", min_size=1, max_size=8), min_size=1, max_size=12))
def test_words_have_the_same_number_where_they_are_the_same(words: list[str]) -> None:
    numbers = print_words(words).tolist()
    assert [numbers.index(number) for number in numbers] == [words.index(word) for word in words]


@given(st.text("0123456789٣:h/.–-apmAPM heurs", max_size=40))
def test_clock_times_are_counted_by_their_digits_as_by_the_whole_text(text: str) -> None:
    assert Numbers(text).count_clocks() == len(MAY_OPEN.findall(text))


@pytest.mark.parametrize(
    ("text", "held"),
    [("Le 03/04/2024.", True), ("3.4.24", True), ("12–03–24", True), ("2024-03-04", False), ("24/7, 3-2", False), ("", False)],
)
def test_dates_in_numbers_are_known_by_the_marks_between_them(text: str, held: bool) -> None:
    assert Numbers(text).hold_date() is held


@given(st.text(max_size=400))
def test_folding_is_the_same_for_short_and_long_texts(text: str) -> None:
    long = text + "é" * 400
    assert fold(text) == "".join(fold(letter) for letter in text)
    assert fold(long) == "".join(fold(letter) for letter in long)


@given(st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=8))
def test_every_line_has_a_finite_number_for_every_feature(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts))
    if lines:
        assert page_features(lines).shape == (len(lines), len(FEATURES))
        assert abs(page_features(lines)).max() < 100


def test_lines_beyond_the_first_ten_thousand_are_not_read() -> None:
    assert len(split_lines("Accueil\n" * (MAX_LINES + 5))) == MAX_LINES


@pytest.mark.parametrize("text", [*LINES, "Der Rat der Stadt hat am Montag die alte Brücke gesperrt.", "a" * 30, "x"])
def test_the_language_model_walked_at_once_answers_as_letter_by_letter(text: str) -> None:
    plain = super(type(_identifier()), _identifier())._raw_score(text.encode())
    assert abs(_identifier()._raw_score(text.encode()) - plain).max() < 1e-3


def test_too_few_letters_have_no_language() -> None:
    assert find_language("12 03 31 a b") is None
