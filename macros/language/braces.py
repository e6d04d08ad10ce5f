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
class Braces:
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


def braces_in(source: str) -> tuple[list[Braces], list[Fault]]:
    """Every pair of braces, and every brace whose partner is missing on its line."""
    pairs: list[Braces] = []
    faults: list[Fault] = []
    for number, line in enumerate(source.split("\n"), 1):
        opened: re.Match[str] | None = None
        for brace in BRACES.finditer(line):
            if brace[0] in CLOSERS:
                if opened:
                    faults.append(unclosed(opened, number))
                opened = brace
            elif opened and brace[0] == CLOSERS[opened[0]]:
                pairs.append(Braces(opened[0], line[opened.end() : brace.start()].strip(), number))
                opened = None
            else:
                faults.append(unclosed(opened, number) if opened else unopened(brace, number))
                opened = None
        if opened:
            faults.append(unclosed(opened, number))
    return pairs, faults


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


def faults_in_braces(pairs: list[Braces]) -> Iterator[Fault]:
    """Tags that are not part of the language, and `if`s that are left open or never opened."""
    opened: list[tuple[Braces, bool]] = []  # each if, and whether its else has been seen
    lost = 0  # starts of parts that were written wrongly, and are reported as such
    for pair in pairs:
        edges = pair.inner[:1] + pair.inner[-1:]
        if pair.opener == "{{" and pair.word in ("if", "elif", "else", "endif"):
            lost += pair.word == "if"
            message = f"{{{{ {pair.inner[:40]} }}}} has the wrong braces for a condition"
            fix = f"write {{% {pair.inner[:60]} %}}"
            yield Fault(Mistake.BROKEN_SYNTAX, message, fix, pair.line)
        elif pair.opener == "{%" and pair.inner in ("end if", "end_if", "endIf", "ENDIF", "EndIf"):
            message = f"{{% {pair.inner} %}} is not part of the message language"
            yield Fault(Mistake.NOT_ALLOWED, message, "write {% endif %}", pair.line)
            lost += not opened
            opened[-1:] = []
        elif pair.opener == "{#":
            message = "comments are not part of a message"
            yield Fault(Mistake.NOT_ALLOWED, message, "remove {# … #}", pair.line)
        elif "-" in edges or "+" in edges:
            message = "a - or + at a brace trims spaces"
            yield Fault(Mistake.NOT_ALLOWED, message, "remove it: gaps close themselves", pair.line)
        elif pair.opener == "{%" and pair.word == "if":
            opened.append((pair, False))
        elif pair.opener == "{%" and pair.word in ("elif", "else", "endif"):
            if opened or not lost:
                yield from misplaced(pair, opened)
            lost -= bool(lost and not opened and pair.word == "endif")
        elif pair.opener == "{%" and not pair.word.startswith("end"):  # its start is reported
            message = f"{{% {pair.inner[:40]} %}} is not part of the message language"
            lost += 1
            yield Fault(Mistake.NOT_ALLOWED, message, meant(pair), pair.line)
    for pair, _ in opened:
        message = f"this {{% {pair.inner[:60]} %}} is never closed"
        fix = "add {% endif %} where the optional text ends"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, pair.line)


def meant(pair: Braces) -> str:
    """What to write in place of a tag that is no part of the language."""
    rest = pair.inner[2:].strip() if pair.word.lower() == "if" else pair.inner
    name = pair.names == [pair.inner] and "_" in pair.inner
    return f"write {{% if {rest[:60]} %}}" if name or rest != pair.inner else TAGS


def misplaced(pair: Braces, opened: list[tuple[Braces, bool]]) -> Iterator[Fault]:
    """The faults of an elif, else or endif; keeps account of what is open."""
    tag = f"{{% {pair.word} %}}"
    if not opened:
        message = f"this {tag} has no {{% if … %}} before it"
        fix = "remove it, or add the missing {% if … %} above it"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, pair.line)
        return
    if pair.word != "elif" and pair.inner != pair.word:
        message = f"{tag} takes nothing after it"
        rest = pair.inner.removeprefix("else if ")
        fix = f"write {{% elif {rest[:60]} %}}" if rest != pair.inner else f"write {tag}"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, pair.line)
    if pair.word == "endif":
        opened.pop()
    elif opened[-1][1]:
        message = f"this {tag} comes after the {{% else %}} of its {{% if %}}"
        fix = "an {% if %} has one {% else %}, and it comes last"
        yield Fault(Mistake.BROKEN_SYNTAX, message, fix, pair.line)
    elif pair.word == "else":
        opened[-1] = (opened[-1][0], True)
