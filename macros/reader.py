"""Opens the files of the template set, and collects what is wrong with them."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from macros.characters import UNSEEN, named
from macros.mistakes import Mistake
from macros.model import Entry, Problem
from macros.schema_errors import explained
from macros.yaml_source import Marked, YamlError, read_yaml

MOST_BYTES = 64 * 1024
E = TypeVar("E", bound=Entry)


@dataclass
class Reader:
    """Collects the problems of all files while they are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Path, list[str]] = field(default_factory=dict)
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

    def report(
        self, path: Path, line: int, rule: Mistake, message: str, fix: str, about: str = ""
    ) -> None:
        """Notes a problem, and quotes its line if the file has been read.

        `about` is the name that is unknown; if its own entry is at fault, that is said already.
        """
        if about and about in self.lost:
            self.followed += 1
            return
        source = self.lines.get(path, [])
        quote = source[line - 1] if line <= len(source) else ""
        if quote.strip() == "---":  # a problem of the whole file
            quote = ""
        self.problems.append(Problem(shown(path), line, rule, message, fix, quote))

    def text(self, path: Path) -> str | None:
        """The file's text with plain line ends, or None after reporting why it cannot be used."""
        raw = self.content(path)
        if raw is None:
            return None
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            message, fix = "this is not UTF-8", "save the file as UTF-8"
            if raw.startswith((b"PK", b"%PDF", b"\xd0\xcf")):
                message, line = "this is a document of a word processor, or an archive", 1
                fix = "save the words as plain text (.txt, UTF-8)"
            self.report(path, line, Mistake.ODD_FILE, message, fix)
            return None
        if "\x00" in text:
            fix = "add a text file, as an editor saves it"
            self.report(path, 1, Mistake.ODD_FILE, "this is not a text file", fix)
            return None
        self.lines[path] = text.split("\n")
        for number, line_ in enumerate(self.lines[path], 1):
            if found := UNSEEN.search(line_):
                message = f"an invisible character stands here ({named(found[0])})"
                fix = "delete it; typing the line again is the easiest way"
                self.report(path, number, Mistake.INVISIBLE, message, fix)
        return UNSEEN.sub(" ", text)

    def content(self, path: Path) -> bytes | None:
        """The bytes of an ordinary file, or None after reporting what else it is."""

        def odd(message: str, fix: str) -> None:
            self.report(path, 1, Mistake.ODD_FILE, message, fix)

        try:
            state = path.lstat()
            if stat.S_ISLNK(state.st_mode):
                odd("this is a symbolic link", "add the file itself")
            elif not stat.S_ISREG(state.st_mode):
                odd("this is not a file", "put an ordinary text file here, or remove it")
            elif state.st_size > MOST_BYTES:
                odd(f"{state.st_size} bytes are too many", "keep it under 64 KB")
            else:
                return path.read_bytes()
        except OSError as error:
            odd(f"this cannot be read: {error.strerror}", "look at its name and permissions")
        return None

    def files(self, folder: Path, depth: int = 4) -> Iterator[Path]:
        """Everything below `folder` that is not itself a folder, in order of name."""
        try:
            if folder.is_symlink():
                raise OSError(0, "it is a symbolic link")
            found = sorted(folder.iterdir())
        except OSError as error:
            message = f"this folder cannot be read: {error.strerror}"
            self.report(folder, 1, Mistake.ODD_FILE, message, "put an ordinary folder here")
            return
        for path in found:
            if path.is_symlink() or not path.is_dir():
                yield path
            elif depth:
                yield from self.files(path, depth - 1)
            else:
                message = "folders stand too deep in one another here"
                fix = "a message stands directly in the folder of its category"
                self.report(path, 1, Mistake.WRONG_PLACE, message, fix)


def shown(path: Path) -> str:
    """The path as people see it: relative to the working folder where possible."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def line_of(reader: Reader, path: Path, pattern: re.Pattern[str]) -> int:
    """The first line (from 1) of a file that was read and that matches, or 1."""
    for number, line in enumerate(reader.lines.get(path, []), 1):
        if pattern.search(line):
            return number
    return 1


def marked_yaml(reader: Reader, path: Path, text: str, above: int) -> Marked | None:
    """The YAML with its lines; `above` lines stand before it in the file."""
    try:
        return read_yaml(text)
    except YamlError as error:
        reader.report(path, error.line + above, error.rule, error.message, error.fix)
        return None


def validated(
    reader: Reader,
    path: Path,
    kind: type[E],
    data: Any,
    marked: Marked,
    at: tuple[str | int, ...],
    above: int,
) -> E | None:
    """The data as an entry, or None after reporting each thing that is wrong with it."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for fault in explained(error, kind, marked.lines, at):
            line = marked.line((*at, *fault.at)) + above
            reader.report(path, line, fault.rule, fault.message, fault.fix)
        return None
