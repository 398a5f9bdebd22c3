"""What is said after a number: 12 dead, 12 people were killed, 12 marched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.reactions.claims.counts import Count, plain
from dragoman.reactions.claims.words import Hit, Link, Sentence, linked

_FAR = 40
_MARKS = frozenset(";:!?.")


class Subjects:
    """Reads the verbs and predicates of which a count is the subject."""

    def __init__(self, s: Sentence, starts: Mapping[int, Count]):
        self.s = s
        self.starts = starts

    def after(self, count: Count) -> Link | None:
        at = self._past_fillers(count.end)
        hit = self.s.hit(at, "after")
        if hit is None or hit.quantity == "troops" or self.s.person(hit.end):
            return None
        first = self.s.low(hit.start)
        if first == "to" and hit.quantity == "killed" and not self._led(count, "grammar.blows"):
            return None
        moved = hit.quantity == "evacuated" or (hit.quantity == "injured" and first == "to")
        if moved and not self._led(count, "grammar.movers"):
            return None
        if first == "to" and hit.quantity == "displaced" and not self._led(count, "grammar.causes"):
            return None
        return linked(self._or_other(hit), "after")

    def result(self, count: Count) -> Link | None:
        """What a verb made of its object: took six observers hostage."""
        at = self.s.phrase("grammar.results", count.end)
        return self.after(count) if at else None

    def _past_fillers(self, at: int) -> int:
        while self.s.has("grammar.more", at) or self._filler(at):
            at += 1
        return at

    def _filler(self, at: int) -> bool:
        if self.s.low(at) == "to":
            return False
        return self.s.has("grammar.adverbs", at) or self.s.has("grammar.fillers", at)

    def _led(self, count: Count, name: str) -> bool:
        return any(self.s.has(name, n) for n in range(max(0, count.start - 6), count.start))

    def _or_other(self, hit: Hit) -> Hit:
        """Casualties where two words follow for one number: dead or injured."""
        if not self.s.has("grammar.joins", hit.end):
            return hit
        other = self.s.hit(hit.end + 1, "after", "passive")
        told = other and {other.quantity, hit.quantity} == {"killed", "injured"}
        return Hit(hit.start, other.end, "casualties", hit.role) if told and other else hit

    def verb(self, count: Count) -> Link | None:
        """A verb of which the counted are the subject: 12 people were killed."""
        if self.s.has("grammar.pronouns", count.end):
            return self._clause(count.end + 1)
        if self._agent(count):
            return None
        left = self.s.has("grammar.leaving", count.start - 1)
        for at in self._path(count):
            if left and (hit := self.s.hit(at, "after")):
                return linked(hit, "right")
            if self._verbal(at):
                if count.noun == "none" and count.whole is None and self._noun_between(count, at):
                    return None
                hit = self._verb(at, first=at == self._past_fillers(count.end))
                return linked(self._or_other(hit), "right") if hit else None
        return None

    def _noun_between(self, count: Count, at: int) -> bool:
        """Whether a noun that was not read stands between a bare number and a verb."""
        for k in range(count.end, at):
            if self.s.has("grammar.prepositions", k) or self.s.kind(k) == "mark":
                return False
            if plain(self.s, k):
                return True
        return False

    def _clause(self, at: int) -> Link | None:
        """A relative clause without a pronoun of its own: the girls they had seized."""
        while self._auxiliary(at):
            at += 1
        hit = self.s.hit(at, "object")
        return linked(hit, "clause") if hit and not self._object(hit.end) else None

    def _agent(self, count: Count) -> bool:
        before = self.s.back(count.start) - 1
        belongs = self.s.low(before) == "of" and before > 0 and not self._gathered(before - 1)
        agent = belongs or self.s.has("grammar.agents", before)
        return agent and not self._bare_participle(count)

    def _gathered(self, at: int) -> bool:
        """Whether the word before "of" only gathers the counted: a group of 30 people."""
        return self.s.has("grammar.collectives", at) or not self.s.low(at).isalnum()

    def _bare_participle(self, count: Count) -> bool:
        return self.s.hit(count.end, "passive") is not None

    def _verbal(self, at: int) -> bool:
        s = self.s
        aux = any(s.has(f"grammar.{name}", at) for name in ("be", "have", "modal"))
        return aux or s.hit(at, "passive", "object", "subject") is not None

    def _path(self, count: Count) -> Iterator[int]:
        """The atoms from a count to its verb, over its modifiers, insertions and fellows."""
        s, at = self.s, count.end
        limit = min(len(s), count.end + _FAR)
        while at < limit:
            low = s.low(at)
            if low in (",", "(", "–", "—"):
                at = self._over(at, limit)
            elif low in _MARKS or s.has("grammar.stops", at) or self._another(at):
                return
            elif at in self.starts:
                if self.starts[at].noun == "none":
                    return
                at = self.starts[at].end
            elif s.has("grammar.reporting", at) and not s.has("grammar.be", at - 1):
                return
            else:
                yield at
                at += 1

    def _another(self, at: int) -> bool:
        """Whether a count begins here that has nothing to do with the one before."""
        return at in self.starts and not self._joined(at)

    def _joined(self, at: int) -> bool:
        """Whether a count here may be passed over: after "and", or inside a modifier."""
        before = self.s.back(at) - 1
        return any(
            self.s.has(f"grammar.{name}", before) for name in ("joins", "prepositions")
        ) or self.s.low(before) in ("including", ",")

    def _over(self, at: int, limit: int) -> int:
        """The index after an insertion that begins here; the limit where the clause ends here."""
        s = self.s
        if self._verbal(at + 1) and s.hit(at + 1, "object") is None:
            return at + 1
        closing = {"(": ")"}.get(s.low(at), s.low(at))
        for k in range(at + 1, min(at + 26, limit)):
            if s.low(k) == closing and (closing == ")" or self._resumes(k + 1)):
                return k + 1
        if at + 1 in self.starts and self._listed(at + 1):
            return self.starts[at + 1].end
        return limit

    def _resumes(self, at: int) -> bool:
        at = self._past_adverbs(at)
        if plain(self.s, at) and self.s.low(at).endswith("ed"):
            return True
        return self._verbal(at) and (
            self.s.hit(at, "object") is None or self.s.hit(at, "passive") is not None
        )

    def _listed(self, at: int) -> bool:
        """Whether a list of counts goes on to an "and" and a verb."""
        end = self.starts[at].end
        return self.s.has("grammar.joins", end) or self.s.low(end) == ","

    def _past_adverbs(self, at: int) -> int:
        while self.s.has("grammar.adverbs", at):
            at += 1
        return at

    def _verb(self, at: int, first: bool) -> Hit | None:
        """What the verb group that begins here says of its subject."""
        s, be, possible, have = self.s, False, False, False
        start = at
        while at < len(s):
            be = be or s.has("grammar.be", at) or (at > start and self._be_like(at))
            have = have or s.has("grammar.have", at)
            possible = possible or s.has("grammar.hypothetical", at)
            if self.s.denies(at):
                return None
            hit = self._predicate(at, be, bare=at == start or first)
            if hit:
                unreal = possible and not have and hit.quantity != "missing"
                return None if unreal else self._fitting(hit)
            if not self._auxiliary(at):
                return None
            at += 1
        return None

    def _be_like(self, at: int) -> bool:
        """Whether "feared", "reported" and the like stand for "to be": feared drowned."""
        return self.s.low(at) in ("feared", "presumed", "believed", "confirmed", "left")

    def _auxiliary(self, at: int) -> bool:
        names = ("be", "have", "modal", "adverbs", "fillers")
        return any(self.s.has(f"grammar.{name}", at) for name in names)

    def _predicate(self, at: int, be: bool, bare: bool) -> Hit | None:
        s = self.s
        passive, subject, after = (s.hit(at, r) for r in ("passive", "subject", "after"))
        if subject and (passive is None or not be or subject.end > passive.end):
            return subject
        if after and after.quantity == "evacuated" and s.low(at) != "to":
            after = None  # "was out of work": only what moves people out makes it one
        if be:
            best = [hit for hit in (passive, after) if hit]
            return max(best, key=lambda hit: hit.end) if best else None
        return passive if passive and bare and not self._object(passive.end) else None

    def _object(self, at: int) -> bool:
        """Whether an object begins here, so that the verb before it is active."""
        s = self.s
        if s.kind(at) == "number" or s.has("grammar.objects", at) or s.person(at) > 0:
            return True
        return plain(s, at) and s.atoms[at].text.islower()

    def _fitting(self, hit: Hit) -> Hit | None:
        """The hit, where what it needs beside it is there: burns suffered, a crowd that gathers."""
        s = self.s
        gathers = s.has("grammar.gathering", hit.start)
        if gathers and (not s.any("grammar.crowds") or s.any("grammar.voting")):
            return None
        if s.has("grammar.swapping", hit.start) and not s.any("grammar.prisoners"):
            return None
        if s.has("grammar.harming", hit.start):
            harmed = any(s.has("zero.harm", n) for n in range(hit.end, hit.end + 6))
            return hit if harmed else None
        return hit
