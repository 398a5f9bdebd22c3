"""From the noun phrase that names a speaker to the actors for whom it speaks.

The phrase is taken apart at commas and conjunctions; each part is judged by its head noun
(`voices`); what stands in apposition, or is joined to it, is put together here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dragoman.actors.chunks import Chunk, chunk, segments, with_topics
from dragoman.actors.clauses import told_role
from dragoman.actors.heads import owns
from dragoman.actors.lexicon import lexicon
from dragoman.actors.meanings import GROUPS, OPEN, SHUT, STATES, Voice
from dragoman.actors.nouns import Item, items
from dragoman.actors.registry import Registry
from dragoman.actors.roles import said_name, said_role
from dragoman.actors.voices import OFFICES, Judge

_WEAK = frozenset({"demonym", "people", "holder", "capital"})
"""How a person got an actor who may yet speak for another: "the Swiss diplomat who heads the mission"."""
Unit = tuple[Chunk, ...]
"""A phrase with what stands in apposition to it."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """For whom a phrase speaks; `actors` is empty where that is open or no actor's voice.

    `name` is the person's as written, `role` the words of the office without name and actor;
    `method` names what decided, `confidence` is from 0 to 1.
    """

    actors: tuple[str, ...]
    kind: str | None
    confidence: float
    method: str
    name: str | None = None
    role: str | None = None


def resolve(
    registry: Registry, phrase: str, on: date | None = None, context: Sequence[str] = ()
) -> Resolution:
    """For whom a noun phrase speaks, on a day and in the context of actors named around it."""
    return _resolved(registry, phrase, on, tuple(context))


@lru_cache(maxsize=8192)  # an article says "the ministry" and "Ana Ruiz" many times
def _resolved(
    registry: Registry, phrase: str, on: date | None, context: tuple[str, ...]
) -> Resolution:
    judge = Judge(registry, on, context)
    if _is_holder(registry, phrase):
        voice = judge.of_person(phrase)
        sure = round(voice.sure, 2) if voice.actors else 0.0
        kind = judge.kind(voice.actors[0]) if voice.actors else "person"
        method = voice.method if voice.actors else "person"
        return Resolution(voice.actors, kind, sure, method, phrase, None)
    role = told_role(phrase)
    if role:
        told = _resolved(registry, role.words, on, context)
        plain = _plainly(registry, judge, phrase)
        first, then = (plain, told) if role.spoken else (told, plain)
        if told.actors and (role.spoken or plain.method in _WEAK or not plain.actors):
            return replace(told, name=plain.name, role=first.role or then.role)
        return replace(plain, role=plain.role or told.role)
    return _plainly(registry, judge, phrase)


def _plainly(registry: Registry, judge: Judge, phrase: str) -> Resolution:
    """For whom a phrase speaks by its words before any clause."""
    units = _units(segments(with_topics(_without_clause(items(phrase, lexicon(registry))))))
    if not units:
        return Resolution((), None, 0.0, "undecided")
    voices = _voices(judge, units)
    if _lists_members(judge, units, voices):
        units, voices = units[:1], voices[:1]
    if len(units) == 1:
        return _told(judge, units[0], voices[0], phrase)
    return _joint(judge, units, voices, phrase)


def _is_holder(registry: Registry, phrase: str) -> bool:
    """Whether a phrase is the full name of somebody who held an office: "Duma Boko" is no parliament."""
    return " " in phrase and any(phrase == holder.name for holder in registry.holders(phrase))


@lru_cache(maxsize=2048)
def points_back(registry: Registry, phrase: str) -> bool:
    """Whether the head of a phrase takes its meaning from an actor named before: "the bloc"."""
    units = _units(segments(with_topics(_without_clause(items(phrase, lexicon(registry))))))
    return bool(units) and _points_back(units[0][0])


def _points_back(parts: Chunk) -> bool:
    """Whether the head, or who it belongs to, is an actor's noun: "the bloc", "the agency's head"."""
    head = parts.head
    if head is None:
        return False
    if any(c.startswith("nominals.") for c in head.classes):
        return True
    owners = [i for i in parts.before if i.possessive and not i.names]
    behind = [rest for prep, rest in parts.after[:1] if owns(prep, head)]
    called = [i for i in owners if i.of("nominals.group", "nominals.armed")]
    return bool(called) or any(_is_called(chunk(rest), rest) for rest in behind)


