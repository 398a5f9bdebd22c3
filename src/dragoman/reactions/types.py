"""What a statement does: the types of its cue and of the wording of its content.

Four readings are put together: acts of the speaker ("condemned", "we thank"), what is asked for
("urged … to release"), what the speaker commits to ("said it would …"), and wordings that act by
themselves ("an internal affair"). What others say within the content is left to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.reactions.lexicon import Lexicon, lexicon, listed
from dragoman.reactions.utterance import (
    Utterance,
    embedded,
    is_negated,
    is_own,
    spoken,
)
from dragoman.reactions.wording import BREAKS, Hit
from dragoman.records import Coded

How = Literal["cue", "own", "asked", "committed", "says"]
CUE, OWN, ASKED, HOPED, MODAL, SAYS = 0.9, 0.85, 0.85, 0.75, 0.7, 0.75
TOLD, OPEN = 0.6, 0.5
CLOSING = frozenset(
    ("accuse", "condemn", "deny", "reject", "no-comment", "retract", "welcome", "question")
)
_HOPED = frozenset(("urge-calm", "urge-dialogue"))
_NEAR = 7
_ASSERTED = frozenset(("accuse", "condemn", "deny", "justify"))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that an utterance does: its words from `start` to before `end`, and how it is told.

    `verb` is where the wording of the act itself ends, and whom it is aimed at may begin.
    """

    type: str
    start: int
    verb: int
    end: int
    how: How
    confidence: float


def types_of(cue: str, content: str, own: frozenset[str] = frozenset()) -> tuple[Coded, ...]:
    """The types of a statement, surest first; `own` are names of the speaker in lower case."""
    said = spoken(cue, content, own)
    return coded(said, acts_of(said))


def coded(said: Utterance, acts: Sequence[Act]) -> tuple[Coded, ...]:
    """The types of acts, each once; report where there are none and the content asserts."""
    best: dict[str, float] = {}
    for act in acts:
        best[act.type] = max(act.confidence, best.get(act.type, 0.0))
    if not best:
        return _report(said)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    return tuple(Coded(name, confidence) for name, confidence in ranked)


def _report(said: Utterance) -> tuple[Coded, ...]:
    content = said.words[said.content :]
    if not any(word.low[0].isalnum() for word in content):
        return ()
    told = not any(word.low in listed("opinion") for word in said.words)
    return (Coded("report", TOLD if told else OPEN),)


def acts_of(said: Utterance) -> tuple[Act, ...]:
    """Everything that the utterance does, in the order of its words."""
    return _Reader(said, lexicon()).read()


