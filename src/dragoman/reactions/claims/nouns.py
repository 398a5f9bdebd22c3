"""What a counted noun says by itself: 12 deaths, 14 missing sailors, 2,500 peacekeepers."""

from __future__ import annotations

from dragoman.reactions.claims.counts import Count
from dragoman.reactions.claims.words import Hit, Link, Sentence, linked

_FEW = 10


class Nouns:
    """Reads the nouns and adjectives of a count."""

    def __init__(self, s: Sentence):
        self.s = s

    def strong(self, count: Count) -> Link | None:
        hit = self._noun(count, "noun")
        if hit is None or (count.single and hit.quantity != "protesters"):
            return None
        if self.s.low(hit.start) in ("lives", "victims") and not self._lost(count):
            return None
        return linked(hit, "noun")

    def _noun(self, count: Count, role: str) -> Hit | None:
        """The noun of this role that the phrase holds, or that follows its number."""
        for at in range(count.numbered, max(count.end, count.numbered + 1) + 1):
            hit = self.s.hit(at, role)
            if hit and (hit.end == count.end or self._bare(count, hit)):
                return hit
        return None

    def _bare(self, count: Count, hit: Hit) -> bool:
        """Whether the word follows a bare number and is its noun: 30 injured."""
        return count.noun == "none" and hit.start == count.end and self._ends(hit.end)

    def _ends(self, at: int) -> bool:
        """Whether no noun goes on here: "30 arrested officers" counts officers."""
        return not self.s.person(at)

    def _lost(self, count: Count) -> bool:
        near = range(max(0, count.start - 4), min(count.end + 5, len(self.s)))
        return any(self.s.has("grammar.lives", n) for n in near) and not any(
            self.s.has("grammar.finders", n) for n in near
        )

    def weak(self, count: Count) -> Link | None:
        hit = self._noun(count, "weak")
        if (
            hit is None
            or count.single
            or self._says(count.end)
            or any(self.s.denies(n) for n in range(max(0, count.start - 3), count.start))
        ):
            return None
        if any(self.s.has("grammar.veterans", n) for n in range(count.numbered, count.end)):
            return None
        few = count.high is not None and count.high < _FEW
        if hit.quantity == "troops" and few and not self.s.any("grammar.missions"):
            return None
        return linked(hit, "weak")

    def _says(self, at: int) -> bool:
        """Whether those counted are the source: three soldiers said."""
        return self.s.has("grammar.reporting", at)

    def before(self, count: Count) -> Link | None:
        if count.single:
            return None
        for at in range(count.numbered, count.end):
            hit = self.s.hit(at, "before")
            if hit and hit.end < count.end:
                return linked(hit, "before")
        return None

    def mission(self, count: Count) -> Link | None:
        """Police and advisers of a mission are counted with its troops."""
        officers = any(self.s.has("grammar.officers", n) for n in range(count.numbered, count.end))
        if count.single or not officers or not self.s.any("grammar.missions"):
            return None
        return None if self._says(count.end) else Link("troops", count.start, count.end, "weak")

    def sized(self, count: Count) -> Link | None:
        """A 500-strong force, a 2,000-strong crowd."""
        at = count.numbered
        if self.s.low(at) == "-" and self.s.low(at + 1) == "strong":
            near = range(at + 2, at + 5)
            if any(self.s.has("grammar.crowds", n) for n in near):
                return Link("protesters", count.start, at + 3, "noun")
            if any(self.s.has("grammar.units", n) for n in near):
                return Link("troops", count.start, at + 3, "noun")
        return None
