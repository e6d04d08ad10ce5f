"""While `make serve` runs, edits show after a reload, and no mistake in them stops it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.documents import ROOT, copy_project

SECONDS = 30
ANSWER = 5  # seconds, after which somebody who waits for a page thinks that the server hangs

TEMPLATE = "macros/templates/decline/general.txt"


@dataclass(frozen=True)
class Serving:
    """A copy of the project, being served."""

    project: Path
    url: str
    process: subprocess.Popen[bytes]

    def page(self, address: str) -> str:
        """The page as it is served now, or nothing where there is no answer in time."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=ANSWER) as answer:  # noqa: S310
                text: str = answer.read().decode()
                return text
        except OSError:
            return ""

    def shows(self, address: str, found: Callable[[str], bool]) -> bool:
        """Whether the page comes to be what is looked for before the time is up."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if found(self.page(address)):
                return True
            time.sleep(0.1)
        return False

    def log(self) -> str:
        """What the terminal has shown so far."""
        return (self.project / "log").read_text(encoding="utf-8")

    def edit(self, path: str, pattern: str, replacement: str) -> None:
        """Change one thing in a file of the project, as an editor would."""
        file = self.project / path
        text, count = re.subn(
            pattern, replacement, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
        )
        assert count == 1, f"{path} has nothing like {pattern}"
        file.write_text(text, encoding="utf-8")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    copy_project(tmp_path)
    shutil.copy(ROOT / "Makefile", tmp_path)
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            serve_command(tmp_path, port),
            cwd=tmp_path,
            env={**os.environ, "MACROS_FAIL": "false", "SITE_URL": f"http://127.0.0.1:{port}/"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    serving = Serving(tmp_path, f"http://127.0.0.1:{port}/", process)
    yield serving
    process.terminate()
    process.wait(timeout=SECONDS)


def serve_command(project: Path, port: int) -> list[str]:
    """What `make serve` runs, read from the Makefile so that the two cannot differ."""
    recipe = re.search(r"(mkdocs serve .*)", (project / "Makefile").read_text(encoding="utf-8"))
    assert recipe
    words = recipe[1].replace("$(HOST)", "127.0.0.1").replace("$(PORT)", str(port)).split()
    return [sys.executable, "-m", *words]


def test_an_edit_to_a_template_or_to_a_category_shows_after_a_reload(serving: Serving) -> None:
    assert serving.shows("samples/decline/", lambda page: "kr-card" in page)

    serving.edit(TEMPLATE, r"^title: .*", "title: A title just typed")
    assert serving.shows("samples/decline/", lambda page: "A title just typed" in page)

    serving.edit("macros/catalogue/categories.yml", r"^  title: .*", "  title: A moment renamed")
    assert serving.shows("samples/", lambda page: "A moment renamed" in page)


def test_a_broken_template_shows_its_error_and_can_be_mended(serving: Serving) -> None:
    assert serving.shows("", lambda page: "kr-letter" in page)

    serving.edit(TEMPLATE, r"\Z", "{{ compnay }}\n")
    assert serving.shows("", lambda page: "compnay" in page)
    assert serving.process.poll() is None

    serving.edit(TEMPLATE, r"^\{\{ compnay \}\}\n", "")
    assert serving.shows("", lambda page: "kr-letter" in page and "compnay" not in page)


def test_a_forgotten_endif_is_named_and_stops_nothing(serving: Serving) -> None:
    assert serving.shows("samples/decline/", lambda page: "kr-card" in page)
    whole = (serving.project / TEMPLATE).read_text(encoding="utf-8")

    serving.edit(TEMPLATE, r"\{% endif %\}", "")
    assert serving.shows("samples/decline/", names_the_mistake), serving.log()
    assert names_the_mistake(serving.log())

    (serving.project / TEMPLATE).write_text(whole, encoding="utf-8")
    assert serving.shows("samples/decline/", lambda page: "kr-card" in page)


def test_a_build_that_must_stop_names_the_mistake_too(tmp_path: Path) -> None:
    copy_project(tmp_path)
    file = tmp_path / TEMPLATE
    broken = file.read_text(encoding="utf-8").replace("{% endif %}", "", 1)
    file.write_text(broken, encoding="utf-8")

    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=tmp_path,
        env={**os.environ, "MACROS_FAIL": "true"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert built.returncode != 0
    assert names_the_mistake(built.stderr)
    assert "TypeError" not in built.stderr


def names_the_mistake(shown: str) -> bool:
    """Whether it says where and what, with every sign of per cent as it stands in the file."""
    found = re.search(rf"{TEMPLATE}:\d+: .*\{{% (end)?if\b.*? %\}}", shown)
    return found is not None and "%%" not in shown
