"""The exception tree; the command line prints any of these in one line.

RecoupeError
├── InputError      the caller gave something unusable: a path, an option, a JSON line
├── PageRejected    one page cannot be read; the run goes on and lists it
├── ModelMissing    a language model is not installed
├── StoreError      a lasting database failed
└── ArchiveError    a web archive is damaged
"""


class RecoupeError(Exception):
    """Anything Recoupe reports itself: the message says what, got, wanted, where and what to do."""


class InputError(RecoupeError):
    """The caller gave a path, option or JSON line that cannot be used."""


class PageRejected(RecoupeError):
    """One page cannot be read.

    ``reason`` is a stable word (``empty``, ``binary``, ``too_large``, ``no_text``, ``unreadable``, ...), ``detail`` a sentence.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"page rejected ({reason}): {detail}")
        self.reason = reason
        self.detail = detail


class ModelMissing(RecoupeError):
    """A language model is not installed; the message names the command that installs it."""


class StoreError(RecoupeError):
    """A lasting database failed."""


class ArchiveError(RecoupeError):
    """A web archive is damaged; the message gives the file and the offset."""
