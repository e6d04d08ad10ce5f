"""What ARCHITECTURE.md draws and names is there, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.loading.load import ROOT
from tests.project.test_house import imports, room

PROJECT = ROOT.parent
PAGE = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
EXAMPLE = "decision"
"""What stands for NAME where the page says how to add a feature."""

CODE = re.compile(r"`([^`]+)`")
PATH = re.compile(r"[\w.-]+/[\w./-]*")
IDENTIFIER = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)?")
DEFINED = {
    "class": r"^(?:export )?class {}\b",
    "method": r"^  (?:async |get )?\*?{}\(",
    "function": r"^(?:export )?(?:(?:async )?function\*? {0}\(|const {0} = )",
}


def drawn() -> set[tuple[str, str]]:
    """The arrows of the picture."""
    picture = re.search(r"```mermaid\n(.+?)\n```", PAGE, re.DOTALL)
    assert picture
    found = re.findall(r"^ +(\w+)(?:\[.+\])? --> (.+)$", picture[1], re.MULTILINE)
    return {(start, end) for start, ends in found for end in ends.split(" & ")}


def built() -> set[tuple[str, str]]:
    """The imports between rooms; the ground, which every room may use, is left out."""
    ground = {path.stem for path in ROOT.glob("*.py")} - {"__init__", "__main__"}
    pairs = {(room(file), room(to)) for file, others in imports(ROOT).items() for to in others}
    return {
        (start.strip("_"), end.strip("_"))
        for start, end in pairs
        if start != end and not {start, end} & ground
    }


def named() -> Iterator[tuple[Path, str]]:
    """Every path on the page, and with it each name that follows on its line, or nothing."""
    for line in PAGE.split("\n"):
        path = None
        for code in CODE.findall(line):
            if PATH.fullmatch(code):
                path = Path(code.replace("NAME", EXAMPLE))
                yield path, ""
            elif path and path.suffix in (".py", ".js") and IDENTIFIER.fullmatch(code):
                yield path, code


def defined(path: Path) -> set[str]:
    """What a module defines: its functions, classes, methods and constants."""
    names: set[str] = set()
    for node in ast.parse((PROJECT / path).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (part for part in node.body if isinstance(part, ast.FunctionDef))
            names |= {f"{node.name}.{method.name}" for method in methods}
        targets = node.targets if isinstance(node, ast.Assign) else []
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def scripted(path: Path, name: str) -> bool:
    """True if a script defines this function, or this method of a class."""
    script = (PROJECT / path).read_text("utf-8")
    owner, _, method = name.rpartition(".")
    wanted = [("class", owner), ("method", method)] if owner else [("function", name)]
    return all(re.search(DEFINED[kind].format(word), script, re.MULTILINE) for kind, word in wanted)


def test_the_picture_shows_every_import_and_no_other() -> None:
    assert sorted(drawn()) == sorted(built())


@pytest.mark.parametrize(("path", "name"), sorted(set(named())), ids=str)
def test_what_is_named_is_there(path: Path, name: str) -> None:
    assert (PROJECT / path).exists()
    if name:
        assert scripted(path, name) if path.suffix == ".js" else name in defined(path)


@pytest.mark.parametrize("walk", re.findall(r"^## (From .+)$", PAGE, re.MULTILINE))
def test_a_walk_never_returns_to_a_file_that_it_left(walk: str) -> None:
    section = PAGE.split(f"## {walk}")[1].split("\n## ")[0]
    steps = re.findall(r"^\d+\. (.+)", section, re.MULTILINE)
    files = [path for step in steps for path in {*CODE.findall(step)} if PATH.fullmatch(path)]
    assert len(files) > 4
    assert sorted(files) == sorted({*files})


def test_every_room_is_explained() -> None:
    paths = {path for path, _ in named()}
    rooms = {room(file) for file in imports(ROOT)}
    assert {Path(f"macros/{name}") for name in rooms if (ROOT / name).is_dir()} <= paths
    assert {Path(f"macros/{name}.py") for name in rooms if not (ROOT / name).is_dir()} <= paths
