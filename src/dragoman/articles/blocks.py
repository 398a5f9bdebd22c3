"""A page as a list of blocks: each paragraph, heading and list item with its text, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dragoman.articles.decode import normalise

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
        "details", "dialog", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)  # fmt: skip
_SKIPPED = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "option",
        "textarea", "input", "object", "embed", "canvas", "audio", "video", "figcaption", "head",
        "math", "map",
    )
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STRONG = frozenset({"strong", "b"})
# Pages that render on the client write elements of their own; these class names say what they mean.
_HIDDEN_CLASSES = frozenset(
    ("visually-hidden", "visuallyhidden", "sr-only", "a11y", "screen-reader-text", "hidden-text")
)
_STRONG_CLASSES = frozenset({"strong", "bold"})
_BREAK_CLASSES = frozenset({"br"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One block's text with its spaces made single; `level` is 1 to 6 for a heading, else 0.

    `strong` says that all of it is set bold, `linked` that all of it is a link.
    """

    text: str
    level: int = 0
    strong: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class _Role:
    """What an element does to the text within it."""

    breaks: bool
    level: int
    strong: bool
    linked: bool


class _Collector:
    """Gathers runs of inline text; a block element or a line break ends a run."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._run: list[str] = []
        self._weak = self._unlinked = False
        self._level = self._strong = self._linked = 0

    def enter(self, role: _Role, text: str | None) -> None:
        if role.breaks:
            self.flush()
        self._level = role.level or self._level
        self._strong += role.strong
        self._linked += role.linked
        self.text(text)

    def leave(self, role: _Role) -> None:
        if role.breaks:
            self.flush()
        self._level = 0 if role.level else self._level
        self._strong -= role.strong
        self._linked -= role.linked

    def text(self, value: str | None) -> None:
        if value:
            self._run.append(value)
        if value and value.strip():
            self._weak = self._weak or not self._strong
            self._unlinked = self._unlinked or not self._linked

    def flush(self) -> None:
        text = clean("".join(self._run))
        if text:
            self.blocks.append(Block(text, self._level, not self._weak, not self._unlinked))
        self._run.clear()
        self._weak = self._unlinked = False


def clean(text: str) -> str:
    """Text without invisible characters, its spaces made single."""
    return _SPACE.sub(" ", normalise(_INVISIBLE.sub("", text))).strip()


def blocks(tree: Any) -> list[Block]:
    """The blocks of a parsed page in order; without scripts, controls, captions, hidden text."""
    collector = _Collector()
    stack: list[tuple[Any, _Role | None]] = [(tree, None)]
    while stack:
        element, entered = stack.pop()
        if entered:
            collector.leave(entered)
            collector.text(element.tail)
        elif role := _role(element):
            collector.enter(role, element.text)
            stack.append((element, role))
            stack.extend((child, None) for child in reversed(element))
        else:
            collector.text(element.tail)
    collector.flush()
    return collector.blocks


def _role(element: Any) -> _Role | None:
    """None for an element whose inside is not read."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or element.get("hidden") is not None:
        return None
    classes = set((element.get("class") or "").split())
    if classes & _HIDDEN_CLASSES:
        return None
    return _Role(
        breaks=tag in _BLOCKS or "-" in tag or bool(classes & _BREAK_CLASSES),
        level=int(tag[1]) if tag in _HEADINGS else 0,
        strong=tag in _STRONG or bool(classes & _STRONG_CLASSES),
        linked=tag == "a",
    )
