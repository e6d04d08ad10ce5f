"""The small set without a problem, for a test to break, and the commands that are run on it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from macros.__main__ import cli
from macros.loading.load import ROOT

MISTAKES = Path(__file__).parent / "checking" / "mistakes"
PLACE = "templates/decline/simple.txt"


def lay_out(root: Path) -> None:
    """Put the set into a folder, with the real rules, sources and word choice."""
    shutil.copytree(MISTAKES / "base", root, dirs_exist_ok=True)
    for name in ("rules", "sources", "word-choice"):
        shutil.copy(ROOT / "catalogue" / f"{name}.yml", root / "catalogue")


def lay_over(folder: Path, root: Path) -> None:
    """Do to the set what a folder says; `docs/` and `mkdocs.yml` stand beside it."""
    for path in sorted({*folder.rglob("*")} - {folder / "expected.txt"}):
        place = path.relative_to(folder)
        target = (root.parent if place.parts[0] in ("docs", "mkdocs.yml") else root) / place
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


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    """Run a command; what it does not expect is raised."""
    result = CliRunner().invoke(cli, arguments, input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def check(root: Path, *options: str) -> Result:
    """Run `check` on a set."""
    return run("check", "--root", str(root), *options)


def rules_in(result: Result) -> list[str]:
    """The mistakes and rules that `check` names, in order."""
    heads = [line for line in result.output.splitlines() if not line.startswith("    ")]
    return [line.split(": ")[1] for line in heads if line.count(": ") >= 2]


def good(root: Path) -> str:
    """The template of the set, as text."""
    return (root / PLACE).read_text("utf-8")


def before_each_end(text: str, more: str) -> str:
    """The text of a template with one paragraph more before the ending of each letter."""
    return re.sub(r"\n\n(?=.+,\n\{\{ your_name \}\})", f"\n\n{more}\n\n", text)


def write(root: Path, text: str | bytes, place: str = PLACE) -> None:
    """Write a file of the set."""
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
