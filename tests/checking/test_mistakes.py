"""Each mistake that a contributor can make, with exactly what `check` says of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros.loading.catalogue import KINDS
from macros.loading.load import ROOT, load
from macros.mistakes import Mistake
from tests.small_set import MISTAKES, check, lay_over

FOLDERS = sorted(path.name for path in MISTAKES.iterdir() if path.is_dir() and path.name != "base")

# Python closes gaps between words when it renders, so no template can break this one.
NEVER = {"no-double-spaces"}
PRACTICE = {rule.id for rule in load(ROOT).rules.values() if rule.check} - NEVER
IDS = {*Mistake, *PRACTICE}


def mistake_of(folder: str) -> str:
    """The id with which a folder's name begins."""
    found = [known for known in IDS if folder == known or folder.startswith(f"{known}-")]
    return max(found, key=len, default="")


@pytest.mark.parametrize("name", FOLDERS)
def test_what_check_says(name: str, root: Path) -> None:
    folder = MISTAKES / name
    lay_over(folder, root)
    result = check(root)
    assert result.exit_code == 1, result.output
    assert f": {mistake_of(name)}: " in result.output
    expected = folder / "expected.txt"
    if os.environ.get("KR_WRITE"):
        expected.write_text(result.output, "utf-8")
    assert result.output == expected.read_text("utf-8")


def test_the_base_has_no_problem(root: Path) -> None:
    result = check(root)
    assert (result.output, result.exit_code) == ("1 template, no problems\n", 0)


def test_every_mistake_has_a_folder() -> None:
    assert {mistake_of(name) for name in FOLDERS} == IDS


def test_gaps_between_words_close_themselves(root: Path) -> None:
    path = root / "templates" / "decline" / "simple.txt"
    path.write_text(path.read_text("utf-8").replace(" so please", "  so \t please"), "utf-8")
    assert check(root).exit_code == 0


def test_the_base_has_every_file_that_is_needed() -> None:
    assert {path.stem for path in (MISTAKES / "base" / "catalogue").iterdir()} < {
        *KINDS,
        "decision",
        "finder",
        "greeting",
    }
