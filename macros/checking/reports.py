"""How all problems are written: for people, for annotations on GitHub, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from macros.characters import printable
from macros.errors import LONGEST_MESSAGE, as_text
from macros.problems import Problem, counted


def as_annotation(problem: Problem) -> str:
    """A workflow command that makes GitHub show the problem beside its line."""
    fix = printable(problem.fix, LONGEST_MESSAGE)
    words = f"{printable(problem.message, LONGEST_MESSAGE)}\nfix: {fix}"
    place = f"file={attribute(problem.path)},line={problem.line},title={attribute(problem.code)}"
    return f"::error {place}::{data(words)}"


def data(words: str) -> str:
    """Words as GitHub's workflow commands want them."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def attribute(words: str) -> str:
    """Words as an attribute of a workflow command, where `:` and `,` have a meaning."""
    return data(printable(words)).replace(":", "%3A").replace(",", "%2C")


def text_report(problems: Sequence[Problem], templates: int) -> str:
    """What a person reads in a terminal."""
    if not problems:
        return f"{counted(templates, 'template')}, no problems"
    return "\n".join([*map(as_text, problems), f"{counted(len(problems), 'problem')} to fix"])


def github_report(problems: Sequence[Problem], templates: int) -> str:
    """Annotations, and below them the same list for those who read the log."""
    report = "\n".join([*map(as_annotation, problems), text_report(problems, templates)])
    # An old form of workflow command, ##[…], works anywhere in a line, also in a quoted one.
    return report.replace("##[", "## [")


def json_report(problems: Sequence[Problem], templates: int) -> str:
    """What a program reads: how many templates are in order, and every problem with its parts."""
    # People script against these keys, of which "rule" holds the code.
    found = [
        {"rule" if key == "code" else key: value for key, value in asdict(problem).items()}
        for problem in problems
    ]
    return json.dumps({"templates": templates, "problems": found}, indent=2)


REPORTS: dict[str, Callable[[Sequence[Problem], int], str]] = {
    "text": text_report,
    "github": github_report,
    "json": json_report,
}
