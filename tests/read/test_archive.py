"""Web archives: every record is counted, damage is told by its place, and what lies behind it is still read."""

import gzip
import zlib
from itertools import accumulate

import brotli
import pytest

from recoupe.pages import PageFile
from recoupe.pipeline import make_dossier, read_pages
from recoupe.read import read_archive
from recoupe.records import ArchiveCount, Article, Rejected, WarcPlace

N_PAGES = 4


@pytest.fixture(scope="module")
def bodies(sample_folder):
    return [page.read_bytes() for page in sorted(sample_folder.iterdir())[8:11] + sorted(sample_folder.iterdir())[14:15]]


@pytest.fixture(scope="module")
def packed(pack_record, bodies):
    """The records of a small archive, zipped one by one and plain: a request, then four pages."""

    def records(zipped):
        pages = [pack_record(body, url=f"https://www.exemple.test/{n}", zipped=zipped) for n, body in enumerate(bodies)]
        return [pack_record(kind="request", zipped=zipped), *pages]

    return {"crawl.warc.gz": records(True), "crawl.warc": records(False)}


@pytest.fixture
def read(tmp_path):
    def call(data, name="crawl.warc.gz"):
        (tmp_path / name).write_bytes(data)
        found = list(read_archive(tmp_path / name))
        pages = [f for f in found if isinstance(f, PageFile)]
        rejected = [f for f in found if isinstance(f, Rejected)]
        counts = [f for f in found if isinstance(f, ArchiveCount)]
        for count in counts:
            assert count is found[-1]
            assert count.read + count.skipped + count.damaged == count.records
            assert (count.read, count.damaged) == (len(pages), len(rejected))
            assert sum(count.reasons.values()) == count.skipped
        return pages, rejected, counts[0] if counts else None

    return call


NAMES = pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc"])


def places(records):
    return [0, *accumulate(map(len, records))]


# ------------------------------------------------------------------ whole archives


@NAMES
def test_a_page_keeps_its_address_its_day_and_its_place(read, packed, bodies, name):
    pages, rejected, count = read(b"".join(packed[name]), name)
    assert rejected == []
    assert [p.data for p in pages] == bodies
    assert [p.warc.offset for p in pages] == places(packed[name])[1:-1]
    assert {p.warc.file for p in pages} == {p.name for p in pages} == {name}
    assert pages[2].url == "https://www.exemple.test/2"
    assert pages[2].fetched == "2031-05-12T10:00:00Z"
    assert pages[2].media_type == "text/html; charset=utf-8"
    assert pages[0].warc.record_id.startswith("<urn:uuid:")
    assert (count.records, count.reasons) == (N_PAGES + 1, {"request": 1})


def test_an_archive_zipped_as_a_whole_gives_its_pages_too(read, packed, bodies):
    pages, rejected, count = read(gzip.compress(b"".join(packed["crawl.warc"])))
    assert [p.data for p in pages] == bodies
    assert [(p.warc.offset, p.warc.inner_offset) for p in pages] == [(0, at) for at in places(packed["crawl.warc"])[1:-1]]
    assert (rejected, count.records) == ([], N_PAGES + 1)


@pytest.mark.parametrize(
    ("reason", "fields"),
    [
        ("request", {"kind": "request"}),
        ("warcinfo", {"kind": "warcinfo"}),
        ("metadata", {"kind": "metadata"}),
        ("revisit", {"kind": "revisit"}),
        ("image", {"media_type": "image/png"}),
        ("video", {"media_type": "video/mp4"}),
        ("pdf", {"media_type": "application/pdf"}),
        ("css", {"media_type": "text/css"}),
        ("other type", {"media_type": "application/x-unheard"}),
        ("HTTP 404", {"status": "404 Not Found"}),
        ("HTTP 301", {"status": "301 Moved"}),
        ("no HTTP", {"status": "nonsense"}),
        ("json", {"kind": "resource", "media_type": "application/json"}),
        ("empty", {"body": b""}),
    ],
)
def test_a_record_that_is_no_page_is_counted_with_its_reason(read, pack_record, reason, fields):
    pages, rejected, count = read(pack_record(**{"body": b"<p>x</p>", **fields}))
    assert (pages, rejected) == ([], [])
    assert count.reasons == {reason: 1}


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "TEXT/HTML;charset=utf-8", "application/xhtml+xml"])
@pytest.mark.parametrize("kind", ["response", "resource", "conversion"])
def test_html_and_plain_text_are_pages_in_every_kind_of_record(read, pack_record, kind, media_type):
    (page,), _, _ = read(pack_record(b"<p>x</p>", kind=kind, media_type=media_type))
    assert (page.data, page.media_type) == (b"<p>x</p>", media_type)


