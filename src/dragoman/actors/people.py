"""Who holds an office on a day: from a person's name to the actor that the person speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rapidfuzz.distance import JaroWinkler

from dragoman.actors.entries import Holder, name_key
from dragoman.actors.registry import Registry

_STATES = frozenset({"state", "territory"})
_CROWNED = frozenset({"king", "queen", "emir", "sultan", "emperor", "monarch", "pope", "ngwenyama"})
_SPELLINGS = 0.93
"""How alike the sounds of two given names must be (Aleksandr, Alexander) to mean one person."""
_SOUNDS = (
    (re.compile(r"ph"), "f"), (re.compile(r"kh|gh"), "h"), (re.compile(r"ks"), "x"),
    (re.compile(r"[qc](?!h)"), "k"), (re.compile(r"w"), "v"), (re.compile(r"dzh|dj|zh"), "j"),
    (re.compile(r"(?:ei|ey|iy|ii|ij|yi|ie|y)$"), "i"), (re.compile(r"y|j(?=[aeou])"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)  # fmt: skip
"""Spellings of one sound when names are written over from other scripts, in this order."""


def terms(registry: Registry, name: str) -> tuple[Holder, ...]:
    """All terms of office of the person, whom the name may call in full or by surname."""
    found = registry.holders(name)
    if found or " " not in name.strip():
        return found
    given, _, surname = name_key(name).rpartition(" ")
    return tuple(h for h in registry.holders(surname) if _alike(given, h))


def _alike(given: str, holder: Holder) -> bool:
    known = name_key(holder.name).rpartition(" ")[0]
    if not known:
        return False
    first, other = given.split(maxsplit=1)[0].strip("."), known.split(maxsplit=1)[0]
    if len(first) == 1:
        return other.startswith(first)
    one, two = _sound(first), _sound(other)
    if one == two:
        return True
    alike = JaroWinkler.similarity(one, two) >= _SPELLINGS
    return bool(alike and one[-1] == two[-1])  # Justin is no Justine, Karl no Karla


def _sound(name: str) -> str:
    for spelling, sound in _SOUNDS:
        name = spelling.sub(sound, name)
    return name


def holding(
    registry: Registry,
    name: str,
    on: date | None,
    context: Sequence[str] = (),
    role: str | None = None,
) -> tuple[str | None, float]:
    """The actor for which a person speaks on a day, with how sure that is; None where undecided."""
    titled = registry.holders(f"{role} {name}") if role else ()
    valid = [h for h in titled or terms(registry, name) if h.valid(on)]
    if on is None:
        valid = [h for h in valid if h.until is None] or valid
    valid = _in_role(valid, role)
    codes = _spoken_for(registry, valid)
    near = [code for code in codes if code in context]
    if near:
        return near[0], 0.9
    if len(codes) > 1:
        codes = _spoken_for(registry, [h for h in valid if h.prominent])
        return (codes[0], 0.6) if len(codes) == 1 else (None, 0.0)
    if not codes:
        return None, 0.0
    sure = 0.9 if " " in name.strip() else 0.75
    return codes[0], sure if on else sure - 0.25


def _in_role(held: list[Holder], role: str | None) -> list[Holder]:
    """The terms in the office that a phrase names, where it names one that they may be."""
    asked = set(name_key(role).split()) if role else set()
    crowned = bool(asked & _CROWNED)
    fitting = [h for h in held if asked & set(name_key(h.office).split())]
    if crowned:
        return [h for h in held if set(name_key(h.office).split()) & _CROWNED]
    return fitting or held


def _spoken_for(registry: Registry, held: Sequence[Holder]) -> list[str]:
    """The actors of these terms: a state before its own territories and before bodies it chairs."""
    codes = list(dict.fromkeys(h.actor for h in held))
    found = {code: registry.actor(code) for code in codes}
    codes = [c for c, a in found.items() if not (a and a.kind == "territory" and a.state in found)]
    if len(codes) > 1 and len({name_key(h.name) for h in held}) == 1:
        return [c for c in codes if (a := found[c]) and a.kind in _STATES] or codes
    return codes
