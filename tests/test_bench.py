"""The benchmarks' own parts: the gate's arithmetic and the varied pages."""

import importlib.util
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"


def load(name):
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gate():
    return load("gate")


@pytest.fixture(scope="module")
def vary():
    return load("vary")


def test_figures_are_read_from_the_last_table_without_counts_and_blanks(gate):
    table = ["timeline_recall 0.612 (41 of 67)", "conflicts_listed 14", "noise_events 0", "reuse_recall nan nothing", "words of prose"]
    text = "\n".join(["early 0.1", "--- macro means", *table])
    assert gate.figures_in(text) == {"timeline_recall": 0.612, "noise_events": 0.0}


@pytest.mark.parametrize(
    ("figure", "pin", "got", "falls"),
    [
        ("timeline_recall", 0.60, 0.591, False),
        ("timeline_recall", 0.60, 0.589, True),
        ("timeline_recall", 0.60, 0.90, False),
        ("noise_events", 0, 1, True),
        ("quotations_without_marks", 0.05, 0.01, False),
        ("quotations_without_marks", 0.05, 0.07, True),
    ],
)
def test_a_figure_falls_when_it_is_more_than_a_hundredth_worse(gate, figure, pin, got, falls):
    fell, _ = gate.compare({"seeds": {figure: got}}, {"seeds": {figure: pin}})
    assert bool(fell) is falls


def test_a_figure_that_is_no_longer_given_has_fallen(gate):
    assert gate.compare({"seeds": {}}, {"seeds": {"reuse_recall": 1.0}})[0] == ["seeds reuse_recall: was 1.000, is no longer given"]


def test_pinning_keeps_the_better_figure_unless_lowering_is_allowed(gate):
    pinned, scored = {"seeds": {"a": 0.5, "b": 0.5}}, {"seeds": {"a": 0.6, "b": 0.4}}
    assert gate.merge(scored, pinned, lower=False) == {"seeds": {"a": 0.6, "b": 0.5}}
    assert gate.merge(scored, pinned, lower=True) == scored


def test_lowering_leaves_its_reason_in_the_changelog(gate, tmp_path, monkeypatch):
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# Changelog\n\n## [Unreleased]\n\n### Added\n- Much.\n\n## [0.1.0]\n", "utf-8")
    monkeypatch.setattr(gate, "CHANGELOG", log)
    gate.note_reason("fewer, surer events", ["seeds a: 0.600 -> 0.500"])
    unreleased, released = log.read_text("utf-8").split("## [0.1.0]")
    assert "fewer, surer events (seeds a: 0.600 -> 0.500)" in unreleased
    assert "### Pins lowered" in unreleased
    assert released == "\n"


def test_varied_pages_are_the_same_every_time_and_share_little(vary, sample_folder):
    pages = list(vary.vary_pages(sample_folder, 60))
    assert pages == list(vary.vary_pages(sample_folder, 60))
    assert len(dict(pages)) == 60
    first, second = pages[0][1], next(text for name, text in pages if name.startswith("001-") and name.endswith(pages[0][0][4:]))
    assert first == vary.Samples(sample_folder).pages[0][1]
    five = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (first.split(), second.split())]
    assert len(five[0] & five[1]) < 0.35 * len(five[0])


def test_a_table_replaces_what_stood_between_its_own_marks(tmp_path):
    tables = load("tables")
    page = tmp_path / "performance.md"
    page.write_text("a\n<!-- one: begin -->\nold\n<!-- one: end -->\nb\n<!-- two: begin -->\nkept\n<!-- two: end -->\n", "utf-8")
    for _ in range(2):
        tables.write_between(page, "one", tables.make_table(("what", "figure"), [("pages", "7")]))
    assert page.read_text("utf-8") == (
        "a\n<!-- one: begin -->\n| what | figure |\n|---|---:|\n| pages | 7 |\n<!-- one: end -->\nb\n"
        "<!-- two: begin -->\nkept\n<!-- two: end -->\n"
    )
    with pytest.raises(SystemExit, match="three: begin"):
        tables.write_between(page, "three", [])


def test_a_crawl_of_the_bench_holds_pages_of_the_wanted_size(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    archives = load("archives")
    path = tmp_path / "crawl.warc.gz"
    archives.write_archive(path, 0, archives.pack_crawl(5, 3))
    count = archives.list_last(path)
    assert (count.records, count.read, count.reasons) == (9, 3, {"image": 3, "request": 3})
