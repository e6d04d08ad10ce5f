"""Reads one template file: its place, front matter, subject and body."""

from __future__ import annotations

import re
from pathlib import Path

from macros.front_lines import lost, slips
from macros.language import parse
from macros.layout import MixedParagraphError, paragraphs
from macros.marks import marks_in
from macros.mistakes import Mistake
from macros.model import (
    TONES,
    Body,
    Catalogue,
    FrontMatter,
    Nodes,
    Problem,
    Template,
    TemplateField,
)
from macros.names import check_names, fields_used, report_unknown, slots
from macros.reader import Reader, marked_yaml, validated
from macros.render import nearest
from macros.wording import MARKS, after_article, findings
from macros.yaml_source import Marked

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_ID = 60
NO_FILE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
)
"""What Windows calls its devices: no file can have these names there."""
MOST_CHARACTERS = 3000
NEARLY_CLOSED = re.compile(r"\s*[-–—_=]{1,8}\s*$")
SPOKEN_KEYS = ("title", "when", "subject")


def read_template(reader: Reader, path: Path, place: Path, catalogue: Catalogue) -> Template | None:
    """One template, or None after reporting everything that keeps it from being used.

    `place` is its path within the folder of all templates.
    """
    before = reader.noticed
    if not path.is_symlink():
        check_place(reader, path, place, catalogue)
    text = reader.text(path)
    parts = split(reader, path, text) if text is not None else None
    if parts is None:
        return None
    front, source, body_line = parts
    marked = read_front_matter(reader, path, front, catalogue)
    body = read_body(reader, path, source, body_line, catalogue)
    if marked is None:
        return None
    meta = whole_front_matter(reader, path, marked)
    subject = read_subject(reader, path, marked, catalogue)
    if reader.noticed > before or meta is None:
        return None
    used = tuple(fields_used(body, subject, catalogue))
    check_defaults(reader, path, marked, meta, used, catalogue)
    if reader.noticed > before:
        return None
    named = {slot.name for part in (*body, subject) for slot in slots(part)}
    spoken = {name: catalogue.phrases[name] for name in named if name in catalogue.phrases}
    return Template(path.stem, place.parts[0], path, meta, subject, body, used, spoken, body_line)


def check_place(reader: Reader, path: Path, place: Path, catalogue: Catalogue) -> None:
    """Reports a wrong folder, a wrong name and a wrong ending."""
    if path.suffix != ".txt":
        message = f'"{path.name}" does not end in .txt'
        fix = f"rename it to {slug(path.stem)}.txt, or remove it if it is no message"
        reader.report(path, 1, Mistake.WRONG_NAME, message, fix)
    elif not is_name(path.stem):
        message = f'"{path.stem}" is not a name for a template'
        fix = (
            f"rename it to {slug(path.stem)}.txt: small letters, digits and hyphens, "
            "as in accepted-another-offer.txt"
        )
        reader.report(path, 1, Mistake.WRONG_NAME, message, fix)
    folder = place.parts[0]
    known = ", ".join(catalogue.categories)
    if len(place.parts) == 1:
        message = "this stands beside the folders of the categories"
        fix = f"move it into one of them: {known}"
        reader.report(path, 1, Mistake.WRONG_PLACE, message, fix)
        return
    if folder not in catalogue.categories:
        # One problem a folder, and none where the category's own entry is at fault.
        about = folder if folder in reader.lost else f"{folder}/"
        message = f'"{folder}" is no category'
        fix = f"use one of: {known}; to add one, see the Contribute page"
        top = path.parents[len(place.parts) - 2]
        reader.report(top, 1, Mistake.UNKNOWN_CATEGORY, message, fix, about)
        reader.lost.add(f"{folder}/")
    elif len(place.parts) > 2:
        message = "this stands in a folder within the folder of its category"
        fix = f"move it up into {folder}/"
        reader.report(path, 1, Mistake.WRONG_PLACE, message, fix)


def is_name(name: str) -> bool:
    """True if this can be the id of a template: an address on the site, a file on any computer."""
    fits = ID.fullmatch(name) and len(name) <= LONGEST_ID and name not in NO_FILE_NAMES
    return bool(fits) and not name.startswith("sample-")  # the ids of headings start like that


