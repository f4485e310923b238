"""Sentences that stand on a page without the blank between them."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import document_fromstring

# What a browser sets on a line, or in a box, of its own.
APART = re.compile(
    "p|li|dd|dt|td|th|div|section|small|br|h[1-4]|legend|label|option|summary|ul|ol|dl|table|caption|thead|tbody|tr|form"
    "|fieldset|nav|header|footer|main|article|aside|button|svg|select|textarea|input|figure|details"
)
GLUED = re.compile(r"[a-zé0-9)”’][.!?:](?:[A-Z][a-zé]+|[“‘])")


def glued(html: str) -> list[str]:
    """Where a sentence begins right after the end of another, with what stands around it."""
    found = []
    for line in lines(html):
        found += [line[max(0, hit.start() - 30) : hit.end() + 10] for hit in GLUED.finditer(line)]
    return found


def lines(html: str) -> Iterator[str]:
    """The text of a page, as far as each runs on."""
    running: list[str] = []

    def walk(element: Any) -> Iterator[str]:
        is_apart = bool(APART.fullmatch(element.tag)) or "skip" in (element.get("class") or "")
        if is_apart:
            yield "".join(running)
            running.clear()
        running.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from walk(child)
            running.append(child.tail or "")
        if is_apart:
            yield "".join(running)
            running.clear()

    yield from walk(document_fromstring(html).find("body"))
    yield "".join(running)
