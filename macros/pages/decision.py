"""What leads where in the decision aid."""

from __future__ import annotations

from functools import cache

from macros.model import Decision, Question, steps


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
