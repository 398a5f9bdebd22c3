"""What differs by language, read once from the files of `<code>/`: one for each thing that is read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.ids import digest

READ = ("en",)
"""The languages that every stage reads, as ISO 639-1 codes."""


def is_read(code: str | None) -> bool:
    """Whether texts in a language are read; those too short to tell their language are."""
    return code is None or code in READ


@dataclass(frozen=True, slots=True)
class Language:
    """The word lists of one language, by section of its files."""

    code: str
    sections: Mapping[str, Mapping[str, Any]]

    def table(self, section: str, name: str) -> dict[str, Any]:
        """The table `[section.name]`; raises KnowledgeError where the file has none."""
        try:
            return dict(self.sections[section][name])
        except KeyError as error:
            raise KnowledgeError(f"languages/{self.code}/ has no [{section}.{name}]") from error

    def words(self, section: str, name: str) -> dict[str, frozenset[str]]:
        """The table `[section.name]` of word lists, as sets."""
        return {key: frozenset(value) for key, value in self.table(section, name).items()}


def knowledge(*sections: str, code: str = "en") -> str:
    """A digest of some sections, by which a stage tells which words it read with."""
    found = load(code).sections
    return digest(*(repr(found[name]) for name in sections))


@cache
def load(code: str) -> Language:
    """The language with this ISO 639-1 code; raises KnowledgeError where it is not shipped."""
    folder = files("dragoman.languages").joinpath(code)
    if not code.isalpha() or not folder.is_dir():
        raise KnowledgeError(f"no language {code!r}: add the folder src/dragoman/languages/{code}")
    sections: dict[str, Mapping[str, Any]] = {}
    for source in sorted(folder.iterdir(), key=lambda file: file.name):
        if source.name.endswith(".toml"):
            sections.update(tomllib.loads(source.read_text(encoding="utf-8")))
    return Language(code, sections)
