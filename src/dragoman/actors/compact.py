"""The registry's knowledge in one file that loads fast, made when the package is built.

The file is a cache: it names the version of the tables from which it was made, and one of another
version, or one that is cut short, is not read. Its first line is JSON: the version, how many bytes follow, who
left which group, which media a state runs. Blank lines part the sections behind it: surface forms and names of
people, behind each a line of its records' numbers; codes, behind each its entry; and the records, a line of JSON
each. A line is read when its record is asked for, for parsing all of it at once takes longer than the whole
start may.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

from dragoman.actors.entries import Entry, Holder, Name
from dragoman.actors.knowledge import Knowledge, gather
from dragoman.actors.tables import Tables, shipped_texts
from dragoman.errors import KnowledgeError
from dragoman.ids import digest

FILE = "registry.txt"
_FORMAT = 3
"""Raised with each change of what is written below."""
_NAMES = ("names", "adjectives", "people", "capitals", "seats", "offices")
_CODES = ("neighbours", "members", "memberships", "homes")
_DAYS = ("joined", "left")
V = TypeVar("V")


def version(texts: Mapping[str, str]) -> str:
    """The mark of all that ships: files and the format of the compact one."""
    return digest(_FORMAT, *texts.values())


def shipped() -> Knowledge:
    """The knowledge that ships: of the compact file where it is up to date, else of the tables."""
    texts = shipped_texts()
    mark = version(texts)
    try:
        packed = files("dragoman.actors").joinpath("data", FILE).read_bytes()
    except OSError:
        packed = b""
    return unpack(packed) if _is_of(packed, mark) else gather(Tables.of(texts), mark)


def _is_of(packed: bytes, mark: str) -> bool:
    """Whether the file is of this version, and whole."""
    head, _, rest = packed.partition(b"\n\n")
    try:
        told = json.loads(head)
    except ValueError:
        return False
    whole = isinstance(told, dict) and told.get("length") == len(rest)
    return whole and told.get("version") == mark


def write(folder: Path) -> Path:
    """Makes the compact file in the folder of the tables; raises KnowledgeError where they are wrong."""
    texts = shipped_texts()
    target = folder / FILE
    fresh = target.with_suffix(".new")
    fresh.write_bytes(pack(gather(Tables.of(texts), version(texts))))
    return fresh.replace(target)


def pack(knowledge: Knowledge) -> bytes:
    """Knowledge as lines: every name and term once, and pointed to by number."""
    names = _Numbers()
    terms = _Numbers()
    surfaces = [_keyed(text, names.line(known)) for text, known in knowledge.names.items()]
    people = [_keyed(key, terms.line(held)) for key, held in knowledge.holders.items()]
    entries = [
        _keyed(code, _json(_entry_row(entry, names, terms)))
        for code, entry in knowledge.entries.items()
    ]
    named = [
        _json([n.text, n.actor, n.form, _day(n.since), _day(n.until), n.ambiguous])
        for n in names.rows
    ]
    held = [
        _json([h.actor, h.office, h.name, _day(h.since), _day(h.until), h.also, h.prominent])
        for h in terms.rows
    ]
    parts = ("\n".join(part).encode() for part in (surfaces, people, entries, named, held))
    rest = b"\n\n".join(parts)
    head = {
        "version": knowledge.version,
        "length": len(rest),
        "left": dict(knowledge.left),
        "media": knowledge.media,
    }
    return _json(head).encode() + b"\n\n" + rest


def unpack(packed: bytes) -> Knowledge:
    """The knowledge of what `pack` wrote; records are made at their first use."""
    head, *parts = packed.split(b"\n\n")
    surfaces, people, entries, named, held = (part.decode().split("\n") for part in parts)
    names = _Made(named, _name)
    terms = _Made(held, _holder)
    told = json.loads(head)
    return Knowledge(
        told["version"],
        _Lazy(_by_key(entries), partial(_entry, names, terms)),
        _Lazy(_by_key(surfaces), names.line),
        _Lazy(_by_key(people), terms.line),
        {code: tuple(groups) for code, groups in told["left"].items()},
        tuple(told["media"]),
    )


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _keyed(key: str, value: str) -> str:
    if not key or not value or "\n" in key:
        raise KnowledgeError(f"the name {key!r} is empty, of nobody, or breaks a line", key)
    return f"{key}\n{value}"


def _by_key(lines: Sequence[str]) -> dict[str, str]:
    return dict(zip(lines[::2], lines[1::2], strict=True))


class _Numbers:
    """The numbers of records, given as they come."""

    def __init__(self) -> None:
        self._number: dict[Any, int] = {}

    @property
    def rows(self) -> Sequence[Any]:
        return tuple(self._number)

    def all(self, records: Sequence[Any]) -> list[int]:
        return [self._number.setdefault(record, len(self._number)) for record in records]

    def line(self, records: Sequence[Any]) -> str:
        """The numbers with spaces between."""
        return " ".join(map(str, self.all(records)))


@dataclass(slots=True)
class _Made(Generic[V]):
    """Records by number, each made once."""

    rows: Sequence[str]
    make: Callable[[Any], V]
    made: dict[int, V] = field(default_factory=dict)

    def all(self, numbers: Sequence[int]) -> tuple[V, ...]:
        for number in numbers:
            if number not in self.made:
                self.made[number] = self.make(json.loads(self.rows[number]))
        return tuple(self.made[number] for number in numbers)

    def line(self, numbers: str) -> tuple[V, ...]:
        """The records of numbers with spaces between."""
        return self.all(tuple(map(int, numbers.split())))


class _Lazy(Mapping[str, V]):
    """A mapping whose values are made when they are asked for, and kept."""

    def __init__(self, raw: Mapping[str, str], make: Callable[[str], V]) -> None:
        self._raw = raw
        self._make = make
        self._made: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        if key not in self._made:
            self._made[key] = self._make(self._raw[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _name(row: Sequence[Any]) -> Name:
    text, actor, form, since, until, ambiguous = row
    return Name(text, actor, form, _read_day(since), _read_day(until), ambiguous)


def _holder(row: Sequence[Any]) -> Holder:
    actor, office, name, since, until, also, prominent = row
    return Holder(actor, office, name, _read_day(since), _read_day(until), tuple(also), prominent)


def _entry_row(entry: Entry, names: _Numbers, terms: _Numbers) -> dict[str, Any]:
    """An entry's fields, those that are empty left out."""
    row: dict[str, Any] = {key: names.all(getattr(entry, key)) for key in _NAMES}
    row |= {key: getattr(entry, key) for key in (*_CODES, "code", "kind", "name", "state")}
    row |= {key: {c: _day(d) for c, d in getattr(entry, key).items()} for key in _DAYS}
    row |= {"since": _day(entry.since), "until": _day(entry.until)}
    row |= {"ambiguous": sorted(entry.ambiguous), "holders": terms.all(entry.holders)}
    return {key: value for key, value in row.items() if value}


def _entry(names: _Made[Name], terms: _Made[Holder], line: str) -> Entry:
    row = json.loads(line)
    fields: dict[str, Any] = {key: row[key] for key in ("code", "kind", "name")}
    fields |= {key: names.all(row.get(key, ())) for key in _NAMES}
    fields |= {key: tuple(row.get(key, ())) for key in _CODES}
    fields |= {
        key: {code: date.fromisoformat(day) for code, day in row.get(key, {}).items()}
        for key in _DAYS
    }
    fields |= {key: _read_day(row.get(key)) for key in ("since", "until")}
    fields |= {"state": row.get("state"), "ambiguous": frozenset(row.get("ambiguous", ()))}
    return Entry(**fields, holders=terms.all(row.get("holders", ())))
