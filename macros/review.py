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
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from macros.characters import UNSEEN
from macros.errors import KindRegretsError, counted
from macros.load import ROOT, load
from macros.model import TONES, Catalogue, Template
from macros.render import Message, text

LONGEST = 60_000  # GitHub takes 65,536 characters
PARTS = ("macros/catalogue", "macros/templates")


def review(base: str, root: Path) -> str:
    """What has changed under `root` since the git revision `base`, as Markdown.

    Raises KindRegretsError if git does not know the revision.
    """
    with tempfile.TemporaryDirectory() as folder:
        unpack(base, Path(folder))
        before = load(Path(folder) / "macros")
        after = load(root)
        return "\n".join(report(before, after))


def unpack(base: str, folder: Path) -> None:
    """Puts templates and catalogue of a revision into a folder; nothing of it is run."""
    name = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if not name:
        raise KindRegretsError(f'git knows no revision "{base}": fetch it, or name another')
    commit = name.decode().strip()
    there = git("ls-tree", "-d", "--name-only", commit, *PARTS).decode().split()
    if there:
        with tarfile.open(fileobj=io.BytesIO(git("archive", commit, "--", *there))) as archive:
            archive.extractall(folder, filter="data")


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


def report(before: Catalogue, after: Catalogue) -> Iterator[str]:
    """The Markdown, part by part, cut off where a comment has to end."""
    changes = [
        (old, new)
        for name in dict.fromkeys([*after.templates, *before.templates])
        if differ(old := before.templates.get(name), new := after.templates.get(name))
    ]
    yield "## What changes for readers\n"
    if after.problems:
        count = counted(len(after.problems), "problem")
        yield f"`make check` finds {count}. Messages that cannot be read are not shown here.\n"
    if not changes:
        yield "No message changes.\n"
    room = LONGEST
    for place, (old, new) in enumerate(changes):
        part = "\n".join(section(old, new))
        room -= len(part)
        if room < 0:
            yield f"… and {counted(len(changes) - place, 'more message')}: run `make review`.\n"
            return
        yield part


def differ(old: Template | None, new: Template | None) -> bool:
    """True if a reader would see a difference in some tone."""
    return messages(old) != messages(new)


def messages(template: Template | None) -> list[Message | None]:
    """What a template says in each tone, everything that can be switched on included."""
    values = [{"tone": tone, "length": length} for tone in TONES for length in ("standard", "full")]
    return [text(template, value) if template else None for value in values]


def section(old: Template | None, new: Template | None) -> Iterator[str]:
    """One template: what happened to it, and its message in each tone."""
    shown = new or old
    if shown is None:
        return
    what = "changed" if old and new else ("new" if new else "removed")
    yield f"### `{shown.full_id}` ({what})\n"
    for tone in TONES:
        values = {"tone": tone, "length": "full"}
        then = written(text(old, values)) if old else []
        now = written(text(new, values)) if new else []
        yield f"**{tone.capitalize()}**, with everything that can be switched on\n"
        if old and new:
            lines = unified_diff(then, now, n=len(then) + len(now), lineterm="")
            yield fenced([*lines][3:] or [" ", "the same"], "diff")
        else:
            yield fenced(then or now, "text")


def written(message: Message) -> list[str]:
    """A message as lines, its subject first."""
    subject = [f"Subject: {message.subject}", ""] if message.subject else []
    return [*subject, *message.body.split("\n")]


def fenced(lines: list[str], kind: str) -> str:
    """Lines in a code block that nothing in them can close."""
    content = "\n".join(UNSEEN.sub("", line) for line in lines)
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{content}\n{fence}\n"
