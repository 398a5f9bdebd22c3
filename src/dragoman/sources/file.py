"""Files and folders: plain text, HTML, and batches of articles (.jsonl)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import InputError, NotFound
from dragoman.records import Document
from dragoman.sources.base import HTML, TEXT, Item, read_capped, sniff
from dragoman.sources.batch import lines, records

MEDIA_TYPES = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
BATCH = ".jsonl"
IN_FOLDERS = (".txt", ".html", ".htm", BATCH)


class FileSource:
    """A path: a file of one article, a .jsonl file of many, or a folder of both."""

    def documents(self, spec: str) -> Iterator[Item]:
        """The documents of a path; those of a folder in sorted order, hidden files left out."""
        path = Path(spec)
        try:
            paths = _within(path) if path.is_dir() else [path]
            for each in paths:
                yield from _of_file(each)
        except (InputError, OSError, ValueError) as error:
            yield _told(error, path)


def _within(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if _is_read(name)]
    if not found:
        kinds = ", ".join(IN_FOLDERS)
        raise NotFound(f"{folder} holds no {kinds} file: name the files themselves")
    return sorted(found)


def _is_read(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in IN_FOLDERS


def _refuse(error: OSError) -> None:
    raise error


def _of_file(path: Path) -> Iterator[Item]:
    try:
        if path.suffix.lower() == BATCH:
            with path.open("rb") as stream:
                yield from records(lines(stream), str(path))
        else:
            yield _single(path)
    except (InputError, OSError, ValueError) as error:
        yield _told(error, path)


def _single(path: Path) -> Document:
    with path.open("rb") as stream:
        body = read_capped(stream, str(path))
    media_type = MEDIA_TYPES.get(path.suffix.lower()) or sniff(body)
    return Document(uri=str(path), media_type=media_type, body=body, fetched_at=datetime.now(UTC))


def _told(error: Exception, path: Path) -> InputError:
    if isinstance(error, InputError):
        return error
    if isinstance(error, FileNotFoundError):
        return NotFound(f"there is no file {path}: check the path")
    cause = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(f"{path} cannot be read ({cause}): check the path and its permissions")
