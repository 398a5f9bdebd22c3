"""Whom "he", "she", "they" or "it" may mean: who and what a text names before, place by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dragoman.actors.given import given_gender
from dragoman.actors.lexicon import words as classes
from dragoman.actors.phrases import listed, occurrences, surname, words_of
from dragoman.actors.scene import LOOK_BACK, Decided, Scene, gender
from dragoman.records import Span

WINDOW = 1500
"""Characters before a pronoun in which a candidate must be named at least once."""
REACH = 6000
"""Characters before a pronoun in which the places of a candidate are gathered."""
MOST = 10
"""Candidates that are looked at, those named last."""
LONGEST_NOMINAL = 4
KINDS = ("name", "actor", "person", "body")
"""A person's name, the name of an actor, a noun for a person, a noun for a body."""
PRONOUNS = (
    "person_pronouns",
    "thing_pronouns",
    "group_pronouns",
    "relative_pronouns",
    "first_person",
    "addressed",
)
"""The lists of words that are pronouns and no more."""
_DETERMINED = re.compile(
    r"(?<![\w’'-])(?:the|a|an|his|her|its|their|this|that|our|my)"
    rf" (?=((?-i:[a-z])[\w’'-]*(?: [\w’'-]+){{0,{LONGEST_NOMINAL - 1}}}))",
    re.IGNORECASE,
)
_BODIES = frozenset(
    f"heads.{one}"
    for one in ("organ", "fighter", "media", "private", "lawmaker", "member", "local")
) | {"nominals.group", "nominals.state"}


class Place(NamedTuple):
    """One place that may name what a pronoun means, of one of the KINDS.

    `decided` is the earlier speaker whose source it is.
    """

    span: Span
    kind: str
    decided: Decided | None = None


@dataclass(slots=True)
class Candidate:
    """All places before a pronoun that seem to name one person or body, in order."""

    places: list[Place] = field(default_factory=list)
    _kind: str = KINDS[-1]
    _genders: frozenset[str] | None = None

    @property
    def last(self) -> Place:
        return self.places[-1]

    @property
    def kind(self) -> str:
        """The most telling kind of its places."""
        return self._kind

    def add(self, place: Place) -> None:
        """Takes one more place, behind the others."""
        self.places.append(place)
        self._kind = min(self._kind, place.kind, key=KINDS.index)

    def genders(self, text: str) -> frozenset[str]:
        """The genders that its places show, of the text that they are in."""
        if self._genders is None:
            named = {p.span.of(text) for p in self.places}
            shown = {gender(words) or given_gender(words) for words in named}
            shown |= {p.decided.gender for p in self.places if p.decided}
            self._genders = frozenset(one for one in shown if one)
        return self._genders

    def named(self, span: Span) -> bool:
        """Whether one of its places overlaps a span."""
        return any(p.span.overlaps(span) for p in self.places)


def candidates(scene: Scene, at: Span, rule: Decided | None = None) -> list[Candidate]:
    """Who and what is named before a place, the one named last first; with whom the rules would take."""
    found: dict[object, Candidate] = {}
    full = sorted(_named(scene, at), key=lambda one: _order(one[1]))
    starts = [place.span.start for _, place in full]
    named: list[tuple[object, Place]] = [(name.lower(), place) for name, place in full]
    for name in dict.fromkeys(name for name, _ in full):
        for span in _again(scene, at, name):
            before = bisect_right(starts, span.start) - 1
            if before < 0 or full[before][1].span.end <= span.start:
                named.append((name.lower(), Place(span, "name")))
    taken = {place.span.start for _, place in named}
    others = [(k, p) for k, p in _others(scene, at) if p.span.start not in taken]
    if rule and not any(p.span.overlaps(rule.mention) for _, p in (*named, *others)):
        others.append(_spoken(scene, rule))
    for key, place in sorted([*named, *others], key=lambda one: _order(one[1])):
        if not scene.is_barred(place.span):
            found.setdefault(key, Candidate()).add(place)
    begins = max(at.start - WINDOW, scene.headed(at.start))
    near = [c for c in found.values() if c.last.span.end > begins]
    return sorted(near, key=lambda c: -c.last.span.start)[:MOST]


def _order(place: Place) -> tuple[int, int, int]:
    return place.span.start, place.span.end, KINDS.index(place.kind)


