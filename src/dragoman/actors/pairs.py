"""Those of whom a phrase calls back two or one of two: "the two governments", "the latter"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dragoman.actors.bodies import sentences_before
from dragoman.actors.home import is_state
from dragoman.actors.introduced import introduced
from dragoman.actors.phrases import listed, words_of
from dragoman.actors.resolve import Resolution
from dragoman.actors.scene import BY_CONTEXT, Decided, Scene, gender
from dragoman.records import Mention, Span

BACK = 8
"""Sentences in which two actors are looked for, the phrase's own among them."""
_JOINED = re.compile(r",? and (?:the )?")


def calls_two(scene: Scene, at: Span) -> bool:
    """Whether a phrase means two actors named before: "both governments", but not "two governments"."""
    words = [w.lower() for w in words_of(at.of(scene.text))]
    both = words[:1] == ["both"] or (words[:2] == ["the", "two"])
    return both and len(words) < 4 and listed(words[-1].removesuffix("s"), "states_and_heads")


def pair(scene: Scene, at: Span) -> Decided | None:
    """The two states of the last sentence before a place that names two and no more."""
    for sentence in sentences_before(scene, at, BACK, over=True):
        named = [m for m in scene.before(at.start, sentence.start) if m.span.end <= sentence.end]
        states = [m for m in named if all(is_state(scene.registry, code) for code in m.actors)]
        joined = [
            (a, b)
            for a, b in pairwise(states)
            if _JOINED.fullmatch(scene.text, a.span.end, b.span.start)
        ]
        codes = _codes(joined[-1]) if joined else _codes(states)
        if len(codes) == 2:
            return Decided(at, at, Resolution(codes, "state", BY_CONTEXT, "context"), False, None)
    return None


def _codes(named: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mention in named for code in mention.actors))


def one_of_two(scene: Scene, at: Span) -> Decided | None:
    """Whom "the latter" or "the former" means: of the last two persons who were introduced."""
    words = words_of(at.of(scene.text).lower())
    if words not in (["the", "latter"], ["the", "former"]):
        return None
    near = [one for one, _ in zip(introduced(scene, at, 2), range(2), strict=False)]
    if len(near) < 2:
        return None
    span, found = near[0 if words[1] == "latter" else 1]
    return Decided(at, span, found, True, gender(found.role or ""))
