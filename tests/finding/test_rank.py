"""What people type leads to the message that they mean, in Python as in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from macros.finding.index import Index
from macros.finding.rank import find
from macros.finding.words import vocabulary
from macros.loading.load import load
from macros.pages.finder import index
from macros.pages.review_dates import Docs
from tests.conftest import Site
from tests.documents import ROOT

PHRASES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "phrases.yml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def finder() -> Index:
    found = index(load(), Docs(ROOT / "docs"))
    assert found
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghosted", "no-reply"),
        ("salary too low", "pay-too-low"),
        ("underpaid", "pay-too-low"),
        ("comute", "too-far"),
        ("HireVue", "recorded-interview"),
        ("hire vue", "recorded-interview"),
        ("i’m sick today", "same-day"),
        ("Im sick today!", "same-day"),
        ("rescheduling", "reschedule"),
        ("cancelled by the employer", "employer-cancelled"),
        ("i got another job", "accepted-another-offer"),
        ("recruter", "recruiter-approach"),
    ],
)
def test_the_first_message_is_the_one_that_is_meant(finder: Index, typed: str, meant: str) -> None:
    assert find(finder, typed)[0].id == meant


@pytest.mark.parametrize(("places", "share"), [(1, 0.87), (3, 0.95)])
def test_what_strangers_type_leads_to_what_they_mean(
    finder: Index, places: int, share: float
) -> None:
    missed = {}
    for meant, phrases in PHRASES.items():
        for typed in phrases:
            found = [entry.id for entry in find(finder, typed) if not entry.guide][:places]
            if meant not in found:
                missed[typed] = f"{meant}, not {', '.join(found) or 'nothing'}"
    asked = sum(map(len, PHRASES.values()))
    told = "\n".join(f"{typed}: {wrong}" for typed, wrong in missed.items())
    assert asked - len(missed) >= share * asked, f"{len(missed)} of {asked} missed:\n{told}"


def test_strangers_were_asked_for_every_message() -> None:
    meant = {t.id for t in load().templates.values() if not t.meta.counterexample}
    assert meant >= PHRASES.keys()
    assert all(len(phrases) >= 2 for phrases in PHRASES.values())


def test_three_letters_are_enough(finder: Index) -> None:
    assert "reschedule" in [entry.id for entry in find(finder, "res")]


def test_messages_come_before_sections_of_the_guide(finder: Index) -> None:
    kinds = [entry.guide for entry in find(finder, "rude recruiter")]
    assert kinds == sorted(kinds)
    assert set(kinds) == {False, True}


@pytest.mark.parametrize("typed", ["", "  ", "'", "zxqjvw", "🙂", "…"])
def test_words_that_nothing_has_find_nothing(finder: Index, typed: str) -> None:
    assert find(finder, typed) == []


def test_the_browser_ranks_as_python_does(finder: Index, page: Page, site: Site) -> None:
    phrases = [p for entry in finder.entries for p in (*entry.phrases, entry.about)]
    slips = [phrase[:3] + phrase[4:] for phrase in phrases] + [phrase[:5] for phrase in phrases]
    odd = ["Ünïcode café", "don’t", "l'été", "12 rounds", "a", "ﬁt", "İ", "ß", "take home", "éé"]
    asked = [*dict.fromkeys([*phrases, *slips, *odd])]
    page.goto("find/")
    found = page.evaluate(
        """async (asked) => {
            const { Index } = await import(new URL("assets/client/finder-rank.js", HOME));
            const data = document.querySelector("[data-finder]").dataset.finder;
            const index = new Index(JSON.parse(data));
            return asked.map((words) => index.find(words).map(({ url }) => url));
        }""".replace("HOME", f'"{site.url}"'),
        asked,
    )
    assert dict(zip(asked, found, strict=True)) == {
        words: [entry.url for entry in find(finder, words)] for words in asked
    }


def test_endings_make_no_difference() -> None:
    words = load().finder
    assert words
    assert vocabulary(words).stem("cancelled") == vocabulary(words).stem("cancel")
