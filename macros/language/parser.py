"""The message language: a small part of Jinja, parsed by Jinja and judged on its syntax tree.

Allowed: text, `{{ name }}`, and `{% if name %}…{% elif … %}…{% else %}…{% endif %}` with `not`,
`and` and `or`. Nothing is ever evaluated: the tree is turned into the model's own nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from macros.language.braces import Braces, braces_in, faults_in_braces
from macros.mistakes import Mistake
from macros.model import Condition, Node, Nodes, Slot, Test, Text, When
from macros.problems import Fault

JINJA = Environment()  # noqa: S701 - it only parses; nothing is rendered with it
STANDALONE = re.compile(r"^[ \t]*((?:\{%[^%\n]*)%\})[ \t]*\n", re.MULTILINE)
DEEPEST = 6
MOST_NAMES = 4
MOST_GROUPS = 32
ALLOWED = "only {{ name }} and {% if name %}…{% else %}…{% endif %} may be used"


class TangledError(Exception):
    """A chain of conditions that has more cases than anybody can follow."""


def parse(source: str, line: int = 1) -> tuple[Nodes, list[Fault]]:
    """The source's nodes and all faults found; with faults the nodes are empty.

    `line` is where it starts in its file. A line that holds nothing but one tag leaves no empty
    line behind.
    """
    source = "\n" * (line - 1) + source
    pairs, faults = braces_in(source)
    if not faults:  # a brace that is missing makes an unclosed part of what is not one
        faults += faults_in_braces(pairs)
    for pair in pairs:
        faults += faults_inside(pair)
    if faults:
        return (), sorted(set(faults), key=lambda fault: fault.line)
    found, objections = parse_jinja(STANDALONE.sub(lambda found: found[1][:-2] + "\n%}", source))
    if found and isinstance(found[0], Text):  # the lines above are not its own
        found = (Text(found[0].text[line - 1 :]), *found[1:])
    return found, [*objections]


def faults_inside(pair: Braces) -> list[Fault]:
    """What stands in one pair of braces and is outside the language."""
    tag = pair.word in ("if", "elif", "else", "endif")
    if pair.opener == "{#" or tag != (pair.opener == "{%") or pair.word in ("else", "endif"):
        return []  # faults_in_braces knows these
    source = f"{{{{ {pair.inner} }}}}"
    if pair.opener == "{%":
        source = f"{{% if {pair.inner.partition(pair.word)[2]} %}}{{% endif %}}"
    return [replace(fault, line=pair.line) for fault in parse_jinja(source)[1]]


@lru_cache(maxsize=512)  # the same names stand in braces again and again
def parse_jinja(source: str) -> tuple[Nodes, tuple[Fault, ...]]:
    """The source's nodes, or what Jinja's parser and the limits of the language object to."""
    found: list[Fault] = []
    try:
        converted = tuple(convert(JINJA.parse(source).body, found, 0))
    except TemplateSyntaxError as error:
        return (), (syntax_fault(error),)
    except RecursionError:
        fix = "write it flatter"
        return (), (Fault(Mistake.BROKEN_SYNTAX, "this is nested too deeply", fix),)
    return ((), tuple(found)) if found else (converted, ())


def syntax_fault(error: TemplateSyntaxError) -> Fault:
    """Jinja's own complaint in our words."""
    said = (error.message or "").rstrip(".")
    if "end of statement block" in said:
        message = "this condition cannot be read"
        fix = "write {% if name %}, with not, and, or between names if need be"
    elif "end of print statement" in said or "Expected an expression" in said:
        message = "this is not one name"
        fix = "write one name with underscores, as in {{ your_name }}"
    else:
        message = f"this cannot be read: {said}"
        fix = "write {{ name }} or {% if name %}…{% endif %}, with both braces on each side"
    return Fault(Mistake.BROKEN_SYNTAX, message, fix, error.lineno)


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
            try:
                yield from branches(child, found, depth)
            except TangledError:
                message = "these conditions have too many cases together"
                fix = "write separate {% if %} parts instead of a long {% elif %} chain"
                found.append(Fault(Mistake.NOT_ALLOWED, message, fix, child.lineno))
        else:
            message, fix = REFUSED.get(type(child), ("this is more than a name", ALLOWED))
            found.append(Fault(Mistake.NOT_ALLOWED, message, fix, child.lineno))


def branches(child: nodes.If, found: list[Fault], depth: int) -> Iterator[Node]:
    """An if, its elifs and its else as independent parts, each with its whole condition."""
    remaining: Test = ((),)
    for branch in (child, *child.elif_):
        before = len(found)
        test = condition(branch.test, found) if few_names(branch.test, found) else ((),)
        own = both(remaining, test)
        if len(found) == before and (() in test or not own):
            message = f"this condition {'always' if () in test else 'never'} holds"
            fix = "say it with fewer names, or not at all"
            found.append(Fault(Mistake.NOT_ALLOWED, message, fix, branch.lineno))
        yield When(own, tuple(convert(branch.body, found, depth + 1)), branch.lineno)
        remaining = both(remaining, opposite(test))
    if child.else_:
        yield When(remaining, tuple(convert(child.else_, found, depth + 1)), child.lineno)


def few_names(test: nodes.Node, found: list[Fault]) -> bool:
    """True if a person can still follow the condition; otherwise that is a fault."""
    names = sum(1 for _ in test.find_all(nodes.Name)) + isinstance(test, nodes.Name)
    if names > MOST_NAMES:
        fix = f"use {MOST_NAMES} names at most, or write two {{% if %}} parts"
        message = "this condition has too many names"
        found.append(Fault(Mistake.NOT_ALLOWED, message, fix, test.lineno))
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
    message = "this condition is more than a name"
    fix = "write {% if name %}, with not, and, or between names if need be"
    found.append(Fault(Mistake.NOT_ALLOWED, message, fix, test.lineno))
    return ((),)


def both(left: Test, right: Test) -> Test:
    """Left and right at once, without repeats and without what contradicts itself.

    Raises TangledError beyond MOST_GROUPS groups: each further `elif` could double their number.
    """
    pairs = (first + second for first, second in product(left, right))
    groups = dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs)
    if len(groups) > MOST_GROUPS:
        raise TangledError
    possible = (g for g in groups if not any(Condition(c.name, not c.wanted) in g for c in g))
    return tuple(possible)


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
    nodes.If: ("conditions are nested too deeply", "use fewer {% if %} inside one another"),
}
"""Why a node is outside the language, and the fix."""
