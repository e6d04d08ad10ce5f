"""Decides what a message says: a template and the values that were typed and picked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.mistakes import nearest
from macros.model import (
    DATES,
    LENGTHS,
    TONES,
    Dates,
    Length,
    Template,
    TemplateField,
    Tone,
)
from macros.rendering.values import WrongValueError, clean, one_of, truth, written


@dataclass(frozen=True)
class Choices:
    """Everything decided: the tone, the text of every field that has one, and what is on."""

    tone: Tone
    length: Length
    dates: Dates
    picked: Mapping[str, str]
    """The option's id for every choice that has one."""
    texts: Mapping[str, str]
    on: frozenset[str]
    """Names for which `{% if name %}` holds: fields, and choices with their option."""


def decide(template: Template, values: Mapping[str, str]) -> Choices:
    """Turns what a reader typed and picked into choices, filling in the template's defaults."""
    fields = {field.id: field for field in template.fields}
    known = [*fields, "tone", "length", "dates"]
    for name in values:
        if name not in known:
            raise WrongValueError(f'this template has no field "{name}": {nearest(name, known)}')
    wanted = values.get("tone") or template.tone
    if wanted in TONES and wanted not in template.letters:
        has = ", ".join(template.letters)
        raise WrongValueError(f"this message has no {wanted} letter: choose one of {has}")
    tone = one_of("tone", wanted, tuple(template.letters))
    length = one_of("length", values.get("length") or "standard", LENGTHS)
    dates = one_of("dates", values.get("dates") or "day-first", DATES)
    given = {name: clean(value) for name, value in values.items() if name in fields}
    shown = {
        field.id: given.get(field.id) or default_text(template, field, field.id in given)
        for field in fields.values()
        if field.kind != "switch"
    }
    texts = {
        name: written(fields[name], value, tone, dates) for name, value in shown.items() if value
    }
    picked = {name: shown[name] for name in texts if fields[name].kind == "choice"}
    on = frozenset(texts) | switches(template, length, given)
    for name, wanted_option in picked.items():
        on |= {key for key, option in fields[name].conditions.items() if option == wanted_option}
    return Choices(tone, length, dates, picked, texts, on)


def default_text(template: Template, field: TemplateField, emptied: bool) -> str:
    """What a field holds without a value: an optional one nothing, if it was emptied."""
    if field.optional and emptied:
        return ""
    example = field.example if field.expected or not field.optional else None
    return template.meta.defaults.get(field.id, example or "")


def switches(template: Template, length: Length, given: Mapping[str, str]) -> frozenset[str]:
    """The switches that are on: as given, else as the length wants them.

    short turns all off, full all on, standard those that the template lists. Of two that exclude
    each other the one that was asked for wins; otherwise the first in the message.
    """
    known = {field.id: field for field in template.fields if field.kind == "switch"}
    asked = {name: truth(name, given[name]) for name in known if name in given}
    on: list[str] = [name for name, wanted in asked.items() if wanted]
    for first in on:
        for second in on:
            if second in known[first].excludes:
                raise WrongValueError(f'"{first}" and "{second}" exclude each other')
    for name in known:
        standard = name in template.meta.standard
        wanted = {"short": False, "standard": standard, "full": True}[length]
        if name not in asked and wanted and not clashes(name, on, known):
            on.append(name)
    return frozenset(on)


def clashes(name: str, on: Iterable[str], known: Mapping[str, TemplateField]) -> bool:
    """True if a switch that is on excludes this one, whichever of the two says so."""
    return any(other in known[name].excludes or name in known[other].excludes for other in on)
