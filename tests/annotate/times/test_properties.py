"""Properties of the tagger of times: dates read back in every style, order, independence of what stands around, linear time."""

import itertools
import time
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.annotate.times import find_times
from recoupe.annotate.times.tables import compile_tables
from recoupe.annotate.times.tagging import tag_times
from recoupe.annotate.times.words import TimeWords
from recoupe.calendar import WEEKDAYS
from recoupe.records import Article, PageRef, Time, TimeExpression

from .tables import read_cases

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
FRENCH_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
FRENCH_SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
ENGLISH_SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
ROWS = [(case, language) for name, language in (("french", "fr"), ("english", "en")) for case in read_cases(name)]
ANCHORS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def times_of(text: str, language: str = "fr", published: str | None = "2031-05-07") -> tuple[TimeExpression, ...]:
    given_time = Time(value=published, basis="given") if published else None
    return find_times(Article(id="a", page=PageRef(), text=text, language=language, published=given_time))


def french_styles(day: date) -> list[str]:
    number, month, weekday = "1er" if day.day == 1 else str(day.day), FRENCH_MONTHS[day.month - 1], FRENCH_DAYS[day.weekday()]
    return [
        f"le {number} {month} {day.year}",
        f"{weekday} {number} {month} {day.year}",
        f"le {weekday} {number} {month} {day.year}",
        f"{weekday.upper()} {number} {month.upper()} {day.year}",
        f"le {day.day:02d} {month} {day.year}",
        f"le {number} {FRENCH_SHORT[day.month - 1]} {day.year}",
        f"{weekday}, {number} {month} {day.year}",
        f"le {day:%d.%m.%Y}",
        f"le {day:%d/%m/%Y}",
        f"le {day:%d-%m-%Y}",
        f"le {day.day}.{day.month}.{day.year}",
        f"le {day.day}/{day.month}/{day.year}",
        f"le {weekday} {day:%d.%m.%Y}",
        day.isoformat(),
        f"le\u00a0{number}\u00a0{month}\u00a0{day.year}",
    ]


def english_styles(day: date) -> list[str]:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    ordinal = f"{day.day}{'th' if 11 <= day.day <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day.day % 10, 'th')}"
    return [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{ENGLISH_SHORT[day.month - 1]} {day.day}, {day.year}",
        f"{day.day} {ENGLISH_SHORT[day.month - 1]} {day.year}",
        f"the {ordinal} of {month} {day.year}",
        f"{ordinal} {month} {day.year}",
        f"{month} {ordinal}, {day.year}",
        f"{weekday.upper()}, {month.upper()} {day.day}, {day.year}",
        day.isoformat(),
    ]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), ANCHORS)
def test_a_date_in_any_style_reads_back_on_any_anchor(day: date, anchor: date) -> None:
    for language, frame, styles in (
        ("fr", "Elle a signé {} au port.", french_styles(day)),
        ("en", "She signed it on {} in port.", english_styles(day)),
    ):
        for style in styles:
            found = [(t.value, t.first_day) for t in times_of(frame.format(style), language, anchor.isoformat())]
            assert found == [(day.isoformat(), day.isoformat())], style


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_in_full_reads_the_same_without_an_anchor(day: date) -> None:
    assert {times_of(f"Elle a signé {style}.", published=None)[0].value for style in french_styles(day)} == {day.isoformat()}


FREE = [
    (case, language)
    for case, language in ROWS
    if all(
        t.basis in ("stated", "anchored", None) and t.meaning.shape not in ("clock", "part")
        for t in times_of(case.text, language, case.published)
    )
]
FILLERS = [
    "La place était vide.",
    "Il a gagné 3-1 en 2019 devant 1 200 personnes.",
    "Le 3 mars 2030, la digue a cédé ; tout sera réparé.",
    "Hier, rien.",
]


@given(st.sampled_from(FREE), st.lists(st.sampled_from(FILLERS), max_size=3), st.lists(st.sampled_from(FILLERS), max_size=3))
def test_what_needs_no_narrative_reads_alike_whatever_stands_around(row: tuple, before: list[str], after: list[str]) -> None:  # type: ignore[type-arg]
    case, language = row
    alone = times_of(case.text, language, case.published)
    head = "".join(f"{text}\n" for text in before)
    text = head + case.text + "".join(f"\n{text}" for text in after)
    within = [t for t in times_of(text, language, case.published) if len(head) <= t.start < len(head) + len(case.text)]
    assert [(t.start - len(head), t.end - len(head), t.value, t.first_day) for t in within] == [
        (t.start, t.end, t.value, t.first_day) for t in alone
    ]


@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=5), ANCHORS)
def test_expressions_are_in_order_none_overlaps_another_and_two_runs_agree(rows: list, anchor: date) -> None:  # type: ignore[type-arg]
    text = "\n".join(case.text for case, _ in rows)
    for language in ("fr", "en"):
        times = times_of(text, language, anchor.isoformat())
        assert all(a.end <= b.start for a, b in itertools.pairwise(times))
        assert all(t.start < t.end and (t.first_day or "") <= (t.last_day or "") for t in times)
        assert times == times_of(text, language, anchor.isoformat())


HOSTILE = {
    "digits": "12345 ",
    "one run of digits": "1",
    "weekdays": "lundi ",
    "articles": "le ",
    "open ranges": "du 1 au 2 au 3 ",
    "slashes": "1/2/",
    "lists": "les 1, 2, 3 et ",
    "halves": "un an et demi ",
    "clocks": ", 10h10",
    "number words": "vingt-",
    "vague": "il y a plus de ",
    "parts": "en fin de ",
    "brackets": "(2031",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_reading_stays_linear_on_hostile_text(unit: str, language: str) -> None:
    """Eight times the text may take at most sixteen times as long: the square would take sixty-four."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        spent = []
        for _ in range(3):
            begin = time.process_time()
            times_of(text, language)
            spent.append(time.process_time() - begin)
        return min(spent)

    seconds(1000)
    assert seconds(32_000) < 16 * max(seconds(4_000), 0.004)


THIRD = """
[classes.month]
gennaio = 1
maggio = 5
[classes.weekday]
"lunedi" = 1
[classes.day_word]
ieri = -1
domani = 1
[numbers]
due = 2
tre = 3
[classes.unit]
giorni = "D"
[[rules]]
shape = "date"
patterns = ["«(?:il )?{day} {month}(?: {year})?»"]
[[rules]]
shape = "weekday"
patterns = ["«{weekday}»"]
[[rules]]
shape = "day"
patterns = ["«{day_word}»"]
[[rules]]
shape = "ago"
fields = { sign = -1 }
patterns = ["«{n} {unit} fa»"]
[direction]
future = ["\\\\w+erà"]
past = ["ha \\\\w+to"]
"""


def test_another_language_is_another_table() -> None:
    tables = compile_tables(msgspec.toml.decode(THIRD, type=TimeWords))
    text = "Il sindaco ha parlato lunedì; il ponte aprirà il 12 maggio 2031. Tre giorni fa pioveva, domani tornerà."
    found = [(text[t.start : t.end], t.meaning.shape, t.meaning.fields.get("tense")) for t in tag_times(text, tables)]
    assert found == [
        ("lunedì", "weekday", "past"),
        ("il 12 maggio 2031", "date", None),
        ("Tre giorni fa", "ago", None),
        ("domani", "day", None),
    ]
