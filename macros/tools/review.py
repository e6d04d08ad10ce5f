"""Shows what a change does to the messages: each one before and after, in every tone.

The result is Markdown for a comment on a pull request. Whatever a contributor wrote stands in
code blocks, where GitHub interprets nothing: no mention, link, image or HTML.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import cast

from macros.characters import UNSEEN, printable
from macros.errors import KindRegretsError
from macros.loading.files import MOST_BYTES
from macros.loading.load import ROOT, load
from macros.model import TONES, Catalogue, Template, Tone
from macros.problems import counted
from macros.rendering.message import Message, text
from macros.rendering.values import WrongValueError
from macros.rules.variants import variants

LONGEST_LINE = 400
LONGEST = 60_000  # GitHub takes 65,536 characters
PARTS = ("macros/catalogue", "macros/templates")


def review(base: str, root: Path) -> str:
    """What has changed under `root` since the git revision `base`, as Markdown.

    Raises KindRegretsError if git does not know the revision.
    """
    with tempfile.TemporaryDirectory() as folder:
        unpack(base, Path(folder))
        former = Path(folder) / "macros"
        files = dict(changed_files(former, root))
        return "\n".join(report(load(former), load(root), files))


def unpack(base: str, folder: Path) -> None:
    """Puts templates and catalogue of a revision into a folder; nothing of it is run."""
    name = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if not name:
        raise KindRegretsError(f'git knows no revision "{base}": fetch it, or name another')
    commit = name.decode().strip()
    there = git("ls-tree", "-d", "--name-only", commit, *PARTS).decode().split()
    if there:
        with tarfile.open(fileobj=io.BytesIO(git("archive", commit, "--", *there))) as archive:
            # Python 3.11.2, which Debian 12 has, knows no filter yet; plain files need none.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder, [member for member in archive if member.isreg()])  # noqa: S202


def git(*arguments: str) -> bytes:
    """What git prints; nothing if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; its arguments are no options
            ["git", *arguments],  # noqa: S607 - whichever git the contributor uses
            cwd=ROOT.parent,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise KindRegretsError("git is not installed") from None
    return done.stdout if done.returncode == 0 else b""


def report(before: Catalogue, after: Catalogue, files: Mapping[str, list[str]]) -> Iterator[str]:
    """The Markdown, part by part, cut off where a comment has to end."""
    parts: list[str] = []
    for name in dict.fromkeys([*after.templates, *before.templates]):
        old, new = before.templates.get(name), after.templates.get(name)
        if changes := differing(old, new):
            parts.append("\n".join(section(old, new, changes)))
    parts += [f"### `{path}` (file)\n\n{fenced(lines, 'diff')}" for path, lines in files.items()]
    yield "## What changes for readers\n"
    if after.problems:
        count = counted(len(after.problems), "problem")
        yield f"`make check` finds {count}. Messages that cannot be read are not shown here.\n"
    if not parts:
        yield "No message changes.\n"
    room = LONGEST
    for place, part in enumerate(parts):
        room -= len(part)
        if room < 0:
            yield f"… and {counted(len(parts) - place, 'more change')}: run `make review`.\n"
            return
        yield part


def settings(template: Template) -> Iterator[dict[str, str]]:
    """Whatever a reader can pick, beginning with everything that can be switched on."""
    yield from ({"tone": tone, "length": "full"} for tone in template.letters)
    yield from map(dict, variants(template))


def differing(old: Template | None, new: Template | None) -> dict[Tone, dict[str, str]]:
    """For each tone, the first setting in which a reader sees a difference."""
    found: dict[Tone, dict[str, str]] = {}
    for template in (new, old):
        for setting in settings(template) if template else ():
            tone = cast("Tone", setting["tone"])
            if tone not in found and message_in(old, setting) != message_in(new, setting):
                found[tone] = setting
    return {tone: found[tone] for tone in TONES if tone in found}


def message_in(template: Template | None, setting: Mapping[str, str]) -> Message | None:
    """What the template says in this setting, as far as it knows what is set."""
    if template is None:
        return None
    known = {"tone", "length", "dates", *(field.id for field in template.fields)}
    try:
        return text(template, {key: value for key, value in setting.items() if key in known})
    except WrongValueError:  # an option that only the other version has
        return None


def section(
    old: Template | None, new: Template | None, changes: dict[Tone, dict[str, str]]
) -> Iterator[str]:
    """One template: what happened to it, and its message in each tone."""
    shown = new or old
    if shown is None:
        return
    what = "changed" if old and new else ("new" if new else "removed")
    yield f"### `{shown.full_id}` ({what})\n"
    for tone, setting in changes.items():
        then, now = (message_lines(message_in(template, setting)) for template in (old, new))
        yield f"**{tone.capitalize()}**, {picked(setting)}\n"
        if old and new:
            lines = unified_diff(then, now, n=len(then) + len(now), lineterm="")
            yield fenced([*lines][3:], "diff")
        else:
            yield fenced(then or now, "text")


def picked(setting: Mapping[str, str]) -> str:
    """What the reader has picked, in words."""
    if setting.get("length") == "full":
        return "with everything that can be switched on"
    rest = ", ".join(
        f"{name}={value or 'nothing'}" for name, value in setting.items() if name != "tone"
    )
    return f"with `{rest}`" if rest else "as it opens"  # ids hold no backtick


def changed_files(before: Path, after: Path) -> Iterator[tuple[str, list[str]]]:
    """Every changed file of the template set under these two folders, with its unified diff."""
    paths = {
        path.relative_to(root).as_posix()
        for root in (before, after)
        for part in ("catalogue", "templates")
        for path in (root / part).rglob("*")
        if path.is_symlink() or path.is_file()
    }
    for path in sorted(paths):
        then, now = (content_lines(root / path) for root in (before, after))
        if then != now:
            lines = [*unified_diff(then, now, n=2, lineterm="")][2:]
            yield printable(path).replace("`", "'"), [line[:LONGEST_LINE] for line in lines]


def content_lines(path: Path) -> list[str]:
    """The lines of a file, as far as it is text that `check` would read."""
    if path.is_symlink() or not path.is_file():
        return [f"a link to {path.readlink()}"] if path.is_symlink() else []
    if path.stat().st_size > MOST_BYTES:
        return [f"{path.stat().st_size} bytes"]
    return path.read_bytes().decode("utf-8", "replace").splitlines()


def message_lines(message: Message | None) -> list[str]:
    """A message as lines, its subject first."""
    if message is None:
        return []
    subject = [f"Subject: {message.subject}", ""] if message.subject else []
    return [*subject, *message.body.split("\n")]


def fenced(lines: list[str], kind: str) -> str:
    """Lines in a code block that nothing in them can close."""
    content = "\n".join(UNSEEN.sub("", line) for line in lines)
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{content}\n{fence}\n"
