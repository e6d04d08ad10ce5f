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

from macros.__main__ import cli
from macros.language.plain_text import UNFINISHED
from macros.loading.load import ROOT, load
from macros.loading.skeleton import skeleton
from macros.loading.yaml_lines import read_yaml
from macros.model import CHANNELS, TONES
from macros.tools import review
from macros.tools.editor_schemas import FOLDER, schema_files
from macros.tools.export import export, schema, write_export
from tests.cards import SENDABLE
from tests.checking.test_check import PLACE, before_each_end, good, write
from tests.checking.test_mistakes import MISTAKES, lay_over, root

__all__ = ["root"]  # a fixture: a small set without a problem


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

TWO_EDITS = {
    "title": "The commute is too long",
    "when": "You would have to travel for hours every day.",
}


def fill_in(path: Path) -> None:
    """Say what the message is for, in place of what stands after WRITE HERE."""
    text = path.read_text("utf-8")
    for key, words in TWO_EDITS.items():
        text = re.sub(rf'\n{key}: "{UNFINISHED}.*"\n', f"\n{key}: {words}\n", text)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_template_is_in_order_after_two_edits(ours: Path, channel: str) -> None:
    made = run("new", "decline/the-journey", "--channel", channel, "--root", str(ours))
    assert made.exit_code == 0, made.output
    path = ours / "templates" / "decline" / "the-journey.txt"
    before = run("check", "--root", str(ours))
    assert before.exit_code == 1
    assert before.output.count(": unfinished: ") == len(TWO_EDITS)
    assert before.output.endswith(f"\n{len(TWO_EDITS)} problems to fix\n")
    fill_in(path)
    after = run("check", "--root", str(ours))
    assert after.exit_code == 0, after.output
    for tone in load(ours).templates["the-journey"].letters:
        said = run("render", "the-journey", "--set", f"tone={tone}", "--root", str(ours))
        assert said.exit_code == 0
        assert UNFINISHED not in said.output


def test_a_new_template_uses_only_what_the_set_has(root: Path) -> None:
    assert run("new", "decline/the-journey", "--root", str(root)).exit_code == 0
    path = root / "templates" / "decline" / "the-journey.txt"
    assert "own_line" in skeleton(load(ROOT), "email")
    assert "own_line" not in path.read_text("utf-8")
    fill_in(path)
    assert run("check", "--root", str(root)).output == "2 templates, no problems\n"


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


def test_render_says_dates_in_the_order_that_is_asked_for(root: Path) -> None:
    dated = ["render", "simple", "--root", str(root), "--set", "interview_date=2027-03-04"]
    assert " on Thursday 4 March." in run(*dated).output
    assert " on Thursday 4 March." in run(*dated, "--set", "dates=day-first").output
    assert " on Thursday, March 4." in run(*dated, "--set", "dates=month-first").output


def test_render_greets_by_the_name_or_without_one(root: Path) -> None:
    greeting = ["render", "simple", "--root", str(root), "--set"]
    assert "\n\nHello Sam,\n\n" in run(*greeting, "tone=neutral").output
    assert "\n\nHello Priya,\n\n" in run(*greeting, "recipient=Priya").output
    assert "\n\nHello,\n\n" in run(*greeting, "recipient=").output


def test_render_says_a_choice_in_the_tone_of_the_letter(root: Path) -> None:
    staying = ["render", "simple", "--root", str(root), "--set", "reason=staying-put", "--set"]
    assert "I've decided to stay where I am." in run(*staying, "tone=neutral").output
    assert (
        "I have decided to remain with my present employer." in run(*staying, "tone=formal").output
    )


def test_render_does_not_say_twice_what_the_sentence_says(root: Path) -> None:
    role = ["render", "simple", "--root", str(root), "--set", "role=the Junior Accountant role"]
    assert "for the Junior Accountant role at Northwind" in run(*role).output


def test_render_of_a_tone_that_a_message_lacks_names_those_it_has(root: Path) -> None:
    lay_over(MISTAKES / "fits-one-text", root)
    result = run("render", "too-far", "--root", str(root), "--set", "tone=warm")
    assert result.exit_code == 1
    assert "this message has no warm letter: choose one of neutral" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["genral"], 'there is no template "genral": did you mean "general"?'),
        (["ask/general"], "there is no template"),
        (["general", "--set", "company"], "write --set company=VALUE"),
        (["general", "--set", "compnay=X"], 'did you mean "company"?'),
        (["general", "--set", "tone=rude"], "warm, neutral, formal"),
        (["general", "--set", "dates=us"], "day-first, month-first"),
    ],
)
def test_render_refuses(arguments: list[str], said: str) -> None:
    result = run("render", *arguments)
    assert (result.exit_code, said in result.output) == (1, True), result.output


def test_render_of_a_broken_template_says_what_is_broken(ours: Path) -> None:
    path = ours / "templates" / "decline" / "general.txt"
    path.write_text(path.read_text("utf-8").replace("{{ greeting }}", "{{ greting }}"), "utf-8")
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
    for template in SENDABLE:
        judged_as = template.meta.judged_as or template.category
        options = ["--category", judged_as, "--channel", template.meta.channel]
        for tone in template.letters:
            message = run("render", template.id, "--set", f"tone={tone}").output
            said = run("lint", "-", *options, typed=message)
            assert said.exit_code == 0, said.output


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
    assert data["version"] == 2


