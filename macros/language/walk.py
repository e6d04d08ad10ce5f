"""Walks the nodes of a message, and finds the blanks, names and fields in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.model import Letter, Nodes, Slot, TemplateField, When


def field_of(name: str, fields: dict[str, TemplateField]) -> TemplateField | None:
    """The field that a name stands for, alone or, as in `reason_pay`, with one of its options."""
    with_option = (field for field in fields.values() if name in field.conditions)
    return fields.get(name) or next(with_option, None)


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


def fields_used(
    letters: Iterable[Letter], fields: dict[str, TemplateField]
) -> tuple[TemplateField, ...]:
    """The fields of these letters in the order in which a reader meets them, each once."""
    found = (name for letter in letters for part in letter.parts for name in names(part))
    used = (field_of(name, fields) for name in dict.fromkeys(found))
    return tuple({field.id: field for field in used if field}.values())
