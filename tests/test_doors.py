"""What holds of every door whatever comes in: nothing of a text page is lost, offsets give the words, the record goes to JSON and back."""

import gzip
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

FUZZ = Path(__file__).parents[1] / "bench" / "fuzz"


def load(name):
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", FUZZ / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


doors = load("doors")
seeds = load("seeds")

_any = st.characters(exclude_categories=("Cs",))
_odd = st.sampled_from("\x00\x85\u2028\u200b\u202e\u0301\ufeff\ufffd\U0001f309\r\n\t «»“”\"'’()[]{}<>&;:|/•*-–—.,!?©@0123456789")
_words = st.lists(
    st.sampled_from(
        ["le", "pont", "de", "Valcreuse", "a", "rouvert", "lundi", "selon", "la", "mairie", "d'Alzer", "et", "ses", "habitants"]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)
_marks = st.sampled_from([
    "Publié le 12 mai 2031 à 18:05", "12.05.2031, 03:5912.05.2031, 08:22", "Par Odile Garancier, envoyée spéciale", "(AFP)", "(ats/jch)",
    "À lire aussi :", "- Un autre titre", "Commentaires", "Photo : Ana Sorel/Agence", "VALCREUSE (AFP) - ", "1. ",
    "Nous utilisons des cookies.",
    "Mis à jour le 13 mai 2031 par la rédaction de Valcreuse 12 h", "https://exemple.test/2031/05/12/pont", "AVEC AFP",
    "Accueil | Sport | Culture", "18h05", "18:05 Le pont rouvre", "17:40", "EN DIRECT", "12 mai, 16h30 - La mairie parle", "Lire la suite",
])  # fmt: skip
_line = st.lists(st.one_of(_words, _marks, st.text(_any, max_size=20), st.text(_odd, max_size=8)), min_size=1, max_size=4).map(" ".join)
_sentence = st.builds(lambda a, b: f"{a.capitalize()} et {b}.", _words, _words)
_page = st.lists(st.one_of(_line, _sentence, _sentence), min_size=1, max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r"]).map(lambda end: end.join(lines))
)
_tag = st.sampled_from(
    ["p", "div", "h1", "span", "li", "blockquote", "figure", "figcaption", "td", "article", "script", "b", "time", "aside", "x:y"]
)
_attributes = st.sampled_from(["", ' class="caption"', " class='lead related'", ' datetime="9999-99-99T99:99"', ' href="//["', " a b=c '"])
_tree = st.recursive(
    st.one_of(_sentence, _line),
    lambda inner: st.builds(
        lambda tag, more, parts, open_: f"<{tag}{more}>{''.join(parts)}" + ("" if open_ else f"</{tag}>"),
        _tag, _attributes, st.lists(inner, max_size=5), st.booleans(),
    ),
    max_leaves=30,
)  # fmt: skip
_field = st.sampled_from([
    "text", "title", "html", "date", "url", "language", "dump", "page", "path", "id", "blocks", "kind", "start", "end", "reason", "detail",
    "annotations", "article", "published", "value",
])  # fmt: skip
_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | _line
    | st.sampled_from(["2031-13", "9999-99-99", "\ud800", "0000", "fr", "paragraph"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_field, inner, max_size=6),
    max_leaves=12,
)


@given(_page)
def test_every_word_of_a_text_page_is_kept_or_dropped_and_stands_at_its_offsets(page):
    doors.read_text(page.encode())


@given(st.binary(max_size=400))
def test_any_bytes_are_read_as_text_or_rejected(data):
    doors.read_text(data)


@given(_page, st.sampled_from(["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "shift_jis"]))
def test_any_encoding_is_read_or_rejected(page, encoding):
    doors.read_text(page.encode(encoding, "replace"))


@given(
    _tree,
    st.lists(st.sampled_from(["<meta charset=utf-7>", "<base href='http://[::1'>", "<title>Le pont", "<!--", "<![CDATA["]), max_size=2),
)
def test_any_markup_is_read_or_rejected(tree, head):
    doors.read_html(f"<html><head>{''.join(head)}</head><body><h1>Le pont rouvre</h1>{tree}</body></html>".encode())


@given(_json)
def test_any_structured_data_in_a_page_is_read_or_passed_over(data):
    node = json.dumps({"@type": "NewsArticle", "headline": data, "datePublished": data, "author": data, "publisher": data, "@graph": data})
    article = f"<article><h1>Le pont</h1><p>{'Le pont de la ville a rouvert. ' * 9}</p></article>"
    doors.read_html(f"<html><body><script type='application/ld+json'>{node}</script>{article}</body></html>".encode())


@given(st.lists(st.one_of(_json.map(json.dumps), _line), max_size=4))
def test_any_lines_are_articles_or_rejected(lines):
    doors.read_json_lines("\n".join(lines).encode("utf-8", "surrogatepass"))


@given(st.data())
def test_an_archive_hit_anywhere_is_counted_in_full(data):
    shape = data.draw(st.sampled_from(["warc", "gz", "packed"]))
    whole = dict(seeds.shapes("archive", b"<p>Le pont de Valcreuse a rouvert lundi.</p>" * 5, True))[shape]
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    doors.read_archive_file(whole[:at] + data.draw(st.binary(max_size=12)) + whole[at + cut :])


@given(st.binary(max_size=200))
def test_any_bytes_are_an_archive_or_rejected(data):
    doors.read_archive_file(data)
    doors.read_archive_file(gzip.compress(data))


@pytest.mark.parametrize("door", doors.DOORS)
def test_the_fuzzer_s_seeds_pass_its_checks(door, tmp_path):
    seeds.write_seeds(door, tmp_path)
    found = sorted(tmp_path.iterdir())
    assert len(found) >= 10
    for path in found[:: max(1, len(found) // 12)]:
        doors.DOORS[door](path.read_bytes())
    assert all(line.startswith('"') and line.endswith('"') for line in seeds.dictionary(door).splitlines())
