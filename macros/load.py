"""Reads the template set: the only module that opens its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from macros.language import parse
from macros.layout import MixedParagraph, paragraphs
from macros.model import (
    CHANNELS,
    RESERVED_NAMES,
    TONES,
    Body,
    Catalogue,
    Category,
    Contact,
    Disagreement,
    Entry,
    FrontMatter,
    MailLink,
    Nodes,
    Phrase,
    PhraseEntry,
    Problem,
    Rule,
    Slot,
    Source,
    Template,
    TemplateField,
    When,
)
from macros.render import nearest
from macros.schema_errors import explained
from macros.yaml_source import Marked, YamlError, read_yaml

ROOT = Path(__file__).parent
MOST_BYTES = 64 * 1024
ID = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
E = TypeVar("E", bound=Entry)


@dataclass
class Reader:
    """Collects the problems of all files while they are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, path: Path, line: int, rule: str, message: str, fix: str, quote: str = ""
    ) -> None:
        """Notes a problem; `path` is shown relative to where the command runs."""
        self.problems.append(Problem(shown(path), line, rule, message, fix, quote))

    def text(self, path: Path) -> str | None:
        """The file's text with plain line ends, or None after reporting why it cannot be used."""
        if path.is_symlink():
            self.report(path, 1, "odd-file", "this is a symbolic link", "add the file itself")
            return None
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            self.report(path, 1, "odd-file", f"{len(raw)} bytes are too many", "keep it under 64 KB")
            return None
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.report(path, line, "odd-file", "this is not UTF-8", "save the file as UTF-8")
            return None
        found = INVISIBLE.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            self.report(
                path,
                line,
                "invisible-character",
                f"an invisible character stands here (U+{ord(found[0]):04X})",
                "delete it; typing the line again is the easiest way",
                text.split("\n")[line - 1],
            )
            return None
        return text


def shown(path: Path) -> str:
    """The path as people see it: relative to the working folder where possible."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def load(root: Path = ROOT) -> Catalogue:
    """The template set under `root`, which holds `catalogue/` and `templates/`.

    Never raises for what a contributor wrote: broken files are left out and reported in
    `Catalogue.problems`. The same object is returned until a file changes.
    """
    return read(root, fingerprint(root))


def fingerprint(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, modification time (ns) and size of every file that `load` reads."""
    found = []
    for path in sorted([*(root / "catalogue").rglob("*"), *(root / "templates").rglob("*")]):
        state = path.lstat()
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=4)
def read(root: Path, _fingerprint: object) -> Catalogue:
    """The template set as it stands; cached by its fingerprint."""
    reader = Reader(root)
    fields = entries(reader, "fields", TemplateField)
    for name in RESERVED_NAMES & fields.keys():
        report_entry(reader, "fields", name, "this name is reserved", "choose another name")
        del fields[name]
    catalogue = Catalogue(
        categories=entries(reader, "categories", Category),
        fields=fields,
        phrases=phrases(reader, fields),
        rules=entries(reader, "rules", Rule),
        templates={},
        disagreements=entries(reader, "disagreements", Disagreement, needed=False),
        contacts=entries(reader, "whom-to-tell", Contact, needed=False),
        sources=entries(reader, "sources", Source, needed=False),
        mail_links=entries(reader, "mail-links", MailLink, needed=False),
        problems=(),
    )
    templates = read_templates(reader, catalogue)
    return replace(catalogue, templates=templates, problems=tuple(reader.problems))


# --- catalogue files ------------------------------------------------------------------------


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
        reader.report(path, 1, "broken-entry", "this is not a list", "start each entry with `- id:`")
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


def report_entry(reader: Reader, name: str, key: str, message: str, fix: str) -> None:
    """Reports a problem with one entry of a catalogue file, at the line of its id."""
    path = reader.root / "catalogue" / f"{name}.yml"
    line = line_of(path, re.compile(rf"^-?\s*id:\s*[\"']?{re.escape(key)}[\"']?\s*$"))
    reader.report(path, line, "broken-entry", f'"{key}": {message}', fix)


