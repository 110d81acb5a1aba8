"""A real browser opens the page: readable without scripts, no request leaves, links reach folded passages, phones need no side scroll."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from recoupe.dossier import Dossier

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine (Debian: apt-get install chromium)")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--hide-scrollbars",
]  # fmt: skip


def browse(page: Path, folder: Path, *flags: str, fragment: str = "") -> str:
    """The page's DOM as the browser leaves it."""
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={folder / 'profile'}", *flags, "--dump-dom", f"{page.as_uri()}{fragment}"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=90, env={**os.environ, "HOME": str(folder)}, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


@pytest.fixture(scope="module")
def page(flood: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "dossier.html"
    path.write_text(flood.to_html("fr"), encoding="utf-8")
    return path


def test_without_scripts_everything_is_there_and_nothing_leaves(page: Path, tmp_path: Path) -> None:
    bare = page.with_name("bare.html")
    bare.write_text(re.sub(r"<script>.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.S), encoding="utf-8")
    log = tmp_path / "net.json"
    dom = browse(bare, tmp_path, f"--log-net-log={log}")
    assert dom.count('class="event"') == 14
    assert dom.count("<figure>") >= 5
    assert "Numéro d’urgence" in dom
    asked = re.findall(r'"url":"(https?://[^"]+)"', log.read_text(encoding="utf-8", errors="replace"))
    assert [url for url in asked if "example" in url] == []


def test_a_link_opens_the_folded_part_that_holds_its_target(flood: Dossier, page: Path, tmp_path: Path) -> None:
    folded = page.with_name("folded.html")
    folded.write_text(flood.to_html("fr").replace(" open>", ">"), encoding="utf-8")
    anchor = re.findall(r'<mark id="(a2-\d+-\d+)"', folded.read_text(encoding="utf-8"))[0]
    assert '<details class="article" id="a2" open="">' in browse(folded, tmp_path, fragment=f"#{anchor}")


def test_a_hostile_page_runs_nothing(page: Path, tmp_path: Path) -> None:
    dom = browse(page, tmp_path)
    assert dom.count("<script") == 1
    assert "<img" not in dom


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_is_no_wider_than_the_window(page: Path, tmp_path: Path, width: int) -> None:
    measured = tmp_path / "measured.html"
    ask = "<script>onload=()=>{document.body.dataset.w=document.documentElement.scrollWidth+'/'+innerWidth}</script></body>"
    text = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text(encoding="utf-8"))
    measured.write_text(text.replace("</body>", ask), encoding="utf-8")
    found = re.search(r'<body data-w="(\d+)/(\d+)"', browse(measured, tmp_path, f"--window-size={width},900"))
    assert found
    assert int(found[1]) <= int(found[2])
