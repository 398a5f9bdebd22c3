"""What the encoder takes for an attribution and no reader would: parts and wholes left out.

PolNeAR's contents may go on over sentences, and some have neither cue nor source. On a page such a
part puts words into the wrong mouth, and such a whole is nobody's: right is better than complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.languages.data import load
from dragoman.languages.quotes import quotation_map
from dragoman.languages.sentences import ends_between
from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made


def sound(article: Article, statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements without parts that belong to nobody or to another sentence; in order."""
    for one in statements:
        if _is_nobodys(one) or _is_relay(article, one):
            continue
        kept = tuple(s for s in one.content if len(one.content) == 1 or _belongs(article, one, s))
        if not kept or kept == one.content:
            yield one
        else:
            yield made(article, one.source, one.cue, kept, confidence=one.confidence)


def _is_nobodys(one: Statement) -> bool:
    return one.source is None and not one.cue and one.form == "indirect"


def _is_relay(article: Article, one: Statement) -> bool:
    """Whether the cue only names where somebody has it from ("citing the ministry")."""
    relays = load("en").words("statements", "words")["relay_cues"]
    return bool(one.cue) and all(span.of(article.text).lower() in relays for span in one.cue)


def _belongs(article: Article, one: Statement, part: Span) -> bool:
    """Whether a part is quoted, or stands in the sentence of the cue."""
    quoted = quotation_map(article.text)
    middle = (part.start + part.end) // 2
    if quoted[middle] or not one.cue:
        return True
    cue = one.cue[0]
    first, last = min(cue.end, part.end), max(cue.start, part.start)
    return not ends_between(article.text, first, last)