def line_of(path: Path, pattern: re.Pattern[str]) -> int:
    """The first line (from 1) that matches, or 1."""
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if pattern.search(line):
            return number
    return 1


def marked_yaml(reader: Reader, path: Path, text: str, above: int) -> Marked | None:
    """The YAML with its lines; `above` lines stand before it in the file."""
    try:
        return read_yaml(text)
    except YamlError as error:
        lines = text.split("\n")
        quote = lines[error.line - 1] if error.line <= len(lines) else ""
        reader.report(path, error.line + above, "broken-yaml", error.message, error.fix, quote)
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
        for fault in explained(error, kind):
            line = marked.line((*at, *fault.at)) + above
            reader.report(path, line, fault.rule, fault.message, fault.fix)
        return None


def phrases(reader: Reader, fields: dict[str, TemplateField]) -> dict[str, Phrase]:
    """The phrases with their wording parsed; a phrase may use fields, and no other phrase."""
    path = reader.root / "catalogue" / "phrases.yml"
    result: dict[str, Phrase] = {}
    for entry in entries(reader, "phrases", PhraseEntry).values():
        line = line_of(path, re.compile(rf"^-?\s*id:\s*[\"']?{re.escape(entry.id)}[\"']?\s*$"))
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


# --- templates ------------------------------------------------------------------------------


def read_templates(reader: Reader, catalogue: Catalogue) -> dict[str, Template]:
    """Every template by id, in the order of the categories."""
    folder = reader.root / "templates"
    result: dict[str, Template] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink() or path.name == ".gitkeep":
            continue
        template = read_template(reader, path, path.relative_to(folder), catalogue)
        if template is None:
            continue
        if template.id in result:
            reader.report(
                path,
                1,
                "duplicate-id",
                f'the name "{template.id}" is taken by {result[template.id].full_id}',
                "rename this file: a name is used once, whatever the folder",
            )
            continue
        result[template.id] = template
    for template in result.values():
        check_links(reader, template, result, catalogue)
    places = {category: place for place, category in enumerate(catalogue.categories)}
    ordered = sorted(
        result.values(), key=lambda t: (places[t.category], t.meta.order, t.meta.title)
    )
    return {template.id: template for template in ordered}


def read_template(
    reader: Reader, path: Path, place: Path, catalogue: Catalogue
) -> Template | None:
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
    return Template(
        path.stem, place.parts[0], path, meta, subject, body, used, spoken, body_line
    )


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
            'start with ---, then title, when and subject, then --- again; '
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
    line = next(n for n, text in enumerate(["", *front.split("\n"), "subject"], 1) if "subject" in text)
    source = meta.subject or ""
    if "\n" in source:
        reader.report(path, line, "subject-lines", "the subject has a line break", "use one line")
    nodes, faults = parse(source)
    for fault in faults:
        reader.report(path, line, fault.rule, f"subject: {fault.message}", fault.fix, source)
    check_names(reader, path, nodes, catalogue.fields, catalogue.phrases, line - 1)
    return nodes


def read_body(
    reader: Reader, path: Path, source: str, first: int, catalogue: Catalogue
) -> Body:
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
    except MixedParagraph as error:
        reader.report(
            path,
            error.line + first - 1,
            "mixed-paragraph",
            "a condition that starts or ends inside a paragraph holds a blank line",
            "put {% if … %} and {% endif %} on lines of their own, with a blank line before",
            lines[error.line - 1],
        )
        return ()


