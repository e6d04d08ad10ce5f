"""The workflows: nothing unpinned, no right that is not needed, nothing that a laptop cannot do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.loading.load import ROOT, load
from macros.model import FrontMatter

PROJECT = ROOT.parent
GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)+$")


def tool(name: str) -> str:
    """A command of the environment that runs the tests."""
    return str(Path(sys.executable).with_name(name))


def data(path: Path) -> dict[str, Any]:
    """A YAML file of GitHub's; the key `on` is not meant as true."""
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {("on" if key is True else str(key)): value for key, value in loaded.items()}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [tool("zizmor"), "--offline", "--no-progress", str(GITHUB)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("vendor.dependabot", "dependabot.yml"),
        ("vendor.github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/[0-9]*.yml"),
    ],
)
def test_every_file_fits_its_schema(schema: str, pattern: str) -> None:
    files = [str(path) for path in GITHUB.glob(pattern)]
    assert files
    subprocess.run([tool("check-jsonschema"), "--builtin-schema", schema, *files], check=True)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_with_its_version(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if re.search(r"\buses:", line):
            assert PINNED.search(line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_asked_for_job_by_job(path: Path) -> None:
    workflow = data(path)
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    assert "pull_request_target" not in workflow["on"]
    for step in steps(workflow):
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_workflow_runs_a_make_target_that_exists(path: Path) -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)\b", path.read_text("utf-8")))
    assert named
    for target in named:
        assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE), target


def test_what_runs_the_code_of_a_fork_cannot_write() -> None:
    for path in WORKFLOWS:
        workflow = data(path)
        if "pull_request" not in workflow["on"]:
            continue
        assert "secrets." not in path.read_text("utf-8")
        for job in workflow["jobs"].values():
            assert set(job.get("permissions", {}).values()) <= {"read"}


def test_what_may_comment_never_sees_the_code_of_a_fork() -> None:
    workflow = data(GITHUB / "workflows" / "preview-comment.yml")
    review, comment = workflow["jobs"]["review"], workflow["jobs"]["comment"]
    assert set(review["permissions"].values()) == {"read"}
    checkouts = [step for step in steps(workflow) if "checkout" in str(step.get("uses"))]
    assert [step["with"]["ref"] for step in checkouts] == ["main"]
    assert comment["permissions"] == {"pull-requests": "write"}
    assert not any("checkout" in str(step.get("uses")) for step in comment["steps"])
    for step in steps(workflow):
        assert "${{" not in step.get("run", ""), "a value becomes a part of the script"


def test_only_main_is_published() -> None:
    workflow = data(GITHUB / "workflows" / "publish.yml")
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert workflow["jobs"]["deploy"]["needs"] == "build"


def test_every_python_from_the_oldest_that_we_name() -> None:
    matrix = data(GITHUB / "workflows" / "check.yml")["jobs"]["test"]["strategy"]["matrix"]
    oldest = re.search(
        r'requires-python = ">=(.+)"', (PROJECT / "pyproject.toml").read_text("utf-8")
    )
    assert oldest
    assert matrix["python"][0] == oldest[1]
    assert matrix["python"] == [f"3.{minor}" for minor in range(11, 15)]


def test_the_boxes_of_a_pull_request_are_the_rules_for_people() -> None:
    text = (GITHUB / "pull_request_template.md").read_text("utf-8")
    boxes = re.findall(r"^- \[ \] \*\*(.+?)\.\*\* (.+)$", text, re.MULTILINE)
    human = [rule for rule in load(ROOT).rules.values() if rule.level == "human"]
    assert boxes == [(rule.title, rule.advice) for rule in human]


def test_the_form_for_a_message_asks_for_its_front_matter() -> None:
    form = data(GITHUB / "ISSUE_TEMPLATE" / "1-suggest-a-message.yml")
    asked = {part["id"]: part for part in form["body"] if "id" in part}
    # decided when it becomes a file
    ours = {"order", "standard", "optional", "defaults", "counterexample", "breaks", "judged_as"}
    assert {*asked} - {"body", "own"} == {*FrontMatter.model_fields} - ours
    for name, field in FrontMatter.model_fields.items():
        if name in asked and field.is_required():
            assert asked[name]["validations"]["required"] is True
    channels = asked["channel"]["attributes"]["options"]
    assert channels == list(FrontMatter.model_json_schema()["properties"]["channel"]["enum"])


def test_what_npm_installs_is_pinned_and_comes_from_wherever_its_user_has_it_from() -> None:
    package = json.loads((PROJECT / "package.json").read_text("utf-8"))
    assert all(re.fullmatch(r"[\d.]+", pinned) for pinned in package["devDependencies"].values())
    locked = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))["packages"]
    assert locked.pop("")["devDependencies"] == package["devDependencies"]
    assert all("resolved" not in found and "integrity" in found for found in locked.values())
