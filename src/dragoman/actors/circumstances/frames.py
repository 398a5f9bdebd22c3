"""The words around one attribution, with what was said taken out.

A frame is the sentence of source and cue as tokens. Contents, the source and each date expression
are one token each. Of a statement that this one is nested in, only the content is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dragoman.languages.data import load
from dragoman.languages.dates import find
from dragoman.languages.sentences import of_text, paragraphs
from dragoman.records import Reading, Span, Statement

Kind = Literal["word", "mark", "date", "source", "content"]

WIDEST = 600
"""How many characters around source and cue are looked at."""
NEIGHBOURS = 12
_TOKEN = re.compile(
    r"(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:[.’'&/-][^\W_]+)*(?:[’'](?!\w))?)|(?P<mark>\S)"
)
_POSSESSIVE = re.compile(r"[’']s\b|[’'](?!\w)")
_JOINT = re.compile(r", (?:and|but) (?:on )?")
_SHORT = 4


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """The word lists of languages/en/circumstances.toml that are no channels."""
    return load("en").words("circumstances", "words")


def listed(word: str, *names: str) -> bool:
    """Whether a lower-case word stands in one of the lists."""
    return word in _joined(names)


@cache
def _joined(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(lexicon()[name] for name in names))


class Token(NamedTuple):
    """A word, a mark, a date, or what stands for source or content; the text in lower case."""

    kind: Kind
    low: str
    start: int
    end: int
    capital: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Frame:
    """The tokens of one attribution, with the indexes of its parts.

    The cue stands from `cue` to `after`; source, cue and contents together from `begin` to `own`.
    """

    text: str
    tokens: Sequence[Token]
    cue: int
    after: int
    begin: int
    own: int
    whole: Span
    parents: Sequence[Statement] = ()

    def first(self, kind: Kind) -> int | None:
        """The index of the first token of a kind."""
        return next((n for n, t in enumerate(self.tokens) if t.kind == kind), None)

    @property
    def lead(self) -> int:
        """Where the words before source, cue and content end."""
        places = [n for n in (self.first("source"), self.first("content")) if n is not None]
        return min([self.cue, *places])

    def cue_words(self) -> list[str]:
        """The words of the cue in lower case."""
        return [t.low for t in self.tokens[self.cue : self.after]]


@lru_cache(maxsize=2)
def _sentences(text: str) -> tuple[Sequence[Span], list[int]]:
    found = of_text(text)
    return found, [s.start for s in found]


@lru_cache(maxsize=2)
def _paragraphs(text: str) -> list[int]:
    return [p.start for p in paragraphs(text)]


def paragraph(text: str, at: int) -> int:
    """The number of the paragraph that holds a character."""
    return bisect_right(_paragraphs(text), at)


def anchor(statement: Statement) -> Span:
    """The span by which a statement is placed: its cue, else its source, else its content."""
    if statement.cue:
        return statement.cue[0]
    return statement.source or statement.content[0]


def sentence(text: str, at: int) -> Span:
    """The sentence that holds a character; nothing of the text where there is none."""
    found, starts = _sentences(text)
    return found[max(0, bisect_right(starts, at) - 1)] if found else Span(at, at)


def position(reading: Reading, statement: Statement) -> int:
    """Where in the reading a statement stands; statements arrive in the order of their contents."""
    held = reading.statements
    at = bisect_left(held, statement.content[0].start, key=lambda s: s.content[0].start)
    while at < len(held) and held[at].content[0].start == statement.content[0].start:
        if held[at].id == statement.id:
            return at
        at += 1
    return next((n for n, s in enumerate(held) if s.id == statement.id), len(held))


def around(reading: Reading, statement: Statement) -> Sequence[Statement]:
    """The statements next to this one in the text, itself left out."""
    at = position(reading, statement)
    near = reading.statements[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
    return [s for s in near if s.id != statement.id]


def parents(reading: Reading, statement: Statement) -> list[Statement]:
    """The statements in whose content this one stands, the innermost first."""
    place = anchor(statement)
    near = around(reading, statement)
    holding = [s for s in near if s.id == statement.within or _holder(s, place)]
    return sorted(holding, key=lambda s: len(s.extent))


def _holder(outer: Statement, place: Span) -> Span | None:
    """The content of a statement that holds a place."""
    for content in outer.content:
        if content.start <= place.start and place.end <= content.end:
            return content
    return None


def frame(reading: Reading, statement: Statement) -> Frame:
    """The frame of one statement; its tokens are empty where the text has no words there."""
    text, place = reading.article.text, anchor(statement)
    above = parents(reading, statement)
    whole = sentence(text, place.start)
    if statement.source and _same_paragraph(text, statement.source, place):
        other = sentence(text, statement.source.start)
        whole = Span(min(whole.start, other.start), max(whole.end, other.end))
    region = _inside(whole, place, statement, above)
    masks = _masks(reading, statement, region)
    tokens = list(_tokens(text, region, masks, statement.source))
    cue, after = _cue_places(tokens, statement, place)
    begin, own = _own_places(tokens, statement, (cue, after))
    return Frame(text, tokens, cue, after, begin, own, whole, above)


def _own_places(
    tokens: Sequence[Token], statement: Statement, cue: tuple[int, int]
) -> tuple[int, int]:
    """From the first to behind the last token of a statement's source, cue and contents."""
    held = {s.start for s in statement.content}
    mine = [n for n, t in enumerate(tokens) if t.kind == "source" or t.start in held]
    return min([cue[0], *mine]), max([cue[1], *(n + 1 for n in mine)])


