"""Where documents come from, by the form of what the user names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dragoman.settings import Settings
from dragoman.sources.base import Item, Reach, Source, held
from dragoman.sources.file import FileSource
from dragoman.sources.stdin import StdinSource

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

__all__ = ["SOURCES", "Item", "Reach", "Source", "form", "open_source", "reach_of"]


def _url(reach: Reach) -> Source:
    from dragoman.sources.url import UrlSource  # noqa: PLC0415  HTTP, only where it is asked for

    return UrlSource(reach=reach)


SOURCES: MappingProxyType[str, Callable[[Reach], Source]] = MappingProxyType(
    {
        "file": FileSource,
        "stdin": lambda reach: StdinSource(reach=reach),
        "url": _url,
    }
)
"""What reads each form of source; feeds and sitemaps (`web`) need an archive that knows what was fetched."""


def reach_of(settings: Settings, columns: Mapping[str, str] = MappingProxyType({})) -> Reach:
    """How sources are read by the settings."""
    fetch = settings.fetch
    return Reach(columns, tuple(fetch.get("private_hosts", ())), fetch.get("agent"))


def form(spec: str) -> str:
    """The key in `SOURCES` of what the user names: "-" is stdin, an address url, all else file."""
    if spec == "-":
        return "stdin"
    return "url" if _ADDRESS.match(spec) else "file"


def open_source(spec: str, reach: Reach | None = None) -> Iterator[Item]:
    """The documents of a path, an address or "-"; an InputError in the place of each bad one."""
    return held(SOURCES[form(spec)](reach or Reach()).documents(spec), spec)
