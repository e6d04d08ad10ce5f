"""Writes a new template into the folder of its category."""

from __future__ import annotations

from pathlib import Path

from macros.errors import KindRegretsError
from macros.loading.skeleton import skeleton
from macros.loading.template import is_name
from macros.mistakes import nearest
from macros.model import Catalogue, Channel


def write_template(root: Path, catalogue: Catalogue, full_id: str, channel: Channel) -> Path:
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
