"""Material's successor builds the same pages from the same files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from macros.tools.post_build import finish
from tests.cards import blank, letter, open_card
from tests.conftest import Site
from tests.documents import ADDRESSES, copy_project, read


@pytest.fixture(scope="module")
def zensical(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as Zensical builds it, in a copy of the project."""
    project = tmp_path_factory.mktemp("zensical")
    copy_project(project)
    command = shutil.which("zensical", path=str(Path(sys.executable).parent))
    assert command, "zensical is not installed"
    built = subprocess.run(
        [command, "build", "--clean", "--strict"],
        cwd=project,
        env={**os.environ, "SITE_URL": site.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return project / "site"


@pytest.mark.xdist_group("zensical")
@pytest.mark.parametrize("address", [page for page in ADDRESSES if page != "404.html"])
def test_the_article_says_the_same(site: Site, zensical: Path, address: str) -> None:
    ours = read(site.folder / address / "index.html").article.split()
    theirs = read(zensical / address / "index.html").article.split()

    assert len(ours) > 20
    assert theirs == ours


@pytest.mark.xdist_group("zensical")
def test_a_sample_works_under_the_policy(
    site: Site, zensical: Path, page: Page, tmp_path: Path
) -> None:
    finished = Path(shutil.copytree(zensical, tmp_path / "site"))
    finish(finished)

    def answer(route: Route) -> None:
        place = route.request.url.removeprefix(site.url).partition("?")[0]
        file = finished / place
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    page.route(f"{site.url}**", answer)
    sample = open_card(page, "general")
    blank(sample, "company").click()
    page.keyboard.type("Acme")

    expect(letter(sample)).to_contain_text("at Acme.")
