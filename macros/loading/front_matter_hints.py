"""Says of front matter that YAML cannot read, line by line, what its writer probably meant.

YAML itself names the place where it gave up, which is often a line too late, in words for
programmers. This looks only at lines that start a key, and knows the usual slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Slip = tuple[int, str, str]
"""The line (from 1), what is wrong, and the fix."""

KEY = re.compile(r"(?P<indent>[ ]*)(?P<key>[A-Za-z_]+)[ ]*(?P<sign>[:=])(?P<value>.*)$")
QUOTES = {'"': "a quotation mark", "'": "an apostrophe"}
IN_DOUBLE = 'put the whole text in straight double quotes, as in title: "The pay is too low"'


def slips(front: str, above: frozenset[str]) -> Iterator[Slip]:
    """What is wrong with each line; `above` are the keys that stand at the start of a line."""
    for number, line in enumerate(front.split("\n"), 1):
        found = KEY.match(line)
        if not found:
            continue
        key, value = found["key"], found["value"]
        if not found["indent"] and key in above and found["sign"] == "=":
            after = " and then the list" if value.lstrip().startswith("[") else ' "…"'
            yield number, f"{key} is followed by = and not by a colon", f"write {key}:{after}"
        elif found["sign"] == ":" and value and value[0] not in " \t":
            yield number, "a space is missing after the colon", f"write {key}: and then a space"
        elif found["indent"] and key in above:
            yield number, f"{key} does not start at the edge", f"remove the spaces before {key}"
        elif found["sign"] == ":":
            yield from slips_in(number, value.strip())


def slips_in(number: int, value: str) -> Iterator[Slip]:
    """What is wrong with the text after a colon."""
    first, rest = value[:1], value[1:]
    if first in QUOTES:
        inner = rest.replace("\\\\" if first == '"' else "''", "").replace('\\"', "")
        closed, _, after = inner.partition(first)
        if closed == inner:
            fix = f"close it with {first} at the end of the line"
            yield number, "a quotation mark is opened and never closed", fix
        elif after.strip() and not after.lstrip().startswith("#"):
            fix = "use “ and ” within the text" if first == '"' else IN_DOUBLE
            yield number, f"{QUOTES[first]} stands inside a text that it also encloses", fix
    elif first == "[" and "]" not in value:
        yield number, "a list is opened with [ and never closed", "close it with ] on this line"
    elif first and first in "“”„«‘’":
        yield number, "curly quotation marks enclose nothing for a computer", IN_DOUBLE
    elif first and first in "{%@`":
        yield number, f"a text cannot start with {first} here", IN_DOUBLE
    elif ": " in value or value.endswith(":"):
        yield number, "a colon followed by a space inside unquoted text", IN_DOUBLE


def lost(front: str, keys: tuple[str, ...]) -> Iterator[Slip]:
    """What YAML reads, and not as it was meant: a text cut off at #, quotes that are none."""
    for number, line in enumerate(front.split("\n"), 1):
        found = KEY.match(line)
        if not found or found["indent"] or found["key"] not in keys or found["sign"] == "=":
            continue
        value = found["value"].strip()
        if value[:1] not in QUOTES and " #" in found["value"]:
            yield number, "everything from # on is left out of an unquoted text", IN_DOUBLE
        elif value[:1] in "“”„" and value:
            yield number, "curly quotation marks become a part of the text", IN_DOUBLE
