"""How long a keystroke takes until every open card in sight has followed, on the largest page.

Chromium runs four times slower than it could, as a cheap phone does. The time includes the new
layout. Run it with `make bench`; the machine should have nothing else to do.
"""

from __future__ import annotations

import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import launch_options

FRAME = 16.7
SLOWDOWN = 4
KEYSTROKES = 200

TYPE = """
async (keystrokes) => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const input = document.querySelector("[name=company]");
  input.focus();
  await customElements.whenDefined("email-sample");
  await new Promise((done) => setTimeout(done, 1000));
  const times = [];
  for (let stroke = 0; stroke < keystrokes; stroke += 1) {
    await new Promise(requestAnimationFrame);
    input.value = "Northwind Trading".slice(0, (stroke % 17) + 1);
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def largest(site: Path) -> Path:
    """The sample page with the most cards."""
    pages = (site / "samples").glob("*/index.html")
    return max(pages, key=lambda page: page.read_text("utf-8").count("<email-sample"))


def main(site: Path) -> None:
    """Print the median and the 95th percentile, and what share of a frame the latter is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page_path = largest(site).parent.relative_to(site).as_posix()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"http://127.0.0.1:{server.server_port}/{page_path}/")
        cards = page.locator("email-sample").count()
        page.context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN}
        )
        times = page.evaluate(TYPE, KEYSTROKES)
        browser.close()
    server.shutdown()
    median, worst = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"keystroke, {cards} cards, CPU {SLOWDOWN}x slower: median {median:.1f} ms, "
        f"95th percentile {worst:.1f} ms = {worst / FRAME:.2f} of a frame"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
