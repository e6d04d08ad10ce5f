"""The step after the build: one policy that fits the pages, and refuses what it does not know."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from macros.errors import KindRegretsError
from macros.tools.post_build import finish

SCOPE = '__md_scope=new URL("/",location)'
PALETTE = 'var palette=__md_get("__palette")'
TARGET = "var target=document.getElementById(location.hash.slice(1))"


def page(*scripts: str, body: str = "", head: str = '<meta charset="utf-8">') -> str:
    inline = "".join(f"<script>{script}</script>" for script in scripts)
    return f"<!doctype html>\n<html><head>{head}<title>A page</title>{inline}</head>{body}</html>\n"


def built(folder: Path, **pages: str) -> Path:
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy_of(path: Path) -> str:
    match = re.search(
        r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]+)">',
        path.read_text(encoding="utf-8"),
    )
    assert match, "the policy does not come right after the charset"
    return match[1]


def test_the_policy_allows_the_scripts_of_all_pages_on_every_page(tmp_path: Path) -> None:
    deeper = SCOPE.replace('"/"', '".."')
    site = built(tmp_path, one=page(SCOPE, PALETTE, TARGET), two=page(deeper, PALETTE, TARGET))

    finish(site)

    assert policy_of(site / "one.html") == policy_of(site / "two.html")
    for script in (SCOPE, deeper, PALETTE, TARGET):
        assert hash_of(script) in policy_of(site / "one.html")


def test_the_policy_allows_nothing_else(tmp_path: Path) -> None:
    site = built(tmp_path, one=page(SCOPE, PALETTE, TARGET))

    finish(site)

    policy = policy_of(site / "one.html")
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert policy.count("'sha256-") == 3
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "form-action 'none'" in policy
    assert "base-uri 'none'" in policy


def test_data_needs_no_permission(tmp_path: Path) -> None:
    data = '<script type="application/json">{"a": 1}</script>'
    site = built(tmp_path, one=page(SCOPE, PALETTE, TARGET, body=data))

    finish(site)

    assert policy_of(site / "one.html").count("'sha256-") == 3


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (page(SCOPE, PALETTE, "steal()"), "an inline script that is not known: steal()"),
        (page(SCOPE, PALETTE), "has 2 inline scripts where 3 are expected"),
        (page(SCOPE, PALETTE, TARGET, TARGET), "has 4 inline scripts where 3 are expected"),
        (page(SCOPE, PALETTE, TARGET, head=""), "has no <meta charset"),
        (page(SCOPE, PALETTE, TARGET, body="<p onclick='x()'>"), "an inline onclick on <p>"),
        (page(SCOPE, PALETTE, TARGET, body="<p style='top:0'>"), "a style attribute on <p>"),
        (page(SCOPE, PALETTE, TARGET, body="<style>p{}</style>"), "has a <style> element"),
    ],
)
def test_what_the_policy_would_break_is_refused(tmp_path: Path, html: str, problem: str) -> None:
    site = built(tmp_path, good=page(SCOPE, PALETTE, TARGET), odd=html)

    with pytest.raises(KindRegretsError, match=re.escape(problem)) as refusal:
        finish(site)

    assert "odd.html: " in str(refusal.value)
    assert "good.html: " not in str(refusal.value)


def test_a_refused_site_is_left_as_it_was(tmp_path: Path) -> None:
    site = built(tmp_path, good=page(SCOPE, PALETTE, TARGET), odd=page("steal()"))

    with pytest.raises(KindRegretsError):
        finish(site)

    assert (site / "good.html").read_text(encoding="utf-8") == page(SCOPE, PALETTE, TARGET)


def test_a_site_is_finished_only_once(tmp_path: Path) -> None:
    site = built(tmp_path, one=page(SCOPE, PALETTE, TARGET))
    finish(site)

    with pytest.raises(KindRegretsError, match="already"):
        finish(site)


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KindRegretsError, match="holds no pages"):
        finish(tmp_path)


def test_the_themes_html_is_mended_and_nothing_else_is_touched(tmp_path: Path) -> None:
    before = (
        '<link rel="next" href="../tips/">'
        '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">'
        '<label for="__nav_4" tabindex="">Samples</label>'
        '<a class="headerlink" href="#a">¶</a>'
        '<input type="text" name="query" autocomplete="off">é &amp; &lt; <br/>\r\n'
    )
    after = (
        '<input class="md-toggle" type="checkbox" id="__drawer">'
        '<label for="__nav_4">Samples</label>'
        '<a class="headerlink" href="#a" aria-hidden="true" tabindex="-1">¶</a>'
        '<input type="text" name="query" autocomplete="off">é &amp; &lt; <br/>\r\n'
    )
    path = tmp_path / "one.html"
    path.write_bytes(page(SCOPE, PALETTE, TARGET, body=before).encode())

    finish(tmp_path)

    assert after.encode() in path.read_bytes()


def test_what_no_page_asks_for_is_removed(tmp_path: Path) -> None:
    site = built(tmp_path, one=page(SCOPE, PALETTE, TARGET))
    scripts = site / "assets" / "javascripts"
    (scripts / "lunr" / "min").mkdir(parents=True)
    (scripts / "lunr" / "min" / "lunr.fr.min.js").write_text("fr", encoding="utf-8")
    (scripts / "workers").mkdir()
    (scripts / "workers" / "search.1.min.js").write_text("find()", encoding="utf-8")
    (site / "search.json").write_text("{}", encoding="utf-8")
    (scripts / "bundle.min.js.map").write_text("{}", encoding="utf-8")
    bundle = scripts / "bundle.min.js"
    bundle.write_text("run()\n//# sourceMappingURL=bundle.min.js.map\n", encoding="utf-8")

    finish(site)

    assert bundle.read_text(encoding="utf-8") == "run()\n"
    assert list(scripts.rglob("*")) == [bundle]
    assert not (site / "search.json").exists()
