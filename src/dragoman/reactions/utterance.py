"""What was said, as words: the cue before the content, and whose acts its verbs are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.reactions.lexicon import Lexicon, listed
from dragoman.reactions.wording import BREAKS, MOST, Word, words

STOPS = frozenset(".!?|\n")
_PASSED = frozenset(("'s", ",", '"', "“", "”", "|"))
BAR = Word("|", 0, 0, False)
_BACK = 12
_NEGATION = 3
_CLAUSE = 45


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words of a cue and, from `content` on, of what was said; `own` name the speaker."""

    words: tuple[Word, ...]
    content: int
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, cue: Sequence[Word], content: Sequence[Word], own: frozenset[str]) -> Utterance:
        """The cue first, wherever it stood, so that "called on" meets whom it called on."""
        return cls((*cue, *content)[: 2 * MOST], min(len(cue), 2 * MOST), own)

    def low(self, at: int) -> str:
        """The word at a place in lower case; empty outside."""
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def has(self, at: int, name: str) -> bool:
        """Whether the word at a place is one of [reactions.words] of this name."""
        return self.low(at) in listed(name)

    def stop(self, at: int, most: int = _CLAUSE) -> int:
        """Where the sentence of the word at `at` ends, `most` words on at the latest."""
        last = min(len(self.words), at + most)
        return next((i for i in range(at, last) if self.words[i].low in STOPS), last)

    def sentence(self, at: int) -> int:
        """A number for the sentence that holds the word; the cue belongs to the first."""
        return sum(1 for word in self.words[self.content : at] if word.low in STOPS)


def joined(parts: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """The words of several spans, with a bar where one ends and the next does not follow."""
    found: list[Word] = []
    for part in parts:
        if found and part:
            found.append(BAR)
        found.extend(part)
    return tuple(found)


def spoken(cue: str, content: str, own: frozenset[str] = frozenset()) -> Utterance:
    """An utterance from its texts."""
    return Utterance.of(words(cue), words(content), own)


def is_negated(said: Utterance, at: int, lexicon: Lexicon) -> bool:
    """Whether the wording that begins at `at` is denied: "did not condemn", "refused to …"."""
    first = max(0, at - _NEGATION)
    for i in range(at - 1, first - 1, -1):
        if said.low(i) in BREAKS or said.low(i) == "," or said.has(i, "joining"):
            return False
        if said.low(i) in lexicon.guards["negators"]:
            return True
    hits = lexicon.negating.find(said.words, max(0, at - 4), at)
    return any(hit.end == at for hit in hits)


def is_own(said: Utterance, at: int, lexicon: Lexicon) -> bool:
    """Whether the verb at `at` has the speaker for its subject."""
    if at < said.content:
        return True
    if _continues_cue(said, at):
        return True
    between = lexicon.guards["between"]
    for i in range(at - 1, max(said.content, at - _BACK) - 1, -1):
        word = said.words[i]
        if word.low in listed("first") or word.low in said.own:
            return True
        if word.low in listed("third"):
            return _is_speaker(said, i, lexicon)
        if word.low in between or word.low.endswith("ly") or word.low in _PASSED:
            continue
        return _is_coordinated(said, i, at)
    verbal = said.low(at).endswith(("ed", "ing")) or said.low(at - 1) == "to"
    return verbal and at - said.content <= _BACK and _only_between(said, at, lexicon)


def _only_between(said: Utterance, at: int, lexicon: Lexicon) -> bool:
    between = lexicon.guards["between"]
    return all(
        said.low(i) in between or said.low(i).endswith("ly") or not said.low(i).isalpha()
        for i in range(said.content, at)
    )


def _is_coordinated(said: Utterance, at: int, verb: int) -> bool:
    """Whether the verb goes on with what the speaker began: "we regret X and ask"."""
    for i in range(at, max(said.content, at - _BACK) - 1, -1):
        word = said.words[i]
        stops = word.low in BREAKS and word.low != BAR.low
        if stops or word.low in listed("relative") or word.low in listed("complementing"):
            return False
        if word.low in listed("first"):
            return any(said.has(k, "joining") for k in range(i, verb))
        if word.capital and word.low not in said.own and i > said.content:
            return False
    return False


def _continues_cue(said: Utterance, at: int) -> bool:
    """Whether a verb goes on after a cue that acts: "condemned the raid and urged restraint"."""
    before = said.low(at - 1)
    low = said.low(at)
    past = low.endswith("ed") or low in listed("past")
    cue = [word.low for word in said.words[: said.content]]
    return past and before in listed("joining") and bool(cue) and listed("neutral").isdisjoint(cue)


def _is_speaker(said: Utterance, at: int, lexicon: Lexicon) -> bool:
    """Whether a third-person pronoun means the speaker: first of all, or after a verb of saying."""
    before = at - 1
    while before >= said.content and said.low(before) in ('"', "“", "that", ",", "'"):
        before -= 1
    return before < said.content or said.low(before) in lexicon.guards["introducing"]


def embedded(said: Utterance, lexicon: Lexicon) -> frozenset[int]:
    """The words of the content that tell what others said: "said that X had condemned the raid"."""
    verbs = lexicon.guards["reporting"] | lexicon.guards["speech"]
    shared = any(word.low in lexicon.guards["sharing"] for word in said.words[: said.content])
    found: set[int] = set()
    for i in range(said.content + 1, len(said.words)):
        if i in found:
            continue
        heard = said.low(i) == "that" and said.low(i - 1) in lexicon.guards["heard"]
        told = said.low(i) in verbs and _has_other_subject(said, i, lexicon)
        if told or (heard and not shared):
            found.update(range(i, said.stop(i, len(said.words))))
    return frozenset(found)


def _has_other_subject(said: Utterance, verb: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying, in a form that is no noun, follows the name of someone else."""
    at, low = verb - 1, said.low(verb)
    while at > said.content and (said.has(at, "auxiliaries") or said.low(at).endswith("ly")):
        at -= 1
    word = said.words[at]
    if (
        word.low in said.own
        or word.low in listed("first")
        or word.low in listed("determiners")
        or low in listed("nouns")
    ):
        return False
    past = low.endswith("ed") or low in listed("past") or at < verb - 1
    if word.low in lexicon.guards["speakers"]:
        return past
    return word.capital and (past or low.endswith("s"))
