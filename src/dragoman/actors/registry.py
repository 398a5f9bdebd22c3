"""Who there is in world politics: actors, all the words for them, and who held which office when.

The knowledge lies in `data/`: states.toml, organisations.toml and others.toml hold one table an
actor, holders*.tsv one row a term of office. A user's TOML in the format of the former adds actors
or overrides fields; data/actor.schema.json describes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.actors import compact
from dragoman.actors.entries import Entry, Holder, Name, name_key
from dragoman.actors.knowledge import Knowledge, gather
from dragoman.actors.tables import Tables, shipped_texts
from dragoman.errors import UnknownActor
from dragoman.ids import digest
from dragoman.records import Actor


class Registry:
    """The actors by code, their surface forms, and the holders of their offices."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.version = knowledge.version
        self._entries = knowledge.entries
        self._names = knowledge.names
        self._holders = knowledge.holders
        self._left = knowledge.left
        self.state_media = knowledge.media

    @classmethod
    def load(cls, extra: Mapping[str, Any] | None = None, origin: Path | None = None) -> Registry:
        """The shipped registry, with a user's tables added or laid over it field by field.

        `origin` is the file in which they stand. Raises KnowledgeError, naming the entry and where it
        stands, where the whole contradicts itself.
        """
        if not extra:
            return _shipped()
        mark = digest(_shipped().version, repr(sorted(extra.items(), key=lambda item: item[0])))
        return cls(gather(Tables.of(shipped_texts()).laid_over(extra, origin), mark))

    def codes(self) -> Sequence[str]:
        """All codes, in the order of the files."""
        return tuple(self._entries)

    def entry(self, code: str) -> Entry:
        """All that is held of an actor; raises UnknownActor, with the nearest, for a code that is not held."""
        try:
            return self._entries[code]
        except KeyError as error:
            near = " or ".join(f"{one} ({self._entries[one].name})" for one in self._nearest(code))
            meant = f"did you mean {near}?" if near else "`dragoman actor NAME` tells a code."
            raise UnknownActor(
                f"no actor has the code {code!r}: {meant} The settings file may add actors"
            ) from error

    def _nearest(self, code: str) -> list[str]:
        """The codes that someone may have meant: of what has that name, or else is spelt alike."""
        named = dict.fromkeys(one.actor for one in self._names.get(code, ()))
        folded = {one.casefold(): one for one in self._entries}
        alike = get_close_matches(code.casefold(), folded, n=3, cutoff=0.6)
        return list(named) or [folded[one] for one in alike]

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """The actor as a record, what belongs together as of a day or today; None for an unknown code."""
        found = self._entries.get(code)
        if found is None:
            return None
        links = (
            found.neighbours,
            self.memberships(code, on),
            found.state,
            found.homes,
            self.members(code, on),
        )
        return Actor(found.code, found.kind, found.name, *links)

    def members(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """Who belongs to an actor on a day, or today; raises UnknownActor."""
        found = self.entry(code)
        if on is None:
            return found.members
        stood = (*found.members, *(one for one, last in found.left.items() if on <= last))
        return tuple(one for one in stood if found.joined.get(one, on) <= on)

    def memberships(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """To what an actor belongs on a day, or today; raises UnknownActor."""
        found = self.entry(code)
        if on is None:
            return found.memberships
        groups = (*found.memberships, *self._left.get(code, ()))
        return tuple(
            group
            for group in groups
            if self.entry(group).stands(on) and code in self.members(group, on)
        )

    def names(self) -> Mapping[str, tuple[Name, ...]]:
        """Every surface form, in its own letter case, with whom it may mean."""
        return self._names

    def holders(self, name: str) -> tuple[Holder, ...]:
        """The terms of all whom a full name or a surname may mean, the well-known first.

        Letter case, accents and hyphens do not count.
        """
        return self._holders.get(name_key(name), ())


@cache
def _shipped() -> Registry:
    return Registry(compact.shipped())
