"""What a reader sees of a page: read back from each format with another program's parser."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt


@dataclass
class Stretch:
    """Characters that a page says are of a span of an article."""

    article: str
    start: int
    end: int
    text: str = ""


@dataclass
class Document:
    """An HTML page taken apart."""

    stretches: list[Stretch] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def ids(self) -> list[str]:
        return [value for _, held in self.tags if (value := held.get("id"))]

    def links(self) -> list[str]:
        return [value for tag, held in self.tags if tag == "a" and (value := held.get("href"))]


class _Reader(HTMLParser):
    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Document()
        self._open: list[Stretch | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.found.tags.append((tag, held))
        if tag in self.VOID:
            return
        stretch = None
        if held.get("data-span"):
            start, end = str(held["data-span"]).split("-")
            stretch = Stretch(str(held["data-article"]), int(start), int(end))
            self.found.stretches.append(stretch)
        self._open.append(stretch)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.found.texts.append(data)
        for stretch in self._open:
            if stretch:
                stretch.text += data


def read_html(page: str) -> Document:
    """The tags, and the text of everything that claims to be of an article."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def flat(text: str) -> str:
    """Text with its white space alike."""
    return " ".join(text.split())


def read_markdown(page: str) -> str:
    """The text that a CommonMark reader shows, white space alike; the front matter left out."""
    body = page.split("\n---\n", 1)[1]
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(body)
    parts = []
    for token in tokens:
        for child in token.children or [token]:
            broken = child.type in {"softbreak", "hardbreak"}
            parts.append(" " if broken else child.content)
        parts.append(" ")
    return flat("".join(parts))


def unescaped(line: str) -> str:
    """Markdown's escapes undone."""
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line))
