"""Finds every pair of braces in a message, and says exactly where one is missing.

Jinja reports the first fault that stops it, often at the end of the file. This reads the braces
alone, line by line, so that every fault is reported at once, and where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.mistakes import Mistake
from macros.problems import Fault

BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
NAMED = re.compile(r"[A-Za-z_]\w*")
LOGIC = frozenset({"if", "not", "and", "or"})
TAGS = "only {% if name %}, {% elif name %}, {% else %} and {% endif %} may be used"


@dataclass(frozen=True)
class Mark:
    """What stands between one pair of braces, and on which line (from 1)."""

    opener: str
    inner: str
    line: int

    @property
    def word(self) -> str:
        """The first word, as in `if`."""
        found = NAMED.match(self.inner)
        return found[0] if found else ""

    @property
    def names(self) -> list[str]:
        """The names in it, in order."""
        return [name for name in NAMED.findall(self.inner) if name not in LOGIC]


def marks_in(source: str) -> tuple[list[Mark], list[Fault]]:
    """Every pair of braces, and every brace whose partner is missing on its line."""
    marks: list[Mark] = []
    faults: list[Fault] = []
    for number, line in enumerate(source.split("\n"), 1):
        opened: re.Match[str] | None = None
        for brace in BRACES.finditer(line):
            if brace[0] in CLOSERS:
                if opened:
                    faults.append(unclosed(opened, number))
                opened = brace
            elif opened and brace[0] == CLOSERS[opened[0]]:
                marks.append(Mark(opened[0], line[opened.end() : brace.start()].strip(), number))
                opened = None
            else:
                faults.append(unclosed(opened, number) if opened else unopened(brace, number))
                opened = None
        if opened:
            faults.append(unclosed(opened, number))
    return marks, faults


def unclosed(brace: re.Match[str], line: int) -> Fault:
    """The fault of an opening brace."""
    words = re.split(r"[}%#]", brace.string[brace.end() : brace.end() + 40])[0].strip()
    first = NAMED.match(words)
    message = f"this {brace[0]} {words} is not closed on its line"
    fix = f"write {brace[0]} {first[0] if first else 'name'} {CLOSERS[brace[0]]}"
    return Fault(Mistake.BROKEN_SYNTAX, message, fix, line)


def unopened(brace: re.Match[str], line: int) -> Fault:
    """The fault of a closing brace."""
    opener = next(opener for opener, closer in CLOSERS.items() if closer == brace[0])
    message = f"this {brace[0]} closes nothing"
    fix = f"put {opener} before the name, or remove {brace[0]}"
    return Fault(Mistake.BROKEN_SYNTAX, message, fix, line)


def faults_in_marks(marks: list[Mark]) -> Iterator[Fault]:
    """Tags that are not part of the language, and `if`s that are left open or never opened."""
    opened: list[tuple[Mark, bool]] = []  # each if, and whether its else has been seen
    lost = 0  # starts of parts that were written wrongly, and are reported as such
    for mark in marks:
        edges = mark.inner[:1] + mark.inner[-1:]
        if mark.opener == "{{" and mark.word in ("if", "elif", "else", "endif"):
            lost += mark.word == "if"
            message = f"{{{{ {mark.inner[:40]} }}}} has the wrong braces for a condition"
            fix = f"write {{% {mark.inner[:60]} %}}"
            yield Fault(Mistake.BROKEN_SYNTAX, message, fix, mark.line)
        elif mark.opener == "{%" and mark.inner in ("end if", "end_if", "endIf", "ENDIF", "EndIf"):
            message = f"{{% {mark.inner} %}} is not part of the message language"
            yield Fault(Mistake.NOT_ALLOWED, message, "write {% endif %}", mark.line)
            lost += not opened
            opened[-1:] = []
        elif mark.opener == "{#":
            message = "comments are not part of a message"
            yield Fault(Mistake.NOT_ALLOWED, message, "remove {# … #}", mark.line)
        elif "-" in edges or "+" in edges:
            message = "a - or + at a brace trims spaces"
            yield Fault(Mistake.NOT_ALLOWED, message, "remove it: gaps close themselves", mark.line)
        elif mark.opener == "{%" and mark.word == "if":
            opened.append((mark, False))
        elif mark.opener == "{%" and mark.word in ("elif", "else", "endif"):
            if opened or not lost:
                yield from misplaced(mark, opened)
            lost -= bool(lost and not opened and mark.word == "endif")
        elif mark.opener == "{%" and not mark.word.startswith("end"):  # its start is reported
            message = f"{{% {mark.inner[:40]} %}} is not part of the message language"
            lost += 1
            yield Fault(Mistake.NOT_ALLOWED, message, meant(mark), mark.line)
    for mark, _ in opened:
        message = f"this {{% {mark.inner[:60]} %}} is never closed"
        fix = "add {% endif %} where the optional text ends"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, mark.line)


def meant(mark: Mark) -> str:
    """What to write in place of a tag that is no part of the language."""
    rest = mark.inner[2:].strip() if mark.word.lower() == "if" else mark.inner
    name = mark.names == [mark.inner] and "_" in mark.inner
    return f"write {{% if {rest[:60]} %}}" if name or rest != mark.inner else TAGS


def misplaced(mark: Mark, opened: list[tuple[Mark, bool]]) -> Iterator[Fault]:
    """The faults of an elif, else or endif; keeps account of what is open."""
    tag = f"{{% {mark.word} %}}"
    if not opened:
        message = f"this {tag} has no {{% if … %}} before it"
        fix = "remove it, or add the missing {% if … %} above it"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, mark.line)
        return
    if mark.word != "elif" and mark.inner != mark.word:
        message = f"{tag} takes nothing after it"
        rest = mark.inner.removeprefix("else if ")
        fix = f"write {{% elif {rest[:60]} %}}" if rest != mark.inner else f"write {tag}"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, mark.line)
    if mark.word == "endif":
        opened.pop()
    elif opened[-1][1]:
        message = f"this {tag} comes after the {{% else %}} of its {{% if %}}"
        fix = "an {% if %} has one {% else %}, and it comes last"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, mark.line)
    elif mark.word == "else":
        opened[-1] = (opened[-1][0], True)
