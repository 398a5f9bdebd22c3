"""Readings made by hand for tests: spans are named by their words, not by numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.ids import digest
from dragoman.records import Article, Form, Mention, Reading, Span, Speaker, Statement


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `text` for the `nth` time (from 0); raises ValueError if nowhere."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


@dataclass(frozen=True)
class Said:
    """A statement in words: `content` and `cue` may be lists for several parts."""

    source: str | None
    cue: str | list[str]
    content: str | list[str]
    actors: tuple[str, ...] = ()
    form: Form = "indirect"
    nth: int = 0


def article(text: str, published: date | None = date(2024, 3, 14)) -> Article:
    """An English article with nothing but a text and a day."""
    return Article(digest(text), digest(text, "revision"), text, published=published, language="en")


def reading(
    text: str,
    said: tuple[Said, ...] = (),
    named: tuple[tuple[str, str] | tuple[str, str, str], ...] = (),
    host: str | None = None,
    published: date | None = date(2024, 3, 14),
) -> Reading:
    """A Reading with statements, their speakers, and mentions.

    `named` holds (words, actor) or (words, actor, form) for each mention; one such tuple marks every
    place where the words stand. Forms are those of `records.Mention`; `demonym` ones are no heads.
    """
    made = article(text, published)
    statements = tuple(_statement(text, one, number) for number, one in enumerate(said))
    speakers = {
        s.id: Speaker(s.id, one.actors, mention=s.source, method="test", confidence=1.0)
        for s, one in zip(statements, said, strict=True)
        if one.actors
    }
    mentions = tuple(sorted((m for one in named for m in _mentions(text, one)), key=_start))
    return Reading(made, statements, mentions, host, speakers=speakers)


def _start(mention: Mention) -> int:
    return mention.span.start


def _mentions(text: str, one: tuple[str, ...]) -> list[Mention]:
    words, actor, form = (*one, "name")[:3]
    found = []
    for nth in range(text.count(words)):
        found.append(Mention(span(text, words, nth), (actor,), form, head=form != "demonym"))
    return found


def _statement(text: str, one: Said, number: int) -> Statement:
    cues = [one.cue] if isinstance(one.cue, str) else one.cue
    contents = [one.content] if isinstance(one.content, str) else one.content
    return Statement(
        f"s{number}",
        span(text, one.source, one.nth) if one.source else None,
        tuple(span(text, c) for c in cues if c),
        tuple(span(text, c) for c in contents),
        one.form,
        0.9,
    )
