"""The clock of the guide: by when to reply, how to cancel, and reminders, from clock.yml."""

from __future__ import annotations

import json
from collections.abc import Callable

from markupsafe import Markup

from macros.html import piece
from macros.model import Catalogue, Timing

ASKED = (
    ("invited", "When did the invitation come?", "Invitation"),
    ("interview", "When is the interview, if a time is fixed?", "Interview"),
)
"""What the reader is asked: the first part of the inputs' names, the question, the label."""

SHOWN_ELSEWHERE = {"templates", "sources"}


def of_kind(catalogue: Catalogue, kind: str) -> list[Timing]:
    """The timings of a kind; notices with most time left first, and last the one with none."""
    found = [timing for timing in catalogue.timings.values() if timing.kind == kind]
    if kind == "notice":
        found.sort(key=lambda timing: -1 if timing.hours is None else timing.hours, reverse=True)
    return found


def clock(
    catalogue: Catalogue, links: Callable[[Timing], Markup], address: Callable[[Timing], str]
) -> Markup:
    """The tool, in one top-level `<div>`.

    `links` gives the links to a timing's messages, `address` that of the first of them.
    """
    notices, reminders = of_kind(catalogue, "notice"), of_kind(catalogue, "reminder")
    timings = [*of_kind(catalogue, "reply"), *notices, *reminders]
    return piece(
        "clock",
        asked=ASKED,
        data=json.dumps([data(timing) for timing in timings]),
        notices=notices,
        reminders=reminders,
        links={timing.id: links(timing) for timing in notices},
        hrefs={timing.id: address(timing) for timing in reminders},
    )


def data(timing: Timing) -> dict[str, object]:
    """What the browser needs of a timing."""
    return timing.model_dump(exclude_none=True, exclude_defaults=True, exclude=SHOWN_ELSEWHERE)
