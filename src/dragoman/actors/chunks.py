"""A simple noun phrase taken apart: its modifiers, its head, the person's name, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.actors.lexicon import words
from dragoman.actors.nouns import Item

Items = Sequence[Item]
_TITLED = ("heads.office", "heads.rank", "heads.envoy", "heads.member", "words.courtesy")
_MATTERS = ("words.topics", "words.adjectives")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Modifiers, head and person, as in "the Kremlin spokesman Ivan Lee"; then what follows.

    `after` holds pairs of a preposition and all items behind it.
    """

    before: tuple[Item, ...]
    head: Item | None
    person: tuple[Item, ...]
    after: tuple[tuple[Item, tuple[Item, ...]], ...]

    @property
    def core(self) -> tuple[Item, ...]:
        return (*self.before, *((self.head,) if self.head else ()))

    def has(self, name: str) -> bool:
        """Whether a word of this class stands before the head as a plain modifier."""
        return any(i.of(name) and not i.names and not i.possessive for i in self.before)

    @property
    def former(self) -> bool:
        """Whether the person is not in office: former, elect, a candidate."""
        marked = (i for i in (*self.core, *self.person) if i.of("modifiers.former"))
        return any(not i.names for i in marked)

    @property
    def of_capital(self) -> bool:
        """Whether the first name before the head is a capital that only modifies: Paris police."""
        return self.owned_by_capital and not next(i for i in self.before if i.names).possessive

    @property
    def owned_by_capital(self) -> bool:
        """Whether a capital owns or modifies it: "Paris police", "Paris's police"."""
        first = next((i for i in self.before if i.names), None)
        return first is not None and first.capital_city

    @property
    def bare_person(self) -> bool:
        """Whether it is a name and nothing else, courtesy titles aside."""
        return bool(self.person) and not self.core and not self.after


def segments(items: Items) -> list[tuple[str, tuple[Item, ...]]]:
    """The parts between commas and conjunctions with what stands before each: "", "," or "and"."""
    parts: list[tuple[str, list[Item]]] = [("", [])]
    for at, item in enumerate(items):
        comma, joint = item.of("comma"), item.of("words.conjunctions")
        if not (comma or joint) or _within_topic(items, at):
            parts[-1][1].append(item)
        elif parts[-1][1]:
            parts.append(("and" if joint else ",", []))
        elif joint:
            parts[-1] = ("and", [])
    return [(mark, tuple(part)) for mark, part in parts if part]


def _within_topic(items: Items, at: int) -> bool:
    """Whether "and" joins two matters of one office: the Minister of Trade and Industry."""
    before, rest = items[:at], items[at + 1 :]
    if not before or not rest or before[-1].head or not before[-1].of(*_MATTERS):
        return False
    return rest[0].of(*_MATTERS) or (items[at].of("words.conjunctions") and rest[0].head)


