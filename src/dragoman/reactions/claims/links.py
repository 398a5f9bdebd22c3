"""What is said of those who are counted: the verb or noun that makes a count a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.reactions.claims.counts import Count
from dragoman.reactions.claims.nouns import Nouns
from dragoman.reactions.claims.objects import Objects
from dragoman.reactions.claims.subjects import Subjects
from dragoman.reactions.claims.words import NOTHING, PEOPLE, Link, Sentence

MASSES = frozenset(("displaced", "troops", "protesters"))
"""Quantities that one person is not: a commander who fled is no refugee."""


class Linker:
    """Reads one sentence with its counts."""

    def __init__(self, s: Sentence, counts: Sequence[Count]):
        self.s = s
        self.nouns = Nouns(s)
        self.objects = Objects(s)
        self.subjects = Subjects(s, {count.start: count for count in counts})

    def link(self, count: Count) -> Link | None:
        """What the sentence says of a count, the nearest and surest pattern first."""
        found = None if count.noun == "things" else self._read(count)
        return self._checked(count, found)

    def told(self, count: Count) -> Link | None:
        """What the coder says is counted, where no known words tell it."""
        kind = None if count.single else self.s.told.get(self.s.atoms[count.start].start)
        if kind not in PEOPLE or count.noun == "things":
            return None
        return self._checked(count, Link(kind, count.start, count.end, "seen"))

    def _checked(self, count: Count, found: Link | None) -> Link | None:
        if found is None or found.quantity == NOTHING:
            return None
        if found.quantity == "arrested" and self._captive(found):
            return replace(found, quantity="abducted")
        if (count.single or count.high == 1) and found.quantity in MASSES:
            return None
        return None if found.quantity == "troops" and self._civil(count) else found

    def subject_of(self, count: Count) -> list[Link]:
        """Everything that is said of a subject: nobody was killed or injured gives two."""
        link = self.subjects.after(count) or self.subjects.verb(count) or self.objects.verb(count)
        if link is None or link.quantity == NOTHING:
            return []
        if link.quantity == "casualties":
            return [Link(q, link.start, link.end, link.how) for q in ("killed", "injured")]
        return [link]

    def _captive(self, link: Link) -> bool:
        """Whether gunmen hold the counted, and no authority."""
        before = range(max(0, link.start - 12), link.start)
        held = self.s.has("grammar.holding", link.start)
        return held and any(self.s.has("grammar.captors", n) for n in before)

    def _civil(self, count: Count) -> bool:
        """Whether those counted are people who cannot be troops: farmers who were mobilised."""
        words = range(count.numbered, count.end)
        armed = any(self.s.has("grammar.officers", n) or self.s.hit(n, "weak") for n in words)
        forces = any(self.s.low(n) in ("forces", "force", "members") for n in words)
        return count.noun == "people" and not armed and not forces

    def _read(self, count: Count) -> Link | None:
        strong = self.nouns.strong(count)
        if strong and strong.quantity != "protesters":
            return strong
        readers = (
            self.objects.toll, self.objects.act, self.nouns.sized, self.subjects.result,
            self.objects.verb, self.subjects.after, self.subjects.verb,
        )  # fmt: skip
        found = next((link for reader in readers if (link := reader(count))), None)
        later = (self.nouns.before, self.nouns.weak, self.nouns.mission)
        return found or strong or next((link for r in later if (link := r(count))), None)
