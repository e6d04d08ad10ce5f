"""The decision aid as HTML: every question with its answers, and every outcome."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from macros.errors import as_text
from macros.model import Decision, Question, steps
from macros.pages.components import component
from macros.pages.links import Links, PageError


def decision(links: Links) -> Markup:
    """The decision aid; without script it is a tree to unfold.

    In the tree a step that several answers lead to stands once, after it. Raises PageError if
    `decision.yml` is missing or broken, or a message that it offers is.
    """
    catalogue = links.catalogue
    aid = catalogue.decision
    if aid is None:
        broken = [as_text(p) for p in catalogue.problems if Path(p.path).stem == "decision"]
        said = f"{links.here}: catalogue/decision.yml cannot be used"
        raise PageError("\n".join([said, *broken]))
    named = [contact.templates for contact in catalogue.contacts.values()]
    offered = [outcome.templates + outcome.also for outcome in aid.outcomes]
    for name in chain(*named, *offered):
        links.template(name)
    known, lengths, first, often = steps(aid), longest(aid), aid.questions[0], shared(aid)
    later = sorted(filter(often.__contains__, known), key=lambda key: -lengths[key])
    return component(
        "decision.html",
        catalogue=catalogue,
        links=links,
        steps=known,
        shared=often,
        longest=lengths,
        suggested=suggested(aid),
        blocks=[first, *(known[key] for key in later)],
    )


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
