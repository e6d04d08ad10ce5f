"""Writes the first version of a new template, which tells its author what to write where."""

from __future__ import annotations

from pathlib import Path

from macros.errors import KindRegretsError
from macros.marks import marks_in
from macros.model import Catalogue, Channel
from macros.render import nearest
from macros.template_file import is_name
from macros.wording import UNFINISHED

PIECES = Path(__file__).parent / "pieces"
STANDARD = "keep_in_touch"  # on at length standard
HINT = """\
# Below stands a plain no, whole, in each tone. Change what is different in your situation in all of
# them, beginning with the reason and the subject. Then delete these lines that start with #."""


def scaffold(root: Path, catalogue: Catalogue, full_id: str, channel: Channel) -> Path:
    """Writes `templates/CATEGORY/ID.txt` under `root`, and returns its path.

    Raises KindRegretsError for a category that is not there, a name that is taken or cannot be
    one, and a folder that cannot be written to.
    """
    category, slash, name = full_id.removesuffix(".txt").partition("/")
    if not slash:
        raise KindRegretsError(f'write CATEGORY/ID, as in "decline/{category}"')
    if category not in catalogue.categories:
        hint = nearest(category, catalogue.categories)
        raise KindRegretsError(f'"{category}" is no category: {hint}')
    if not is_name(name):
        raise KindRegretsError(
            f'"{name}" is no name for a template: use small letters, digits and hyphens, '
            "as in accepted-another-offer"
        )
    taken = [path for path in (root / "templates").rglob("*.txt") if path.stem == name]
    if taken:
        place = taken[0].relative_to(root / "templates").with_suffix("").as_posix()
        raise KindRegretsError(
            f'the name "{name}" is taken by {place}: choose another, or improve that message'
        )
    path = root / "templates" / category / f"{name}.txt"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(skeleton(catalogue, channel), "utf-8")
    except OSError as error:
        raise KindRegretsError(f"{path} cannot be written: {error.strerror}") from None
    return path


def skeleton(catalogue: Catalogue, channel: Channel) -> str:
    """The text of a new template for this channel: a good message, to be changed.

    A part that uses what the catalogue does not have is left out.
    """
    front = [
        HINT,
        f'title: "{UNFINISHED} the situation, as a reader would say it"',
        f'when: "{UNFINISHED} when to send this, in one or two sentences"',
    ]
    if channel != "email":
        front.append(f"channel: {channel}")
    elif STANDARD in catalogue.fields:
        front.append(f"standard: [{STANDARD}]")
    name = "new-email" if channel == "email" else "new-message"
    parts = (PIECES / f"{name}.txt").read_text("utf-8").split("\n\n")
    known = {*catalogue.fields, "endif"}
    letters = [
        part
        for part in parts
        if not part.startswith("{%") or {n for m in marks_in(part)[0] for n in m.names} <= known
    ]
    return "\n".join(["---", *front, "---", "", "\n\n".join(letters)])
