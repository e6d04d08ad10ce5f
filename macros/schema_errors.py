"""Says in plain words what pydantic found wrong with an entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from macros.mistakes import Mistake
from macros.render import nearest

At = tuple[str | int, ...]


@dataclass(frozen=True)
class SchemaFault:
    """Where in the entry (as a path of keys), which mistake, what is wrong, and the fix."""

    at: At
    rule: Mistake
    message: str
    fix: str


def explained(
    error: ValidationError, kind: type[BaseModel], written: Collection[At], base: At
) -> Iterator[SchemaFault]:
    """Pydantic's complaints as faults, one for each place.

    `kind` is the model that was validated; `written` holds the paths of all keys in the file, in
    which the entry stands at `base`.
    """
    seen = set()
    for item in error.errors(include_url=False):
        at = tuple(item["loc"])
        if item["type"] != "missing":  # pydantic names the branches of a union like keys
            while at and (*base, *at) not in written:
                at = at[:-1]
        if at not in seen:
            seen.add(at)
            key = next((part for part in reversed(at) if isinstance(part, str)), "this entry")
            yield SchemaFault(at, *in_words(at, key, item, kind))


def in_words(at: At, key: str, item: Any, kind: type[BaseModel]) -> tuple[Mistake, str, str]:
    """Mistake, message and fix for one complaint."""
    complaint = str(item["type"])
    if complaint == "missing":
        return Mistake.MISSING_KEY, f'"{key}" is missing', f'add a line {key}: "…"'
    if complaint == "extra_forbidden":
        fix = nearest(key, kind.model_fields) if len(at) == 1 else "remove it"
        return Mistake.UNKNOWN_KEY, f'"{key}" is not a key here', fix
    if item["input"] is None:
        return Mistake.WRONG_VALUE, f'"{key}" is empty', "write a value, or remove the line"
    for start, explain in VALUES.items():
        if complaint.startswith(start):
            message, fix = explain(key, item.get("ctx", {}))
            return Mistake.WRONG_VALUE, message, fix
    said = str(item["msg"]).removeprefix("Value error, ")
    return Mistake.WRONG_VALUE, f'"{key}": {said}', "see the Contribute page"


VALUES: dict[str, Callable[[str, Any], tuple[str, str]]] = {
    "string_too_long": lambda key, at: (
        f'"{key}" is too long',
        f"keep it to {at['max_length']} characters",
    ),
    "string_too_short": lambda key, at: (
        f'"{key}" is too short',
        f"write at least {at['min_length']} characters",
    ),
    "string_pattern": lambda key, at: (
        f'"{key}" is not written in the right way',
        f"it must match {at['pattern']}",
    ),
    "string": lambda key, _: (f'"{key}" must be text', "put the value in double quotes"),
    "literal_error": lambda key, at: (
        f'"{key}" has a value that is not known',
        f"choose one of: {at['expected']}",
    ),
    "union_tag": lambda key, at: (
        f'"{key}" has a kind that is not known',
        f"choose one of: {at.get('expected_tags', 'see the top of the file')}",
    ),
    "bool": lambda key, _: (f'"{key}" must be true or false', "write true or false"),
    "int": lambda key, _: (f'"{key}" must be a whole number', "write digits only"),
    "tuple": lambda key, _: (f'"{key}" must be a list', f"write {key}: [first, second]"),
    "too_short": lambda key, _: (f'"{key}" has too few items', "add one"),
    "dict": lambda key, _: (f'"{key}" must hold keys', f"write {key}: and keys below it, indented"),
    "model": lambda key, _: (
        f'"{key}" must hold keys',
        f"write {key}: and keys below it, indented",
    ),
}
"""How each kind of complaint begins, and what to say of it: the message and the fix."""
