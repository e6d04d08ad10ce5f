"""The message language: a small part of Jinja, parsed by Jinja and judged on its syntax tree.

Allowed: text, `{{ name }}`, and `{% if name %}…{% elif … %}…{% else %}…{% endif %}` with `not`,
`and` and `or`. Nothing is ever evaluated: the tree is turned into the model's own nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from macros.model import Condition, Node, Nodes, Slot, Test, Text, When

JINJA = Environment()  # noqa: S701 - it only parses; nothing is rendered with it
STANDALONE = re.compile(r"^[ \t]*((?:\{%[^%\n]*)%\})[ \t]*\n", re.MULTILINE)
DEEPEST = 6
MOST_NAMES = 4


@dataclass(frozen=True)
class Fault:
    """Something outside the language: the line (from 1, in the source), the rule, the fix."""

    line: int
    rule: str
    message: str
    fix: str


def parse(source: str) -> tuple[Nodes, list[Fault]]:
    """The source's nodes and all faults found; with faults the nodes are empty.

    A line that holds nothing but one tag leaves no empty line behind.
    """
    try:
        faults = list(faults_in_tokens(source))
        if faults:
            return (), faults
        tree = JINJA.parse(STANDALONE.sub(lambda m: m[1][:-2] + "\n%}", source))
    except TemplateSyntaxError as error:
        return (), [syntax_fault(error)]
    except RecursionError:
        return (), [Fault(1, "broken-syntax", "this is nested too deeply", "write it flatter")]
    found: list[Fault] = []
    converted = tuple(convert(tree.body, found, 0))
    return ((), found) if found else (converted, [])


def faults_in_tokens(source: str) -> Iterator[Fault]:
    """What the syntax tree no longer shows: comments, raw blocks, and which `if` is left open."""
    opened: list[int] = []
    tokens = [token for token in JINJA.lex(source) if token[1] != "whitespace"]
    for (line, kind, value), (_, _, word) in pairwise([*tokens, (0, "", "")]):
        if kind == "comment_begin":
            yield Fault(line, "not-allowed", "comments are not part of a message", "remove {# … #}")
        elif kind == "raw_begin":
            yield Fault(
                line, "not-allowed", "raw blocks are not part of a message", "remove {% raw %}"
            )
        elif kind in ("block_begin", "variable_begin", "block_end", "variable_end"):
            if "-" in value or "+" in value:
                bare = value.replace("-", "").replace("+", "")
                yield Fault(line, "not-allowed", f'"{value}" trims spaces', f'write "{bare}"')
            if kind == "block_begin" and word == "if":
                opened.append(line)
            elif kind == "block_begin" and word in ("endif", "else", "elif"):
                if not opened:
                    yield Fault(
                        line,
                        "broken-syntax",
                        f"this {{% {word} %}} has no {{% if … %}} before it",
                        "remove it, or add the missing {% if … %} above it",
                    )
                elif word == "endif":
                    opened.pop()
    for line in opened:
        yield Fault(
            line,
            "broken-syntax",
            f"this {{% if {condition_at(source, line)} %}} is never closed",
            "add {% endif %} where the optional text ends",
        )


def condition_at(source: str, line: int) -> str:
    """The words of the last `if` on this line of the source, to name it in a message."""
    found = re.findall(r"\{%[-+]?\s*if\s+(.*?)\s*[-+]?%\}", source.split("\n")[line - 1])
    return found[-1] if found else "…"


def syntax_fault(error: TemplateSyntaxError) -> Fault:
    """Jinja's own complaint in our words."""
    said = (error.message or "").rstrip(".")
    unknown = re.search(r"unknown tag '(\w+)'", said)
    if unknown:
        return Fault(
            error.lineno,
            "not-allowed",
            f"{{% {unknown[1]} %}} is not part of the message language",
            "only {{ name }} and {% if name %}…{% else %}…{% endif %} may be used",
        )
    return Fault(
        error.lineno,
        "broken-syntax",
        f"this cannot be read: {said}",
        "write {{ name }} or {% if name %}…{% endif %}, with both braces on each side",
    )