def _is_called(parts: Chunk, rest: Sequence[Item]) -> bool:
    """Whether it is an organisation's noun with an article and no more: "the agency"."""
    head = parts.head
    plain = all(i.of("words.articles") for i in rest[:-1]) and len(rest) == 2
    return plain and head is not None and head.of("nominals.group")


def _without_clause(found: Sequence[Item]) -> Sequence[Item]:
    """The items up to a relative clause."""
    for at, item in enumerate(found):
        if at and item.of("words.relatives") and not (item.names or item.of("words.articles")):
            return found[:at]
    return found


def _units(parts: Sequence[tuple[str, tuple[Item, ...]]]) -> list[Unit]:
    units: list[Unit] = []
    listing = any(mark == "and" for mark, _ in parts)
    for mark, part in parts:
        this = chunk(part)
        if units and mark == "," and _apposed(units[-1], this, part, listing=listing):
            units[-1] = (*units[-1], this)
        else:
            units.append((this,))
    return units


def _apposed(unit: Unit, this: Chunk, part: Sequence[Item], *, listing: bool) -> bool:
    """Whether a part after a comma only says more of the one before."""
    first = unit[0]
    led = part[0].of("words.articles")
    if part[0].of("words.prepositions") or any(i.of("modifiers.former") for i in part[:1]):
        return True
    if first.bare_person:
        return bool(this.head and (this.head.head or led)) and not (this.person and len(unit) > 1)
    if this.bare_person or _ranked(this):
        named = first.head and (first.head.head or first.head.names or first.former)
        return bool(named) and not first.person and len(unit) == 1
    if led and this.person and not listing:  # "the bloc's envoy, the Greek diplomat Ana Lee"
        return bool(first.head and first.head.head) and not first.person and len(unit) == 1
    return bool(led and this.head and this.head.head and not this.person)


def _ranked(this: Chunk) -> bool:
    """Whether it is a person's name with a rank alone: Captain Ana Lee."""
    ranked = this.head is not None and this.head.of("heads.rank")
    return bool(this.person) and ranked and not this.before and not this.after


def _voices(judge: Judge, units: Sequence[Unit]) -> list[Voice]:
    """The voice of each unit; one without an owner takes that of the unit before."""
    out: list[Voice] = []
    for at, unit in enumerate(units):
        before = out[-1].actors if out and out[-1].actors else ()
        out.append(_voice(judge.within(before) if before else judge, unit))
        carried = _carried(judge, units, at)
        if carried and not out[-1].actors:
            out[-1] = carried
        if len(units) > 1 and not out[-1].actors and all(_is_capital(u) for u in units):
            out[-1] = _of_capital(judge, unit)
    return [_shared_head(judge, units, at, voice) for at, voice in enumerate(out)]


def _lists_members(judge: Judge, units: Sequence[Unit], voices: Sequence[Voice]) -> bool:
    """Whether a bloc's members are listed behind it: "the Quartet of A, B and C"."""
    first = units[0][0]
    bloc = any(judge.kind(code) in GROUPS for code in voices[0].actors)
    listed = any(prep.key == "of" for prep, _ in first.after)
    bare = all(
        len(u) == 1 and u[0].head and not u[0].head.head and u[0].head.names for u in units[1:]
    )
    return bloc and listed and len(units) > 1 and bare and not first.person


def _is_capital(unit: Unit) -> bool:
    head = unit[0].head
    return len(unit) == 1 and head is not None and any(n.form == "capital" for n in head.names)


def _of_capital(judge: Judge, unit: Unit) -> Voice:
    """The state of a capital that stands beside another: "Cairo and Addis Ababa" is no African Union."""
    head = unit[0].head
    held = [n.actor for n in head.names if n.form == "capital"] if head else []
    states = tuple(code for code in held if judge.kind(code) in STATES)
    return Voice(states[:1], "capital", 0.7) if len(states) == 1 else OPEN


