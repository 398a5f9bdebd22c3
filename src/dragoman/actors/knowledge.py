"""From the tables of all actors to what a registry holds: linked, indexed, and free of clashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from dragoman.actors.entries import Entry, Holder, Name, name_key, read_entry, surface_key
from dragoman.actors.tables import Tables
from dragoman.errors import KnowledgeError

FIRST_DAY = date(2010, 1, 1)
"""The day since which memberships are held by the day."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a registry holds.

    `names` has the actors of each surface form, `holders` the terms of those whom a name calls by its
    key (`name_key`), `left` of each actor the groups that it left, `media` the codes of the media that a state
    runs. Equal `version`s hold the same.
    """

    version: str
    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[Name, ...]]
    holders: Mapping[str, tuple[Holder, ...]]
    left: Mapping[str, tuple[str, ...]]
    media: tuple[str, ...]


def gather(tables: Tables, version: str) -> Knowledge:
    """What the tables and the rows of holders say together.

    Raises KnowledgeError, with file and line, where one cannot be read, two claim the same words at the
    same time, an actor is named that is none, or a membership lacks the day that it needs.
    """
    entries: dict[str, Entry] = {}
    for code, table in tables.entries.items():
        with tables.placed(code):
            entries[code] = read_entry(code, table)
    for code, entry in entries.items():
        with tables.placed(code):
            _check_links(entries, entry)
            _check_days(entries, entry)
    rows = list(tables.holders())
    for holder, place in rows:
        if holder.actor not in entries:
            raise KnowledgeError(f"{place}: {holder.actor!r} is the code of no actor")
    linked = _linked(entries)
    own = (h for entry in linked.values() for h in entry.holders)
    terms = _by_person((*own, *(holder for holder, _ in rows)))
    names = _by_surface(linked.values(), tables)
    media = tuple(c for c, one in linked.items() if one.kind == "media" and one.state)
    return Knowledge(version, linked, names, terms, _left(linked), media)


def _check_links(entries: Mapping[str, Entry], entry: Entry) -> None:
    named = (*entry.neighbours, *entry.members, *entry.memberships, *entry.homes, *entry.left)
    for code in (*named, *((entry.state,) if entry.state else ())):
        if code not in entries or code == entry.code:
            raise KnowledgeError(
                f"actor {entry.code}: names {code!r}, which is no other actor", code
            )


def _check_days(entries: Mapping[str, Entry], entry: Entry) -> None:
    """A member that came into being later than its group joined it on a day, one that is gone left it."""
    for member, day in entry.joined.items():
        if member not in entry.members and day >= entry.left.get(member, day):
            raise KnowledgeError(
                f"actor {entry.code}: {member!r} joined and is neither in nor left since", member
            )
    for member in entry.left:
        if member in entry.members:
            raise KnowledgeError(f"actor {entry.code}: {member!r} left and is a member too", member)
    for member in entry.members:
        born, gone = entries[member].since, entries[member].until
        if gone:
            raise KnowledgeError(
                f"actor {entry.code}: {member} ended on {gone}: write the day under left", member
            )
        if born and born > (entry.since or FIRST_DAY) and member not in entry.joined:
            raise KnowledgeError(
                f"actor {entry.code}: {member} began on {born}, later than the group: "
                "write under joined on which day it became a member",
                member,
            )


def _linked(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries with memberships derived from members, and neighbours made mutual."""
    belongs: dict[str, list[str]] = {code: list(e.memberships) for code, e in entries.items()}
    beside: dict[str, list[str]] = {code: list(e.neighbours) for code, e in entries.items()}
    members: dict[str, list[str]] = {code: list(e.members) for code, e in entries.items()}
    for code, entry in entries.items():
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


def _left(entries: Mapping[str, Entry]) -> Mapping[str, tuple[str, ...]]:
    left: dict[str, tuple[str, ...]] = {}
    for code, one in entries.items():
        for member in one.left:
            left[member] = (*left.get(member, ()), code)
    return MappingProxyType(left)


def _by_surface(entries: Iterable[Entry], tables: Tables) -> Mapping[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = {}
    looked_up: dict[str, list[Name]] = {}
    for entry in entries:
        for name in entry.surfaces():
            found.setdefault(name.text, []).append(name)
            looked_up.setdefault(surface_key(name.text), []).append(name)
    for names in looked_up.values():
        _check_shared(names, tables)
    return MappingProxyType(
        {
            text: tuple(dict.fromkeys(sorted(names, key=lambda name: name.ambiguous)))
            for text, names in found.items()
        }
    )


def _check_shared(names: Sequence[Name], tables: Tables) -> None:
    """Several actors that claim what is looked up as one surface form must mark it as ambiguous."""
    clash = [(a, b) for a in names for b in names if a.actor < b.actor and _meet(a, b)]
    for one, other in clash:
        if not (one.ambiguous or other.ambiguous):
            places = filter(None, (tables.place(n.actor, n.text) for n in (one, other)))
            at = " and ".join(places)
            raise KnowledgeError(
                f"{at + ': ' if at else ''}actors {one.actor} and {other.actor} both claim "
                f"{one.text!r}: give it dates, or list it as ambiguous"
            )


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
