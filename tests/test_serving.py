"""While `make serve` runs, edits show after a reload, and no mistake in them stops it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pages import ROOT, copy_project

SECONDS = 30


@dataclass(frozen=True)
class Serving:
    """A copy of the project, being served."""

    project: Path
    url: str
    process: subprocess.Popen[bytes]

    def page(self, address: str) -> str:
        """The page as it is served now, or nothing while the server is starting."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=SECONDS) as answer:  # noqa: S310
                text: str = answer.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError):
            return ""

    def shows(self, address: str, found: Callable[[str], bool]) -> bool:
        """Whether the page comes to be what is looked for before the time is up."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if found(self.page(address)):
                return True
            time.sleep(0.1)
        return False

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


def test_an_edit_to_a_template_or_to_a_phrase_shows_after_a_reload(serving: Serving) -> None:
    assert serving.shows("samples/decline/", lambda page: "kr-card" in page)

    serving.edit("macros/templates/decline/general.txt", r"^title: .*", "title: A title just typed")
    assert serving.shows("samples/decline/", lambda page: "A title just typed" in page)

    serving.edit("macros/catalogue/categories.yml", r"^  title: .*", "  title: A moment renamed")
    assert serving.shows("samples/", lambda page: "A moment renamed" in page)


def test_a_broken_template_shows_its_error_and_can_be_mended(serving: Serving) -> None:
    template = "macros/templates/decline/general.txt"
    assert serving.shows("", lambda page: "kr-card" in page)

    serving.edit(template, r"\Z", "{{ compnay }}\n")
    assert serving.shows("", lambda page: "compnay" in page)
    assert serving.process.poll() is None

    serving.edit(template, r"^\{\{ compnay \}\}\n", "")
    assert serving.shows("", lambda page: "kr-card" in page and "compnay" not in page)
