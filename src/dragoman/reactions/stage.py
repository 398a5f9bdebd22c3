"""The stage that codes reactions: types, targets and posture of each statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dragoman.ids import digest
from dragoman.languages.data import is_read, knowledge
from dragoman.reactions import codebook
from dragoman.reactions.coder import Answer, Coder, Known
from dragoman.reactions.field import Scene
from dragoman.reactions.framing import AUTHORITIES, Framed, Told, framed
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

    def __init__(self, coder: Coder | None = None, known: Known | None = None) -> None:
        self.coder = coder
        self.known = known
        told = (coder.version,) if coder else ()
        self.version = digest(codebook.load().version, knowledge("reactions"), *told)

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        worded = [replace(one, reactions=reactions_of(one)) for one in readings]
        if self.coder is None or self.known is None:
            return worded
        return self._coded(self.coder, self.known, worded)

    @staticmethod
    def _coded(coder: Coder, known: Known, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with what the coder says in place of what the wordings say."""
        asked = [
            (reading, statement, framed(reading, statement, told_of(reading, statement, known)))
            for reading in readings
            if is_read(reading.article.language)
            for statement in reading.statements
        ]
        answers = coder.answers([frame for _, _, frame in asked])
        found: dict[int, dict[str, Reaction]] = {}
        for (reading, statement, frame), answer in zip(asked, answers, strict=True):
            told = found.setdefault(id(reading), {})
            told[statement.id] = _answered(reading, statement, frame, answer)
        return [
            replace(one, reactions={**one.reactions, **found.get(id(one), {})}) for one in readings
        ]


def _answered(reading: Reading, statement: Statement, frame: Framed, answer: Answer) -> Reaction:
    """The coder's answer as a reaction: its targets as codes, the host's for its authorities."""
    named = [frame.named[n][1] for n in answer.aimed]
    codes = [code for mention in named for code in mention.actors]
    codes += [reading.host or one if one == AUTHORITIES else one for one in answer.groups]
    speaker = reading.speakers.get(statement.id)
    own = speaker.actors if speaker else ()
    targets = tuple(code for code in dict.fromkeys(codes) if code not in own)
    posture = answer.posture if reading.host else "none"
    return Reaction(statement.id, answer.types, targets, posture)


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
