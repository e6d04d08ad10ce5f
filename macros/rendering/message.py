"""Puts the words of a message together: a template and what was decided in, a message out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from macros.model import Nodes, Template, Test, Text, When
from macros.rendering.choices import Choices, decide

STOPPED = re.compile(r"(?:(?<!\.)\.|[!?…])\Z")
SPACES = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Message:
    """A finished message: a subject of one line ("" where the channel has none) and a body."""

    subject: str
    body: str


def text(template: Template, values: Mapping[str, str] | None = None) -> Message:
    """The finished message. `values` maps field names, `tone`, `length` and `dates` to text.

    Blanks without a value show their example; optional ones are left out, unless a value is
    expected and not given as "". Dates are ISO 8601 (2026-03-04), times are HH:MM, switches yes or
    no, choices an option's id. Raises WrongValueError for a name or value that the template does
    not know.
    """
    return message(template, decide(template, values or {}))


def message(template: Template, choices: Choices) -> Message:
    """The message for choices that are already made."""
    letter = template.letters[choices.tone]
    subject, *body = (tidy(joined(words(part, choices))) for part in (letter.subject, *letter.body))
    return Message(subject, "\n\n".join(part for part in body if part))


def words(nodes: Nodes, choices: Choices) -> Iterator[str]:
    """The words of these nodes, piece by piece."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, When):
            if holds(node.test, choices.on):
                yield from words(node.nodes, choices)
        else:
            yield choices.texts.get(node.name, "")


def joined(pieces: Iterable[str]) -> str:
    """The pieces as one text: after `Acme Inc.` or `Could we talk?` comes no second full stop."""
    result = ""
    for piece in pieces:
        stop = piece.startswith(".") and not piece.startswith("..")
        result += piece[1:] if stop and STOPPED.search(result) else piece
    return result


def holds(test: Test, on: frozenset[str]) -> bool:
    """True if one of the test's groups is satisfied."""
    return any(all((c.name in on) == c.wanted for c in group) for group in test)


def tidy(paragraph: str) -> str:
    """Runs of spaces become one; lines are trimmed; empty lines vanish."""
    lines = (SPACES.sub(" ", line).strip(" ") for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line)
