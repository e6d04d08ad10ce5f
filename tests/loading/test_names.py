"""Names in a letter: what is optional stands where it is sure to be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_set import before_each_end, check, good, rules_in, write

REASON = "It is about {{ reason }}."


@pytest.mark.parametrize(
    "words",
    [
        "{% if reason %}" + REASON + "{% endif %}",
        "{% if reason and keep_in_touch %}" + REASON + "{% endif %}",
        "{% if reason %}So. {% if keep_in_touch %}" + REASON + "{% endif %}{% endif %}",
        "{% if keep_in_touch %}So. {% if reason %}" + REASON + "{% endif %}{% endif %}",
        "{% if reason %}So. {% if not keep_in_touch %}" + REASON + "{% endif %}{% endif %}",
    ],
)
def test_within_its_if_an_optional_blank_may_stand_at_any_depth(words: str, root: Path) -> None:
    write(root, before_each_end(good(root), words))

    assert "optional-outside-if" not in rules_in(check(root))


@pytest.mark.parametrize(
    "words",
    [
        REASON,
        "{% if not reason %}" + REASON + "{% endif %}",
        "{% if keep_in_touch %}" + REASON + "{% endif %}",
        "{% if reason or keep_in_touch %}" + REASON + "{% endif %}",
        "{% if reason %}So.{% else %}" + REASON + "{% endif %}",
        "{% if reason %}So.{% endif %} {% if keep_in_touch %}" + REASON + "{% endif %}",
    ],
)
def test_where_it_may_be_missing_an_optional_blank_is_refused(words: str, root: Path) -> None:
    write(root, before_each_end(good(root), words))

    assert "optional-outside-if" in rules_in(check(root))
