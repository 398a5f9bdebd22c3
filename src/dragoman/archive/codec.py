"""Records as JSON values and back, by their type hints: what the archive keeps and processes hand on.

A span is [start, end], a day or moment ISO 8601, a tuple a list, a record an object without the fields that
have their default. What comes back is equal to what went in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dragoman.records import Span

One = TypeVar("One")


def packed(value: Any) -> str:
    """A record, or a list or mapping of them, as JSON in one canonical form."""
    return json.dumps(encode(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unpacked(kind: type[One], text: str) -> One:
    """The record of `packed`; `kind` may be a generic alias such as tuple[Mention, ...]."""
    found: One = decode(kind, json.loads(text))
    return found


def encode(value: Any) -> Any:
    """A JSON value."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: getattr(value, f.name) for f in fields(value)}
        return {f.name: encode(held[f.name]) for f in fields(value) if held[f.name] != _default(f)}
    if isinstance(value, Mapping):
        return {key: encode(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(one) for one in value]
    return value


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def decode(kind: Any, value: Any) -> Any:
    """The value of a type from its JSON value."""
    if value is None:
        return None
    made = _PLAIN.get(kind)
    if made is not None:
        return made(value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: decode(hints[name], one) for name, one in value.items()})
    return _of_generic(get_origin(kind), get_args(kind), value)


def _of_generic(origin: Any, inner: tuple[Any, ...], value: Any) -> Any:
    if origin is tuple:
        return tuple(decode(inner[0], one) for one in value)
    if origin in (Union, UnionType):
        return _of_several(inner, value)
    if isinstance(value, dict) and len(inner) == 2:
        return {key: decode(inner[1], one) for key, one in value.items()}
    return value


def _of_several(kinds: tuple[Any, ...], value: Any) -> Any:
    """Unions in records are of one type and None, of dates, or of plain values."""
    if any(one in (date, datetime) for one in kinds):
        return _when(value)
    others = [one for one in kinds if one is not NoneType]
    return decode(others[0], value) if len(others) == 1 else value


def _when(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


_PLAIN: Mapping[Any, Callable[[Any], Any]] = {
    Span: lambda ends: Span(*ends),
    date: _when,
    datetime: _when,
}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
