"""What changed between two texts of one article, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST = 4_000
"""Paragraphs that are compared; a text of more is a book."""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that left (-) or came (+); what was reworded does both."""

    sign: Literal["-", "+"]
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The paragraphs that left and came, in order."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Change] = []
    for told, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if told != "equal":
            found += [Change("-", text) for text in old[a:b]]
            found += [Change("+", text) for text in new[c:d]]
    return found


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST]
