"""The registry's files as tables and rows, each with the line of the file on which it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from dragoman.actors.entries import Holder, read_holder
from dragoman.errors import KnowledgeError

ENTRY_FILES = ("states.toml", "organisations.toml", "others.toml")
REVIEWED = "holders-reviewed.tsv"
HOLDER_FILES = (REVIEWED, "holders-known.tsv", "holders.tsv")
_HEADER = r"^[ \t]*\[(?:actors\.)?[\"']?{code}[\"']?\]"
_NEXT = re.compile(r"^[ \t]*\[[^\[\]]+\][ \t]*(?:#.*)?$", re.M)


def shipped_texts() -> Mapping[str, str]:
    """The texts of all files that ship, by their names."""
    folder = files("dragoman.actors").joinpath("data")
    names = (*ENTRY_FILES, *HOLDER_FILES)
    return {file: folder.joinpath(file).read_text(encoding="utf-8") for file in names}


@dataclass(slots=True)
class Tables:
    """The tables of all actors by code, and the texts in which they stand, the user's last."""

    texts: Mapping[str, str]
    entries: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Tables:
        """The tables of the files that ship; raises KnowledgeError for a code that stands twice."""
        found = cls(texts)
        for file in ENTRY_FILES:
            for code, table in tomllib.loads(texts[file]).items():
                if code in found.entries:
                    first = found.place(code)
                    found.texts = {file: texts[file]}
                    raise KnowledgeError(f"{found.place(code)}: actor {code} stands at {first} too")
                found.entries[code] = table
        return found

    def laid_over(self, extra: Mapping[str, Any], origin: Path | None) -> Tables:
        """These with a user's tables added, or laid over them field by field.

        `origin` is the file in which the user's stand, where they stand in one.
        """
        entries = dict(self.entries)
        own = {str(origin): _readable(origin)} if origin else {}
        merged = Tables({**own, **self.texts}, entries)
        for code, table in extra.items():
            with merged.placed(code):
                if not isinstance(table, Mapping):
                    raise KnowledgeError(f"actor {code}: must be a table, such as [actors.{code}]")
            entries[code] = {**entries.get(code, {}), **table}
        return merged

    def holders(self) -> Iterator[tuple[Holder, str]]:
        """The terms of office of the rows, each with its place; raises KnowledgeError for a wrong row."""
        for file in HOLDER_FILES:
            for number, line in enumerate(self.texts[file].splitlines()[1:], start=2):
                try:
                    yield read_holder(line.split("\t"), file == REVIEWED), f"{file}:{number}"
                except KnowledgeError as error:
                    raise KnowledgeError(f"{file}:{number}: {error}") from error

    def place(self, code: str, about: str = "") -> str:
        """The file and line where a word, or failing that the table of an actor, stands; "" if nowhere."""
        header = re.compile(_HEADER.format(code=re.escape(code)), re.M)
        tables = ""
        for file, text in self.texts.items():
            if not (found := header.search(text)):
                continue
            end = after.start() if (after := _NEXT.search(text, found.end())) else len(text)
            if word := _standing(about, text, found.end(), end):
                return f"{file}:{_line(text, word)}"
            tables = tables or f"{file}:{_line(text, found.start())}"
        return tables

    @contextmanager
    def placed(self, code: str) -> Iterator[None]:
        """Puts file and line before the message of a KnowledgeError about an actor."""
        try:
            yield
        except KnowledgeError as error:
            place = self.place(code, error.about)
            raise KnowledgeError(f"{place}: {error}" if place else str(error)) from error


def _readable(path: Path) -> str:
    """The text of a settings file that has been read already; empty where it is gone since."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _standing(about: str, text: str, start: int, end: int) -> int:
    """Where a word stands between two offsets, as a whole; 0 for nowhere."""
    if not about:
        return 0
    found = re.compile(rf"(?<!\w){re.escape(about)}(?!\w)").search(text, start, end)
    return found.start() if found else 0


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
