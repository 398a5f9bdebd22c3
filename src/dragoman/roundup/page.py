"""The nouns of a page: what a Roundup holds, in the order in which it is put together.

    Passage -> Sighting -> Entry, Act, Row -> Section -> Roundup

A Passage carries its characters beside the span they were taken from, so that a program can compare
the two before anything is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.archive.corrected import EDITOR
from dragoman.records import (
    Article,
    Claim,
    Deed,
    Issue,
    Posture,
    Reaction,
    Span,
    Speaker,
    Statement,
)
from dragoman.stories.words import says_little, stems

TAKEN = ("backs", "critical")
"""Postures whose words are shown: those of one that takes no side are any."""
STANDS = frozenset(
    {"condemn", "accuse", "reject", "threaten", "support", "non-interference", "justify"}
)
"""Types that take a stand: a demand, a pledge or a welcome alone turns nobody."""
SHOWN_MOST = 80
"""The most characters of the words that show a posture; more would be no evidence but the statement again."""
_NO_WORD = re.compile(r"[\W_]+")
QUOTING = re.compile(r'["“”„«»‘‹›\n]')
"""Marks that would open or close a quotation in the middle of a line of codes."""


def normal(text: str) -> str:
    """Letters and digits in one case, single spaces between: what makes two wordings the same."""
    return _NO_WORD.sub(" ", text.casefold()).strip() or " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader asked for: whose crisis, as it stood when, and what is news since when."""

    host: str | None = None
    as_of: datetime | date | None = None
    since: datetime | date | None = None
    with_articles: bool = False
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article with its own characters; `marked` spans stand out in it."""

    article: str
    span: Span
    text: str
    marked: tuple[Span, ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Its characters in order, cut where marks begin and end, with whether each is marked."""
        at = self.span.start
        for mark in self.marked:
            start, end = max(mark.start, at), min(mark.end, self.span.end)
            if end <= start:
                continue
            if start > at:
                yield self._cut(at, start), False
            yield self._cut(start, end), True
            at = end
        if at < self.span.end:
            yield self._cut(at, self.span.end), False

    def _cut(self, start: int, end: int) -> str:
        return self.text[start - self.span.start : end - self.span.start]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A statement as one article prints it.

    `words` are the stretches to print as the quotation, what was said marked in them; `context` is
    the sentence they stand in with what is needed around it.
    """

    article: Article
    statement: Statement
    speaker: Speaker | None
    reaction: Reaction | None
    words: tuple[Passage, ...]
    context: Passage

    @property
    def said(self) -> str:
        """What was said, its parts joined."""
        return " ".join(span.of(self.article.text) for span in self.statement.content)

    @property
    def day(self) -> date | None:
        """The day it was said, else the day it was printed."""
        told = self.speaker.circumstances.said if self.speaker else None
        return (told and told.day) or self.article.published_on

    @property
    def types(self) -> frozenset[str]:
        """What it does, in the codebook's types."""
        reaction = self.reaction
        return frozenset(coded.type for coded in reaction.types) if reaction else frozenset()

    @property
    def posture(self) -> Posture:
        """The side taken, as far as a page tells it: by an act that takes one, else none is taken."""
        if self.reaction is None or self.reaction.posture not in TAKEN:
            return self.reaction.posture if self.reaction else "none"
        told = bool(self.types & STANDS) or self.reaction.method == EDITOR
        return self.reaction.posture if told else "neutral"

    @property
    def targets(self) -> tuple[str, ...]:
        """At whom it is aimed, as far as a page tells it: whom its own words name, and the codebook's words."""
        if self.reaction is None:
            return ()
        own = (*self.statement.content, *self.statement.cue)
        named = {a.target for a in self.reaction.aimed if any(a.words.overlaps(s) for s in own)}
        edited = self.reaction.method == EDITOR
        return tuple(t for t in self.reaction.targets if t in named or t.islower() or edited)

    @property
    def shown(self) -> Passage | None:
        """The words that show a side taken; None where they say nothing, would cut a quotation or are too many."""
        taken = self.posture in TAKEN
        span = self.reaction.posture_words if self.reaction and taken else None
        words = span.of(self.article.text) if span else ""
        if span is None or len(span) > SHOWN_MOST or QUOTING.search(words):
            return None
        if all(map(says_little, stems(words))):
            return None
        return Passage(self.article.id, span, words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One utterance: its fullest wording, all that print it, and what it repeats of others.

    `sightings` are in order of publication: the first is the earliest outlet's. `independent` counts outlets that
    have it in words of their own: copies and what is credited to one agency are one.
    """

    fullest: Sighting
    sightings: tuple[Sighting, ...]
    nested: tuple[Entry, ...] = ()
    independent: int = 1
    told_by: str | None = None
    """Who repeats it, where it is only known from another's words."""
    new: bool = False

    @property
    def earliest(self) -> Sighting:
        return self.sightings[0]

    @property
    def variants(self) -> tuple[Sighting, ...]:
        """One sighting for each other wording, the earliest of each."""
        own: dict[str, Sighting] = {}
        for one in self.sightings:
            own.setdefault(normal(one.said), one)
        own.pop(normal(self.fullest.said), None)
        return tuple(own.values())

    @property
    def actors(self) -> tuple[str, ...]:
        return self.fullest.speaker.actors if self.fullest.speaker else ()

    @property
    def posture(self) -> Posture:
        return self.fullest.posture

    @property
    def types(self) -> frozenset[str]:
        return self.fullest.types


@dataclass(frozen=True, slots=True)
class Report:
    """A deed as one article tells it."""

    article: Article
    deed: Deed
    words: Passage
    context: Passage


@dataclass(frozen=True, slots=True)
class Act:
    """One deed with every article that tells it in the same words."""

    first: Report
    again: tuple[Report, ...] = ()
    new: bool = False

    @property
    def reports(self) -> tuple[Report, ...]:
        return (self.first, *self.again)

    @property
    def asserted(self) -> bool:
        return self.first.deed.modality == "asserted"


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim as one article prints it."""

    article: Article
    claim: Claim
    words: Passage
    context: Passage


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the ledger of numbers; parts follow it, `superseded` is struck through.

    `change` tells how it was replaced: update, correction or retraction; `replaced_by` which claim stands now.
    """

    first: Figure
    again: tuple[Figure, ...] = ()
    parts: tuple[Row, ...] = ()
    superseded: bool = False
    new: bool = False
    change: str | None = None
    replaced_by: str | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.first, *self.again)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Rows that cannot all be true: of one thing and time, by claimants who disagree; some may be updated."""

    quantity: str
    population: str | None
    place: str | None
    rows: tuple[Row, ...]

    @property
    def stands(self) -> bool:
        """Whether a number in it has not been replaced."""
        return not all(row.superseded for row in self.rows)


@dataclass(frozen=True, slots=True)
class Shift:
    """An actor's posture toward the host has changed: from the earlier to the later statement.

    `before` and `after` are postures, or the types by which an actor that kept out of it takes part.
    """

    before: str
    after: str
    statements: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dissent:
    """A member keeps out of a text of its body, speaks against it, or takes another side than it.

    `body_says` is what the body said before, or the side it takes; None where neither is known.
    """

    body: str
    body_name: str
    says: str
    body_says: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One utterance answers another."""

    entry: Entry
    to: Entry


