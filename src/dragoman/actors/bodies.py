"""Bodies that a text names before they speak: "Haiti's rescue agency" for "the agency", "it" and "they"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.phrases import WORD, begin, calls_back, words_of
from dragoman.actors.scene import BEHIND, Decided, Scene, is_person
from dragoman.records import Span

BACK = 12
"""Sentences before a place in which a body is looked for, its own among them."""
LONGEST = 90
"""Characters from the owner's name to the noun."""
WORDS = 8
"""Words of a subject that are looked at."""
_BREAKS = frozenset(',;:.!?“”"()\n')


def by_noun(scene: Scene, at: Span) -> Decided | None:
    """The body that was called by the noun of "the agency" last, with its owner's name before it."""
    words = words_of(at.of(scene.text))
    if not calls_back(words):
        return None
    noun = words[-1].lower()
    asked = {word.lower() for word in words[1:]}
    for sentence in sentences_before(scene, at, BACK, over=True):
        end = min(sentence.end, at.start)
        for word in reversed(list(WORD.finditer(scene.text, sentence.start, end))):
            if word.group().rstrip(".").lower() == noun:
                found = _owned(scene, sentence, word.end()) or _of_another(scene, word.end(), end)
                if found and asked <= set(words_of(found.mention.of(scene.text).lower())):
                    return found
    return None


def _of_another(scene: Scene, end: int, before: int) -> Decided | None:
    """The body or its speaker whose owner stands behind: "the guard of Peru", "a spokeswoman for the UN"."""
    behind = BEHIND.match(scene.text, end, before)
    start = begin(scene.text, end)
    for word in WORD.finditer(scene.text, end, behind.end()) if behind else ():
        at = Span(start, word.end())
        found = scene.resolve(at.of(scene.text))
        if found.actors:
            person = is_person(at.of(scene.text), found)
            return Decided(at, at, found if person else replace(found, role=None), person, None)
    return None


def _owned(scene: Scene, sentence: Span, end: int) -> Decided | None:
    """The body whose name begins with an actor's and ends at a character."""
    for mention in reversed(scene.before(end, max(sentence.start, end - LONGEST))):
        at = Span(mention.span.start, end)
        if mention.span.end >= end or _BREAKS & set(scene.text[mention.span.end : end]):
            continue
        found = scene.resolve(at.of(scene.text))
        if found.actors and not is_person(at.of(scene.text), found):
            return Decided(at, at, replace(found, role=None), False, None)
    return None


def opening(scene: Scene, sentence: Span, before: int) -> Decided | None:
    """The body whose name opens a sentence, as far as its own noun: "Kenya's rescue agency sent boats"."""
    stop = min(sentence.end, before)
    for word, _ in zip(WORD.finditer(scene.text, sentence.start, stop), range(WORDS), strict=False):
        at = Span(sentence.start, word.end())
        if _BREAKS & set(at.of(scene.text)):
            return None
        found = scene.resolve(at.of(scene.text))
        if found.actors and found.role and not found.name:
            person = is_person(at.of(scene.text), found)
            return Decided(at, at, found if person else replace(found, role=None), person, None)
    return None


def sentences_before(scene: Scene, at: Span, most: int, *, over: bool = False) -> Iterator[Span]:
    """The sentence of a place and those before it, the last first: in its paragraph, or `over` others too."""
    here = scene.sentence(at.start)
    least = scene.section(at.start) if over else 0
    for _ in range(most):
        yield here
        opens = "\n" in scene.text[max(0, here.start - 2) : here.start]
        if here.start <= least or (opens and not over):
            return
        here = scene.sentence(here.start - 1)
