"""Quotations under a heading that names who speaks, as in round-ups of reactions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from dragoman.records import Article, Span
from dragoman.statements.layouts.laid import Laid
from dragoman.statements.layouts.lines import Line, is_quoted
from dragoman.statements.layouts.names import head_of, names

HEADED = 0.6
"""A bare quotation under a name: the heading may name a place or a matter, too."""
FEWEST = 2
"""So many sections that hold nothing but quotations make a round-up."""


def headed(article: Article, lines: Sequence[Line]) -> Iterator[Laid]:
    """The bare quotations that begin the sections of a round-up, given to the sections' headings."""
    text = article.text
    sections = [
        s for s in _sections(lines) if names(s[0].bare.of(text), clause=True) and len(s) > 1
    ]
    quoted = [list(takewhile(lambda one: is_quoted(text, one.span), s[1:])) for s in sections]
    bare = sum(len(q) == len(s) - 1 for s, q in zip(sections, quoted, strict=True))
    if bare < FEWEST:
        return
    for (heading, *_), body in zip(sections, quoted, strict=True):
        mention = Span(heading.bare.start, heading.bare.start + head_of(heading.bare.of(text)))
        if body:
            yield Laid(tuple(line.span for line in body), mention, HEADED)


def _sections(lines: Sequence[Line]) -> list[list[Line]]:
    """Each heading with the lines under it."""
    found: list[list[Line]] = []
    for line in lines:
        if line.is_heading:
            found.append([line])
        elif found:
            found[-1].append(line)
    return found
