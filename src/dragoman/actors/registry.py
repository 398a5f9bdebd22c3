"""Who there is in world politics: actors, all the words for them, and who held which office when.

The knowledge lies in `data/`: states.toml, organisations.toml and others.toml hold one table an
actor, holders*.tsv one row a term of office. A user's TOML in the format of the former adds actors
or overrides fields.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast, get_args

from dragoman.errors import KnowledgeError, UnknownActor
from dragoman.ids import digest
from dragoman.records import Actor, ActorKind

NameForm = Literal["name", "demonym", "people", "capital", "seat", "office"]
ENTRY_FILES = ("states.toml", "organisations.toml", "others.toml")
REVIEWED = "holders-reviewed.tsv"
HOLDER_FILES = (REVIEWED, "holders-known.tsv", "holders.tsv")
KINDS = frozenset(get_args(ActorKind))

_SURFACES: Mapping[str, NameForm] = MappingProxyType(
    {
        "names": "name",
        "adjectives": "demonym",
        "people": "people",
        "capitals": "capital",
        "seats": "seat",
        "offices": "office",
    }
)
_CODES = ("neighbours", "members", "memberships", "homes")
_SCALARS = ("kind", "name", "state", "from", "to")
_KEYS = frozenset((*_SURFACES, *_CODES, *_SCALARS, "ambiguous", "holders"))
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
_MARKS = str.maketrans("’‘ʼ‐-", "'''  ")


def name_key(name: str) -> str:
    """A person's name as it is looked up: casefolded, without accents, hyphens as spaces."""
    if name.isascii():
        return " ".join(name.casefold().replace("-", " ").split())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = folded.translate(_LETTERS).translate(_MARKS)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _holds(since: date | None, until: date | None, on: date | None) -> bool:
    return on is None or ((since is None or since <= on) and (until is None or on <= until))


