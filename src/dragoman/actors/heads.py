"""What the head noun of a phrase and the words around it show, whoever it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.chunks import Chunk
from dragoman.actors.lexicon import words
from dragoman.actors.nouns import Item
from dragoman.actors.roles import kept

_PRIVATE = ("heads.private", "heads.lawmaker")


def is_region(parts: Chunk, head: Item) -> bool:
    """Whether the head is a state's name of which the words before make a part: eastern Ukraine."""
    near = parts.before[-1] if parts.before else None
    return near is not None and not head.head and near.key in words().lists["compass"]


def is_anyones(head: Item) -> bool:
    """Whether no context tells for whom such as these speak: diplomats, both sides."""
    return bool({head.key, head.key.removesuffix("s")} & words().lists["anyones"])


def is_lent(head: Item) -> bool:
    """Whether a name is that of an office or organ, which others may have too."""
    return all(n.form in ("office", "seat") or n.ambiguous for n in head.names) and (
        all(n.form != "name" for n in head.names) or head.head
    )


def is_urban(head: Item) -> bool:
    """Whether a city has such a body too."""
    return head.key in words().lists["urban"]


def is_plain(parts: Chunk) -> bool:
    """Whether the words before the head only rank it: "a senior official", but no "war monitor"."""
    return all(
        i.of("words.articles", "words.adjectives") or i.possessive or i.text.endswith("-based")
        for i in parts.before
    )


def has_topic(parts: Chunk, head: Item) -> bool:
    """Whether the word before the head tells what an office is for: the labour ministry is no party's."""
    near = parts.before[-1] if parts.before else None
    office = head.key.split()[-1] in words().lists["with_topics"]
    return office and near is not None and near.of("words.topics") and not near.capital


def at_unknown(parts: Chunk, head: Item) -> bool:
    """Whether the head belongs to a body that no registry holds: "director at Oxley Homes", "head of PMX".

    What a minister or a ministry is for is written in capitals too, and is no owner.
    """
    takes_topic = head.key.split()[-1] in words().lists["with_topics"]
    for prep, rest in parts.after:
        name = next((i for i in rest if not i.of("words.articles")), None)
        if name is None or name.names or not name.namelike or not name.capital:
            continue
        if prep.key == "for" and not rest[-1].head:
            return True
        if prep.key == "in" and head.key.endswith("minister"):
            return True
        if prep.key in ("at", "with", "from") or (prep.key == "of" and not takes_topic):
            return name.text.isupper() or prep.key != "of"
    return False


def owns(prep: Item, head: Item) -> bool:
    """Whether what follows the preposition is the owner of the head."""
    if head.of("heads.envoy") and not head.of("heads.member"):
        return prep.key in ("of", "from", "for")
    if prep.key in ("to", "with"):
        serves = head.key in words().lists["serving"]
        return serves or (prep.key == "with" and head.of("heads.member"))
    if prep.key == "for":
        return head.of("heads.member") or not head.of("heads.office")
    return prep.key in words().lists["owning"]


def of_house(parts: Chunk) -> bool:
    """Whether what follows is a house of parliament: its members speak for themselves."""
    houses = words().lists["houses"]
    return any(
        prep.key == "of" and any(i.key in houses for i in rest) for prep, rest in parts.after[:1]
    )


def runs_service(parts: Chunk) -> bool:
    """Whether the words before a director and the like name an office, or what of a state is run."""
    words_before = [i for i in parts.before if not (i.names or i.possessive or i.compound)]
    service = any(
        i.text.islower() and not i.of("words.articles", "words.adjectives", *_PRIVATE)
        for i in words_before
    )
    return service or any(kept(i) for i in parts.before) or _has_matter(parts)


def _has_matter(parts: Chunk) -> bool:
    """Whether what follows tells of what the head is in charge: "director of airports"."""
    for prep, rest in parts.after[:1]:
        plain = all(i.text.islower() and not i.names for i in rest)
        return prep.key == "of" and plain and not rest[0].of("words.articles")
    return False


def accredited(parts: Chunk, head: Item) -> bool:
    """Whether the head is an ambassador to the organisation right before it, not one of it."""
    lists = words().lists
    if head.key not in lists["accredited_titles"] or not parts.before:
        return False
    *others, near = parts.before
    bare = near.key in lists["accredited"] and not near.possessive
    return bare and not any(i.names for i in others)


def of_the_state(parts: Chunk, head: Item) -> bool:
    """Whether a private noun is here of an organ or a body of the state.

    "Peru's statistics institute", "Kenyan army surgeons", but not "a Kenyan institute".
    """
    near = parts.before[-1] if parts.before else None
    if near is not None and near.of("heads.organ") and not near.possessive:
        return head.key in words().lists["in_service"]
    national = head.key in words().lists["national_bodies"] and not head.capital
    return national and any(i.possessive and i.names for i in parts.before)


def issuer_of(parts: Chunk) -> Sequence[Item]:
    """The words for who issued a paper: before its noun, or behind "by"; nothing where none tell."""
    issued = [rest for prep, rest in parts.after if prep.key in words().lists["issuing"]]
    told = any(i.names or i.possessive or i.of("heads.organ") for i in parts.before)
    return parts.before if told or not issued else issued[0]
