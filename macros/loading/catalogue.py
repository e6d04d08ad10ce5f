"""Reads the files in `catalogue/`: lists of entries, each with an id, and the greeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from macros.language.parser import parse
from macros.language.plain_text import plain_text_faults
from macros.loading.files import files, one_line, read_entry, read_text, report_twice
from macros.loading.names import name_faults
from macros.loading.yaml_lines import YamlError, read_yaml
from macros.mistakes import Mistake, nearest
from macros.model import (
    RESERVED_NAMES,
    TONES,
    Category,
    Contact,
    Disagreement,
    FinderWords,
    InTones,
    Listed,
    MailLink,
    Rule,
    Situation,
    Source,
    TemplateField,
    Timing,
    WordChoice,
)
from macros.problems import Fault, File, Items, Keys, Location, Log
from macros.rendering.values import WrongValueError, written

L = TypeVar("L", bound=Listed)

KINDS: dict[str, tuple[str, type[Listed]]] = {
    "categories": ("categories", Category),
    "fields": ("fields", TemplateField),
    "rules": ("rules", Rule),
    "disagreements": ("disagreements", Disagreement),
    "whom-to-tell": ("contacts", Contact),
    "situations": ("situations", Situation),
    "sources": ("sources", Source),
    "mail-links": ("mail_links", MailLink),
    "clock": ("timings", Timing),
    "word-choice": ("word_choices", WordChoice),
}
"""What each file of the catalogue is a list of, and what Catalogue calls the list."""
NEEDED = frozenset({"categories", "fields", "rules"})
NO_LISTS = ("decision", "finder", "greeting")


def read_lists(log: Log) -> dict[str, Any]:
    """Every list of the catalogue but the fields, as Catalogue calls it."""
    check_files(log)
    return {
        of: read_entries(log, name, kind) for name, (of, kind) in KINDS.items() if of != "fields"
    }


def check_files(log: Log) -> None:
    """Reports every file in `catalogue/` that nothing reads."""
    folder = log.root / "catalogue"
    known = [f"{name}.yml" for name in (*KINDS, *NO_LISTS)]
    for path in files(log, folder) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if name not in known:
            fix = f"rename it, or take it out of catalogue/: {nearest(name, known)}"
            File(path, log).at().fault(Mistake.UNKNOWN_FILE, f'nothing reads "{name}"', fix)


def read_entries(log: Log, name: str, kind: type[L]) -> dict[str, L]:
    """The entries of `catalogue/<name>.yml`, by id; broken ones are reported and left out.

    Without a file that is NEEDED nothing else can be judged: `log.stopped` says so.
    """
    file, needed = catalogue_file(log, name), name in NEEDED
    data = read_data(file, needed=needed)
    if not isinstance(data, Items):
        log.stopped = log.stopped or needed
        if data is not MISSING:
            fix = "start each entry with `- id:`"
            file.at().fault(Mistake.WRONG_VALUE, "this is not a list of entries", fix)
        return {}
    found: list[L] = []
    for place, item in enumerate(data):
        entry = read_entry(kind, item, data.at(place))
        for key, text, location in texts(item):
            one_line(key, text, location)
        if entry is not None:
            found.append(entry)
        elif isinstance(item, Keys):
            log.lost.add(str(item.get("id")))
    report_twice(found)
    return {entry.id: entry for entry in found}


def catalogue_file(log: Log, name: str) -> File:
    """`catalogue/<name>.yml`."""
    return File(log.root / "catalogue" / f"{name}.yml", log)


MISSING = object()
"""What a file holds that is not there, or cannot be read."""


def read_data(file: File, *, needed: bool) -> Any:
    """What a file holds, or MISSING, which is reported for one that is `needed`."""
    there = file.path.exists() or file.path.is_symlink()
    if needed and not there:
        file.at().fault(Mistake.MISSING_FILE, "this file is missing", "restore it")
    text = read_text(file) if there else None
    try:
        if text is not None:
            return read_yaml(text, file)
    except YamlError as error:
        file.report(error.fault)
    return MISSING


def texts(data: Any, above: str = "") -> Iterator[tuple[str, str, Location]]:
    """Every text within an entry, with its keys as a path, and where it stands."""
    for key, value in data.items() if isinstance(data, Keys) else ():
        path = f"{above}/{key}".strip("/")
        if isinstance(value, str):
            yield path, value, data.at(key)
        yield from texts(value, path)


def read_greeting(log: Log, known: dict[str, TemplateField]) -> InTones | None:
    """What {{ greeting }} stands for in each tone; it may use fields."""
    file = catalogue_file(log, "greeting")
    before = log.noticed
    data = read_data(file, needed=True)
    log.stopped = log.stopped or data is MISSING
    found = None if data is MISSING else read_entry(InTones, data, file.at())
    for tone, source in found or ():
        here = data.at(tone)
        text = one_line(tone, source, here)
        nodes, faults = parse(text, here.line)
        faults += plain_text_faults(text, known)
        faults += () if log.stopped else name_faults(nodes, known)
        for fault in faults:
            here.report(fault)
    if found is None or log.noticed > before:
        log.lost.add("greeting")
        return None
    return found


def read_finder(log: Log) -> FinderWords | None:
    """How the finder compares words; templates are judged without it."""
    file = catalogue_file(log, "finder")
    data = read_data(file, needed=True)
    return None if data is MISSING else read_entry(FinderWords, data, file.at())


def read_fields(log: Log) -> dict[str, TemplateField]:
    """The fields, without those whose names mean something else or that make no sense."""
    found = read_entries(log, "fields", TemplateField)
    for name in RESERVED_NAMES & found.keys():
        message = f'"{name}" is reserved'
        found.pop(name).location("id").fault(Mistake.RESERVED_NAME, message, "choose another name")
        log.lost.add(name)
    for field in found.values():
        for fault in faults_of(field, found):
            field.location("id").report(fault)
            log.lost.add(field.id)
    return {name: field for name, field in found.items() if name not in log.lost}


def faults_of(field: TemplateField, known: dict[str, TemplateField]) -> Iterator[Fault]:
    """What an entry says that its kind cannot have."""
    name, kind = field.id, field.kind
    if kind != "switch" and not field.example:
        fix = 'add a line example: "…", which is shown until the reader types'
        yield Fault(Mistake.MISSING_KEY, f'"{name}" has no "example"', fix)
    typed = kind == "text" and (field.optional or not field.expected)
    if not typed and (field.expected or field.drops.first or field.drops.last):
        fix = "only a text drops words, and only an optional text is expected"
        yield Fault(Mistake.WRONG_VALUE, f'"{name}" cannot have "expected" or "drops"', fix)
    if (kind == "choice") != bool(field.options):
        fix = "a choice needs options:, and nothing else may have them"
        yield Fault(Mistake.WRONG_VALUE, f'"{name}" is no choice, or lacks its options', fix)
    elif field.example and kind != "switch":
        try:
            written(field, field.example)
        except WrongValueError as error:
            fix = "write an example that a reader could have picked or typed"
            yield Fault(Mistake.WRONG_VALUE, f"example: {error}", fix)
    for other in field.excludes:
        if other not in known:
            message = f'excludes: "{other}" is not in this file'
            yield Fault(Mistake.UNKNOWN_FIELD, message, "remove it", about=other)
        elif other == name or {kind, known[other].kind} != {"switch"}:
            message = f'excludes: "{other}" cannot be excluded by "{name}"'
            fix = "name another switch, in the entry of a switch"
            yield Fault(Mistake.WRONG_VALUE, message, fix)
    for case in field.conditions.keys() & known.keys():
        yield Fault(Mistake.DUPLICATE_ID, f'"{case}" is also the name of a field', "rename one")
    for key, option in field.options.items():
        for text in dict.fromkeys(option.said(tone) for tone in TONES):
            for fault in plain_text_faults(text.replace("\n", " "), known):
                yield replace(fault, message=f"{key}: {fault.message}")
