"""Web archives of every form: a page is found again by its place, and no damage loses or doubles a record unseen."""

import gzip
import io
import re
import resource
from itertools import accumulate, pairwise

import pytest
from fastwarc.stream_io import GzipReader, ZstdReader, ZstdWriter, zstd_train_dictionary_from_samples
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.pages import PageFile
from recoupe.read import read_archive
from recoupe.records import ArchiveCount, Rejected

WORDS = ("le", "pont", "de", "Valcreuse", "rouvre", "lundi", "après", "huit", "mois", "de", "travaux", "annonce", "la", "mairie", "dans")


def record(number, kind, size):
    """One record as bytes: every body is another one, and tells its number."""
    body = (
        b""
        if kind == "empty"
        else f"<p>page {number} ".encode() + " ".join(WORDS[(number + i * i) % len(WORDS)] for i in range(size)).encode()
    )
    media_type = b"image/png" if kind == "image" else b"text/html"
    block = b"GET / HTTP/1.1\r\n\r\n" if kind == "request" else b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s" % (media_type, body)
    head = (
        "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:{:08}>\r\nWARC-Target-URI: https://www.exemple.test/{}\r\n"
        "WARC-Date: 2031-05-12T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n"
    ).format("request" if kind == "request" else "response", number, number, len(block))
    return head.encode() + block + b"\r\n\r\n"


def zstd(data, **options):
    out = io.BytesIO()
    writer = ZstdWriter(out, **options)
    writer.write(data)
    writer.close()
    return out.getvalue()


DICTIONARY = zstd_train_dictionary_from_samples([record(n, "page", 200) for n in range(400)], 4000)
DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18" + len(DICTIONARY).to_bytes(4, "little") + DICTIONARY


def with_dictionary(data):
    out = zstd(data, dictionary=DICTIONARY, compress_dictionary_frame=False)
    assert out.startswith(DICTIONARY_FRAME)
    return out[len(DICTIONARY_FRAME) :]


def threes(parts):
    return [b"".join(parts[i : i + 3]) for i in range(0, len(parts), 3)]


def whole(parts):
    return [b"".join(parts)]


def shredded(parts):
    data = b"".join(parts)
    return [data[i : i + 700] for i in range(0, len(data), 700)]


def each(parts):
    return parts


FORMS = {
    "plain": (each, bytes, b""),
    "gzip, one by one": (each, gzip.compress, b""),
    "gzip, three together": (threes, gzip.compress, b""),
    "gzip, the whole": (whole, gzip.compress, b""),
    "gzip, in shreds": (shredded, gzip.compress, b""),
    "zstd, one by one": (each, zstd, b""),
    "zstd, the whole": (whole, zstd, b""),
    "zstd, with a dictionary": (each, with_dictionary, DICTIONARY_FRAME),
}
ALONE = ("plain", "gzip, one by one", "zstd, one by one", "zstd, with a dictionary")
RECORDS = st.lists(
    st.tuples(st.sampled_from(["page", "page", "page", "request", "image", "empty"]), st.sampled_from([0, 3, 60, 900])),
    min_size=1,
    max_size=7,
)
BYTES = st.integers(0, 255).map(lambda n: bytes([n]))
EDITS = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1), st.just(b"")),
    st.tuples(st.just("overwrite"), st.floats(0, 1, exclude_max=True), st.one_of(BYTES, st.just(b"\x00" * 40), st.binary(max_size=30))),
)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    path = tmp_path_factory.mktemp("damage") / "crawl.warc.gz"

    def call(data):
        path.write_bytes(data)
        *found, last = read_archive(path)
        pages = [f for f in found if isinstance(f, PageFile)]
        rejected = [f for f in found if isinstance(f, Rejected)]
        if isinstance(last, Rejected):
            assert (found, last.reason) == ([], "no_archive" if data else "empty")
            return [], [], None
        assert isinstance(last, ArchiveCount)
        assert last.read + last.skipped + last.damaged == last.records
        assert (last.read, last.damaged) == (len(pages), len(rejected))
        assert sum(last.reasons.values()) == last.skipped
        places = [(r.page.warc.offset, r.page.warc.inner_offset or 0) for r in rejected]
        assert [at for at, _ in places] == list(last.damaged_at)
        assert places == sorted(set(places))
        assert all(f"byte {at:,}" in r.detail for (at, _), r in zip(places, rejected, strict=True))
        return pages, rejected, last

    return call


def numbers_of(records):
    return [n for n, (kind, _) in enumerate(records) if kind == "page"]


def number_of(page):
    return int(page.url.rpartition("/")[2])


