"""The paragraphs of an article with what they are, as layouts look at them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from dragoman.languages.quotes import MARKS, quotations
from dragoman.languages.sentences import paragraphs
from dragoman.records import Article, MarkKind, Span
from dragoman.statements.layouts.names import LONGEST, names
from dragoman.statements.phrases import either, lists

SKIPPED: frozenset[MarkKind] = frozenset({"furniture", "byline", "caption"})
LONGEST_QUESTION = 300
_BRACKETS = re.compile(r"\([^()]*\)")
_OUTSIDE = re.compile(r"[\w@#]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph without the space around it; `kind` is that of the mark over its start."""

    text: str
    span: Span
    kind: MarkKind | None

    @property
    def bare(self) -> Span:
        """The line without the signs of Markdown around it."""
        inner = self.text.strip("*_# ")
        start = self.text.index(inner)
        return Span(self.span.start + start, self.span.start + start + len(inner))

    def part(self, start: int, end: int | None = None) -> Span:
        """A part of the line, from and to characters of the line, without the space around it."""
        words = self.text[start:end]
        first = self.span.start + start + len(words) - len(words.lstrip())
        return Span(first, first + len(words.strip()))

    @property
    def is_heading(self) -> bool:
        """Whether it heads what follows: marked as a heading, or nothing but one who can speak."""
        inner = self.text.strip("*_# ")
        return self.kind == "heading" or (
            self.kind is None
            and inner[-1:].isalnum()
            and len(inner) <= LONGEST
            and names(inner, clause=True)
        )


def lines_of(article: Article) -> list[Line]:
    """The paragraphs in order, without furniture, bylines, captions and what stands in brackets."""
    marks = sorted(article.marks, key=lambda m: m.span)
    starts = [m.span.start for m in marks]
    found = []
    for span in paragraphs(article.text):
        before = bisect_right(starts, span.start) - 1
        inside = before >= 0 and span.start < marks[before].span.end
        found.append(Line(span.of(article.text), span, marks[before].kind if inside else None))
    return [
        line for line in found if line.kind not in SKIPPED and not _BRACKETS.fullmatch(line.text)
    ]


def headings_of(article: Article) -> list[int]:
    """Where the headings of an article begin, in order."""
    return [line.span.start for line in lines_of(article) if line.is_heading]


def said(text: str, span: Span) -> Span:
    """A stretch without a full stop at its end outside quotation marks, as PolNeAR marks contents."""
    words = span.of(text)
    stopped = words.endswith(".") and not words.endswith("..") and words[0] not in MARKS
    return Span(span.start, span.end - 1) if stopped and len(span) > 1 else span


def is_quoted(text: str, span: Span) -> bool:
    """Whether a stretch of one paragraph is nothing but quotations."""
    found = [q.span for q in quotations(text, span.start, span.end)]
    if not found or found[0].start != span.start:
        return False
    ends = [span.start, *(q.end for q in found)]
    between = [text[a:b] for a, b in zip(ends, [*(q.start for q in found), span.end], strict=True)]
    return not any(_OUTSIDE.search(part) for part in between)


def is_question(text: str) -> bool:
    """Whether a paragraph is a question and nothing else, in nobody's quotation marks."""
    words = text.strip("*_# ")
    return len(words) <= LONGEST_QUESTION and words.endswith("?") and words[0] not in MARKS


def first_person(text: str, *, alone: bool = False) -> bool:
    """Whether words outside quotation marks speak of "us" or "me", or `alone` of "me"."""
    quoted = [q.span for q in quotations(text, 0, len(text))]
    places = (m.start() for m in _first_person(alone).finditer(text))
    return any(not any(q.start <= at < q.end for q in quoted) for at in places)


@cache
def _first_person(alone: bool) -> re.Pattern[str]:
    words = lists("layouts")["first_singular" if alone else "first_person"] - {"i"}
    return re.compile(rf"(?<!\w)(?:I|{either(words)}|{either(w.title() for w in words)})(?!\w)")
