"""The one error that macros and commands raise, and how problems are written."""

from __future__ import annotations

import click

from macros.model import Problem


class KindRegretsError(click.ClickException):
    """Something a person can mend. MkDocs and the command line print it as it is, exit 1."""


def as_text(problem: Problem) -> str:
    """`path:line: rule: what is wrong`, the line quoted, and the fix below."""
    quote = f"\n    {problem.line} | {problem.quote.strip()}" if problem.quote.strip() else ""
    head = f"{problem.path}:{problem.line}: {problem.rule}: {problem.message}"
    return f"{head}{quote}\n    fix: {problem.fix}"
