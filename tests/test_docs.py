"""Documentation is run: every shell line and every Python block of the README and the how-to, and every link between pages."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = [ROOT / "README.md", ROOT / "docs" / "how-to.md"]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def blocks_of(language):
    for page in RUN:
        for n, block in enumerate(re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S), start=1):
            yield page.name, n, block


SHELL = [(name, line) for name, _, block in blocks_of("sh") for line in block.splitlines() if line and not line.startswith("make ")]
TARGETS = [line.split()[1] for _, _, block in blocks_of("sh") for line in block.splitlines() if line.startswith("make ")]
PYTHON = [pytest.param(block, id=f"{name}-{n}") for name, n, block in blocks_of("python")]


@pytest.fixture(scope="module")
def desk(few_pages, pack_record, tmp_path_factory):
    """A folder with pages/ and a web archive, as the documentation supposes."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(few_pages, folder / "pages")
    records = [pack_record(page.read_bytes(), media_type="text/plain") for page in sorted(few_pages.glob("*.txt"))]
    (folder / "crawl.warc.gz").write_bytes(pack_record(kind="request") + b"".join(records))
    return folder


def in_process(line, recoupe):
    """Run a line that is one call of recoupe, perhaps with its output in a file, without loading the models anew."""
    command, _, target = line.partition(" > ")
    ran = recoupe(*shlex.split(command, comments=True)[1:])
    if target:
        Path(target.split("#")[0].strip()).write_text(ran.out, "utf-8")
    return ran


def in_bash(line):
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", f"{line}\nexit ${{PIPESTATUS[0]}}"], env=env, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(("page", "line"), SHELL, ids=[line.split("#")[0].strip()[:50] for _, line in SHELL])
def test_a_shell_line_runs(page, line, desk, recoupe, monkeypatch):
    monkeypatch.chdir(desk)
    alone = line.startswith("recoupe ") and not re.search(r"[|<;&`$]", line)
    ran = in_process(line, recoupe) if alone else in_bash(line)
    assert ran.code == 0, f"{page}: {line}\n{ran.err}"
    assert ran.err == ""
    assert ran.out or " > " in line or "rejected" in line, f"{page}: {line} printed nothing"


@pytest.mark.parametrize("block", PYTHON)
def test_a_python_block_runs(block, desk, monkeypatch):
    monkeypatch.chdir(desk)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(block, "documentation", "exec"), {})
    assert out.getvalue()


def test_every_make_target_named_in_the_documentation_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {t for page in PAGES for t in re.findall(r"`make ([a-z]+)`", page.read_text("utf-8"))}
    assert {"demo", "test"} <= set(TARGETS)
    assert named | set(TARGETS) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_every_command_is_in_the_documentation(recoupe):
    shown = re.findall(r"^  ([a-z]+) ", recoupe("--help").out.split("Commands:")[1], re.M)
    text = "".join(page.read_text("utf-8") for page in PAGES)
    assert shown
    assert [c for c in shown if f"recoupe {c}" not in text] == []
