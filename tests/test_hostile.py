"""What the fuzzers and hostile pages of ``bench/fuzz`` found, small: each is read or rejected in seconds, nothing is lost unsaid."""

import gzip
import json
import time
from contextlib import contextmanager, suppress

import pytest

from recoupe.cli import inputs
from recoupe.errors import InputError, PageRejected
from recoupe.pages import PageFile
from recoupe.read import article_from_text, lines, read_archive, read_page
from recoupe.read.markup import MAX_TAGS, silence, thin_tags
from recoupe.read.metadata import parse_instant
from recoupe.records import Rejected

SENTENCE = "Le pont de Valcreuse a rouvert lundi après huit mois de travaux, a annoncé la mairie dans un communiqué.\n"
TITLE = "Le pont de Valcreuse rouvre à la circulation\n"


@contextmanager
def within(seconds):
    """CPU seconds: what grows with the square of a page's size takes many times as long."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def html(inside="", head=""):
    paragraphs = f"<p>{SENTENCE}</p>" * 3
    return f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{paragraphs}{inside}</article></body></html>".encode()


def linked(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


# ------------------------------------------------------------------ text pages

TEXTS = {
    "pointers to other articles": "À lire aussi\n" * 6_000,
    "pointers as items": "- À lire aussi : le titre du jour\n" * 6_000,
    "pointers with teasers": "À lire aussi\n- Le maire de la ville\n" * 3_500,
    "signed paragraphs": "".join(f"{SENTENCE.strip()} (avec Agence{n})\n" for n in range(4_000)),
    "one endless line": "mot " * 500_000,
    "one endless word": "mot" * 500_000,
    "line breaks": "\n" * 1_000_000,
    "brackets": "([{«“\"'" * 100_000,
    "stamps in one line": "le 12 mai 2031 à 18:05, " * 20_000,
    "marks upon marks": "e" + "\u0301" * 500_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_page_made_to_hurt_is_read_in_seconds_and_keeps_its_article(name):
    page = TITLE + SENTENCE * 3 + TEXTS[name] + "\n" + SENTENCE * 3
    with within(9):
        article = read_page(page, media_type="text/plain")
    assert SENTENCE.strip() in article.text


@pytest.mark.parametrize("rest", ["mot\n" * 500, ("mot " * 3_000 + "\n") * 5])
def test_what_lies_beyond_the_bounds_of_a_text_page_is_listed(rest, monkeypatch):
    monkeypatch.setattr(lines, "MAX_LINES", 300)
    monkeypatch.setattr(lines, "MAX_TEXT", 30_000)
    page = SENTENCE * 3 + rest + "la fin de la page"
    last = read_page(page, media_type="text/plain").dropped[-1]
    assert last.reason == "beyond the first 10,000 lines or 8,000,000 characters, which no article reaches"
    assert last.text.endswith("\nla fin de la page")
    assert last.page_end == len(page)


def test_words_beside_a_stamp_that_no_rule_takes_are_listed():
    stamp = "Publié le 12 mai 2031 à 18:05 • de notre envoyée spéciale"
    article = read_page(TITLE + stamp + "\n" + SENTENCE * 3, media_type="text/plain")
    assert article.published.value == "2031-05-12T18:05"
    kept = " ".join(article.text[b.start : b.end] for b in article.blocks) + " ".join(d.text for d in article.dropped)
    assert "de notre envoyée spéciale" in kept


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-8-sig"])
def test_a_page_with_a_byte_order_mark_is_read_by_it(encoding):
    assert SENTENCE.strip() in read_page((TITLE + SENTENCE * 3).encode(encoding)).text


def test_a_page_of_a_few_broken_bytes_needs_no_more_memory_than_its_text():
    import tracemalloc

    data = ("中" * 20).encode() + b"\xff"
    tracemalloc.start()
    read_page((TITLE + SENTENCE * 3).encode() + data * 20_000, media_type="text/plain")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25 * len(data) * 20_000


# ------------------------------------------------------------------ HTML

MARKUP = {
    "one endless word": "<p>" + "a" * 300_000,
    "scripts never closed": "<script>" * 400_000,
    "scripts cut short": "<script " * 400_000,
    "many attributes": "<p " + " ".join(f"a{n}=b" for n in range(50_000)) + ">mot</p>",
    "links side by side": "<p>" + "<a href='/a'>mot</a> " * 12_000 + "</p>",
    "many attributes with marks": "<p " + " ".join(f"a{n}='<>'" for n in range(50_000)) + ">mot</p>",
    "quotation marks never closed": "<p '<p \"" * 100_000 + "=" * 20_000,
    "an endless attribute": "<p class='" + "a b " * 500_000 + "'>mot</p>",
    "tags in tags": "<div class='related caption'>mot " * 50_000,
    "lists in lists": "<ul><li>mot " * 50_000,
    "entities": "<p>" + "&lol;&#xD800;&#x110000;" * 50_000,
}


@pytest.mark.parametrize("name", MARKUP)
def test_an_html_page_made_to_hurt_is_read_in_seconds_and_keeps_its_article(name):
    with within(15):
        article = read_page(html(MARKUP[name]))
    assert SENTENCE.strip() in article.text


HEADS = {
    "opening marks": linked(headline="<" * 400_000),
    "lists in lists": '<script type="application/ld+json">' + "[" * 100_000 + "]" * 100_000 + "</script>",
    "a list of nothing": '<script type="application/ld+json">[' + "{}," * 300_000 + "{}]</script>",
    "an endless number": '<script type="application/ld+json">{"@type": "NewsArticle", "position": ' + "9" * 100_000 + "}</script>",
    "entities of entities": "<!DOCTYPE html [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;'>]>&b;",
}


@pytest.mark.parametrize("name", HEADS)
def test_structured_data_made_to_hurt_is_passed_over_in_seconds(name):
    with within(5):
        article = read_page(html(head=HEADS[name]))
    assert SENTENCE.strip() in article.text


def test_markup_beyond_the_bounds_is_listed_with_its_first_words():
    article = read_page(html("<b>x</b>" * MAX_TAGS + "<p>La fin de la page.</p>"))
    last = article.dropped[-1]
    assert last.reason.startswith("beyond the first 6,000,000 characters or 30,000 tags of markup")
    assert "x" in last.text


def test_a_page_whose_article_lies_beyond_the_bounds_is_rejected_with_the_bound():
    page = b"<html><body>" + b"<nav><a href='#'>Sport</a></nav>" * (MAX_TAGS // 4 + 1) + html()
    with pytest.raises(PageRejected, match=r"30,000 tags of markup: [\d,]+ characters were not read"):
        read_page(page)


@pytest.mark.parametrize("before", [0, 1, 9_999, 10_000, 19_999, 25_000])
def test_a_tag_of_twenty_thousand_characters_loses_its_attributes_wherever_it_stands(before):
    page, tag = f"<p>{'m' * before}<b>", f"<div {'a=1 ' * 5_000}>"
    assert thin_tags(page + tag + "</b>") == page + "<div></b>"


def test_scripts_are_left_out_and_structured_data_stays():
    page = '<p>a</p><SCRIPT x="1">b</script ><style>c</style><script type="application/ld+json">{}</script><svg>d<p>e</p>'
    assert silence(page) == '<p>a</p>   <script type="application/ld+json">{}</script><svg>d<p>e</p>'.replace("   ", "  ")


def test_half_a_character_in_structured_data_or_an_address_never_reaches_the_record():
    page = html(head=linked(headline="Le pont de \ud800 Valcreuse", author={"name": "Odile \udfff Garancier"}, datePublished="2031-05-12"))
    article = read_page(page, url="https://exemple.test/\ud800", path="a\udce9.html", fetched="\ud800")
    assert b"Garancier" in inputs.write_line(article)
    assert article.published.value == "2031-05-12"


@pytest.mark.parametrize(
    "url", ["http://[::1", "//[", "data:text/html,mot", "https://exemple.test/%ff%fe", "://", "http://" + "a." * 50_000]
)
def test_an_address_that_is_none_costs_no_page(url):
    article = read_page(html("<p><a href='//['>mot</a></p>", f"<base href='{url}'><link rel=canonical href='{url}'>"), url=url)
    assert SENTENCE.strip() in article.text


@pytest.mark.parametrize(
    ("printed", "value", "zone"),
    [
        ("2031-05-12T18:05:00+02:00", "2031-05-12T18:05", "+02:00"),
        ("2031-05-12T29:59:00+02:00", "2031-05-12", None),
        ("2031-05-12T18:05:00+99:99", "2031-05-12T18:05", None),
    ],
)
def test_a_clock_time_or_zone_that_does_not_exist_is_left_out(printed, value, zone):
    instant = parse_instant(printed, "meta date")
    assert (instant.value, instant.zone) == (value, zone)


@pytest.mark.parametrize("printed", ["9999-99-99T99:99:99+99:99", "0000-00-00", "10000-01-01", "2031-02-30", "9" * 100_000])
def test_a_day_that_does_not_exist_is_no_date(printed):
    assert parse_instant(printed, "meta date") is None


# ------------------------------------------------------------------ clean text and JSON lines


@pytest.mark.parametrize("published", ["2031-13", "2031-02-30", "9999-99-99", "0000", "9" * 100_000])
def test_a_given_day_that_does_not_exist_is_an_input_error(published):
    if published == "9" * 100_000:
        assert article_from_text("Un mot.", published=published).published.value == "9999"
        return
    with pytest.raises(InputError, match="wanted an ISO 8601 day"):
        article_from_text("Un mot.", published=published)


def test_half_a_character_in_clean_text_is_an_input_error_that_says_where():
    with pytest.raises(InputError, match="at 3"):
        article_from_text("mot\ud800")


def test_the_last_block_of_a_text_of_very_many_lines_holds_the_rest():
    text = "mot\n" * 30_000
    blocks = article_from_text(text).blocks
    assert len(blocks) == 20_000
    assert text[blocks[-1].start : blocks[-1].end].split() == ["mot"] * 10_001


LINES = {
    "lists in lists": ('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", "bad_line"),
    "objects in objects": ('{"a": ' * 100_000 + "1" + "}" * 100_000, "bad_line"),
    "an endless number": ('{"text": "mot", "title": ' + "9" * 100_000 + "}", "bad_line"),
    "half a character": (r'{"title": "Le pont", "text": "mot \ud800"}', "bad_line"),
    "bytes that are no text": (b'{"title": "Le pont", "text": "mot \xff"}', "bad_line"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_made_to_hurt_is_listed_and_the_next_is_read(name):
    line, reason = LINES[name]
    data = line if isinstance(line, bytes) else line.encode()
    first, second = inputs.read_lines([data + b"\n", b'{"title": "Le pont", "text": "Il a rouvert.", "date": "2031-13"}\n'], "a.jsonl")
    assert isinstance(first, Rejected)
    assert (first.reason, first.page.path) == (reason, "a.jsonl:1")
    assert second.published is None
    assert second.text == "Le pont\n\nIl a rouvert."


def test_a_line_that_is_too_long_is_listed_without_being_held(recoupe, tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "MAX_LINE", 100)
    good = b'{"title": "Le pont", "text": "Il a rouvert."}\n'
    data = good + b'{"title": "Le pont", "text": "' + b"mot " * 100 + b'"}\n' + good
    (tmp_path / "a.jsonl").write_bytes(data)
    for ran in (recoupe("read", tmp_path / "a.jsonl"), recoupe("read", "-", stdin=data)):
        records = [json.loads(line) for line in ran.out.splitlines()]
        assert [r.get("reason") for r in records] == [None, "too_large", None]
        assert ran.code == 1


# ------------------------------------------------------------------ archives


@pytest.mark.parametrize("count", [1, 2, 500])
def test_a_record_behind_empty_gzip_members_is_read(pack_record, tmp_path, count):
    (tmp_path / "a.warc.gz").write_bytes(pack_record(html()) + gzip.compress(b"") * count + pack_record(html("<p>b</p>")))
    *pages, told = read_archive(tmp_path / "a.warc.gz")
    assert [p.data for p in pages] == [html(), html("<p>b</p>")]
    assert (told.records, told.read, told.damaged) == (2, 2, 0)


@pytest.mark.parametrize("mark", [b"\x1f\x8b\x08", gzip.compress(b"", mtime=0)[:10]])
def test_what_only_looks_like_gzip_is_passed_over_in_seconds(pack_record, tmp_path, mark):
    (tmp_path / "a.warc.gz").write_bytes(pack_record(html()) + mark * 100_000 + pack_record(html()))
    with within(5):
        found = list(read_archive(tmp_path / "a.warc.gz"))
    assert [type(f) for f in found].count(PageFile) == 2
    assert (found[-1].read, found[-1].damaged) == (2, 1)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", b"1\r\na\r\n" * 100_000 + b"0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\n" + html()),
        ("Transfer-Encoding: chunked\r\n", b"-5\r\n" + html()),
        ("Content-Encoding: gzip\r\n", gzip.compress(bytes(60_000_000))),
        ("Content-Encoding: gzip, gzip\r\n", gzip.compress(gzip.compress(b" " * 60_000_000))),
        ("Content-Encoding: " + "gzip, " * 500 + "br\r\n", html()),
    ],
)
def test_a_body_packed_to_hurt_is_read_or_rejected_and_the_next_is_read(pack_record, tmp_path, headers, body):
    (tmp_path / "a.warc").write_bytes(pack_record(body, headers=headers, zipped=False) + pack_record(html(), zipped=False))
    with within(10):
        *pages, told = read_archive(tmp_path / "a.warc")
        for page in pages[:-1]:
            with suppress(PageRejected):
                read_page(page.read(), media_type=page.media_type)
    assert (pages[-1].data, told.damaged) == (html(), 0)


# ------------------------------------------------------------------ the command line


def test_a_name_with_a_line_break_or_a_terminal_s_command_is_printed_in_one_plain_line(recoupe, tmp_path):
    (tmp_path / "a\nb\x1b[2J\u202e.txt").write_bytes(b"")
    ran = recoupe("read", tmp_path)
    assert len(ran.err.splitlines()) == 1
    assert ran.err.strip().isprintable()
    assert ran.err.startswith("rejected: a\ufffdb\ufffd[2J\ufffd.txt: ")


def test_a_device_without_end_is_too_large(recoupe):
    ran = recoupe("read", "/dev/zero")
    assert ran.code == 1
    assert json.loads(ran.out)["reason"] == "too_large"
