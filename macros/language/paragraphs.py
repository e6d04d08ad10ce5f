"""Cuts a message into paragraphs, so that a paragraph whose parts are all off leaves no gap."""

from __future__ import annotations

import re
from dataclasses import replace

from macros.model import Body, Node, Nodes, Text, When

BREAK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class MixedParagraphError(Exception):
    """A condition holds a blank line but shares its paragraph with other words."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def paragraphs(nodes: Nodes) -> Body:
    """The paragraphs of a message; blank lines part them.

    A condition around several paragraphs becomes that condition around each of them. Raises
    MixedParagraphError where a blank line inside a condition would split a paragraph in two.
    """
    done: list[Nodes] = []
    current: list[Node] = []
    waiting = 0  # the line of a condition of several paragraphs, until the break after it
    for node in merged(hoisted(nodes)):
        if isinstance(node, Text):
            first, *rest = BREAK.split(node.text)
            if waiting and first.strip():
                raise MixedParagraphError(waiting)
            current.append(Text(first))
            for piece in rest:
                close(current, done)
                waiting = 0
                current.append(Text(piece))
            continue
        inner = paragraphs(node.nodes) if isinstance(node, When) else ()
        if waiting:
            raise MixedParagraphError(waiting)
        if isinstance(node, When) and len(inner) > 1:
            if not prints_nothing(current):
                raise MixedParagraphError(node.line)
            done.extend((replace(node, nodes=part),) for part in inner)
            waiting = node.line
        elif isinstance(node, When):
            current.append(replace(node, nodes=inner[0] if inner else ()))
        else:
            current.append(node)
    close(current, done)
    return tuple(done)


def close(current: list[Node], done: list[Nodes]) -> None:
    """Ends the current paragraph, keeping it only if something is in it."""
    if not prints_nothing(current):
        done.append(tuple(node for node in current if node != Text("")))
    current.clear()


def prints_nothing(nodes: list[Node]) -> bool:
    """True if these nodes can never print anything but white space."""
    return all(isinstance(node, Text) and not node.text.strip() for node in nodes)


def hoisted(nodes: Nodes) -> list[Node]:
    """Line ends at the edges of a condition belong to the text round it."""
    result: list[Node] = []
    for node in nodes:
        if not isinstance(node, When):
            result.append(node)
            continue
        inner = merged(hoisted(node.nodes))
        before = after = ""
        if inner and isinstance(inner[0], Text):
            before, rest = leading(inner[0].text)
            inner[0] = Text(rest)
        if inner and isinstance(inner[-1], Text):
            after, rest = trailing(inner[-1].text)
            inner[-1] = Text(rest)
        result += [Text(before), replace(node, nodes=tuple(inner)), Text(after)]
    return result


def leading(text: str) -> tuple[str, str]:
    """The line ends that a text starts with, and the rest."""
    match = re.match(r"[ \t]*\n\s*", text)
    return (match[0], text[match.end() :]) if match else ("", text)


def trailing(text: str) -> tuple[str, str]:
    """The line ends that a text closes with, and the rest."""
    match = re.search(r"\s*\n[ \t]*$", text)
    return (match[0], text[: match.start()]) if match else ("", text)


def merged(nodes: list[Node]) -> list[Node]:
    """The nodes with neighbouring texts joined, so that a break is seen as one."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Text) and result and isinstance(result[-1], Text):
            result[-1] = Text(result[-1].text + node.text)
        else:
            result.append(node)
    return result
