"""Decides what a message says: a template and values in, a finished message out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import TypeVar

from macros.model import (
    LENGTHS,
    TONES,
    Length,
    Nodes,
    Phrase,
    Template,
    TemplateField,
    Test,
    Text,
    Tone,
    When,
)

BLANKS = re.compile(
    "[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
Moment = TypeVar("Moment", date, time)
Choice = TypeVar("Choice", bound=str)
ONE_STOP = re.compile(r"(?<!\.)\.\Z")
SPACES = re.compile(r"[ \t]+")
YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0", ""})


class WrongValueError(ValueError):
    """A value that this template cannot take; the text says which values it can."""


@dataclass(frozen=True)
class Message:
    """A finished message: a subject of one line ("" where the channel has none) and a body."""

    subject: str
    body: str


@dataclass(frozen=True)
class Choices:
    """Everything decided: the tone, the text of every field that has one, and what is on."""

    tone: Tone
    length: Length
    texts: Mapping[str, str]
    filled: frozenset[str]
    """Fields whose text came from the caller, not from an example."""
    on: frozenset[str]
    """Fields for which `{% if field %}` holds."""


def text(template: Template, values: Mapping[str, str] | None = None) -> Message:
    """The finished message. `values` maps field names, `tone` and `length` to text.

    Blanks without a value show their example; optional ones are left out. Dates are ISO 8601
    (2026-03-04), times are HH:MM, switches yes or no, choices an option's id. Raises
    WrongValueError for a name or value that the template does not know.
    """
    return message(template, decide(template, values or {}))


def message(template: Template, choices: Choices) -> Message:
    """The message for choices that are already made."""
    subject = tidy(joined(words(template.subject, template, choices)))
    body = [tidy(joined(words(part, template, choices))) for part in template.body]
    return Message(subject, "\n\n".join(part for part in body if part))


def words(nodes: Nodes, template: Template, choices: Choices) -> Iterator[str]:
    """The words of these nodes, piece by piece."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, When):
            if holds(node.test, choices.on):
                yield from words(node.nodes, template, choices)
        elif node.name in template.phrases:
            phrase: Phrase = template.phrases[node.name]
            yield from words(phrase.variants[choices.tone], template, choices)
        else:
            yield choices.texts.get(node.name, "")


def joined(pieces: Iterable[str]) -> str:
    """The pieces as one text: a name such as `Acme Inc.` brings no second full stop."""
    result = ""
    for piece in pieces:
        second = ONE_STOP.search(result) and piece.startswith(".") and not piece.startswith("..")
        result += piece[1:] if second else piece
    return result


def holds(test: Test, on: frozenset[str]) -> bool:
    """True if one of the test's groups is satisfied."""
    return any(all((c.name in on) == c.wanted for c in group) for group in test)


def tidy(paragraph: str) -> str:
    """Runs of spaces become one; lines are trimmed; empty lines vanish."""
    lines = (SPACES.sub(" ", line).strip(" ") for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line)


def decide(template: Template, values: Mapping[str, str]) -> Choices:
    """Turns what a reader typed and picked into choices, filling in the template's defaults."""
    fields = {field.id: field for field in template.fields}
    refuse_unknown(values, [*fields, "tone", "length"])
    defaults = template.meta.defaults
    tone = one_of("tone", values.get("tone") or str(defaults.get("tone", "neutral")), TONES)
    length = one_of("length", values.get("length") or "standard", LENGTHS)
    given = {name: clean(value) for name, value in values.items() if name in fields}
    texts: dict[str, str] = {}
    for field in fields.values():
        if field.kind == "switch":
            continue
        shown = given.get(field.id) or ""
        if not shown and not (field.optional and field.id in given):
            shown = default_text(template, field)
        if shown:
            texts[field.id] = written(field, shown)
    switched = switches(template, length, given)
    filled = frozenset(name for name in texts if given.get(name))
    return Choices(tone, length, texts, filled, frozenset(texts) | switched)