def check_names(
    reader: Reader,
    path: Path,
    nodes: Nodes,
    fields: dict[str, TemplateField],
    spoken: dict[str, Phrase],
    above: int,
    lines: list[str] | None = None,
    inside: frozenset[str] = frozenset(),
) -> None:
    """Reports names that are neither field nor phrase, and fields used in the wrong place."""

    def report(line: int, rule: str, message: str, fix: str) -> None:
        quote = lines[line - 1] if lines else ""
        reader.report(path, line + above, rule, message, fix, quote)

    for node in nodes:
        if isinstance(node, Slot):
            known = fields.get(node.name)
            if known is None and node.name not in spoken:
                report(node.line, *unknown(node.name, [*fields, *spoken]))
            elif known and known.kind == "switch":
                fix = f"write {{% if {node.name} %}}your sentence{{% endif %}}"
                report(node.line, "switch-outside-if", f'"{node.name}" is a switch: it has no text', fix)
            elif known and known.optional and known.id not in inside:
                fix = f"write {{% if {node.name} %}}…{{{{ {node.name} }}}}…{{% endif %}}"
                message = f'"{node.name}" is optional and stands outside its {{% if %}}'
                report(node.line, "optional-outside-if", message, fix)
        elif isinstance(node, When):
            for name in dict.fromkeys(c.name for group in node.test for c in group):
                if name in spoken:
                    fix = "use a field in {% if %}; a phrase is always there"
                    report(node.line, "not-allowed", f'"{name}" is a phrase', fix)
                elif name not in fields:
                    report(node.line, *unknown(name, list(fields)))
            sure = (frozenset(c.name for c in group if c.wanted) for group in node.test)
            held = frozenset.intersection(*sure) if node.test else frozenset()
            check_names(
                reader, path, node.nodes, fields, spoken, above, lines, inside | held
            )


def unknown(name: str, known: list[str]) -> tuple[str, str, str]:
    """Rule, message and fix for a name that the catalogue does not have."""
    return (
        "unknown-field",
        f'"{name}" is not in catalogue/fields.yml or catalogue/phrases.yml',
        f'{nearest(name, known)} To add a field, see "Add a field" on the Contribute page.',
    )


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


def check_links(
    reader: Reader, template: Template, known: dict[str, Template], catalogue: Catalogue
) -> None:
    """Reports related templates and failed rules that do not exist."""
    path = template.path
    for name in template.meta.see:
        if name.rpartition("/")[2] not in known:
            line = line_of(path, re.compile(re.escape(name)))
            fix = nearest(name, known)
            reader.report(path, line, "unknown-template", f'"{name}" is no template', fix)
    for name in template.meta.fails:
        if name not in catalogue.rules:
            line = line_of(path, re.compile(re.escape(name)))
            fix = nearest(name, catalogue.rules)
            reader.report(path, line, "unknown-rule", f'"{name}" is no rule', fix)


def slots(nodes: Nodes) -> Iterator[Slot]:
    """Every slot in these nodes, in order."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, When):
            yield from slots(node.nodes)


def names(nodes: Nodes) -> Iterator[str]:
    """Every name in these nodes, conditions included, in order."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node.name
        elif isinstance(node, When):
            yield from (c.name for group in node.test for c in group)
            yield from names(node.nodes)


def fields_used(body: Body, subject: Nodes, catalogue: Catalogue) -> Iterator[TemplateField]:
    """The fields of a message in the order in which a reader meets them, each once."""
    seen: set[str] = set()
    for part in (*body, subject):
        for name in names(part):
            phrase = catalogue.phrases.get(name)
            inner = [n for tone in TONES for n in names(phrase.variants[tone])] if phrase else [name]
            for item in inner:
                if item in catalogue.fields and item not in seen:
                    seen.add(item)
                    yield catalogue.fields[item]


# --- the guide's pages ----------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A page of the guide: its path within docs/, its title, the ISO date of its last review."""

    path: str
    title: str
    reviewed: str


@dataclass(frozen=True)
class Docs:
    """The folder of the guide's pages."""

    folder: Path

    def pages(self) -> list[Page]:
        """Every page, home first. Raises ValueError for one without title or review date."""
        found = []
        for path in sorted(self.folder.rglob("*.md"), key=lambda p: (p.name != "index.md", p)):
            place = path.relative_to(self.folder).as_posix()
            text = path.read_text("utf-8-sig")
            meta = {
                key: match[1].strip(" \"'")
                for key in ("title", "reviewed")
                if (match := re.search(rf"^{key}:(.*)$", text.partition("\n---")[0], re.MULTILINE))
            }
            if len(meta) < 2:
                raise ValueError(f"docs/{place} needs title: and reviewed: in its front matter")
            found.append(Page(place, meta["title"], meta["reviewed"]))
        return found
