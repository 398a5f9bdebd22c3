"""Who acts and who is acted on in a deed that the coder sees, from each candidate's chances.

Those who act together stand together ("Jordan, Iraq and the Qatari army"): candidates that commas and "and"
join are one group, and of all groups the likeliest acts. Of a call or an agreement several groups may be
actors; of any other deed a second group acts in another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.inference import Floats
from dragoman.reactions.deeds.framing import ROLES, Candidate, Sentence
from dragoman.records import Span

MUTUAL = frozenset({"consult", "agree"})
LEAST = 0.4
"""The least chance of the likeliest group at which it acts; under it nobody is told to."""
MEMBER = 0.12
"""The least chance of a member of that group."""
SECOND = 0.5
"""The least chance of a further group."""
INSIDE = 0.3
"""What an actor's chance is worth inside the words of the deed, where its object stands."""
BEHIND = 0.3
"""The same behind them, unless "by" leads to it."""
NEAR = 1.5
"""By how much the last group before the words is likelier."""
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ut|et|ld|nt|ght|ung|id|un)\b",
    re.I,
)
_BY = re.compile(r"\bby\s+(?:[\w'’-]+\s+){0,4}$")
_LED = re.compile(r"\b(?:by|between|from|of)\s+(?:[\w'’-]+\s+){0,4}$")
_JOINED = re.compile(r"\s*,?\s*(?:(?:and|or|&)\s+|,\s*)(?:[\w'’-]+\s+){0,4}")
_BARE = re.compile(r"\s*,\s*(?:and\s+)?(?:the\s+)?")
_ACTOR, _TARGET = ROLES.index("actor"), ROLES.index("target")

Codes = tuple[str, ...]


def actors_and_targets(
    one: Sentence, words: Span, kind: str, chances: Floats
) -> tuple[Codes, Codes]:
    """The codes of those who act and of those acted on; `chances` (candidates, roles) are the coder's."""
    weighed = [
        float(chance[_ACTOR]) * _worth(one, words, kind, c.span)
        for c, chance in zip(one.candidates, chances, strict=True)
    ]
    groups = _groups(one)
    near = [g for g in groups if one.candidates[g[-1]].span.end <= words.start]
    if near:
        for n in near[-1]:
            weighed[n] = min(1.0, weighed[n] * NEAR)
    ranked = sorted(((max(weighed[n] for n in g), g) for g in groups), key=lambda one: -one[0])
    told = [g for worth, g in ranked[:1] if worth >= LEAST]
    if kind in MUTUAL:
        told += [g for worth, g in ranked[1:] if worth >= SECOND]
    acting = {n for g in told for n in g if weighed[n] >= MEMBER}
    actors = _codes(one.candidates, sorted(acting))
    aimed = [n for n, chance in enumerate(chances) if int(chance.argmax()) == _TARGET]
    targets = _codes(one.candidates, [n for n in aimed if n not in acting])
    return actors, tuple(code for code in targets if code not in actors)


def _worth(one: Sentence, words: Span, kind: str, span: Span) -> float:
    """What an actor's chance is worth where it stands: inside or behind the words there is rather an object."""
    if _PASSIVE.search(words.of(one.text)):
        return 1.0 if _BY.search(one.text[: span.start]) else INSIDE
    if kind in MUTUAL or span.end <= words.start:
        return 1.0
    if words.overlaps(span):
        return INSIDE
    return 1.0 if _LED.search(one.text[words.start : span.start]) else BEHIND


def _groups(one: Sentence) -> list[list[int]]:
    """The numbers of the candidates, those that are joined together."""
    found: list[list[int]] = []
    for n, candidate in enumerate(one.candidates):
        before = one.candidates[n - 1] if n else None
        gap = one.text[before.span.end : candidate.span.start] if before else ""
        if found and (_JOINED.fullmatch(gap) or _BARE.fullmatch(gap)):
            found[-1].append(n)
        else:
            found.append([n])
    return found


def _codes(candidates: Sequence[Candidate], chosen: Sequence[int]) -> Codes:
    return tuple(dict.fromkeys(code for n in chosen for code in candidates[n].codes))
