"""The commands beside `check`: new, render, lint, export, diff, schemas."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from macros import review
from macros.__main__ import cli
from macros.export import export, schema, write_export
from macros.load import ROOT, load
from macros.model import CHANNELS
from macros.schema_files import FOLDER, schema_files
from macros.wording import UNFINISHED
from macros.yaml_source import read_yaml


def run(*arguments: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(cli, arguments, input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of our own set, to be changed."""
    for part in ("catalogue", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


# --- help -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself(name: str) -> None:
    said = run(name, "--help").output
    assert cli.commands[name].help
    assert said.startswith(f"Usage: cli {name} [OPTIONS]")


def test_help_shows_the_three_steps() -> None:
    said = run("--help").output
    assert [said.index(f"macros {name}") for name in ("new", "check", "render")] == sorted(
        said.index(f"macros {name}") for name in ("new", "check", "render")
    )


# --- new ------------------------------------------------------------------------------------

FILLED = {
    "title": "The journey is too long",
    "when": "You would have to travel two hours each way.",
    "subject": "the journey",
    "what": "I have decided not to go ahead, so please withdraw my application.",
    "a sentence": "I am telling you now so that the time can go to somebody else.",
}


def fill_in(path: Path) -> None:
    """Write over everything from WRITE HERE on, as an author would."""
    text = path.read_text("utf-8")
    for key in ("title", "when"):
        text = re.sub(rf'\n{key}: "{UNFINISHED}.*"\n', f"\n{key}: {FILLED[key]}\n", text)
    text = re.sub(rf"{UNFINISHED} the point[^\"]*", FILLED["subject"], text)
    text = re.sub(rf"{UNFINISHED} what[^\n]*", FILLED["what"], text)
    text = re.sub(rf"{UNFINISHED} a sentence[^{{]*", FILLED["a sentence"], text)
    whole = "Hi {{ recipient }}, thank you for asking me to interview at {{ company }}."
    text = re.sub(
        rf"{UNFINISHED} the whole[^\n]*", f"{whole} Please withdraw my application.", text
    )
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_template_fails_until_it_is_filled_in(ours: Path, channel: str) -> None:
    made = run("new", "decline/the-journey", "--channel", channel, "--root", str(ours))
    assert made.exit_code == 0, made.output
    path = ours / "templates" / "decline" / "the-journey.txt"
    before = run("check", "--root", str(ours))
    assert before.exit_code == 1
    assert before.output.count(": unfinished: ") == path.read_text("utf-8").count(UNFINISHED)
    fill_in(path)
    after = run("check", "--root", str(ours))
    assert after.exit_code == 0, after.output
    assert run("render", "the-journey", "--root", str(ours)).exit_code == 0


def test_a_skeleton_fits_a_set_without_its_phrases(ours: Path) -> None:
    path = ours / "catalogue" / "phrases.yml"
    path.write_text(path.read_text("utf-8").replace("id: good_wishes", "id: best_of_luck"), "utf-8")
    assert run("new", "decline/the-journey", "--root", str(ours)).exit_code == 0
    text = (ours / "templates" / "decline" / "the-journey.txt").read_text("utf-8")
    assert "good_wishes" not in text
    assert "{{ sign_off }}" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("decilne/x", '"decilne" is no category: did you mean "decline"?'),
        ("general", 'write CATEGORY/ID, as in "decline/general"'),
        ("decline/general", 'the name "general" is taken by decline/general'),
        ("ask/general", 'the name "general" is taken by decline/general'),
        ("decline/Too Far", '"Too Far" is no name for a template'),
        ("decline/../x", '"../x" is no name for a template'),
        ("decline/x/y", '"x/y" is no name for a template'),
        ("decline/", '"" is no name for a template'),
        ("decline/" + "x" * 61, "is no name for a template"),
    ],
)
def test_new_refuses(ours: Path, name: str, said: str) -> None:
    before = sorted(ours.rglob("*"))
    result = run("new", name, "--root", str(ours))
    assert (result.exit_code, said in result.output) == (1, True), result.output
    assert sorted(ours.rglob("*")) == before


# --- render ---------------------------------------------------------------------------------


