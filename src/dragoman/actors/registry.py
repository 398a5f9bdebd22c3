"""Who there is in world politics: actors, all the words for them, and who held which office when.

The knowledge lies in `data/`: states.toml, organisations.toml and others.toml hold one table an
actor, holders*.tsv one row a term of office. A user's TOML in the format of the former adds actors
or overrides fields.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dragoman.actors.entries import Entry, Holder, Name, name_key, read_entry, read_holder
from dragoman.errors import KnowledgeError, UnknownActor
from dragoman.ids import digest
from dragoman.records import Actor

ENTRY_FILES = ("states.toml", "organisations.toml", "others.toml")
REVIEWED = "holders-reviewed.tsv"
HOLDER_FILES = (REVIEWED, "holders-known.tsv", "holders.tsv")


class Registry:
    """The actors by code, their surface forms, and the holders of their offices."""

    def __init__(
        self, entries: Mapping[str, Entry], holders: Iterable[Holder], version: str
    ) -> None:
        self.version = version
        self._entries = _linked(entries)
        self._left = _groups_left(self._entries)
        self._names = _by_surface(self._entries.values())
        own = (h for entry in self._entries.values() for h in entry.holders)
        self._holders = _by_person((*own, *holders))

    @classmethod
    def load(cls, extra: Mapping[str, Any] | None = None) -> Registry:
        """The shipped registry, with a user's tables added or laid over it field by field.

        Raises KnowledgeError, naming the entry, where the whole contradicts itself.
        """
        if not extra:
            return _shipped()
        tables = {code: dict(table) for code, table in _tables().items()}
        for code, table in extra.items():
            if not isinstance(table, Mapping):
                raise KnowledgeError(f"actor {code}: must be a table, such as [{code}]")
            tables[code] = {**tables.get(code, {}), **table}
        entries = {code: read_entry(code, table) for code, table in tables.items()}
        mark = digest(_shipped().version, repr(sorted(extra.items(), key=lambda item: item[0])))
        return cls(entries, _holders(), mark)

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

    def actor(self, code: str) -> Actor | None:
        """The actor as a record; None for an unknown code."""
        found = self._entries.get(code)
        if found is None:
            return None
        links = found.neighbours, found.memberships, found.state, found.homes
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
    entries = {code: read_entry(code, table) for code, table in _tables().items()}
    texts = (_text(file) for file in (*ENTRY_FILES, *HOLDER_FILES))
    return Registry(entries, _holders(), digest(*texts))


def _text(file: str) -> str:
    return files("dragoman.actors").joinpath("data", file).read_text(encoding="utf-8")


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    tables: dict[str, Mapping[str, Any]] = {}
    for file in ENTRY_FILES:
        for code, table in tomllib.loads(_text(file)).items():
            if code in tables:
                raise KnowledgeError(f"actor {code}: stands in two files, one of them {file}")
            tables[code] = table
    return MappingProxyType(tables)


@cache
def _holders() -> tuple[Holder, ...]:
    return tuple(
        read_holder(line.split("\t"), file == REVIEWED)
        for file in HOLDER_FILES
        for line in _text(file).splitlines()[1:]
    )


def _linked(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries with memberships derived from members, and neighbours made mutual."""
    belongs: dict[str, list[str]] = {code: list(e.memberships) for code, e in entries.items()}
    beside: dict[str, list[str]] = {code: list(e.neighbours) for code, e in entries.items()}
    members: dict[str, list[str]] = {code: list(e.members) for code, e in entries.items()}
    for code, entry in entries.items():
        _known(entries, entry)
        for member in entry.members:
            belongs[member].append(code)
        for group in entry.memberships:
            members[group].append(code)
        for other in entry.neighbours:
            beside[other].append(code)
    return {
        code: replace(
            entry,
            memberships=tuple(dict.fromkeys(belongs[code])),
            members=tuple(dict.fromkeys(members[code])),
            neighbours=tuple(dict.fromkeys(beside[code])),
        )
        if belongs[code] or members[code] or beside[code]
        else entry
        for code, entry in entries.items()
    }


def _groups_left(entries: Mapping[str, Entry]) -> Mapping[str, list[str]]:
    """Of each actor the groups that it left."""
    left: dict[str, list[str]] = {}
    for code, one in entries.items():
        for member in one.left:
            left.setdefault(member, []).append(code)
    return MappingProxyType(left)


def _known(entries: Mapping[str, Entry], entry: Entry) -> None:
    named = (*entry.neighbours, *entry.members, *entry.memberships, *entry.homes, *entry.left)
    for member, day in entry.joined.items():
        if member not in entry.members and day >= entry.left.get(member, day):
            raise KnowledgeError(
                f"actor {entry.code}: {member!r} joined and is neither in nor left since"
            )
    for member in entry.left:
        if member in entry.members:
            raise KnowledgeError(f"actor {entry.code}: {member!r} left and is a member too")
    for code in (*named, *((entry.state,) if entry.state else ())):
        if code not in entries or code == entry.code:
            raise KnowledgeError(f"actor {entry.code}: names {code!r}, which is no other actor")


def _by_surface(entries: Iterable[Entry]) -> Mapping[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = {}
    for entry in entries:
        for name in entry.surfaces():
            found.setdefault(name.text, []).append(name)
    return MappingProxyType({text: _shared(names) for text, names in found.items()})


def _shared(names: Sequence[Name]) -> tuple[Name, ...]:
    """The claims on one surface form; those of several actors at once must be marked ambiguous."""
    if len(names) == 1:
        return (names[0],)
    clash = [(a, b) for a in names for b in names if a.actor < b.actor and _meet(a, b)]
    for one, other in clash:
        if not (one.ambiguous or other.ambiguous):
            raise KnowledgeError(
                f"actors {one.actor} and {other.actor} both claim {one.text!r}: "
                "give it dates, or list it as ambiguous"
            )
    return tuple(dict.fromkeys(sorted(names, key=lambda name: name.ambiguous)))


def _meet(one: Name, other: Name) -> bool:
    starts = [d for d in (one.since, other.since) if d]
    ends = [d for d in (one.until, other.until) if d]
    return not starts or not ends or max(starts) <= min(ends)


def _surname(name: str) -> tuple[str, ...]:
    """The last word of a name of several, with and without an Arabic article.

    The number of a monarch is no such word.
    """
    *before, last = name.split()
    if not before or set(last) <= set("IVX"):
        return ()
    article, _, bare = last.partition("-")
    return (last, bare) if article.lower() in ("al", "el") and bare else (last,)


def _by_person(holders: Iterable[Holder]) -> Mapping[str, tuple[Holder, ...]]:
    found: dict[str, dict[Holder, None]] = {}
    for holder in holders:
        for called in (holder.name, *_surname(holder.name), *holder.also):
            found.setdefault(name_key(called), {})[holder] = None
    return MappingProxyType({key: tuple(terms) for key, terms in found.items()})
