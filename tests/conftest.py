"""One built site and one server for the whole run, and a browser that forgives nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

from tests.browser import launch_options
from tests.cards import RECORDED_CLIPBOARD
from tests.documents import ROOT
from tests.small_set import lay_out

# As on GitHub Pages, the site lives below its host's root: an absolute link is a broken one.
BASE = "/kind-regrets/"

BUILD_SECONDS = 120


@dataclass(frozen=True)
class Site:
    """The built site: the folder that it is in, and the address that serves it."""

    folder: Path
    url: str


SITE = pytest.StashKey[Site]()
SERVER = pytest.StashKey[ThreadingHTTPServer]()


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder `site` below BASE, and its 404 page for whatever is not there."""

    site: Path

    def translate_path(self, path: str) -> str:
        if not path.startswith(BASE):
            return str(self.site / "no-such-page")
        inside = "/" + path.removeprefix(BASE)
        self.directory = str(self.site)
        return super().translate_path(inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.site / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    """A browser that leaves a page before all of it has come is nothing to report."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the first process, which outlives the workers that use it."""
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is not None:
        config.stash[SITE] = Site(Path(worker["site_folder"]), worker["site_url"])
        return
    folder = Path(tempfile.mkdtemp(prefix="kind-regrets-")) / "site"
    handler = type("Handler", (_Handler,), {"site": folder})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config.stash[SERVER] = server
    config.stash[SITE] = Site(folder, f"http://127.0.0.1:{server.server_port}{BASE}")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # pytest-xdist gives it no type
    """Tell a worker where the site is to be, and what serves it."""
    site = node.config.stash[SITE]
    node.workerinput["site_folder"] = str(site.folder)
    node.workerinput["site_url"] = site.url


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove the site, in the process that started them."""
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.shutdown()
        server.server_close()
        shutil.rmtree(config.stash[SITE].folder.parent)


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Site:
    """The built and finished site, built once a run by whichever worker comes first."""
    site = pytestconfig.stash[SITE]
    claim, log = site.folder.parent / "claim", site.folder.parent / "failure"
    try:
        claim.mkdir()
    except FileExistsError:
        _wait_for(site.folder, log)
        return site
    try:
        _build(site)
    except subprocess.CalledProcessError as error:
        log.write_text(f"{error.stdout}\n{error.stderr}", encoding="utf-8")
        pytest.fail(f"the site does not build:\n{error.stdout}\n{error.stderr}")
    return site


def _build(site: Site) -> None:
    draft = site.folder.with_name("draft")
    environment = {
        **os.environ,
        "SITE_URL": site.url,
        "MACROS_FAIL": "true",
        "NO_MKDOCS_2_WARNING": "1",
    }
    for command in (
        ["mkdocs", "build", "--strict", "--site-dir", str(draft)],
        ["macros", "finish", str(draft)],
    ):
        subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    draft.rename(site.folder)


def _wait_for(folder: Path, failure: Path) -> None:
    deadline = time.monotonic() + BUILD_SECONDS
    while not folder.is_dir():
        if failure.exists():
            pytest.fail("the site does not build: another worker has the reason")
        if time.monotonic() > deadline:
            pytest.fail(f"the site was not built within {BUILD_SECONDS} seconds")
        time.sleep(0.05)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that `make browser` found; nothing phones home."""
    ours = launch_options()
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    return {**browser_type_launch_args, **ours, "args": [*ours["args"], *arguments]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader who puts the day before the month, as `render` does unless it is told otherwise.

    Without this the browser is American, and its dates would differ from what tests render.
    """
    return {**browser_context_args, "locale": "en-GB"}


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """Let tests name pages by their address within the site: `page.goto("tips/")`."""
    return site.url


@pytest.fixture
def context(context: BrowserContext, site: Site) -> Iterator[BrowserContext]:
    """A browser in which a violation of the policy, an error or a foreign request is a failure."""
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # Chromium reports what the Content-Security-Policy blocks here, too.
        if message.type in ("error", "warning"):
            problems.append(f"the console says: {message.text}")

    def on_error(error: WebError) -> None:
        problems.append(f"a script failed: {error.error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:", "about:")):
            problems.append(f"a foreign request: {request.url}")

    context.on("console", on_console)
    context.on("weberror", on_error)
    context.on("request", on_request)
    yield context
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in the browser that forgives nothing, and keeps what is copied."""
    context.add_init_script(RECORDED_CLIPBOARD)
    return context.new_page()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small set without a problem, in the working folder."""
    root = tmp_path / "macros"
    lay_out(root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of our own set, to be changed."""
    for part in ("catalogue", "templates"):
        shutil.copytree(ROOT / "macros" / part, tmp_path / part)
    return tmp_path