def _voice(judge: Judge, unit: Unit) -> Voice:
    """The voice of the first part that tells: a bare name leaves it to what follows."""
    voice = judge.voice(unit[0])
    if unit[0].former and len(unit) > 1:  # "former president X, the bloc's envoy"
        return _role_voice(judge, unit) or voice
    former = any(one.head is not None and judge.voice(one).method == "former" for one in unit[1:])
    if former and (unit[0].bare_person or not (voice.actors or voice == OPEN)):
        return replace(SHUT, method="former", kind="person")
    if len(unit) == 1 or (voice.actors and not unit[0].bare_person):
        return voice
    if unit[0].bare_person or (unit[0].person and not voice.shut):
        return _role_voice(judge, unit) or voice
    named = unit[1].bare_person or _ranked(unit[1])
    merged = replace(unit[0], person=unit[1].person) if named else unit[0]
    return judge.voice(merged)


def _role_voice(judge: Judge, unit: Unit) -> Voice | None:
    for one in unit[1:]:
        if one.head is None:
            continue
        found = judge.voice(replace(one, person=unit[0].person) if not one.person else one)
        if found.actors or found.shut:
            return found
    return None


def _carried(judge: Judge, units: Sequence[Unit], at: int) -> Voice | None:
    """ "Presidents X of A and Y of B": the second person has the first one's office."""
    this = units[at][0]
    titled = at > 0 and units[0][0].head is not None and units[0][0].head.of(*OFFICES)
    if not (titled and this.head is None and this.person and this.after):
        return None
    return judge.voice(replace(this, head=units[0][0].head))


def _shared_head(judge: Judge, units: Sequence[Unit], at: int, voice: Voice) -> Voice:
    """ "French and German ministers": a demonym takes the head noun of the part that follows."""
    this = units[at][0]
    last = next((u[0] for u in units[at + 1 :] if u[0].head and u[0].head.head), None)
    modifies = this.head is not None and any(
        n.form == "demonym" or n.text.isupper() for n in this.head.names
    )
    if last is None or not modifies or this.person or this.after or this.head is None:
        return voice
    if not any(i.names for i in last.before[:1]):
        return voice
    return judge.voice(Chunk((*this.before, this.head, *_described(last)), last.head, (), ()))


def _described(last: Chunk) -> tuple[Item, ...]:
    return tuple(i for i in last.before if not i.names and not i.possessive)


def _told(judge: Judge, unit: Unit, voice: Voice, phrase: str) -> Resolution:
    name = next((n for one in unit if (n := said_name(one))), None)
    apposed = unit[0].bare_person
    roles = (said_role(one, phrase, apposed=apposed and n > 0) for n, one in enumerate(unit))
    told = [(r, one.head) for r, one in zip(roles, unit, strict=True) if r]
    offices = [r for r, head in told if head is None or not head.of("heads.rank")]
    role = next(iter(offices or [r for r, _ in told]), None)  # "Colonel Ana Lee, an army spokesman"
    kind = voice.kind
    if voice.actors and kind is None:
        kind = judge.kind(voice.actors[0]) or "nonstate"
    if not voice.actors and name and kind is None:
        kind = "person"
    method = "list" if len(voice.actors) > 1 else voice.method
    sure = round(min(max(voice.sure, 0.0), 1.0), 2) if voice.actors else 0.0
    own = voice.method in ("media", "name") and voice.shut and not unit[0].bare_person
    return Resolution(voice.actors, kind, sure, method, None if own else name, role)


def _joint(judge: Judge, units: Sequence[Unit], voices: Sequence[Voice], phrase: str) -> Resolution:
    decided = [v for v in voices if v.actors]
    actors = tuple(dict.fromkeys(code for v in decided for code in v.actors))
    first = _told(judge, units[0], voices[0], phrase)
    if not voices[0].actors and decided:  # "once president of A, and now envoy of B"
        later = _told(judge, units[voices.index(decided[0])], decided[0], phrase)
        first = first if later.name else replace(first, role=later.role)
    last = units[-1][0]
    if not first.name and last.person and len({v.actors for v in voices}) == 1:
        start, end = units[0][0].core[0].start, last.core[-1].end if last.core else 0
        role = phrase[start:end] if end else first.role  # "finance minister and deputy premier X"
        first = replace(first, name=said_name(last), role=role)
    if not actors:
        return replace(first, confidence=0.0)
    sure = min(v.sure for v in decided) - (0.1 if len(decided) < len(voices) else 0.0)
    kind = next(v.kind or judge.kind(v.actors[0]) or "nonstate" for v in decided)
    method = "list" if len(actors) > 1 else decided[0].method
    return Resolution(actors, kind, round(max(sure, 0.05), 2), method, first.name, first.role)
