"""The stage that codes reactions: types, targets and posture of each statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.ids import digest
from dragoman.languages.data import is_read, knowledge
from dragoman.reactions import codebook
from dragoman.reactions.coder import Answer, Coder, Known
from dragoman.reactions.evidence import aimed
from dragoman.reactions.field import Field, Scene
from dragoman.reactions.framing import FRAMING, Framed, Told, framed, hosted
from dragoman.reactions.posture import posture_of, settled
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

    def __init__(self, coder: Coder | None = None, known: Known | None = None) -> None:
        self.coder = coder
        self.known = known
        told = (coder.version,) if coder else ()
        self.version = digest(codebook.load().version, knowledge("reactions"), FRAMING, *told)

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        heard = [_heard(reading) for reading in readings]
        worded = [
            replace(one, reactions=_worded(said)) for one, said in zip(readings, heard, strict=True)
        ]
        if self.coder is None or self.known is None:
            return worded
        asked = [
            _Asked.of(reading, one, self.known)
            for reading, said in zip(worded, heard, strict=True)
            if is_read(reading.article.language)
            for one in said
        ]
        found: dict[int, dict[str, Reaction]] = {}
        answers = self.coder.answers([one.frame for one in asked])
        for one, answer in zip(asked, answers, strict=True):
            told = found.setdefault(id(one.reading), {})
            told[one.said.statement.id] = _answered(one, answer)
        return [
            replace(one, reactions={**one.reactions, **found.get(id(one), {})}) for one in worded
        ]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as words, with who speaks, and who is named in and around it."""

    statement: Statement
    field: Field

    @classmethod
    def of(cls, reading: Reading, statement: Statement, names: Names) -> _Said:
        speaker = reading.speakers.get(statement.id)
        actors = speaker.actors if speaker else ()
        own = frozenset(name for code in actors for name in names.get(code, ()))
        said = _utterance(reading.article.text, statement, own)
        scene = Scene(actors, reading.host, _near(reading.mentions, statement))
        return cls(statement, Field.of(said, scene))

    @property
    def words(self) -> Utterance:
        return self.field.said

    @property
    def scene(self) -> Scene:
        return self.field.scene


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement that the coder is asked about."""

    reading: Reading
    said: _Said
    frame: Framed

    @classmethod
    def of(cls, reading: Reading, said: _Said, known: Known) -> _Asked:
        told = told_of(reading, said.statement, known)
        return cls(reading, said, framed(reading, said.statement, told))


def _answered(asked: _Asked, answer: Answer) -> Reaction:
    """The coder's answer as a reaction: its targets as codes, the host's for its authorities; those that the
    wordings tell where it names none."""
    host, said = asked.reading.host, asked.said
    near = [mention for _, mention in asked.frame.named]
    pointed = [near[n] for n in answer.aimed]
    codes = [code for mention in pointed for code in mention.actors]
    found = dict.fromkeys((*codes, *hosted(answer.groups, host)))
    worded = asked.reading.reactions[said.statement.id].targets
    targets = tuple(code for code in found if code not in said.scene.speaker) or worded
    types = frozenset(coded.type for coded in answer.types)
    posture = settled(answer.posture, types, targets, said.scene) if host else "none"
    words = asked.frame.origin(answer.shown) if answer.shown and posture != "none" else None
    shown = aimed(targets, [*pointed, *near], said.field.places())
    return Reaction(said.statement.id, answer.types, targets, posture, shown, words)


def told_of(reading: Reading, statement: Statement, known: Known) -> Told:
    """What the stages before the coder tell of a statement whose wordings are read."""
    speaker = reading.speakers.get(statement.id)
    codes = speaker.actors if speaker else ()
    actors = [actor for code in codes if (actor := known(code))]
    host = known(reading.host) if reading.host else None
    worded = reading.reactions[statement.id]
    return Told(
        host.name if host else "",
        ", ".join(actor.name for actor in actors) or ", ".join(codes),
        actors[0].kind if actors else None,
        frozenset(coded.type for coded in worded.types),
        worded.posture,
    )


def reactions_of(reading: Reading) -> dict[str, Reaction]:
    """What each statement does by the wordings alone, by its id."""
    return _worded(_heard(reading))


def _heard(reading: Reading) -> list[_Said]:
    names = _names_of(reading)
    return [_Said.of(reading, one, names) for one in reading.statements]


def _worded(said: Sequence[_Said]) -> dict[str, Reaction]:
    return {one.statement.id: _reaction(one) for one in said}


def _reaction(one: _Said) -> Reaction:
    acts = acts_of(one.words)
    aims = aims_of(one.field, acts)
    targets = targets_of(aims)
    shown = aimed(targets, (), one.field.places())
    posture = posture_of(one.words, aims, one.scene)
    return Reaction(one.statement.id, coded(one.words, acts), targets, posture, shown)


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
