"""Invented sayings for tests of what is told across articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from dragoman.stories.similar import Saying
from dragoman.stories.utterances import utterances

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def said(
    text: str,
    actor: str | None = "XVE",
    article: str = "a",
    hour: int = 0,
    on: date | None = None,
    name: str = "",
) -> Saying:
    return Saying(
        (article, text),
        article,
        NOON.replace(hour=hour),
        frozenset({actor} if actor else ()),
        text,
        on,
        name=name,
    )


def groups(*sayings: Saying) -> list[list[int]]:
    return sorted(sorted(group) for group in utterances(list(sayings)))


def texts(found: Iterable[Saying]) -> list[str]:
    return [one.text for one in found]
