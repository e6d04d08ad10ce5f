"""What the finder takes with a thousand templates: its index to load, and a keystroke.

The index should stay under 100 KB gzipped, and what follows a keystroke within a frame. Chromium
runs four times slower than it could, as a cheap phone does. Run it with `make bench`; the machine
should have nothing else to do.
"""

from __future__ import annotations

import functools
import gzip
import re
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import sync_playwright

from benchmarks.check_time import multiply
from benchmarks.keystroke import FRAME, SLOWDOWN, Quiet
from macros.finding.index import Index
from macros.loading.load import ROOT, load
from macros.pages.finder import as_data, index
from macros.pages.review_dates import Docs
from tests.browser import launch_options

TEMPLATES = 1000
RUNS = 3
TYPED = ("salary too low", "recruter ghosted me", "they cancelled tomorow", "zxqjvw")
"""With slips, which are compared with every term."""

LOAD = """
async () => {
  const { Index } = await import("../assets/client/finder-rank.js");
  const start = performance.now();
  const text = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  new Index(JSON.parse(page.querySelector("[data-finder]").dataset.finder));
  return performance.now() - start;
}
"""
TYPE = """
async (phrases) => {
  const finder = document.querySelector("kr-finder");
  const input = finder.querySelector("input");
  input.focus(); // which loads the script and the index
  await customElements.whenDefined("kr-finder");
  await finder.ready;
  const times = [];
  for (const phrase of phrases)
    for (let end = 1; end <= phrase.length; end += 1) {
      await new Promise(requestAnimationFrame);
      input.value = phrase.slice(0, end);
      const start = performance.now();
      await finder.show();
      document.body.offsetHeight;
      times.push(performance.now() - start);
    }
  return times.sort((a, b) => a - b);
}
"""


def large() -> Index:
    """The index of so many templates and of the guide."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "set"
        multiply(root, TEMPLATES)
        found = index(load(root), Docs(ROOT.parent / "docs"))
    assert found
    return found


def main(site: Path) -> None:
    """Print the size and the times."""
    data = str(Markup('data-finder="{}"').format(as_data(large())))
    page_path = site / "find" / "index.html"
    page_text = re.sub(r'data-finder="[^"]*"', lambda _: data, page_path.read_text("utf-8"))

    class Large(Quiet):
        """Serves the site with the large index in place of its own."""

        def do_GET(self) -> None:  # noqa: N802
            if self.path.split("?")[0] != "/find/":
                super().do_GET()
                return
            body = page_text.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Large, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"http://127.0.0.1:{server.server_port}/find/")
        page.context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN}
        )
        loading = min(page.evaluate(LOAD) for _ in range(RUNS))
        times = page.evaluate(TYPE, TYPED)
        browser.close()
    server.shutdown()
    median, worst = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"finder, {TEMPLATES} templates: index of {len(gzip.compress(data.encode())) / 1024:.0f} "
        f"KB gzipped, CPU {SLOWDOWN}x slower: loaded in {loading:.0f} ms, a keystroke takes median "
        f"{median:.1f} ms, 95th percentile {worst:.1f} ms = {worst / FRAME:.2f} of a frame"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