def chunked(body):
    return b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])


CODINGS = {
    "gzip": ("Content-Encoding: gzip\r\n", gzip.compress),
    "deflate": ("Content-Encoding: deflate\r\n", zlib.compress),
    "raw deflate": ("Content-Encoding: deflate\r\n", lambda body: zlib.compress(body)[2:-4]),
    "brotli": ("Content-Encoding: br\r\n", brotli.compress),
    "chunked": ("Transfer-Encoding: chunked\r\n", chunked),
    "chunked gzip": ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", lambda body: chunked(gzip.compress(body))),
    "two codings": ("Content-Encoding: deflate, gzip\r\n", lambda body: gzip.compress(zlib.compress(body))),
    "announced gzip, stored unpacked": ("Content-Encoding: gzip\r\n", bytes),
    "announced brotli, stored unpacked": ("Content-Encoding: br\r\n", bytes),
    "announced chunks, stored in one": ("Transfer-Encoding: chunked\r\n", bytes),
    "a coding nobody knows": ("Content-Encoding: x-own\r\n", bytes),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_is_unpacked_as_its_header_says_where_it_is_so(read, pack_record, bodies, coding):
    headers, pack = CODINGS[coding]
    (page,), _, _ = read(pack_record(pack(bodies[0]), headers=headers))
    assert page.data == bodies[0]


def test_a_body_that_unpacks_without_end_stops_at_the_largest_page(read, pack_record):
    (page,), _, _ = read(pack_record(gzip.compress(b" " * 60_000_000), headers="Content-Encoding: gzip\r\n"))
    assert len(page.data) == 50_000_001


def test_the_character_set_of_the_http_header_counts(read, pack_record, tmp_path):
    text = "Le maire a annoncé mardi la réouverture du pont après huit mois de travaux. « Enfin », a déclaré l'élu. " * 3
    read(
        pack_record(
            f"<html><body><article><p>{text}</p></article></body></html>".encode("latin-1"), media_type="text/html; charset=iso-8859-1"
        )
    )
    (article,) = read_pages([tmp_path])
    assert "annoncé mardi la réouverture" in article.text


# ------------------------------------------------------------------ damage


@NAMES
@pytest.mark.parametrize("cut", [1, 12, 60, 300, 700, -40, -9])
def test_an_archive_that_ends_too_soon_is_told_with_the_place(read, packed, name, cut):
    start, end = places(packed[name])[3:5]
    at = start + cut if cut > 0 else end + cut
    pages, rejected, count = read(b"".join(packed[name])[:at], name)
    assert [p.warc.offset for p in pages] == places(packed[name])[1:3]
    assert count.damaged_at == (start,)
    assert rejected[0].reason == "damaged"
    assert rejected[0].page.warc == WarcPlace(file=name, offset=start)
    assert f"byte {start:,}" in rejected[0].detail
    assert "3 records before it are whole" in rejected[0].detail


@NAMES
@pytest.mark.parametrize("kept", [7, 16, 25, 40, 120, 400])
def test_an_archive_cut_in_its_first_record_is_never_taken_for_an_empty_one(read, packed, name, kept):
    pages, rejected, count = read(packed[name][1][:kept], name)
    assert (pages, len(rejected)) == ([], 1)
    assert rejected[0].reason == ("damaged" if count else "no_archive")


@NAMES
def test_an_archive_that_ends_between_records_is_whole(read, packed, name):
    pages, rejected, _ = read(b"".join(packed[name][:3]), name)
    assert (len(pages), rejected) == (2, [])


@pytest.mark.parametrize("where", [0, 1, 30, 400, -6, -2])
def test_a_corrupt_member_in_the_middle_costs_itself_alone(read, packed, where):
    start, end = places(packed["crawl.warc.gz"])[2:4]
    data = bytearray(b"".join(packed["crawl.warc.gz"]))
    data[(start if where >= 0 else end) + where] ^= 0xFF
    pages, rejected, count = read(bytes(data))
    assert [p.url[-1] for p in pages] == ["0", "2", "3"]
    assert (count.records, count.damaged_at) == (N_PAGES + 1, (start,))
    assert f"went on at byte {end:,}" in rejected[0].detail


def test_a_hole_in_a_plain_archive_costs_the_record_it_lies_in(read, packed):
    start = places(packed["crawl.warc"])[2]
    data = b"".join(packed["crawl.warc"])
    pages, _, count = read(data[: start + 500] + data[start + 900 :], "crawl.warc")
    assert [p.url[-1] for p in pages] == ["0", "2", "3"]
    assert count.damaged_at == (start,)


@NAMES
def test_two_damaged_places_are_two_lines(read, packed, name):
    at = places(packed[name])
    data = bytearray(b"".join(packed[name]))
    for n in (1, 3):
        data[at[n] : at[n] + 8] = b"\x00" * 8
    pages, _, count = read(bytes(data), name)
    assert [p.url[-1] for p in pages] == ["1", "3"]
    assert count.damaged_at == (at[1], at[3])


@NAMES
def test_what_follows_the_last_record_is_told_unless_it_is_blank(read, packed, name):
    data = b"".join(packed[name])
    assert read(data + b"junk behind", name)[2].damaged_at == (len(data),)
    blank = gzip.compress(b"") if name.endswith("gz") else b"\r\n\r\n"
    assert read(data + blank, name)[1] == []


@NAMES
@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "empty"), (b"no archive at all\n" * 9, "no_archive"), (gzip.compress(b"a page\n" * 90), "no_archive")]
)
def test_a_file_that_is_no_archive_is_one_rejected_line(read, name, data, reason):
    pages, rejected, count = read(data, name)
    assert ([r.reason for r in rejected], pages, count) == ([reason], [], None)


