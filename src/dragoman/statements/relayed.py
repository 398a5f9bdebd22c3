"""Those whom a medium quotes: "the agency quoted her as saying that …" is her statement, not the agency's.

PolNeAR marks the medium as the source and all behind its verb as content. Who reads a page asks who said it: the
one quoted is the source, the medium stands between (`actors.circumstances.relays`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made
from dragoman.statements.phrases import either, ending_at, lists

LONGEST = 80
"""Characters of who is quoted."""


def relayed(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements; those whose content begins with who was quoted are given to him."""
    return [_of_quoted(article, one) or one for one in statements]


def _of_quoted(article: Article, one: Statement) -> Statement | None:
    """The statement of who is quoted in its last content: "the minister as saying: “…”", "her as saying".

    Where nobody stands before "as saying", who was quoted is the source already.
    """
    last = one.content[-1]
    match = _pattern().match(last.of(article.text)) if one.source and one.cue else None
    if match is None:
        return None
    cue, who = _moved(match.span("cue"), last.start), one.source
    if match["who"]:
        who = _moved(match.span("who"), last.start)
        if not _speaks(article.text, who):
            return None
    rest = (_moved((match.end(), len(last)), last.start),) if match.end() < len(last) else ()
    content = (*one.content[:-1], *rest)
    if not content:
        return None
    return made(article, who, (*one.cue, cue), content, confidence=one.confidence)


def _moved(span: tuple[int, int], by: int) -> Span:
    return Span(span[0] + by, span[1] + by)


def _speaks(text: str, who: Span) -> bool:
    words = who.of(text).lower()
    return words in lists("sources")["pronouns"] or ending_at(text, who.start, who.end) == who


@cache
def _pattern() -> re.Pattern[str]:
    words = lists("nested")
    cue = rf"(?:{either(words['as'])})\s+(?:{either(words['as_saying'])})"
    return re.compile(
        rf"(?:(?P<who>[^,;:“”\"\n]{{2,{LONGEST}}}?)\s+)?(?P<cue>{cue})(?::\s*|,?\s+(?=[^\s.])|[.,]?\s*$)"
    )
