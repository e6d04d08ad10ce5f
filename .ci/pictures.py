"""Takes the pictures of our own site, for the Contribute page and README: `make pictures`."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser import launch_options

PROJECT = Path(__file__).parents[1]
PICTURES = PROJECT / "docs" / "assets" / "pictures"
MARGIN = 16
PAUSE = 600  # milliseconds, after which the counts have followed
TYPED = {
    "recipient": "Priya",
    "role": "Head Baker",
    "company": "Harbour Bakery",
    "your_name": "Jo Lee",
}


def picture(name: str, first: Locator, last: Locator) -> None:
    """Save what stands between the top of one element and the bottom of another."""
    top, bottom = first.bounding_box(), last.bounding_box()
    if top is None or bottom is None:
        raise SystemExit(f"nothing to see for {name}")
    clip = {
        "x": top["x"] - MARGIN,
        "y": top["y"] - MARGIN,
        "width": top["width"] + 2 * MARGIN,
        "height": bottom["y"] + bottom["height"] - top["y"] + 2 * MARGIN,
    }
    first.page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=clip)  # type: ignore[arg-type]


def filled_in(page: Page, home: str) -> None:
    """Save the picture that README shows: a message that is ready to send."""
    page.goto(f"{home}samples/decline/#general")
    for name, value in TYPED.items():
        page.locator(f"kr-details [name={name}]").fill(value)
    page.keyboard.press("Tab")  # away from the last box, whose focus would show
    page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    page.wait_for_timeout(PAUSE)
    box = page.locator("#sample-general").bounding_box()
    if box is None:
        raise SystemExit("nothing to see for README")
    page.screenshot(
        path=PROJECT / ".github" / "picture.png",
        full_page=True,
        clip={"x": box["x"] - MARGIN, "y": box["y"] - MARGIN, "width": 860, "height": 500},
    )


def main() -> None:
    """Serve the built site, and photograph one message."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(PROJECT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": 720, "height": 2400}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{server.server_port}/samples/decline/")
        heading = page.locator("#sample-general")
        heading.click()
        card = page.locator("#general")
        card.locator("[contenteditable]").first.wait_for(state="attached")
        picture("card", heading, card.locator(".kr-card-side"))
        wide = browser.new_page(viewport={"width": 1280, "height": 2400}, color_scheme="light")
        filled_in(wide, f"http://127.0.0.1:{server.server_port}/")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