def test_an_archive_that_cannot_be_opened_is_unreadable(tmp_path):
    (found,) = read_archive(tmp_path / "gone.warc")
    assert found.reason == "unreadable"


# ------------------------------------------------------------------ through the pipeline


def test_archives_and_pages_of_one_folder_are_read_together(packed, few_pages, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "crawl.warc.gz").write_bytes(b"".join(packed["crawl.warc.gz"]))
    page = sorted(few_pages.iterdir())[0]
    (tmp_path / page.name).write_bytes(page.read_bytes())
    told = []
    found = list(read_pages([tmp_path], tell_archive=told.append))
    assert all(isinstance(f, Article) for f in found)
    assert [f.page.path for f in found] == [page.name] + ["deep/crawl.warc.gz"] * N_PAGES
    assert found[1].page.warc.file == "deep/crawl.warc.gz"
    assert [(c.file, c.read) for c in told] == [("deep/crawl.warc.gz", N_PAGES)]


def test_a_page_that_cannot_be_read_is_listed_with_its_place(read, pack_record, tmp_path):
    read(pack_record(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9))
    (found,) = read_pages([tmp_path])
    assert (found.reason, found.page.warc.offset) == ("binary", 0)


def test_the_same_page_twice_in_an_archive_is_one_article_with_two_places(read, packed, tmp_path):
    page = packed["crawl.warc.gz"][1]
    read(page + page)
    (article,) = make_dossier([tmp_path]).articles
    assert [p.warc.offset for p in article.pages] == [0, len(page)]


def test_text_extracts_are_read_as_plain_pages(pack_record, few_pages, tmp_path):
    pages = sorted(few_pages.glob("*.txt"))
    records = [pack_record(p.read_bytes(), kind="conversion", media_type="text/plain", url=f"https://a.test/{p.name}") for p in pages]
    (tmp_path / "crawl.warc.wet.gz").write_bytes(pack_record(kind="warcinfo") + b"".join(records))
    found = list(read_pages([tmp_path]))
    assert [f.page.url for f in found] == [f"https://a.test/{p.name}" for p in pages]
    assert [f.text for f in found] == [f.text for f in read_pages(pages)]


