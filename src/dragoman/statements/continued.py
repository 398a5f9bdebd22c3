"""Quotations that run over paragraphs: one statement, though the encoder reads each paragraph alone.

Newspapers open each paragraph of a long quotation anew and close the last alone. A paragraph without
words of saying of its own belongs to the statement of the paragraphs before it, or, where those have
none either, to the first one behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.languages.quotes import over_paragraphs
from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made
from dragoman.statements.byplace import ByPlace, line_of

HALF = 0.5
"""A content of which less lies in a part of a quotation says more than it, and stays as it is."""


def continued(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, the parts of each quotation given to the one that it belongs to; in order."""
    contents = [list(s.content) for s in statements]
    by_place = ByPlace(article.text, statements)
    for chain in over_paragraphs(article.text):
        found = [list(by_place.touching(part)) for part in chain]
        tellers = [
            _teller(article.text, part, [(n, statements[n]) for _, n in there], first=number == 0)
            for number, (part, there) in enumerate(zip(chain, found, strict=True))
        ]
        for part, there, owner in zip(chain, found, _owners(tellers, found), strict=True):
            if owner is not None:
                _give(contents, part, there, owner)
    changed = [
        _with(article, one, tuple(sorted(parts))) if parts else None
        for one, parts in zip(statements, contents, strict=True)
    ]
    ids = {old.id: new.id for old, new in zip(statements, changed, strict=True) if new}
    return [replace(one, within=ids.get(one.within or "")) for one in changed if one]


def _teller(
    text: str, part: Span, there: Sequence[tuple[int, Statement]], *, first: bool
) -> int | None:
    """The statement by whose words or layout it is told who says this part, if any is."""
    line = line_of(text, part)
    for number, one in there:
        told = (*one.cue, *((one.source,) if one.source else ()))
        if one.mention or any(first or line.contains(span) for span in told):
            return number
    return None


def _owners(
    tellers: Sequence[int | None], found: Sequence[Sequence[tuple[Span, int]]]
) -> list[int | None]:
    """To which statement each part belongs: its own, the last before, else the first behind."""
    last = next((t for t in tellers if t is not None), None)
    if last is None and found[0]:
        last = found[0][0][1]
    owners: list[int | None] = []
    for teller in tellers:
        last = last if teller is None else teller
        owners.append(last)
    return owners


def _give(
    contents: list[list[Span]], part: Span, there: Sequence[tuple[Span, int]], owner: int
) -> None:
    """Takes a part from all other statements and gives it to its owner."""
    if any(number == owner for _, number in there):
        return
    for content, number in there:
        shared = min(content.end, part.end) - max(content.start, part.start)
        if content in contents[number] and shared >= HALF * len(content):
            contents[number].remove(content)
    contents[owner].append(part)


def _with(article: Article, one: Statement, content: tuple[Span, ...]) -> Statement:
    if content == tuple(sorted(one.content)):
        return one
    joined = made(article, one.source, one.cue, content, confidence=one.confidence)
    form = one.form if one.form == "direct" else joined.form
    return replace(joined, within=one.within, mention=one.mention, form=form)
