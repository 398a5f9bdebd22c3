"""Who stands before whom on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.records import Actor, Mention, Span
from dragoman.roundup.entries import moment
from dragoman.roundup.page import Act, Section, normal

FORCE = frozenset({"deploy", "assault", "coerce"})
PERMANENT = ("USA", "CHN", "RUS", "GBR", "FRA")
"""The permanent members of the Security Council."""
ALLIANCES = frozenset({"NATO", "CSTO", "GCC", "AES"})
"""Organisations whose members have promised to defend each other."""
RANKS = ("party", "neighbour", "permanent", "ally", "organisation")


@dataclass(frozen=True, slots=True)
class Stakes:
    """Who has a stake in the crisis of a host, and how near."""

    host: Actor | None
    allies: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    def reason(self, code: str) -> str | None:
        """Why an actor's silence would be news; None where it would not."""
        if self.host is None or code == self.host.code:
            return None
        if code in self.host.neighbours:
            return "neighbour"
        if code in PERMANENT:
            return "permanent"
        if code in self.parties:
            return "party"
        if code in self.allies:
            return "ally"
        return "organisation" if code in self.host.memberships else None

    def expected(self) -> tuple[str, ...]:
        """Everyone with a stake: neighbours, permanent members, parties, allies, organisations."""
        if self.host is None:
            return ()
        near = (*self.host.neighbours, *PERMANENT, *self.parties, *self.allies)
        codes = (*near, *self.host.memberships)
        return tuple(dict.fromkeys(c for c in codes if c != self.host.code))

    def weight(self, code: str | None) -> int:
        """The rank of an actor's stake, 0 for the nearest."""
        reason = self.reason(code) if code else None
        return RANKS.index(reason) if reason else len(RANKS)

    def used_force(self, section: Section) -> bool:
        """Whether it is told, as a fact, to have used or sent force against or in the host."""
        return any(a.asserted and self._is_force(a) for a in section.deeds)

    def _is_force(self, act: Act) -> bool:
        deed = act.first.deed
        if deed.type not in FORCE:
            return False
        if self.host is None or self.host.code in deed.targets:
            return True
        if deed.place and normal(self.host.name) in normal(deed.place):
            return True
        return not any(_is_state(target) for target in deed.targets)


def _is_state(target: str) -> bool:
    return len(target) == 3 and target.isascii() and target.isupper()


def by_text(sections: Sequence[Section], mentions: Sequence[Mention]) -> list[Section]:
    """In the order of the first word or deed of each; of one place, as they are named in it."""
    return sorted(sections, key=lambda s: _place(s, mentions))


def _place(section: Section, mentions: Sequence[Mention]) -> tuple[int, int]:
    words = [e.fullest.statement.extent for e in section.statements]
    deeds = [a.first.deed.evidence for a in section.deeds if a.asserted]
    planned = [a.first.deed.evidence for a in section.deeds]
    first = min(words + deeds or planned)
    return first.start, _named_in(section, first, mentions)


def _named_in(section: Section, where: Span, mentions: Sequence[Mention]) -> int:
    """Where the actor is named in a stretch, or its end where it is not."""
    found = (m.span.start for m in mentions if m.span.overlaps(where) and section.actor in m.actors)
    return min(found, default=where.end)


def by_weight(sections: Sequence[Section], stakes: Stakes) -> list[Section]:
    """Those that used force, then by stake, by independent sources, by name."""
    return sorted(
        sections,
        key=lambda s: (
            not stakes.used_force(s),
            stakes.weight(s.actor),
            -independent_sources(s),
            s.name.casefold(),
        ),
    )


def independent_sources(section: Section) -> int:
    """How many outlets tell of an actor in words of their own: a copied sentence counts once."""
    told = [(s.article, s.context.text) for e in section.statements for s in e.sightings]
    told += [(r.article, r.context.text) for a in section.deeds for r in a.reports]
    first: dict[str, str] = {}
    for article, sentence in sorted(told, key=lambda t: moment(t[0])):
        first.setdefault(normal(sentence), article.outlet or article.id)
    return len(set(first.values()))
