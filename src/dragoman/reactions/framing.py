"""A statement as the coder reads it: its sentences with signs, names before them, and what is known of it.

The coder is a small encoder that is trained on marked sentences. Signs stand around source, cue and
content (entity markers: Baldini Soares et al. 2019); other statements of the same sentence are left out. The
names of host and speaker stand before them, because the words alone do not tell that Naypyidaw speaks for
Myanmar. What the registry and the wordings know of the statement comes beside it as numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.languages.sentences import of_text
from dragoman.reactions import codebook
from dragoman.records import Mention, Posture, Reading, Span, Statement

SIGNS = {"source": "@", "cue": "#", "content": "<"}
AUTHORITIES = "authorities"
YIELD = "YIELD"
ROOTS = tuple(sorted((codebook.ROOTS - {"CONCEDE", "RETREAT"}) | {YIELD}))
"""PLOVER's event types (Halterman et al. 2023), with CONCEDE and RETREAT as the one YIELD of older editions."""
POSTURES: tuple[Posture, ...] = ("backs", "neutral", "critical", "none")
GROUPS = (
    "all sides",
    "authorities",
    "protesters",
    "opposition",
    "citizens",
    "own citizens",
    "victims",
    "perpetrators",
    "foreign actors",
    "media",
    "international community",
)
"""The codebook's words for targets that are no actors."""
SPEAKS_FOR_HOST = "speaks for the host"
FRAMING = "2"
"""Another one where statements are framed otherwise than before."""
LONGEST = 900
"""Characters of a statement and its sentences that are read."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a character of a text stands once signs were put into it, at `ends`: before spans and behind them."""

    ends: tuple[int, ...]

    def __call__(self, at: int) -> int:
        """The new place."""
        return at + 2 * sum(end <= at for end in self.ends)

    def back(self, at: int) -> int:
        """The old place of what stands at a new one; of a sign, that of what follows it."""
        return bisect_left(range(at + 1), at, key=self)


