"""The command line: a thin door over the pipeline. Every failure ends in one line on standard error and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from recoupe.cli.shell import DONE, FAILED, INTERRUPTED, REJECTED, WRONG_USE, Shell
from recoupe.cli.words import Words, language_of
from recoupe.errors import InputError, PageRejected, RecoupeError


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(
        50_000, 20, 20
    )  # what a run makes it keeps: to look through it for garbage again and again takes a twentieth of its time
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 some pages rejected, 2 wrong use, 3 failed."""
    from recoupe.cli.commands import build

    words = Words(language_of(args, os.environ))
    shell = Shell(words)
    try:
        command = build(words)
        # Not command.main(): it would turn a closed pipe into exit code 1.
        with command.make_context("recoupe", list(args), obj=shell) as context:
            code = command.invoke(context)
        sys.stdout.flush()
        return int(code or DONE)
    except InputError as error:
        return shell.complain(str(error), WRONG_USE)
    except PageRejected as error:
        return shell.complain(words.rejection(error.reason, error.detail), REJECTED)
    except RecoupeError as error:
        return shell.complain(str(error), FAILED)
    except BrokenPipeError:
        # The reader of our output has seen enough; the interpreter must not complain about it while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return shell.complain(words("interrupted"), INTERRUPTED)
    except OSError as error:
        return shell.complain(words.system(error), FAILED)
    except MemoryError:
        return shell.complain(words("out of memory: give fewer pages at once"), FAILED)
    except Exception as error:
        # Newer releases of typer carry a click of their own, so that its exceptions are known by their shape.
        if hasattr(error, "format_message"):
            return shell.complain(words.usage(error), WRONG_USE)
        if type(error).__name__ == "Exit":
            return int(getattr(error, "exit_code", DONE))
        if type(error).__name__ == "Abort":
            return shell.complain(words("interrupted"), INTERRUPTED)
        if os.environ.get("RECOUPE_DEBUG"):
            raise
        return shell.complain(words.bug(error), FAILED)
