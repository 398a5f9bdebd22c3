"""Files and folders: articles as text, HTML, PDF or mail, batches, tables, archives and WARC files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
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
            if not path.is_dir():
                yield from self._of_file(path)
                return
            paths, errors = _within(path)
        except (OSError, ValueError) as error:
            yield _told(error, path)
            return
        yield from (_told(error, Path(str(error.filename or path))) for error in errors)
        if not paths and not errors:
            kinds = ", ".join((*MEDIA_TYPES, *SEVERAL))
            yield NotFound(
                f"{path} holds no file that is read ({kinds}): name the files themselves"
            )
        for each in paths:
            yield from self._of_file(each)

    def _of_file(self, path: Path) -> Iterator[Item]:
        try:
            with path.open("rb") as stream:
                yield from documents(stream, str(path), self._reach, at=_changed(path))
        except (InputError, OSError, ValueError) as error:
            yield _told(error, path)


def _within(folder: Path) -> tuple[list[Path], list[OSError]]:
    """The files of a folder that are read, in order, and the folders within that cannot be."""
    found: list[Path] = []
    errors: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if _is_wanted(name)]
    return sorted(found), errors


def _changed(path: Path) -> datetime:
    """When a file was last written: of two saved texts of an article the later stands."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _is_wanted(name: str) -> bool:
    return not name.startswith(".") and is_read(name)


def _told(error: Exception, path: Path) -> InputError:
    if isinstance(error, InputError):
        return error
    if isinstance(error, FileNotFoundError):
        return NotFound(f"there is no file {path}: check the path")
    cause = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(f"{path} cannot be read ({cause}): check the path and its permissions")