def test_render_gives_subject_and_body() -> None:
    result = run("render", "decline/general", "--set", "company=Ænima & <Co>", "--json")
    message = json.loads(result.output)
    assert sorted(message) == ["body", "subject"]
    assert "Ænima & <Co>" in message["body"]
    plain = run("render", "general", "--set", "company=Ænima & <Co>").output
    assert plain == f"Subject: {message['subject']}\n\n{message['body']}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["genral"], 'there is no template "genral": did you mean "general"?'),
        (["ask/general"], "there is no template"),
        (["general", "--set", "company"], "write --set company=VALUE"),
        (["general", "--set", "compnay=X"], 'did you mean "company"?'),
        (["general", "--set", "tone=rude"], "warm, neutral, formal"),
    ],
)
def test_render_refuses(arguments: list[str], said: str) -> None:
    result = run("render", *arguments)
    assert (result.exit_code, said in result.output) == (1, True), result.output


def test_render_of_a_broken_template_says_what_is_broken(ours: Path) -> None:
    path = ours / "templates" / "decline" / "general.txt"
    path.write_text(path.read_text("utf-8").replace("{{ sign_off }}", "{{ sign_of }}"), "utf-8")
    result = run("render", "general", "--root", str(ours))
    assert result.exit_code == 1
    assert "unknown-field" in result.output


def test_render_of_a_template_whose_field_is_broken_says_so(ours: Path) -> None:
    path = ours / "catalogue" / "fields.yml"
    path.write_text(
        path.read_text("utf-8").replace("  label: Company", "  lable: Company"), "utf-8"
    )
    result = run("render", "general", "--root", str(ours))
    assert result.exit_code == 1
    assert '"lable" is not a key here' in result.output
    assert "there is no template" in run("render", "genral", "--root", str(ours)).output


# --- lint -----------------------------------------------------------------------------------

RUDE = "Hi,\n\nThank you for writing.\nI am not interested, [Company].\n"


def verdicts(text: str, *options: str) -> dict[str, str]:
    report: dict[str, Any] = json.loads(
        run("lint", "-", "--format", "json", *options, typed=text).output
    )
    return {rule["id"]: rule["verdict"] for rule in report["rules"]}


def test_lint_names_rule_line_and_words(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(f"Subject: No\n\n{RUDE}", "utf-8")
    result = run("lint", str(path))
    assert result.exit_code == 1
    assert f'{path}:6: stay-polite: must: Stay polite: "not interested"' in result.output
    assert "    6 | I am not interested, [Company]." in result.output


def test_lint_judges_what_our_own_messages_say() -> None:
    for template in load(ROOT).templates.values():
        if template.meta.counterexample:
            continue
        message = run("render", template.id).output
        options = ["--category", template.category, "--channel", template.meta.channel]
        assert run("lint", "-", *options, typed=message).exit_code == 0


def test_a_should_is_a_hint() -> None:
    text = "Thank you for the invitation. After careful consideration I withdraw my application."
    assert verdicts(text)["no-stock-phrases"] == "broken"
    assert run("lint", "-", typed=text).exit_code == 0


def test_lint_knows_categories_channels_and_names() -> None:
    text = "Thank you for the invitation to Northwind."
    assert "withdraw-plainly" not in verdicts(text)
    assert verdicts(text, "--category", "decline")["withdraw-plainly"] == "broken"
    assert "fits-linkedin" in verdicts(text, "--channel", "linkedin")
    named = ["--category", "decline", "--set", "company=Northwind"]
    assert verdicts(text, *named)["name-role-and-company"] == "unknown"
    assert verdicts(text, *named, "--set", "role=Baker")["name-role-and-company"] == "broken"
    assert (
        verdicts(text + " Baker", *named, "--set", "role=Baker")["name-role-and-company"] == "met"
    )
    assert verdicts(text)["proofread"] == "human"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 70_000])
