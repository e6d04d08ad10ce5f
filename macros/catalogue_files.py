"""Reads the files in `catalogue/`: lists of entries, each with an id."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from macros.language import parse
from macros.model import RESERVED_NAMES, TONES, Entry, Phrase, PhraseEntry, TemplateField
from macros.names import check_names
from macros.reader import Reader, line_of, marked_yaml, validated

E = TypeVar("E", bound=Entry)


def entries(reader: Reader, name: str, kind: type[E], *, needed: bool = True) -> dict[str, E]:
    """The entries of `catalogue/<name>.yml`, by id; broken ones are reported and left out."""
    path = reader.root / "catalogue" / f"{name}.yml"
    if not path.exists():
        if needed:
            reader.report(path, 1, "missing-file", "this file is missing", "restore it")
        return {}
    text = reader.text(path)
    marked = marked_yaml(reader, path, text, 0) if text is not None else None
    if marked is None:
        return {}
    if not isinstance(marked.data, list):
        reader.report(
            path, 1, "broken-entry", "this is not a list", "start each entry with `- id:`"
        )
        return {}
    result: dict[str, E] = {}
    for place, data in enumerate(marked.data):
        entry = validated(reader, path, kind, data, marked, (place,), 0)
        if entry is None:
            continue
        key = str(getattr(entry, "id"))  # noqa: B009 - every entry kind read here has an id
        if key in result:
            line = marked.line((place, "id"))
            reader.report(path, line, "duplicate-id", f'"{key}" stands here twice', "rename one")
        result[key] = entry
    return result


def phrases(reader: Reader, fields: dict[str, TemplateField]) -> dict[str, Phrase]:
    """The phrases with their wording parsed; a phrase may use fields, and no other phrase."""
    path = reader.root / "catalogue" / "phrases.yml"
    result: dict[str, Phrase] = {}
    for entry in entries(reader, "phrases", PhraseEntry).values():
        line = entry_line(path, entry.id)
        if entry.id in fields or entry.id in RESERVED_NAMES:
            reader.report(
                path,
                line,
                "duplicate-id",
                f'"{entry.id}" is also the name of a field',
                "rename the phrase",
            )
        variants = {}
        for tone in TONES:
            nodes, faults = parse(getattr(entry, tone))
            for fault in faults:
                reader.report(path, line, fault.rule, f"{tone}: {fault.message}", fault.fix)
            check_names(reader, path, nodes, fields, {}, line - 1)
            variants[tone] = nodes
        result[entry.id] = Phrase(
            entry.id, entry.about, (entry.warm, entry.neutral, entry.formal), variants
        )
    return result


def fields(reader: Reader) -> dict[str, TemplateField]:
    """The fields, without those whose names mean something else."""
    path = reader.root / "catalogue" / "fields.yml"
    found = entries(reader, "fields", TemplateField)
    for name in sorted(RESERVED_NAMES & found.keys()):
        line = entry_line(path, name)
        reader.report(path, line, "reserved-name", f'"{name}" is reserved', "choose another name")
        del found[name]
    for field in found.values():
        if field.kind != "switch" and not field.example:
            line = entry_line(path, field.id)
            fix = 'add a line example: "…", which is shown until the reader types'
            reader.report(path, line, "missing-key", f'"{field.id}" has no example', fix)
        if (field.kind == "choice") != bool(field.options):
            line = entry_line(path, field.id)
            fix = "a choice needs options:, and nothing else may have them"
            reader.report(path, line, "wrong-value", f'"{field.id}" and its options differ', fix)
    return found


def entry_line(path: Path, key: str) -> int:
    """The line (from 1) on which the entry of this id starts."""
    return line_of(path, re.compile(rf"^-?\s*id:\s*[\"']?{re.escape(key)}[\"']?\s*$"))
