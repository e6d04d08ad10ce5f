"""The guide is an article: it reads in one go, on paper too, and keeps its tools out of the way."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.rendering.message import text
from tests.cards import CATALOGUE, card, template
from tests.conftest import Site
from tests.documents import ADDRESSES

PAGES = ["before-declining/", "how-to-decline/", "after-sending/", "tips/", "rules/", "today/"]
FIRST_ANSWER = 14_600  # bytes, which a server sends before it hears from the browser again

FOR_READERS = ["Before declining", "How to decline", "Samples", "Tips", "Check your draft"]
FOR_TODAY = ["call-script", "voicemail", "cancel-by-text", "same-day"]

# Every link and button that can be seen, but for links within a sentence, and its size.
TARGETS = """() => [...document.querySelectorAll("a[href], button, summary")]
  .filter((it) => it.checkVisibility({ visibilityProperty: true }))
  .filter((it) => !it.matches(".headerlink, .md-skip, .md-copyright a"))
  .filter((it) => !it.matches(":is(p, td, dd, h2, h3, li, .kr-why) a") || it.matches(
    ".kr-rows a, .kr-choices a, .kr-letter-use a, .kr-footer a, .md-nav a, .md-tabs a"))
  .map((it) => {
    const target = it.closest(".kr-rows-plain > li") ?? it; // there the whole row is the link
    const { width, height } = target.getBoundingClientRect();
    return { name: it.textContent.trim(), width, height };
  })"""


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def open_page(page: Page, address: str, width: int = 390) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)


def test_how_to_decline_is_read_in_seven_screens_of_a_tablet(page: Page) -> None:
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto("how-to-decline/")

    assert height(page) <= 8000


@pytest.mark.parametrize("address", ["how-to-decline/", "after-sending/", "tips/"])
def test_a_sample_in_the_guide_is_a_letter_that_leads_to_its_card(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("email-sample")).to_have_count(0)
    names = page.locator("[data-letter]").evaluate_all("all => all.map((it) => it.dataset.letter)")
    assert names
    for name in names:
        page.goto(address)
        letter = page.locator(f"[data-letter={name}]")
        paragraphs = letter.locator(".kr-letter-body > p").all_text_contents()
        assert "\n\n".join(paragraphs) == text(template(name)).body
        title = template(name).meta.title
        letter.get_by_role("link", name=f"Use this message: {title}", exact=True).click()
        expect(card(page, name)).to_be_in_viewport()


def test_the_bad_example_names_what_it_breaks_and_marks_no_words(page: Page) -> None:
    page.goto("how-to-decline/")
    bad, good = page.locator(".kr-repair > figure").all()
    broken = [CATALOGUE.rules[name].title for name in template("blunt-refusal").meta.breaks]

    assert bad.get_by_role("listitem").all_inner_texts() == broken
    for figure, name in ((bad, "blunt-refusal"), (good, "general")):
        said = figure.locator(".kr-letter-body > p").all_text_contents()
        assert "\n\n".join(said) == text(template(name)).body
    expect(page.locator(".kr-repair").locator("ins, del, mark")).to_have_count(0)


def test_the_header_leads_readers_and_no_contributors(page: Page) -> None:
    open_page(page, "how-to-decline/", 1280)
    links = page.get_by_role("banner").locator(".md-tabs a").locator("visible=true")

    assert [link.inner_text() for link in links.all()] == FOR_READERS
    expect(page.get_by_role("banner").locator(".md-source")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_contributors_find_their_way_at_the_foot(page: Page, width: int) -> None:
    open_page(page, "tips/", width)
    foot = page.get_by_role("contentinfo")
    for name in ("About", "Contribute", "Source code", "Edit this page"):
        expect(foot.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(page.locator("article").get_by_role("link", name="Edit this page")).to_have_count(0)


def test_the_menu_has_every_page(page: Page, site: Site) -> None:
    page.goto("")
    links = page.locator(".md-nav--primary a[href]").evaluate_all("all => all.map((it) => it.href)")
    there = {str(link).partition("#")[0] for link in links}

    elsewhere = {"404.html", "find/"}  # the header leads to the finder
    assert there >= {site.url + address for address in ADDRESSES if address not in elsewhere}


@pytest.mark.parametrize("address", ["", *PAGES, "samples/"])
@pytest.mark.parametrize(("width", "least"), [(390, 44), (1280, 24)])
def test_a_finger_hits_what_it_aims_at(page: Page, address: str, width: int, least: int) -> None:
    open_page(page, address, width)
    page.locator("email-sample").evaluate_all("all => all.forEach((it) => it.remove())")
    small = [it for it in page.evaluate(TARGETS) if it["height"] < least - 0.5 and it["name"]]

    assert small == []


def test_today_comes_in_the_order_in_which_one_does_it(page: Page) -> None:
    open_page(page, "today/")
    found = page.locator("email-sample").evaluate_all("all => all.map((it) => it.id)")
    links = page.locator("article ol a").evaluate_all("all => all.map((it) => it.hash.slice(1))")

    assert found == links == FOR_TODAY


@pytest.mark.parametrize(
    ("choice", "value"),
    [("Another date", "another-day"), ("To withdraw", "withdraw")],
)
def test_the_first_choice_of_today_holds_in_all_four_messages(
    page: Page, choice: str, value: str
) -> None:
    open_page(page, "today/")
    link = page.get_by_role("link", name=choice, exact=True)
    expect(link).to_be_in_viewport(ratio=1)
    link.click()
    for name in FOR_TODAY:
        expect(card(page, name).locator("[name=next_step]")).to_have_value(value)
    expect(card(page, FOR_TODAY[0])).to_be_in_viewport()


# ---- folded, and there all the same ----


TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def hidden_folds(page: Page) -> list[str]:
    """What stands in a fold and takes no room on the page."""
    found: list[str] = page.locator(".kr-folds details > :not(summary)").evaluate_all(
        """all => all.filter((it) => !it.checkVisibility({ contentVisibilityAuto: true }))
          .map((it) => it.textContent)"""
    )
    return found


def fold(page: Page, question: str) -> Locator:
    return page.locator("details", has_text=question)


def test_a_disagreement_is_folded_and_unfolds(page: Page) -> None:
    page.goto("how-to-decline/")
    entry = CATALOGUE.disagreements["give-a-reason"]
    place = fold(page, entry.question)
    expect(place.get_by_text(entry.ours)).to_be_hidden()
    place.locator("summary").click()

    expect(place.get_by_text(entry.ours)).to_be_visible()


@pytest.mark.parametrize("address", ["how-to-decline/", "before-declining/"])
def test_on_paper_everything_is_unfolded(page: Page, address: str) -> None:
    page.goto(address)
    assert hidden_folds(page)
    page.emulate_media(media="print")
    page.evaluate(TWO_FRAMES)  # from then on the medium counts

    assert hidden_folds(page) == []
    for selector in (".kr-letter-use", ".kr-footer nav", ".md-header"):
        expect(page.locator(selector).locator("visible=true")).to_have_count(0)


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """A browser without script."""
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ["how-to-decline/", "before-declining/"])
def test_without_script_everything_is_unfolded(plain: Page, address: str) -> None:
    plain.goto(address)

    assert hidden_folds(plain) == []


# ---- light ----


@pytest.mark.parametrize("address", ["", *PAGES[:-1], "samples/", "check-your-draft/"])
def test_a_page_fits_into_the_first_answer_of_a_server(site: Site, address: str) -> None:
    page: Path = site.folder / address / "index.html"
    assert len(gzip.compress(page.read_bytes(), 9)) <= FIRST_ANSWER


def test_a_verdict_is_in_sight_beside_its_draft(page: Page) -> None:
    open_page(page, "check-your-draft/", 1280)
    page.get_by_role("button", name="Try an example").click()
    verdict = page.get_by_role("heading", name=re.compile("To change"))

    expect(verdict).to_be_in_viewport()
    open_page(page, "check-your-draft/")
    page.get_by_role("button", name="Try an example").click()
    expect(page.get_by_role("status")).to_contain_text("to change")
    expect(page.get_by_role("status")).to_be_in_viewport(ratio=1)
