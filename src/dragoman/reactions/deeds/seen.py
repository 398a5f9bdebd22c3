"""Deeds that the coder sees beside those that the wordings tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.reactions.coder import Told
from dragoman.reactions.deeds.agents import Agents
from dragoman.reactions.deeds.clauses import Range
from dragoman.reactions.deeds.parts import Act
from dragoman.records import SEEN, Span

PROTESTERS = ("protesters",)
_PEOPLE = frozenset({"citizens", "opposition", "protesters", "victims"})


def with_seen(worded: Sequence[Act], seen: Sequence[Told], sentence: Span) -> list[Act]:
    """The acts of both: where they tell of one, the wordings' with what only the coder adds."""
    out = list(worded)
    for one in seen:
        act = _act(one, sentence)
        at = next((n for n, a in enumerate(worded) if a.evidence.overlaps(act.evidence)), None)
        if at is None:
            out.append(act)
        elif worded[at].type == act.type and not worded[at].targets:
            out[at] = replace(
                out[at], targets=tuple(t for t in act.targets if t not in out[at].agents.actors)
            )
    return sorted(out, key=lambda a: a.evidence)


def _act(one: Told, sentence: Span) -> Act:
    span = Span(sentence.start + one.span.start, sentence.start + one.span.end)
    actors = one.actors
    if one.type == "protest" and (not actors or set(actors) <= _PEOPLE):
        actors = PROTESTERS
    sure = round(one.confidence * SEEN, 3)
    who = Agents(actors, Range(0, 0), sure)
    return Act(one.type, one.type, who, one.targets, one.modality, span, None, sure, span)
