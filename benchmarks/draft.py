"""How long a keystroke in the draft checker takes, and what a paste of 10,000 words blocks.

Chromium runs four times slower than it could, as a cheap phone does. Run it with `make bench`;
the machine should have nothing else to do.
"""

from __future__ import annotations

import functools
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.keystroke import FRAME, SLOWDOWN, Quiet
from tests.browser import launch_options

PARAGRAPH = (
    "Thank you for inviting me to interview for the Data Analyst role at Northwind. I am sorry to "
    "withdraw my application, because things changed. It was good to hear from you, and I wish the "
    "team well with all that they have planned for the spring.\n\n"
)
KEYSTROKES = 200

TYPE = """
async ([draft, keystrokes]) => {
  const area = document.querySelector("kr-checker textarea");
  const times = [];
  for (let stroke = 0; stroke < keystrokes; stroke += 1) {
    await new Promise(requestAnimationFrame);
    area.value = draft + "word ".repeat(stroke % 7) + stroke;
    document.body.offsetHeight; // what the browser itself takes to lay out what is typed
    const start = performance.now();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
"""
PASTE = """
async (draft) => {
  const area = document.querySelector("kr-checker textarea");
  const tasks = [0];
  const note = (list) => tasks.push(...list.getEntries().map((it) => it.duration));
  new PerformanceObserver(note).observe({ type: "longtask" });
  area.value = draft;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  const length = document.querySelector("[data-length]");
  const before = length.textContent;
  while (length.textContent === before) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done, 500));
  return [length.textContent, Math.max(...tasks)];
}
"""


def main(site: Path) -> None:
    """Print the times."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"http://127.0.0.1:{server.server_port}/check-your-draft/")
        page.locator("[data-group=met]").wait_for(state="attached")
        page.context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN}
        )
        draft = PARAGRAPH * 7
        times = page.evaluate(TYPE, [draft, KEYSTROKES])
        length, longest = page.evaluate(PASTE, PARAGRAPH * 220)
        browser.close()
    server.shutdown()
    median, worst = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"draft of {len(draft.split())} words, CPU {SLOWDOWN}x slower: median {median:.1f} ms, "
        f"95th percentile {worst:.1f} ms = {worst / FRAME:.2f} of a frame\n"
        f"paste of {length.partition(',')[0]}: the page is busy for {longest:.0f} ms at most"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
