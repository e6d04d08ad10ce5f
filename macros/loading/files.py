"""Opens the files of the template set, and reads entries from them."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from macros.characters import UNSEEN, named
from macros.loading.schema_errors import explained
from macros.mistakes import Mistake
from macros.model import Entry, Listed
from macros.problems import File, Located, Location, Log

MOST_BYTES = 64 * 1024
LEFT_BEHIND = re.compile(
    r".*~|#.*#|\.#.*|\..*\.sw[op]|\.gitkeep|\.DS_Store|Thumbs\.db|desktop\.ini", re.DOTALL
)
"""What editors and systems leave behind, which is no part of the set."""
E = TypeVar("E", bound=Entry)


def files(log: Log, folder: Path, depth: int = 4) -> Iterator[Path]:
    """Everything below `folder` that is not itself a folder, in order of name."""
    try:
        if folder.is_symlink():
            raise OSError(0, "it is a symbolic link")
        found = sorted(path for path in folder.iterdir() if not LEFT_BEHIND.fullmatch(path.name))
    except OSError as error:
        message = f"this folder cannot be read: {error.strerror}"
        File(folder, log).at().fault(Mistake.ODD_FILE, message, "put an ordinary folder here")
        return
    for path in found:
        if path.is_symlink() or not path.is_dir():
            yield path
        elif depth:
            yield from files(log, path, depth - 1)
        else:
            message = "folders stand too deep in one another here"
            fix = "a message stands directly in the folder of its category"
            File(path, log).at().fault(Mistake.WRONG_PLACE, message, fix)


def read_text(file: File) -> str | None:
    """The file's text with plain line ends, or None after reporting why it cannot be used."""
    raw = read_bytes(file)
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
        file.at(line).fault(Mistake.ODD_FILE, message, fix)
        return None
    if "\x00" in text:
        fix = "add a text file, as an editor saves it"
        file.at().fault(Mistake.ODD_FILE, "this is not a text file", fix)
        return None
    file.lines = text.split("\n")
    for number, line_ in enumerate(file.lines, 1):
        if found := UNSEEN.search(line_):
            message = f"an invisible character stands here ({named(found[0])})"
            fix = "delete it; typing the line again is the easiest way"
            file.at(number).fault(Mistake.INVISIBLE, message, fix)
    return UNSEEN.sub(" ", text)


def read_bytes(file: File) -> bytes | None:
    """The bytes of an ordinary file, or None after reporting what else it is."""
    try:
        state = file.path.lstat()
        if stat.S_ISLNK(state.st_mode):
            message, fix = "this is a symbolic link", "add the file itself"
        elif not stat.S_ISREG(state.st_mode):
            message, fix = "this is not a file", "put an ordinary text file here, or remove it"
        elif state.st_size > MOST_BYTES:
            message, fix = f"{state.st_size} bytes are too many", "keep it under 64 KB"
        else:
            return file.path.read_bytes()
    except OSError as error:
        message = f"this cannot be read: {error.strerror}"
        fix = "look at its name and permissions"
    file.at().fault(Mistake.ODD_FILE, message, fix)
    return None


def fits_within(most: int, text: str, name: str, location: Location) -> bool:
    """True if the text has at most so many characters; reports it otherwise."""
    if len(text) > most:
        message = f"{name} has {len(text):,} characters"
        location.fault(Mistake.TOO_LONG, message, f"keep it under {most:,}")
    return len(text) <= most


def one_line(key: str, text: str, location: Location) -> str:
    """The text under a key on one line; reports it if it stands on several."""
    if "\n" in text.strip():
        location.fault(Mistake.LINE_BREAK, f'"{key}" has a line break', "write it on one line")
    return text.replace("\n", " ")


def read_entry(kind: type[E], data: Any, location: Location) -> E | None:
    """The data as an entry, or None after reporting each thing that is wrong with it.

    `location` is where the data stands, if it does not know that itself.
    """
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for path, fault in explained(error, kind, data):
            (data.at(*path) if isinstance(data, Located) else location).report(fault)
        return None


def report_twice(entries: Iterable[Listed]) -> None:
    """Reports each entry whose id another before it has."""
    seen = set()
    for entry in entries:
        if entry.id in seen:
            message = f'"{entry.id}" stands here twice'
            entry.location("id").fault(Mistake.DUPLICATE_ID, message, "rename one")
        seen.add(entry.id)
