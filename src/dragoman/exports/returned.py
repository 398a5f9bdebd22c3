"""What comes back from an editor: files of `brat` and `studio`, as corrections of the archive's readings."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dragoman.archive.base import Archive, Correction
from dragoman.archive.corrected import corrected
from dragoman.errors import InputError
from dragoman.exports import brat, studio
from dragoman.exports.marked import Marked, corrections


@dataclass(frozen=True, slots=True)
class Returned:
    """What an editor put right, in how many articles, and what could not be read."""

    corrections: Sequence[Correction]
    articles: int
    issues: Sequence[str]


Parse = Callable[[Any, str], list[Marked]]


def _taken(held: Iterable[tuple[str, str, Any]], parse: Parse, archive: Archive) -> Returned:
    found: list[Correction] = []
    issues: list[str] = []
    count = 0
    for article, revision, annotated in held:
        kept = archive.readings_of([article])
        if not kept or kept[0].article.revision != revision:
            why = "its text has changed since" if kept else "the archive does not have it"
            issues.append(f"article {article} is left as it is: {why}")
            continue
        (reading,) = corrected(kept, archive.corrections([article]))
        try:
            found += corrections(reading, parse(annotated, reading.article.text))
        except ValueError as error:
            issues.append(f"article {article} is left as it is: {error}")
            continue
        count += 1
    return Returned(found, count, issues)


def from_brat(file: Path, archive: Archive) -> Returned:
    """The corrections of a zip of brat's files; raises InputError where it cannot be read."""
    with _naming(file):
        held = list(brat.read(io.BytesIO(file.read_bytes())))
    return _taken(held, brat.parse, archive)


def from_studio(file: Path, archive: Archive) -> Returned:
    """The corrections of a Label Studio export; raises InputError where it cannot be read."""
    with _naming(file):
        held = list(studio.read(io.BytesIO(file.read_bytes())))
    return _taken(held, studio.parse, archive)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Turns what may go wrong with a file into an InputError that names it."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror})") from error
    except (ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{file} is not what an editor sends back: {error}") from error


IMPORTS: Mapping[str, Callable[[Path, Archive], Returned]] = MappingProxyType(
    {"brat": from_brat, "label-studio": from_studio}
)


def form_of(file: Path) -> str:
    """The format that a file's name tells."""
    return {".zip": "brat", ".json": "label-studio"}.get(file.suffix.lower(), "")
