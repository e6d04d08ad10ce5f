"""Says in plain words what pydantic found wrong with an entry."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from macros.mistakes import Mistake, nearest
from macros.model import DROPPED, NAME, SLUG, SMALL_LETTERS, SMALL_WORD
from macros.problems import Fault, Key, Located

At = tuple[Key, ...]


def explained(
    error: ValidationError, kind: type[BaseModel], data: object
) -> Iterator[tuple[At, Fault]]:
    """Pydantic's complaints about data that is no such model, one for each path of keys."""
    seen = set()
    found = error.errors(include_url=False)
    odd = [str(item["loc"][-1]).lower() for item in found if item["type"] == "extra_forbidden"]
    for item in found:
        if item["type"] == "missing" and get_close_matches(str(item["loc"][-1]), odd, cutoff=0.7):
            continue  # it is there, and misspelt
        if item["type"] == "string_type" and isinstance(item["input"], dict) and len(found) > 1:
            continue  # text, or a text for each tone, of which something is wrong
        inside = [other for other in found if other["loc"][: len(item["loc"])] == item["loc"]]
        if item["type"] == "too_short" and len(inside) > 1:
            continue  # what is wrong in the list is not counted
        at = tuple(item["loc"])
        if item["type"] != "missing":  # pydantic names the branches of a union like keys
            at = at[: len(data.trail(*at))] if isinstance(data, Located) else ()
        if at not in seen:
            seen.add(at)
            key = next((part for part in reversed(at) if isinstance(part, str)), "this entry")
            yield at, in_words(at, key, item, kind)


def in_words(at: At, key: str, item: Any, kind: type[BaseModel]) -> Fault:
    """What to say of one complaint."""
    complaint = str(item["type"])
    if complaint == "missing":
        return Fault(Mistake.MISSING_KEY, f'"{key}" is missing', f'add a line {key}: "…"')
    if complaint == "extra_forbidden":
        near = nearest(key.lower(), kind.model_fields) if len(at) == 1 else "remove it"
        fix = MOVED.get(key.lower(), near)
        return Fault(Mistake.UNKNOWN_KEY, f'"{key}" is not a key here', fix)
    message, fix = f'"{key}" is empty', "write a value, or remove the line"
    if item["input"] is not None:
        said = str(item["msg"]).removeprefix("Value error, ")
        message, fix = f'"{key}": {said}', "see the Contribute page"
        start = next((start for start in VALUES if complaint.startswith(start)), "")
        if start:
            context = item.get("ctx", {})
            message = f'"{key}" {VALUES[start][0]}'
            fix = VALUES[start][1].format_map({"key": key, **context})
            fix = PATTERNS.get(context.get("pattern", ""), fix)
    return Fault(Mistake.WRONG_VALUE, message, fix)


MOVED = {
    "subject": "write it at the top of each letter, as in Subject: {{ role }} interview",
    "fails": 'did you mean "breaks"?',
}
"""What to do with keys that people still write."""
PATTERNS = {
    SLUG: "write small letters and digits, with hyphens between words",
    NAME: "write small letters and digits, with underscores between words",
    DROPPED: "write small letters only, with one space between two words",
    SMALL_LETTERS: "write small letters only",
    SMALL_WORD: "write one word in small letters, without accents and punctuation",
}
"""What the commonest patterns mean."""
VALUES: dict[str, tuple[str, str]] = {
    "string_too_long": ("is too long", "keep it to {max_length} characters"),
    "string_too_short": ("is too short", "write at least {min_length} characters"),
    "string_pattern": ("is not written in the right way", "it must match {pattern}"),
    "string": ("must be text", "put the value in double quotes"),
    "literal_error": ("has a value that is not known", "choose one of: {expected}"),
    "union_tag_invalid": ("has a kind that is not known", "choose one of: {expected_tags}"),
    "union_tag_not_found": ("has no kind", "see the top of the file"),
    "bool": ("must be true or false", "write true or false"),
    "int": ("must be a whole number", "write digits only"),
    "tuple": ("must be a list", "write {key}: [first, second]"),
    "too_short": ("has too few entries", "write at least {min_length} below it, each after a -"),
    "too_long": ("has too many items", "there may be at most {max_length}"),
    "dict": ("must hold keys", "write {key}: and keys below it, indented"),
    "model": ("must hold keys", "write {key}: and keys below it, indented"),
}
"""How each kind of complaint begins, and what to say of the key: what is wrong, and the fix."""
