"""A reading's statements as the sayings that are compared across articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from dragoman.records import Reading, Speaker, Statement, instant
from dragoman.stories.similar import Saying

_ENDS = ("\n", ". ", "? ", "! ", ".” ", '." ')


def saying(reading: Reading, one: Statement) -> Saying:
    """What of a statement is compared."""
    article = reading.article
    speaker = reading.speakers.get(one.id)
    reaction = reading.reactions.get(one.id)
    told = speaker.circumstances.said if speaker else None
    text = " ".join(span.of(article.text) for span in one.content)
    return Saying(
        (article.id, one.id),
        article.id,
        printed(article.published or article.fetched_at),
        frozenset(speaker.actors) if speaker else frozenset(),
        text,
        told.day if told else None,
        source(reading, one, speaker),
        surname(speaker.name) if speaker and speaker.name else "",
        frozenset(coded.type for coded in reaction.types) if reaction else frozenset(),
        one.form == "direct",
        reading.vectors.get(one.id),
        _sentence(article.text, one.content[0].start),
    )


def _sentence(text: str, at: int) -> int:
    """About where the sentence of a place begins: pages ask it of every statement, and need no more."""
    return max(text.rfind(mark, 0, at) for mark in _ENDS)


def source(reading: Reading, one: Statement, speaker: Speaker | None) -> str:
    """The words that name the source, as they are compared; nothing where there are none."""
    span = (speaker and speaker.mention) or one.source
    words = span.of(reading.article.text).casefold() if span else ""
    return " ".join(words.split()).removeprefix("the ")


def surname(name: str) -> str:
    """The last word of a name, in one case: what two articles that name a person share."""
    return name.rsplit(maxsplit=1)[-1].casefold() if name.split() else ""


def printed(when: date | datetime | None) -> datetime:
    """When an article came out (`records.instant`); none at the beginning of time."""
    return datetime(1970, 1, 1, tzinfo=UTC) if when is None else instant(when)


def sayings(readings: Iterable[Reading]) -> list[Saying]:
    """All sayings of readings."""
    return [saying(reading, one) for reading in readings for one in reading.statements]
