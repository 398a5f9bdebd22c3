"""What is said before a number: killed 12, the arrest of 12, a toll that rose to 12."""

from __future__ import annotations

from dragoman.reactions.claims.counts import Count
from dragoman.reactions.claims.words import Hit, Link, Sentence, linked

_TOLL = 16


class Objects:
    """Reads the verbs and nouns of which a count is the object or the value."""

    def __init__(self, s: Sentence):
        self.s = s

    def toll(self, count: Count) -> Link | None:
        s, at = self.s, count.start
        for k in range(at - 1, max(-1, at - _TOLL), -1):
            if s.low(k) in (";", "—", "–") or self._other_number(k, at):
                return None
            hit = s.ending(k + 1, "toll") or self._number_of(k, at)
            if hit and self._value_of(hit, count):
                return linked(hit, "toll")
        return None

    def _number_of(self, at: int, end: int) -> Hit | None:
        """The number of civilians killed, of people living in tents."""
        if self.s.low(at) != "number" or self.s.low(at + 1) != "of":
            return None
        for k in range(at + 2, min(at + 7, end)):
            hit = self.s.hit(k, "passive", "after", "noun", "subject")
            if hit and hit.end <= end:
                return Hit(at, hit.end, hit.quantity, "toll")
        return None

    def _other_number(self, at: int, end: int) -> bool:
        """Whether a number here cuts the toll off; an older one, or one in commas, does not."""
        if self.s.kind(at) != "number" or self._old(at):
            return False
        comma = any(self.s.low(k) == "," for k in range(at, end))
        return not (comma and self._moves(end, end))

    def _old(self, at: int) -> bool:
        return self.s.has("revision.old", at - 1) or self.s.low(at - 1) == "by"

    def _value_of(self, hit: Hit, count: Count) -> bool:
        """Whether the number is the value of the toll: "stands at", "rose to"."""
        before, gap = count.start - 1, count.start - hit.end
        if count.single or count.noun == "things":
            return False
        if gap == 0:
            return any(self.s.low(hit.start) == w for w in ("death", "toll", "number", "casualty"))
        if self.s.has("grammar.indefinite", hit.start - 1) and self.s.low(before) != "of":
            return False
        if self.s.low(before) == "of":
            return gap == 1
        near = gap <= 3 or self._moves(hit.start, count.start)
        return self.s.has("revision.values", before) and near

    def _moves(self, start: int, end: int) -> bool:
        return any(self.s.has("revision.changers", n) for n in range(max(0, start - 6), end))

    def act(self, count: Count) -> Link | None:
        hit = self.s.ending(self.s.back(count.start), "act")
        if hit is None or (hit.quantity == "protesters" and self.s.low(hit.end - 1) == "by"):
            return None if hit is None or count.noun == "none" else linked(hit, "act")
        if self.s.low(hit.start) == "loss" and not self._life(count):
            return None
        return linked(hit, "act")

    def _life(self, count: Count) -> bool:
        return count.noun == "people" or self.s.low(count.numbered) == "lives"

    def verb(self, count: Count) -> Link | None:
        """A verb with the count as its object: killed 12."""
        at = self.s.back(count.start)
        hit = self.s.ending(at, "object") or self.s.ending(count.start, "object")
        if hit is None or self._passive_before(hit) or self._unreal(hit):
            return self._lost_men(count)
        return linked(self._with_pair(hit), "object") if self._fits(hit, count) else None

    def _fits(self, hit: Hit, count: Count) -> bool:
        """Whether what the verb needs beside it is there: a clinic for "treated", a crowd for "drew"."""
        s = self.s
        if hit.quantity == "protesters":
            return s.any("grammar.crowds")
        if hit.quantity == "injured" and s.has("grammar.treating", hit.start):
            return s.any("grammar.clinics")
        if hit.quantity == "missing" and s.has("grammar.seeking", hit.start):
            return not any(s.has("grammar.sought", n) for n in range(count.start, count.end + 1))
        if s.has("grammar.vague", hit.start):
            return count.noun == "people"
        if hit.quantity == "released" and s.has("grammar.swapping", hit.start):
            return any(s.has("grammar.prisoners", n) for n in range(count.start, count.end + 1))
        return True

    def _lost_men(self, count: Count) -> Link | None:
        at = self.s.back(count.start)
        lost = self.s.has("grammar.lost", at - 1) and count.noun == "people" and not count.single
        if lost and self.s.any("grammar.military"):
            return Link("killed", at - 1, at, "object")
        return None

    def _passive_before(self, hit: Hit) -> bool:
        """Whether the verb is passive, so that what follows is no object."""
        participle = self.s.hit(hit.start, "passive")
        return participle is not None and self.s.has("grammar.be", hit.start - 1)

    def _unreal(self, hit: Hit) -> bool:
        """Whether the verb is negated, possible or only meant."""
        near = range(max(0, hit.start - 4), hit.start)
        if any(self.s.denies(n) for n in near):
            return True
        if hit.quantity in ("troops", "evacuated", "released"):
            return False
        modal = any(self.s.has("grammar.hypothetical", n) for n in near)
        have = any(self.s.has("grammar.have", n) for n in near)
        to = self.s.low(hit.start - 1) == "to"
        return (modal and not have) or (to and self._meant(hit.start))

    def _meant(self, at: int) -> bool:
        return any(self.s.has("grammar.intent", n) for n in range(max(0, at - 4), at))

    def _with_pair(self, hit: Hit) -> Hit:
        """Casualties where the killed and injured are not told apart: killed or wounded 40."""
        if not self.s.has("grammar.joins", hit.start - 1):
            return hit
        other = self.s.ending(hit.start - 1, "object")
        if other and {other.quantity, hit.quantity} == {"killed", "injured"}:
            return Hit(other.start, hit.end, "casualties", hit.role)
        return hit
