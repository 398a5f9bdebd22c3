"""Bodies that a text names before they speak: "Haiti's rescue agency" for "the agency", "it" and "they"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.phrases import WORD, calls_back, words_of
from dragoman.actors.scene import Decided, Scene, is_person
from dragoman.records import Span

BACK = 3
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
    for sentence in sentences_before(scene, at, BACK):
        end = min(sentence.end, at.start)
        for word in reversed(list(WORD.finditer(scene.text, sentence.start, end))):
            if word.group().rstrip(".").lower() == noun:
                found = _owned(scene, sentence, word.end())
                if found:
                    return found
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


def sentences_before(scene: Scene, at: Span, most: int) -> Iterator[Span]:
    """The sentence of a place and those before it in the same paragraph, the last first."""
    here = scene.sentence(at.start)
    for _ in range(most):
        yield here
        if not here.start or "\n" in scene.text[max(0, here.start - 2) : here.start]:
            return
        here = scene.sentence(here.start - 1)
