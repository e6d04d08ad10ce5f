"""Reads one template file: its place, its front matter, and a letter for each tone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from macros.language.plain_text import IN_BRACES, plain_text_faults
from macros.language.walk import fields_used
from macros.loading.files import fits_within, one_line, read_entry, read_text
from macros.loading.front_matter_hints import misread, slips
from macros.loading.letters import MOST_CHARACTERS, LetterReader
from macros.loading.yaml_lines import YamlError, read_yaml
from macros.mistakes import Mistake, nearest
from macros.model import CHANNELS, Catalogue, FrontMatter, Template, TemplateField
from macros.problems import File, Key, Keys

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_ID = 60
NO_FILE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
)
"""What Windows calls its devices: no file can have these names there."""
NEARLY_CLOSED = re.compile(r"\s*[-–—_=]{1,8}\s*$")
SPOKEN_KEYS = ("title", "when", "words")


def read_template(file: File, place: Path, catalogue: Catalogue) -> Template | None:
    """One template, or None after reporting everything that keeps it from being used.

    `place` is its path within the folder of all templates.
    """
    before = file.log.noticed
    if not file.path.is_symlink():
        check_place(file, place, catalogue)
    text = read_text(file)
    parts = split(file, text) if text is not None else None
    if parts is None:
        return None
    front, source, first = parts
    found = read_front_matter(file, front, catalogue)
    meta = whole_front_matter(found) if found is not None else None
    keys: dict[str, Any] = {"channel": None} if found is None else found
    channel = keys.get("channel", "email")
    spared = keys.get("optional")
    fields = {
        name: field.model_copy(update={"optional": True, "expected": True})
        if isinstance(spared, list) and name in spared and field.kind not in ("switch", "choice")
        else field
        for name, field in catalogue.fields.items()
    }
    known = channel if channel in CHANNELS else None
    letter_reader = LetterReader(file, fields, catalogue.greeting, known, catalogue.instead)
    every_tone = channel == "email" and not keys.get("counterexample")
    letters = letter_reader.letters(source, first, every_tone=every_tone)
    if file.log.noticed > before or meta is None:
        return None
    used = fields_used(letters.values(), fields)
    template = Template(file.path.stem, place.parts[0], file, meta, letters, used)
    check_equal(template)
    check_defaults(template, catalogue)
    return template if file.log.noticed == before else None


def check_place(file: File, place: Path, catalogue: Catalogue) -> None:
    """Reports a wrong folder, a wrong name and a wrong ending."""
    path, lost_names, name = file.path, file.log.lost, f"{slug(file.path.stem)}.txt"
    if path.suffix != ".txt":
        message = f'"{path.name}" does not end in .txt'
        fix = f"rename it to {name}, or remove it if it is no message"
        file.at().fault(Mistake.WRONG_NAME, message, fix)
    elif not is_name(path.stem):
        message = f'"{path.stem}" is not a name for a template'
        like = "small letters, digits and hyphens, as in accepted-another-offer.txt"
        fix = f"rename it to {name}: {like}"
        file.at().fault(Mistake.WRONG_NAME, message, fix)
    folder = place.parts[0]
    known = ", ".join(catalogue.categories)
    if len(place.parts) == 1:
        message = "this stands beside the folders of the categories"
        file.at().fault(Mistake.WRONG_PLACE, message, f"move it into one of them: {known}")
    elif folder not in catalogue.categories:
        # One problem a folder, and none where the category's own entry is at fault.
        about = folder if folder in lost_names else f"{folder}/"
        message = f'"{folder}" is no category'
        fix = f"use one of: {known}; to add one, see the Contribute page"
        top = File(path.parents[len(place.parts) - 2], file.log)
        top.at().fault(Mistake.UNKNOWN_CATEGORY, message, fix, about)
        lost_names.add(f"{folder}/")
    elif len(place.parts) > 2:
        message = "this stands in a folder within the folder of its category"
        file.at().fault(Mistake.WRONG_PLACE, message, f"move it up into {folder}/")


def is_name(name: str) -> bool:
    """True if this can be the id of a template: an address on the site, a file on any computer."""
    fits = ID.fullmatch(name) and len(name) <= LONGEST_ID and name not in NO_FILE_NAMES
    return bool(fits) and not name.startswith("sample-")  # the ids of headings start like that


def slug(name: str) -> str:
    """The nearest name that a template could have."""
    words = re.sub(r"\.(?:txt|md|docx?|odt|rtf)$", "", name.lower())
    found = re.sub(r"[^a-z0-9]+", "-", words).strip("-0123456789")[:LONGEST_ID].strip("-")
    return found if is_name(found) else "my-new-message"


def split(file: File, text: str) -> tuple[str, str, int] | None:
    """Front matter below an empty line, what is below it, and the first line of that."""
    lines = text.split("\n")
    closing = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---":
        message = "the file does not start with front matter between two --- lines"
        fix = (
            "start with ---, then title and when, then --- again; "
            "`python -m macros new` writes it for you"
        )
        file.at().fault(Mistake.NO_FRONT_MATTER, message, fix)
        return None
    if closing is None:
        near = (n for n, line in enumerate(lines, 1) if n > 1 and NEARLY_CLOSED.match(line))
        message, fix = "the front matter is never closed", "write --- on a line of its own below it"
        file.at(next(near, 1)).fault(Mistake.NO_FRONT_MATTER, message, fix)
        return None
    front, letters = "\n".join(lines[1:closing]), "\n".join(lines[closing + 1 :])
    below = closing + 2
    fits = fits_within(MOST_CHARACTERS, front, "the front matter", file.at(2))
    fits = fits and fits_within(3 * MOST_CHARACTERS, letters, "the message", file.at(below))
    return (front, letters, below) if fits else None


# --- front matter ---------------------------------------------------------------------------


def read_front_matter(file: File, front: str, catalogue: Catalogue) -> Keys | None:
    """The front matter's keys with their lines; reports what its words may not hold."""
    front = f"\n{front}"  # it starts on line 2
    try:
        keys = read_yaml(front, file)
    except YamlError as error:
        better = [*slips(front, frozenset(FrontMatter.model_fields))] if vague(error) else []
        for fault in better or [error.fault]:
            file.report(fault)
        return None
    for fault in misread(front, SPOKEN_KEYS):
        file.report(fault)
    keys = Keys(file.at(2)) if keys is None else keys
    if not isinstance(keys, Keys):
        file.at(2).fault(Mistake.BROKEN_YAML, "this is not `key: value`", 'write title: "…"')
        return None
    for key in SPOKEN_KEYS:
        value, here = keys.get(key), keys.at(key)
        if isinstance(value, list):  # words
            value = ", ".join(map(str, value))
        if not isinstance(value, str):
            continue
        for fault in plain_text_faults(one_line(key, value, here), catalogue.fields):
            here.report(replace(fault, message=f"{key}: {fault.message}"))
        if IN_BRACES.search(value):
            message = f"{key}: nothing is filled in here"
            here.fault(Mistake.NOT_ALLOWED, message, "write it without braces")
    return keys


