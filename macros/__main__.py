"""The command line for contributors: `python -m macros --help`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO, cast

import click

from macros.checking.check import check as all_problems
from macros.checking.lint import judged
from macros.checking.reports import REPORTS
from macros.errors import KindRegretsError, as_text
from macros.finding.rank import find as ranked
from macros.language.plain_text import UNFINISHED
from macros.loading.files import MOST_BYTES
from macros.loading.load import ROOT, load, problems_of
from macros.mistakes import nearest
from macros.model import CHANNELS, Catalogue, Channel, Template
from macros.pages.finder import index
from macros.pages.review_dates import Docs
from macros.problems import shown
from macros.rendering.choices import decide
from macros.rendering.message import message as message_of
from macros.rendering.values import WrongValueError
from macros.tools.editor_schemas import FOLDER, write_schemas
from macros.tools.export import as_json, export, schema, write_export
from macros.tools.new_template import write_template
from macros.tools.post_build import finish as finish_site
from macros.tools.review import review

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="Folder that holds templates/ and catalogue/ (default: the project's own).",
)
set_option = click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field."
)
channel_option = click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    default="email",
    show_default=True,
    help="Where the message goes.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Work with the message templates of Kind Regrets.

    To add a message:

    \b
      python -m macros new decline/too-far-away     writes a file to fill in
      python -m macros check                        says what is still wrong, and how to mend it
      python -m macros render decline/too-far-away  shows the finished message

    Every command explains itself: python -m macros check --help
    """


@cli.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([*REPORTS]),
    default="text",
    show_default=True,
    help="For people, for annotations on GitHub, or for programs.",
)
@root_option
def check(form: str, root: Path) -> None:
    """Check every template and catalogue file, and list all problems with their fixes.

    A problem reads `path:line: code: what is wrong`, with the line and the fix below. Every code
    is explained on the Contribute page. The exit status is 0 if there is none, otherwise 1.
    """
    problems = all_problems(root)
    click.echo(REPORTS[form](problems, len(load(root).templates)))
    if problems:
        raise SystemExit(1)


@cli.command()
@click.argument("template_id", metavar="CATEGORY/ID")
@channel_option
@root_option
def new(template_id: str, channel: str, root: Path) -> None:
    """Write a new template to fill in, as in `new decline/too-far-away`.

    The id is small letters, digits and hyphens. It stays for good: it is the message's address.
    """
    path = write_template(root, load(root), template_id, cast("Channel", channel))
    click.echo(
        f"{shown(path)} is there.\n"
        f"Put your words in place of each {UNFINISHED} and its hint, and change in the letters\n"
        "what is different in your situation. Then run\n"
        f"    .venv/bin/python -m macros check\n"
        f"    .venv/bin/python -m macros render {path.stem} --set tone=warm"
    )


@cli.command()
@click.argument("template_id", metavar="ID")
@set_option
@click.option("--json", "as_data", is_flag=True, help="Print subject and body as JSON.")
@root_option
def render(template_id: str, settings: tuple[str, ...], as_data: bool, root: Path) -> None:
    """Print the finished message of one template.

    Blanks that you do not set show their examples. Tone, length, dates, choices and switches are
    set the same way: --set tone=warm --set length=short --set dates=month-first
    """
    template = find_template(load(root), root, template_id)
    try:
        choices = decide(template, values_of(settings))
    except WrongValueError as problem:
        raise KindRegretsError(str(problem)) from None
    message = message_of(template, choices)
    if as_data:
        click.echo(as_json({"subject": message.subject, "body": message.body}), nl=False)
        return
    if message.subject:
        click.echo(f"Subject: {message.subject}\n")
    click.echo(message.body)


@cli.command(name="find")
@click.argument("words", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@root_option
def find_(words: tuple[str, ...], form: str, root: Path) -> None:
    """Print the messages that fit these WORDS, best first, as the page's finder ranks them."""
    found = index(load(root), Docs(root.parent / "docs"))
    if found is None:
        raise KindRegretsError("catalogue/finder.yml cannot be used: `check` says why")
    entries = [entry for entry in ranked(found, " ".join(words)) if not entry.guide]
    if form == "json":
        click.echo(json.dumps([entry.id for entry in entries]))
    for entry in entries if form == "text" else ():
        click.echo(f"{entry.id}: {entry.title}")


@cli.command()
@click.argument("file", type=click.File("rb"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--category", help="Hold it to the rules of this category as well.")
@channel_option
@set_option
@root_option
def lint(
    file: BinaryIO, form: str, category: str, channel: str, settings: tuple[str, ...], root: Path
) -> None:
    """Hold any text to the rules of good practice: a FILE, or - for what is piped in.

    The first line may be "Subject: …". Rules that need to know a name judge it if you set it:
    --set company=Northwind --set role="Data Analyst". The exit status is 1 if a rule of the level
    "must" is broken; a "should" is a hint.
    """
    catalogue = load(root)
    if category and category not in catalogue.categories:
        hint = nearest(category, catalogue.categories)
        raise KindRegretsError(f'"{category}" is no category: {hint}')
    raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise KindRegretsError("this text is too long: 64 KB are the most")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KindRegretsError("this is not a text in UTF-8") from None
    result = judged(catalogue, text, values_of(settings), category, cast("Channel", channel))
    if form == "json":
        click.echo(as_json(result.data()), nl=False)
    else:
        click.echo(result.as_text(str(getattr(file, "name", "-"))))
    if result.breaks_a_must:
        raise SystemExit(1)


@cli.command(name="export")
@click.option("--schema", "as_schema", is_flag=True, help="Print its JSON Schema instead.")
@root_option
def export_(as_schema: bool, root: Path) -> None:
    """Print the whole template set as JSON, for other programs."""
    click.echo(as_json(schema() if as_schema else export(load(root))), nl=False)


@cli.command()
@click.argument("base")
@root_option
def diff(base: str, root: Path) -> None:
    """Print what has changed in the messages since the git revision BASE, as Markdown.

    For instance: python -m macros diff origin/main
    """
    click.echo(review(base, root))


@cli.command()
def schemas() -> None:
    """Write the JSON Schemas that help editors to complete keys. `make schemas` runs it."""
    write_schemas()
    click.echo(f"{shown(FOLDER)} is up to date")


@cli.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def finish(site: Path) -> None:
    """Finish a built SITE: policy, clean-up, the export. `make build` runs it."""
    finish_site(site)
    write_export(load(), site)


def values_of(settings: tuple[str, ...]) -> dict[str, str]:
    """The values of `--set FIELD=VALUE`. Raises KindRegretsError for one without an `=`."""
    for setting in settings:
        if "=" not in setting:
            raise KindRegretsError(f'"{setting}" is no setting: write --set {setting}=VALUE')
    return {name: value for name, _, value in (setting.partition("=") for setting in settings)}


def find_template(catalogue: Catalogue, root: Path, template_id: str) -> Template:
    """The template of this id, given with or without its category.

    Raises KindRegretsError with the nearest id, or with what is wrong in its file.
    """
    category, _, name = template_id.strip("/").rpartition("/")
    template = catalogue.templates.get(name)
    if template is not None and category in ("", template.category):
        return template
    broken = problems_of(catalogue, root, name)
    if broken:
        raise KindRegretsError("\n".join(map(as_text, broken)))
    known = [name for t in catalogue.templates.values() for name in (t.full_id, t.id)]
    raise KindRegretsError(f'there is no template "{template_id}": {nearest(template_id, known)}')


if __name__ == "__main__":
    cli(prog_name="python -m macros")
