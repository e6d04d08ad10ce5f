"""Writes the first version of a new template, which tells its author what to write where."""

from __future__ import annotations

from pathlib import Path

from macros.errors import KindRegretsError
from macros.marks import marks_in
from macros.model import Catalogue, Channel
from macros.render import nearest
from macros.template_file import is_name
from macros.wording import UNFINISHED

FRONT = {
    "title": f"{UNFINISHED} the situation, as a reader would say it",
    "when": f"{UNFINISHED} when to send this, in one or two sentences",
    "subject": f"{{{{ role }}}} interview: {UNFINISHED} the point in a few words",
}

# Lines that use a field or phrase which the catalogue does not have are left out.
EMAIL = f"""
{{{{ greeting }}}}

{{{{ thanks_for_invitation }}}}. {UNFINISHED} what you have decided, or ask, in one plain sentence.

{{% if free_the_time %}}{UNFINISHED} a sentence that the reader can leave out.{{% endif %}}

{{% if keep_in_touch %}}{{{{ stay_in_touch }}}}{{% endif %}}

{{% if wish_well %}}{{{{ good_wishes }}}}{{% endif %}}

{{{{ sign_off }}}}
"""

SWITCHES = ("free_the_time", "keep_in_touch")  # on at length standard

SHORT = f"""
{UNFINISHED} the whole message, with {{{{ recipient }}}}, {{{{ company }}}} and thanks in it.
{{{{ your_name }}}}
"""


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
    """The text of a new template for this channel."""
    email = channel == "email"
    front = [f'{key}: "{value}"' for key, value in FRONT.items() if email or key != "subject"]
    if not email:
        front.append(f"channel: {channel}")
    known = {*catalogue.fields, *catalogue.phrases}
    switches = [name for name in SWITCHES if email and name in known]
    if switches:
        front += ["defaults:", *(f"  {name}: true" for name in switches)]
    body = [
        paragraph
        for paragraph in (EMAIL if email else SHORT).strip().split("\n\n")
        if {name for mark in marks_in(paragraph)[0] for name in mark.names} - {"endif"} <= known
    ]
    return "\n".join(["---", *front, "---", "\n\n".join(body), ""])
