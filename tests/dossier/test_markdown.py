"""The Markdown face: the same lines, safe to paste."""

from __future__ import annotations

from recoupe.dossier import Dossier, build_dossier
from recoupe.dossier.markdown import escape


def test_the_sections_of_a_story_are_there(flood: Dossier) -> None:
    text = flood.to_markdown("fr").replace("\u00a0", " ")
    for words in (
        "# Valmoret : la digue de l’Orsenne cède, trois quartiers évacués",
        "### mercredi 9 mars 2022",
        "- 2 h 15 : **La digue de l’Orsenne a cédé** (donné comme fait) · 2 origines : la préfecture, Meridian Wire",
        "  - la préfecture → APN → La Gazette de l’Orsenne [a2]",
        "  - Rives Vives → APN → La Gazette de l’Orsenne [a2] : « la mairie aurait reçu un rapport alarmant en janvier »",
        "### Sans date",
        "- **Erreur dans la page** (date, à l’intérieur d’une page) : la légende",
        "- **la préfecture** (source directe) : Radio Valmoret [a1] (mêmes mots que a2)",
        "- **Hélène Darvault**",
        "- 17 mots, retouché : ",
        "- [a1] Radio Valmoret : [Rupture de digue : la préfète parle de 800 évacués](<https://radio-valmoret.example/digue>)",
    ):
        assert words in text


def test_page_text_cannot_be_markup(flood: Dossier) -> None:
    text = flood.to_markdown("en")
    assert "<script>" not in text
    assert "<img" not in text
    assert "[liens](javascript" not in text
    assert "\u202e" not in text


def test_escaping_keeps_the_words() -> None:
    assert escape("a *b* [c] <d> e_f | g\nh") == r"a \*b\* \[c\] &lt;d&gt; e\_f \| g h"
    assert escape("&lt; & AT&T") == "&amp;lt; & AT&T"
    assert escape("Gazette [a2]", keep="[]") == "Gazette [a2]"


def test_a_heading_or_list_in_page_text_stays_in_its_line(flood: Dossier) -> None:
    body = flood.to_markdown().split("\n---\n")[0]
    assert all(line.startswith(("# ", "## ", "### ", "- ", "  - ")) or " · " in line or not line for line in body.split("\n"))


def test_no_story_is_said() -> None:
    assert "Aucun sujet" in build_dossier([]).to_markdown("fr")
