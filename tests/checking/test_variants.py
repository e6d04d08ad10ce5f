"""Every message is judged in every way that a reader can set it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path

from macros.language.paragraphs import paragraphs
from macros.language.parser import parse
from macros.loading.load import ROOT, load
from macros.model import LENGTHS, Letter, Template, TemplateField
from macros.rules.variants import variants
from tests.cards import EMAILS
from tests.small_set import before_each_end, check, good, rules_in, write


def test_our_own_templates_have_no_problem() -> None:
    result = check(ROOT)
    assert result.exit_code == 0, result.output


def test_every_part_of_every_message_is_judged_on_and_off() -> None:
    for template in load(ROOT).templates.values():
        tried = list(variants(template))
        assert {(v["tone"], v["length"]) for v in tried if "length" in v} == {
            (tone, length) for tone in template.letters for length in LENGTHS
        }
        for field in template.fields:
            if field.kind == "switch":
                assert {v.get(field.id) for v in tried} >= {"yes", "no"}
            elif field.kind == "choice":
                assert {v.get(field.id) for v in tried} >= {*field.options}


def test_every_email_has_room_for_a_sentence_of_ones_own() -> None:
    for template in EMAILS:
        for tone, letter in template.letters.items():
            assert "{{ own_line }}" in letter.source, (template.full_id, tone)


def test_a_mistake_behind_three_switches_is_found(root: Path) -> None:
    fields = root / "catalogue" / "fields.yml"
    more = [f"- id: switch_{n}\n  kind: switch\n  label: Switch {n}\n" for n in range(6)]
    fields.write_text(fields.read_text("utf-8") + "".join(more), "utf-8")
    parts = "".join(f" {{% if switch_{n} %}}One{n}.{{% endif %}}" for n in range(6))
    rude = "{% if switch_1 and switch_4 and not switch_2 %}This is pathetic.{% endif %}"
    write(root, before_each_end(good(root), f"{parts}\n\n{rude}"))
    result = check(root)
    assert "stay-polite" in rules_in(result)
    assert "switch_1=yes" in result.output
    assert '"pathetic"' in result.output


def test_a_small_message_is_judged_in_every_combination(root: Path) -> None:
    text = re.sub(r"{% if (interview_date|reason) %}.*?{% endif %}", "", good(root))
    write(root, text)
    template = load(root).templates["simple"]
    picked = [v for v in variants(template) if "length" not in v]
    assert {(v["tone"], v["recipient"], v["keep_in_touch"]) for v in picked} == {
        (tone, name, switch)
        for tone in template.letters
        for name in ("", "Sam")
        for switch in ("no", "yes")
    }


SWITCHES = [
    TemplateField(id=f"switch_{letter}", kind="switch", label="A switch")
    for letter in "abcdefghijklmnopqrst"
]


def switched(root: Path, source: str) -> Template:
    """The template of the set with this letter in one tone, and twenty switches."""
    nodes, faults = parse(source, 1)
    assert not faults
    template = load(root).templates["simple"]
    letter = Letter((), paragraphs(nodes), source, template.file.at())
    return replace(template, letters={"neutral": letter}, fields=tuple(SWITCHES))


def test_twenty_switches_are_not_judged_in_a_million_combinations(root: Path) -> None:
    template = switched(root, "".join(f"{{% if {s.id} %}}x{{% endif %}}" for s in SWITCHES))

    tried = [v for v in islice(variants(template), 1000) if "length" not in v]
    on = {frozenset(s.id for s in SWITCHES if v[s.id] == "yes") for v in tried}
    assert on == {
        frozenset(),
        *(frozenset([s.id]) for s in SWITCHES),
        frozenset(s.id for s in SWITCHES),
    }


def test_of_parts_that_all_differ_a_hundred_are_judged_alone(root: Path) -> None:
    pairs = combinations([s.id for s in SWITCHES], 2)
    template = switched(root, "".join(f"{{% if {a} and {b} %}}x{{% endif %}}" for a, b in pairs))

    tried = [v for v in variants(template) if "length" not in v]
    two_on = [v for v in tried if [*v.values()].count("yes") == 2]
    assert len(two_on) == 100


def test_a_template_that_is_copied_is_noticed(root: Path) -> None:
    write(root, good(root), "templates/decline/copy.txt")
    assert {*rules_in(check(root))} == {"repeated", "claimed-words"}
