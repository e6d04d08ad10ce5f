"""Finds the names of fields and phrases in a message, and reports those used wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from macros.mistakes import Mistake
from macros.model import TONES, Body, Catalogue, Nodes, Phrase, Slot, TemplateField, When
from macros.reader import Reader


def check_names(
    reader: Reader,
    path: Path,
    nodes: Nodes,
    fields: dict[str, TemplateField],
    spoken: dict[str, Phrase],
    above: int,
    inside: frozenset[str] = frozenset(),
) -> None:
    """Reports names that are neither field nor phrase, and fields used in the wrong place."""
    for node in nodes:
        if isinstance(node, Slot):
            check_slot(reader, path, node, fields, spoken, above, inside)
        elif isinstance(node, When):
            for name in dict.fromkeys(c.name for group in node.test for c in group):
                if name in spoken:
                    message, fix = f'"{name}" is a phrase', "use a field in {% if %} instead"
                    reader.report(path, node.line + above, Mistake.NOT_ALLOWED, message, fix)
                elif name not in fields:
                    report_unknown(reader, path, node.line + above, name, list(fields))
            sure = (frozenset(c.name for c in group if c.wanted) for group in node.test)
            held = frozenset.intersection(*sure) if node.test else frozenset()
            check_names(reader, path, node.nodes, fields, spoken, above, inside | held)


def check_slot(
    reader: Reader,
    path: Path,
    slot: Slot,
    fields: dict[str, TemplateField],
    spoken: dict[str, Phrase],
    above: int,
    inside: frozenset[str],
) -> None:
    """Reports a name in braces that has no words to put there, or perhaps none."""
    line, name = slot.line + above, slot.name
    known = fields.get(name)
    if known is None and name not in spoken:
        report_unknown(reader, path, line, name, [*fields, *spoken])
    elif known and known.kind == "switch":
        message = f'"{name}" is a switch: it has no text'
        fix = f"write {{% if {name} %}}your sentence{{% endif %}}"
        reader.report(path, line, Mistake.SWITCH_OUTSIDE_IF, message, fix)
    elif known and known.optional and name not in inside:
        message = f'"{name}" is optional and stands outside its {{% if %}}'
        fix = f"write {{% if {name} %}}…{{{{ {name} }}}}…{{% endif %}}"
        reader.report(path, line, Mistake.OPTIONAL_OUTSIDE_IF, message, fix)


def report_unknown(reader: Reader, path: Path, line: int, name: str, known: list[str]) -> None:
    """Reports a name that the catalogue does not have."""
    message = f'"{name[:60]}" is not in catalogue/fields.yml or catalogue/phrases.yml'
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f'did you mean "{close[0]}"? ' if close else ""
    fix = f'{hint}To add a field, see "Add a field" on the Contribute page.'
    reader.report(path, line, Mistake.UNKNOWN_FIELD, message, fix, about=name)


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
            inner = (
                [n for tone in TONES for n in names(phrase.variants[tone])] if phrase else [name]
            )
            for item in inner:
                if item in catalogue.fields and item not in seen:
                    seen.add(item)
                    yield catalogue.fields[item]