@pytest.mark.parametrize("form", FORMS)
@given(records=RECORDS)
@settings(deadline=None)
def test_every_form_gives_the_same_pages_and_a_place_to_find_each_again(read, form, records):
    parts = [record(n, *r) for n, r in enumerate(records)]
    group, pack, before = FORMS[form]
    data = before + b"".join(map(pack, group(parts)))
    pages, rejected, count = read(data)
    assert [number_of(p) for p in pages] == numbers_of(records)
    assert (rejected, count.records) == ([], len(records))
    for page in pages:
        stored = io.BytesIO(data[page.warc.offset :])
        if form.startswith("gzip"):
            stored = GzipReader(stored)
        elif form.startswith("zstd"):
            stored = ZstdReader(stored, dictionary=DICTIONARY)
        stored.read(page.warc.inner_offset or 0)
        part = parts[number_of(page)]
        assert stored.read(len(part)) == part


@pytest.mark.parametrize("form", FORMS)
@given(records=RECORDS, edits=st.lists(EDITS, min_size=1, max_size=3))
@settings(deadline=None)
def test_damage_costs_no_more_than_the_records_it_lies_in(read, form, records, edits):
    parts = [record(n, *r) for n, r in enumerate(records)]
    group, pack, before = FORMS[form]
    stored = list(map(pack, group(parts)))
    data = bytearray(before + b"".join(stored))
    size, touched = len(data), []
    for kind, where, new in edits:
        at = int(where * size)
        touched.append((at, size) if kind == "cut" else (at, at + len(new)))
        if kind == "cut":
            del data[at:]
        else:
            data[at : at + len(new)] = new[: max(0, len(data) - at)]
    pages, _, _ = read(bytes(data))
    given_pages = [number_of(p) for p in pages if p.url and p.url[-1:].isdigit()]
    if form.startswith("gzip"):
        assert all(p.data in parts[number_of(p)] for p in pages)
        assert given_pages == sorted(set(given_pages))
    if form in ALONE:
        ends = list(accumulate(map(len, stored), initial=len(before)))
        spans = list(pairwise(ends))
        # The dictionary is needed by all, and the blank lines behind a plain record belong to it.
        spared = [n for n in numbers_of(records) if not any(a < spans[n][1] and b > spans[n][0] for a, b in touched)]
        if not any(a < len(before) for a, _ in touched):
            assert set(spared) <= set(given_pages)


@pytest.mark.parametrize("form", FORMS)
@given(
    records=RECORDS, which=st.integers(0, 6), length=st.one_of(st.integers(-3000, 9000), st.sampled_from([10**9, 10**17, 10**19, 10**30]))
)
@settings(deadline=None)
def test_a_length_that_lies_costs_its_own_record_alone(read, form, records, which, length):
    which %= len(records)
    parts = [record(n, *r) for n, r in enumerate(records)]
    told = int(re.search(rb"Content-Length: (\d+)", parts[which])[1])
    lie = max(0, told + length) if length < 10**9 else length
    parts[which] = parts[which].replace(b"Content-Length: %d" % told, b"Content-Length: %d" % lie)
    group, pack, before = FORMS[form]
    pages, _, count = read(before + b"".join(map(pack, group(parts))))
    others = [n for n in numbers_of(records) if n != which]
    assert [number_of(p) for p in pages if number_of(p) != which] == others
    assert count.records in (len(records), len(records) - 1, len(records) + 1)


@pytest.mark.parametrize("form", ["plain", "gzip, one by one", "gzip, the whole"])
def test_a_huge_length_and_a_member_that_swells_take_no_memory(read, form):
    lying = (
        record(1, "page", 9)
        .replace(b"WARC-Date", b"X-Filler: x\r\nWARC-Date")
        .replace(b"Content-Length: ", b"Content-Length: 9000000000000")
    )
    swelling = record(2, "image", 0).removesuffix(b"\r\n\r\n") + b" " * 200_000_000
    swelling = (
        re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % (len(swelling) - swelling.index(b"\r\n\r\n") - 4), swelling) + b"\r\n\r\n"
    )
    group, pack, before = FORMS[form]
    parts = [record(0, "page", 9), lying, swelling, record(3, "page", 9)]
    data = before + b"".join(map(pack, group(parts)))
    del swelling, parts
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pages, _, count = read(data)
    assert [number_of(p) for p in pages] == [0, 3]
    assert (count.skipped, count.damaged) == (1, 1)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 100_000


def test_an_archive_with_very_many_damaged_places_ends_in_bounded_time(read):
    good, bad = record(0, "page", 3), record(1, "page", 3).replace(b"Content-Length: ", b"Content-Length: 9")
    pages, rejected, count = read(gzip.compress((good + bad) * 300))
    assert 100 <= len(rejected) <= 102
    assert len(pages) == 101
    assert "no record was found after it" in rejected[-1].detail
    assert count.damaged_at == (0,) * len(rejected)
