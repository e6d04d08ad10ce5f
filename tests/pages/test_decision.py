"""The questions of the decision aid: every way of answering them ends well."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from macros.loading.load import ROOT
from macros.model import Answer
from macros.pages.decision import longest, shared, suggested
from macros.pages.guide import Guide
from macros.pages.links import PageError
from macros.pages.review_dates import Docs
from macros.pages.site import Site
from macros.rendering.message import text
from tests.cards import template
from tests.endings import AID, PATHS, answers, ending, taken_over

PAGE = "before-declining/"


def test_every_path_ends_in_an_outcome_whose_messages_take_what_was_answered() -> None:
    assert len(PATHS) > 1000
    for path in {ending_key(path): path for path in PATHS}.values():
        end = ending(AID, path)
        for name in end.templates:
            message = text(template(name), taken_over(name, end.values))
            assert message.body


def ending_key(path: Sequence[Answer]) -> tuple[object, ...]:
    end = ending(AID, path)
    return (end.outcome.id, end.templates, tuple(sorted(end.values.items())))


def test_every_outcome_but_two_has_a_message() -> None:
    assert {o.id for o in AID.outcomes if not o.templates} == {"suspect", "go"}


def test_whoever_is_not_sent_away_has_something_to_do_next() -> None:
    assert {o.id for o in AID.outcomes if not o.templates + o.also} == {"suspect"}


def test_whoever_is_only_nervous_can_ask_for_a_day() -> None:
    assert ending(AID, answers("genuine", "none", "other", "nerves")).templates == ("more-time",)


def test_whoever_was_approached_by_a_recruiter_is_asked_only_about_the_job() -> None:
    assert ending(AID, answers("approach", "perhaps")).templates == ("recruiter-interested",)
    assert ending(AID, answers("approach", "not-now")).templates[0] == "recruiter-approach"


def test_whoever_fears_a_scam_is_sent_nothing_to_send() -> None:
    assert ending(AID, answers("odd")).templates == ()


def test_no_path_asks_more_than_nine_questions() -> None:
    assert max(map(len, PATHS)) == longest(AID)[AID.questions[0].id] == 9


def test_the_gates_come_in_order() -> None:
    order = ["real", "offer", "change", "plan", "tell", "accepted"]
    for path in PATHS:
        asked = [AID.questions[0].id, *(answer.to for answer in path)]
        gates = [key for key in asked if key in order]
        assert gates == sorted(gates, key=order.index)


@pytest.mark.parametrize("name", sorted(suggested(AID)))
def test_a_suggested_message_comes_first_for_those_who_gave_that_answer(name: str) -> None:
    ends = [(path, ending(AID, path)) for path in PATHS]
    offering = [(path, end) for path, end in ends if name in end.outcome.templates]
    gave = [any(name in answer.suggest for answer in path) for path, _ in offering]
    assert any(gave)
    assert not all(gave)
    for fits, (_, end) in zip(gave, offering, strict=True):
        assert (end.templates[0] == name) == fits == (name in end.templates)


def test_the_answers_carry_the_reason_and_the_question_along() -> None:
    end = ending(AID, answers("genuine", "none", "pay", "perhaps"))
    assert (end.templates, end.values["change"]) == (("change-the-role",), "pay")
    end = ending(AID, answers("genuine", "signed", "agency"))
    assert (end.templates[0], end.values["reason"]) == ("agency", "other-offer")


def test_a_path_that_stops_early_has_no_outcome() -> None:
    with pytest.raises(ValueError, match="end at the question"):
        ending(AID, answers("genuine"))


def guide_of(root: Path, url: str = PAGE) -> Guide:
    """The macros of a page, over the template set in a folder."""
    return Guide(Site(root, Docs(root), ""), url)


def test_a_page_says_what_is_wrong_with_the_file(tmp_path: Path) -> None:
    for folder in ("catalogue", "templates"):
        (tmp_path / folder).mkdir()
    for name in ("categories", "fields", "rules"):
        (tmp_path / "catalogue" / f"{name}.yml").write_text("[]", "utf-8")
    greeting = "warm: Hi,\nneutral: Hello,\nformal: Good day,\n"
    (tmp_path / "catalogue" / "greeting.yml").write_text(greeting, "utf-8")
    with pytest.raises(PageError, match=r"page /before-declining/: catalogue/decision.yml cannot"):
        guide_of(tmp_path).decision()
    (tmp_path / "catalogue" / "decision.yml").write_text("questions: []\noutcomes: []", "utf-8")
    with pytest.raises(PageError, match=r"decision.yml:1: wrong-value: .*\n.*\n.*at least 1"):
        guide_of(tmp_path).decision()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("templates/decline/general.txt", "{{ greeting }}", "{{ greting }}", "unknown-field"),
        ("templates/connections/agency.txt", "{{ greeting }}", "{{ greting }}", "unknown-field"),
        ("catalogue/whom-to-tell.yml", "templates: [agency]", "templates: [agent]", '"agent"'),
        ("catalogue/decision.yml", "to: why", "to: whi", "unknown-step"),
    ],
)
def test_a_page_says_what_is_wrong_with_what_it_offers(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    for folder in ("catalogue", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(PageError, match=said):
        guide_of(tmp_path).decision()


@pytest.mark.parametrize(("url", "root"), [("", ""), ("tips/", "../"), ("samples/ask/", "../../")])
def test_links_start_from_the_root_of_the_site(url: str, root: str) -> None:
    assert f'href="{root}samples/' in guide_of(ROOT, url).decision()


def test_what_many_answers_lead_to_stands_in_the_order_of_the_questions() -> None:
    page = guide_of(ROOT).decision()
    places = {key: page.index(f'id="decide-{key}"') for key in shared(AID)}
    order = ["change", "fixable", "plan", "tell", "accepted", "go", "time"]
    assert sorted(places, key=lambda key: places[key]) == order