def test_the_schema_refuses_what_is_not_an_export() -> None:
    data = export(load(ROOT))
    assert not Draft202012Validator(schema()).is_valid({**data, "version": 1})
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
    assert list(general["letters"]) == list(TONES)
    for letter in general["letters"].values():
        assert letter["body"].startswith("{{ greeting }}\n\n")
        assert letter["body"].endswith(",\n{{ your_name }}")
        assert "Subject:" not in letter["subject"]
        assert "{{ role }}" in letter["subject"]
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


def committed(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The set under `root` in the first commit of a repository of its own."""
    project = root / "project"
    (project / "macros").mkdir(parents=True)
    for part in ("catalogue", "templates"):
        shutil.move(str(root / part), project / "macros" / part)
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"],
    ):
        subprocess.run(["git", *command], cwd=project, check=True, capture_output=True)
    monkeypatch.setattr(review, "ROOT", project / "macros")
    return project / "macros"


@pytest.fixture
def project(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small set in a repository of its own."""
    return committed(root, monkeypatch)


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


def test_each_letter_is_shown_before_and_after(project: Path) -> None:
    write(project, before_each_end(good(project), "Take care."))
    said = diff(project)
    assert said.count("### `decline/simple` (changed)") == 1
    assert said.count("\n Subject: Data Analyst") == len(TONES)
    assert said.count("\n+Take care.\n") == 2 * len(TONES)  # and once more in its file


def test_only_the_letters_that_change_are_shown(project: Path) -> None:
    write(project, good(project).replace("Thanks so much", "Many thanks"))
    said = diff(project)
    assert said.count("**Warm**") == 1
    assert "**Neutral**" not in said
    assert "**Formal**" not in said


def test_new_and_removed_templates_are_shown(project: Path) -> None:
    simple = project / PLACE
    simple.rename(simple.with_name("simple-two.txt"))
    said = diff(project)
    assert "### `decline/simple-two` (new)" in said
    assert "### `decline/simple` (removed)" in said


def test_the_greeting_changes_every_message_and_still_fits_a_comment(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = committed(ours, monkeypatch)
    path = project / "catalogue" / "greeting.yml"
    path.write_text(path.read_text("utf-8").replace("{{ recipient }}", "dear {{ recipient }}"))
    said = diff(project)
    assert said.count("(changed)") > 5
    assert " dear Sam,\n" in said
    assert len(said) < 65_536, "longer than a comment may be"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PLACE, "{{ reason }}.", "{{ reason }}. Goodbye then."),
        (PLACE, "interview: withdrawing", "interview: I am withdrawing"),
        (PLACE, "title: A simple no", "title: A plain no"),
        (PLACE, "when: You do", "when: Perhaps you do"),
        (PLACE, "words: [decline,", "words: [refuse,"),
        ("catalogue/greeting.yml", "Hiring Manager", "Hiring Team"),
        ("catalogue/categories.yml", "title: Afterwards", "title: Later"),
        ("catalogue/fields.yml", "remain with my present", "stay with my present"),
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
    switch = "{% if keep_in_touch %}"
    only = f"{{% if not keep_in_touch %}}Goodbye then.{{% endif %}} {switch}"
    write(project, good(project).replace(switch, only))
    said = diff(project)
    assert "### `decline/simple` (changed)" in said
    assert said.count("\n+Goodbye then.") == len(TONES)


def test_a_message_that_moves_is_shown(project: Path) -> None:
    moved = project / "templates" / "follow-up" / "simple.txt"
    moved.parent.mkdir()
    (project / PLACE).rename(moved)
    said = diff(project)
    assert "### `templates/follow-up/simple.txt` (file)" in said
    assert "No message changes." not in said


def test_nothing_that_is_written_in_a_template_is_markup(project: Path) -> None:
    nasty = "```\n````` @everyone <img src=x> [a](b) #1 ![](c)\n~~~~~~~~\n</details>"
    write(project, before_each_end(good(project), nasty))
    assert "@everyone" not in outside_code(diff(project))
    # An example is not judged; the name stands on a line of its own and could close a code block.
    catalogue = project / "catalogue" / "fields.yml"
    fields = catalogue.read_text("utf-8")
    fields = fields.replace("example: Northwind", "example: '@everyone <img src=x>'")
    catalogue.write_text(fields.replace("example: Alex Morgan", "example: '``````'"), "utf-8")
    write(project, good(project), "templates/decline/new-message.txt")
    said = diff(project)
    assert "\n``````\n" in said
    assert "@everyone" in said
    left = outside_code(said)
    assert left.count("**Neutral**") == said.count("**Neutral**") > 0
    assert "@everyone" not in left
    assert not re.search(r"[<>@!]|\]\(", left), left


@pytest.mark.parametrize("base", ["nowhere", "HEAD:README.md", "--upload-pack=x", "HEAD~99"])
def test_diff_refuses_what_is_no_revision(project: Path, base: str) -> None:
    result = run("diff", "--root", str(project), "--", base)
    assert (result.exit_code, "git knows no revision" in result.output) == (1, True)
