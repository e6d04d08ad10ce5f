"""The site's decision aid, its answers followed to an outcome as decision.js does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.model import Answer, Decision, Outcome, steps
from macros.pages.decision import suggested
from tests.cards import CATALOGUE, template


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


def paths(decision: Decision, start: str = "") -> Iterator[tuple[Answer, ...]]:
    """Every way of answering, from a question (the first, if none is named) to an outcome."""
    step = steps(decision)[start or decision.questions[0].id]
    if isinstance(step, Outcome):
        yield ()
        return
    for answer in step.answers:
        for rest in paths(decision, answer.to):
            yield (answer, *rest)


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


assert CATALOGUE.decision is not None
AID = CATALOGUE.decision
PATHS = list(paths(AID))
QUESTIONS = {question.id: question for question in AID.questions}


def answers(*ids: str) -> tuple[Answer, ...]:
    """The answers of these ids, from the first question on."""
    found = []
    step = AID.questions[0].id
    for key in ids:
        (answer,) = [a for a in QUESTIONS[step].answers if a.id == key]
        found.append(answer)
        step = answer.to
    return tuple(found)


def taken_over(name: str, values: dict[str, str]) -> dict[str, str]:
    """Those values that a template can take."""
    fields = {field.id for field in template(name).fields}
    return {key: value for key, value in values.items() if key in fields}