class _Reader:
    """Reads one utterance; what is found first limits what may be found after."""

    def __init__(self, said: Utterance, words: Lexicon) -> None:
        self.said = said
        self.lexicon = words
        self.count = len(said.words)
        self.others = embedded(said, words)
        self.told: frozenset[int] = frozenset()
        self.done = self._open([hit for hit in self._find("acts") if self._is_done(hit)])
        self.commits = [hit for hit in self._find("commits") if self._is_commitment(hit)]
        self.starts = sorted({hit.start for hit in (*self.done, *self.commits)})

    def _find(self, name: str, start: int = 0, stop: int = -1) -> list[Hit]:
        matcher = getattr(self.lexicon, name)
        found: list[Hit] = matcher.find(
            self.said.words, start, self.count if stop < 0 else stop, self.said.content
        )
        return found

    def read(self) -> tuple[Act, ...]:
        acts = [*self._done(), *self._asked(), *self._committed()]
        closed = {i for act in acts if act.type in CLOSING for i in self._rest(act)}
        acts += self._says(closed)
        return tuple(sorted(_settled(self.said, acts, self.lexicon), key=lambda act: act.start))

    def _open(self, hits: Sequence[Hit]) -> list[Hit]:
        """Without those that only tell what was denied, blamed or refused: "denied backing …"."""
        cues = [h for h in hits if h.start < self.said.content and h.label in CLOSING]
        if cues:
            closed = range(self.said.content, self.said.stop(self.said.content))
            self.told = frozenset(i for i in closed if not self.said.has(i - 1, "joining"))
        return [hit for hit in hits if hit.start not in self.told]

    def _rest(self, act: Act) -> range:
        if act.how not in ("cue", "own"):
            return range(0)
        return range(act.end, self._scope(act.end))

    def _is_done(self, hit: Hit) -> bool:
        before, guards = self.said.low(hit.start - 1), self.lexicon.guards
        if hit.label == "question" and before in guards["passive"]:
            return False
        if before in guards["returning"] and self.said.low(hit.start) == "back":
            return False
        return (
            hit.start not in self.others
            and is_own(self.said, hit.start, self.lexicon)
            and not is_negated(self.said, hit.start, self.lexicon)
        )

    def _done(self) -> Iterator[Act]:
        for hit in self.done:
            in_cue = hit.start < self.said.content
            how: How = "cue" if in_cue else "own"
            yield Act(hit.label, hit.start, hit.end, hit.end, how, CUE if in_cue else OWN)

    def _scope(self, at: int) -> int:
        """Where what a verb governs ends: with its sentence, or where the speaker acts again."""
        stop = self.said.stop(at)
        return next(
            (s for s in self.starts if at < s < stop and self.said.has(s - 1, "joining")),
            stop,
        )

    def _asked(self) -> Iterator[Act]:
        asks = [hit for hit in self._find("asks") if self._is_ask(hit)]
        for n, ask in enumerate(asks):
            stop = self._scope(ask.end)
            later = (a.start for a in asks[n + 1 :] if a.start >= ask.end)
            yield from self._what_is_asked(ask, min(stop, next(later, stop)))

    def _is_ask(self, hit: Hit) -> bool:
        if hit.start in self.others | self.told:
            return False
        if is_negated(self.said, hit.start, self.lexicon):
            return False
        wishes = self.said.low(hit.end - 1) in self.lexicon.guards["wishing"]
        if wishes and self.said.low(hit.end) == "to":
            return False
        return hit.label == "modals" or is_own(self.said, hit.start, self.lexicon)

    def _what_is_asked(self, ask: Hit, stop: int) -> Iterator[Act]:
        sure = {"verbs": ASKED, "hopes": HOPED}.get(ask.label, MODAL)
        first = self._clause(ask.start) if ask.label == "modals" else ask.end
        found = [
            hit
            for hit in self._find("asked", first, stop)
            if ask.label != "hopes" or hit.label in _HOPED
        ]
        if ask.label == "modals" and not any(h.label in _HOPED for h in found):
            found = [hit for hit in found if hit.start <= ask.end + _NEAR]
        for hit in found:
            if hit.label == "request-help" and ask.label == "modals":
                continue
            yield Act(hit.label, ask.start, ask.end, hit.end, "asked", sure)
        if found or stop <= ask.end or any(hit.start == ask.start for hit in self.done):
            return
        if ask.label == "verbs":
            yield Act("demand", ask.start, ask.end, ask.end, "asked", MODAL)
        elif self._is_order(ask):
            yield Act("demand", ask.start, ask.end, ask.end, "asked", TOLD)

    def _clause(self, at: int) -> int:
        """Where the subject of a verb may begin: "the guns must fall silent"."""
        first = max(self.said.content, at - _NEAR)
        return next((i + 1 for i in range(at - 1, first - 1, -1) if self._parts(i)), first)

    def _parts(self, at: int) -> bool:
        return self.said.low(at) in BREAKS or self.said.low(at) in (",", *listed("joining"))

    def _is_order(self, ask: Hit) -> bool:
        """Whether "must" binds someone else: not "we must", "must have" or "must be said"."""
        before = self.said.low(ask.start - 1)
        after = self.said.low(ask.end)
        return (
            self.said.low(ask.start) == "must"
            and before not in listed("first") | listed("third")
            and before not in self.said.own
            and after not in listed("open")
        )

    def _committed(self) -> Iterator[Act]:
        for hit in self.commits:
            stop = min(self._scope(hit.end), hit.end + _NEAR + 12)
            sure = OWN if hit.label == "verbs" else SAYS
            if self.said.has(hit.end, "refusing"):
                continue
            found = list(self._what_is_meant(hit, stop))
            for meant in found:
                yield Act(meant.label, hit.start, hit.end, meant.end, "committed", sure)
            if not found and stop > hit.end:
                yield Act("pledge", hit.start, hit.end, stop, "committed", sure)

    def _is_commitment(self, hit: Hit) -> bool:
        if hit.start in self.others | self.told:
            return False
        if is_negated(self.said, hit.start, self.lexicon):
            return False
        if hit.label != "verbs" and self.said.low(hit.end) in self.lexicon.guards["unmeant"]:
            return False
        if hit.label == "bare":
            return self.said.low(hit.start - 1) in self.said.own
        if hit.label == "futures":
            return is_own(self.said, hit.start + 1, self.lexicon)
        return is_own(self.said, hit.start, self.lexicon)

    def _what_is_meant(self, commit: Hit, stop: int) -> Iterator[Hit]:
        for hit in self._find("committed", commit.end, stop):
            near = hit.start <= commit.end + _NEAR
            governed = not self.said.has(hit.start - 1, "objects")
            if near and governed and not is_negated(self.said, hit.start, self.lexicon):
                yield hit

    def _says(self, closed: set[int]) -> Iterator[Act]:
        for hit in self._find("says"):
            if hit.start in self.others or hit.start in closed:
                continue
            if is_negated(self.said, hit.start, self.lexicon) or self._is_conditional(hit):
                continue
            yield Act(hit.label, hit.start, hit.end, hit.end, "says", SAYS)

    def _is_conditional(self, hit: Hit) -> bool:
        back = range(max(0, hit.start - 8), hit.start)
        return hit.label in _ASSERTED and any(self.said.has(i, "conditions") for i in back)


def _settled(said: Utterance, acts: Sequence[Act], words: Lexicon) -> list[Act]:
    """Without acts within the words of another, and those that a better type overrules."""
    there = {(said.sentence(act.start), act.type) for act in acts}
    best = [
        act
        for act in acts
        if not any(
            act.type in below and (said.sentence(act.start), above) in there
            for above, below in words.overrules.items()
        )
    ]
    return [act for act in best if not any(_is_within(act, other) for other in best)]


def _is_within(act: Act, other: Act) -> bool:
    if act.type == other.type or act.how in ("asked", "committed"):
        return False
    if act.how in ("cue", "own") and other.how == "says":
        return False
    inside = other.start <= act.start and act.end <= other.end
    return inside and (act.end - act.start) < (other.end - other.start)
