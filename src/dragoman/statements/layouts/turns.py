"""The turns of a transcript: labels at the beginning of paragraphs, and what is said behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.records import Span
from dragoman.statements.layouts.lines import Line, first_person
from dragoman.statements.layouts.names import LONGEST, names
from dragoman.statements.phrases import is_office, lists

_MARK = re.compile("[:.]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A label with its words, one span a paragraph; `key` is the same for all forms of a label."""

    key: str
    label: Span
    said: tuple[Span, ...]


def turns_of(lines: Sequence[Line]) -> list[Turn]:
    """The paragraphs that a label opens, with those behind them up to the next label or heading.

    A title is a turn only where another follows it at once: the text has no title.
    """
    found: list[Turn] = []
    goes_on = False
    for number, line in enumerate(lines):
        match = _label_of(line)
        if line.kind == "title" and not (number + 1 < len(lines) and _label_of(lines[number + 1])):
            match = None
        if match:
            group = "name" if match["name"] else "letter"
            words = line.part(match.end())
            said = (words,) if len(words) else ()
            found.append(Turn(key_of(match[group]), line.part(*match.span(group)), said))
            goes_on = True
        elif line.kind is not None:
            goes_on = False
        elif goes_on and any(map(str.isalpha, line.text)):
            found[-1] = replace(found[-1], said=(*found[-1].said, line.span))
    return [turn for turn in found if turn.said]


def _label_of(line: Line) -> re.Match[str] | None:
    """The label that a line begins with, if it can be that of a turn."""
    found = _turn().match(line.text) if _MARK.search(line.text, 0, 2 * LONGEST) else None
    return found if found and _is_label(found["name"] or found["letter"]) else None


def key_of(label: str) -> str:
    """The surname in a label, or all of it where it is none ("THE VICE PRESIDENT"), in small letters."""
    words = re.findall(r"[^\W\d_][\w’'-]*", label.split(",", maxsplit=1)[0].casefold())
    while len(words) > 1 and words[0] in lists("nouns")["determiners"]:
        words = words[1:]
    if not words:
        return ""
    named = is_office(words[-1]) and len(words) > 1
    return " ".join(words) if named else words[-1].rstrip("0123456789")


def _is_label(label: str) -> bool:
    words = lists("layouts")
    return label.rstrip("0123456789").casefold() in words["askers"] | words["answerers"] or names(
        label
    )


def own_words(text: str, turn: Turn, name: str, *, last: bool) -> Turn:
    """A turn up to the first paragraph in which the outlet tells of the speaker, who is called `name`.

    Behind the last turn the outlet may go on: there only words of "me" are kept.
    """
    kept = list(turn.said[:1])
    for span in turn.said[1:]:
        words = span.of(text)
        if last and not first_person(words, alone=True):
            break
        if _is_told(words, (turn.key, name)) and not first_person(words):
            break
        kept.append(span)
    return replace(turn, said=tuple(kept))


def _is_told(text: str, names: Sequence[str]) -> bool:
    """Whether a paragraph begins with "he", or names the one whose turn it is."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text.casefold())
    surnames = [name.split()[-1] for name in names if len(name) > 1]
    return words[0] in lists("sources")["pronouns"] or any(name in words for name in surnames)


@cache
def _turn() -> re.Pattern[str]:
    aside = r"(?:\s\([^()\n]{1,40}\))?"
    return re.compile(
        rf"(?:\*\*|__)?(?:(?P<letter>[QA]\d{{0,2}})(?:\*\*|__)?[:.]|(?P<name>[^\W\d_][^:“”\"\n]{{0,{LONGEST}}}?)"
        rf"{aside}(?:\*\*|__)?\s?:)(?:\*\*|__)?(?=\s|$)"
    )
