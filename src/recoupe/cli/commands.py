"""The commands: what each takes, which stage it calls, what it writes where."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from recoupe.cli import inputs
from recoupe.cli.shell import DONE, REJECTED, WRONG_USE, Shell
from recoupe.cli.words import Words
from recoupe.errors import InputError
from recoupe.pages import PageFile
from recoupe.records import Article, Rejected

if TYPE_CHECKING:
    from recoupe.dossier import Dossier

FORMATS = ("json", "html", "md")


class Language(StrEnum):
    """Languages of the interface."""

    fr = "fr"
    en = "en"


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"recoupe {version('recoupe')}")
        raise typer.Exit(0)


def _set_quiet(context: typer.Context, quiet: bool) -> bool:
    if quiet and isinstance(context.obj, Shell):
        context.obj.quiet = True
    return quiet


Places = Annotated[
    list[str], typer.Argument(metavar="PAGE", help="Pages, folders (read recursively), web archives, JSON lines, or - for standard input.")
]
OutFolder = Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write the dossier's files in this folder.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language of the interface; without it, the system's.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", callback=_set_quiet, help="No progress and no notes; errors are still listed.")]
Formats = Annotated[str | None, typer.Option("--format", metavar="json,html,md", help="Which files; one alone goes to standard output.")]
Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def build(words: Words) -> Any:
    """The command with all its help in one language."""
    command: Any = typer.main.get_command(app)
    for part in (command, *command.commands.values()):
        part.help = words(" ".join((part.help or "").split()))
        for param in part.params:
            if getattr(param, "help", None):
                param.help = words(param.help)
    return command


@app.callback(invoke_without_command=True)
def recoupe(context: typer.Context, version: Version = False, lang: Lang = None, quiet: Quiet = False) -> int:
    """Reads raw news pages and gives back one checked dossier per story."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        return WRONG_USE
    return DONE


@app.command()
def dossier(
    context: typer.Context,
    places: Places,
    output: OutFolder = None,
    format: Formats = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Pages to a dossier: summary, one format, or files."""
    shell: Shell = context.obj
    formats = _formats(format, shell.words)
    if output is None and len(formats) > 1:
        raise InputError(shell.words("several formats need a folder: add -o DIR, or ask for one of {formats}", formats=", ".join(FORMATS)))
    made = _make(_read(places, shell), shell)
    if output is not None:
        _write_files(made, output, formats or FORMATS, shell)
    elif formats:
        _write(_face(made, formats[0], shell).encode())
    else:
        _summarise(made, shell)
    return _list_rejected(made.rejected, shell)


@app.command()
def read(context: typer.Context, places: Places, lang: Lang = None, quiet: Quiet = False) -> int:
    """Pages to articles, one JSON line each."""
    rejected = []
    for record in _articles(_read(places, context.obj), context.obj):
        if isinstance(record, Rejected):
            rejected.append(record)
            context.obj.reject(record)
        _write(inputs.write_line(record.article if isinstance(record, inputs.Annotated) else record))
    return REJECTED if rejected else DONE


@app.command()
def annotate(context: typer.Context, places: Places, lang: Lang = None, quiet: Quiet = False) -> int:
    """Articles to what they say, one JSON line each."""
    rejected = []
    with context.obj.progress() as tell:
        for n, record in enumerate(_annotated(_read(places, context.obj), context.obj), start=1):
            if isinstance(record, Rejected):
                rejected.append(record)
                context.obj.reject(record)
            _write(inputs.write_line(record))
            tell("annotate", n, 0)
    return REJECTED if rejected else DONE


@app.command()
def stories(context: typer.Context, places: Places, lang: Lang = None, quiet: Quiet = False) -> int:
    """Annotated articles to stories, one JSON line each."""
    from recoupe.pipeline import make_stories

    rejected: list[Rejected] = []
    known: dict[str, inputs.Annotated] = {}
    with context.obj.progress() as tell:
        for n, record in enumerate(_annotated(_read(places, context.obj), context.obj), start=1):
            if isinstance(record, Rejected):
                rejected.append(record)
                context.obj.reject(record)
            else:
                known.setdefault(record.article.id, record)
            tell("annotate", n, 0)
    ordered = [known[i] for i in sorted(known)]
    for story in make_stories([a.article for a in ordered], {a.article.id: a.annotations for a in ordered}):
        _write(inputs.write_line(story))
    return REJECTED if rejected else DONE


@app.command()
def demo(
    context: typer.Context,
    output: OutFolder = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the dossier in a browser (on a terminal only).")] = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """The packaged sample pages to a dossier."""
    from recoupe.samples import sample_pages

    shell: Shell = context.obj
    made = _make(_read([str(sample_pages())], shell), shell)
    folder = output or Path("recoupe-demo")
    _summarise(made, shell)
    _write_files(made, folder, FORMATS, shell)
    shell.note(shell.words("open {path} in a browser", path=folder / "dossier.html"))
    if open_browser and sys.stdout.isatty():
        webbrowser.open((folder / "dossier.html").resolve().as_uri())
    return _list_rejected(made.rejected, shell)


def _read(places: list[str], shell: Shell) -> Iterator[inputs.Item]:
    return inputs.gather(places, sys.stdin.buffer, shell.words)


def _make(items: Iterable[inputs.Item], shell: Shell) -> Dossier:
    pages = [item.article if isinstance(item, inputs.Annotated) else item for item in items]
    from recoupe.pipeline import make_dossier

    with shell.progress() as tell:
        return make_dossier(pages, progress=tell, tell_archive=shell.tell_archive)


def _articles(items: Iterable[inputs.Item], shell: Shell) -> Iterator[Article | inputs.Annotated | Rejected]:
    from recoupe.pipeline import read_pages

    for item in items:
        if isinstance(item, PageFile):
            yield from read_pages([item], tell_archive=shell.tell_archive)
        else:
            yield item


def _annotated(items: Iterable[inputs.Item], shell: Shell) -> Iterator[inputs.Annotated | Rejected]:
    from recoupe.pipeline import annotate_pages

    for fresh, records in groupby(_articles(items, shell), key=lambda record: isinstance(record, Article)):
        if fresh:
            for article, notes in annotate_pages(cast("Iterator[Article]", records)):
                yield notes if isinstance(notes, Rejected) else inputs.Annotated(article=article, annotations=notes)
        else:
            yield from cast("Iterator[inputs.Annotated | Rejected]", records)


def _formats(wanted: str | None, words: Words) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name.strip() for name in (wanted or "").split(",") if name.strip()))
    for name in chosen:
        if name not in FORMATS:
            raise InputError(words("no such format: {name}; choose from {formats}", name=name, formats=", ".join(FORMATS)))
    return chosen


def _face(made: Dossier, format: str, shell: Shell) -> str:
    if format == "json":
        return made.to_json()
    return made.to_html(shell.words.language) if format == "html" else made.to_markdown(shell.words.language)


def _write_files(made: Dossier, folder: Path, formats: Iterable[str], shell: Shell) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in formats:
        path = folder / f"dossier.{name}"
        path.write_bytes(_face(made, name, shell).encode())
        _write(f"{path}\n".encode(errors="surrogateescape"))


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _summarise(made: Dossier, shell: Shell) -> None:
    from rich.console import Console

    from recoupe.dossier import print_summary

    print_summary(made, Console(file=sys.stdout), shell.words.language)


def _list_rejected(rejected: Iterable[Rejected], shell: Shell) -> int:
    listed = list(rejected)
    for record in listed:
        shell.reject(record)
    return REJECTED if listed else DONE
