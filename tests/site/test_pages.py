"""The built pages: nothing left unrendered, no dead link, one strict policy, no other host."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.conftest import Site
from tests.documents import ADDRESSES, Element, Html, read

pytestmark = pytest.mark.parametrize("address", ADDRESSES)

# What makes the browser fetch something by itself; a link is only followed when somebody asks.
FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "form": ("action",),
}
FETCHED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "manifest"}


@cache
def html_of(path: Path) -> Html:
    return read(path)


def file_of(site: Site, address: str) -> Path:
    """The file that a host serves for this address within the site."""
    path = site.folder / unquote(address)
    return path / "index.html" if not address or address.endswith("/") else path


def page(site: Site, address: str) -> Html:
    return html_of(file_of(site, address))


def fetched(element: Element) -> list[str]:
    """The addresses that this element makes the browser fetch."""
    relations = set(element.attributes.get("rel", "").split())
    names = FETCHED.get(element.tag, ())
    if element.tag == "link" and relations & FETCHED_RELATIONS:
        names = ("href",)
    return [element.attributes[name] for name in names if name in element.attributes]


def test_nothing_is_left_unrendered(site: Site, address: str) -> None:
    html = page(site, address)

    assert "Macro" not in html.text
    assert "{{" not in html.prose
    assert "{%" not in html.prose


def test_it_has_a_title_and_a_description(site: Site, address: str) -> None:
    html = page(site, address)

    assert html.title.strip().endswith("Kind Regrets")
    assert len(html.meta("description")) > 20


def test_every_internal_link_and_anchor_leads_somewhere(site: Site, address: str) -> None:
    dead = []
    for link in page(site, address).all("a"):
        target, fragment = urldefrag(urljoin(site.url + address, link.attributes.get("href", "")))
        if not target.startswith(site.url):
            continue
        path = file_of(site, target.removeprefix(site.url))
        fragment = fragment.partition("&")[0]  # a link to a card may carry values
        in_page = path.suffix == ".html" and fragment
        if not path.is_file() or (in_page and unquote(fragment) not in html_of(path).ids):
            dead.append(link.attributes["href"])

    assert dead == []


def test_every_file_it_asks_for_is_there(site: Site, address: str) -> None:
    asked = [url for element in page(site, address).elements for url in fetched(element)]
    wanted = [urljoin(site.url + address, url) for url in asked]
    missing = [
        url
        for url in wanted
        if url.startswith(site.url) and not file_of(site, url.removeprefix(site.url)).is_file()
    ]

    assert wanted
    assert missing == []


def test_it_asks_no_other_host(site: Site, address: str) -> None:
    foreign = [
        url
        for element in page(site, address).elements
        for url in fetched(element)
        if not urljoin(site.url + address, url).startswith((site.url, "data:"))
    ]

    assert foreign == []


def test_ids_are_unique(site: Site, address: str) -> None:
    ids = [e.attributes["id"] for e in page(site, address).elements if "id" in e.attributes]

    assert sorted(ids) == sorted(set(ids))


def test_its_policy_is_strict_and_the_same_everywhere(site: Site, address: str) -> None:
    policy = page(site, address).meta("Content-Security-Policy")

    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    assert policy == page(site, "").meta("Content-Security-Policy")
