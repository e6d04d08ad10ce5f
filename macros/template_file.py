"""Reads one template file: its place, front matter, subject and body."""

from __future__ import annotations

import re
from pathlib import Path

from macros.language import parse
from macros.layout import MixedParagraphError, paragraphs
from macros.model import TONES, Body, Catalogue, FrontMatter, Nodes, Template, TemplateField
from macros.names import check_names, fields_used, slots
from macros.reader import Reader, marked_yaml, validated
from macros.render import nearest

ID = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def read_template(reader: Reader, path: Path, place: Path, catalogue: Catalogue) -> Template | None:
    """One template, or None after reporting what keeps it from being used."""
    before = len(reader.problems)
    check_place(reader, path, place, catalogue)
    text = reader.text(path)
    if text is None:
        return None
    parts = split(reader, path, text)
    if parts is None:
        return None
    front, body_text, body_line = parts
    meta = read_front_matter(reader, path, front)
    body = read_body(reader, path, body_text, body_line, catalogue)
    subject = read_subject(reader, path, front, meta, catalogue) if meta else ()
    if len(reader.problems) > before or meta is None:
        return None
    used = tuple(fields_used(body, subject, catalogue))
    check_defaults(reader, path, front, meta, used)
    if len(reader.problems) > before:
        return None
    named = {slot.name for part in (*body, subject) for slot in slots(part)}
    spoken = {name: catalogue.phrases[name] for name in named if name in catalogue.phrases}
    return Template(path.stem, place.parts[0], path, meta, subject, body, used, spoken, body_line)


def check_place(reader: Reader, path: Path, place: Path, catalogue: Catalogue) -> None:
    """Reports a wrong folder, a wrong name and a wrong ending."""
    if path.suffix != ".txt":
        fix = f"rename it to {path.stem}.txt"
        reader.report(path, 1, "wrong-name", f'"{path.name}" does not end in .txt', fix)
    elif not ID.match(path.stem) or len(path.stem) > 60:
        reader.report(
            path,
            1,
            "wrong-name",
            f'"{path.stem}" is not a name for a template',
            "use small letters, digits and hyphens, as in accepted-another-offer.txt",
        )
    if len(place.parts) != 2 or place.parts[0] not in catalogue.categories:
        folder = place.parts[0] if len(place.parts) > 1 else "templates"
        reader.report(
            path,
            1,
            "unknown-category",
            f'"{folder}" is no category',
            f"put the file into one of: {', '.join(catalogue.categories)}",
        )


def split(reader: Reader, path: Path, text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the body's first line; the front matter starts on line 2."""
    lines = text.split("\n")
    closing = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or closing is None:
        reader.report(
            path,
            1,
            "no-front-matter",
            "the file does not start with front matter between two --- lines",
            "start with ---, then title, when and subject, then --- again; "
            "`python -m macros new` writes it for you",
            lines[0],
        )
        return None
    return "\n".join(lines[1:closing]), "\n".join(lines[closing + 1 :]), closing + 2


def read_front_matter(reader: Reader, path: Path, front: str) -> FrontMatter | None:
    """The front matter, or None after reporting what is wrong with it."""
    marked = marked_yaml(reader, path, front, 1)
    if marked is None:
        return None
    data = marked.data if marked.data is not None else {}
    if not isinstance(data, dict):
        reader.report(path, 2, "broken-yaml", "this is not `key: value`", 'write title: "…"')
        return None
    meta = validated(reader, path, FrontMatter, data, marked, (), 1)
    if meta is None:
        return None
    if meta.channel == "email" and not meta.subject:
        fix = 'add subject: "…", with {{ role }} in it'
        reader.report(path, 2, "missing-key", 'an email needs a "subject"', fix)
    if meta.channel != "email" and meta.subject:
        line = marked.line(("subject",)) + 1
        reader.report(
            path,
            line,
            "unknown-key",
            f"a message for the channel {meta.channel} has no subject",
            'remove "subject"',
        )
    if meta.counterexample != bool(meta.fails):
        reader.report(
            path,
            marked.line(("counterexample",)) + 1,
            "missing-key",
            '"counterexample: true" and "fails" go together',
            "list under fails: the ids of the rules that this message breaks",
        )
    return meta


def read_subject(
    reader: Reader, path: Path, front: str, meta: FrontMatter, catalogue: Catalogue
) -> Nodes:
    """The subject's nodes; reports what is outside the language, and line breaks."""
    line = next(
        n for n, text in enumerate(["", *front.split("\n"), "subject"], 1) if "subject" in text
    )
    source = meta.subject or ""
    if "\n" in source:
        reader.report(path, line, "subject-lines", "the subject has a line break", "use one line")
    nodes, faults = parse(source)
    for fault in faults:
        reader.report(path, line, fault.rule, f"subject: {fault.message}", fault.fix, source)
    check_names(reader, path, nodes, catalogue.fields, catalogue.phrases, line - 1)
    return nodes


def read_body(reader: Reader, path: Path, source: str, first: int, catalogue: Catalogue) -> Body:
    """The body's paragraphs; reports what is outside the language, unknown names, no text."""
    lines = source.split("\n")
    nodes, faults = parse(source)
    for fault in faults:
        at = min(fault.line, len(lines))
        reader.report(path, at + first - 1, fault.rule, fault.message, fault.fix, lines[at - 1])
    if faults:
        return ()
    check_names(reader, path, nodes, catalogue.fields, catalogue.phrases, first - 1, lines)
    if not source.strip():
        reader.report(path, first, "empty", "there is no message", "write it below the second ---")
    try:
        return paragraphs(nodes)
    except MixedParagraphError as error:
        reader.report(
            path,
            error.line + first - 1,
            "mixed-paragraph",
            "a condition that starts or ends inside a paragraph holds a blank line",
            "put {% if … %} and {% endif %} on lines of their own, with a blank line before",
            lines[error.line - 1],
        )
        return ()


def check_defaults(
    reader: Reader, path: Path, front: str, meta: FrontMatter, used: tuple[TemplateField, ...]
) -> None:
    """Reports defaults for what the message does not use, and values that do not fit."""
    lines = ["---", *front.split("\n")]
    known = {item.id: item for item in used}
    for name, value in meta.defaults.items():
        line = next((n for n, text in enumerate(lines, 1) if re.search(rf"\b{name}\b", text)), 2)

        def report(message: str, fix: str, line: int = line) -> None:
            reader.report(path, line, "wrong-default", message, fix, lines[line - 1])

        if name == "tone":
            if value not in TONES:
                report(f'"{value}" is no tone', f"choose one of: {', '.join(TONES)}")
        elif name not in known:
            report(f'the message does not use "{name}"', nearest(name, [*known, "tone"]))
        elif known[name].kind == "switch" and not isinstance(value, bool):
            report(f'"{name}" is a switch', "write true or false")
        elif known[name].kind == "choice" and value not in known[name].options:
            report(
                f'"{value}" is no option of "{name}"',
                f"choose one of: {', '.join(known[name].options)}",
            )
        elif known[name].kind not in ("switch", "choice"):
            report(f'"{name}" is typed by the reader', "remove this default")
