"""What a name, a title or a nominal stands for: on a day, in a context, or by default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from dragoman.actors.entries import Name
from dragoman.actors.lexicon import words
from dragoman.actors.nouns import Item
from dragoman.actors.people import holding
from dragoman.actors.registry import Registry

STATES = frozenset({"state", "territory"})
GROUPS = frozenset({"igo", "bloc"})
ARMED = frozenset({"nonstate", "people"})
BODIES = frozenset({"ngo", "company", "media", "church"})
_SURE = {
    "name": 0.95, "demonym": 0.9, "people": 0.5, "capital": 0.85, "seat": 0.93, "office": 0.92,
}  # fmt: skip
_NEARLY_ALL = 120
"""From so many members on a body is the world's and no bloc."""
_BY_CONTEXT = 0.75
_BY_DEFAULT = 0.8


@dataclass(frozen=True, slots=True)
class Voice:
    """An actor or none, what decided, and how sure; `shut` says that context may not fill it."""

    actors: tuple[str, ...] = ()
    method: str = "undecided"
    sure: float = 0.0
    shut: bool = False
    kind: str | None = None


OPEN = Voice()
SHUT = Voice(shut=True)


def shut(kind: str | None = None, method: str = "undecided") -> Voice:
    """No actor's voice, for good."""
    return Voice(method=method, shut=True, kind=kind)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What words mean against one registry, on one day, in one context."""

    registry: Registry
    on: date | None
    context: tuple[str, ...] = ()

    def within(self, context: Sequence[str]) -> Self:
        """The same in another context."""
        return replace(self, context=tuple(context))

    def kind(self, code: str) -> str | None:
        """The kind of an actor; None for one that the registry does not hold."""
        actor = self.registry.actor(code)
        return actor.kind if actor else None

    def held_by(self, code: str) -> str | None:
        """The state that holds or runs an actor."""
        actor = self.registry.actor(code)
        return actor.state if actor else None

    def at_home(self, code: str) -> tuple[str, ...]:
        """The states where an armed group or a party is at home."""
        actor = self.registry.actor(code)
        own = (actor.state,) if actor and actor.state else ()
        return actor.homes or own if actor else ()

    def of_person(self, name: str | None, role: str | None = None) -> Voice:
        """The actor for which the holder of an office speaks."""
        if not name:
            return OPEN
        code, sure = holding(self.registry, name, self.on, self.context, role)
        return Voice((code,), "holder", sure) if code else OPEN

    def means(self, item: Item) -> Voice:
        """What a name stands for; one of several actors by context, else by default."""
        if not item.names:
            return self.nominal(item)
        names = [n for n in item.names if n.valid(self.on)]
        if self.on is None:
            names = [n for n in names if n.until is None] or names
        codes = list(dict.fromkeys(n.actor for n in names))
        if not codes:
            return SHUT
        return self._shared(item) or self._one_of(item, names, codes)

    def _shared(self, item: Item) -> Voice | None:
        """The state in context, for an office that many states have; nobody's where it is a plain noun."""
        states = [c for c in self.context if self.kind(c) in STATES]
        if states and item.key in words().lists["shared"]:
            return Voice((states[0],), "context", _BY_CONTEXT)
        return OPEN if item.key in words().lists["capitalised"] and item.text.islower() else None

    def _one_of(self, item: Item, names: Sequence[Name], codes: Sequence[str]) -> Voice:
        default = words().defaults.get(item.key)
        if len(codes) == 1 and default != "":
            return self._of(codes[0], names)
        near = [c for c in codes if c in self.context or self.held_by(c) in self.context]
        if near or default:
            return self._of(near[0] if near else str(default), names)
        certain = {n.actor: None for n in names if n.form == "name" and not n.ambiguous}
        if len(certain) == 1 and default is None:
            return self._of(next(iter(certain)), names, 0.7)
        return SHUT

    def _of(self, code: str, names: Sequence[Name], at_most: float = 1.0) -> Voice:
        form = next((n.form for n in names if n.actor == code), "name")
        state = self.held_by(code) if self.kind(code) == "media" else None
        method = "media" if state else "body" if self.kind(code) in GROUPS else form
        return Voice((state or code,), method, min(_SURE[form], at_most))

    def nominal(self, item: Item) -> Voice:
        """What "the bloc" or "the kingdom" stands for in this context."""
        only = words().only.get(item.key) or words().only.get(item.key.removesuffix("s"))
        kinds = _kinds(item)
        blocs = item.key in words().lists["with_members"]
        for code in self.context:
            if blocs and not self._is_bloc(code):
                continue
            if code in only if only is not None else self.kind(code) in kinds:
                return Voice((code,), "context", _BY_CONTEXT)
        default = words().defaults.get(item.key)
        return Voice((default,), "default", _BY_DEFAULT) if default else SHUT

    def _is_bloc(self, code: str) -> bool:
        """Whether an actor has members, but not nearly all states."""
        known = self.registry.actor(code) is not None
        return known and 0 < len(self.registry.members(code)) < _NEARLY_ALL

    def default(self, key: str) -> Voice | None:
        """What an open phrase means where nothing says otherwise."""
        code = words().defaults.get(key)
        return Voice((code,), "default", _BY_DEFAULT) if code else None


def _kinds(item: Item) -> frozenset[str]:
    kinds: frozenset[str] = frozenset()
    for name, meant in (("group", GROUPS), ("state", STATES), ("armed", ARMED)):
        if item.of(f"nominals.{name}"):
            kinds |= meant
    return kinds
