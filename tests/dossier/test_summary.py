"""The terminal summary: readable, as wide as the terminal, never longer than a screen or two."""

from __future__ import annotations

from io import StringIO

import pytest
from msgspec.structs import replace
from rich.console import Console

from recoupe.dossier import Dossier, build_dossier, print_summary, summary_lines


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_lines_fit_the_width(flood: Dossier, width: int) -> None:
    assert all(line.cell_len <= width for line in summary_lines(flood, "fr", width))


def test_a_story_is_told_in_a_few_lines(flood: Dossier) -> None:
    text = "\n".join(line.plain for line in summary_lines(flood, "fr", 120)).replace("\u00a0", " ")
    assert "du 7 au 12 mars 2022 · 5 articles · 5 médias · 10 origines indépendantes" in text
    assert "2 h 15 : La digue de l’Orsenne a cédé" in text
    assert "Divergences (4)" in text
    assert "12 événements à une seule origine" in text
    assert "vide.txt : page vide" in text


def test_a_long_story_is_cut_and_says_so(flood: Dossier) -> None:
    story = flood.stories[0]
    many = replace(story, events=tuple(replace(e, id=f"{e.id}{n}") for n in range(20) for e in story.events), conflicts=story.conflicts * 9)
    lines = [line.plain for line in summary_lines(replace(flood, stories=(many,), rejected=()), "en", 100)]
    assert len(lines) <= 60
    assert any("more (full dossier" in line for line in lines)


def test_colours_go_away_where_asked(flood: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = StringIO()
    print_summary(flood, Console(file=out, width=80, force_terminal=True), "fr")
    assert "\x1b[3" not in out.getvalue()
    assert "Valmoret" in out.getvalue()


def test_page_text_cannot_steer_the_terminal(flood: Dossier) -> None:
    hostile = replace(flood, stories=(replace(flood.stories[0], title="a\x1b[2Jb\u202ec [bold]d"),))
    assert summary_lines(hostile)[0].plain == "a [2Jb c [bold]d"


def test_no_story_is_said() -> None:
    assert summary_lines(build_dossier([]), "en")[0].plain.startswith("No story")
