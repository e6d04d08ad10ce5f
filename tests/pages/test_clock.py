"""What the page of the clock is made of: the catalogue, and nothing that could differ from it."""

from __future__ import annotations

from macros.loading.load import ROOT, load
from macros.pages.clock import of_kind
from macros.pages.guide import Guide
from macros.pages.review_dates import Docs
from macros.pages.site import Site
from tests.documents import DOCS

CATALOGUE = load()


def test_the_table_and_the_tool_are_made_of_the_catalogue() -> None:
    guide = Guide(Site(ROOT, Docs(DOCS), ""), "how-to-decline/")
    for made in (guide.notice_table(), guide.clock()):
        for timing in of_kind(CATALOGUE, "notice"):
            assert timing.advice in made
            for name in timing.templates:
                assert f"#{name}" in made


def test_notices_run_from_most_time_to_none() -> None:
    hours = [timing.hours for timing in of_kind(CATALOGUE, "notice")]

    assert hours[-1] is None
    assert hours[-2] == 0
    assert hours[:-1] == sorted((h for h in hours if h is not None), reverse=True)


def test_the_clock_and_the_rule_name_the_same_limits() -> None:
    rule = CATALOGUE.rules["reply-promptly"].advice
    hours = CATALOGUE.timings["after-invitation"].hours

    assert f"within {hours} hours of the invitation, weekends not counted" in rule
    assert "within one working day of deciding" in rule
    assert CATALOGUE.timings["after-deciding"].working_days == 1
