"""Reads the files in `catalogue/`: lists of entries, each with an id, and the greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from macros.language.parser import parse
from macros.language.plain_text import findings
from macros.loading.files import File, Reader
from macros.loading.names import check_names
from macros.loading.yaml_lines import Marked
from macros.mistakes import Mistake
from macros.model import (
    RESERVED_NAMES,
    TONES,
    Category,
    Contact,
    Disagreement,
    Drops,
    InTones,
    Listed,
    MailLink,
    Rule,
    Source,
    TemplateField,
    Timing,
    WordChoice,
)
from macros.rendering.values import WrongValueError, written

L = TypeVar("L", bound=Listed)

KINDS: dict[str, tuple[str, type[Listed]]] = {
    "categories": ("categories", Category),
    "fields": ("fields", TemplateField),
    "rules": ("rules", Rule),
    "disagreements": ("disagreements", Disagreement),
    "whom-to-tell": ("contacts", Contact),
    "sources": ("sources", Source),
    "mail-links": ("mail_links", MailLink),
    "clock": ("timings", Timing),
    "word-choice": ("word_choices", WordChoice),
}
"""What each file of the catalogue is a list of, and what Catalogue calls the list."""
NEEDED = frozenset({"categories", "fields", "rules"})


def lists(reader: Reader) -> dict[str, Any]:
    """Every list of the catalogue but the fields, as Catalogue calls it."""
    return {of: entries(reader, name, kind) for name, (of, kind) in KINDS.items() if of != "fields"}


def entries(reader: Reader, name: str, kind: type[L]) -> dict[str, L]:
    """The entries of `catalogue/<name>.yml`, by id; broken ones are reported and left out.

    Without a file that is NEEDED nothing else can be judged: `reader.stopped` says so.
    """
    file, needed = catalogue_file(reader, name), name in NEEDED
    marked = content(file, needed=needed)
    if marked is None:
        return {}
    if not isinstance(marked.data, list):
        fix = "start each entry with `- id:`"
        file.report(1, Mistake.WRONG_VALUE, "this is not a list of entries", fix)
        reader.stopped = reader.stopped or needed
        return {}
    result: dict[str, L] = {}
    for place, data in enumerate(marked.data):
        entry = file.entry(kind, data, marked, (place,))
        for key, value in strings(data):
            file.one_line(key, value, marked.line((place, *key.split("/"))))
        if entry is None:
            if isinstance(data, dict):
                reader.lost.add(str(data.get("id")))
            continue
        if entry.id in result:
            message = f'"{entry.id}" stands here twice'
            file.report(marked.line((place, "id")), Mistake.DUPLICATE_ID, message, "rename one")
        result[entry.id] = entry
    return result


def catalogue_file(reader: Reader, name: str) -> File:
    """`catalogue/<name>.yml`."""
    return File(reader, reader.root / "catalogue" / f"{name}.yml")


def content(file: File, *, needed: bool) -> Marked | None:
    """What a file holds, or None: without one that is `needed`, `reader.stopped` says so."""
    there = file.path.exists() or file.path.is_symlink()
    if needed and not there:
        file.report(1, Mistake.MISSING_FILE, "this file is missing", "restore it")
    text = file.text() if there else None
    marked = file.yaml(text) if text is not None else None
    file.reader.stopped = file.reader.stopped or (needed and marked is None)
    return marked


def strings(data: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Every text within an entry, with its keys as a path."""
    if isinstance(data, str):
        yield above, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, f"{above}/{key}".strip("/"))


def greeting(reader: Reader, known: dict[str, TemplateField]) -> InTones | None:
    """What {{ greeting }} stands for in each tone; it may use fields."""
    file = catalogue_file(reader, "greeting")
    before = reader.noticed
    marked = content(file, needed=True)
    found = file.entry(InTones, marked.data, marked) if marked else None
    for tone, source in found or ():
        line = marked.line((tone,)) if marked else 1
        words = file.one_line(tone, source, line)
        nodes, faults = parse(source, line)
        for finding in (*(fault[1:] for fault in faults), *findings(words, known)):
            file.report(line, *finding)
        if not reader.stopped:
            check_names(file, nodes, known)
    if found is None or reader.noticed > before:
        reader.lost.add("greeting")
        return None
    return found


def fields(reader: Reader) -> dict[str, TemplateField]:
    """The fields, without those whose names mean something else or that make no sense."""
    file = catalogue_file(reader, "fields")
    found = entries(reader, "fields", TemplateField)
    for name in RESERVED_NAMES & found.keys():
        line, message = entry_line(file, name), f'"{name}" is reserved'
        file.report(line, Mistake.RESERVED_NAME, message, "choose another name")
        reader.lost.add(name)
    found = {name: field for name, field in found.items() if name not in RESERVED_NAMES}
    for field in found.values():
        for fault in faults_of(field, found):
            file.report(entry_line(file, field.id), *fault)
            reader.lost.add(field.id)
    return {name: field for name, field in found.items() if name not in reader.lost}


def faults_of(
    field: TemplateField, known: dict[str, TemplateField]
) -> Iterator[tuple[Mistake, str, str, str]]:
    """What an entry says that its kind cannot have: mistake, message, fix, and the name meant."""
    name, kind = field.id, field.kind
    if kind != "switch" and not field.example:
        fix = 'add a line example: "…", which is shown until the reader types'
        yield Mistake.MISSING_KEY, f'"{name}" has no "example"', fix, ""
    typed = kind == "text" and (field.optional or not field.expected)
    if not typed and (field.expected or field.drops != Drops()):
        fix = "only a text drops words, and only an optional text is expected"
        yield Mistake.WRONG_VALUE, f'"{name}" cannot have "expected" or "drops"', fix, ""
    if (kind == "choice") != bool(field.options):
        fix = "a choice needs options:, and nothing else may have them"
        yield Mistake.WRONG_VALUE, f'"{name}" is no choice, or lacks its options', fix, ""
    elif field.example and kind != "switch":
        try:
            written(field, field.example)
        except WrongValueError as error:
            fix = "write an example that a reader could have picked or typed"
            yield Mistake.WRONG_VALUE, f"example: {error}", fix, ""
    for other in field.excludes:
        if other not in known:
            message = f'excludes: "{other}" is not in this file'
            yield Mistake.UNKNOWN_FIELD, message, "remove it", other
        elif other == name or {kind, known[other].kind} != {"switch"}:
            message = f'excludes: "{other}" cannot be excluded by "{name}"'
            yield Mistake.WRONG_VALUE, message, "name another switch, in the entry of a switch", ""
    for case in field.conditions.keys() & known.keys():
        yield Mistake.DUPLICATE_ID, f'"{case}" is also the name of a field', "rename one", ""
    for key, option in field.options.items():
        for text in dict.fromkeys(option.said(tone) for tone in TONES):
            for mistake, message, fix in findings(text.replace("\n", " "), known):
                yield mistake, f"{key}: {message}", fix, ""


def entry_line(file: File, key: str) -> int:
    """The line (from 1) on which the entry of this id starts."""
    return file.line_of(re.compile(rf"^-?\s*id:\s*[\"']?{re.escape(key)}[\"']?\s*$"))
