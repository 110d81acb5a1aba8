"""The command line: what goes where, exit codes, languages, pipes."""

import ast
import gzip
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CLI = Path(__file__).parents[1] / "src" / "recoupe" / "cli"


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


# ------------------------------------------------------------------ the main job


def test_dossier_alone_prints_a_readable_summary(recoupe, few_pages):
    ran = recoupe("dossier", few_pages, "--lang", "en")
    assert ran.code == 0
    assert "{" not in ran.out
    assert len(ran.out.splitlines()) > 5
    assert ran.err == ""


def test_one_format_goes_to_standard_output(recoupe, few_pages):
    as_json = recoupe("dossier", few_pages, "--format", "json")
    assert as_json.code == 0
    made = json.loads(as_json.out)
    assert made["schema"] == "recoupe.dossier/1"
    assert [a["page"]["path"] for a in made["articles"]] == sorted(p.name for p in few_pages.iterdir())
    assert recoupe("dossier", few_pages, "--format", "html").out.lstrip().lower().startswith("<!doctype html>")


def test_a_folder_of_output_gets_the_three_files(recoupe, few_pages, tmp_path):
    ran = recoupe("dossier", few_pages, "-o", tmp_path / "new" / "out")
    assert ran.code == 0
    assert sorted(p.name for p in (tmp_path / "new" / "out").iterdir()) == ["dossier.html", "dossier.json", "dossier.md"]
    assert [Path(line).name for line in ran.out.splitlines()] == ["dossier.json", "dossier.html", "dossier.md"]


def test_formats_choose_the_files(recoupe, few_pages, tmp_path):
    assert recoupe("dossier", few_pages, "-o", tmp_path, "--format", "md, json").code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier.json", "dossier.md"]


def test_the_demo_writes_its_files_and_says_where(recoupe, demo_dossier, tmp_path, monkeypatch):
    monkeypatch.setattr("recoupe.pipeline.make_dossier", lambda pages, **told: demo_dossier)
    monkeypatch.setattr("webbrowser.open", lambda url: pytest.fail("no terminal, no browser"))
    ran = recoupe("demo", "-o", tmp_path / "demo", "--open")
    assert ran.code == 0
    assert str(tmp_path / "demo" / "dossier.html") in ran.out.splitlines()
    assert (tmp_path / "demo" / "dossier.json").read_text("utf-8") == demo_dossier.to_json()


# ------------------------------------------------------------------ stages and pipes


def test_stages_pipe_into_each_other(recoupe, few_pages):
    read = recoupe("read", few_pages)
    assert read.code == 0
    articles = lines_of(read.out)
    assert len(articles) == 3
    annotated = recoupe("annotate", "-", stdin=read.out.encode())
    assert [line["article"] for line in lines_of(annotated.out)] == articles
    assert all(line["annotations"]["article"] == line["article"]["id"] for line in lines_of(annotated.out))
    stories = recoupe("stories", "-", stdin=annotated.out.encode())
    assert sorted(a for story in lines_of(stories.out) for a in story["articles"]) == sorted(a["id"] for a in articles)
    assert recoupe("stories", few_pages).out == stories.out


def test_a_dossier_of_read_articles_is_the_dossier_of_their_pages(recoupe, few_pages, tmp_path):
    lines = tmp_path / "articles.jsonl"
    lines.write_text(recoupe("read", few_pages).out, "utf-8")
    assert recoupe("dossier", lines, "--format", "json").out == recoupe("dossier", few_pages, "--format", "json").out


def test_a_page_comes_through_standard_input(recoupe, few_pages):
    page = sorted(few_pages.iterdir())[0]
    ran = recoupe("read", "-", stdin=page.read_bytes())
    assert ran.code == 0
    (article,) = lines_of(ran.out)
    (direct,) = lines_of(recoupe("read", page).out)
    assert article["page"]["path"] == "-"
    assert article["text"] == direct["text"]


def test_a_crawler_s_lines_with_html_are_pages(recoupe):
    body = "<p>" + "Le conseil municipal a voté mardi le budget des écoles, a déclaré la maire. " * 4 + "</p>"
    line = {
        "url": "https://www.exemple.test/a",
        "html": f"<html><head><title>Budget</title></head><body><article>{body}</article></body></html>",
    }
    ran = recoupe("read", "-", stdin=json.dumps(line).encode())
    assert ran.code == 0
    assert lines_of(ran.out)[0]["page"]["url"] == "https://www.exemple.test/a"