def slug(name: str) -> str:
    """The nearest name that a template could have."""
    words = re.sub(r"\.(?:txt|md|docx?|odt|rtf)$", "", name.lower())
    found = re.sub(r"[^a-z0-9]+", "-", words).strip("-0123456789")[:LONGEST_ID].strip("-")
    return found if is_name(found) else "my-new-message"


def split(reader: Reader, path: Path, text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the body's first line; the front matter starts on line 2."""
    lines = text.split("\n")
    closing = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if lines[0].rstrip() == "---" and closing is None:
        near = (n for n, line in enumerate(lines, 1) if n > 1 and NEARLY_CLOSED.match(line))
        message, fix = "the front matter is never closed", "write --- on a line of its own below it"
        reader.report(path, next(near, 1), Mistake.NO_FRONT_MATTER, message, fix)
        return None
    if lines[0].rstrip() != "---" or closing is None:
        message = "the file does not start with front matter between two --- lines"
        fix = (
            "start with ---, then title, when and subject, then --- again; "
            "`python -m macros new` writes it for you"
        )
        reader.report(path, 1, Mistake.NO_FRONT_MATTER, message, fix)
        return None
    front, body = "\n".join(lines[1:closing]), "\n".join(lines[closing + 1 :])
    for part, line, name in ((front, 2, "front matter"), (body, closing + 2, "message")):
        if len(part) > MOST_CHARACTERS:
            message = f"the {name} has {len(part):,} characters"
            fix = f"keep it under {MOST_CHARACTERS:,}; for a message, 40 to 80 words are ideal"
            reader.report(path, line, Mistake.TOO_LONG, message, fix)
            return None
    return front, body, closing + 2


# --- front matter ---------------------------------------------------------------------------


def read_front_matter(
    reader: Reader, path: Path, front: str, catalogue: Catalogue
) -> Marked | None:
    """The front matter's keys with their lines; reports what its words may not hold."""
    before = len(reader.problems)
    marked = marked_yaml(reader, path, front, 1)
    if marked is None:
        found = [*slips(front, frozenset(FrontMatter.model_fields))]
        if found and any(vague(problem) for problem in reader.problems[before:]):
            del reader.problems[before:]  # said better
            for line, message, fix in found:
                reader.report(path, line + 1, Mistake.BROKEN_YAML, message, fix)
        return None
    for line, message, fix in lost(front, SPOKEN_KEYS):
        reader.report(path, line + 1, Mistake.BROKEN_YAML, message, fix)
    if marked.data is None:
        marked = Marked({}, marked.lines)
    if not isinstance(marked.data, dict):
        message, fix = "this is not `key: value`", 'write title: "…"'
        reader.report(path, 2, Mistake.BROKEN_YAML, message, fix)
        return None
    for key in SPOKEN_KEYS:
        value, line = marked.data.get(key), marked.line((key,)) + 1
        if not isinstance(value, str):
            continue
        if "\n" in value.strip():
            message, fix = f'"{key}" has a line break', "write it on one line"
            reader.report(path, line, Mistake.LINE_BREAK, message, fix)
        for mistake, message, fix in findings(value.replace("\n", " "), catalogue.fields):
            reader.report(path, line, mistake, f"{key}: {message}", fix)
        if key != "subject" and MARKS.search(value):
            message = f"{key}: nothing is filled in here"
            reader.report(path, line, Mistake.NOT_ALLOWED, message, "write it without braces")
    return marked


def vague(problem: Problem) -> bool:
    """True if YAML only says where it gave up, or guesses."""
    return problem.message.startswith(("this is not valid", "a colon", "a quotation mark"))


def whole_front_matter(reader: Reader, path: Path, marked: Marked) -> FrontMatter | None:
    """The front matter, or None after reporting what is missing, unknown or of the wrong kind."""
    meta = validated(reader, path, FrontMatter, marked.data, marked, (), 1)
    if meta is None:
        return None
    if meta.channel == "email" and not meta.subject:
        there = "subject" in marked.data
        fix = f'{"write" if there else "add a line"} subject: "…", with {{{{ role }}}} in it'
        line = marked.line(("subject",)) + 1 if there else 2
        reader.report(path, line, Mistake.MISSING_KEY, 'an email needs a "subject"', fix)
    if meta.channel != "email" and meta.subject:
        line = marked.line(("subject",)) + 1
        message = f"a message for the channel {meta.channel} has no subject"
        reader.report(path, line, Mistake.UNKNOWN_KEY, message, 'remove "subject"')
    if meta.counterexample != bool(meta.fails):
        line = marked.line(("counterexample",) if meta.counterexample else ("fails",)) + 1
        message = '"counterexample: true" and "fails" go together'
        fix = "list under fails: the ids of the rules that this message breaks"
        reader.report(path, line, Mistake.MISSING_KEY, message, fix)
    return meta


def read_subject(reader: Reader, path: Path, marked: Marked, catalogue: Catalogue) -> Nodes:
    """The subject's nodes; reports what is outside the language, and names that are unknown."""
    line = marked.line(("subject",)) + 1
    source = marked.data.get("subject")
    if not isinstance(source, str):
        return ()
    nodes, faults = parse(source)
    for fault in faults:
        reader.report(path, line, fault.rule, f"subject: {fault.message}", fault.fix)
    check_names(reader, path, nodes, catalogue.fields, catalogue.phrases, line - 1)
    check_articles(reader, path, nodes, line - 1)
    return nodes


def check_defaults(
    reader: Reader,
    path: Path,
    marked: Marked,
    meta: FrontMatter,
    used: tuple[TemplateField, ...],
    catalogue: Catalogue,
) -> None:
    """Reports defaults for what the message does not use, and values that do not fit."""
    known = {item.id: item for item in used}
    for name, value in meta.defaults.items():

        def report(message: str, fix: str, name: str = name) -> None:
            line = marked.line(("defaults", name)) + 1
            reader.report(path, line, Mistake.WRONG_DEFAULT, message, fix)

        if name == "tone":
            if value not in TONES:
                report(f'"{value}" is no tone', f"choose one of: {', '.join(TONES)}")
        elif name not in known:
            there = name in catalogue.fields
            fix = "remove this line" if there else nearest(name, [*known, "tone"])
            report(f'the message does not use "{name}"', fix)
        elif known[name].kind == "switch" and not isinstance(value, bool):
            report(f'"{name}" is a switch', "write true or false")
        elif known[name].kind == "choice" and value not in known[name].options:
            options = ", ".join(known[name].options)
            report(f'"{value}" is no option of "{name}"', f"choose one of: {options}")
        elif known[name].kind not in ("switch", "choice"):
            report(f'"{name}" is typed by the reader', "remove this default")


# --- the message ----------------------------------------------------------------------------


def read_body(reader: Reader, path: Path, source: str, first: int, catalogue: Catalogue) -> Body:
    """The body's paragraphs; reports everything that may not stand in them."""
    if not source.strip():
        fix = "write it below the second ---"
        reader.report(path, first - 1, Mistake.EMPTY, "there is no message", fix)
        return ()
    for number, line in enumerate(source.split("\n"), first):
        for mistake, message, fix in findings(line, catalogue.fields):
            reader.report(path, number, mistake, message, fix)
    nodes, faults = parse(source)
    for fault in faults:
        reader.report(path, fault.line + first - 1, fault.rule, fault.message, fault.fix)
    if faults:
        names_beside_faults(reader, path, source, first, catalogue)
        return ()
    check_names(reader, path, nodes, catalogue.fields, catalogue.phrases, first - 1)
    check_articles(reader, path, nodes, first - 1)
    try:
        return paragraphs(nodes)
    except MixedParagraphError as error:
        line_ = error.line + first - 1
        message = "a condition that starts or ends inside a paragraph holds a blank line"
        fix = "put {% if … %} and {% endif %} on lines of their own, with a blank line before"
        reader.report(path, line_, Mistake.MIXED_PARAGRAPH, message, fix)
        return ()


def names_beside_faults(
    reader: Reader, path: Path, source: str, first: int, catalogue: Catalogue
) -> None:
    """Reports unknown names of a message that cannot be parsed, so that one run shows both."""
    known = [*catalogue.fields, *catalogue.phrases]
    for mark in marks_in(source)[0]:
        plain = mark.opener == "{{" and [mark.inner] == mark.names
        if plain and mark.inner not in known:
            report_unknown(reader, path, mark.line + first - 1, mark.inner, known)


def check_articles(reader: Reader, path: Path, nodes: Nodes, above: int) -> None:
    """Reports "a" and "an" before a blank."""
    for slot in after_article(nodes):
        message = f'"a" or "an" stands before {{{{ {slot.name} }}}}, and not every value fits it'
        fix = 'write "the", or turn the sentence round'
        reader.report(path, slot.line + above, Mistake.ARTICLE, message, fix)