@dataclass(frozen=True, slots=True)
class Name:
    """One surface form of an actor; `since` and `until` (inclusive) bound its meaning in time.

    `ambiguous` forms mean other things too: a person, a place, another actor. A form of several
    actors has a Name for each; the one that is not ambiguous, if any, is meant where nothing tells.
    """

    text: str
    actor: str
    form: NameForm
    since: date | None = None
    until: date | None = None
    ambiguous: bool = False

    def valid(self, on: date | None) -> bool:
        """Whether the form means the actor on a day; without a day, whether it ever does."""
        return _holds(self.since, self.until, on)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person's term in an office of an actor; an end is None where the term is open."""

    actor: str
    office: str
    name: str
    since: date | None = None
    until: date | None = None
    also: tuple[str, ...] = ()
    """Other ways to call the person, where they are not the last word of the name."""
    prominent: bool = False
    """Whether the person is of the reviewed list: whom a bare surname means before others."""

    def valid(self, on: date | None) -> bool:
        """Whether the person holds the office on a day; without a day, whether ever."""
        return _holds(self.since, self.until, on)


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the registry holds of one actor, in the fields of its table."""

    code: str
    kind: ActorKind
    name: str
    names: tuple[Name, ...] = ()
    adjectives: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    capitals: tuple[Name, ...] = ()
    seats: tuple[Name, ...] = ()
    offices: tuple[Name, ...] = ()
    neighbours: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    state: str | None = None
    since: date | None = None
    until: date | None = None
    ambiguous: frozenset[str] = frozenset()
    holders: tuple[Holder, ...] = ()

    def surfaces(self) -> Iterator[Name]:
        """Every form of the actor, names first."""
        for key in _SURFACES:
            yield from getattr(self, key)


class Registry:
    """The actors by code, their surface forms, and the holders of their offices."""

    def __init__(
        self, entries: Mapping[str, Entry], holders: Iterable[Holder], version: str
    ) -> None:
        self.version = version
        self._entries = _linked(entries)
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
        entries = {code: _entry(code, table) for code, table in tables.items()}
        mark = digest(_shipped().version, repr(sorted(extra.items(), key=lambda item: item[0])))
        return cls(entries, _holders(), mark)

    def codes(self) -> Sequence[str]:
        """All codes, in the order of the files."""
        return tuple(self._entries)

    def entry(self, code: str) -> Entry:
        """All that is held of an actor; raises UnknownActor for a code that is not held."""
        try:
            return self._entries[code]
        except KeyError as error:
            raise UnknownActor(
                f"no actor {code!r}: add it to the settings, or look it up"
            ) from error

    def actor(self, code: str) -> Actor | None:
        """The actor as a record; None for an unknown code."""
        found = self._entries.get(code)
        if found is None:
            return None
        links = found.neighbours, found.memberships, found.state, found.homes
        return Actor(found.code, found.kind, found.name, *links)

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
    entries = {code: _entry(code, table) for code, table in _tables().items()}
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
        _holder(line.split("\t"), file == REVIEWED)
        for file in HOLDER_FILES
        for line in _text(file).splitlines()[1:]
    )


def _holder(row: Sequence[str], prominent: bool) -> Holder:
    try:
        actor, office, name, since, until, _source, also = row
        names = tuple(filter(None, also.split("|")))
        return Holder(actor, office, name, _iso(since), _iso(until), names, prominent)
    except ValueError as error:
        raise KnowledgeError(f"holders: the row {row} cannot be read: {error}") from error


def _iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _entry(code: str, table: Mapping[str, Any]) -> Entry:
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise KnowledgeError(f"actor {code}: {', '.join(unknown)} is no field of an actor")
    kind, name, state = table.get("kind"), table.get("name"), table.get("state", "")
    if not (isinstance(name, str) and name.strip() and isinstance(state, str)):
        raise KnowledgeError(f"actor {code}: needs a name, and as state the code of an actor")
    if not isinstance(kind, str) or kind not in KINDS:
        raise KnowledgeError(f"actor {code}: needs a kind, one of {', '.join(sorted(KINDS))}")
    since, until = _day(code, table.get("from")), _day(code, table.get("to"))
    _ordered(code, since, until)
    base = _Base(code, name, since, until, frozenset(_strings(code, "ambiguous", table)))
    fields: dict[str, Any] = {key: _strings(code, key, table) for key in _CODES if key in table}
    fields |= {key: _names(base, key, table) for key in _SURFACES if key in table}
    fields.setdefault("names", _names(base, "names", {}))
    if "holders" in table:
        fields["holders"] = _own_holders(code, table)
    fields |= {"since": since, "until": until, "ambiguous": base.ambiguous}
    return Entry(code, cast(ActorKind, kind), name, state=state or None, **fields)


def _strings(code: str, key: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    value = table.get(key, ())
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise KnowledgeError(f"actor {code}: {key} must be a list of words")
    return tuple(value)


class _Base(NamedTuple):
    """What every form of an entry takes from the entry."""

    code: str
    name: str
    since: date | None
    until: date | None
    ambiguous: frozenset[str]


def _names(base: _Base, key: str, table: Mapping[str, Any]) -> tuple[Name, ...]:
    value = table.get(key, ())
    if not isinstance(value, list | tuple):
        raise KnowledgeError(f"actor {base.code}: {key} must be a list")
    given = [_name(base, key, item) for item in value]
    if key == "names" and all(one.text != base.name for one in given):
        given.insert(0, _name(base, key, base.name))
    return tuple(given)


def _name(base: _Base, key: str, item: object) -> Name:
    if isinstance(item, str) and item.strip():
        ambiguous = item in base.ambiguous
        return Name(item, base.code, _SURFACES[key], base.since, base.until, ambiguous)
    table = item if isinstance(item, Mapping) else {}
    text = table.get("name")
    if not isinstance(text, str) or not text.strip() or set(table) - {"name", "from", "to"}:
        raise KnowledgeError(f"actor {base.code}: {item!r} in {key} is no name")
    since = _day(base.code, table.get("from")) or base.since
    until = _day(base.code, table.get("to")) or base.until
    _ordered(base.code, since, until)
    return Name(text, base.code, _SURFACES[key], since, until, text in base.ambiguous)


def _own_holders(code: str, table: Mapping[str, Any]) -> tuple[Holder, ...]:
    found: list[Holder] = []
    if not isinstance(table["holders"], list | tuple):
        raise KnowledgeError(f"actor {code}: holders must be a list of tables")
    for item in table["holders"]:
        if not isinstance(item, Mapping) or not {"office", "name"} <= set(item):
            raise KnowledgeError(f"actor {code}: {item!r} in holders needs an office and a name")
        since, until = _day(code, item.get("from")), _day(code, item.get("to"))
        _ordered(code, since, until)
        also = _strings(code, "also", item)
        office, name = str(item["office"]), str(item["name"])
        found.append(Holder(code, office, name, since, until, also, prominent=True))
    return tuple(found)


def _day(code: str, value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise KnowledgeError(f"actor {code}: {value!r} is no date; write it as 2021-08-15")


def _ordered(code: str, since: date | None, until: date | None) -> None:
    if since and until and since > until:
        raise KnowledgeError(f"actor {code}: {since} is after {until}")


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


def _known(entries: Mapping[str, Entry], entry: Entry) -> None:
    named = (*entry.neighbours, *entry.members, *entry.memberships, *entry.homes)
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
