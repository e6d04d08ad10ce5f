"""What no page may have in any state: a barrier that axe finds, or words beyond its edge."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def assert_no_barrier(page: Page, context: str | None = None) -> None:
    """Has axe judge the page, or the part of it that a selector names.

    It looks from the top of the page: further down, the header may lie over half of a button.
    """
    page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    found = Axe().run(page, context=context, options=options)
    overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")

    assert found.violations_count == 0, found.generate_report()
    assert overflow <= 0
