"""Paragraphs: a part that is off takes its blank line with it."""

from __future__ import annotations

import pytest

from macros.language.paragraphs import MixedParagraphError, paragraphs
from macros.language.parser import parse
from macros.model import Nodes, Slot, Text, When


def outline(nodes: Nodes) -> str:
    """A paragraph in short: `?(…)` stands for a part with a condition."""
    found = []
    for node in nodes:
        if isinstance(node, Text):
            found.append(node.text)
        elif isinstance(node, Slot):
            found.append(f"<{node.name}>")
        elif isinstance(node, When):
            found.append(f"?({outline(node.nodes)})")
    return "".join(found)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\n  \n\n\ntwo\n", ["one", "two"]),
        ("one\ntwo", ["one\ntwo"]),
        ("one\n\n{% if a %}two{% endif %}\n\nthree", ["one", "?(two)", "three"]),
        ("one\n\n{% if a %}\ntwo\n{% endif %}\n\nthree", ["one", "?(two)", "three"]),
        ("{% if a %}one\n\ntwo{% endif %}\n\nthree", ["?(one)", "?(two)", "three"]),
        ("one{% if a %} two{% endif %}.", ["one?( two)."]),
        ("{% if a %}x{% endif %} {% if b %}y{% endif %}", ["?(x) ?(y)"]),
        ("\n\n{{ role }}\n", ["<role>"]),
        ("", []),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    nodes, faults = parse(source)
    assert not faults
    assert [outline(part) for part in paragraphs(nodes)] == expected


@pytest.mark.parametrize(
    "source",
    [
        "one {% if a %}two\n\nthree{% endif %}",
        "{% if a %}one\n\ntwo{% endif %} three",
        "{% if a %}one\n\ntwo{% endif %}{{ role }}",
    ],
)
def test_a_condition_may_not_split_a_paragraph(source: str) -> None:
    with pytest.raises(MixedParagraphError):
        paragraphs(parse(source)[0])
