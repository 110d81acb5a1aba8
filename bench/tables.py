"""Measured figures -> their table in the documentation, between the marks of its name."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path

PERFORMANCE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def machine_line() -> str:
    """What the figures were made on."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one core."


def make_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table whose first column is words and whose others are figures."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return [lines[0], "|---|" + "---:|" * (len(head) - 1), *lines[1:]]


def write_between(path: Path, name: str, lines: Sequence[str]) -> None:
    """Put lines between ``<!-- name: begin -->`` and ``<!-- name: end -->``; raises SystemExit where the marks are missing."""
    begin, end = (f"<!-- {name}: {edge} -->" for edge in ("begin", "end"))
    text = path.read_text("utf-8")
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{path} wants the lines {begin} and {end}: put them where the table shall stand")
    path.write_text("\n".join([before + begin, *lines, end + after]), "utf-8")