def default_text(template: Template, field: TemplateField) -> str:
    """What a field holds before the reader touches it: an optional one holds nothing."""
    if field.kind == "choice" and field.id in template.meta.defaults:
        return str(template.meta.defaults[field.id])
    return "" if field.optional else field.example or ""


def switches(template: Template, length: Length, given: Mapping[str, str]) -> frozenset[str]:
    """The switches that are on: as given, else as the length wants them.

    short turns all off, full all on, standard takes the template's defaults. Of two that
    exclude each other the one that was asked for wins; of two defaults, the first in the message.
    """
    known = {field.id: field for field in template.fields if field.kind == "switch"}
    asked = {name: truth(name, given[name]) for name in known if name in given}
    on: list[str] = [name for name, wanted in asked.items() if wanted]
    for first in on:
        for second in on:
            if second in known[first].excludes:
                raise WrongValueError(f'"{first}" and "{second}" exclude each other')
    for name, field in known.items():
        standard = bool(template.meta.defaults.get(name, field.default))
        wanted = {"short": False, "standard": standard, "full": True}[length]
        if name not in asked and wanted and not clashes(name, on, known):
            on.append(name)
    return frozenset(on)


def clashes(name: str, on: Iterable[str], known: Mapping[str, TemplateField]) -> bool:
    """True if a switch that is on excludes this one, whichever of the two says so."""
    return any(other in known[name].excludes or name in known[other].excludes for other in on)


def clean(value: str) -> str:
    """A typed value on one line: white space and control characters become single spaces.

    Line ends vanish first, since that is what a browser's text input does to them.
    """
    return BLANKS.sub(" ", re.sub(r"[\r\n]", "", value)).strip(" ")


def written(field: TemplateField, value: str) -> str:
    """The value as the message says it."""
    if field.kind == "choice":
        return field.options[one_of(field.id, value, tuple(field.options))].text
    if field.kind == "date":
        return date_in_words(parsed(date, field.id, value, "2026-03-04"))
    if field.kind == "time":
        return time_in_words(parsed(time, field.id, value, "14:30"))
    return value


def date_in_words(day: date) -> str:
    """A date as it is said: Wednesday 4 March."""
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = "January February March April May June July August September October November December"
    return f"{weekday[day.weekday()]} {day.day} {months.split()[day.month - 1]}"


def time_in_words(moment: time) -> str:
    """A time as it is said: 10 am, 2:30 pm, noon, midnight."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes} {'pm' if moment.hour >= 12 else 'am'}"


def parsed(kind: type[Moment], name: str, value: str, example: str) -> Moment:
    """An ISO 8601 value; raises WrongValueError with an example otherwise."""
    try:
        return kind.fromisoformat(value)
    except ValueError:
        raise WrongValueError(
            f'"{value}" is no {kind.__name__} for "{name}": write it as {example}'
        ) from None


def truth(name: str, value: str) -> bool:
    """yes or no; raises WrongValueError for anything else."""
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise WrongValueError(f'"{name}" is a switch: say yes or no, not "{value}"')


def one_of(name: str, value: str, allowed: tuple[Choice, ...]) -> Choice:
    """The allowed value that equals this one; raises WrongValueError naming all of them."""
    for option in allowed:
        if option == value:
            return option
    raise WrongValueError(
        f'"{value}" is no {name}: {nearest(value, allowed)} (there are {", ".join(allowed)})'
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """'did you mean "x"?' for the closest known word, or a list of what there is."""
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    return f'did you mean "{close[0]}"?' if close else f"known are {', '.join(names)}"


def refuse_unknown(values: Mapping[str, str], known: list[str]) -> None:
    """Raises WrongValueError for the first name that is no field of the template."""
    for name in values:
        if name not in known:
            raise WrongValueError(f'this template has no field "{name}": {nearest(name, known)}')
