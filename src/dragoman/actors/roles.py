"""The words of a phrase that are shown beside its actor: the person's name and the role."""

from __future__ import annotations

from dragoman.actors.chunks import Chunk
from dragoman.actors.lexicon import words
from dragoman.actors.nouns import Item


def said_name(parts: Chunk) -> str | None:
    """The person's name as written, without courtesy titles."""
    kept = [i for i in parts.person if not i.of("words.courtesy")]
    return " ".join(i.text for i in kept) or None


def said_role(parts: Chunk) -> str | None:
    """The role as written: without articles, the name, and the actor it belongs to."""
    core = list(parts.core)
    while len(core) > 1 and not kept(core[0]) and (core[0].names or core[0].of("words.articles")):
        core.pop(0)
    if not core or not (core[-1].head or (parts.person and core[-1].names)):
        return None
    return " ".join(i.text + ("’s" if i.possessive else "") for i in core)


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
    last = text[-1].key.split()[-1]
    if not all(i.capital for i in text):
        return None
    for kind in ("media", "company", "ngo"):
        if last in words().lists[f"{kind}_names"]:
            return " ".join(i.text for i in text), kind
    return None
