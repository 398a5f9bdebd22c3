"""Files and folders: articles as text, HTML, PDF or mail, batches, tables, archives and WARC files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import InputError, NotFound
from dragoman.sources.base import Item, Reach
from dragoman.sources.members import MEDIA_TYPES, SEVERAL, documents, is_read


class FileSource:
    """A path: a file of one article or of many, or a folder of them."""

    def __init__(self, reach: Reach | None = None) -> None:
        self._reach = reach or Reach()

    def documents(self, spec: str) -> Iterator[Item]:
        """The documents of a path; those of a folder in sorted order, hidden files left out."""
        path = Path(spec)
        try:
            paths = _within(path) if path.is_dir() else [path]
            for each in paths:
                yield from self._of_file(each)
        except (InputError, OSError, ValueError) as error:
            yield _told(error, path)

    def _of_file(self, path: Path) -> Iterator[Item]:
        try:
            with path.open("rb") as stream:
                yield from documents(stream, str(path), self._reach)
        except (InputError, OSError, ValueError) as error:
            yield _told(error, path)


def _within(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if _is_wanted(name)]
    if not found:
        kinds = ", ".join((*MEDIA_TYPES, *SEVERAL))
        raise NotFound(f"{folder} holds no file that is read ({kinds}): name the files themselves")
    return sorted(found)


def _is_wanted(name: str) -> bool:
    return not name.startswith(".") and is_read(name)


def _refuse(error: OSError) -> None:
    raise error


def _told(error: Exception, path: Path) -> InputError:
    if isinstance(error, InputError):
        return error
    if isinstance(error, FileNotFoundError):
        return NotFound(f"there is no file {path}: check the path")
    cause = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(f"{path} cannot be read ({cause}): check the path and its permissions")
