"""A sentence as the coder reads it for deeds: its words, the host's name before them, and who may act in it.

Whoever acts or suffers in a deed is one of the candidates: an actor that is named, an organ of the host
that needs no name in its own news ("police"), a word for people, or a pronoun for who opened the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.reactions.deeds.lexicon import lexicon
from dragoman.records import Mention, Modality, Span

TYPES = (
    "deploy", "withdraw", "aid", "evacuate", "agree", "mediate", "coerce", "assault", "protest",
    "sanction", "concede", "recognise", "consult", "request-help",
)  # fmt: skip
MODALITIES: tuple[Modality, ...] = ("asserted", "planned", "denied", "hypothetical")
ROLES = ("none", "actor", "target")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SPOKEN = 3
"""Words that may stand between who speaks and the pronoun for it."""
_PRONOUNS = frozenset({"it", "they"})
_MANY = {
    "protesters": ("crowds", "marchers", "rioters", "strikers", "students", "workers", "unions"),
    "opposition": ("rebels", "separatists", "insurgents", "guerrillas", "rivals"),
    "citizens": ("people", "families", "refugees", "migrants", "detainees", "prisoners"),
}
"""Words for people beside those of the rules, which have to be surer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may act or be acted on: where it stands in the sentence, and its codes."""

    span: Span
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for the coder: the host's name, the words, the candidates in order."""

    before: str
    text: str
    candidates: tuple[Candidate, ...]


def sentence_of(
    text: str, span: Span, mentions: Sequence[Mention], host: tuple[str, str] | None
) -> Sentence:
    """The sentence at a span of an article with its mentions; `host` is code and name."""
    inside = [m for m in mentions if span.contains(m.span) and m.actors]
    words = span.of(text)
    named = [
        Candidate(Span(m.span.start - span.start, m.span.end - span.start), m.actors)
        for m in inside
    ]
    taken = [one.span for one in named]
    others = [
        one
        for one in _others(words, span.start, inside, host[0] if host else None)
        if not any(one.span.overlaps(other) for other in taken)
    ]
    found = tuple(sorted((*named, *others), key=lambda one: one.span))
    return Sentence(host[1] if host else "", words, found)


def _meant(words: str, pronoun: Span, start: int, heads: Sequence[Mention]) -> tuple[str, ...]:
    """Whom a pronoun means: who speaks right before it ("Oslo said it"), else who opened the sentence."""
    before = [m for m in heads if m.span.end - start <= pronoun.start]
    if before:
        gap = words[before[-1].span.end - start : pronoun.start].split()
        if 1 <= len(gap) <= _SPOKEN and "and" not in gap:
            return before[-1].actors
    return heads[0].actors


def _others(
    words: str, start: int, inside: Sequence[Mention], host: str | None
) -> Iterator[Candidate]:
    lists = lexicon()
    heads = [m for m in inside if m.head]
    for word in _WORD.finditer(words):
        low, span = word.group().lower(), Span(*word.span())
        if low in _PRONOUNS and heads:
            yield Candidate(span, _meant(words, span, start, heads))
            continue
        label = next((name for name, listed in lists.targets.items() if low in listed), None)
        label = label or next((name for name, listed in _MANY.items() if low in listed), None)
        if label:
            yield Candidate(span, (label,))
        elif host and low in lists.organs["host"]:
            yield Candidate(span, (host,))