@dataclass(frozen=True, slots=True)
class Framed:
    """What the coder reads: `before`, then `text` with signs; `named` are actors in it that may be aimed at.

    `known` holds numbers from 0 to 1, in the order of `known_names()`. `moved` tells where a character of
    the words that begin at `start` of the article stands in `text`. `said` are cue and content in `text`, as
    far as they stand there. `others` are cue and content of other statements in `text`, which are not read.
    """

    before: str
    text: str
    named: tuple[tuple[Span, Mention], ...]
    known: tuple[float, ...]
    start: int = 0
    moved: Moved | None = None
    said: tuple[Span, ...] = ()
    others: tuple[Span, ...] = ()

    def place(self, span: Span) -> Span:
        """A span of the article in `text`."""
        if self.moved is None:
            return span
        first, last = span.start - self.start, span.end - 1 - self.start
        return Span(self.moved(first), self.moved(last) + 1)

    def origin(self, span: Span) -> Span:
        """A span of `text` in the article."""
        if self.moved is None:
            return span
        first, last = self.moved.back(span.start), self.moved.back(span.end - 1)
        return Span(self.start + first, self.start + last + 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a statement before the coder: names of host and speaker, and the wordings' reading."""

    host: str
    speaker: str
    kind: str | None
    types: frozenset[str]
    posture: str


@cache
def known_names() -> tuple[str, ...]:
    """The numbers that stand beside a statement."""
    own = (
        SPEAKS_FOR_HOST,
        "has an actor",
        "state",
        "organisation",
        "other",
        "names the host",
    )
    types = tuple(f"worded as {name}" for name in codebook.load().words)
    return (*own, "names another", *types, *(f"worded as {name}" for name in POSTURES))


def framed(reading: Reading, statement: Statement, told: Told) -> Framed:
    """A statement of a read article, for the coder."""
    region = _region(reading.article.text, statement)
    marked = [(span, SIGNS["cue"]) for span in statement.cue]
    marked += [(span, SIGNS["content"]) for span in statement.content]
    marked += [(span, SIGNS["source"]) for span in (statement.source,) if span]
    text, moved = signed(region.of(reading.article.text), _within(marked, region))
    speaker = reading.speakers.get(statement.id)
    actors = speaker.actors if speaker else ()
    others = _others(reading.statements, statement)
    named = tuple(
        (Span(moved(m.span.start - region.start), moved(m.span.end - 1 - region.start) + 1), m)
        for m in reading.mentions
        if region.contains(m.span) and m.actors and not set(m.actors) & set(actors)
        if not any(span.overlaps(m.span) for span in others)
    )
    known = _known(reading, actors, named, told)
    made = Framed(f"{told.host} / {told.speaker}", text, named, known, region.start, moved)
    own, rest = (
        tuple(made.place(span) for span in _cut(held, region))
        for held in ((*statement.cue, *statement.content), others)
    )
    return replace(made, said=own, others=rest)


def _others(statements: Iterable[Statement], one: Statement) -> list[Span]:
    """Cues and contents near by of the other statements that share no word with this one."""
    own = _parts(one)
    at = one.content[0].start
    return [
        span
        for other in statements
        if abs(other.content[0].start - at) < 2 * LONGEST
        and not any(a.overlaps(b) for a in other.content for b in own)
        for span in (*other.cue, *other.content)
        if not any(span.overlaps(part) for part in own)
    ]


def _parts(one: Statement) -> list[Span]:
    return [*one.cue, *one.content, *((one.source,) if one.source else ())]


def _cut(spans: Iterable[Span], region: Span) -> list[Span]:
    """What of the spans a region holds."""
    inside = (span for span in spans if region.overlaps(span))
    return [Span(max(s.start, region.start), min(s.end, region.end)) for s in inside]


def hosted(codes: Iterable[str], host: str | None) -> tuple[str, ...]:
    """Targets with the host's code for its authorities: the two are one."""
    return tuple(host if host and one == AUTHORITIES else one for one in codes)


def _known(
    reading: Reading,
    actors: Sequence[str],
    named: Sequence[tuple[Span, Mention]],
    told: Told,
) -> tuple[float, ...]:
    codes = {code for _, mention in named for code in mention.actors}
    facts = (
        reading.host in actors,
        bool(actors),
        told.kind in ("state", "territory"),
        told.kind in ("igo", "bloc"),
        bool(actors) and told.kind not in ("state", "territory", "igo", "bloc"),
        reading.host in codes,
        bool(codes - {reading.host}),
        *(name in told.types for name in codebook.load().words),
        *(name == told.posture for name in POSTURES),
    )
    return tuple(map(float, facts))


def _region(text: str, statement: Statement) -> Span:
    """The sentences in which a statement stands, as far as they are read."""
    spans = _parts(statement)
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    start = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", last)
    around = Span(start, len(text) if stop < 0 else stop)
    inner = [Span(around.start + s.start, around.start + s.end) for s in of_text(around.of(text))]
    held = [s for s in inner if s.end > first and s.start < last] or [around]
    begin = max(min(held[0].start, first), last - LONGEST) if last - first < LONGEST else first
    return Span(begin, min(max(held[-1].end, last), begin + LONGEST))


def _within(places: Sequence[tuple[Span, str]], region: Span) -> list[tuple[Span, str]]:
    """The places that a region holds, in its own characters, each only where it overlaps none before."""
    taken: list[tuple[Span, str]] = []
    for span, sign in places:
        start, end = max(span.start, region.start), min(span.end, region.end)
        inner = Span(start - region.start, max(start, end) - region.start)
        if start < end and not any(inner.overlaps(other) for other, _ in taken):
            taken.append((inner, sign))
    return taken


def signed(text: str, places: Sequence[tuple[Span, str]]) -> tuple[str, Moved]:
    """A text with signs before and after spans that do not overlap, and where its characters went."""
    moved = Moved(tuple(end for span, _ in places for end in (span.start, span.end)))
    for span, sign in sorted(places, reverse=True):
        text = f"{text[: span.start]}{sign} {span.of(text)} {sign}{text[span.end :]}"
    return text, moved


def between_two(sentence: str, source: str, target: str) -> Framed:
    """A sentence with signs around source and target, for its PLOVER root; both stand before it too.

    Where a name is not found in the sentence, the names before it are all that tells.
    """
    found: list[tuple[Span, str]] = []
    for name, sign in ((source, SIGNS["source"]), (target, SIGNS["cue"])):
        at = sentence.find(name) if name else -1
        span = Span(max(at, 0), max(at, 0) + len(name))
        if at >= 0 and not any(span.overlaps(other) for other, _ in found):
            found.append((span, sign))
    text, _ = signed(sentence, found)
    return Framed(f"{source} / {target}", text, (), (0.0,) * len(known_names()))
