"""The words of the command line in French and English: English texts stand in the code, ``fr.toml`` gives their French."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

LANGUAGES = ("fr", "en")


def language_of(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The interface's language: ``--lang`` wherever it stands, else the locale's, else English."""
    for i, arg in enumerate(args):
        value = arg.removeprefix("--lang=") if arg.startswith("--lang=") else args[i + 1] if arg == "--lang" and i + 1 < len(args) else ""
        if value in LANGUAGES:
            return value
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "fr" if locale.startswith("fr") else "en"


class Words:
    """Says a text in the interface's language; a text without a translation stays English."""

    def __init__(self, language: str) -> None:
        self.language = language
        table = tomllib.loads(files("recoupe.cli").joinpath("fr.toml").read_text("utf-8")) if language == "fr" else {}
        self._texts: dict[str, str] = table.get("texts", {})
        self._reasons: dict[str, str] = table.get("reasons", {})

    def __call__(self, text: str, **values: object) -> str:
        """A text with its named holes filled."""
        said = self._texts.get(text, text)
        return said.format(**values) if values else said

    def rejection(self, reason: str, detail: str) -> str:
        """Why a page was rejected, in one line."""
        return " ".join(self._reasons.get(reason, "{detail}").replace("{detail}", detail).split())

    def system(self, error: OSError) -> str:
        """What the operating system refused, and where."""
        where = os.fsdecode(error.filename) if error.filename else self("an unnamed file")
        why = error.strerror or error
        return self("the system refused {where}: {why}; check its permissions and the free space", where=where, why=why)

    def bug(self, error: Exception) -> str:
        """An error nobody foresaw, in one line, and how to see more of it."""
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return self("this should not happen ({what}): please report it with the output of RECOUPE_DEBUG=1", what=what)

    def usage(self, error: Any) -> str:
        """A wrong option or argument, in one line, and where its help is."""
        command = error.ctx.command_path if getattr(error, "ctx", None) else "recoupe"
        said = " ".join(str(error.format_message()).rstrip(".").split())
        name = getattr(error, "option_name", None)
        if type(error).__name__ == "NoSuchOption":
            return self("no such option {name}: see {command} --help", name=name, command=command)
        if type(error).__name__ == "MissingParameter":
            return self("a page, a folder or - is missing: see {command} --help", command=command)
        unknown = re.match(r"No such command '(.*?)'", said)
        if unknown:
            return self("no such command {name}: see {command} --help", name=unknown[1], command=command)
        return self("wrong use: {said}; see {command} --help", said=said, command=command)
