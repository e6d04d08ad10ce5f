"""Says a value that was typed or picked as the message says it."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from datetime import date, time
from typing import TypeVar

from macros.mistakes import nearest
from macros.model import Dates, TemplateField, Tone

BLANKS = re.compile(
    "[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
Moment = TypeVar("Moment", date, time)
Choice = TypeVar("Choice", bound=str)
ASCII_CASE = re.IGNORECASE | re.ASCII
YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0", ""})


class WrongValueError(ValueError):
    """A value that this template cannot take; the text says which values it can."""


def clean(value: str) -> str:
    """A typed value on one line: white space and control characters become single spaces.

    Line ends vanish first, since that is what a browser's text input does to them.
    """
    return BLANKS.sub(" ", re.sub(r"[\r\n]", "", value)).strip(" ")


def written(
    field: TemplateField, value: str, tone: Tone = "neutral", dates: Dates = "day-first"
) -> str:
    """The value as the message says it."""
    if field.kind == "choice":
        return field.options[one_of(field.id, value, tuple(field.options))].said(tone)
    if field.kind == "date":
        return date_in_words(parsed(date, field.id, value, "2026-03-04"), dates)
    if field.kind == "time":
        return time_in_words(parsed(time, field.id, value, "14:30"))
    return dropped(field, value)


def dropped(field: TemplateField, value: str) -> str:
    """The value without the words at its edges that the sentence round it says already."""
    first, last = field.drops.first, field.drops.last
    if first:
        value = re.sub(rf"\A(?:{'|'.join(first)}) (?=.)", "", value, flags=ASCII_CASE)
    if last:
        value = re.sub(rf" (?:{'|'.join(last)})\Z", "", value, flags=ASCII_CASE)
    return value


def date_in_words(day: date, dates: Dates = "day-first") -> str:
    """A date as it is said: Wednesday 4 March, or Wednesday, March 4."""
    weekday, month = day_name[day.weekday()], month_name[day.month]
    return (
        f"{weekday}, {month} {day.day}"
        if dates == "month-first"
        else f"{weekday} {day.day} {month}"
    )


def time_in_words(moment: time) -> str:
    """A time as it is said: 10 am, 2:30 pm, noon, midnight."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes} {'pm' if moment.hour >= 12 else 'am'}"


def parsed(kind: type[Moment], name: str, value: str, example: str) -> Moment:
    """An ISO 8601 value; raises WrongValueError with an example otherwise."""
    try:
        return kind.fromisoformat(value)
    except ValueError:
        raise WrongValueError(
            f'"{value}" is no {kind.__name__} for "{name}": write it as {example}'
        ) from None


def truth(name: str, value: str) -> bool:
    """yes or no; raises WrongValueError for anything else."""
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise WrongValueError(f'"{name}" is a switch: say yes or no, not "{value}"')


def one_of(name: str, value: str, allowed: tuple[Choice, ...]) -> Choice:
    """The allowed value that equals this one; raises WrongValueError naming all of them."""
    for option in allowed:
        if option == value:
            return option
    raise WrongValueError(
        f'"{value}" is no {name}: {nearest(value, allowed)} (there are {", ".join(allowed)})'
    )
