"""`.ci/browser` takes the Chromium that is there, installs one where it can, or says what to do."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser import SCRIPT

TOOLS = ("cp", "dirname", "grep", "mkdir", "mktemp", "rm", "sed", "sh")

BROWSER = "#!/bin/sh\necho Chromium 150.0\n"
SNAP = "#!/bin/sh\necho Chromium 150.0 snap\n"
BROKEN = "#!/bin/sh\nexit 1\n"

APT_GET = """#!/bin/sh
echo "apt-get $*" >> "$MACHINE/calls"
for package; do :; done
if [ -e "$MACHINE/packages/$package" ]; then cp "$MACHINE/packages/$package" "$MACHINE/bin"; fi
"""
APT_CACHE = '#!/bin/sh\n[ -e "$MACHINE/packages/$2" ] && echo "Package: $2"\n'
PLAYWRIGHT = """#!/bin/sh
case "$*" in
  --version) echo Version 1 ;;
  *--dry-run*) echo "  Install location:    $MACHINE/own browsers/shell-1" ;;
  *)
    echo "playwright $*" >> "$MACHINE/calls"
    [ -e "$MACHINE/online" ] || exit 1
    mkdir -p "$MACHINE/own browsers/shell-1/linux"
    cp "$MACHINE/online" "$MACHINE/own browsers/shell-1/linux/chrome-headless-shell" ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    """A machine that has on its PATH what a test puts there, and a project in it."""

    folder: Path

    def has(self, path: str, script: str = BROWSER) -> None:
        """Put a program at this path."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script, encoding="utf-8")
        file.chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        return subprocess.run(
            [self.folder / "project/.ci/browser", *arguments],
            env={
                "PATH": str(self.folder / "bin"),
                "MACHINE": str(self.folder),
                "TMPDIR": str(self.folder),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def finds(self, path: str) -> bool:
        """Whether the script ends well and prints this path, and tests would then find the same."""
        answers = [self.run(), self.run("--find")]
        return all(
            answer.returncode == 0 and answer.stdout == f"{self.folder / path}\n"
            for answer in answers
        )

    @property
    def calls(self) -> list[str]:
        """What installers were asked to do."""
        file = self.folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without a browser; a person without rights is at it."""
    machine = Machine(tmp_path)
    machine.has("project/.ci/browser", SCRIPT.read_text(encoding="utf-8"))
    machine.has("project/.venv/bin/playwright", PLAYWRIGHT)
    machine.has("bin/id", "#!/bin/sh\necho 1000\n")
    for tool in TOOLS:
        place = shutil.which(tool)
        assert place
        (tmp_path / "bin" / tool).symlink_to(place)
    return machine


@pytest.fixture
def debian(machine: Machine) -> Machine:
    """A Debian without a browser; root is at it."""
    machine.has("bin/id", "#!/bin/sh\necho 0\n")
    machine.has("bin/apt-get", APT_GET)
    machine.has("bin/apt-cache", APT_CACHE)
    return machine


@pytest.mark.parametrize(
    "name",
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"],
)
def test_a_chromium_that_is_there_is_used_and_nothing_installed(debian: Machine, name: str) -> None:
    debian.has(f"bin/{name}")
    assert debian.finds(f"bin/{name}")
    assert debian.calls == []


def test_the_headless_shell_is_preferred(machine: Machine) -> None:
    machine.has("bin/chromium")
    machine.has("bin/chromium-headless-shell")
    assert machine.finds("bin/chromium-headless-shell")


@pytest.mark.parametrize("useless", [SNAP, BROKEN], ids=["a snap", "a stub"])
def test_what_cannot_be_used_is_passed_over(machine: Machine, useless: str) -> None:
    machine.has("bin/chromium-browser", useless)
    machine.has("bin/google-chrome")
    assert machine.finds("bin/google-chrome")


def test_what_playwright_once_brought_is_used_and_nothing_installed(debian: Machine) -> None:
    debian.has("own browsers/shell-1/linux/chrome-headless-shell")
    assert debian.finds("own browsers/shell-1/linux/chrome-headless-shell")
    assert debian.calls == []


@pytest.mark.parametrize("package", ["chromium-headless-shell", "chromium"])
def test_root_on_debian_gets_the_package_that_there_is(debian: Machine, package: str) -> None:
    debian.has(f"packages/{package}")
    assert debian.finds(f"bin/{package}")
    assert not [call for call in debian.calls if call.startswith("playwright")]


def test_where_there_is_no_package_playwright_brings_its_own(debian: Machine) -> None:
    debian.has("online")
    assert debian.finds("own browsers/shell-1/linux/chrome-headless-shell")
    assert debian.calls[-1] == "playwright install --with-deps chromium"


def test_without_rights_playwright_brings_its_own(machine: Machine) -> None:
    machine.has("bin/apt-get", APT_GET)
    machine.has("online")
    assert machine.finds("own browsers/shell-1/linux/chrome-headless-shell")
    assert machine.calls == ["playwright install chromium"]


def test_where_nothing_works_one_sentence_says_what_to_install(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode != 0
    assert done.stdout == ""
    *_, last = done.stderr.splitlines()
    assert "chromium-headless-shell or chromium, or Google Chrome" in last
    assert len(done.stderr.splitlines()) == 2, "the other one says that it tried"


def test_a_playwright_that_does_not_start_is_named(machine: Machine) -> None:
    machine.has("bin/chromium")
    machine.has("project/.venv/bin/playwright", BROKEN)
    done = machine.run()
    assert done.returncode != 0
    assert "libatomic1" in done.stderr


def test_to_look_installs_nothing(debian: Machine) -> None:
    debian.has("packages/chromium")
    debian.has("online")
    done = debian.run("--find")
    assert done.returncode != 0
    assert done.stderr == "There is no Chromium: make browser installs one.\n"
    assert debian.calls == []


def test_the_tests_start_what_the_script_finds(browser_type_launch_args: dict[str, Any]) -> None:
    found = subprocess.run([SCRIPT, "--find"], capture_output=True, text=True, check=True)
    assert browser_type_launch_args["executable_path"] == found.stdout.strip()
