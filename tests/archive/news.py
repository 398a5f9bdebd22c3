"""Invented readings for the tests of archives: short articles with one statement, one deed and one claim each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from dragoman.archive.base import Outcome
from dragoman.archive.rows import rows_of
from dragoman.copies import sketch
from dragoman.ids import digest
from dragoman.records import (
    Article,
    Circumstances,
    Claim,
    Coded,
    DateRange,
    Deed,
    Entity,
    Issue,
    Mark,
    Mention,
    Reaction,
    Reading,
    Span,
    Speaker,
    Statement,
    Via,
)

DAY = date(2031, 3, 4)


def told(
    n: int,
    words: str = "the café on the quay stays shut",
    actor: str = "XVE",
    kind: str = "concern",
    day: date | None = DAY,
    outlet: str | None = "Harbour Post",
    text: str | None = None,
    made_by: str = "1",
) -> Reading:
    """A reading of the article number `n`."""
    body = text or f"Velmar, {n}\n\nAna Belo said {words}. Troops left, and 7 people were hurt."
    article = Article(
        digest(f"https://post.example/{n}"),
        digest(body),
        body,
        uri=f"https://post.example/{n}",
        outlet=outlet,
        title=f"Velmar, {n}",
        published=day,
        language="en",
        marks=(Mark("title", Span(0, body.index("\n"))),),
        fetched_at=datetime(2031, 3, 5, n % 24, tzinfo=UTC),
    )
    at = body.find(words)
    spans = (Span(at, at + len(words)),) if at >= 0 else (Span(0, 6),)
    key = digest(article.revision, *spans)
    said = Circumstances(
        DateRange(day, day, "day") if day else None, "speech", via=(Via("radio", None),)
    )
    return Reading(
        article,
        (Statement(key, Span(0, 6), (Span(0, 4),), spans, "indirect", 0.9),),
        mentions=(Mention(Span(0, 6), (actor,), "name"),),
        host="XVE",
        entities=(Entity("person", Span(0, 6), 0.5),),
        speakers={
            key: Speaker(key, (actor,), "Ana Belo", "minister", Span(0, 6), "rule", 0.8, said)
        },
        reactions={
            key: Reaction(key, (Coded(kind, 0.7), Coded("demand", 0.4)), ("XLI",), "critical")
        },
        deeds=(Deed(digest(key, "d"), (actor,), "withdraw", Span(0, 6), 0.6, ("XLI",)),),
        claims=(Claim(digest(key, "c"), "injured", "7", Span(0, 6), 7.0, 7.0, "exactly"),),
        issues=(Issue("articles", "info", "invented"),),
        made_by={"statements": made_by},
    )


def outcome(reading: Reading, key: str | None = None) -> Outcome:
    """A reading as what became of an input."""
    article = reading.article
    name = key or digest(article.id, article.revision, *reading.made_by.values())
    return Outcome(name, article.uri or "", "done", rows_of(reading), sketch=sketch(article.text))


def retold(reading: Reading, **changed: object) -> Reading:
    """A reading whose article says something else of itself."""
    return replace(reading, article=replace(reading.article, **changed))  # type: ignore[arg-type]
