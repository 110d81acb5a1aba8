"""What the user sees besides the data: messages and progress, all on standard error, progress on a terminal alone."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from recoupe.cli.words import Words
from recoupe.records import ArchiveCount, Rejected

Progress = Callable[[str, int, int], None]
DONE, REJECTED, WRONG_USE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: done, some pages rejected, wrong use, failed, stopped by the user."""

_MAX_OFFSETS = 5
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


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

    def tell_archive(self, count: ArchiveCount) -> None:
        """Sum up in one line what became of the records of a web archive, unless the user asked for quiet."""
        reasons = ", ".join(f"{self._number(n)} {reason}" for reason, n in count.reasons.items())
        said = self.words(
            "{file}: {records} records = {read} read, {skipped} skipped{reasons}, {damaged} damaged",
            file=count.file,
            records=self._number(count.records),
            read=self._number(count.read),
            skipped=self._number(count.skipped),
            damaged=self._number(count.damaged),
            reasons=f" ({reasons})" if reasons else "",
        )
        if count.damaged:
            said += self.words(" at byte {offsets}", offsets=", ".join(map(self._number, count.damaged_at[:_MAX_OFFSETS])))
            said += ", ..." if count.damaged > _MAX_OFFSETS else ""
        self.note(said)

    def _number(self, n: int) -> str:
        return f"{n:,}".replace(",", "\u202f") if self.words.language == "fr" else f"{n:,}"

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
        # Names and reasons come from strangers' pages: one line, and nothing that moves the terminal's cursor or turns its text.
        text = _CONTROL.sub("\ufffd", text)
        with suppress(BrokenPipeError, ValueError):
            encoding = sys.stderr.encoding or "utf-8"
            sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            sys.stderr.flush()
