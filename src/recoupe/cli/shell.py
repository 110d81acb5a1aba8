"""What the user sees besides the data: messages and progress, all on standard error, progress on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from recoupe.cli.words import Words
from recoupe.records import Rejected

Progress = Callable[[str, int, int], None]
DONE, REJECTED, WRONG_USE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: done, some pages rejected, wrong use, failed, stopped by the user."""


class Shell:
    """Where messages of one run go, in which language, and whether the user wants them."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.quiet = False

    def complain(self, message: str, code: int) -> int:
        """Say in one line why the run ends, and give back its exit code."""
        self._line(f"recoupe: {' '.join(message.split())}")
        return code

    def note(self, message: str) -> None:
        """Tell what was done, unless the user asked for quiet."""
        if not self.quiet:
            self._line(message)

    def reject(self, rejected: Rejected) -> None:
        """List one page that could not be read."""
        name = rejected.page.path or rejected.page.url or "-"
        self._line(self.words("rejected: {name}: {reason}", name=name, reason=self.words.rejection(rejected.reason, rejected.detail)))

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A function to tell progress to: a bar on a terminal, nothing elsewhere."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda stage, done, total: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn
        from rich.progress import Progress as Bars

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn())
        with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
            tasks: dict[str, TaskID] = {}

            def tell(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(self.words(stage), total=None)
                bars.update(tasks[stage], completed=done, total=total or None)

            yield tell

    @staticmethod
    def _line(text: str) -> None:
        with suppress(BrokenPipeError, ValueError):
            encoding = sys.stderr.encoding or "utf-8"
            sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            sys.stderr.flush()
