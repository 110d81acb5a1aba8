"""Signatures, datelines, decoding and clean text."""

import pytest

from recoupe.errors import InputError, PageRejected
from recoupe.language import find_language
from recoupe.read import article_from_text, read_page
from recoupe.read.dateline import find_dateline
from recoupe.read.decode import decode_page
from recoupe.read.lines import make_line
from recoupe.read.signature import byline_agencies, closing_signature, signature_line


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le pont rouvrira lundi. (xyz/ab)", ["xyz"]),
        ("Le pont rouvrira lundi. (AFP)", ["AFP"]),
        ("Le pont rouvrira lundi. (avec Reuters)", ["Reuters"]),
        ("Le pont est ouvert aux vélos (aller/retour)", None),
        ("Le pont est ouvert (sauf le dimanche).", None),
    ],
)
def test_a_sign_off_in_brackets_is_told_from_an_aside(text: str, names: list[str] | None) -> None:
    found = closing_signature(text)
    assert (None if found is None else [s.name for s in found[1]]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("AVEC LUMEN TV", ["LUMEN TV"]),
        ("Avec AFP", ["AFP"]),
        ("Source : AFP", ["AFP"]),
        ("(dpa/NAN)", ["dpa", "NAN"]),
        ("ATS/YRO", ["ats"]),
        ("ats/jch", ["ats"]),
        ("afp/jb/ol", ["AFP"]),
        ("SDA-ATS/mba", ["ats"]),
        ("AFP/VNA/CVN", ["AFP", "VNA"]),
        ("L.M. avec Belga", ["Belga"]),
        ("Le Courrier d'ici avec AFP", ["AFP"]),
        ("20 Minutes avec AFP", ["AFP"]),
        ("Avant/Après", []),
        ("Une soirée avec les AFP de Vorlac et leurs amis", []),
        ("Avec le soleil, il fait chaud", []),
        ("La préfecture n'a pas répondu", []),
    ],
)
def test_a_whole_line_may_be_a_signature(line: str, names: list[str]) -> None:
    assert [s.name for s in signature_line(make_line(0, line))] == names


def test_of_an_outlet_and_its_partner_the_partner_is_the_agency() -> None:
    signers, outlet = byline_agencies("information fournie par Boursoline avec Wire Desk")
    assert ([s.name for s in signers], outlet) == (["Wire Desk"], "Boursoline")


@pytest.mark.parametrize(
    ("line", "place", "date", "end"),
    [
        ("Vorlac,4 mars 2031.", "Vorlac", "2031-03-04", None),
        ("VORLAC (Reuters) - Le pont fermera lundi.", "VORLAC", None, "VORLAC (Reuters) - "),
        ("Vorlac, le 4 mars 2031 – Le pont fermera lundi.", "Vorlac", "2031-03-04", "Vorlac, le 4 mars 2031 – "),
        ("(AFP) — Le pont fermera lundi.", None, None, "(AFP) — "),
        ("(Belga) Le pont fermera lundi.", None, None, "(Belga) "),
        (
            "VORLAC (RD Congo), 4 mars 2031 (AFP) - Le pont fermera lundi.",
            "VORLAC",
            "2031-03-04",
            "VORLAC (RD Congo), 4 mars 2031 (AFP) - ",
        ),
        ("VORLAC 03/05 (BELGA) = Le pont fermera lundi.", "VORLAC", None, "VORLAC 03/05 (BELGA) = "),
        ("(ANSA) - VORLAC, 3 FEB - È chiuso il ponte.", "VORLAC", None, "(ANSA) - VORLAC, 3 FEB - "),
        ("Vorlac, 12/09/2030 (VNA / MediaVorlac)", "Vorlac", "2030-09-12", None),
    ],
)
def test_a_dateline_gives_its_place_and_day(line: str, place: str | None, date: str | None, end: str | None) -> None:
    found = find_dateline(line)
    assert found is not None
    assert (found.place, found.date, line[: found.end]) == (place, date, line if end is None else end)


@pytest.mark.parametrize(
    "line",
    [
        "Le maire - c'est son droit - a refusé.",
        "Vorlacinfo.ch, 14.10.2030",
        "Vorlac, 14.10.2030 – 11:05",
        "(Non) Le pont rouvre.",
        "Le pont, fermé le 4 mars 2031, rouvre.",
        "Nord - Sud : le match",
        "SAINT-VORLAC | Les vents ont soufflé.",
    ],
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_page_is_decoded_as_browsers_do(encoding: str) -> None:
    text = "Le préfet a été reçu à l'hôtel de ville de Vorlac, où « tout » était prêt. " * 3
    assert decode_page(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \n\t", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary"), (bytes(range(32)) * 99, "binary")],
)
def test_a_page_that_is_no_text_is_rejected_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PageRejected) as error:
        read_page(data)
    assert error.value.reason == reason


def test_a_page_of_more_than_fifty_megabytes_is_rejected() -> None:
    with pytest.raises(PageRejected, match="too_large"):
        read_page(b"a" * 50_000_001)


def test_clean_text_is_kept_as_it_is() -> None:
    text = "  Un titre\n\nLe pont fermera lundi.  \r\nFin."
    article = article_from_text(text, published="2031-03-04T07:15")
    assert article.text == text
    assert [text[b.start : b.end] for b in article.blocks] == ["Un titre", "Le pont fermera lundi.", "Fin."]
    assert article.published is not None
    assert (article.published.value, article.published.basis, article.published.precision) == ("2031-03-04T07:15", "given", "minute")


def test_a_date_that_is_none_is_refused_with_an_example() -> None:
    with pytest.raises(InputError, match="2031-03-04"):
        article_from_text("Le pont fermera lundi.", published="mardi")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le maire a annoncé que le pont fermerait lundi pour trois mois.", "fr"),
        ("The mayor said the bridge would close on Monday for three months.", "en"),
        ("Der Bürgermeister sagte, die Brücke werde am Montag geschlossen.", "de"),
        ("記者会見で市長は橋の閉鎖を発表しました。", "ja"),
        ("12 34", None),
    ],
)
def test_the_language_of_a_text_is_found_or_left_open(text: str, language: str | None) -> None:
    assert find_language(text) == language