@dataclass(frozen=True, slots=True)
class Section:
    """One actor with all it said and did; `actor` is None where the speaker is not decided."""

    actor: str | None
    name: str
    kind: str | None
    statements: tuple[Entry, ...] = ()
    deeds: tuple[Act, ...] = ()
    posture: Posture = "none"
    shift: Shift | None = None
    dissents: tuple[Dissent, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Actors that say the same usual thing and no more; `types` are what they all do."""

    types: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """An actor with a stake that is not heard from: neighbour, permanent member, ally, party, organisation."""

    actor: str
    name: str
    kind: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Roundup:
    """The whole page; `also_acting` did something and said nothing."""

    title: str
    host: str | None
    host_name: str | None
    request: Request
    articles: tuple[Article, ...]
    host_block: tuple[Section, ...]
    actors: tuple[Section, ...]
    also_acting: tuple[Section, ...]
    others: tuple[Section, ...]
    claims: tuple[Row, ...]
    disputes: tuple[Dispute, ...]
    silent: tuple[Absent, ...]
    issues: tuple[tuple[Article, Issue], ...]
    folds: tuple[Fold, ...] = ()
    """Those of `actors` that say the same; they stay there too."""
    answers: tuple[Answer, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    """The name of every actor code that the page may have to print."""

    def sections(self) -> Iterator[Section]:
        """Every section, from the first block to the last."""
        yield from (*self.host_block, *self.actors, *self.also_acting, *self.others)

    def apart(self) -> tuple[Section, ...]:
        """The actors that are in no fold."""
        folded = {id(s) for fold in self.folds for s in fold.sections}
        return tuple(s for s in self.actors if id(s) not in folded)

    def entries(self) -> list[Entry]:
        """Every utterance once, in the order of the page, though several sections hold it."""
        return list({id(e.fullest): e for s in self.sections() for e in s.statements}.values())

    def acts(self) -> list[Act]:
        """Every deed once, in the order of the page."""
        return list({id(a.first): a for s in self.sections() for a in s.deeds}.values())

    def rows(self) -> Iterator[Row]:
        """Every row of the ledger, parts after their total."""
        yield from _rows(self.claims)


def _rows(rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _rows(row.parts)
