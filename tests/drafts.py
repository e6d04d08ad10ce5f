"""The labelled drafts of tests/drafts/, and how the rules judge them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from macros.checking.lint import names_in_words
from macros.loading.load import load
from macros.model import Catalogue, Channel, Rule
from macros.rules.draft import subject_and_body
from macros.rules.judge import Draft

CATALOGUE = load()
FOLDER = Path(__file__).parent / "drafts"
NAMES = {"role": "Data Analyst", "company": "Northwind"}
KEYS = {"id", "text", "repeat", "category", "channel", "names", "breaks", "unknown", "why"}


@dataclass(frozen=True)
class Labelled:
    """A draft and what a sensible person says of it; README.md there explains the keys."""

    id: str
    text: str
    category: str
    channel: Channel
    names: dict[str, str]
    breaks: frozenset[str]
    unknown: frozenset[str]

    @property
    def draft(self) -> Draft:
        """The draft as the rules are given it."""
        text = self.text.replace("\r\n", "\n")
        subject, body = (text[slice(*span)] for span in subject_and_body(text))
        return Draft(body, subject, names_in_words(CATALOGUE, self.names))

    def label(self, rule: Rule) -> bool | None:
        """The verdict that this rule should give."""
        return None if rule.id in self.unknown else rule.id not in self.breaks

    def rules(self, catalogue: Catalogue) -> list[Rule]:
        """The rules that judge it."""
        every = catalogue.rules.values()
        return [rule for rule in every if rule.check and rule.covers(self.category, self.channel)]


def labelled(entry: dict[str, Any]) -> Labelled:
    """One entry of a file."""
    assert set(entry) <= KEYS, entry["id"]
    return Labelled(
        entry["id"],
        entry["text"] * entry.get("repeat", 1),
        entry.get("category", "decline"),
        entry.get("channel", "email"),
        entry.get("names", NAMES),
        frozenset(entry.get("breaks", ())),
        frozenset(entry.get("unknown", ())),
    )


def all_drafts() -> Iterator[Labelled]:
    """Every labelled draft."""
    for path in sorted(FOLDER.glob("*.yml")):
        yield from map(labelled, yaml.safe_load(path.read_text("utf-8")))


DRAFTS = list(all_drafts())

TEXT_MESSAGES = {
    "a" * 160: True,
    "a" * 161: False,
    "£" * 160: True,
    "€" * 80: True,
    "€" * 81: False,
    "ê" + "a" * 69: True,
    "ê" + "a" * 70: False,
    "€" * 69 + "ê": True,
    "🙂" * 35: True,
    "🙂" * 36: False,
}
"""Whether each fits: 160 plain characters, the euro counts twice; 70 units, an emoji has two."""
