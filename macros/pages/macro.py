"""Marks the methods that the guide's pages may call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Method = TypeVar("Method", bound=Callable[..., object])


def macro(method: Method) -> Method:
    """Makes a method a macro of its name, which a page calls as in `{{ sample("general") }}`."""
    method.is_macro = True  # type: ignore[attr-defined]
    return method


def macros_of(owner: type) -> list[str]:
    """The names of the macros that a class defines."""
    return [name for name, part in vars(owner).items() if getattr(part, "is_macro", False)]
