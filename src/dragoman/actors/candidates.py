"""Whom "he", "she", "they" or "it" may mean: who and what a text names before, place by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.actors.lexicon import words as classes
from dragoman.actors.phrases import WORD, listed, surname, words_of
from dragoman.actors.scene import Decided, Scene
from dragoman.records import Span

WINDOW = 1500
"""Characters before a pronoun in which a candidate must be named at least once."""
MOST = 14
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
    r"(?<![\w’'-])(?:the|a|an|his|her|its|their|this|that|our|my) (?=[a-z])", re.IGNORECASE
)
_BODIES = frozenset(
    f"heads.{one}"
    for one in ("organ", "fighter", "media", "private", "lawmaker", "member", "local")
) | {"nominals.group", "nominals.state"}
_GAP = " -’'s\n"


@dataclass(frozen=True, slots=True)
class Place:
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

    @property
    def last(self) -> Place:
        return self.places[-1]

    @property
    def kind(self) -> str:
        """The most telling kind of its places."""
        return min((p.kind for p in self.places), key=KINDS.index)

    def named(self, span: Span) -> bool:
        """Whether one of its places overlaps a span."""
        return any(p.span.overlaps(span) for p in self.places)


def candidates(scene: Scene, at: Span, rule: Decided | None = None) -> list[Candidate]:
    """Who and what is named before a place, the one named last first; with whom the rules would take."""
    found: dict[object, Candidate] = {}
    named: list[tuple[object, Place]] = list(_named(scene, at))
    names = dict.fromkeys(key for key, _ in named)
    full = [place.span for _, place in named]
    for key in names:
        again = [s for s in _again(scene, at, str(key)) if not any(s.overlaps(f) for f in full)]
        named += [(key, Place(span, "name")) for span in again]
    taken = {place.span.start for _, place in named}
    others = [(k, p) for k, p in _others(scene, at) if p.span.start not in taken]
    if rule and not any(p.span.overlaps(rule.mention) for _, p in (*named, *others)):
        others.append(_spoken(scene, rule))
    for key, place in sorted([*named, *others], key=lambda one: _order(one[1])):
        found.setdefault(key, Candidate()).places.append(place)
    near = [c for c in found.values() if c.last.span.end > at.start - WINDOW]
    return sorted(near, key=lambda c: -c.last.span.start)[:MOST]


def _order(place: Place) -> tuple[Span, int]:
    return place.span, KINDS.index(place.kind)


def _others(scene: Scene, at: Span) -> Iterator[tuple[object, Place]]:
    """The places that do not name a person, each with what it shares with others of its actor or noun."""
    for mention in scene.before(at.start):
        span = mention.span
        if span.end <= at.start and mention.head:
            one = mention.form == "person"
            key = surname(span.of(scene.text)).lower() if one else mention.actors
            yield key, Place(span, "person" if one else "actor")
    for told in scene.decided:
        if not told.found.name and told.mention.end <= at.start and not _is_pronoun(scene, told):
            yield _spoken(scene, told)
    for place in _nominals(scene, at):
        named = scene.at(place.span.start)
        same = named is not None and named.span == place.span
        yield named.actors if named and same else _noun(scene, place.span), place


def _named(scene: Scene, at: Span) -> Iterator[tuple[str, Place]]:
    """Where a person is named, with the surname."""
    for span in scene.persons[: bisect_left(scene.persons, at)]:
        if span.end <= at.start:
            yield surname(span.of(scene.text)).lower(), Place(span, "name")
    for one in scene.decided:
        if one.found.name and one.mention.end <= at.start:
            yield surname(one.found.name).lower(), Place(one.mention, "name", one)


def _spoken(scene: Scene, one: Decided) -> tuple[object, Place]:
    place = Place(one.mention, "person" if one.person else "body", one)
    return one.found.actors or _noun(scene, one.mention), place


def _again(scene: Scene, at: Span, name: str) -> Iterator[Span]:
    """Where a surname stands, capitalised, within the window."""
    start = max(0, at.start - WINDOW)
    for found in re.finditer(
        rf"\b{re.escape(name)}\b", scene.text[start : at.start], re.IGNORECASE
    ):
        if found.group()[0].isupper():
            yield Span(start + found.start(), start + found.end())


def _noun(scene: Scene, span: Span) -> str:
    words = span.of(scene.text)
    return (words_of(words) or [words])[-1].lower()


def _is_pronoun(scene: Scene, one: Decided) -> bool:
    words = words_of(one.mention.of(scene.text))
    return len(words) == 1 and listed(words[0], *PRONOUNS)


def _nominals(scene: Scene, at: Span) -> Iterator[Place]:
    """The simple phrases of a determiner and a noun for somebody: "the doctor", "his mother"."""
    start = max(0, at.start - WINDOW)
    for found in _DETERMINED.finditer(scene.text, start, at.start):
        head = _head(scene.text, found.end(), at.start)
        if head:
            yield Place(Span(found.start(), head[0]), head[1])


def _head(text: str, start: int, before: int) -> tuple[int, str] | None:
    """Where the noun phrase that begins at `start` ends, and its kind; None where it is nobody."""
    end = start
    words = WORD.finditer(text, start, before)
    for word, _ in zip(words, range(LONGEST_NOMINAL), strict=False):
        if text[end : word.start()].strip(_GAP):
            return None
        end = word.end()
        if listed(word.group(), "state_roles", "private_roles", "someone"):
            return end, "person"
        at = classes().at(text, word.start())
        if at is not None and at.end <= before and at.classes & _BODIES:
            return at.end, "body"
    return None