def test_rejected_pages_stay_in_the_lines_for_the_next_stage(recoupe, few_pages, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    read = recoupe("read", tmp_path / "empty.txt", few_pages)
    assert read.code == 1
    made = recoupe("dossier", "-", "--format", "json", stdin=read.out.encode())
    assert made.code == 1
    assert [r["reason"] for r in json.loads(made.out)["rejected"]] == ["empty"]


# ------------------------------------------------------------------ web archives


@pytest.fixture
def archive(few_pages, pack_record, tmp_path):
    """A crawl of two pages, a request and a picture."""
    pages = [pack_record(p.read_bytes(), media_type="text/plain") for p in sorted(few_pages.glob("*.txt"))[:2]]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join([pack_record(kind="request"), *pages, pack_record(b"x" * 4000, media_type="image/png")]))
    return path


def test_an_archive_is_read_and_summed_up_in_one_line(recoupe, archive):
    ran = recoupe("read", archive)
    assert (ran.code, ran.err) == (0, "crawl.warc.gz: 4 records = 2 read, 2 skipped (1 image, 1 request), 0 damaged\n")
    assert [line["page"]["path"] for line in lines_of(ran.out)] == ["crawl.warc.gz"] * 2
    french = recoupe("read", archive, "--lang", "fr").err
    assert french == "crawl.warc.gz : 4 enregistrements = 2 lus, 2 passés (1 image, 1 request), 0 abîmés\n"
    assert recoupe("read", archive, "--quiet").err == ""


def test_a_damaged_archive_gives_what_is_whole_and_exit_code_1(recoupe, archive):
    archive.write_bytes(archive.read_bytes()[:-20])
    ran = recoupe("read", archive)
    assert ran.code == 1
    assert [line.get("reason") for line in lines_of(ran.out)] == [None, None, "damaged"]
    rejected, summary = ran.err.splitlines()
    assert rejected.startswith("rejected: crawl.warc.gz: crawl.warc.gz is damaged at byte ")
    assert summary.startswith("crawl.warc.gz: 4 records = 2 read, 1 skipped (1 request), 1 damaged at byte ")


