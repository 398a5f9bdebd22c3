"""Members that stand apart from a body of theirs: by its texts, by words against it, or by the side they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from dragoman.languages.data import load
from dragoman.records import Actor, Mention, Span
from dragoman.roundup.page import Dissent, Entry, Section, Sighting

Lookup = Callable[[str], Actor | None]
Mentions = Mapping[str, Sequence[Mention]]
"""The mentions of each article, by its id."""
DIFFERS = frozenset({"reject", "condemn", "accuse", "deny", "question"})
FEWEST_TAKEN = 2
"""How often member and body must each take a side, and never the other, for these to be told as apart."""
MOST_MEMBERS = 60
_NEAR = 5
"""Words after which the text must be named that a member stands apart from."""
_BEFORE = 4
"""Words before that may deny a wording, or tell that it is not real."""
_WORD = re.compile(r"[^\W_]+")


def dissents(
    sections: Sequence[Section], actor: Lookup, mentions: Mentions
) -> dict[str, tuple[Dissent, ...]]:
    """Members that dissent from a body of theirs that spoke, by the member's code."""
    bodies = {
        s.actor: s
        for s in sections
        if s.actor and s.kind in ("igo", "bloc") and s.statements and _is_close(actor(s.actor))
    }
    found: dict[str, tuple[Dissent, ...]] = {}
    for one in sections:
        known = actor(one.actor) if one.actor else None
        own = {c: bodies[c] for c in (known.memberships if known else ()) if c in bodies}
        apart = _from_texts(one, own, mentions)
        told = (apart.get(code) or _dissent(one, body) for code, body in own.items())
        if one.actor and (held := tuple(filter(None, told))):
            found[one.actor] = held
    return found


def _is_close(body: Actor | None) -> bool:
    """Whether a body is of some states, not of nearly all."""
    return body is not None and 0 < len(body.members) <= MOST_MEMBERS


def _dissent(one: Section, body: Section) -> Dissent | None:
    assert body.actor is not None
    against = [e for e in one.statements if body.actor in e.fullest.targets and e.types & DIFFERS]
    if against:
        return Dissent(body.actor, body.name, against[0].fullest.statement.id, None)
    if {one.posture, body.posture} != {"backs", "critical"}:
        return None
    if min(_count(one), _count(body)) < FEWEST_TAKEN:
        return None
    own = next(e for e in one.statements if e.posture == one.posture)
    theirs = next(e for e in body.statements if e.posture == body.posture)
    return Dissent(body.actor, body.name, own.fullest.statement.id, theirs.fullest.statement.id)


def _count(one: Section) -> int:
    """How often an actor takes its side; 0 where it takes the other too."""
    taken = [e.posture for e in one.statements if e.posture in ("backs", "critical")]
    return len(taken) if set(taken) == {one.posture} else 0


def _from_texts(
    one: Section, bodies: Mapping[str, Section], mentions: Mentions
) -> dict[str, Dissent]:
    """The bodies from whose text a member says that it stands apart."""
    found: dict[str, Dissent] = {}
    told = ((entry, said) for entry in one.statements for said in entry.sightings if bodies)
    for entry, said in told:
        named = mentions.get(said.article.id, ())
        held = (b for b in _bodies(said, bodies, named) if _stands_apart(one, said, b, named))
        body = next(held, None)
        if body is not None and body.actor and body.actor not in found:
            theirs = _before(said, body)
            says = theirs.fullest.statement.id if theirs else None
            found[body.actor] = Dissent(body.actor, body.name, entry.fullest.statement.id, says)
    return found


def _bodies(
    said: Sighting, bodies: Mapping[str, Section], named: Sequence[Mention]
) -> Iterator[Section]:
    """The bodies that a text may be of: those named around it, then those that spoke in the article before."""
    around = [c for m in named if said.context.span.contains(m.span) for c in m.actors]
    spoke = (c for c, body in bodies.items() if _before(said, body))
    return (bodies[code] for code in dict.fromkeys(chain(around, spoke)) if code in bodies)


def _before(said: Sighting, body: Section) -> Entry | None:
    """The last that a body said before in the same article."""
    told = [
        (s.statement.extent.start, entry)
        for entry in body.statements
        for s in entry.sightings
        if s.article.id == said.article.id
        and s.statement.extent.start < said.statement.extent.start
    ]
    return max(told, key=lambda held: held[0])[1] if told else None


def _stands_apart(one: Section, said: Sighting, body: Section, named: Sequence[Mention]) -> bool:
    """Whether a member's own words, or its reporter's, keep it out of a text of the body."""
    where = said.statement.extent
    is_named = any(body.actor in m.actors for m in named if said.context.span.contains(m.span))
    for start, only_texts in _wordings(where, said.article.text):
        if not only_texts and not is_named:
            continue
        others = [
            m for m in named
            if m.head and where.start <= m.span.start < start and body.actor not in m.actors
        ]  # fmt: skip
        if not others or one.actor in max(others, key=lambda m: m.span.start).actors:
            return True
    return False


def _wordings(where: Span, text: str) -> Iterator[tuple[int, bool]]:
    """Where it is told that somebody stands apart from a text, and whether so of nothing but common texts."""
    words = [
        (m.start(), m.group().casefold()) for m in _WORD.finditer(text, where.start, where.end)
    ]
    told = [word for _, word in words]
    for at in range(len(told)):
        for kind in ("formula", "apart", "part", "against"):
            size = _length(told, at, _phrases(kind))
            denied = _is_denied(told[max(0, at - _BEFORE) : at])
            if not size or denied != (kind in ("formula", "part")):
                continue
            if not _texts().isdisjoint(told[at + size : at + size + _NEAR]):
                yield words[at][0], kind in ("formula", "apart")


def _length(told: Sequence[str], at: int, phrases: Iterable[tuple[str, ...]]) -> int:
    return max((len(p) for p in phrases if tuple(told[at : at + len(p)]) == p), default=0)


def _is_denied(before: Sequence[str]) -> bool | None:
    """Whether what follows is denied; None where it is not real."""
    held = load("en").words("roundup", "dissent")
    if not held["unreal"].isdisjoint(before):
        return None
    spaced = f" {' '.join(before)} "
    # "didn't" is two words here, the second "t".
    return any(f" {word} " in spaced for word in (*held["denied_by"], "t"))


@cache
def _phrases(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in load("en").table("roundup", "dissent")[kind])


@cache
def _texts() -> frozenset[str]:
    return load("en").words("roundup", "dissent")["texts"]
