"""What acts are made of: their record, and the phrases that name targets and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.reactions.deeds.agents import Agents, agents, is_state
from dragoman.reactions.deeds.clauses import Line, Range
from dragoman.reactions.deeds.governors import Group
from dragoman.reactions.deeds.lexicon import Frame
from dragoman.records import Modality, Span

_TRANSPARENT = frozenset(("of", "than", "about", "around", "over"))
_WITHIN = frozenset(("in", "near", "inside", "across", "along", "around"))
_NEAR = frozenset(("in", "at", "near", "outside", "inside", "around"))
_TOWARD = frozenset(("to", "into", "on", "from", "across", "over", "towards", "toward"))
_MOVES = frozenset(("deploy", "withdraw", "evacuate"))
_PLACES = frozenset(("name", "capital", "nominal"))


@dataclass(frozen=True, slots=True)
class Act:
    """A deed as one clause tells it; `act` keeps apart acts of one type that are never the same."""

    type: str
    act: str
    agents: Agents
    targets: tuple[str, ...]
    modality: Modality
    evidence: Span
    place: str | None
    confidence: float
    clause: Span
    also: bool = False
    current: bool = False
    """Told in a form of the present, which with a day to come tells a plan."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb group with what it acts on: the words of its object, and where its phrase ends."""

    line: Line
    group: Group
    end: int
    objects: Range
    host: str | None

    @property
    def rest(self) -> Range:
        """The words behind the verb."""
        return Range(self.group.verb + 1, self.end)


def preposition(line: Line, lo: int, end: int) -> int:
    """The first preposition from a word on that begins a phrase of its own, or `end`."""
    at = lo
    while at < end and (line.words[at].mention or not _parts(line, at)):
        at += 1
    return at


def _parts(line: Line, at: int) -> bool:
    low, after = line.low(at), line.low(at + 1)
    counting = (low == "at" and after in ("least", "most")) or (low == "up" and after == "to")
    if counting or (low == "to" and line.low(at - 1) == "up"):
        return False
    return line.has(at, "prepositions") and low not in _TRANSPARENT


def any_of(line: Line, lows: list[str], names: tuple[str, ...]) -> bool:
    """Whether one of the words is in one of the classes of [deeds.classes]."""
    return any(low in line.lexicon.classes[name] for low in lows for name in names)


def both_sides(actors: tuple[str, ...], targets: tuple[str, ...]) -> tuple[str, ...]:
    """Those who meet: a visit is an act of the visited too."""
    return tuple(dict.fromkeys(actors + targets))


def agent_end(line: Line, lo: int, end: int) -> int:
    """The end of the agent behind "by", the name behind its "of" included."""
    at = lo
    while at < end and (
        line.words[at].mention or not line.has(at, "prepositions") or line.low(at) == "of"
    ):
        at += 1
    return at


def regions(clause: Clause) -> Iterator[tuple[Range, str]]:
    """The object and the prepositional phrases, each with the word that leads it."""
    line, group = clause.line, clause.group
    if group.passive:
        subject = clause.objects
        first = preposition(line, subject.lo, subject.hi)
        yield Range(subject.lo, first), "object"
        yield from phrases(line, first, subject.hi)
        yield from phrases(line, preposition(line, group.verb + 1, clause.end), clause.end)
    else:
        yield clause.objects, "object"
        yield from phrases(line, preposition(line, group.verb + 1, clause.end), clause.end)


def phrases(line: Line, lo: int, end: int) -> Iterator[tuple[Range, str]]:
    """The prepositional phrases from a word on, each with the word that leads it."""
    while lo < end:
        stop = preposition(line, lo + 1, end)
        yield Range(lo + 1, stop), line.low(lo)
        lo = stop


def aimed_at(
    line: Line, parts: list[tuple[Range, str]], frame: Frame, actors: tuple[str, ...]
) -> list[str]:
    """Whom these phrases name; one that tells where counts if no other names an actor."""
    naming = _met if frame.both else named
    fitting = [one for one in parts if one[1] in frame.targets]
    taken = [n for part, lead in fitting if lead not in _WITHIN for n in naming(line, part, actors)]
    if all(name in line.lexicon.targets for name in taken):
        taken += [
            n for part, lead in fitting if lead in _WITHIN for n in naming(line, part, actors)
        ]
    return taken


def _met(line: Line, part: Range, actors: tuple[str, ...]) -> list[str]:
    """Those whom one meets: no companies, no refugees, and nobody who left office."""
    found = agents(line, part, None)
    return [code for code in found.actors if code not in actors] if found else []


def named(line: Line, part: Range, actors: tuple[str, ...]) -> list[str]:
    """The actors and words of the codebook that a stretch names, the agents left out."""
    found: list[str] = []
    for at in range(part.lo, part.hi):
        word = line.words[at]
        if word.mention is not None:
            found += [code for code in word.mention.actors if code not in actors]
        else:
            found += [name for name, words in line.lexicon.targets.items() if word.low in words]
    return found


def span_of(line: Line, lo: int, hi: int) -> Span:
    """The characters that the words from `lo` to `hi` cover."""
    return Span(line.words[lo].start, line.words[hi - 1].end)


def place(line: Line, part: Range, kind: str) -> str | None:
    """The name of a place behind a preposition; "in" and "at" tell it better than "to"."""
    for leads in (_NEAR, _TOWARD):
        for at in range(part.lo, part.hi - 1):
            if line.low(at) not in leads or line.words[at].mention is not None:
                continue
            found = _name(line, at + 1, part.hi, sure=leads is _NEAR or kind in _MOVES)
            if found:
                return found
    return None


def _name(line: Line, lo: int, hi: int, *, sure: bool) -> str | None:
    """The capitalised words that end the noun phrase at `lo`; if not `sure`, of a mention alone."""
    stop = preposition(line, lo, hi)
    at = stop
    while at > lo and line.words[at - 1].capital and not line.words[at - 1].dated:
        at -= 1
    if at == stop:
        return None
    mention = line.words[stop - 1].mention
    if mention is not None:
        state = is_state(mention, line.words[stop - 1])
        fits = mention.head and mention.form in _PLACES and state
    else:
        fits = sure
    return line.text[line.words[at].start : line.words[stop - 1].end] if fits else None