def convert(children: Sequence[nodes.Node], found: list[Fault], depth: int) -> Iterator[Node]:
    """Jinja's nodes as the model's; what is outside the language goes to `found`."""
    for child in children:
        if isinstance(child, nodes.Output):
            yield from convert(child.nodes, found, depth)
        elif isinstance(child, nodes.TemplateData):
            yield Text(child.data)
        elif isinstance(child, nodes.Name):
            yield Slot(child.name, child.lineno)
        elif isinstance(child, nodes.If) and depth < DEEPEST:
            yield from branches(child, found, depth)
        else:
            found.append(refusal(child))


def branches(child: nodes.If, found: list[Fault], depth: int) -> Iterator[Node]:
    """An if, its elifs and its else as independent parts, each with its whole condition."""
    remaining: Test = ((),)
    for branch in (child, *child.elif_):
        test = condition(branch.test, found) if few_names(branch.test, found) else ((),)
        own = both(remaining, test)
        yield When(own, tuple(convert(branch.body, found, depth + 1)), branch.lineno)
        remaining = both(remaining, opposite(test))
    if child.else_:
        yield When(remaining, tuple(convert(child.else_, found, depth + 1)), child.lineno)


def few_names(test: nodes.Node, found: list[Fault]) -> bool:
    """True if a person can still follow the condition; otherwise that is a fault."""
    names = sum(1 for _ in test.find_all(nodes.Name)) + isinstance(test, nodes.Name)
    if names > MOST_NAMES:
        fix = f"use {MOST_NAMES} names at most, or write two {{% if %}} parts"
        found.append(Fault(test.lineno, "not-allowed", "this condition has too many names", fix))
    return names <= MOST_NAMES


def condition(test: nodes.Node, found: list[Fault]) -> Test:
    """The condition as groups of names (see model.Test)."""
    if isinstance(test, nodes.Name):
        return ((Condition(test.name, True),),)
    if isinstance(test, nodes.Not):
        return opposite(condition(test.node, found))
    if isinstance(test, nodes.And):
        return both(condition(test.left, found), condition(test.right, found))
    if isinstance(test, nodes.Or):
        return condition(test.left, found) + condition(test.right, found)
    found.append(
        Fault(
            test.lineno,
            "not-allowed",
            "this condition is more than a name",
            "write {% if name %}, with not, and, or between names if need be",
        )
    )
    return ((),)


def both(left: Test, right: Test) -> Test:
    """Left and right at once, without repeats and without what contradicts itself."""
    groups = dict.fromkeys(
        tuple(dict.fromkeys(first + second)) for first, second in product(left, right)
    )
    return tuple(
        group
        for group in groups
        if not any(Condition(c.name, not c.wanted) in group for c in group)
    )


def opposite(test: Test) -> Test:
    """What holds exactly when the test does not."""
    result: Test = ((),)
    for group in test:
        result = both(result, tuple((Condition(c.name, not c.wanted),) for c in group))
    return result


REFUSED: dict[type[nodes.Node], tuple[str, str]] = {
    nodes.Filter: ("a filter (|) is not allowed", "remove the | and what follows it"),
    nodes.Call: ("a call with brackets is not allowed", "use the plain name"),
    nodes.Getattr: ("a dot after a name is not allowed", "use the plain name"),
    nodes.Getitem: ("square brackets after a name are not allowed", "use the plain name"),
    nodes.Const: ("a fixed value stands in {{ … }}", "write the text itself, without braces"),
    nodes.For: ("a loop is not allowed", "write the text out"),
    nodes.If: ("conditions are nested too deeply", "use fewer {% if %} inside one another"),
}


def refusal(child: nodes.Node) -> Fault:
    """Why this node is outside the language."""
    message, fix = REFUSED.get(
        type(child),
        (
            f"{type(child).__name__.lower()} is not part of the message language",
            "only {{ name }} and {% if name %}…{% else %}…{% endif %} may be used",
        ),
    )
    return Fault(child.lineno, "not-allowed", message, fix)
