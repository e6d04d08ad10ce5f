"""The last step of a build: what every page needs and no site generator gives it.

`finish` works on the built HTML alone, so that it serves MkDocs and Zensical alike. It

- puts one Content-Security-Policy into every page, with the hashes of the theme's inline scripts;
- mends what the theme's HTML gets wrong (see `_mend`);
- takes the comments out of the site's own scripts, which a reader's phone has no use for;
- removes files that no page asks for.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

from rjsmin import jsmin

from macros.errors import KindRegretsError

# The inline scripts that the theme puts into a page, known by how they begin. A theme update that
# adds one, or changes one beyond recognition, must be looked at before the policy allows it.
KNOWN_SCRIPTS = (
    "__md_scope=new URL(",
    "var palette=__md_get(",
    "var target=document.getElementById(location.hash",
)

# Data, not program: browsers never run these, and the policy has nothing to say about them.
DATA_TYPES = frozenset({"application/json", "application/ld+json"})

# Written for people to read; served without comments.
OWN_SCRIPTS = ("assets/client/*.js", "assets/*.js")

# Source maps for the theme's authors, and the theme's search, which the finder stands in for.
UNUSED = (
    "**/*.map",
    "assets/javascripts/lunr/**/*",
    "assets/javascripts/workers/*",
    "search.json",
)


class _Page(HTMLParser):
    """What `finish` has to know about one page, found in a single pass over its HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self._script: list[str] | None = None
        self.scripts: list[str] = []
        self.problems: list[str] = []
        self.edits: list[tuple[int, int, str]] = []  # start and end of what the text replaces
        self.policy_at = 0  # just after <meta charset>; 0 as long as there is none
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        (line, column), text = self.getpos(), self.get_starttag_text() or ""
        start = self._line_starts[line - 1] + column
        if tag == "meta" and "charset" in attributes and not self.policy_at:
            self.policy_at = start + len(text)
        if attributes.get("http-equiv", "") == "Content-Security-Policy":
            self.problems.append("has a Content-Security-Policy already: build it afresh")
        if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA_TYPES:
            self._script = []
        if tag == "style":
            self.problems.append("has a <style> element, which the policy blocks")
        for name in attributes:
            if name == "style":
                self.problems.append(f"has a style attribute on <{tag}>, which the policy blocks")
            elif name.startswith("on"):
                self.problems.append(f"has an inline {name} on <{tag}>, which the policy blocks")
        mended = _mend(tag, attributes, text)
        if mended != text:
            self.edits.append((start, start + len(text), mended))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # `<br/>` and the like; without this a self-closed <script/> would be seen as open and shut.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None


def _mend(tag: str, attributes: dict[str, str | None], text: str) -> str:
    """Return the start tag `text`, mended where the theme's HTML is invalid, unnamed or blocked.

    - HTML allows `autocomplete` on no checkbox; the theme's two toggles have it.
    - The label of an open section of the navigation has an empty `tabindex`.
    - The link beside each heading becomes part of its name, and costs keyboards a stop without a
      word; the table of contents leads to the same places.
    - Firefox loads the page that `rel="next"` names ahead of time; the policy forbids that, and an
      error in the console says so on every page.
    """
    if tag == "link" and attributes.get("rel") == "next":
        return ""
    if tag == "input" and attributes.get("type") == "checkbox":
        text = re.sub(r'\s+autocomplete="[^"]*"', "", text)
    if attributes.get("tabindex") == "":
        text = re.sub(r'\s+tabindex=""', "", text)
    if attributes.get("class") == "headerlink":
        return text.removesuffix(">") + ' aria-hidden="true" tabindex="-1">'
    return text


def finish(site: Path) -> None:
    """Finish the site that was built into the folder `site`, in place.

    Raises `KindRegretsError`, which names every page concerned, if the folder holds no pages or a
    page is not what the policy was made for. Nothing has been changed then.
    """
    pages = {path: _Page(_read(path)) for path in sorted(site.rglob("*.html"))}
    if not pages:
        raise KindRegretsError(f"{site} holds no pages: build the site first")
    problems = [
        f"{path.relative_to(site)}: {problem}"
        for path, page in pages.items()
        for problem in _problems(page)
    ]
    if problems:
        raise KindRegretsError("\n".join(problems))

    scripts = {script for page in pages.values() for script in page.scripts}
    policy = content_security_policy(scripts)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    for path, page in pages.items():
        html, edits = page.html, [*page.edits, (page.policy_at, page.policy_at, meta)]
        for start, end, text in sorted(edits, reverse=True):
            html = html[:start] + text + html[end:]
        _write(path, html)
    for path in {found for pattern in OWN_SCRIPTS for found in site.glob(pattern)}:
        _write(path, str(jsmin(_read(path))))
    _remove_unused(site)


def content_security_policy(scripts: set[str]) -> str:
    """Return the policy of the whole site, which allows these inline `scripts` and no others.

    One policy for all pages: should a browser ever move between pages without loading them anew,
    the policies would add up, and a page would lose the scripts that another does not have.
    """
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    hashes = sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    own = " ".join(("script-src 'self'", *hashes))
    return (
        f"default-src 'none'; {own}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _problems(page: _Page) -> list[str]:
    problems = list(page.problems)
    if not page.policy_at:
        problems.append('has no <meta charset="…"> to put the policy after')
    unknown = [script for script in page.scripts if not script.startswith(KNOWN_SCRIPTS)]
    problems += [f"has an inline script that is not known: {script[:60]}" for script in unknown]
    if not unknown and len(page.scripts) != len(KNOWN_SCRIPTS):
        expected = len(KNOWN_SCRIPTS)
        problems.append(f"has {len(page.scripts)} inline scripts where {expected} are expected")
    return problems


def _remove_unused(site: Path) -> None:
    for pattern in UNUSED:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()
    for script in [*site.rglob("*.min.js"), *site.rglob("*.min.css")]:
        text = _read(script)
        without = re.sub(r"\n?(//|/\*)# sourceMappingURL=\S+\.map(\s*\*/)?\s*\Z", "\n", text)
        if without != text:
            _write(script, without)
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _read(path: Path) -> str:
    """Read text as it stands: changed line ends would change the scripts' hashes."""
    return path.read_bytes().decode()


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
