"""The one error that macros and commands raise, and how a problem is written."""

from __future__ import annotations

import click

from macros.characters import printable
from macros.problems import Problem

LONGEST_MESSAGE = 600


class KindRegretsError(click.ClickException):
    """Something a person can mend. MkDocs and the command line print it as it is, exit 1."""


def as_text(problem: Problem) -> str:
    """`path:line: code: what is wrong`, the line quoted, and the fix below."""
    head = f"{problem.path}:{problem.line}: {problem.code}: {problem.message}"
    lines = [printable(head, LONGEST_MESSAGE)]
    if problem.quote.strip():
        lines.append(f"    {problem.line} | {printable(problem.quote.strip())}")
    lines.append(f"    fix: {printable(problem.fix, LONGEST_MESSAGE)}")
    return "\n".join(lines)
