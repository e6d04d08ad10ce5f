"""What the Contribute page says is so."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from macros.loading.load import ROOT, load
from macros.loading.skeleton import skeleton
from macros.mistakes import Mistake
from macros.model import TONES
from macros.rendering.message import text
from tests.conftest import Site
from tests.documents import Html, read

PROJECT = ROOT.parent
PICTURES = PROJECT / "docs" / "assets" / "pictures"


@pytest.fixture
def page(site: Site) -> Html:
    return read(site.folder / "contributing" / "index.html")


def test_every_mistake_is_explained(page: Html) -> None:
    for mistake in Mistake:
        assert mistake.value in page.article
        assert mistake.about in page.article


def test_a_template_is_shown_whole_with_its_three_letters(page: Html) -> None:
    lines = load(ROOT).templates["general"].path.read_text("utf-8").splitlines()
    assert {f"# {tone.capitalize()}" for tone in TONES} < {*lines}
    assert "\n".join(lines).strip() in page.article


def test_the_greeting_becomes_what_the_page_says(page: Html) -> None:
    general = load(ROOT).templates["general"]
    for tone in TONES:
        greeting, *_ = text(general, {"tone": tone}).body.split("\n")
        assert f"“{greeting}”" in page.article


def test_a_message_can_be_started_in_every_category(page: Html) -> None:
    started = {}
    for link in page.all("a"):
        address = urlsplit(link.attributes.get("href", ""))
        if "/new/main/macros/templates/" in address.path:
            started[Path(address.path).name] = parse_qs(address.query)
    catalogue = load(ROOT)
    assert list(started) == list(catalogue.categories)
    for category, filled in started.items():
        channel = catalogue.of_category(category)[0].meta.channel
        assert filled == {
            "filename": ["my-situation.txt"],
            "value": [skeleton(catalogue, channel)],
        }


def test_the_example_of_a_problem_is_what_check_says() -> None:
    source = (PROJECT / "docs" / "contributing.md").read_text("utf-8")
    example = source.partition("```text\n")[2].partition("\n```")[0].splitlines()
    expected = (PROJECT / "tests/checking/mistakes/unknown-field/expected.txt").read_text("utf-8")
    said = example[0].partition(": ")[2]
    assert said.startswith("unknown-field: ")
    assert said in expected
    assert example[2] in expected.splitlines()


def test_the_export_is_beside_the_page(page: Html, site: Site) -> None:
    links = [link.attributes.get("href", "") for link in page.all("a")]
    for name in ("templates.json", "templates.schema.json"):
        assert f"../{name}" in links
        assert (site.folder / name).is_file()


def test_the_pictures_are_light_and_described(page: Html) -> None:
    pictures = list(PICTURES.iterdir())
    assert sum(picture.stat().st_size for picture in pictures) < 150_000
    shown = {
        Path(image.attributes["src"]).name: image.attributes
        for image in page.all("img")
        if "pictures/" in image.attributes["src"]
    }
    assert {*shown} == {picture.name for picture in pictures}
    for picture in pictures:
        header = picture.read_bytes()[16:24]  # of a PNG: its width and height
        size = (int.from_bytes(header[:4]), int.from_bytes(header[4:]))
        attributes = shown[picture.name]
        assert (int(attributes["width"]), int(attributes["height"])) == size
        assert len(attributes["alt"]) > 40


def test_the_page_leads_to_the_file_of_every_message(site: Site) -> None:
    page = read(site.folder / "contributing" / "index.html")
    links = [link.attributes.get("href", "") for link in page.all("a")]
    for template in load(ROOT).templates.values():
        place = f"/edit/main/macros/templates/{template.full_id}.txt"
        assert any(link.endswith(place) for link in links), template.full_id


def test_the_pages_for_readers_lead_to_no_file(site: Site) -> None:
    for page in (site.folder / "samples").rglob("index.html"):
        links = [link.attributes.get("href", "") for link in read(page).all("a")]
        assert not [link for link in links if "macros/templates" in link]