def test_lint_refuses(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    result = run("lint", str(path))
    assert (result.exit_code, result.output.startswith("Error: this")) == (1, True)


@pytest.mark.parametrize("text", ["", "\n\n", "Subject:", "\x00", "Subject: x\r\n\r\nThanks\r\n"])
def test_lint_judges_anything(text: str) -> None:
    assert run("lint", "-", typed=text).exit_code in (0, 1)


# --- export ---------------------------------------------------------------------------------


def test_the_export_is_what_its_schema_says(tmp_path: Path) -> None:
    write_export(load(ROOT), tmp_path)
    data = json.loads((tmp_path / "templates.json").read_text("utf-8"))
    written = json.loads((tmp_path / data["$schema"]).read_text("utf-8"))
    Draft202012Validator.check_schema(written)
    Draft202012Validator(written).validate(data)
    assert data["version"] == 1


def test_the_schema_refuses_what_is_not_an_export() -> None:
    data = export(load(ROOT))
    assert not Draft202012Validator(schema()).is_valid({**data, "version": 2})
    assert not Draft202012Validator(schema()).is_valid({**data, "more": 1})


def test_the_export_has_the_whole_catalogue() -> None:
    data = export(load(ROOT))
    files = {path.stem.replace("-", "_") for path in (ROOT / "catalogue").glob("*.yml")}
    assert {name for name in files if data[name]} == files
    known = {source["id"] for source in data["sources"]}
    entries = [*data["rules"], *data["clock"], *data["whom_to_tell"], *data["disagreements"]]
    named = {name for entry in (*entries, *data["templates"]) for name in entry["sources"]}
    assert named <= known


def test_the_export_has_every_message_as_it_is_rendered() -> None:
    exported = {template["id"]: template for template in export(load(ROOT))["templates"]}
    assert list(exported) == list(load(ROOT).templates)
    general = exported["general"]
    options = ["--set", "tone=formal", "--set", "length=short", "--json"]
    assert general["messages"]["formal"]["short"] == json.loads(
        run("render", "general", *options).output
    )
    assert general["body"].startswith("{{ greeting }}")
    assert general["path"] == "samples/decline/#general"


def test_export_prints_data_or_schema() -> None:
    assert json.loads(run("export").output) == export(load(ROOT))
    assert json.loads(run("export", "--schema").output) == schema()


# --- schemas for editors --------------------------------------------------------------------


def test_the_schemas_are_up_to_date() -> None:
    there = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert there == schema_files(), "run: make schemas"


def test_our_catalogue_and_front_matter_fit_their_schemas() -> None:
    for name, text in schema_files().items():
        validator = Draft202012Validator(json.loads(text))
        path = ROOT / "catalogue" / f"{name.removesuffix('.json')}.yml"
        if path.exists():
            validator.validate(read_yaml(path.read_text("utf-8")).data)
        else:
            assert name == "front-matter.json"
            for template in load(ROOT).templates.values():
                front = template.path.read_text("utf-8").split("---\n")[1]
                validator.validate(read_yaml(front).data)


def test_editors_are_told_of_every_schema() -> None:
    settings = json.loads((ROOT.parent / ".vscode" / "settings.json").read_text("utf-8"))
    told = settings["yaml.schemas"]
    for name in {*schema_files()} - {"front-matter.json"}:
        assert told[f"./macros/schemas/{name}"] == f"macros/catalogue/{Path(name).stem}.yml"
    assert len(told) == len(schema_files()) - 1


# --- diff -----------------------------------------------------------------------------------


@pytest.fixture
def project(ours: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own with our set in its first commit."""
    project = ours / "project"
    (project / "macros").mkdir(parents=True)
    for part in ("catalogue", "templates"):
        shutil.move(str(ours / part), project / "macros" / part)
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"],
    ):
        subprocess.run(["git", *command], cwd=project, check=True, capture_output=True)
    monkeypatch.setattr(review, "ROOT", project / "macros")
    return project / "macros"


def diff(project: Path, base: str = "HEAD") -> str:
    result = run("diff", base, "--root", str(project))
    assert result.exit_code == 0, result.output
    return result.output


def outside_code(markdown: str) -> str:
    """The Markdown without its code blocks and inline code, read as GitHub reads it."""
    kept: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        opening = re.match(r"`{3,}", line)
        if fence:
            closing = re.fullmatch(r" {0,3}(`{3,})\s*", line)
            fence = "" if closing and len(closing[1]) >= len(fence) else fence
        elif opening:
            fence = opening[0]
        else:
            kept.append(re.sub(r"`[^`]*`", "", line))
    assert not fence, "a code block is left open"
    return "\n".join(kept)


def test_nothing_has_changed(project: Path) -> None:
    assert "No message changes." in diff(project)


def test_each_tone_is_shown_before_and_after(project: Path) -> None:
    path = project / "templates" / "decline" / "general.txt"
    path.write_text(
        path.read_text("utf-8").replace("{{ sign_off }}", "Take care.\n\n{{ sign_off }}"), "utf-8"
    )
    said = diff(project)
    assert said.count("### `decline/general` (changed)") == 1
    assert said.count("\n+Take care.\n") == 4  # and once in its file
    assert said.count("\n Subject: Data Analyst") == 3


def test_new_and_removed_templates_are_shown(project: Path) -> None:
    general = project / "templates" / "decline" / "general.txt"
    shutil.copy(general, general.with_name("general-two.txt"))
    (project / "templates" / "offer" / "decline-offer.txt").unlink()
    said = diff(project)
    assert "### `decline/general-two` (new)" in said
    assert "### `offer/decline-offer` (removed)" in said


def test_a_phrase_changes_every_message_that_uses_it(project: Path) -> None:
    path = project / "catalogue" / "phrases.yml"
    path.write_text(path.read_text("utf-8").replace("Kind regards", "With kind regards"), "utf-8")
    said = diff(project)
    assert said.count("(changed)") > 5
    assert "+With kind regards," in said
    assert len(said) < 65_536, "longer than a comment may be"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("templates/decline/general.txt", "{{ reason }}.", "{{ reason }}. Goodbye then."),
        ("templates/decline/general.txt", "title: A simple no", "title: A plain no"),
        ("templates/decline/general.txt", "when: You do", "when: Perhaps you do"),
        ("catalogue/mail-links.yml", "label: Gmail", "label: Google"),
        ("catalogue/fields.yml", "I have accepted an offer elsewhere", "I found a job elsewhere"),
    ],
)
def test_no_change_goes_unseen(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    said = diff(project)
    assert "No message changes." not in said
    assert new in said


def test_a_sentence_that_only_some_readers_see_is_shown_as_they_see_it(project: Path) -> None:
    path = project / "templates" / "decline" / "general.txt"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("{% if free", "{% if not keep_in_touch %}Goodbye then.{% endif %} {% if free"),
        "utf-8",
    )
    said = diff(project)
    assert "### `decline/general` (changed)" in said
    assert said.count("\n+Goodbye then.") == 3


def test_a_message_that_moves_is_shown(project: Path) -> None:
    path = project / "templates" / "decline" / "general.txt"
    path.rename(project / "templates" / "offer" / "general.txt")
    said = diff(project)
    assert "### `templates/offer/general.txt` (file)" in said
    assert "No message changes." not in said


def test_nothing_that_is_written_in_a_template_is_markup(project: Path) -> None:
    path = project / "templates" / "decline" / "general.txt"
    nasty = "```\n````` @everyone <img src=x> [a](b) #1 ![](c)\n~~~~~~~~\n</details>"
    path.write_text(path.read_text("utf-8").replace("{{ sign_off }}", nasty), "utf-8")
    assert "@everyone" not in outside_code(diff(project))
    # An example is not judged; the name stands on a line of its own and could close a code block.
    catalogue = project / "catalogue" / "fields.yml"
    fields = catalogue.read_text("utf-8")
    fields = fields.replace("example: Northwind", "example: '@everyone <img src=x>'")
    catalogue.write_text(fields.replace("example: Alex Morgan", "example: '``````'"), "utf-8")
    shutil.copy(path.with_name("too-far.txt"), path.with_name("new-message.txt"))
    said = diff(project)
    assert "\n``````\n" in said
    assert "@everyone" in said
    left = outside_code(said)
    assert left.count("**Neutral**") == said.count("**Neutral**")
    assert "@everyone" not in left
    assert not re.search(r"[<>@!]|\]\(", left), left


@pytest.mark.parametrize("base", ["nowhere", "HEAD:README.md", "--upload-pack=x", "HEAD~99"])
def test_diff_refuses_what_is_no_revision(project: Path, base: str) -> None:
    result = run("diff", "--root", str(project), "--", base)
    assert (result.exit_code, "git knows no revision" in result.output) == (1, True)
