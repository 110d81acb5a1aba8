"""What must hold of whatever comes through a door, and the doors as functions of bytes: shared by the fuzzer and the suite."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from recoupe.cli.inputs import Annotated, read_lines, write_line
from recoupe.errors import RecoupeError
from recoupe.pages import PageFile
from recoupe.pipeline import read_pages
from recoupe.read import read_articles
from recoupe.read.decode import decode_page
from recoupe.records import ArchiveCount, Article, Record, Rejected

URLS = (
    None,
    "https://www.exemple.test/2031/05/12/le-pont-rouvre",
    "http://[::1",
    "//[",
    "data:text/html,mot",
    "https://exemple.test/%ff%fe/2031/99/99/\ud800",
)
TYPES = ("text/html", "text/html; charset=utf-16", "application/xhtml+xml; charset=no-such-set", None)
_ADDRESS = re.compile(r"\s*https?://[^\s<>\"]+")
_MARKER = re.compile(r"(?:^|(?<=[\r\n\f\v\x85\u2028\u2029]))[ \t\u00a0]*\d{1,2}[.)](?=\s)")
"""What a text page may lose: the address on its first line (it is ``page.url``) and the numbers of its lists."""


def check_article(article: Article) -> None:
    """Blocks lie in the text in order, every passage in the text, and the record goes to JSON and back."""
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text), f"blocks out of order or empty: {block}"
        end = block.end
    packed = write_line(article)
    assert msgspec.json.decode(packed, type=Article) == article, "the record changes on its way through JSON"
    passages = [a.passage for a in article.agencies] + [article.dateline.passage if article.dateline else None, article.genre.passage]
    passages += [p for time in (article.published, article.updated) if time for p in time.passages]
    for passage in passages:
        assert passage is None or 0 <= passage.start < passage.end <= len(article.text), f"a passage outside the text: {passage}"


def check_offsets(article: Article, page: str) -> None:
    """Every block and dropped part of a text page has its own words at its offsets in the page."""
    for block in article.blocks:
        assert block.page_start is not None
        assert block.page_end is not None
        assert page[block.page_start : block.page_end] == article.text[block.start : block.end], f"other words on the page: {block}"
    for part in article.dropped:
        assert part.page_start is not None
        assert part.page_end is not None
        assert page[part.page_start : part.page_end] == part.text, f"other words on the page: {part}"


def lost_words(articles: Sequence[Article], page: str) -> list[str]:
    """Words of a text page that no article of it has kept or dropped."""
    left = list(page)
    places = [(b.page_start or 0, b.page_end or 0) for article in articles for b in article.blocks]
    places += [(d.page_start or 0, d.page_end or 0) for article in articles for d in article.dropped]
    for start, end in places:
        left[start:end] = " " * (end - start)
    rest = "".join(left)
    opening = _ADDRESS.match(page)
    if opening:
        rest = " " * opening.end() + rest[opening.end() :]
    return re.findall(r"\w+", _MARKER.sub(" ", rest))


def read_text(data: bytes) -> None:
    """The door of tag-less pages."""
    url = URLS[len(data) % len(URLS)]
    try:
        page = decode_page(data, "text/plain")
        articles = read_articles(data, media_type="text/plain", url=url)
    except RecoupeError:
        return
    for article in articles:
        check_article(article)
        check_offsets(article, page)
    assert len({article.id for article in articles}) == len(articles), "two articles of one page have one id"
    assert not (lost := lost_words(articles, page)), f"words neither kept nor dropped: {lost[:5]}"
    again = read_articles(data, media_type="text/plain", url=url)
    assert again == articles, "two readings of one page differ"


def read_html(data: bytes) -> None:
    """The door of HTML pages."""
    try:
        articles = read_articles(data, media_type=TYPES[len(data) % len(TYPES)], url=URLS[len(data) % len(URLS)])
    except RecoupeError:
        return
    for article in articles:
        check_article(article)


def read_archive_file(data: bytes) -> None:
    """The door of web archives, plain and packed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("crawl.warc.gz" if data.startswith(b"\x1f\x8b") else "crawl.warc")
        path.write_bytes(data)
        counts: list[ArchiveCount] = []
        _check_records(read_pages([path], tell_archive=counts.append))
    for count in counts:
        assert count.records == count.read + count.skipped + count.damaged, f"counts do not add up: {count}"
        assert len(count.damaged_at) == count.damaged


def read_json_lines(data: bytes) -> None:
    """The door of JSON lines, our own and other tools'."""
    for item in read_lines(io.BytesIO(data), "lines"):
        if isinstance(item, PageFile):
            _check_records(read_pages([item]))
        else:
            _check_records([item.article if isinstance(item, Annotated) else item])


def run_command(data: bytes) -> None:
    """The command ``recoupe read`` on a file of these bytes, its ending chosen by their number."""
    import contextlib
    import sys

    from recoupe.cli import run

    ending = ("txt", "html", "jsonl", "warc", "bin")[len(data) % 5]
    out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page\n\x1b.{ending}"
        path.write_bytes(data)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["read", str(path)])
        sys.stdout.flush()
    assert code in (0, 1), f"exit code {code}: {err.getvalue()}"
    listed = err.getvalue().splitlines()
    assert all(line.isprintable() for line in listed), f"unprintable messages: {listed}"
    assert "a defect of Recoupe" not in err.getvalue(), err.getvalue()


def _check_records(records: Iterable[Record]) -> None:
    for record in records:
        if isinstance(record, Rejected):
            assert record.reason != "failed", record.detail
            assert msgspec.json.decode(write_line(record), type=Rejected) == record
        elif isinstance(record, Article):
            check_article(record)


DOORS: dict[str, Callable[[bytes], None]] = {
    "text": read_text,
    "html": read_html,
    "archive": read_archive_file,
    "lines": read_json_lines,
    "command": run_command,
}