def _others(scene: Scene, at: Span) -> Iterator[tuple[object, Place]]:
    """The places that do not name a person, each with what it shares with others of its actor or noun."""
    spoken = {told.mention.end for told in scene.decided[-LOOK_BACK:]}
    for mention in scene.before(at.start, max(0, at.start - REACH)):
        span = mention.span
        if span.end <= at.start and mention.head and span.end not in spoken:
            one = mention.form == "person"
            key = surname(span.of(scene.text)).lower() if one else mention.actors
            yield key, Place(span, "person" if one else "actor")
    for told in scene.decided[-LOOK_BACK:]:
        if not told.found.name and told.mention.end <= at.start and not _is_pronoun(scene, told):
            yield _spoken(scene, told)
    for place in _nominals(scene, at):
        named = scene.at(place.span.start)
        same = named is not None and named.span == place.span
        yield named.actors if named and same else _noun(scene, place.span), place


def _named(scene: Scene, at: Span) -> Iterator[tuple[str, Place]]:
    """Where a person is named, with the surname as it is written."""
    first = bisect_left(scene.likely, max(0, at.start - REACH), key=lambda s: s.start)
    for span in scene.likely[first : bisect_left(scene.likely, at)]:
        if span.end <= at.start and not _is_actor(scene, span):
            yield surname(span.of(scene.text)), Place(span, "name")
    for one in scene.decided[-LOOK_BACK:]:
        if one.found.name and one.mention.end <= at.start:
            yield surname(one.found.name), Place(one.mention, "name", one)


def _is_actor(scene: Scene, span: Span) -> bool:
    """Whether the name at a span is an actor's, whatever the reader takes it for: "Kiribati's minister"."""
    named = scene.at(span.start)
    return named is not None and named.form != "person" and named.span.end >= span.end


def _spoken(scene: Scene, one: Decided) -> tuple[object, Place]:
    place = Place(one.mention, "person" if one.person else "body", one)
    if one.person and one.found.actors:
        return _in_role(scene, one), place
    return one.found.actors or _noun(scene, one.mention), place


def _in_role(scene: Scene, one: Decided) -> object:
    """The surname of who was named in that role of that actor before, else both: "the US president"."""
    role = _role(scene, one)
    for other in scene.decided[-LOOK_BACK:]:
        name, actors = other.found.name, other.found.actors
        if name and actors == one.found.actors and _role(scene, other) == role:
            return surname(name).lower()
    return (*one.found.actors, role)


def _role(scene: Scene, one: Decided) -> str:
    words = words_of(one.found.role or one.mention.of(scene.text))
    return words[-1].lower() if words else ""


def _again(scene: Scene, at: Span, name: str) -> Iterator[Span]:
    """Where a surname stands again within the window, as it was written or in capitals."""
    for written in dict.fromkeys((name, name.upper())):
        yield from occurrences(scene.text, written, max(0, at.start - WINDOW), at.start)


def _noun(scene: Scene, span: Span) -> str:
    words = span.of(scene.text)
    return (words_of(words) or [words])[-1].lower()


def _is_pronoun(scene: Scene, one: Decided) -> bool:
    words = words_of(one.mention.of(scene.text))
    return len(words) == 1 and listed(words[0], *PRONOUNS)


def _nominals(scene: Scene, at: Span) -> Iterator[Place]:
    """The nouns for somebody within the window."""
    all_of = nominals(scene.text)
    first = bisect_left(all_of, max(0, at.start - WINDOW), key=lambda p: p.span.start)
    for place in all_of[first:]:
        if place.span.end > at.start:
            return
        yield place


@lru_cache(maxsize=4)
def nominals(text: str) -> tuple[Place, ...]:
    """The simple phrases of a determiner and a noun for somebody: "the doctor", "his mother"."""
    return tuple(place for found in _DETERMINED.finditer(text) if (place := _nominal(text, found)))


def _nominal(text: str, found: re.Match[str]) -> Place | None:
    """A phrase that ends in its first noun for somebody; None where it is nobody."""
    at = found.start(1)
    for word in found[1].split(" "):
        bare = word.rstrip(".").lower()
        if listed(bare, "state_roles", "private_roles", "someone"):
            return Place(Span(found.start(), at + len(bare)), "person")
        if bare.split("-")[0] in classes().classes:
            noun = classes().at(text, at)
            if noun is not None and noun.classes & _BODIES:
                return Place(Span(found.start(), noun.end), "body")
        at += len(word) + 1
    return None
