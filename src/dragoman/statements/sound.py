"""What the encoder takes for an attribution and no reader would: parts and wholes left out.

PolNeAR's contents may go on over sentences, and some have neither cue nor source. On a page such a
part puts words into the wrong mouth, and such a whole is nobody's: right is better than complete.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.languages.quotes import quotation_map
from dragoman.languages.sentences import ends_between
from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made
from dragoman.statements.layouts.lines import headings_of
from dragoman.statements.phrases import lists


def sound(article: Article, statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements without parts that belong to nobody or to another sentence; in order.

    A quotation under another heading than its cue is a statement of its own, nobody's as yet.
    """
    headings = headings_of(article)
    for one in statements:
        if _is_nobodys(one) or _is_relay(article, one):
            continue
        strays = [s for s in one.content if _is_beyond(headings, one, s)]
        yield from (_alone(article, one, s) for s in strays if _is_quoted(article, s))
        rest = tuple(s for s in one.content if s not in strays)
        kept = tuple(s for s in rest if len(rest) == 1 or _belongs(article, one, s)) or rest
        if kept == one.content:
            yield one
        elif kept:
            yield made(article, one.source, one.cue, kept, confidence=one.confidence)


def _is_beyond(headings: Sequence[int], one: Statement, part: Span) -> bool:
    """Whether a heading stands between a part and its cue."""
    if not one.cue:
        return False
    return bisect_left(headings, part.start) != bisect_left(headings, one.cue[0].start)


def _alone(article: Article, one: Statement, part: Span) -> Statement:
    return made(article, None, (), (part,), confidence=one.confidence)


def _is_nobodys(one: Statement) -> bool:
    return one.source is None and not one.cue and one.form == "indirect"


def _is_relay(article: Article, one: Statement) -> bool:
    """Whether the cue only names where somebody has it from ("citing the ministry")."""
    relays = lists("words")["relay_cues"]
    return bool(one.cue) and all(span.of(article.text).lower() in relays for span in one.cue)


def _is_quoted(article: Article, part: Span) -> bool:
    return bool(quotation_map(article.text)[(part.start + part.end) // 2])


def _belongs(article: Article, one: Statement, part: Span) -> bool:
    """Whether a part is quoted, or stands in the sentence of the cue."""
    if _is_quoted(article, part) or not one.cue:
        return True
    cue = one.cue[0]
    first, last = min(cue.end, part.end), max(cue.start, part.start)
    return not ends_between(article.text, first, last)
