"""What clock.yml says: by when to reply, how to cancel, and when to be reminded."""

from __future__ import annotations

import json

from markupsafe import Markup

from macros.model import Catalogue, Timing
from macros.pages.components import component
from macros.pages.links import Links

SHOWN_ELSEWHERE = {"templates", "sources"}


def clock(links: Links) -> Markup:
    """The tool that says by when to reply, how to cancel, and when to be reminded."""
    kinds = {kind: of_kind(links.catalogue, kind) for kind in ("reply", "notice", "reminder")}
    data = json.dumps([timing_data(timing) for found in kinds.values() for timing in found])
    return component("clock.html", links=links, data=data, **kinds)


def of_kind(catalogue: Catalogue, kind: str) -> list[Timing]:
    """The timings of a kind; notices with most time left first, and last the one with none."""
    found = [timing for timing in catalogue.timings.values() if timing.kind == kind]
    if kind == "notice":
        found.sort(key=lambda timing: -1 if timing.hours is None else timing.hours, reverse=True)
    return found


def timing_data(timing: Timing) -> dict[str, object]:
    """What the browser needs of a timing."""
    return timing.model_dump(exclude_none=True, exclude_defaults=True, exclude=SHOWN_ELSEWHERE)
