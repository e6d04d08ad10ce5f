"""What clock.yml says: by when to reply, how to cancel, and when to be reminded."""

from __future__ import annotations

from macros.model import Catalogue, Timing

SHOWN_ELSEWHERE = {"templates", "sources"}


def of_kind(catalogue: Catalogue, kind: str) -> list[Timing]:
    """The timings of a kind; notices with most time left first, and last the one with none."""
    found = [timing for timing in catalogue.timings.values() if timing.kind == kind]
    if kind == "notice":
        found.sort(key=lambda timing: -1 if timing.hours is None else timing.hours, reverse=True)
    return found


def timing_data(timing: Timing) -> dict[str, object]:
    """What the browser needs of a timing."""
    return timing.model_dump(exclude_none=True, exclude_defaults=True, exclude=SHOWN_ELSEWHERE)
