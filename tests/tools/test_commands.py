"""The commands beside `check`: new, render, lint, export, diff, schemas."""

from __future__ import annotations

import pytest

from macros.__main__ import cli
from tests.small_set import run


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself(name: str) -> None:
    said = run(name, "--help").output
    assert cli.commands[name].help
    assert said.startswith(f"Usage: cli {name} [OPTIONS]")


def test_help_shows_the_three_steps() -> None:
    said = run("--help").output
    assert [said.index(f"macros {name}") for name in ("new", "check", "render")] == sorted(
        said.index(f"macros {name}") for name in ("new", "check", "render")
    )
