"""Takes the pictures of our own site that the Contribute page shows: `make pictures`."""

from __future__ import annotations

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

PROJECT = Path(__file__).parents[1]
PICTURES = PROJECT / "docs" / "assets" / "pictures"
MARGIN = 16


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


def main() -> None:
    """Serve the built site, and photograph one message."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(PROJECT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)
        page = browser.new_page(viewport={"width": 720, "height": 2400}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{server.server_port}/samples/decline/")
        card = page.locator("#general")
        card.locator("form").wait_for()
        heading = page.locator("#sample-general")
        picture("card", heading, card.locator(".kr-message"))
        below = page.locator(".kr-see").first
        picture("improve", below, below)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
