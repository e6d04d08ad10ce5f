"""How well the rules judge drafts, against what people say of them.

.venv/bin/python -m benchmarks.judgement [FILE.json …]

Without a file: the drafts that strangers wrote and labelled, tests/drafts/strangers-*.json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros.checking.lint import judged
from macros.loading.load import load
from macros.model import Rule
from macros.rules.judge import judge
from tests.drafts import DRAFTS, FOLDER

LABELLED_ON = "24 November 2026"
SAID = {True: "met", False: "broken", None: "unknown"}


@dataclass
class Score:
    """What came out for one rule, over drafts that it is for and that people could judge."""

    broken: int = 0  # labelled as breaking it
    right: int = 0
    missed_rightly: int = 0
    missed_wrongly: list[str] = field(default_factory=list)
    not_seen: list[str] = field(default_factory=list)
    not_sure: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """How many drafts it judged."""
        return self.right + len(self.wrong)

    @property
    def share(self) -> float:
        """Right verdicts, from 0 to 1."""
        return self.right / self.judged

    def add(self, draft: str, label: bool | None, met: bool | None) -> None:
        """Counts one verdict."""
        self.broken += label is False
        if met is label:
            self.right += 1
        else:
            self.wrong.append(f"{draft}: {SAID[met]}, not {SAID[label]}")
        if met is None:
            self.not_sure.append(draft)
        if met is False and label is False:
            self.missed_rightly += 1
        elif met is False:
            self.missed_wrongly.append(draft)
        elif label is False:
            self.not_seen.append(draft)


def scores() -> dict[str, Score]:
    """Each rule's score over our own drafts, by its id."""
    catalogue = load()
    found = {rule.id: Score() for rule in catalogue.rules.values() if rule.check}
    for draft in DRAFTS:
        for rule in draft.rules(catalogue):
            found[rule.id].add(draft.id, draft.label(rule), judge(rule, draft.draft).met)
    return found


@dataclass
class Outcome:
    """What came out for drafts of strangers."""

    rules: dict[str, Score]
    good: int = 0
    failed: list[str] = field(default_factory=list)
    """Good drafts that break a must."""

    @property
    def whole(self) -> Score:
        """All rules together."""
        total = Score()
        for score in self.rules.values():
            for name, value in vars(score).items():
                setattr(total, name, getattr(total, name) + value)
        return total


def outcome(drafts: Iterable[dict[str, Any]]) -> Outcome:
    """How the rules judge drafts with the labels met, broken and na."""
    catalogue = load()
    found = Outcome({rule.id: Score() for rule in catalogue.rules.values() if rule.check})
    for draft in drafts:
        names = {name: draft[name] for name in ("role", "company") if draft[name]}
        verdicts = judged(catalogue, draft["text"], names, draft["category"], draft["channel"])
        for verdict in verdicts.verdicts:
            rule: Rule = verdict.rule
            label = draft["labels"].get(rule.id, "na")
            if rule.check and label != "na":
                found.rules[rule.id].add(draft["id"], label == "met", verdict.met)
        if draft["good"]:
            found.good += 1
            if verdicts.breaks_a_must:
                broken = [
                    v.rule.id
                    for v in verdicts.verdicts
                    if v.met is False and v.rule.level == "must"
                ]
                found.failed.append(f"{draft['id']}: {', '.join(broken)}")
    return found


def share(part: int, whole: int) -> str:
    """A share as a number from 0 to 1, or a dash where there is nothing to share."""
    return f"{part / whole:.2f}" if whole else "–"


def line(name: str, score: Score) -> str:
    """One row of the table."""
    alarms = score.missed_rightly + len(score.missed_wrongly)
    return (
        f"{name:26}{score.judged:8}{score.broken:8}{alarms:8}"
        f"{share(score.missed_rightly, alarms):>11}{share(score.missed_rightly, score.broken):>8}"
        f"{share(score.right, score.judged):>8}{len(score.not_sure):10}"
    )


def table(found: Outcome) -> str:
    """The outcome for people."""
    passed = found.good - len(found.failed)
    head = (
        f"{'rule':26}{'drafts':>8}{'broken':>8}{'missed':>8}{'precision':>11}"
        f"{'recall':>8}{'agree':>8}{'not sure':>10}"
    )
    rows = [line(name, score) for name, score in found.rules.items() if score.judged]
    good = f"good drafts that pass: {passed} of {found.good} ({passed / (found.good or 1):.0%})"
    return "\n".join([good, *found.failed, "", head, *rows, line("all rules", found.whole)])


def disagreements(found: Outcome) -> str:
    """Every draft that was judged otherwise than by its label."""
    lines = []
    for name, score in found.rules.items():
        for title, ids in (
            ("missed wrongly", score.missed_wrongly),
            ("not seen", score.not_seen),
            ("not sure", score.not_sure),
        ):
            if ids:
                lines.append(f"{name}, {title}: {', '.join(ids)}")
    return "\n".join(lines)


def main(paths: list[str]) -> None:
    """Prints the tables."""
    files = [Path(path) for path in paths if path != "--all"]
    for path in files or sorted(FOLDER.glob("strangers-*.json")):
        drafts = json.loads(path.read_text("utf-8"))
        found = outcome(drafts)
        print(f"{path.name}: {len(drafts)} drafts, labelled by strangers on {LABELLED_ON}")
        print(table(found))
        if "--all" in paths:
            print(f"\n{disagreements(found)}")
        print()
    if not files:
        right, judged_in_all = 0, 0
        for score in scores().values():
            right, judged_in_all = right + score.right, judged_in_all + score.judged
        print(f"{len(DRAFTS)} drafts of our own: {right} of {judged_in_all} verdicts as labelled")


if __name__ == "__main__":
    main(sys.argv[1:])
