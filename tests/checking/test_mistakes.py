"""One folder for each mistake that a contributor can make, with exactly what `check` says of it.

A folder holds what is wrong, and is laid over `base/`, a small set without any problem, with the
real rules, sources and word choice. `NAME.changed` says what is changed in a file, a line each:
`old => new`, with `\\n` for a line end. `NAME.more` stands at the end of a file, `NAME.removed`
takes it away, and anything else is the file itself. The folder's name begins with the id of the
mistake. After a change of wording, write the expected words anew and read the difference:

    KR_WRITE=1 .venv/bin/pytest tests/checking/test_mistakes.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.__main__ import cli
from macros.loading.catalogue import KINDS
from macros.loading.load import ROOT, load
from macros.mistakes import Mistake

MISTAKES = Path(__file__).parent / "mistakes"
FOLDERS = sorted(path.name for path in MISTAKES.iterdir() if path.name != "base")

# Python closes gaps between words when it renders, so no template can break this one.
NEVER = {"no-double-spaces"}
PRACTICE = {rule.id for rule in load(ROOT).rules.values() if rule.check} - NEVER
IDS = {*Mistake, *PRACTICE}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small set without a problem, in the working folder."""
    shutil.copytree(MISTAKES / "base", tmp_path, dirs_exist_ok=True)
    for name in ("rules", "sources", "word-choice"):
        shutil.copy(ROOT / "catalogue" / f"{name}.yml", tmp_path / "catalogue")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mistake_of(folder: str) -> str:
    """The id with which a folder's name begins."""
    found = [known for known in IDS if folder == known or folder.startswith(f"{known}-")]
    return max(found, key=len, default="")


def lay_over(folder: Path, root: Path) -> None:
    """Do to the set what a folder says."""
    for path in sorted({*folder.rglob("*")} - {folder / "expected.txt"}):
        target = root / path.relative_to(folder)
        whole = target.with_suffix("")
        if path.suffix == ".changed":
            whole.write_text(changed(whole.read_text("utf-8"), path.read_text("utf-8")), "utf-8")
        elif path.suffix == ".more":
            whole.write_text(whole.read_text("utf-8") + path.read_text("utf-8"), "utf-8")
        elif path.suffix == ".removed":
            whole.unlink()
        elif path.is_symlink() or path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)


def changed(text: str, changes: str) -> str:
    """The text with each change made, at the one place that it names."""
    for line in changes.splitlines():
        old, new = line.replace("\\n", "\n").split(" => ")
        assert text.count(old) == 1, f"not once in the file: {old}"
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", FOLDERS)
def test_what_check_says(name: str, root: Path) -> None:
    folder = MISTAKES / name
    lay_over(folder, root)
    result = CliRunner().invoke(cli, ["check", "--root", str(root)])
    assert result.exit_code == 1, result.output
    assert f": {mistake_of(name)}: " in result.output
    expected = folder / "expected.txt"
    if os.environ.get("KR_WRITE"):
        expected.write_text(result.output, "utf-8")
    assert result.output == expected.read_text("utf-8")


def test_the_base_has_no_problem(root: Path) -> None:
    result = CliRunner().invoke(cli, ["check", "--root", str(root)])
    assert (result.output, result.exit_code) == ("1 template, no problems\n", 0)


def test_every_mistake_has_a_folder() -> None:
    assert {mistake_of(name) for name in FOLDERS} == IDS


def test_gaps_between_words_close_themselves(root: Path) -> None:
    path = root / "templates" / "decline" / "simple.txt"
    path.write_text(path.read_text("utf-8").replace(" so please", "  so \t please"), "utf-8")
    assert CliRunner().invoke(cli, ["check", "--root", str(root)]).exit_code == 0


def test_the_base_has_every_file_that_is_needed() -> None:
    assert {path.stem for path in (MISTAKES / "base" / "catalogue").iterdir()} < {
        *KINDS,
        "decision",
        "greeting",
    }
