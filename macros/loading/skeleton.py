"""The first version of a new template, which tells its author what to write where."""

from __future__ import annotations

from pathlib import Path

from macros.language.braces import braces_in
from macros.language.plain_text import UNFINISHED
from macros.model import Catalogue, Channel

COMPONENTS = Path(__file__).parents[1] / "components"
STANDARD = "keep_in_touch"  # on at length standard
HINT = """\
# Below stands a plain no, whole, in each tone. Change what is different in your situation in all of
# them, beginning with the reason and the subject. Then delete these lines that start with #."""


def skeleton(catalogue: Catalogue, channel: Channel) -> str:
    """The text of a new template for this channel: a good message, to be changed.

    A part that uses what the catalogue does not have is left out.
    """
    front = [
        HINT,
        f'title: "{UNFINISHED} the situation, as a reader would say it"',
        f'when: "{UNFINISHED} when to send this, in one or two sentences"',
        f'words: ["{UNFINISHED} what people would type to find it, 8 to 20"]',
    ]
    if channel != "email":
        front.append(f"channel: {channel}")
    elif STANDARD in catalogue.fields:
        front.append(f"standard: [{STANDARD}]")
    name = "new-email" if channel == "email" else "new-message"
    parts = (COMPONENTS / f"{name}.txt").read_text("utf-8").split("\n\n")
    known = {*catalogue.fields, "endif"}
    letters = [
        part
        for part in parts
        if not part.startswith("{%") or {n for m in braces_in(part)[0] for n in m.names} <= known
    ]
    return "\n".join(["---", *front, "---", "", "\n\n".join(letters)])
