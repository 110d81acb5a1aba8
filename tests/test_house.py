"""The house keeps its plan: arrows between rooms, lengths of modules and functions, docstrings."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "recoupe"
MODULES = sorted(SRC.rglob("*.py"))

# docs/house.md, "Arrows": a module may import what stands on a lower floor, never a neighbour on its own floor.
FLOORS = (
    {"records", "errors"},
    {"text"},
    {"calendar", "languages", "features", "language", "vectors", "pages"},
    {"read", "annotate", "stories", "compare", "dossier", "samples"},
    {"pipeline"},
    {"cli"},
)
OPEN_NEIGHBOURS = {("language", "languages"), ("institutions", "languages")}
"""Neighbours that may be imported: words as data serve the modules beside them."""
ENGINES = {
    "spacy": "annotate",
    "thinc": "annotate",
    "lxml": "read",
    "trafilatura": "read",
    "fastwarc": "read",
    "jinja2": "dossier",
    "typer": "cli",
}
"""Third-party engines known to one room each."""
LONG_MODULES = {"records.py": 640}
"""Modules that may be longer than the rest, and how long: the vocabulary is one page on purpose."""


def floor_of(room: str) -> int:
    floors = [i for i, rooms in enumerate(FLOORS) if room in rooms]
    assert floors, f"{room} stands on no floor: add it to docs/house.md and to FLOORS"
    return floors[0]


def room_of(path: Path) -> str:
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Full dotted names that a module imports, relative imports resolved."""
    package = ("recoupe", *path.relative_to(SRC).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            head = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            module = (head + (node.module or "")).strip(".")
            found |= {f"{module}.{alias.name}" if module == "recoupe" else module for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_module_imports_only_from_lower_floors(path):
    room = room_of(path)
    if room == "__init__":
        return  # the public names: lazy, over every door
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "recoupe" or len(parts) == 1 or parts[1] in (room, "__version__"):
            continue
        allowed = floor_of(parts[1]) < floor_of(room) or (room, parts[1]) in OPEN_NEIGHBOURS
        allowed = allowed or {room, parts[1]} <= FLOORS[0]
        assert allowed, f"{path.relative_to(SRC)} imports {name}: {room} may not know {parts[1]} (docs/house.md, Arrows)"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_third_party_engine_is_known_to_one_room(path):
    for name in imports_of(path):
        engine = name.split(".")[0]
        home = ENGINES.get(engine, room_of(path))
        assert home == room_of(path), f"{path.relative_to(SRC)} imports {engine}, which {home} alone may know"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_module_is_no_longer_than_a_reader_bears(path):
    lines = path.read_text("utf-8").count("\n")
    name = path.relative_to(SRC).as_posix()
    assert lines <= LONG_MODULES.get(name, 350), f"{name} has {lines} lines: split it by what it is about"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_function_fits_on_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 55, f"{path.relative_to(SRC)}: {node.name} has {lines} lines"


def test_no_name_of_this_family_says_nothing():
    empty = {"utils", "util", "helpers", "common", "manager", "base", "data", "misc"}
    assert not [p.relative_to(SRC) for p in MODULES if p.stem in empty]
