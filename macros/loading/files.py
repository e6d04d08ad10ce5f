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
from macros.loading.schema_errors import explained
from macros.loading.yaml_lines import Marked, YamlError, read_yaml
from macros.mistakes import Mistake
from macros.model import Entry, Problem

MOST_BYTES = 64 * 1024
E = TypeVar("E", bound=Entry)


@dataclass
class Reader:
    """Collects the problems of all files while they are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    slips: list[Problem] = field(default_factory=list)
    """Problems that do not keep a file from being used."""
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

    def files(self, folder: Path, depth: int = 4) -> Iterator[Path]:
        """Everything below `folder` that is not itself a folder, in order of name."""
        try:
            if folder.is_symlink():
                raise OSError(0, "it is a symbolic link")
            found = sorted(folder.iterdir())
        except OSError as error:
            message = f"this folder cannot be read: {error.strerror}"
            File(self, folder).report(1, Mistake.ODD_FILE, message, "put an ordinary folder here")
            return
        for path in found:
            if path.is_symlink() or not path.is_dir():
                yield path
            elif depth:
                yield from self.files(path, depth - 1)
            else:
                message = "folders stand too deep in one another here"
                fix = "a message stands directly in the folder of its category"
                File(self, path).report(1, Mistake.WRONG_PLACE, message, fix)


@dataclass(frozen=True)
class File:
    """One file of the template set, and where its problems are noted."""

    reader: Reader
    path: Path

    def report(self, line: int, mistake: Mistake, message: str, fix: str, about: str = "") -> None:
        """Notes a problem, and quotes its line if the file has been read.

        `about` is the name that is unknown; if its own entry is at fault, that is said already.
        """
        if about and about in self.reader.lost:
            self.reader.followed += 1
            return
        self.reader.problems.append(self.problem(line, mistake, message, fix))

    def problem(self, line: int, mistake: Mistake, message: str, fix: str) -> Problem:
        """The problem with its line; one of the whole file quotes none."""
        quote = self.lines[line - 1] if line <= len(self.lines) else ""
        quote = "" if quote.strip() == "---" else quote
        return Problem(shown(self.path), line, mistake, message, fix, quote)

    @property
    def lines(self) -> list[str]:
        """The file's lines, if it has been read."""
        return self.reader.lines.get(self.path, [])

    def line_of(self, pattern: re.Pattern[str], first: int = 1) -> int:
        """The number (from 1) of the first line from there on that matches, or 1."""
        found = enumerate(self.lines[first - 1 :], first)
        return next((number for number, line in found if pattern.search(line)), 1)

    def text(self) -> str | None:
        """The file's text with plain line ends, or None after reporting why it cannot be used."""
        raw = self.content()
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
            self.report(line, Mistake.ODD_FILE, message, fix)
            return None
        if "\x00" in text:
            fix = "add a text file, as an editor saves it"
            self.report(1, Mistake.ODD_FILE, "this is not a text file", fix)
            return None
        self.reader.lines[self.path] = text.split("\n")
        for number, line_ in enumerate(self.lines, 1):
            if found := UNSEEN.search(line_):
                message = f"an invisible character stands here ({named(found[0])})"
                fix = "delete it; typing the line again is the easiest way"
                self.report(number, Mistake.INVISIBLE, message, fix)
        return UNSEEN.sub(" ", text)

    def content(self) -> bytes | None:
        """The bytes of an ordinary file, or None after reporting what else it is."""

        def odd(message: str, fix: str) -> None:
            self.report(1, Mistake.ODD_FILE, message, fix)

        try:
            state = self.path.lstat()
            if stat.S_ISLNK(state.st_mode):
                odd("this is a symbolic link", "add the file itself")
            elif not stat.S_ISREG(state.st_mode):
                odd("this is not a file", "put an ordinary text file here, or remove it")
            elif state.st_size > MOST_BYTES:
                odd(f"{state.st_size} bytes are too many", "keep it under 64 KB")
            else:
                return self.path.read_bytes()
        except OSError as error:
            odd(f"this cannot be read: {error.strerror}", "look at its name and permissions")
        return None

    def keeps_to(self, most: int, text: str, line: int, name: str) -> bool:
        """True if the text has at most so many characters; reports it otherwise."""
        if len(text) > most:
            message = f"{name} has {len(text):,} characters"
            self.report(line, Mistake.TOO_LONG, message, f"keep it under {most:,}")
        return len(text) <= most

    def one_line(self, key: str, words: str, line: int) -> str:
        """The words under a key on one line; reports it if they stand on several."""
        if "\n" in words.strip():
            fix = "write it on one line"
            self.report(line, Mistake.LINE_BREAK, f'"{key}" has a line break', fix)
        return words.replace("\n", " ")

    def yaml(self, text: str, above: int = 0) -> Marked | None:
        """The YAML with the lines of its keys; so many lines stand above it in the file."""
        try:
            return read_yaml(text, above)
        except YamlError as error:
            self.report(error.line + above, error.rule, error.message, error.fix)
            return None

    def entry(
        self, kind: type[E], data: Any, marked: Marked, at: tuple[str | int, ...] = ()
    ) -> E | None:
        """The data as an entry, or None after reporting each thing that is wrong with it."""
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            for place, fault in explained(error, kind, marked.lines, at):
                self.report(marked.line((*at, *place)), *fault)
            return None


def shown(path: Path) -> str:
    """The path as people see it: relative to the working folder where possible."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