def with_topics(items: Items) -> tuple[Item, ...]:
    """The items with an office and its matter as one: "Minister of Foreign Affairs and Trade"."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        end = _topic_end(items, at)
        if end > at + 1:
            last = items[end - 1]
            whole = replace(items[at], text="", end=last.end, possessive=last.possessive)
            out.append(replace(whole, text=" ".join(i.text for i in items[at:end])))
        else:
            out.append(items[at])
        at = max(end, at + 1)
    return tuple(out)


def _topic_end(items: Items, at: int) -> int:
    """Where an office that begins here ends, its matter included."""
    if not items[at].of("heads.office", "heads.organ", "heads.envoy", "heads.member"):
        return at + 1
    end, here = at + 1, at + 1
    while here + 1 < len(items) and items[here].key in ("of", "for", "on", "and", ",", "&"):
        nearest = here + 1
        while nearest < len(items) and items[nearest].of("words.articles", "words.adjectives"):
            if items[nearest].of("words.topics"):
                break
            nearest += 1
        first = nearest
        while nearest < len(items) and items[nearest].of("words.topics"):
            nearest += 1
        if nearest == first or (end == at + 1 and items[here].key in ("and", ",", "&")):
            break
        end = here = nearest
    return end


def chunk(items: Items) -> Chunk:
    """The parts of a phrase that holds no comma and no conjunction on its top."""
    items = _unled(items)
    turn = next((n for n, i in enumerate(items) if n and _turns(i)), len(items))
    core, rest = list(items[:turn]), list(items[turn:])
    core, person = _named(core)
    if not person and rest and core and core[-1].of(*_TITLED, "heads.organ"):
        rest, person = _trailing(rest)
    head = core.pop() if core else None
    return Chunk(tuple(core), head, tuple(person), _after(rest))


def _turns(item: Item) -> bool:
    return item.of("words.prepositions") and not item.capital


def _unled(items: Items) -> list[Item]:
    at = 0
    while at < len(items) - 1 and items[at].of("words.articles") and not items[at].head:
        at += 1
    return list(items[at:])


def _after(items: Items) -> tuple[tuple[Item, tuple[Item, ...]], ...]:
    """Each phrase that a preposition opens, with all that follows it."""
    return tuple(
        (item, tuple(items[n + 1 :]))
        for n, item in enumerate(items)
        if _turns(item) and n + 1 < len(items)
    )


def _named(core: list[Item]) -> tuple[list[Item], list[Item]]:
    """The items without the person's name at their end, and that name."""
    at = len(core)
    while at and _of_name(core, at - 1):
        at -= 1
    while at < len(core) and core[at].of("words.courtesy") and at + 1 < len(core):
        at += 1
    person = core[at:]
    if not any((i.namelike and i.capital) or i.names for i in person) or _lone_particle(person):
        return core, []
    if all(i.names for i in person):
        return core, []
    return [i for i in core[:at] if not i.of("words.courtesy") or i.head], person


def _lone_particle(person: Items) -> bool:
    return all(i.of("words.particles", "words.courtesy") for i in person)


def _of_name(core: Items, at: int) -> bool:
    """Whether the item belongs to the name that ends the phrase."""
    item = core[at]
    if item.compound and not item.namelike:
        return False
    if item.namelike:
        return not (item.of("words.courtesy") and item.head and at + 1 == len(core))
    before = core[at - 1] if at else None
    after = core[at + 1] if at + 1 < len(core) else None
    if item.names:
        return _named_person(item, before, after)
    surname = item.key in words().lists["surnames"] and item.capital and after is None
    return surname and before is not None and before.namelike and before.capital


def _named_person(item: Item, before: Item | None, after: Item | None) -> bool:
    """Whether a name of an actor is here part of a person's: Michael Jordan, Israel Katz."""
    if item.possessive or " " in item.text or item.text.isupper() or not item.capital:
        return False
    if any(n.form not in ("name", "capital", "people") for n in item.names):
        return False
    opened = before is None or before.of(*_TITLED) or (before.namelike and before.capital)
    if after is not None:
        return after.namelike and after.capital and not _closes_body(after) and opened
    return before is not None and before.namelike and before.capital and not _adverb(before)


def _closes_body(item: Item) -> bool:
    lists = words().lists
    return any(item.key in lists[n] for n in ("media_names", "company_names", "ngo_names"))


def _adverb(item: Item) -> bool:
    return item.key in words().care["openers"]


def _in_full(person: Items) -> bool:
    return len(person) > 1 or any(i.known for i in person)


def _trailing(rest: list[Item]) -> tuple[list[Item], list[Item]]:
    """The name at the end of "the foreign minister of Kenya Ana Lee", and what stands before it."""
    at = len(rest)
    while at and rest[at - 1].namelike and not rest[at - 1].of("words.prepositions"):
        at -= 1
    person = rest[at:]
    if not _in_full(person) or not at or _turns(rest[at - 1]) or _lone_particle(person):
        return rest, []
    if not (rest[at - 1].names or rest[at - 1].head or rest[at - 1].of("words.topics")):
        return rest, []
    return rest[:at], person