@pytest.mark.parametrize("name", ["crawl.gz", "crawl", "crawl.dat", "page.txt", "crawl.warc.GZ"])
def test_an_archive_is_known_by_its_first_bytes_too(packed, tmp_path, name):
    (tmp_path / name).write_bytes(b"".join(packed["crawl.warc" if name.endswith("txt") else "crawl.warc.gz"]))
    told = []
    found = list(read_pages([tmp_path], tell_archive=told.append))
    assert [f.page.path for f in found] == [name] * N_PAGES
    assert told[0].records == N_PAGES + 1


def test_every_archive_of_a_folder_is_counted(packed, few_pages, tmp_path):
    for n, name in enumerate(("a.warc.gz", "deep/b.warc", "deep/deeper/c")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"".join(packed["crawl.warc.gz" if n != 1 else "crawl.warc"]))
    (tmp_path / "deep" / "cut.warc.gz").write_bytes(b"".join(packed["crawl.warc.gz"])[:-20])
    for page in few_pages.iterdir():
        (tmp_path / "deep" / page.name).write_bytes(page.read_bytes())
    told = []
    found = list(read_pages([tmp_path], tell_archive=told.append))
    assert [(c.file, c.records, c.damaged) for c in told] == [
        ("a.warc.gz", 5, 0), ("deep/b.warc", 5, 0), ("deep/cut.warc.gz", 5, 1), ("deep/deeper/c", 5, 0),
    ]  # fmt: skip
    assert sum(isinstance(f, Article) for f in found) == 3 * N_PAGES + N_PAGES - 1 + 3


ARC = (
    b"filedesc://old.arc 0.0.0.0 20310512100000 text/plain 76\n1 0 Exemple\nURL IP-address Archive-date Content-type Archive-length\n\n"
    b"https://www.exemple.test/ 0.0.0.0 20310512100000 text/html 30\nHTTP/1.0 200 OK\r\n\r\n<p>pont</p>\n"
)


@pytest.mark.parametrize("name", ["old.arc", "old.arc.gz", "old"])
def test_an_arc_file_is_rejected_with_what_to_do(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(ARC) if name.endswith("gz") else ARC)
    (found,) = read_pages([tmp_path])
    assert found.reason == "no_archive"
    assert f"{name} is an ARC file" in found.detail
    assert f"warcio recompress {name} old.warc.gz" in found.detail


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:])], ids=["whole", "in two"])
def test_a_packed_page_is_read_as_the_page(few_pages, tmp_path, pack):
    pages = sorted(few_pages.iterdir())
    for page in pages:
        (tmp_path / f"{page.name}.gz").write_bytes(pack(page.read_bytes()))
    found = list(read_pages([tmp_path]))
    assert [(f.page.path, f.page.media_type, f.text) for f in found] == [
        (f"{f.page.path}.gz", f.page.media_type, f.text) for f in read_pages(pages)
    ]


TAR = b"page.html".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 250 + b"<p>Le pont a rouvert.</p>" * 600
PACKED = gzip.compress(b"<p>Le pont a rouvert.</p>" * 50)


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (PACKED[:-12], "damaged", "page.html.gz is packed by gzip and damaged near byte"),
        (PACKED[:40] + b"\xff\xff" + PACKED[42:], "damaged", "fetch or pack it again"),
        (gzip.compress(b" " * 60_000_000), "too_large", "more than 50,000,000 bytes"),
        (gzip.compress(TAR), "binary", "a tar archive; unpack it"),
        (gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), "binary", "image"),
    ],
)  # fmt: skip
def test_a_packed_page_that_cannot_be_read_says_why(tmp_path, data, reason, detail):
    (tmp_path / "page.html.gz").write_bytes(data)
    (found,) = read_pages([tmp_path])
    assert found.reason == reason
    assert detail in found.detail