def vague(error: YamlError) -> bool:
    """True if YAML only says where it gave up, or guesses."""
    return str(error).startswith(("this is not valid", "a colon", "a quotation mark"))


def whole_front_matter(keys: Keys) -> FrontMatter | None:
    """The front matter, or None after reporting what is missing, unknown or of the wrong kind."""
    meta = read_entry(FrontMatter, keys, keys.location)
    if meta is not None and meta.counterexample != bool(meta.breaks):
        message = '"counterexample: true" and "breaks" go together'
        fix = "list under breaks: the ids of the rules that this message breaks"
        here = keys.at("counterexample" if meta.counterexample else "breaks")
        here.fault(Mistake.MISSING_KEY, message, fix)
    return meta


# --- what belongs together ------------------------------------------------------------------


def check_equal(template: Template) -> None:
    """Reports a letter that lacks what another offers: a blank, a choice or a switch."""
    known = {field.id: field for field in template.fields}
    had = {tone: fields_used([letter], known) for tone, letter in template.letters.items()}
    for field in template.fields:
        framed = template.meta.channel == "email" and field.id == "your_name"  # see body_slips
        if framed or (field.optional and field.kind != "choice"):
            continue
        other = next(tone for tone in had if field in had[tone])
        for tone in (tone for tone in had if field not in had[tone]):
            message = f'this letter has no "{field.id}", and # {other.capitalize()} has'
            fix = f"{use_of(field)}, or take it out of the others"
            template.letters[tone].heading.fault(Mistake.UNEQUAL, message, fix)


def use_of(field: TemplateField) -> str:
    """How a field is used in a letter."""
    blank = "…" if field.kind == "switch" else f"{{{{ {field.id} }}}}"
    part = f"{{% if {field.id} %}}{blank}{{% endif %}}"
    return f"write {part if field.optional or field.kind == 'switch' else blank} here too"


def check_defaults(template: Template, catalogue: Catalogue) -> None:
    """Reports what the letters do not use or cannot take: standard:, optional:, defaults:."""
    meta, known = template.meta, {field.id: field for field in template.fields}
    options = {name: [*field.options] for name, field in known.items()}
    options["tone"] = [*template.letters]
    listed = (("standard", meta.standard), ("optional", meta.optional))
    named: list[tuple[str, Key, str]] = [("defaults", name, name) for name in meta.defaults]
    named += [(key, place, name) for key, names in listed for place, name in enumerate(names)]
    for key, place, name in named:
        kind = known[name].kind if name in known else "tone"
        wrong, fix = "", f"take it out of {key}:"
        if name not in known and (name != "tone" or key != "defaults"):
            wrong = f'the message does not use "{name}"'
            fix = "remove it" if name in catalogue.fields else nearest(name, options)
        elif key == "standard" and kind != "switch":
            wrong = f'"{name}" is no switch'
        elif key == "optional" and kind in ("switch", "choice"):
            wrong = f'"{name}" is a {kind}'
        elif key == "defaults" and kind == "switch":
            wrong = f'"{name}" is a switch'
            fix = f"list it under standard: if it is on there, as in standard: [{name}]"
        elif key == "defaults" and kind not in ("choice", "tone"):
            wrong = f'"{name}" is typed by the reader'
        elif key == "defaults" and meta.defaults[name] not in options[name]:
            wrong = f'"{meta.defaults[name]}" is no option of "{name}"'
            if name == "tone":
                wrong = f"there is no letter in the tone {meta.defaults[name]}"
            fix = f"choose one of: {', '.join(options[name])}"
        if wrong:
            meta.location(key, place).fault(Mistake.WRONG_DEFAULT, wrong, fix)
