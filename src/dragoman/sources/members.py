"""A stream of bytes with a name as documents, by the name's ending: files and members of archives alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO, cast

from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.sources.base import HTML, MAIL, PDF, TEXT, Item, Reach, Unpacking, read_capped, sniff
from dragoman.sources.batch import lines, records
from dragoman.sources.packed import tarred, zipped
from dragoman.sources.table import rows
from dragoman.sources.warc import pages

MEDIA_TYPES: MappingProxyType[str, str] = MappingProxyType(
    {
        ".txt": TEXT, ".text": TEXT, ".md": TEXT, ".markdown": TEXT,
        ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".pdf": PDF, ".eml": MAIL,
    }
)  # fmt: skip
"""Files of one article."""
BATCHES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv")
ARCHIVES = (".zip",)
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
WARCS = (".warc", ".warc.gz")
SEVERAL = (*BATCHES, *TABLES, *ARCHIVES, *TARS, *WARCS)
"""Files of several articles."""


def is_read(name: str) -> bool:
    """Whether a file of a folder or an archive is one that is read."""
    low = name.lower()
    plain = low.removesuffix(".gz")
    return low.endswith((*MEDIA_TYPES, *SEVERAL)) or plain.endswith((*BATCHES, *TABLES))


def documents(
    stream: BinaryIO, name: str, reach: Reach, *, inner: bool = False, at: datetime | None = None
) -> Iterator[Item]:
    """The documents of a stream; `inner` is one inside an archive, where no other archive is opened.

    `at` is when the stream came to be, where that is known.
    """
    low = name.lower()
    several = _several(low, reach, inner=inner)
    try:
        if several:
            yield from several(stream, name)
        else:
            yield _single(stream, name, at)
    except InputError as error:
        yield error
    except Exception as error:  # one member's fault must not end its neighbours
        yield InputError(f"{name} cannot be read ({error}): check the file")


def _several(
    low: str, reach: Reach, *, inner: bool
) -> Callable[[BinaryIO, str], Iterator[Item]] | None:
    """What reads a file of several articles; None for one of a single article."""
    if low.endswith(WARCS):
        return pages
    if low.endswith((*ARCHIVES, *TARS)):
        if inner:
            return _refused
        opened = lambda stream, name: _member(stream, name, reach)  # noqa: E731
        read = tarred if low.endswith(TARS) else zipped
        return lambda stream, name: read(stream, name, opened, is_read)
    plain = low.removesuffix(".gz")
    if not plain.endswith((*BATCHES, *TABLES)):
        return None
    many = _table if plain.endswith(TABLES) else _batch
    if plain == low:
        return lambda stream, name: many(stream, name, reach)
    return lambda stream, name: many(_lines_of(stream, name), name, reach)


def _lines_of(stream: BinaryIO, name: str) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(Unpacking(stream, name)))


def _batch(stream: BinaryIO, name: str, reach: Reach) -> Iterator[Item]:
    yield from records(lines(stream), name, reach.columns)


def _table(stream: BinaryIO, name: str, reach: Reach) -> Iterator[Item]:
    yield from rows(stream, name, reach.columns)


def _member(stream: BinaryIO, name: str, reach: Reach) -> Iterator[Item]:
    yield from documents(stream, name, reach, inner=True)


def _refused(_: BinaryIO, name: str) -> Iterator[Item]:
    yield InputError(f"{name} is an archive within an archive: unpack the outer one yourself")


def _single(stream: BinaryIO, name: str, at: datetime | None) -> Document:
    body = read_capped(stream, name)
    ending = next((end for end in MEDIA_TYPES if name.lower().endswith(end)), None)
    media_type = MEDIA_TYPES[ending] if ending else sniff(body)
    return Document(uri=name, media_type=media_type, body=body, fetched_at=at)
