"""Statements inside statements: "echoed Norway's claim that …" holds a claim of Norway's.

PolNeAR marks no nested attribution, so that this is a rule: a noun of saying with its owner before
it ("Norway's claim that") or behind ("claims by the rebels that"), inside the content of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.languages.data import load
from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made

SHARE = 0.8
"""What a nested statement keeps of the confidence of the one around it."""
_OWNER = (
    r"(?P<before>the\s+[\w.-]{1,40}(?:\s+[\w.-]{1,40}){0,4}?"
    r"|[^\W\d_a-z][\w.-]{0,40}(?:\s+[^\W\d_a-z][\w.-]{0,40}){0,4})(?:['’]s|['’])\s+"
)
_BY = r"\s+(?:by|from)\s+(?P<behind>[^,;:.!?\n“”\"()]{2,60}?)"
_END = re.compile(r"\s+[–—]\s|;|[.!?](?=\s|$)|\n")


def nested(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with those inside them behind each, `within` set; none stands twice."""
    out: dict[str, Statement] = {one.id: one for one in statements}
    order: list[str] = []
    for one in statements:
        order.append(one.id)
        for inner in _inside(article, one):
            if inner.id not in out:
                out[inner.id] = replace(inner, within=one.id)
                order.append(inner.id)
    return [out[id] for id in order]


def _inside(article: Article, one: Statement) -> list[Statement]:
    found = []
    for content in one.content:
        for match in _pattern().finditer(article.text, content.start, content.end):
            end = _END.search(article.text, match.end(), content.end)
            inner = Span(match.start("that"), end.start() if end else content.end)
            owner = "before" if match["before"] else "behind"
            source = Span(*match.span(owner))
            if len(inner) > len("that  "):
                cue = Span(*match.span("noun" if match["before"] else "noun2"))
                words = (_stripped(article, inner),)
                sure = one.confidence * SHARE
                found.append(made(article, source, (cue,), words, confidence=sure))
    return found


def _stripped(article: Article, span: Span) -> Span:
    words = span.of(article.text)
    return Span(span.start, span.end - (len(words) - len(words.rstrip(" ,\"”’'"))))


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(load("en").words("statements", "words")["claim_nouns"]))
    noun = rf"(?P<noun>{nouns})"
    return re.compile(
        rf"(?:(?<![\w.-]){_OWNER}{noun}|\b{noun.replace('noun', 'noun2')}{_BY})\s+(?P<that>that)\s"
    )
