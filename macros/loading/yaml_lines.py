"""Reads the plain part of YAML that contributors need; every key and item knows its line."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import yaml
from yaml.composer import Composer

from macros.characters import UNSEEN, named
from macros.mistakes import Mistake
from macros.problems import Fault, File, Items, Keys

DEPTH = 8
QUOTE = "if the character belongs to the text, put the whole text in double quotes"


class YamlError(Exception):
    """YAML that cannot be used; the `fault` says why, and on which line."""

    def __init__(
        self, line: int, message: str, fix: str, mistake: Mistake = Mistake.BROKEN_YAML
    ) -> None:
        super().__init__(message)
        self.fault = Fault(mistake, message, fix, line)


def read_yaml(text: str, file: File) -> Any:
    """Mappings, lists, text, whole numbers and true/false; dates stay text as written.

    The text's lines are those of the file. Raises YamlError on anything else: broken syntax,
    aliases, anchors, tags, duplicate keys, several documents, nesting deeper than `DEPTH`, and
    escapes for unseen characters.
    """
    try:
        node = composed(text)
    except yaml.MarkedYAMLError as error:
        quoted = "quoted scalar" in str(error.context)  # found out at the end of the file
        mark = (quoted and error.context_mark) or error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 1, *explained(error)) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        message, fix = f"this is not YAML: {error}", "remove the unreadable character"
        raise YamlError(1, message, fix) from None
    return None if node is None else plain(node, file)


def composed(text: str) -> yaml.Node | None:
    """The text as YAML's nodes, by libyaml where that is there and surely reads the same."""
    if yaml.__with_libyaml__ and "\t" not in text:
        with suppress(yaml.YAMLError, YamlError, ValueError):
            return QuickLoader(text).get_single_node()
    return PlainLoader(text).get_single_node()  # which says better what is wrong


class PlainEvents:
    """Raises YamlError for YAML's powers that data does not need and attackers like."""

    depth = 0
    documents = 0

    def get_event(self) -> yaml.Event:
        """The next event, which may only be of the plain kind."""
        event: yaml.Event = super().get_event()  # type: ignore[misc]
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(line, "YAML anchors (&) and aliases (*) are not used here", QUOTE)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise YamlError(line, "YAML tags (!) are not used here", QUOTE)
        if isinstance(event, yaml.CollectionStartEvent):
            self.depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self.depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
        if self.depth > DEPTH:
            raise YamlError(line, "this is nested too deeply", "write it flatter")
        if self.documents > 1:
            raise YamlError(line, "a second YAML document starts here", "remove the --- line")
        return event


class PlainLoader(PlainEvents, yaml.SafeLoader):
    """Composes nodes from the events."""


Libyaml: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class QuickLoader(PlainEvents, Composer, Libyaml):  # type: ignore[misc]
    """The same with the events of libyaml, a few times as fast."""

    flow = 0
    """How deep the list in brackets stands that is being read; 0 outside of one."""

    def __init__(self, text: str) -> None:
        Libyaml.__init__(self, text)
        Composer.__init__(self)

    def get_event(self) -> yaml.Event:
        """The next event. Raises YamlError where libyaml takes what PyYAML refuses."""
        event = super().get_event()
        if isinstance(event, yaml.CollectionStartEvent) and event.flow_style:
            self.flow = self.flow or self.depth
        elif isinstance(event, yaml.CollectionEndEvent) and self.depth < self.flow:
            self.flow = 0
        elif self.flow and isinstance(event, yaml.ScalarEvent) and not event.style:
            refuse_question_mark(event.value)
        return event


def refuse_question_mark(value: str) -> None:
    """Raises YamlError for a bare text in brackets with a question mark in it."""
    if "?" in value:
        raise YamlError(1, "a question mark stands here", QUOTE)


def explained(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """What is wrong in plain words, and the fix."""
    said = " ".join(part for part in (error.context, error.problem) if part)
    if "'\\t'" in said:
        return "a tab stands where YAML wants spaces", "use spaces instead of the tab"
    if "quoted scalar" in said and "end of stream" in said:
        return "a quotation mark is opened and never closed", "close it at the end of the text"
    if "mapping values are not allowed" in said:
        fix = 'put the whole text in double quotes, as in title: "Pay: a question"'
        return "a colon followed by a space inside unquoted text", fix
    fix = "write one `key: value` a line; put text with special characters in double quotes"
    return f"this is not valid YAML: {said}", fix


def plain(node: yaml.Node, file: File) -> Any:
    """The node as plain data that knows where in the file each key and item stands."""
    if isinstance(node, yaml.ScalarNode):
        return scalar(node)
    here = file.at(node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        items = Items(here)
        for place, item in enumerate(node.value):
            items.append(plain(item, file))
            items.noted[place] = file.at(item.start_mark.line + 1), items[place]
        return items
    keys = Keys(here)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(line, "a key must be plain text", QUOTE)
        key = key_node.value
        refuse_unseen(key_node)
        if key in keys:
            raise YamlError(line, f'the key "{key}" stands here twice', "keep one of the two")
        keys[key] = plain(value_node, file)
        keys.noted[key] = file.at(line), keys[key]
    return keys


def scalar(node: yaml.ScalarNode) -> str | bool | int | None:
    """true/false and yes/no, whole numbers, nothing; all else is the text as written."""
    refuse_unseen(node)
    kind = node.tag.rpartition(":")[2]
    if kind == "bool":
        return bool(node.value.lower() in ("true", "yes", "on"))
    if kind == "int" and node.value.lstrip("+-").isdigit() and len(node.value) < 10:
        return int(node.value)
    if kind == "null":
        return None
    return str(node.value)


def refuse_unseen(node: yaml.ScalarNode) -> None:
    """Raises YamlError for an escape, as in "\\u202e", that stands for an unseen character."""
    if found := UNSEEN.search(node.value):
        message = f"an escape stands for an invisible character ({named(found[0])})"
        raise YamlError(node.start_mark.line + 1, message, "remove it", Mistake.INVISIBLE)
