"""The codebook as data: what each type of word and deed means, and what it is called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import yaml

from dragoman.errors import KnowledgeError
from dragoman.ids import digest

CodeKind = Literal["word", "deed"]
ROOTS = frozenset(
    (
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    )
)  # fmt: skip
_REQUIRED = frozenset(("kind", "definition", "plover", "cameo", "examples", "counter"))
_OPTIONAL = frozenset(("mode", "told"))


@dataclass(frozen=True, slots=True)
class CodeType:
    """One type of the codebook.

    `root` and `mode` are PLOVER's, `cameo` is a root of CAMEO; None where there is none. `told`
    marks a word that is a deed when only its fact is told ("the two ministers met").
    """

    name: str
    kind: CodeKind
    definition: str
    root: str | None
    mode: str | None
    cameo: str | None
    examples: tuple[str, ...]
    counter: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Codebook:
    """All types by name, in the codebook's order; `version` changes with the file."""

    types: Mapping[str, CodeType]
    version: str

    @property
    def words(self) -> tuple[str, ...]:
        """The types of statements."""
        return tuple(t.name for t in self.types.values() if t.kind == "word")

    @property
    def deeds(self) -> tuple[str, ...]:
        """The types of acts, without the words that may be told as acts."""
        return tuple(t.name for t in self.types.values() if t.kind == "deed")

    @property
    def told(self) -> tuple[str, ...]:
        """Everything that a deed may be: the types of acts, then the words told as acts."""
        return self.deeds + tuple(t.name for t in self.types.values() if t.told)

    def __getitem__(self, name: str) -> CodeType:
        """The type of this name; raises KnowledgeError where the codebook has none."""
        try:
            return self.types[name]
        except KeyError as error:
            raise KnowledgeError(f"the codebook has no type {name!r}: see codebook.yml") from error


@cache
def load() -> Codebook:
    """The shipped codebook; raises KnowledgeError, naming the entry, if it contradicts itself."""
    return read(files("dragoman.reactions").joinpath("codebook.yml").read_text(encoding="utf-8"))


def read(source: str) -> Codebook:
    """A codebook from the text of its YAML file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(source, Loader=loader)
    if not isinstance(entries, Mapping):
        raise KnowledgeError("codebook.yml must hold one table a type, such as `report:`")
    types = {str(name): _type(str(name), entry) for name, entry in entries.items()}
    return Codebook(MappingProxyType(types), digest(source))


def _type(name: str, entry: Any) -> CodeType:
    keys = frozenset(entry) if isinstance(entry, Mapping) else frozenset()
    wrong = (_REQUIRED - keys) | (keys - _REQUIRED - _OPTIONAL)
    if wrong:
        raise KnowledgeError(f"codebook.yml, {name}: missing or unknown {', '.join(sorted(wrong))}")
    if entry["kind"] not in ("word", "deed"):
        raise KnowledgeError(f"codebook.yml, {name}: kind must be word or deed")
    if entry["plover"] is not None and entry["plover"] not in ROOTS:
        raise KnowledgeError(f"codebook.yml, {name}: {entry['plover']} is no root of PLOVER")
    return CodeType(
        name,
        entry["kind"],
        entry["definition"],
        entry["plover"],
        entry.get("mode"),
        entry["cameo"],
        tuple(entry["examples"]),
        entry["counter"],
        bool(entry.get("told", False)),
    )
