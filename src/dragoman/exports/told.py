"""What formats beyond tables are made of: readings, one after another, and what each of their statements tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.records import Actor, Article, Deed, Reaction, Reading, Span, Speaker, Statement

Known = Callable[[str], Actor | None]
"""The actor of a code, from the registry."""


@dataclass(frozen=True, slots=True)
class Told:
    """Readings to export, who is known, and what the whole is called."""

    readings: Sequence[Reading]
    actor: Known
    title: str = "Dragoman"

    def names(self, codes: Iterable[str]) -> str:
        """Actors by name."""
        return ", ".join(self.name(code) for code in codes)

    def name(self, code: str) -> str:
        """The name of an actor, else its code."""
        known = self.actor(code)
        return known.name if known else code


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement with all that is known of it."""

    reading: Reading
    statement: Statement
    speaker: Speaker | None
    reaction: Reaction | None

    @property
    def article(self) -> Article:
        return self.reading.article

    @property
    def urn(self) -> str:
        """One name in the world for a statement as one article prints it."""
        return f"urn:dragoman:statement:{self.statement.id}:{self.article.id}"

    @property
    def actors(self) -> tuple[str, ...]:
        return self.speaker.actors if self.speaker else ()

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(coded.type for coded in self.reaction.types) if self.reaction else ()

    @property
    def targets(self) -> tuple[str, ...]:
        return self.reaction.targets if self.reaction else ()

    @property
    def day(self) -> date | None:
        """The day it was said, else printed."""
        said = self.speaker.circumstances.said if self.speaker else None
        return (said.day if said else None) or self.article.published_on

    @property
    def span(self) -> Span:
        """From the first to the last character of what was said."""
        content = self.statement.content
        return Span(min(s.start for s in content), max(s.end for s in content))

    @property
    def words(self) -> str:
        """What was said, its parts joined."""
        return " … ".join(s.of(self.article.text) for s in self.statement.content)


def sayings(told: Told) -> Iterator[Saying]:
    """Every statement in running text, in order."""
    for reading in told.readings:
        for one in reading.statements:
            if not one.in_title and one.content:
                speaker, reaction = reading.speakers.get(one.id), reading.reactions.get(one.id)
                yield Saying(reading, one, speaker, reaction)


@dataclass(frozen=True, slots=True)
class Event:
    """Who did or said what to whom: one row for each actor, type and target of a statement or a deed."""

    id: str
    article: Article
    day: date | None
    actor: str
    type: str
    target: str | None
    words: str
    confidence: float
    place: str | None = None


def events(told: Told) -> Iterator[Event]:
    """Statements as reactions, and asserted deeds."""
    for said in sayings(told):
        for coded in said.reaction.types if said.reaction else ():
            for actor in said.actors:
                for target in said.targets or (None,):
                    yield Event(
                        f"{said.statement.id} {said.article.id}", said.article, said.day, actor,
                        coded.type, target, said.words, coded.confidence,
                    )  # fmt: skip
    for reading in told.readings:
        for deed in reading.deeds:
            if deed.modality == "asserted":
                yield from _deed(reading, deed)


def _deed(reading: Reading, deed: Deed) -> Iterator[Event]:
    day = (deed.on.day if deed.on else None) or reading.article.published_on
    words = deed.evidence.of(reading.article.text)
    for actor in deed.actors:
        for target in deed.targets or (None,):
            yield Event(
                f"{deed.id} {reading.article.id}",
                reading.article,
                day,
                actor,
                deed.type,
                target,
                words,
                deed.confidence,
                deed.place,
            )
