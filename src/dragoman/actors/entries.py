"""What the registry holds of one actor, and how a table of its files or of a user's becomes that.

Raises KnowledgeError, naming the entry, for a table that is none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeGuard, cast, get_args

from dragoman.errors import KnowledgeError
from dragoman.records import ActorKind

NameForm = Literal["name", "demonym", "people", "capital", "seat", "office"]
KINDS = frozenset(get_args(ActorKind)) - {"person", "people"}
"""What an actor of the registry may be; who is only a person comes with the news."""

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
_DATED = ("joined", "left")
_CODES = ("neighbours", "members", "memberships", "homes")
_SCALARS = ("kind", "name", "state", "from", "to")
_KEYS = frozenset((*_SURFACES, *_CODES, *_DATED, *_SCALARS, "ambiguous", "holders"))
_HOLDER_KEYS = frozenset({"office", "name", "from", "to", "also"})
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
_MARKS = str.maketrans("’‘ʼ‐-", "'''  ")
_STRAIGHT = str.maketrans("’‘ʼ‐‑–", "'''---")


def plain(text: str) -> str:
    """The text with straight apostrophes and hyphens."""
    return text.translate(_STRAIGHT)


def surface_key(text: str) -> str:
    """A surface form as it is looked up in a text: without an article, with plain marks."""
    return plain(text.removeprefix("The ").removeprefix("the "))


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
    """All that the registry holds of one actor, in the fields of its table.

    `members` are those of today; `joined` has the first day of those that came after 2010, `left` the last
    day of those that went.
    """

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
    joined: Mapping[str, date] = field(default_factory=dict)
    left: Mapping[str, date] = field(default_factory=dict)

    def stands(self, on: date) -> bool:
        """Whether there is such an actor on a day."""
        return _holds(self.since, self.until, on)

    def surfaces(self) -> Iterator[Name]:
        """Every form of the actor, names first."""
        for key in _SURFACES:
            yield from getattr(self, key)


def read_holder(row: Sequence[str], prominent: bool) -> Holder:
    """The term of office of a row of holders*.tsv; raises KnowledgeError for one that is none."""
    try:
        actor, office, name, since, until, _source, also = row
        names = tuple(filter(None, also.split("|")))
        return Holder(actor, office, name, _iso(since), _iso(until), names, prominent)
    except ValueError as error:
        raise KnowledgeError(f"holders: the row {row} cannot be read: {error}") from error


def _iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read_entry(code: str, table: Mapping[str, Any]) -> Entry:
    """The entry of a table of the registry; raises KnowledgeError, naming it, for one that is none."""
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise KnowledgeError(
            f"actor {code}: {', '.join(unknown)} is no field of an actor: use {', '.join(sorted(_KEYS))}",
            unknown[0],
        )
    kind, name, state = table.get("kind"), table.get("name"), table.get("state", "")
    if not (_is_words(name) and isinstance(state, str)):
        raise KnowledgeError(f"actor {code}: needs a name, and as state the code of an actor")
    if not isinstance(kind, str) or kind not in KINDS:
        kinds = ", ".join(sorted(KINDS))
        raise KnowledgeError(f"actor {code}: needs a kind, one of {kinds}", "kind")
    since, until = _day(code, table.get("from")), _day(code, table.get("to"))
    _ordered(code, since, until)
    base = _Base(code, name, since, until, frozenset(_strings(code, "ambiguous", table)))
    fields: dict[str, Any] = {key: _strings(code, key, table) for key in _CODES if key in table}
    fields |= {key: _names(base, key, table) for key in _SURFACES if key in table}
    fields.setdefault("names", _names(base, "names", {}))
    fields |= {key: _days(code, key, table) for key in _DATED if key in table}
    if "holders" in table:
        fields["holders"] = _own_holders(code, table)
    fields |= {"since": since, "until": until, "ambiguous": base.ambiguous}
    return Entry(code, cast(ActorKind, kind), name, state=state or None, **fields)


def _strings(code: str, key: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    value = table.get(key, ())
    if not isinstance(value, list | tuple) or not all(_is_words(v) for v in value):
        raise KnowledgeError(f"actor {code}: {key} must be a list of words", key)
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
        raise KnowledgeError(f"actor {base.code}: {key} must be a list", key)
    given = [_name(base, key, item) for item in value]
    if key == "names" and all(one.text != base.name for one in given):
        given.insert(0, _name(base, key, base.name))
    return tuple(given)


def _name(base: _Base, key: str, item: object) -> Name:
    if _is_words(item):
        ambiguous = item in base.ambiguous
        return Name(item, base.code, _SURFACES[key], base.since, base.until, ambiguous)
    table = item if isinstance(item, Mapping) else {}
    text = table.get("name")
    if not _is_words(text) or set(table) - {"name", "from", "to"}:
        raise KnowledgeError(f"actor {base.code}: {item!r} in {key} is no name", key)
    since = _day(base.code, table.get("from")) or base.since
    until = _day(base.code, table.get("to")) or base.until
    _ordered(base.code, since, until)
    return Name(text, base.code, _SURFACES[key], since, until, text in base.ambiguous)


def _is_words(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _own_holders(code: str, table: Mapping[str, Any]) -> tuple[Holder, ...]:
    found: list[Holder] = []
    if not isinstance(table["holders"], list | tuple):
        raise KnowledgeError(f"actor {code}: holders must be a list of tables", "holders")
    for item in table["holders"]:
        words = item if isinstance(item, Mapping) else {}
        office, name = words.get("office"), words.get("name")
        if not _is_words(office) or not _is_words(name) or set(words) - _HOLDER_KEYS:
            raise KnowledgeError(
                f"actor {code}: {item!r} in holders needs an office and a name, and may have "
                "from, to and also",
                "holders",
            )
        since, until = _day(code, item.get("from")), _day(code, item.get("to"))
        _ordered(code, since, until)
        also = _strings(code, "also", item)
        found.append(Holder(code, office, name, since, until, also, prominent=True))
    return tuple(found)


def _day(code: str, value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise KnowledgeError(f"actor {code}: {value!r} is no date; write it as 2021-08-15", str(value))


def _days(code: str, key: str, table: Mapping[str, Any]) -> Mapping[str, date]:
    """The days by actor of a table such as { GBR = 2020-01-31 }."""
    value = table[key]
    if not isinstance(value, Mapping):
        raise KnowledgeError(f"actor {code}: {key} must be a table of actors and days", key)
    days = {str(other): _day(code, day) for other, day in value.items()}
    return MappingProxyType({other: day for other, day in days.items() if day})


def _ordered(code: str, since: date | None, until: date | None) -> None:
    if since and until and since > until:
        raise KnowledgeError(f"actor {code}: {since} is after {until}", str(since))
