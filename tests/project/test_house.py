"""The house: whoever imports looks down, from room to room, and never round in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from macros.loading.load import ROOT

ORDER: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("characters", "mistakes", "problems", "model", "errors", "tables"),
        "is the ground, and knows nothing above it",
    ),
    (("language", "rendering"), "works on one message, whatever file that comes from"),
    (("rules", "finding"), "works on any text, also one that comes from no file"),
    (("loading",), "makes the model of files, whatever that is wanted for"),
    (("checking",), "judges what has been loaded, and knows no page"),
    (("pages",), "shows what has been loaded, and knows no command"),
    (("tools",), "does what a command asks for, and does not know how it was called"),
    (("__init__", "__main__"), "is a door: it leads into the house, and nothing leads out of it"),
)
"""The rooms from the ground up, and why nothing in them imports what stands higher."""
RANKS = {room: rank for rank, (rooms, _) in enumerate(ORDER) for room in rooms}
MOST_FLOORS = 7

Imports = dict[Path, set[Path]]
"""Every file of the house, within its folder, with the files of the house that it imports."""


def imports(house: Path) -> Imports:
    """What imports what, also where that is written within a function."""
    files = {
        path.relative_to(house): ast.parse(path.read_text("utf-8"))
        for path in sorted(house.rglob("*.py"))
    }
    return {
        file: {found for name in names(tree) for found in named(name, files)}
        for file, tree in files.items()
    }


def names(tree: ast.Module) -> Iterator[str]:
    """The dotted name of everything that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named(name: str, files: Iterable[Path]) -> list[Path]:
    """The file of the house that a dotted name leads to, if it leads to one."""
    first, *parts = name.split(".")
    if first != "macros":
        return []
    while parts:
        place = Path(*parts)
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path in files:
                return [path]
        parts.pop()  # the last part may be a name within the file
    return [Path("__init__.py")]


def room(file: Path) -> str:
    """The room that a file stands in: its folder, or the file where it stands alone."""
    return file.parts[0].removesuffix(".py")


def faults(found: Imports) -> Iterator[str]:
    """A sentence on everything that stands or leads where it should not."""
    for file, others in found.items():
        if room(file) not in RANKS:
            yield f"macros/{file} stands in no room: move it into one, or give it a floor in ORDER"
            continue
        for other in sorted(others):
            here, there = (RANKS.get(room(path), len(ORDER)) for path in (file, other))
            beside = here == there and here > 0 and room(file) != room(other)
            if here < there or beside:
                way = "across" if beside else "up"
                yield f"macros/{file} imports macros/{other}, which runs {way}: {why(file)}"
    try:
        TopologicalSorter(found).prepare()
    except CycleError as error:
        circle = " imports ".join(f"macros/{path}" for path in reversed(error.args[1]))
        yield f"{circle}, which is a circle: move what both need below them"


def why(file: Path) -> str:
    """Why this file imports nothing that stands higher, or beside it."""
    return f"{room(file)} {ORDER[RANKS[room(file)]][1]}"


def floors(found: Imports) -> dict[str, int]:
    """The floor of each room: one above the highest of those that it imports from."""
    below: dict[str, set[str]] = {room(file): set() for file in found}
    for file, others in found.items():
        below[room(file)] |= {room(other) for other in others} - {room(file)}
    result: dict[str, int] = {}
    for each in TopologicalSorter(below).static_order():
        result[each] = 1 + max((result[other] for other in below[each]), default=0)
    return result


def test_every_import_runs_down() -> None:
    assert [*faults(imports(ROOT))] == []


def test_the_house_has_few_floors() -> None:
    found = floors(imports(ROOT))

    assert found.keys() == RANKS.keys()
    assert max(found.values()) <= MOST_FLOORS, found


def test_a_room_hands_nothing_on() -> None:
    """What a name stands for is found in the one file that it is imported from."""
    for path in ROOT.glob("*/__init__.py"):
        assert [type(node) for node in ast.parse(path.read_text("utf-8")).body] == [ast.Expr], path


FAULTS = {
    "up": (
        {"model.py": "def late():\n    from macros.pages.guide import Guide"},
        "macros/model.py imports macros/pages/guide.py, which runs up: "
        "model is the ground, and knows nothing above it",
    ),
    "up by a package": (
        {"rules/judge.py": "from macros.pages import guide"},
        "macros/rules/judge.py imports macros/pages/guide.py, which runs up: "
        "rules works on any text, also one that comes from no file",
    ),
    "out of a door": (
        {"tools/export.py": "from macros import define_env"},
        "macros/tools/export.py imports macros/__init__.py, which runs up: "
        "tools does what a command asks for, and does not know how it was called",
    ),
    "across": (
        {"language/parser.py": "import macros.rendering.message", "rendering/message.py": ""},
        "macros/language/parser.py imports macros/rendering/message.py, which runs across: "
        "language works on one message, whatever file that comes from",
    ),
    "a circle": (
        {"rules/a.py": "from macros.rules.b import b", "rules/b.py": "import macros.rules.a"},
        "macros/rules/a.py imports macros/rules/b.py imports macros/rules/a.py, "
        "which is a circle: move what both need below them",
    ),
    "no room": (
        {"helpers.py": ""},
        "macros/helpers.py stands in no room: move it into one, or give it a floor in ORDER",
    ),
}


@pytest.mark.parametrize(("files", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_in_a_sentence(
    tmp_path: Path, files: dict[str, str], sentence: str
) -> None:
    for name, source in {"__init__.py": "", "pages/guide.py": "Guide = 1", **files}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, "utf-8")

    assert [*faults(imports(tmp_path))] == [sentence]
