"""Judges a text that somebody wrote, as the draft checker on the site does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.checking.template import found_words, shortcoming
from macros.errors import as_text
from macros.model import Catalogue, Channel, Rule
from macros.problems import Problem
from macros.rendering.values import clean, dropped
from macros.rules.draft import subject_and_body, utf16
from macros.rules.judge import Draft, Verdict, judge


@dataclass(frozen=True)
class Judged:
    """A draft with the verdict of every rule that is for it."""

    draft: Draft
    above: int
    """Lines that stand above the body."""
    verdicts: tuple[Verdict, ...]
    category: str = ""

    @property
    def breaks_a_must(self) -> bool:
        """True if it breaks a rule that a message has to keep."""
        return any(v.met is False and v.rule.level == "must" for v in self.verdicts)

    def problems(self, path: str) -> list[Problem]:
        """Every broken rule, at the line of the words that break it."""
        lines = ["", *self.draft.body.split("\n")]
        found = []
        for verdict in charged_once(self.verdicts):
            start = verdict.spans[0][0] if verdict.spans else 0
            line = self.draft.body.count("\n", 0, start) + 1
            quote = lines[line] if verdict.spans else ""
            said = shortcoming(verdict, self.draft)
            message = f"{verdict.rule.level}: {verdict.rule.title}: {said}"
            rule = verdict.rule
            instead = rule.sentence(self.category, self.draft.names)
            fix = f"{rule.advice} For instance: {instead}" if instead else rule.advice
            found.append(Problem(path, line + self.above, rule.id, message, fix, quote))
        return found

    def as_text(self, path: str) -> str:
        """The same for people."""
        outcomes = [outcome(verdict) for verdict in self.verdicts]
        met, checked = outcomes.count("met"), len(outcomes) - outcomes.count("human")
        left = [v.rule.id for v in self.verdicts if outcome(v) == "human"]
        lines = [*map(as_text, self.problems(path)), f"{met} of {checked} rules met"]
        lines += [
            f"not sure: {v.rule.id}: {v.rule.question or v.rule.advice}"
            for v in self.verdicts
            if outcome(v) == "unknown"
        ]
        return "\n".join([*lines, f"for you to judge: {', '.join(left)}"] if left else lines)

    def data(self) -> dict[str, object]:
        """The same for programs. Spans are counted in UTF-16, as JavaScript and editors do."""
        return {
            "passes": not self.breaks_a_must,
            "rules": [
                {
                    "id": verdict.rule.id,
                    "title": verdict.rule.title,
                    "level": verdict.rule.level,
                    "verdict": outcome(verdict),
                    "words": found_words(verdict, self.draft),
                    "spans": utf16(self.draft.body, verdict.spans),
                    "subject_spans": utf16(self.draft.subject, verdict.subject_spans),
                    "advice": verdict.rule.advice,
                    "instead": verdict.rule.sentence(self.category, self.draft.names),
                }
                for verdict in self.verdicts
            ],
        }


def charged_once(verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    """The broken rules, without those that have the same cause as another."""
    broken = {verdict.rule.id: verdict for verdict in verdicts if verdict.met is False}
    return [verdict for verdict in broken.values() if verdict.rule.spared_by not in broken]


def outcome(verdict: Verdict) -> str:
    """met, broken, unknown (not sure, which costs nothing), or human (only a person can tell)."""
    if verdict.rule.check is None:
        return "human"
    return {True: "met", False: "broken", None: "unknown"}[verdict.met]


def judged(
    catalogue: Catalogue,
    text: str,
    names: Mapping[str, str],
    category: str | None,
    channel: Channel,
) -> Judged:
    """The verdicts on a text, whose first line may be `Subject: …`.

    `names` are values of fields, as typed. Without a category, rules that are for some categories
    only are left out.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    subject, body = subject_and_body(text)
    above = text.count("\n", 0, body[0])
    draft = Draft(text[slice(*body)], text[slice(*subject)], names_in_words(catalogue, names))
    rules: list[Rule] = [r for r in catalogue.rules.values() if r.covers(category or "", channel)]
    return Judged(draft, above, tuple(judge(rule, draft) for rule in rules), category or "")


def names_in_words(catalogue: Catalogue, names: Mapping[str, str]) -> dict[str, str]:
    """Typed names as a message says them: a Baker, if "the Baker role" was typed."""
    fields = catalogue.fields
    return {name: dropped(fields[name], clean(names[name])) for name in names if name in fields}
