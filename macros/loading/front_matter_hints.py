"""Says of front matter that YAML cannot read, line by line, what its writer probably meant.

YAML itself names the place where it gave up, which is often a line too late, in words for
programmers. This looks only at lines that start a key, and knows the usual slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.mistakes import Mistake
from macros.problems import Fault

KEY = re.compile(r"(?P<indent>[ ]*)(?P<key>[A-Za-z_]+)[ ]*(?P<sign>[:=])(?P<value>.*)$")
QUOTES = {'"': "a quotation mark", "'": "an apostrophe"}
IN_DOUBLE = 'put the whole text in straight double quotes, as in title: "The pay is too low"'


def slips(front: str, keys: frozenset[str]) -> Iterator[Fault]:
    """What is wrong with each line; `keys` are those that stand at the start of a line."""
    for number, line in enumerate(front.split("\n"), 1):
        if found := KEY.match(line):
            for message, fix in slips_in(found, keys):
                yield Fault(Mistake.BROKEN_YAML, message, fix, number)


def slips_in(found: re.Match[str], keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a line that starts a key, and the fix."""
    key, value = found["key"], found["value"]
    if not found["indent"] and key in keys and found["sign"] == "=":
        after = " and then the list" if value.lstrip().startswith("[") else ' "…"'
        yield f"{key} is followed by = and not by a colon", f"write {key}:{after}"
    elif found["sign"] == ":" and value and value[0] not in " \t":
        yield "a space is missing after the colon", f"write {key}: and then a space"
    elif found["indent"] and key in keys:
        yield f"{key} does not start at the edge", f"remove the spaces before {key}"
    elif found["sign"] == ":":
        yield from slips_in_text(value.strip())


def slips_in_text(value: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the text after a colon, and the fix."""
    first, rest = value[:1], value[1:]
    if first in QUOTES:
        inner = rest.replace("\\\\" if first == '"' else "''", "").replace('\\"', "")
        closed, _, after = inner.partition(first)
        if closed == inner:
            fix = f"close it with {first} at the end of the line"
            yield "a quotation mark is opened and never closed", fix
        elif after.strip() and not after.lstrip().startswith("#"):
            fix = "use “ and ” within the text" if first == '"' else IN_DOUBLE
            yield f"{QUOTES[first]} stands inside a text that it also encloses", fix
    elif first == "[" and "]" not in value:
        yield "a list is opened with [ and never closed", "close it with ] on this line"
    elif first and first in "“”„«‘’":
        yield "curly quotation marks enclose nothing for a computer", IN_DOUBLE
    elif first and first in "{%@`":
        yield f"a text cannot start with {first} here", IN_DOUBLE
    elif ": " in value or value.endswith(":"):
        yield "a colon followed by a space inside unquoted text", IN_DOUBLE


def misread(front: str, keys: tuple[str, ...]) -> Iterator[Fault]:
    """What YAML reads, and not as it was meant: a text cut off at #, quotes that are none."""
    for number, line in enumerate(front.split("\n"), 1):
        found = KEY.match(line)
        if not found or found["indent"] or found["key"] not in keys or found["sign"] == "=":
            continue
        value, message = found["value"].strip(), ""
        if value[:1] not in QUOTES and " #" in found["value"]:
            message = "everything from # on is left out of an unquoted text"
        elif value[:1] in "“”„" and value:
            message = "curly quotation marks become a part of the text"
        if message:
            yield Fault(Mistake.BROKEN_YAML, message, IN_DOUBLE, number)