def test_an_archive_beside_pages_makes_one_dossier(recoupe, archive, few_pages):
    ran = recoupe("dossier", archive, few_pages, "--format", "json", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    made = json.loads(ran.out)
    assert len(made["articles"]) == 3
    assert sorted(p["path"] for a in made["articles"] for p in a["pages"] if p["warc"]) == ["crawl.warc.gz"] * 2


def test_an_archive_on_standard_input_is_read_like_the_file(recoupe, archive):
    by_name = recoupe("read", archive)
    piped = recoupe("read", "-", stdin=archive.read_bytes())
    assert (piped.code, piped.err) == (0, by_name.err.replace("crawl.warc.gz", "-"))
    assert piped.out == by_name.out.replace('"crawl.warc.gz"', '"-"')
    with archive.open("rb") as file:
        command = [str(Path(sys.executable).with_name("recoupe")), "read", "-"]
        done = subprocess.run(command, stdin=file, capture_output=True, check=True, timeout=300)
    assert done.stdout.decode() == piped.out


def test_a_packed_page_on_standard_input_is_read(recoupe, few_pages):
    page = sorted(few_pages.glob("*.txt"))[0].read_bytes()
    packed, plain = (recoupe("read", "-", stdin=data) for data in (gzip.compress(page), page))
    assert (packed.code, packed.err) == (0, "")
    assert packed.out == plain.out


@pytest.mark.parametrize("opening", ["WARC/1.0 est une norme", "WARC", "Filet", "filets", "fil", "\n\nPont", "\nfilet", ""])
def test_a_page_on_standard_input_whatever_it_begins_with_is_a_page(recoupe, tmp_path, opening):
    page = f"{opening}\nPublié le 12 mai 2031\nLe pont de Valcreuse a rouvert lundi, a annoncé la mairie dans un communiqué.\n".encode()
    (tmp_path / "page").write_bytes(page)
    assert recoupe("read", "-", stdin=page).out.replace('"-"', '"page"') == recoupe("read", tmp_path / "page").out


# ------------------------------------------------------------------ lines of other tools

BODY = "Le pont de Valcreuse a rouvert lundi après huit mois de travaux, a annoncé la mairie.\nLes travaux ont coûté quatre millions."
FOREIGN = {
    "trafilatura": {
        "title": "Le pont rouvre", "hostname": "exemple.test", "date": "2031-05-12", "id": None, "text": BODY, "raw_text": BODY,
        "source": "https://exemple.test/pont", "source-hostname": "L'Exemple", "language": None,
    },
    "news-please": {
        "title": "Le pont rouvre", "maintext": BODY, "date_publish": "2031-05-12 08:30:00", "url": "https://exemple.test/pont",
        "source_domain": "exemple.test", "language": "fr", "authors": [],
    },
}  # fmt: skip


@pytest.mark.parametrize("tool", FOREIGN)
def test_clean_text_with_a_title_keeps_its_words_and_what_is_known_of_it(recoupe, tool):
    ran = recoupe("read", "-", stdin=json.dumps(FOREIGN[tool]).encode())
    (article,) = lines_of(ran.out)
    assert (ran.code, article["title"], article["text"]) == (0, "Le pont rouvre", f"Le pont rouvre\n\n{BODY}")
    assert [b["kind"] for b in article["blocks"]] == ["title", "paragraph", "paragraph"]
    assert article["published"]["first_day"] == "2031-05-12"
    assert (article["page"]["url"], article["outlet"]["domain"], article["language"]) == ("https://exemple.test/pont", "exemple.test", "fr")


def test_a_line_of_fineweb_is_a_page_fetched_on_its_date(recoupe):
    line = {
        "text": BODY,
        "id": "<urn:uuid:1>",
        "dump": "CC-MAIN-2031-20",
        "url": "https://exemple.test/pont",
        "date": "2031-05-20T01:02:03Z",
    }
    (article,) = lines_of(recoupe("read", "-", stdin=json.dumps(line).encode()).out)
    assert (article["page"]["fetched"], article["published"]) == ("2031-05-20T01:02:03Z", None)


def test_a_date_in_words_is_left_out(recoupe):
    (article,) = lines_of(recoupe("read", "-", stdin=json.dumps(FOREIGN["trafilatura"] | {"date": "lundi"}).encode()).out)
    assert article["published"] is None


@pytest.mark.parametrize("before", ["\ufeff", "  ", "\n\n", "\ufeff \n"])
def test_what_stands_before_the_first_brace_does_not_matter(recoupe, before, tmp_path):
    line = before + json.dumps({"text": BODY}).replace("{", "{ ", 1)
    ran = recoupe("read", "-", stdin=line.encode())
    assert (ran.code, lines_of(ran.out)[0]["text"].count("Valcreuse")) == (0, 1)
    (tmp_path / "pages.jsonl").write_text(line, "utf-8")
    assert recoupe("read", tmp_path / "pages.jsonl").code == 0


@pytest.mark.parametrize("authors", ["Ida Marn; Tamm Oller", ["Ida Marn", "Tamm Oller"]])
def test_authors_and_description_of_another_tool_are_bylines_and_lead(recoupe, authors):
    fields = FOREIGN["trafilatura"] | {"author": authors, "description": "Huit mois de travaux, quatre millions."}
    (article,) = lines_of(recoupe("read", "-", stdin=json.dumps(fields).encode()).out)
    assert (article["bylines"], article["lead"]) == (["Ida Marn", "Tamm Oller"], "Huit mois de travaux, quatre millions.")
    assert [b["kind"] for b in article["blocks"]] == ["title", "lead", "paragraph", "paragraph"]


@pytest.mark.parametrize("description", [BODY[:40] + "…", BODY[:30]])
def test_a_description_that_only_cuts_the_text_is_no_lead(recoupe, description):
    (article,) = lines_of(recoupe("read", "-", stdin=json.dumps(FOREIGN["trafilatura"] | {"description": description}).encode()).out)
    assert (article["lead"], article["text"]) == (None, f"Le pont rouvre\n\n{BODY}")


@pytest.mark.parametrize("rows", [FOREIGN["trafilatura"], list(FOREIGN.values())])
def test_a_json_file_holds_one_article_of_another_tool_or_a_list_of_them(recoupe, tmp_path, rows):
    (tmp_path / "article.json").write_text(json.dumps(rows, indent=1), "utf-8")
    articles = lines_of(recoupe("read", tmp_path / "article.json").out)
    assert [a["title"] for a in articles] == ["Le pont rouvre"] * (len(rows) if isinstance(rows, list) else 1)


def test_a_row_without_text_names_itself_and_its_fields(recoupe, tmp_path):
    (tmp_path / "rows.json").write_text(
        json.dumps([FOREIGN["trafilatura"], {"title": "Sans texte", "url": "https://exemple.test"}]), "utf-8"
    )
    ran = recoupe("read", tmp_path / "rows.json")
    assert ran.code == 1
    assert "line 2 of rows.json" in ran.err
    assert "no field html or text was found, only title, url" in ran.err


@pytest.mark.parametrize("name", ["script.py", "app.js", "style.css"])
def test_a_program_beside_the_pages_is_no_page(recoupe, tmp_path, name):
    (tmp_path / name).write_text("body { color: red }\n", "utf-8")
    ran = recoupe("read", tmp_path)
    assert (ran.code, lines_of(ran.out)[0]["reason"]) == (1, "no_page")


# ------------------------------------------------------------------ wrong use


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["dossier"], "missing"),
        (["dossier", "no/such/page.txt"], "no such file or folder: no/such/page.txt"),
        (["dossier", ".", "--format", "pdf"], "no such format: pdf; choose from json, html, md"),
        (["dossier", ".", "--format", "json,html"], "add -o DIR"),
        (["dossier", ".", "--nope"], "no such option --nope"),
        (["nope"], "no such command nope"),
        (["dossier", ".", "--lang", "xx"], "see recoupe dossier --help"),
    ],
)
def test_wrong_use_is_told_in_one_line_with_exit_2(recoupe, args, said):
    ran = recoupe(*args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_no_command_shows_the_help_and_is_wrong_use(recoupe):
    ran = recoupe()
    assert (ran.code, ran.out) == (2, "")
    assert "dossier" in ran.err


def test_an_empty_folder_is_wrong_use(recoupe, tmp_path):
    ran = recoupe("dossier", tmp_path)
    assert ran.code == 2
    assert "no page found" in ran.err


def test_an_output_that_cannot_be_written_fails_in_one_line(recoupe, few_pages, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder", "utf-8")
    ran = recoupe("dossier", few_pages, "-o", tmp_path / "taken")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "taken" in ran.err


def test_an_error_nobody_foresaw_is_still_one_line(recoupe, few_pages, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("recoupe.pipeline.make_dossier", fail)
    ran = recoupe("dossier", few_pages)
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "ZeroDivisionError: two lines" in ran.err


# ------------------------------------------------------------------ languages


def test_the_interface_speaks_french_on_demand_and_by_locale(recoupe, monkeypatch):
    assert "page de presse" not in recoupe("--help").out
    french = recoupe("dossier", "no/such", "--lang", "fr").err
    assert "ni fichier ni répertoire" in french
    monkeypatch.setenv("LANG", "fr_CH.UTF-8")
    assert recoupe("dossier", "no/such").err == french
    assert "no such file" in recoupe("dossier", "no/such", "--lang=en").err
    assert "pages de presse" in recoupe("--help").out


def test_every_english_text_of_the_command_line_has_its_french():
    french = tomllib.loads((CLI / "fr.toml").read_text("utf-8"))["texts"]
    said = set()
    for path in CLI.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("words", "self") and node.args and isinstance(node.args[0], ast.Constant):
                said.add(node.args[0].value)
            said |= {k.value.value for k in node.keywords if k.arg == "help" and isinstance(k.value, ast.Constant)}
            if called == "command":
                continue
        if path.name == "commands.py":
            said |= {ast.get_docstring(f) for f in tree.body if isinstance(f, ast.FunctionDef) and f.decorator_list}
    assert said - set(french) == set()
    stages = {"read", "annotate", "stories", "compare"}
    assert set(french) - said - stages == set()


# ------------------------------------------------------------------ as a process


def test_help_is_quick_and_loads_no_language_model():
    heavy = "{'spacy', 'numpy', 'trafilatura', 'rich'} & set(sys.modules)"
    code = f"import sys; from recoupe.cli import run; run(['--help']); sys.exit(len({heavy}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_version_is_printed(recoupe_process):
    ran = recoupe_process("--version")
    assert ran.code == 0
    assert ran.out.startswith("recoupe ")


def test_a_reader_that_stops_early_is_no_error(few_pages):
    command = Path(sys.executable).with_name("recoupe")
    line = f"'{command}' read '{few_pages}' '{few_pages}' | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{", b"")


def test_nothing_but_data_reaches_standard_output_and_no_colour_codes_leave(few_pages, recoupe_process):
    ran = recoupe_process("dossier", few_pages, env={**os.environ, "NO_COLOR": "1", "LC_ALL": "C"})
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err
