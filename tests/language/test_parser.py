"""The message language: what it is, and that nothing outside it comes through."""

from __future__ import annotations

import pytest

from macros.language.parser import parse
from macros.model import Condition, Slot, Text, When


def a(name: str, wanted: bool = True) -> Condition:
    return Condition(name, wanted)


def test_text_and_names() -> None:
    assert parse("Hi {{ recipient }},")[0] == (Text("Hi "), Slot("recipient", 1), Text(","))


def test_names_know_their_line() -> None:
    nodes, faults = parse("one\n\n{{ role }}\n{% if company %}\n{{ company }}\n{% endif %}\n")
    assert not faults
    assert Slot("role", 3) in nodes
    when = next(node for node in nodes if isinstance(node, When))
    assert (when.line, Slot("company", 5) in when.nodes) == (4, True)


def test_lines_count_from_where_the_source_stands_in_its_file() -> None:
    assert parse("Hi {{ recipient }}", 7)[0] == (Text("Hi "), Slot("recipient", 7))
    assert [fault.line for fault in parse("one\n{{ role | upper }}", 7)[1]] == [8]


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("x", ((a("x"),),)),
        ("not x", ((a("x", False),),)),
        ("x and y", ((a("x"), a("y")),)),
        ("x or y", ((a("x"),), (a("y"),))),
        ("not (x or y)", ((a("x", False), a("y", False)),)),
    ],
)
def test_conditions(condition: str, test: object) -> None:
    nodes, faults = parse(f"{{% if {condition} %}}a{{% endif %}}")
    assert not faults
    assert isinstance(nodes[0], When)
    assert nodes[0].test == test


@pytest.mark.parametrize(
    "source",
    [
        "{% if x and not x %}a{% endif %}",
        "{% if not (x and not x) %}a{% endif %}",
        "{% if x %}a{% elif x %}b{% endif %}",
    ],
)
def test_what_always_or_never_holds_is_no_condition(source: str) -> None:
    _, (fault,) = parse(source)
    assert fault.message in ("this condition always holds", "this condition never holds")


def test_else_is_the_opposite() -> None:
    nodes, _ = parse("{% if x %}1{% elif y %}2{% else %}3{% endif %}")
    tests = [node.test for node in nodes if isinstance(node, When)]
    assert tests == [
        ((a("x"),),),
        ((a("x", False), a("y")),),
        ((a("x", False), a("y", False)),),
    ]


OUTSIDE = [
    "{{ role | upper }}",
    "{{ role.name }}",
    "{{ role['name'] }}",
    "{{ role() }}",
    "{{ 'text' }}",
    "{{ 1 + 1 }}",
    "{{ a if b }}",
    "{{ [role] }}",
    "{{ {'a': role} }}",
    "{{ role ~ company }}",
    "{{ not role }}",
    "{% if role == 'x' %}a{% endif %}",
    "{% if role is defined %}a{% endif %}",
    "{% if a and b and c and d and e %}a{% endif %}",
    "{% for x in role %}a{% endfor %}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% macro m() %}{% endmacro %}",
    "{% raw %}a{% endraw %}",
    "{% filter upper %}a{% endfilter %}",
    "{% with %}a{% endwith %}",
    "{# a #}",
    "{%- if a %}a{% endif %}",
    "{{- role }}",
    "{{ role",
    "role }}",
    "{% if a %}",
    "{% endif %}",
    "{% else %}",
    "{% if a %}{% else %}{% elif b %}{% endif %}",
    "{% if a %}{% else b %}{% endif %}",
    "{{ }}",
    "{{{ role }}}",
    "{% if %}a{% endif %}",
    "{{\nrole }}",
    "{% if a %}" * 7 + "x" + "{% endif %}" * 7,
    "{% if a and b %}1"
    + "".join(f"{{% elif c{n} and d{n} %}}2" for n in range(12))
    + "{% endif %}",
    "{% if " + "not " * 5000 + "a %}x{% endif %}",
    "{{ " + "(" * 5000 + "a",
]


@pytest.mark.parametrize("source", OUTSIDE, ids=lambda source: source[:30])
def test_nothing_else_comes_through(source: str) -> None:
    nodes, faults = parse(source)
    assert faults
    assert nodes == ()
    assert all(fault.message and fault.fix for fault in faults)


def test_every_fault_is_reported_at_its_line() -> None:
    source = (
        "{{ role | upper }}\n\n{{ company.name }} and {{ role() }}\n{% if x == 1 %}a{% endif %}"
    )
    assert [fault.line for fault in parse(source)[1]] == [1, 3, 3, 4]
    assert [
        fault.line for fault in parse("{{ your name }}\n\n{{ a b }}\n{% if %}{% endif %}")[1]
    ] == [
        1,
        3,
        4,
    ]


def test_an_unclosed_part_is_reported_where_it_opens() -> None:
    (fault,) = parse("one\n{% if interview_date %}\ntwo\n\nthree\n{{ role }}")[1]
    assert (fault.line, fault.message) == (2, "this {% if interview_date %} is never closed")
