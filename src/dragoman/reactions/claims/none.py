"""Claims that there were none: no casualties, nobody was hurt, everyone on board survived."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reactions.claims.counts import Count, Noun, noun_phrase, plain
from dragoman.reactions.claims.found import Counted
from dragoman.reactions.claims.links import Linker
from dragoman.reactions.claims.words import Link, Sentence


def none(s: Sentence, found: Sequence[Count]) -> tuple[list[Counted], set[int]]:
    """The claims that there were none, and the counts that are spent on them."""
    linker = Linker(s, found)
    out: list[Counted] = []
    spent: set[int] = set()
    for at in range(len(s)):
        for one in _none_at(s, at, linker):
            out.append(one)
            spent.update(range(one.count.start, one.count.end))
    return out, spent


def _none_at(s: Sentence, at: int, linker: Linker) -> list[Counted]:
    if (end := s.phrase("zero.nobody", at)) or s.has("zero.words", at):
        return _nobody(s, at, end or at + 1, linker)
    if s.low(at) == "without" or s.phrase("zero.loss", at):
        return _without(s, at)
    if s.has("zero.everyone", at) or s.low(at).startswith("all "):
        return _survivors(s, at)
    return []


def _nobody(s: Sentence, at: int, end: int, linker: Linker) -> list[Counted]:
    nouns = _nouns(s, end)
    if nouns or any(s.has("zero.reports", k) for k in range(end, end + 3)):
        return [_zero(at, k + 1, quantity) for k, quantity in nouns]
    if s.low(end) == "of":
        end = _past_of(s, end)
    phrase = noun_phrase(s, end)
    bare = end == at + 1 and s.has("zero.words", at)
    if phrase.noun == "things" or (bare and phrase.noun != "people"):
        return []
    noun: Noun = "people" if bare else "none"
    count = Count(at, max(end, phrase.end), 0.0, 0.0, "exactly", noun, phrase.population)
    links = linker.subject_of(count)
    return [Counted(count, link) for link in links]


def _past_of(s: Sentence, end: int) -> int:
    """The index after "of the 12 passengers"."""
    at = end + 1 + s.has("grammar.determiners", end + 1)
    at += s.kind(at) == "number"
    return at + 1 if s.has("grammar.partitive", at) else max(at, noun_phrase(s, at).end)


def _nouns(s: Sentence, at: int) -> list[tuple[int, str]]:
    """The nouns of harm and arrest in a row: no deaths or injuries."""
    found: list[tuple[int, str]] = []
    for k in range(at, min(at + 6, len(s))):
        hit = s.hit(k, "noun")
        if hit and hit.quantity != "protesters" and hit.end == k + 1 and not _compound(s, k):
            found.append((k, hit.quantity))
        elif s.has("zero.reports", k) or s.kind(k) != "word" or _over(s, k, bool(found)):
            break
    return found


def _over(s: Sentence, at: int, begun: bool) -> bool:
    """Whether the row of nouns is over: it goes on with "or", and begins before a preposition."""
    if begun:
        return not _and(s, at)
    return any(s.has(f"grammar.{name}", at) for name in ("prepositions", "be", "have", "modal"))


def _compound(s: Sentence, at: int) -> bool:
    """Whether the noun only qualifies the next: a death penalty, an arrest warrant."""
    return not s.low(at).endswith("s") and plain(s, at + 1)


def _and(s: Sentence, at: int) -> bool:
    return s.has("grammar.joins", at)


def _zero(start: int, end: int, quantity: str) -> Counted:
    count = Count(start, end, 0.0, 0.0, "exactly", "people", None)
    return Counted(count, Link(quantity, start, end, "none"))


def _without(s: Sentence, at: int) -> list[Counted]:
    if end := s.phrase("zero.loss", at):
        denied = any(s.low(k) in ("no", "without") for k in range(max(0, at - 2), at))
        return [_zero(at - 1, end, "killed")] if denied else []
    return [
        _zero(at, k + 1, quantity)
        for k, quantity in _nouns(s, at + 1)
        if all(_and(s, n) or s.has("zero.light", n) or s.hit(n, "noun") for n in range(at + 1, k))
        and s.low(k) != "lives"
    ]


def _survivors(s: Sentence, at: int) -> list[Counted]:
    """Everyone on board survived, all 84 passengers were rescued: none was killed."""
    for k in range(at + 1, min(at + 12, len(s))):
        if s.low(k) in (".", ";", "but") or s.has("grammar.negative", k):
            return []
        if s.has("zero.survival", k):
            counted = s.kind(at) == "number" and noun_phrase(s, at + 1).noun == "people"
            aboard = (
                counted
                or not s.low(at).startswith("all")
                or any(s.phrase("zero.aboard", n) for n in range(at + 1, k))
            )
            return [_zero(at, k + 1, "killed")] if aboard else []
    return []
