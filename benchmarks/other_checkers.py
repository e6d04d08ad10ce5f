"""What general checkers of prose say of the same drafts: write-good, alex and proselint.

They are no part of this project. To compare, install them into a folder of their own, with
`npm install write-good alex` and `python -m venv venv && venv/bin/pip install proselint`, then:

.venv/bin/python -m benchmarks.other_checkers FOLDER FILE.json …
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.judgement import outcome


def commands(folder: Path) -> dict[str, list[str]]:
    """How each is called; all say something and end with a status that is not 0 if they object."""
    npm = folder / "node_modules" / ".bin"
    return {
        "write-good": [str(npm / "write-good")],
        "alex": [str(npm / "alex"), "--text"],
        "proselint": [str(folder / "venv" / "bin" / "proselint"), "check"],
    }


def objects(command: list[str], text: str) -> bool:
    """True if a checker objects to a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.md"
        path.write_text(text, "utf-8")
        done = subprocess.run(
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode not in (0, 1) and not done.stdout:
        raise SystemExit(done.stderr)
    return done.returncode != 0


def row(name: str, drafts: list[dict[str, Any]], failed: set[str]) -> str:
    """What it says of good drafts and of others."""
    good = [draft["id"] for draft in drafts if draft["good"]]
    others = [draft["id"] for draft in drafts if not draft["good"]]
    passed, stopped = len({*good} - failed), len({*others} & failed)
    return (
        f"{name:14}{passed:4} of {len(good)} good pass{stopped:6} of {len(others)} others stopped"
    )


def main(folder: Path, paths: list[str]) -> None:
    """Prints a row for each checker."""
    drafts = [draft for path in paths for draft in json.loads(Path(path).read_text("utf-8"))]
    ours = {
        draft["id"] for draft in drafts if outcome([{**draft, "good": True}]).failed
    }  # breaks a must
    print(row("this checker", drafts, ours))
    for name, command in commands(folder).items():
        print(row(name, drafts, {d["id"] for d in drafts if objects(command, d["text"])}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
