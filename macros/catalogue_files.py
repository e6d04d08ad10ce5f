"""Reads the files in `catalogue/`: lists of entries, each with an id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from macros.language import parse
from macros.mistakes import Mistake
from macros.model import (
    RESERVED_NAMES,
    TONES,
    Category,
    Contact,
    Disagreement,
    Entry,
    MailLink,
    Phrase,
    PhraseEntry,
    Rule,
    Source,
    TemplateField,
    Timing,
)
from macros.names import check_names
from macros.reader import Reader, line_of, marked_yaml, validated
from macros.render import WrongValueError, written
from macros.wording import findings

E = TypeVar("E", bound=Entry)

KINDS: dict[str, type[Entry]] = {
    "categories": Category,
    "fields": TemplateField,
    "phrases": PhraseEntry,
    "rules": Rule,
    "disagreements": Disagreement,
    "whom-to-tell": Contact,
    "sources": Source,
    "mail-links": MailLink,
    "clock": Timing,
}
"""What each file of the catalogue is a list of."""


def entries(reader: Reader, name: str, kind: type[E], *, needed: bool = True) -> dict[str, E]:
    """The entries of `catalogue/<name>.yml`, by id; broken ones are reported and left out.

    Without a file that is `needed` nothing else can be judged: `reader.stopped` says so.
    """
    path = reader.root / "catalogue" / f"{name}.yml"
    if not path.exists() and not path.is_symlink():
        if needed:
            reader.report(path, 1, Mistake.MISSING_FILE, "this file is missing", "restore it")
            reader.stopped = True
        return {}
    text = reader.text(path)
    marked = marked_yaml(reader, path, text, 0) if text is not None else None
    if marked is not None and not isinstance(marked.data, list):
        fix = "start each entry with `- id:`"
        reader.report(path, 1, Mistake.WRONG_VALUE, "this is not a list of entries", fix)
        marked = None
    if marked is None:
        reader.stopped = reader.stopped or needed
        return {}
    result: dict[str, E] = {}
    for place, data in enumerate(marked.data):
        entry = validated(reader, path, kind, data, marked, (place,), 0)
        for key, value in strings(data):
            if "\n" in value.strip() and key not in TONES:
                line = marked.line((place, *key.split("/")))
                fix = "write it on one line"
                reader.report(path, line, Mistake.LINE_BREAK, f'"{key}" has a line break', fix)
        if entry is None:
            if isinstance(data, dict):
                reader.lost.add(str(data.get("id")))
            continue
        key = str(getattr(entry, "id"))  # noqa: B009 - every entry kind read here has an id
        if key in result:
            line = marked.line((place, "id"))
            message = f'"{key}" stands here twice'
            reader.report(path, line, Mistake.DUPLICATE_ID, message, "rename one")
        result[key] = entry
    return result


def strings(data: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Every text within an entry, with its keys as a path."""
    if isinstance(data, str):
        yield above, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, f"{above}/{key}".strip("/"))


def phrases(reader: Reader, fields: dict[str, TemplateField]) -> dict[str, Phrase]:
    """The phrases with their wording parsed; a phrase may use fields, and no other phrase."""
    path = reader.root / "catalogue" / "phrases.yml"
    result: dict[str, Phrase] = {}
    for entry in entries(reader, "phrases", PhraseEntry).values():
        before = reader.noticed
        line = entry_line(reader, path, entry.id)
        if entry.id in fields or entry.id in RESERVED_NAMES:
            message = f'"{entry.id}" is also the name of a field'
            reader.report(path, line, Mistake.DUPLICATE_ID, message, "rename the phrase")
        variants = {}
        for tone in TONES:
            source = getattr(entry, tone)
            nodes, faults = parse(source)
            for fault in faults:
                reader.report(path, line, fault.rule, f"{tone}: {fault.message}", fault.fix)
            check_words(reader, path, line, f"{tone}: ", source, fields)
            if not reader.stopped:
                check_names(reader, path, nodes, fields, {}, line - 1)
            variants[tone] = nodes
        if reader.noticed > before:
            reader.lost.add(entry.id)
            continue
        sources = (entry.warm, entry.neutral, entry.formal)
        result[entry.id] = Phrase(entry.id, entry.about, sources, variants)
    return result


def fields(reader: Reader) -> dict[str, TemplateField]:
    """The fields, without those whose names mean something else."""
    path = reader.root / "catalogue" / "fields.yml"
    found = entries(reader, "fields", TemplateField)
    for name in sorted(RESERVED_NAMES & found.keys()):
        line = entry_line(reader, path, name)
        message = f'"{name}" is reserved'
        reader.report(path, line, Mistake.RESERVED_NAME, message, "choose another name")
        reader.lost.add(name)
        del found[name]
    for field in [*found.values()]:
        before = reader.noticed
        line = entry_line(reader, path, field.id)
        if field.kind != "switch" and not field.example:
            message = f'"{field.id}" has no "example"'
            fix = 'add a line example: "…", which is shown until the reader types'
            reader.report(path, line, Mistake.MISSING_KEY, message, fix)
        if (field.kind == "choice") != bool(field.options):
            message = f'"{field.id}" is no choice, or lacks its options'
            fix = "a choice needs options:, and nothing else may have them"
            reader.report(path, line, Mistake.WRONG_VALUE, message, fix)
        check_example(reader, path, line, field)
        check_excludes(reader, path, line, field, found)
        for name, option in field.options.items():
            check_words(reader, path, line, f"{name}: ", option.text, found)
        if reader.noticed > before:
            reader.lost.add(field.id)
    return {name: field for name, field in found.items() if name not in reader.lost}


def check_example(reader: Reader, path: Path, line: int, field: TemplateField) -> None:
    """Reports an example that the field itself could not take."""
    if (
        not field.example
        or field.kind == "switch"
        or (field.kind == "choice" and not field.options)
    ):
        return
    try:
        written(field, field.example)
    except WrongValueError as error:
        fix = "write an example that a reader could have picked or typed"
        reader.report(path, line, Mistake.WRONG_VALUE, f"example: {error}", fix)


def check_excludes(
    reader: Reader, path: Path, line: int, field: TemplateField, known: dict[str, TemplateField]
) -> None:
    """Reports what a switch cannot exclude: itself, and whatever is no switch."""
    for name in field.excludes:
        if name not in known:
            message = f'excludes: "{name}" is not in this file'
            reader.report(path, line, Mistake.UNKNOWN_FIELD, message, "remove it", name)
        elif name == field.id or {field.kind, known[name].kind} != {"switch"}:
            message = f'excludes: "{name}" cannot be excluded by "{field.id}"'
            fix = "name another switch, in the entry of a switch"
            reader.report(path, line, Mistake.WRONG_VALUE, message, fix)


def check_words(
    reader: Reader,
    path: Path,
    line: int,
    before: str,
    words: str,
    fields: dict[str, TemplateField],
) -> None:
    """Reports what the words of a phrase or an option may not hold."""
    for part in words.split("\n"):
        for mistake, message, fix in findings(part, fields):
            reader.report(path, line, mistake, before + message, fix)


def entry_line(reader: Reader, path: Path, key: str) -> int:
    """The line (from 1) on which the entry of this id starts."""
    return line_of(reader, path, re.compile(rf"^-?\s*id:\s*[\"']?{re.escape(key)}[\"']?\s*$"))
