"""The sample pages and their gold key agree with each other, with the calendar and with what the engine makes of them."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recoupe.samples import sample_pages

PAGES = sample_pages()
KEY: dict[str, Any] = json.loads((PAGES.parent / "key.json").read_text("utf-8"))
LINES: dict[str, dict[str, str]] = json.loads((PAGES.parent / "lines.json").read_text("utf-8"))
SCORER = Path(__file__).resolve().parents[2] / "bench" / "score_dossier.py"

FLOOR = 0.85
"""What every figure of the demo dossier must reach against its own key."""
CEILINGS = {"timeline_noise_events": 0.0, "forecasts_wrongly_confirmed": 0.0, "quotations_without_marks": 1 - FLOOR}
"""Figures that are better low, and the most they may be."""
NO_QUALITY = {"conflicts_listed", "timeline_events", "timeline_outside_share"}
"""Figures that count and do not judge."""

MISTAKEN_WEEKDAYS: frozenset[str] = frozenset()
"""Weekday and date pairs of the pages that disagree with the calendar on purpose: none so far."""
YEAR = 2022
WEEKDAYS = (
    ("lundi", "lun", "monday"),
    ("mardi", "mar", "tuesday"),
    ("mercredi", "mer", "wednesday"),
    ("jeudi", "jeu", "thursday"),
    ("vendredi", "ven", "friday"),
    ("samedi", "sam", "saturday"),
    ("dimanche", "dim", "sunday"),
)
MONTHS = (
    ("janvier", "january"),
    ("février", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("août", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("décembre", "december"),
)
DAY_NAME = rf"\b(?P<weekday>{'|'.join(w for row in WEEKDAYS for w in row)})\b\.?,?\s+"
WRITTEN = rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{'|'.join(m for row in MONTHS for m in row)})\b(?:\s+(?P<year>\d{{4}}))?"
NUMERIC = r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})"
MARKS = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """Lower case, one apostrophe, one space: what a needle of the key is compared in."""
    return text.translate(MARKS).lower()


def supports(part: Any) -> Iterator[dict[str, Any]]:
    """Every page, line and needle in a part of the key, however deep."""
    if isinstance(part, dict):
        if "needle" in part:
            yield part
        for value in part.values():
            yield from supports(value)
    elif isinstance(part, list):
        for value in part:
            yield from supports(value)


def row_of(table: tuple[tuple[str, ...], ...], word: str) -> int:
    return next(i for i, row in enumerate(table) if word.lower() in row)


def dates_with_weekday(text: str) -> Iterator[tuple[str, int, dt.date]]:
    for pattern in (WRITTEN, NUMERIC):
        for found in re.finditer(DAY_NAME + pattern, text, re.IGNORECASE):
            month = int(found["month"]) if found["month"].isdigit() else row_of(MONTHS, found["month"]) + 1
            day = dt.date(int(found["year"] or YEAR), month, int(found["day"]))
            yield found[0], row_of(WEEKDAYS, found["weekday"]), day


def test_every_needle_of_the_key_stands_in_its_line() -> None:
    lines = {short: (PAGES / name).read_text("utf-8").split("\n") for short, name in KEY["files"].items()}
    needles = list(supports(KEY))
    lost = [n for n in needles if fold(n["needle"]) not in fold(lines[n["page"]][n["line"] - 1])]
    assert needles
    assert not lost


def test_needles_stand_on_text_dumps_only() -> None:
    assert {KEY["files"][n["page"]][-4:] for n in supports(KEY)} == {".txt"}


def test_needles_stand_in_lines_that_are_kept_unless_they_are_noise() -> None:
    kept = {"title", "lead", "body", "sub"}
    facts = [n for part in ("timeline", "origins", "own_voice", "forecasts", "hedged") for n in supports(KEY[part])]
    assert not [n for n in facts if LINES[n["page"]][str(n["line"])] not in kept]
    assert not [n for n in supports(KEY["noise_dates"]) if LINES[n["page"]][str(n["line"])] != "noise"]


def test_the_files_of_the_key_are_the_pages_present() -> None:
    assert sorted(KEY["files"].values()) == sorted(p.name for p in PAGES.iterdir())
    assert [p["page"] for p in KEY["pages"]] == list(KEY["files"])
    assert sorted(p for pages in KEY["stories"]["stories"].values() for p in pages) == list(KEY["files"])


def test_every_line_of_a_dump_has_one_label() -> None:
    for short, name in KEY["files"].items():
        if name.endswith(".txt"):
            text = (PAGES / name).read_text("utf-8").split("\n")
            filled = [str(i) for i, line in enumerate(text, 1) if line.strip()]
            assert [i for i in LINES[short] if i.isdigit()] == filled, name


def test_weekdays_agree_with_the_calendar() -> None:
    found = [pair for page in sorted(PAGES.iterdir()) for pair in dates_with_weekday(page.read_text("utf-8"))]
    wrong = {text for text, weekday, day in found if day.weekday() != weekday}
    assert len(found) > 8
    assert wrong == MISTAKEN_WEEKDAYS


def test_demo_dossier_scores_against_its_key(demo_dossier: Any, tmp_path: Path) -> None:
    answer = tmp_path / "dossier.json"
    answer.write_text(demo_dossier.to_json(), "utf-8")
    here = PAGES.parent
    command = [sys.executable, SCORER, here / "key.json", answer, "--pages", PAGES, "--lines", here / "lines.json"]
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    rows = [line.split() for line in run.stdout.splitlines()]
    figures = {row[0]: float(row[1]) for row in rows if len(row) > 1}
    judged = {name: value for name, value in figures.items() if name not in NO_QUALITY}
    assert "key_needles_bad" not in judged
    low = {n: v for n, v in judged.items() if n not in CEILINGS and (math.isnan(v) or v < FLOOR)}
    high = {n: v for n, v in judged.items() if n in CEILINGS and not v <= CEILINGS[n]}
    assert not low | high
