"""Where documents come from, by the form of what the user names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from dragoman.sources.base import Item, Source
from dragoman.sources.file import FileSource
from dragoman.sources.stdin import StdinSource
from dragoman.sources.url import UrlSource

SOURCES: MappingProxyType[str, Source] = MappingProxyType(
    {"file": FileSource(), "stdin": StdinSource(), "url": UrlSource()}
)

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

__all__ = ["SOURCES", "Item", "Source", "form", "open_source"]


def form(spec: str) -> str:
    """The key in `SOURCES` of what the user names: "-" is stdin, an address url, all else file."""
    if spec == "-":
        return "stdin"
    return "url" if _ADDRESS.match(spec) else "file"


def open_source(spec: str) -> Iterator[Item]:
    """The documents of a path, an address or "-"; an InputError in the place of each bad one."""
    return SOURCES[form(spec)].documents(spec)
