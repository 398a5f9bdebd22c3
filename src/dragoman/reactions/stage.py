"""The stage that codes reactions: types, targets and posture of each statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dragoman.ids import digest
from dragoman.languages.data import knowledge
from dragoman.reactions import codebook
from dragoman.reactions.field import Scene
from dragoman.reactions.posture import posture_of
from dragoman.reactions.targets import aims_of, targets_of
from dragoman.reactions.types import acts_of, coded
from dragoman.reactions.utterance import STOPS, Utterance, joined
from dragoman.reactions.wording import words
from dragoman.records import Mention, Reaction, Reading, Span, Statement

_COMMON = frozenset(
    ("the", "a", "an", "of", "and", "for", "in", "to", "on", "who", "which", "that", "by", "from")
)


_GAP = 60
_LONG = 400

Names = Mapping[str, Collection[str]]


class Reactions:
    """Fills `reactions`, one for each statement, by the wordings of the language."""

    name = "reactions"
    requires: tuple[str, ...] = ("statements", "speakers")
    provides = "reactions"

    def __init__(self) -> None:
        self.version = digest(codebook.load().version, knowledge("reactions"))

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        return [replace(one, reactions=reactions_of(one)) for one in readings]


def reactions_of(reading: Reading) -> dict[str, Reaction]:
    """What each statement does, by its id."""
    names = _names_of(reading)
    return {one.id: _reaction(reading, one, names) for one in reading.statements}


def _reaction(reading: Reading, statement: Statement, names: Names) -> Reaction:
    speaker = reading.speakers.get(statement.id)
    actors = speaker.actors if speaker else ()
    near = _near(reading.mentions, statement)
    own = frozenset(name for code in actors for name in names.get(code, ()))
    said = _utterance(reading.article.text, statement, own)
    acts = acts_of(said)
    scene = Scene(actors, reading.host, near)
    aims = aims_of(said, acts, scene)
    return Reaction(
        statement.id, coded(said, acts), targets_of(aims), posture_of(said, aims, scene)
    )


def _near(mentions: Sequence[Mention], statement: Statement) -> tuple[Mention, ...]:
    start = min(span.start for span in (*statement.cue, *statement.content))
    end = max(span.end for span in (*statement.cue, *statement.content))
    spans = (Span(start, end),)
    return tuple(m for m in mentions if any(span.overlaps(m.span) for span in spans))


def _names_of(reading: Reading) -> Names:
    """The words by which the article calls each actor."""
    found: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.form == "pronoun":
            continue
        called = _called(reading.article.text, mention.span)
        for code in mention.actors:
            found.setdefault(code, set()).update(called)
    return found


def _utterance(text: str, statement: Statement, own: frozenset[str]) -> Utterance:
    if statement.source:
        own |= _called(text, statement.source)
    cue = joined([words(span.of(text), span.start) for span in statement.cue])
    cue += tuple(words(gap.of(text), gap.start)) if (gap := _gap(text, statement)) else ()
    content = joined([words(span.of(text), span.start) for span in statement.content])
    return Utterance.of(cue, content, own)


def _gap(text: str, statement: Statement) -> Span | None:
    """The few words between cue and content, which may hold whom it is said to: "gave X notice"."""
    if not statement.cue:
        return None
    start = max(span.end for span in statement.cue)
    end = min(span.start for span in statement.content)
    source = statement.source
    if not 0 < end - start <= _GAP or (source and source.end > start and source.start < end):
        return None
    return None if STOPS.intersection(text[start:end]) else Span(start, end)


def _called(text: str, span: Span) -> set[str]:
    return {w.low for w in words(span.of(text)[:_LONG]) if w.low[0].isalpha()} - _COMMON
