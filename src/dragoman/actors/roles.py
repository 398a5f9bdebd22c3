"""The words of a phrase that are shown beside its actor: the person's name and the role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.actors.chunks import Chunk
from dragoman.actors.given import is_given
from dragoman.actors.lexicon import words
from dragoman.actors.nouns import Item
from dragoman.languages.numbers import value

_AGED = re.compile(r"\d-year-old$")


def said_name(parts: Chunk) -> str | None:
    """The person's name as written, without courtesy titles."""
    kept = [i for i in parts.person if not i.of("words.courtesy")]
    while len(kept) > 1 and kept[0].key in words().lists["openers"]:
        kept.pop(0)
    if kept and kept[0].key in words().lists["quantities"]:
        return None
    return " ".join(i.text for i in kept) or None


def said_role(parts: Chunk, phrase: str, *, apposed: bool = False) -> str | None:
    """The role as the phrase has it: without articles, the name, and the actor it belongs to.

    In apposition to a person (`apposed`) any common noun is one: "Ana Lee, a baker". What follows a head
    belongs to it ("ambassador in Rome", "adviser to the minister"), unless it is the actor alone:
    "spokesman for the UN".
    """
    if parts.head is not None and parts.head.of("heads.document"):
        return None
    local = parts.head is not None and parts.head.of("heads.local")
    core = list(parts.core)
    while len(core) > 1 and _is_owner(core[0], local):
        core.pop(0)
    titled = core and (
        core[-1].head or core[-1].of("modifiers.former") or (apposed and _is_common(core[-1]))
    )
    if not core or not (titled or (parts.person and core[-1].names)):
        return None
    if any(i.of("words.articles") for i in core[1:]) or core[0].key in words().lists["no_roles"]:
        return None  # a clause: "as they left the court"
    while len(core) > 1 and core[-1].of("heads.rank") and core[-2].head and parts.person:
        core.pop()  # "army spokesman Colonel Ana Lee"
    end = core[-1].end
    named = bool(parts.person) and parts.person[0].start >= end  # "General Per Aune of the army"
    owned = parts.after and (_is_placed(parts) or (not local and _closed_by_actor(*parts.after[0])))
    if parts.head and parts.after and not (named or owned):
        end = parts.after[0][1][-1].end
    if len(core) > 2 and core[0].of("modifiers.former") and core[1].demonym:
        return f"{core[0].text} {phrase[core[2].start : end]}"  # "former Kenyan president"
    return phrase[core[0].start : end]


def _is_placed(parts: Chunk) -> bool:
    """Whether a place follows the head, as of no envoy: "a teacher in Lima", but "a lecturer in law"."""
    prep, rest = parts.after[0]
    at = next((i for i in rest if not i.of("words.articles")), None)
    envoy = parts.head is not None and parts.head.of("heads.envoy")
    return prep.key == "in" and not envoy and at is not None and at.capital


def _is_common(item: Item) -> bool:
    """Whether it is a common noun as far as its letters tell."""
    return item.text.islower() and item.text.isalpha() and not item.names


def _is_owner(item: Item, local: bool) -> bool:
    """Whether a word before a role is an article or "now", or names the actor of an office of state."""
    if item.of("words.articles") or item.key in words().lists["now"]:
        return True
    if item.of("words.adjectives") and item.key in words().lists["passing"]:
        return True
    if _AGED.search(item.text) or (
        item.possessive and item.of("nominals.state") and not item.of("heads.organ")
    ):
        return True
    owner = item.possessive and item.capital and not item.classes  # "Kharkiv's mayor"
    return owner or (bool(item.names) and (item.possessive or not local) and not kept(item))


def _closed_by_actor(prep: Item, rest: Sequence[Item]) -> bool:
    """Whether what follows a head is where it comes from, or the name of its actor and no more."""
    if prep.key in words().lists["origins"] or _is_age(prep, rest):
        return True
    if prep.key not in words().lists["owning"] or prep.key == "in":
        return False
    turn = next((n for n, i in enumerate(rest) if n and i.of("words.prepositions")), len(rest))
    named = [i for i in rest[:turn] if not i.of("words.articles")]
    return bool(named) and all(i.names and not i.possessive and not kept(i) for i in named)


def _is_age(prep: Item, rest: Sequence[Item]) -> bool:
    """Whether what follows a person's role is an age: "a pharmacist of fifty"."""
    return prep.key == "of" and len(rest) == 1 and value(rest[0].key) is not None


def kept(item: Item) -> bool:
    """Whether a name is a seat or office, which a role keeps: "Department of State spokesman"."""
    return bool(item.names) and all(n.form in ("seat", "office") for n in item.names)


def own_name(parts: Chunk) -> tuple[str, str] | None:
    """The name and kind of a body that ends as those of media, companies and societies do."""
    text = [*parts.core, *parts.person]
    if (parts.after and parts.person) or not text or text[-1].names:
        return None
    if (len(text) == 1 and not text[0].mask) or any(i.possessive for i in text):
        return None
    if len(text) == 2 and is_given(text[0].text) and text[-1].key in words().lists["surnames"]:
        return None  # "Alice Sun"
    last = text[-1].key.split()[-1].rstrip(".")
    if not all(i.capital for i in text):
        return None
    for kind in ("media", "company", "ngo"):
        if last in words().lists[f"{kind}_names"]:
            return " ".join(i.text for i in text), kind
    return None
