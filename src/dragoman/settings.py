"""What the user decides: read once from TOML and the environment, passed on, never global."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dragoman.errors import UsageError

FILE = "dragoman.toml"
VARIABLE = "DRAGOMAN_CONFIG"
ARCHIVE = "DRAGOMAN_ARCHIVE"
KINDS = {
    "host": str,
    "threads": int,
    "reader": str,
    "archive": str,
    "actors": dict,
    "outlets": dict,
    "fetch": dict,
    "stories": dict,
}
OUTLET = {
    "kind": str,
    "state": str,
    "country": str,
    "feeds": list,
    "sitemaps": list,
}
"""What may be known of an outlet."""
STORY = {
    "title": str,
    "host": str,
    "words": str,
    "outlets": list,
    "since": date,
    "until": date,
}
"""What makes an article one of a story that the user names: all that is given must hold."""
FETCH = {"delay": (int, float), "private_hosts": list, "agent": str}
""" "delay": seconds between two requests to a host; "private_hosts": those allowed inside a private network."""
READERS = ("accurate", "fast")
"""The readers that Dragoman ships, by the names of their folders; the first is the default."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `origin` is the file they came from.

    `host` is an actor code, `threads` those of the model (0: all cores), `reader` one of READERS,
    `actors` the user's own entries by code in the registry's format, `outlets` what is known of
    outlets by name (`kind`, `country`, the `state` of state media, their `feeds` and `sitemaps`), `archive` the
    file or the address of a PostgreSQL database, `fetch` how the web is asked (FETCH), `stories` the user's own by
    name (STORY). Raises UsageError for another reader.
    """

    host: str | None = None
    threads: int = 0
    reader: str = READERS[0]
    actors: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    outlets: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    archive: str = "dragoman.db"
    fetch: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    stories: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    origin: Path | None = None

    def __post_init__(self) -> None:
        if self.reader not in READERS:
            raise UsageError(f"no reader is called {self.reader!r}: use {' or '.join(READERS)}")
        if self.threads < 0:
            raise UsageError(
                f"threads is {self.threads}: give 0 for as many as there are cores, or more"
            )

    @classmethod
    def load(cls, path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings of `path`, else of the file that DRAGOMAN_CONFIG names, else of ./dragoman.toml.

        Raises UsageError for a named file that is missing, and for any that is no valid TOML or
        holds what is no setting.
        """
        named = path or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else None)
        chosen = named or Path(FILE)
        try:
            values = tomllib.loads(chosen.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            if named is None:
                return cls._of({}, None, environ)
            raise UsageError(f"there is no settings file {chosen}: check the path") from error
        except (OSError, ValueError) as error:
            raise UsageError(f"the settings file {chosen} cannot be read: {error}") from error
        return cls._of(values, chosen, environ)

    @classmethod
    def _of(
        cls, values: Mapping[str, Any], origin: Path | None, environ: Mapping[str, str]
    ) -> Settings:
        unknown = sorted(set(values) - set(KINDS))
        if unknown:
            raise UsageError(
                f"the settings file {origin} holds {', '.join(unknown)}, which is no setting: "
                f"use {', '.join(KINDS)}"
            )
        for name, kind in KINDS.items():
            # bool is a kind of int to Python, and no number to anybody else
            if name in values and type(values[name]) is not kind:
                raise UsageError(f"in the settings file {origin}, {name} must be a {kind.__name__}")
        for name, known in values.get("outlets", {}).items():
            _check(known, OUTLET, f"in the settings file {origin}, the outlet {name}")
        for name, known in values.get("stories", {}).items():
            _check(known, STORY, f"in the settings file {origin}, the story {name}")
        _check(values.get("fetch", {}), FETCH, f"in the settings file {origin}, fetch")
        given = {"archive": environ[ARCHIVE]} if environ.get(ARCHIVE) else {}
        return cls(**{**values, **given}, origin=origin)


_TOLD: Mapping[Any, str] = {list: "a list of words", date: "a day, as 2022-01-06 without marks"}


def _check(table: Any, kinds: Mapping[str, Any], where: str) -> None:
    """Raises UsageError for what is no table, an unknown key, or a value of another kind."""
    if not isinstance(table, dict):
        raise UsageError(f"{where} must be a table with {', '.join(kinds)}")
    for name, value in table.items():
        if name not in kinds:
            raise UsageError(f"{where} holds {name}, which is no setting: use {', '.join(kinds)}")
        kind = kinds[name]
        listed = isinstance(value, list) and any(not isinstance(one, str) for one in value)
        is_moment = kind is date and isinstance(value, datetime)
        if not isinstance(value, kind) or isinstance(value, bool) or listed or is_moment:
            told = _TOLD.get(kind) or getattr(kind, "__name__", "a number")
            raise UsageError(f"{where}: {name} must be {told}")
