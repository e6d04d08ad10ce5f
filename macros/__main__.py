"""The command line for contributors: `python -m macros --help`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from macros.checks import check as all_problems
from macros.errors import KindRegretsError, as_text
from macros.finish import finish as finish_site
from macros.load import ROOT, load
from macros.model import Template
from macros.render import WrongValueError, nearest
from macros.render import text as rendered

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="Folder that holds templates/ and catalogue/ (default: the project's own).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Work with the message templates of Kind Regrets."""


@cli.command()
@root_option
def check(root: Path) -> None:
    """Check every template and catalogue file, and list all problems with their fixes."""
    problems = all_problems(root)
    for problem in problems:
        click.echo(as_text(problem))
    if problems:
        count = len(problems)
        raise KindRegretsError(f"{count} problem{'s' if count > 1 else ''} to fix")
    click.echo(f"{len(load(root).templates)} templates, no problems")


@cli.command()
@click.argument("template_id", metavar="ID")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field.")
@click.option("--json", "as_json", is_flag=True, help="Print subject and body as JSON.")
@root_option
def render(template_id: str, settings: tuple[str, ...], as_json: bool, root: Path) -> None:
    """Print the finished message of one template.

    Blanks that you do not set show their examples. Tone, length, choices and switches are set
    the same way: --set tone=warm --set length=short --set keep_in_touch=no
    """
    template = find(root, template_id)
    values = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise KindRegretsError(f'"{setting}" is no setting: write --set {name}=VALUE')
        values[name] = value
    try:
        message = rendered(template, values)
    except WrongValueError as problem:
        raise KindRegretsError(str(problem)) from None
    if as_json:
        data = {"subject": message.subject, "body": message.body}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if message.subject:
        click.echo(f"Subject: {message.subject}\n")
    click.echo(message.body)


@cli.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def finish(site: Path) -> None:
    """Finish a built SITE: policy, clean-up. `make build` runs it."""
    finish_site(site)


def find(root: Path, template_id: str) -> Template:
    """The template of this id, given with or without its category.

    Raises KindRegretsError with the nearest id, or with what is wrong in its file.
    """
    catalogue = load(root)
    category, _, name = template_id.strip("/").rpartition("/")
    template = catalogue.templates.get(name)
    if template is not None and category in ("", template.category):
        return template
    broken = [p for p in catalogue.problems if Path(p.path).stem == name]
    if broken:
        raise KindRegretsError("\n".join(map(as_text, broken)))
    hint = nearest(
        template_id, [n for t in catalogue.templates.values() for n in (t.full_id, t.id)]
    )
    raise KindRegretsError(f'there is no template "{template_id}": {hint}')


if __name__ == "__main__":
    cli()
