"""Whatever a file holds, `check` ends soon, with 0 or 1, and says something readable."""

from __future__ import annotations

import json
import string
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.__main__ import cli
from tests.small_set import lay_out

SECONDS_A_FILE = 1.0

FRONT = "title: The journey\nwhen: It would be too long.\nchannel: phone\n"
LETTER = "# Neutral\n\n"
PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "if", "endif", "else", "elif", "not", "and",
    "or", "for", "in", "raw", "endraw", "(", ")", "[", "]", ".", "|", "~", "=", "'", '"', "-",
    "role", "company", "interview_date", "keep_in_touch", "reason", "greeting", "# Warm", "# warm",
    "# Formal", "Subject:", "#",
    " ", "  ", "\n", "\n\n", "\t", "Thank you", "sorry", "withdraw", "<b>", "&amp;", "https://",
    "[Company]", "**", "\u202e", "\u00a0", "\ud7ff", "😀", "---", "\r\n", "a", "the the",
]  # fmt: skip
KEYS = [
    "title", "when", "words", "channel", "see", "standard", "defaults", "judged_as",
    "counterexample", "breaks", "warm", "text",
]  # fmt: skip
YAML_PIECES = [
    *KEYS, ": ", ":", "\n", "\n  ", "- ", "[", "]", "{", "}", ", ", "&a", "*a", "!!str", "!", "|",
    ">", "?", "#", "'", '"', "\\u202e", "\\x00", "\\ud800", "yes", "1e999", "0x7f", "9" * 400, "<<",
    "~", "2027-03-04", "10:00", "%YAML 1.1", "---", "...", "\t", "null",
]  # fmt: skip

jinja = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
pieces_of_yaml = st.lists(st.sampled_from(YAML_PIECES), max_size=40).map("".join)
real_yaml = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable, max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=9,
).map(json.dumps)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small set, in which every example writes one file."""
    root = tmp_path_factory.mktemp("set")
    lay_out(root)
    return root


def check(root: Path, place: str, content: bytes) -> None:
    """`check` with this content in one file: soon, 0 or 1, no traceback, in each format."""
    path = root / place
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        for form in ("text", "json"):
            start = time.process_time()
            result = CliRunner().invoke(cli, ["check", "--root", str(root), "--format", form])
            assert time.process_time() - start < SECONDS_A_FILE
            if result.exception and not isinstance(result.exception, SystemExit):
                raise result.exception
            assert result.exit_code in (0, 1)
            assert result.output.strip()
            if form == "json":
                json.loads(result.output)
            else:
                assert all(line.isprintable() for line in result.output.splitlines())
    finally:
        path.unlink() if before is None else path.write_bytes(before)


TEMPLATE = "templates/decline/tried.txt"
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(st.binary(max_size=400))
def test_any_bytes(root: Path, content: bytes) -> None:
    check(root, TEMPLATE, content)


@quick
@given(st.text(max_size=400))
def test_any_text_as_the_message(root: Path, body: str) -> None:
    check(root, TEMPLATE, f"---\n{FRONT}---\n{LETTER}{body}".encode("utf-8", "surrogatepass"))


@quick
@given(jinja)
def test_any_jinja(root: Path, body: str) -> None:
    check(root, TEMPLATE, f"---\n{FRONT}---\n{LETTER}{body}".encode())


@quick
@given(pieces_of_yaml | real_yaml)
def test_any_front_matter(root: Path, front: str) -> None:
    check(root, TEMPLATE, f"---\n{front}\n---\nThank you.\n".encode())


@quick
@given(
    st.sampled_from(["fields", "greeting", "categories", "rules"]),
    pieces_of_yaml | real_yaml | st.text(max_size=200),
)
def test_any_catalogue(root: Path, name: str, content: str) -> None:
    check(root, f"catalogue/{name}.yml", content.encode("utf-8", "surrogatepass"))


MOST = 64 * 1024
NASTY = {
    "spaces": " " * 2900 + "x",
    "line ends": "\n " * 1400 + "x",
    "open braces": "{{" * 1450,
    "open comments": "{#" * 1450,
    "open parts": "{% if role %}" * 220,
    "brackets": "[" * 2900,
    "dots": "a." * 1450,
    "at signs": "a@" * 1450,
    "one long word": "w" * 2900,
    "doubled words": "the " * 720,
    "underscores": "_" * 2900,
    "angle brackets": "<a" * 1450,
    "long chain": "{{ role" + ".a" * 1400 + " }}",
    "nested nots": "{% if " + "not " * 700 + "role %}x{% endif %}",
    "nested parts": "{% if reason %}" * 100 + "x" + "{% endif %}" * 100,
    "long elif": "{% if reason %}"
    + "".join(f"{{% elif a{n} and b{n} or c{n} and d{n} %}}x" for n in range(60))
    + "{% endif %}",
    "nested cases": "".join(
        "{% if reason and role %}{% elif company or recipient %}{% elif not your_name %}x"
        for _ in range(6)
    )
    + "{% endif %}" * 6,
    "many headings": "\n# Warm\n\nx\n# warm\n" * 400,
    "too large": "a" * (MOST + 1),
    "just not too large": "a b" * (MOST // 3 - 100),
}


@pytest.mark.parametrize("body", NASTY.values(), ids=NASTY.keys())
def test_no_text_takes_long(root: Path, body: str) -> None:
    check(root, TEMPLATE, f"---\n{FRONT}---\n{LETTER}{body}".encode())


NASTY_YAML = {
    "deep lists": "[" * MOST,
    "deep keys": "? " * (MOST // 2),
    "many aliases": "a: &a [x]\n" + "b: [" + "*a, " * 4000 + "]",
    "many keys": "".join(f"k{n}: 1\n" for n in range(6000)),
    "one long line": "a: " + "x" * (MOST - 10),
    "many comments": "#\n" * (MOST // 2),
    "large number": "order: " + "9" * 2900,
}


@pytest.mark.parametrize("front", NASTY_YAML.values(), ids=NASTY_YAML.keys())
@pytest.mark.parametrize("place", [TEMPLATE, "catalogue/fields.yml"])
def test_no_yaml_takes_long(root: Path, place: str, front: str) -> None:
    content = f"---\n{front}\n---\nThank you.\n" if place == TEMPLATE else front
    check(root, place, content.encode())
