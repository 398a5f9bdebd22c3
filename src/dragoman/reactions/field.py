"""Those whom an utterance names, and where they stand in it: as object, subject, after "from"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.reactions.framing import AUTHORITIES
from dragoman.reactions.lexicon import Lexicon, lexicon, listed
from dragoman.reactions.types import Act
from dragoman.reactions.utterance import STOPS, Utterance
from dragoman.records import Mention, Span

_PEOPLE = frozenset(("protesters", "opposition", "citizens", "victims", "media", "own citizens"))
_ADJECTIVE = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known around a statement: who speaks, whose crisis it is, who is named where."""

    speaker: tuple[str, ...]
    host: str | None
    mentions: Sequence[Mention] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Actors, or a word for people, at the words `start` to before `end`.

    `before` is the preposition or verb that leads to it; `owner` whether it is a possessor or an
    adjective ("Russia's attack", "the Russian attack").
    """

    codes: tuple[str, ...]
    start: int
    end: int
    before: str
    owner: bool

    def follows(self, name: str) -> bool:
        """Whether what leads to them is one of [reactions.words] of this name."""
        return self.before in listed(name)


def named_in(said: Utterance, scene: Scene, words: Lexicon) -> list[Named]:
    """Actors and groups that the utterance names, in order; a word is read but once."""
    found = [one for mention in scene.mentions if (one := _mentioned(said, mention))]
    taken = {i for one in found for i in range(one.start, one.end)}
    hits = words.named.find(said.words, 0, len(said.words))
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        known = hit.label == "perpetrators" and hit.start - 1 in taken
        if not known and taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            owner = said.low(hit.end) == "'s"
            found.append(Named((hit.label,), hit.start, hit.end, _before(said, hit.start), owner))
    return sorted(found, key=lambda one: one.start)


def _mentioned(said: Utterance, mention: Mention) -> Named | None:
    inside = [
        i
        for i, word in enumerate(said.words)
        if mention.span.start <= word.start and word.end <= mention.span.end and word.end
    ]
    if not inside or not mention.actors:
        return None
    start, end = inside[0], inside[-1] + 1
    owner = said.low(end) == "'s" or not mention.head or mention.form == "demonym"
    return Named(mention.actors, start, end, _before(said, start), owner)


def _before(said: Utterance, at: int) -> str:
    here = at - 1
    while here >= max(0, at - 3) and said.has(here, "leading"):
        here -= 1
    return said.low(here)


@dataclass(frozen=True, slots=True)
class Field:
    """An utterance with those whom it names."""

    said: Utterance
    scene: Scene
    named: tuple[Named, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, said: Utterance, scene: Scene) -> Field:
        """The utterance with all whom the lexicon and the mentions of the scene name in it."""
        words = lexicon()
        return cls(said, scene, tuple(named_in(said, scene, words)), words)

    def codes(self, chosen: Iterable[Named]) -> list[str]:
        """Their codes: the authorities of the host are the host, unless the host itself speaks."""
        found: list[str] = []
        for one in chosen:
            found += self._read(one)
        return found

    def _read(self, one: Named) -> Sequence[str]:
        adjective = self._neighbour(one)
        if adjective and one.codes == ("citizens",) and self.said.has(one.start, "nation"):
            return adjective.codes
        if one.codes == (AUTHORITIES,):
            if adjective:
                return adjective.codes
            return self.authorities()
        after = next((n for n in self.named if one.end <= n.start <= one.end + _ADJECTIVE), None)
        people = after is not None and one.owner and after.codes[0] in _PEOPLE
        return () if people else one.codes

    def places(self) -> Iterator[tuple[str, Span]]:
        """Whom the utterance names, in order, with the words: names by their codes, the host's authorities by its.

        What cue and content hold together by chance is left out, for cue and content need not follow each other.
        """
        for one in self.named:
            inside = self.said.words[one.start : one.end]
            whole = all(a.end <= b.start for a, b in pairwise(inside)) and inside[-1].end
            if whole and not one.start < self.said.content < one.end:
                for code in self._read(one):
                    yield code, Span(inside[0].start, inside[-1].end)

    def _neighbour(self, one: Named) -> Named | None:
        """The adjective or possessor right before: "the Kenyan authorities"."""
        return next(
            (n for n in self.named if n.owner and one.start - _ADJECTIVE <= n.end <= one.start),
            None,
        )

    def authorities(self) -> tuple[str, ...]:
        """Those of the host by its code; without a host by the word."""
        if self.scene.host is None:
            return (AUTHORITIES,)
        return () if self.scene.host in self.scene.speaker else (self.scene.host,)

    def within(self, start: int, stop: int) -> list[Named]:
        """Those named from `start` to before `stop`."""
        return [one for one in self.named if start <= one.start < stop]

    def object_of(self, start: int, ends: frozenset[str] | None = None) -> list[Named]:
        """Those between a verb and the word that ends its object, "and" included."""
        stop, wanted = self.said.stop(start), ends or listed("ends")
        end = next((i for i in range(start, stop) if self.said.low(i) in wanted), stop)
        return self.within(start, end)

    def led_by(self, start: int, stop: int, *prepositions: str) -> list[Named]:
        """Those after one of the prepositions, with those joined to them by "and"."""
        found: list[Named] = []
        for one in self.within(start, stop):
            joined = found and one.start - found[-1].end <= 4 and one.before in ("and", ",", "or")
            if one.before in prepositions or joined:
                found.append(one)
        return found

    def subject_of(self, at: int) -> list[Named]:
        """Those named last before a place in its clause, those joined to them included."""
        first = at
        while first > self.said.content and self.said.low(first - 1) not in STOPS:
            first -= 1
        before = [one for one in self.within(first, at) if not one.follows("places")]
        if not before:
            return []
        chosen = [before[-1]]
        for one in reversed(before[:-1]):
            if chosen[0].before not in ("and", ",") or chosen[0].start - one.end > 3:
                break
            chosen.insert(0, one)
        return chosen

    def has(self, mark: str, act: Act) -> bool:
        """Whether a mark of [reactions.marks] stands in the act's sentence from the act on."""
        stop = self.said.stop(act.start)
        return any(
            h.label == mark for h in self.lexicon.marks.find(self.said.words, act.start, stop)
        )

    def rest(self, act: Act) -> int:
        """Where the sentence of the act ends."""
        return self.said.stop(act.start)
