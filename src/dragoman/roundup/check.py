"""Verbatim or nothing: what a page prints is compared with the articles before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.errors import DragomanError
from dragoman.records import Article
from dragoman.roundup.page import Act, Entry, Passage, Roundup


class NotVerbatim(DragomanError):
    """A page would print words that its article does not hold (a programmer's mistake)."""


def check(page: Roundup) -> None:
    """Raises NotVerbatim unless every quotation and context is its span's own characters."""
    articles = {a.id: a for a in page.articles}
    for passage in passages(page):
        _compare(passage, articles)


def _compare(passage: Passage, articles: dict[str, Article]) -> None:
    article = articles.get(passage.article)
    if article is None:
        raise NotVerbatim(
            f"a passage is of article {passage.article}, which the page does not hold"
        )
    if passage.span.of(article.text) != passage.text or passage.span.end > len(article.text):
        raise NotVerbatim(f"the page would print other words than those at {_place(passage)}")
    if not all(m.overlaps(passage.span) for m in passage.marked):
        raise NotVerbatim(f"words are marked outside the passage at {_place(passage)}")
    if "".join(part for part, _ in passage.parts()) != passage.text:
        raise NotVerbatim(
            f"the passage at {_place(passage)} would be printed with words lost or twice"
        )


def _place(passage: Passage) -> str:
    return f"[{passage.span.start}, {passage.span.end}] of article {passage.article}"


def passages(page: Roundup) -> Iterator[Passage]:
    """Every stretch of an article that a page prints."""
    for section in page.sections():
        yield from _said(section.statements)
        yield from _done(section.deeds)
    for row in page.rows():
        yield from (p for f in row.figures for p in (f.words, f.context))
    for dispute in page.disputes:
        yield from (p for row in dispute.rows for f in row.figures for p in (f.words, f.context))


def _said(entries: Iterable[Entry]) -> Iterator[Passage]:
    for entry in entries:
        for one in {id(s): s for s in (entry.fullest, *entry.sightings)}.values():
            yield from (*one.words, one.context, *([one.shown] if one.shown else []))
        yield from _said(entry.nested)


def _done(acts: Iterable[Act]) -> Iterator[Passage]:
    for act in acts:
        yield from (p for r in act.reports for p in (r.words, r.context))
