"""Follows the answers of the decision aid, from its first question to an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from macros.model import Answer, Decision, Outcome, Question

Step = Question | Outcome


@dataclass(frozen=True)
class Ending:
    """Where a path of answers leads, and what it takes along."""

    outcome: Outcome
    values: dict[str, str]
    """What the reader's messages take over: values by field."""
    templates: tuple[str, ...]
    """The messages to offer, the best first."""
    tell: tuple[str, ...]
    """Who should hear before the message goes."""


def steps(decision: Decision) -> dict[str, Step]:
    """Every question and outcome by id, in the order of the file."""
    known: tuple[Step, ...] = (*decision.questions, *decision.outcomes)
    return {step.id: step for step in known}


def paths(decision: Decision, start: str = "") -> Iterator[tuple[Answer, ...]]:
    """Every way of answering, from a question (the first, if none is named) to an outcome."""
    step = steps(decision)[start or decision.questions[0].id]
    if isinstance(step, Outcome):
        yield ()
        return
    for answer in step.answers:
        for rest in paths(decision, answer.to):
            yield (answer, *rest)


def longest(decision: Decision) -> dict[str, int]:
    """For each step, the most questions that may still come, its own included."""
    known = steps(decision)

    @cache
    def count(key: str) -> int:
        step = known[key]
        return 1 + max(count(a.to) for a in step.answers) if isinstance(step, Question) else 0

    return {key: count(key) for key in known}


def shared(decision: Decision) -> set[str]:
    """The steps that more than one answer leads to."""
    leads = [answer.to for question in decision.questions for answer in question.answers]
    return {key for key in leads if leads.count(key) > 1}


def suggested(decision: Decision) -> set[str]:
    """The templates that are offered only to those whose answers suggest them."""
    return {name for q in decision.questions for answer in q.answers for name in answer.suggest}


def ending(decision: Decision, path: Sequence[Answer]) -> Ending:
    """The outcome of a whole path of answers."""
    outcome = steps(decision)[path[-1].to]
    if not isinstance(outcome, Outcome):
        raise ValueError(f'the answers end at the question "{outcome.id}"')
    values = {name: value for answer in path for name, value in answer.set.items()}
    fitting = {name for answer in path for name in answer.suggest}
    first = [name for name in outcome.templates if name in fitting]
    others = [name for name in outcome.templates if name not in suggested(decision)]
    tell = tuple(dict.fromkeys(key for answer in path for key in answer.tell))
    return Ending(outcome, values, (*first, *others), tell)
