"""What is wrong with the files of the template set, where it stands, and how to mend it.

Whatever is read knows its location from then on, and everything wrong with it is told there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Key = str | int


@dataclass(frozen=True)
class Fault:
    """What is wrong with something, and how to mend it."""

    code: str
    """The id of a mistake, or of a rule of good practice."""
    message: str
    fix: str
    line: int = 1
    """The line of the file (from 1), if what was looked at has several."""
    about: str = ""
    """The name that is unknown: if its own entry is at fault, that is said already."""


@dataclass(frozen=True)
class Problem:
    """A fault where it stands: something that a contributor can mend."""

    path: str
    line: int
    code: str
    message: str
    fix: str
    quote: str = ""


@dataclass
class Log:
    """What has been found wrong so far with the files under `root`."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    slips: list[Problem] = field(default_factory=list)
    """Problems that do not keep a file from being used."""
    lost: set[str] = field(default_factory=set)
    """Ids of entries that were reported and left out."""
    followed: int = 0
    """How many problems only followed from such an entry, and were not reported again."""
    stopped: bool = False
    """True if a file of the catalogue cannot be read: templates cannot be judged without it."""

    @property
    def noticed(self) -> int:
        """How much is wrong so far: a file during which this grows cannot be used."""
        return len(self.problems) + self.followed


@dataclass(eq=False)
class File:
    """A file of the template set."""

    path: Path
    log: Log
    lines: list[str] = field(default_factory=list)
    """What stands in it; nothing before it has been read."""

    def at(self, line: int = 1) -> Location:
        """The location of a line, from 1."""
        return Location(self, line)

    def report(self, fault: Fault) -> None:
        """Notes a fault at its own line."""
        self.at(fault.line).report(fault)


@dataclass(frozen=True)
class Location:
    """The line (from 1) of a file on which something stands."""

    file: File
    line: int

    def fault(self, code: str, message: str, fix: str, about: str = "") -> None:
        """Notes that something is wrong here."""
        self.report(Fault(code, message, fix, about=about))

    def report(self, fault: Fault) -> None:
        """Notes a fault of what stands here."""
        if fault.about and fault.about in self.file.log.lost:
            self.file.log.followed += 1
        else:
            self.file.log.problems.append(self.problem(fault))

    def problem(self, fault: Fault) -> Problem:
        """The fault with this line, which is quoted if it says anything."""
        quote = "".join(self.file.lines[self.line - 1 : self.line])
        quote = "" if quote.strip() == "---" else quote
        path = shown(self.file.path)
        return Problem(path, self.line, fault.code, fault.message, fault.fix, quote)


class Located:
    """A mapping or list of YAML that knows where it, and each thing in it, stands."""

    def __init__(self, location: Location) -> None:
        super().__init__()
        self.location = location
        self.noted: dict[Key, tuple[Location, Any]] = {}
        """Where each key or item stands, and what it holds."""

    def trail(self, *path: Key) -> list[Location]:
        """Where these keys stand, each within the one before, down to the last that is there."""
        found: list[Location] = []
        here: Any = self
        for key in path:
            if not isinstance(here, Located) or key not in here.noted:
                break
            location, here = here.noted[key]
            found.append(location)
        return found

    def at(self, *path: Key) -> Location:
        """Where a key stands, or the nearest one round it that stands in the file."""
        return [self.location, *self.trail(*path)][-1]


class Keys(Located, dict[str, Any]):
    """A mapping of YAML."""


class Items(Located, list[Any]):
    """A list of YAML."""


def shown(path: Path) -> str:
    """The path as people see it: relative to the working folder where possible."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def counted(number: int, what: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
