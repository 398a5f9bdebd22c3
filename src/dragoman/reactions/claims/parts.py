"""Which counts are parts of a total: including two children, three of them, of whom four."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reactions.claims.counts import Count
from dragoman.reactions.claims.found import Counted
from dragoman.reactions.claims.words import Sentence

_GAP = 4


def joined(s: Sentence, start: int, end: int) -> bool:
    """Whether nothing but "and", a comma or "as well as" stands between two atoms."""
    words = [s.low(k) for k in range(start, end)]
    return 0 < len(words) <= _GAP and s.words.sets["grammar.joiners"].issuperset(words)


def is_part(s: Sentence, count: Count) -> bool:
    """Whether the words around a count make it part of a total."""
    return count.partitive or _introduced(s, count) or _qualified(s, count)


def beside_part(s: Sentence, count: Count, done: Sequence[Counted]) -> bool:
    """Whether the count is joined to a part: among them four women and five children."""
    last = done[-1] if done else None
    return bool(last and last.base is not None and joined(s, last.count.end, count.start))


def _introduced(s: Sentence, count: Count) -> bool:
    """Whether words before the count make it a part: including, among them, of whom."""
    for back in range(1, 6):
        at = count.start - back
        end = s.phrase("grammar.parts", at) if at >= 0 else 0
        if end and all(_light(s, k) for k in range(end, count.start)):
            return True
    return _leading_whole(s, count)


def _light(s: Sentence, at: int) -> bool:
    light = ("were", "was", "are", "is", ",")
    return s.low(at) in light or s.has("grammar.skipped", at)


def _leading_whole(s: Sentence, count: Count) -> bool:
    """Whether the sentence or clause began with "of the 40 people arrested"."""
    if s.low(count.start - 1) != ",":
        return False
    for at in range(count.start - 2, max(-1, count.start - 20), -1):
        if s.low(at) == "of" and (at == 0 or not s.low(at - 1).isalnum()):
            return True
    return False


def _qualified(s: Sentence, count: Count) -> bool:
    """Whether a bare number after a comma tells how badly: ", three seriously"."""
    if s.low(count.start - 1) not in (",", "("):
        return False
    harmed = s.low(count.end) == "with" and any(
        s.has("zero.harm", k) for k in range(count.end + 1, count.end + 4)
    )
    return s.has("grammar.grave", count.end) or harmed
