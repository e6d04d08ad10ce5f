"""A no is understood however it is said, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from macros.rules.draft import read
from macros.rules.refusal import refusals

PLAIN = [
    "I've decided to cancel the Content Editor interview.",
    "I need to cancel it, something has come up at home.",
    "I have decided not to attend.",
    "Please take me out of the running.",
    "I'll have to say no to the interview I'm afraid.",
    "I wont be coming to the interview next Tuesday.",
    "im not going to be able to make it to the interview",
    "I want to take back my application.",
    "Kindly cancel my interview slot for tomorrow morning.",
    "Please close my candidature for the above position.",
    "I will not be joining the call tomorrow.",
    "I can not attend the interview due to my exams.",
    "I am not coming for the interview.",
    "I shall not be appearing for the interview.",
    "I would like to widthraw my applicaton.",
    "I am canceling our interview.",
    "Sorry, but I'm pulling my application.",
    "I shall have to forgo the interview on this occasion.",
    "Could you please cancel my interview?",
    "I've decided this isn't for me.",
]
HALF = [
    "If the pay is not higher, I will withdraw.",
    "I might have to cancel.",
    "Should I withdraw?",
    "I am considering whether to decline.",
    "cant make it today something came up",
    "I have accepted an offer from another clinic.",
]
NONE = [
    "I am not going to withdraw.",
    "You cancelled the interview twice.",
    "They declined to say.",
    "I look forward to the interview.",
    "I can't make up my mind about the role.",
    "My mother has cancer.",
    "I have not had the time to look at the date.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_no_is_understood(text: str) -> None:
    assert refusals(read(text)).firm


@pytest.mark.parametrize("text", HALF)
def test_half_a_no_is_no_decision_yet(text: str) -> None:
    said = refusals(read(text))
    assert said.soft
    assert not said.firm


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_refusal_is_not_taken_for_one(text: str) -> None:
    assert not refusals(read(text)).firm


def test_a_gap_does_not_reach_into_the_next_clause() -> None:
    assert not refusals(read("I am not sure, but the interview suits me.")).firm


@pytest.mark.parametrize("firm", ["Acme Pvt. Ltd. I", "Smith & Co. and I", "a.m. I"])
def test_an_abbreviation_ends_no_clause(firm: str) -> None:
    text = f"Because of {firm} withdraw."
    found = refusals(read(text)).firm
    assert [text[first:last] for first, last in found] == ["withdraw"]
