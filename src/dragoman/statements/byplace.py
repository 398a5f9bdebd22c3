"""Statements found by the places of their contents, so that cost grows with the text alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.records import Span, Statement


def line_of(text: str, span: Span) -> Span:
    """The line that holds a span, or all lines that it touches."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


class ByPlace:
    """The contents of statements in order, each with the number of its statement.

    No content runs over a line's end, so that one which touches a span begins in its line.
    """

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self.text = text
        self.parts = sorted((c, n) for n, s in enumerate(statements) for c in s.content)

    def touching(self, span: Span) -> Iterator[tuple[Span, int]]:
        """The contents that share a character with a span, with the numbers of their statements."""
        begin = line_of(self.text, span).start
        at = bisect_left(self.parts, (Span(begin, begin), 0))
        while at < len(self.parts) and self.parts[at][0].start < span.end:
            if self.parts[at][0].overlaps(span):
                yield self.parts[at]
            at += 1
