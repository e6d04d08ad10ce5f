"""Finds the names of fields and phrases in a message, and reports those used wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.model import TONES, Body, Catalogue, Nodes, Phrase, Slot, TemplateField, When
from macros.reader import Reader
from macros.render import nearest


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
                report(
                    node.line,
                    "switch-outside-if",
                    f'"{node.name}" is a switch: it has no text',
                    fix,
                )
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
            check_names(reader, path, node.nodes, fields, spoken, above, lines, inside | held)


def unknown(name: str, known: list[str]) -> tuple[str, str, str]:
    """Rule, message and fix for a name that the catalogue does not have."""
    return (
        "unknown-field",
        f'"{name}" is not in catalogue/fields.yml or catalogue/phrases.yml',
        f'{nearest(name, known)} To add a field, see "Add a field" on the Contribute page.',
    )


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
