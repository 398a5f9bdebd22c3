"""The newswire set's articles, which come as lists of words, written as text again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_CLOSING = re.compile(r"[.,;:!?)\]}%”’…]+$")
_OPENING = frozenset("([{“‘$£€#@")
_ADDRESS = re.compile(r"https?://\S+$")
Word = tuple[str, str]


def article(row: Mapping[str, Any]) -> dict[str, Any]:
    """{"id", "text", "entities"}: a paragraph a line, entities as (kind, start, end) in characters."""
    lines: list[str] = []
    entities: list[tuple[str, int, int]] = []
    at = 0
    for sentence in row["sentences"]:
        if len(sentence) == 1 and _ADDRESS.match(sentence[0][0]):
            continue
        line, places = _line(sentence)
        entities += [(kind, at + start, at + end) for kind, start, end in _spans(sentence, places)]
        lines.append(line)
        at += len(line) + 1
    return {"id": f"newswire-{row['id']}", "text": "\n".join(lines), "entities": entities}


def _line(sentence: Sequence[Word]) -> tuple[str, list[tuple[int, int]]]:
    """The words with the spaces that print has, and where each of them stands."""
    out = ""
    places = []
    inside = False
    glued = True
    for word, _ in sentence:
        joined = glued or bool(_CLOSING.match(word)) or word in {"-", "/"}
        glued = word in _OPENING or word in {"-", "/", "’"}
        if word == '"':
            joined, glued, inside = joined or inside, not inside, not inside
        start = len(out) + (not joined)
        out += ("" if joined else " ") + word
        places.append((start, len(out)))
    return out, places


def _spans(
    sentence: Sequence[Word], places: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    begun: tuple[str, int] | None = None
    for number, (_, tag) in enumerate([*sentence, ("", "O")]):
        if begun and not tag.startswith("I-"):
            yield begun[0], begun[1], places[number - 1][1]
            begun = None
        if tag != "O" and begun is None:
            begun = (tag[2:].lower(), places[number][0])
