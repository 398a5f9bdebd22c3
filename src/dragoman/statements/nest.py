"""Statements inside statements: "echoed Norway's claim that …", "reported that officials said …".

PolNeAR marks no nested attribution, and labels hold one layer alone, so that what stands inside the
content of another is found by rule (`sayings`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.records import Article, Statement
from dragoman.statements.assemble import made
from dragoman.statements.mention import mention
from dragoman.statements.sayings import sayings

SHARE = 0.8
"""What a nested statement keeps of the confidence of the one around it."""
DEEPEST = 3


def nested(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with those inside them behind each, `within` set; none stands twice."""
    out: dict[str, Statement] = {one.id: one for one in statements}
    cues = {at for one in statements for cue in one.cue for at in (cue.start, cue.end)}
    order: list[str] = []
    for one in statements:
        order.append(one.id)
        for inner in _inside(article, one, DEEPEST):
            told = inner.cue[0]
            if inner.id not in out and cues.isdisjoint((told.start, told.end)):
                out[inner.id] = inner
                order.append(inner.id)
    return [out[id] for id in order]


def _inside(article: Article, one: Statement, deepest: int) -> Iterator[Statement]:
    """The statements inside one by others than its source, each followed by those inside it."""
    text = article.text
    own = one.source.of(text).casefold() if one.source else None
    for said in (s for content in one.content for s in sayings(text, content)):
        if said.source.of(text).casefold() == own:
            continue
        sure = one.confidence * SHARE
        inner = made(article, said.source, (said.cue,), (said.content,), confidence=sure)
        inner = replace(inner, within=one.id, mention=mention(text, said.source))
        yield inner
        if deepest > 1:
            yield from _inside(article, inner, deepest - 1)
