"""Every figure has its source, every source is there, and none is there for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.loading.load import ROOT, load
from macros.model import Contact, Disagreement, Rule, Template, Timing
from tests.documents import DOCS

CATALOGUE = load()


NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|ten|twelve|half an?|a hundred)"


UNIT = r"(?:working days?|hours?|minutes?|seconds?|days?|weeks?|months?|words?|characters?|pages)"


FIGURE = re.compile(rf"\b{NUMBER}(?:[ -](?:to|or) {NUMBER})?(?: [a-z]+)? {UNIT}\b", re.IGNORECASE)


# A rule also counts what it asks for.
ASKED = re.compile(rf"\b{NUMBER} (?:sentences?|reasons?)\b", re.IGNORECASE)


CITATION = re.compile(r"(?:about\.md)?#source-([a-z0-9-]+)")


PAGES = sorted(DOCS.rglob("*.md"))


def figures(rule: Rule) -> list[str]:
    """The figures that a rule names."""
    text = f"{rule.title} {rule.advice} {rule.why}"
    return [match[0] for pattern in (FIGURE, ASKED) for match in pattern.finditer(text)]


def paragraphs(page: Path) -> Iterator[str]:
    """The paragraphs, list items and table rows of a page, without front matter and code."""
    text = page.read_text("utf-8").split("\n---\n", 1)[1]
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    yield from (part for part in re.split(r"\n+", text) if part.strip())


def cited() -> set[str]:
    """Every id of a source that something names."""
    catalogue: list[Rule | Disagreement | Contact | Timing] = [
        *CATALOGUE.rules.values(),
        *CATALOGUE.disagreements.values(),
        *CATALOGUE.contacts.values(),
        *CATALOGUE.timings.values(),
    ]
    in_catalogue = {name for entry in catalogue for name in entry.sources}
    in_catalogue |= {name for it in CATALOGUE.templates.values() for name in it.meta.sources}
    in_pages = (CITATION.findall(page.read_text("utf-8")) for page in PAGES)
    return in_catalogue.union(*in_pages)


def test_figures_are_recognised() -> None:
    for text in (
        "within 48 hours",
        "one working day",
        "40 to 80 words",
        "160 plain characters",
        "half a minute",
        "2,000 characters",
        "two working days",
        "54 public pages",
    ):
        assert FIGURE.search(f"say {text}, then"), text
    for text in ("one more thing", "in three tones", "two lines", "a hundred times"):
        assert not FIGURE.search(text), text


@pytest.mark.parametrize("rule", CATALOGUE.rules.values(), ids=lambda rule: rule.id)
def test_a_rule_with_a_figure_has_a_source(rule: Rule) -> None:
    assert rule.sources or not figures(rule), figures(rule)


@pytest.mark.parametrize("template", CATALOGUE.templates.values(), ids=lambda it: it.full_id)
def test_a_template_with_a_figure_has_a_source(template: Template) -> None:
    found = FIGURE.findall(f"{template.meta.title} {template.meta.when}")

    assert bool(template.meta.sources) == bool(found), found


@pytest.mark.parametrize("name", ["categories", "fields", "decision"])
def test_what_has_no_room_for_a_source_names_no_figure(name: str) -> None:
    text = (ROOT / "catalogue" / f"{name}.yml").read_text("utf-8")
    text = re.sub(r"^ +example: .*", "", text, flags=re.MULTILINE)  # shows a reader, claims nothing

    assert FIGURE.findall(text) == []


def test_most_rules_with_figures_are_found() -> None:
    found = {rule.id for rule in CATALOGUE.rules.values() if figures(rule)}

    assert found >= {
        "reply-promptly",
        "keep-it-short",
        "decide-early",
        "no-over-explaining",
        "fits-linkedin",
        "fits-one-text",
        "fits-a-call",
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_figure_on_a_page_has_its_source_beside_it(page: Path) -> None:
    bare = [
        part
        for part in paragraphs(page)
        if FIGURE.search(part)
        and not CITATION.search(part)
        and "#basis" not in part
        # The page of sources says itself how many pages were compared.
        and not (page.name == "about.md" and "54 public pages" in part)
    ]

    assert bare == []


@pytest.mark.parametrize(
    "name", [*CATALOGUE.timings, *CATALOGUE.disagreements, *CATALOGUE.contacts]
)
def test_what_the_tables_say_has_a_source(name: str) -> None:
    entries: dict[str, Timing | Disagreement | Contact] = {
        **CATALOGUE.timings,
        **CATALOGUE.disagreements,
        **CATALOGUE.contacts,
    }
    timing = CATALOGUE.timings.get(name)
    if timing and not (timing.hours or timing.working_days or timing.months):
        return

    assert entries[name].sources


def test_every_source_that_is_named_is_there_and_every_one_there_is_named() -> None:
    assert cited() == set(CATALOGUE.sources)


def test_every_message_that_is_named_is_there() -> None:
    entries: list[Contact | Timing] = [
        *CATALOGUE.contacts.values(),
        *CATALOGUE.timings.values(),
    ]
    named = {name for entry in entries for name in entry.templates}

    assert named <= set(CATALOGUE.templates)


def test_what_linkedin_allows_is_said_to_be_so() -> None:
    said = [CATALOGUE.rules["fits-linkedin"].why]
    said += [part for page in PAGES for part in paragraphs(page) if "LinkedIn" in part]
    claims = [part for part in said if re.search(r"ccounts|stop them", part)]

    assert len(claims) == 3
    for part in claims:
        assert re.search(r"(?:is|are) said to", part), part