def _same_paragraph(text: str, one: Span, other: Span) -> bool:
    near = abs(one.start - other.start) < WIDEST
    return near and paragraph(text, one.start) == paragraph(text, other.start)


def _inside(whole: Span, place: Span, statement: Statement, above: Sequence[Statement]) -> Span:
    """The sentence, but no more of it than the innermost content that holds the statement."""
    start, end = whole.start, max(whole.end, place.end)
    for outer in above[:1]:
        if held := _holder(outer, place):
            start, end = max(start, held.start), max(place.end, min(end, held.end))
    source = statement.source or place
    low, high = min(source.start, place.start), max(source.end, place.end)
    start = max(start, min(low, place.start) - WIDEST)
    return Span(min(start, place.start), max(place.end, min(end, high + WIDEST)))


def _masks(reading: Reading, statement: Statement, region: Span) -> list[Span]:
    """The contents in the region: of this statement, and of those that do not hold it."""
    place, source = anchor(statement), statement.source
    found = [c for c in statement.content if c.overlaps(region)]
    for other in around(reading, statement):
        for content in other.content:
            if not content.overlaps(region) or content.overlaps(place):
                continue
            if source is None or not content.overlaps(source):
                found.append(content)
    return sorted(found, key=lambda s: (s.start, s.end))


def _tokens(text: str, region: Span, masks: Sequence[Span], source: Span | None) -> Iterator[Token]:
    """The tokens of a region, in order and without overlap."""
    fixed: list[Token] = [Token("content", "", m.start, m.end) for m in masks]
    if source and len(source) and source.overlaps(region):
        fixed.append(Token("source", source.of(text).lower(), source.start, source.end))
    for gap in _gaps(region, fixed):  # a day in what is said is not the day of the saying
        fixed.extend(_date(text, span) for span in dates(text, gap))
    at = region.start
    for token in sorted(fixed, key=lambda t: (t.start, -t.end)):
        if token.start >= at:
            yield from _plain(text, at, token.start)
            yield token
        at = max(at, token.end)
    yield from _plain(text, at, region.end)


def _gaps(region: Span, taken: Sequence[Token]) -> list[Span]:
    """What of a region no token takes."""
    gaps, at = [], region.start
    for token in sorted(taken, key=lambda t: t.start):
        if token.start > at:
            gaps.append(Span(at, min(token.start, region.end)))
        at = max(at, token.end)
    return gaps if at >= region.end else [*gaps, Span(at, region.end)]


def dates(text: str, region: Span) -> Iterator[Span]:
    """The date expressions of a region; "on Monday, and on Tuesday" are two."""
    for found in _found(text[region.start : region.end]):
        span = Span(region.start + found.start, region.start + found.end)
        joint = _JOINT.search(text, span.start, span.end)
        if joint is None:
            yield span
            continue
        for part in (Span(span.start, joint.start()), Span(joint.end(), span.end)):
            for one in _found(part.of(text)):
                yield Span(part.start + one.start, part.start + one.end)


@lru_cache(maxsize=1024)
def _found(text: str) -> tuple[Span, ...]:
    """The dates of a piece of text; the statements of one sentence ask for the same pieces."""
    return tuple(find(text))


def _date(text: str, span: Span) -> Token:
    """A date with its possessive: "Friday’s"."""
    owned = _POSSESSIVE.match(text, span.end)
    end = owned.end() if owned else span.end
    return Token("date", text[span.start : span.end], span.start, end, capital=bool(owned))


def plain(text: str, span: Span) -> list[Token]:
    """The words and marks of a span; dates are words here."""
    return list(_plain(text, span.start, span.end))


@lru_cache(maxsize=1024)
def _plain(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(_read(text, start, end))


def _read(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        found = match.group()
        if match.lastgroup == "mark" and found == "." and _abbreviates(text, match.start(), end):
            continue
        kind: Kind = "word" if match.lastgroup == "word" else "mark"
        yield Token(kind, found.lower(), match.start(), match.end(), found[0].isupper())


def _abbreviates(text: str, at: int, end: int) -> bool:
    """Whether a full stop stands behind a short word with more of the sentence to come."""
    word = re.search(r"\w{1,4}$", text[max(0, at - _SHORT) : at])
    follows = text[at + 1 : min(end, at + 3)].strip()
    return bool(word and word.group()[0].isupper() and follows[:1].isalnum())


def _cue_places(tokens: Sequence[Token], statement: Statement, place: Span) -> tuple[int, int]:
    if not statement.cue:
        number = next((n for n, t in enumerate(tokens) if t.end >= place.end), len(tokens))
        return number, number
    inside = [n for n, t in enumerate(tokens) if t.kind != "content" and t.span.overlaps(place)]
    if not inside:
        number = next((n for n, t in enumerate(tokens) if t.start >= place.start), len(tokens))
        return number, number
    return inside[0], inside[-1] + 1
