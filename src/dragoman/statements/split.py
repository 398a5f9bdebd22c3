"""Contents that run on into a second act of saying, cut in two.

"said the port was held, warning that ships would be sunk", "said it was watching and urged restraint":
the encoder sometimes gives one content; the second verb is the cue of a statement of its own, by the
same source. A known error of such encoders on coordinated verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.languages.quotes import quotation_map
from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made
from dragoman.statements.phrases import either, lists

SHARE = 0.8
"""What the second statement keeps of the confidence of the one that it was cut from."""
LEAST = 12
"""Characters that either side must have."""


def split(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those that hold a second act of saying cut before it; in order."""
    return [part for one in statements for part in _parts(article, one)]


def _parts(article: Article, one: Statement) -> Iterator[Statement]:
    while cut := _cut(article.text, one.content[-1]):
        last = one.content[-1]
        head = (*one.content[:-1], Span(last.start, cut.start()))
        yield made(article, one.source, one.cue, head, confidence=one.confidence)
        cue = Span(*cut.span(_which(cut)))
        tail = Span(cut.end(), last.end)
        one = made(article, one.source, (cue,), (tail,), confidence=one.confidence * SHARE)
    yield one


def _cut(text: str, content: Span) -> re.Match[str] | None:
    """Where the content holds a second verb of saying in its own clause, outside quotation marks."""
    for match in _pattern().finditer(text, content.start + LEAST, content.end):
        quoted = quotation_map(text)[match.start(_which(match))]
        if not quoted and content.end - match.end() >= LEAST:
            return match
    return None


def _which(match: re.Match[str]) -> str:
    return "cue" if match["cue"] else "second"


@cache
def _pattern() -> re.Pattern[str]:
    words = lists("words")
    participles, verbs, adverbs, joins = (
        either(words[name]) for name in ("participles", "second_verbs", "adverbs", "joins")
    )
    behind_comma = rf",\s+(?P<cue>{participles})"
    behind_join = rf",?\s+(?:{joins})\s+(?:(?:{adverbs})\s+)?(?P<second>{verbs})"
    return re.compile(rf"(?:{behind_comma}|{behind_join})\s+")
