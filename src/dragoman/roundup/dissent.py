"""Members that stand apart from a body of theirs: by its texts, by words against it, or by the side they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from dragoman.languages.data import load
from dragoman.records import Actor, Mention, Span
from dragoman.roundup.page import Dissent, Entry, Section, Sighting
from dragoman.roundup.sections import Lookup

Mentions = Mapping[str, Sequence[Mention]]
"""The mentions of each article, by its id."""
DIFFERS = frozenset({"reject", "condemn", "accuse", "deny", "question"})
FEWEST_TAKEN = 2
"""How often member and body must each take a side, and never the other, for these to be told as apart."""
MOST_MEMBERS = 60
_NEAR = 5
"""Words after which the text must be named that a member stands apart from."""
_BEFORE = 4
"""Words before that may tell that a wording is not real."""
_OWNER = 4
"""Words after "of" in which whose text it is must be named."""
_WORD = re.compile(r"[^\W_]+")
_COMMON = ("formula", "apart")
"""The wordings of which nothing but common texts is the object."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """That somebody stands apart from a text: by which kind of words, and where they end in the article.

    `subject` is the word before them, None where they begin what was said; `owned` the words that tell whose text
    it is.
    """

    kind: str
    end: int
    subject: Span | None
    owned: Span | None


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
        body = _whose_text(one, said, bodies, mentions.get(said.article.id, ()))
        if body is not None and body.actor and body.actor not in found:
            theirs = _before(said, body)
            says = theirs.fullest.statement.id if theirs else None
            found[body.actor] = Dissent(body.actor, body.name, entry.fullest.statement.id, says)
    return found


def _whose_text(
    one: Section, said: Sighting, bodies: Mapping[str, Section], named: Sequence[Mention]
) -> Section | None:
    """The body from whose text a member's own words, or its reporter's, keep it out; None where none do."""
    text = said.article.text
    own = [m.span for m in named if one.actor in m.actors]
    told = [w for w in _wordings(said.statement.extent, text) if _is_ones_own(w.subject, own, text)]
    if not told:
        return None
    near = [m for m in named if said.context.span.contains(m.span)]
    for body in _bodies(said, bodies, near):
        places = [m.span for m in near if body.actor in m.actors]
        if any(_is_of_body(wording, places) for wording in told):
            return body
    return None


def _bodies(
    said: Sighting, bodies: Mapping[str, Section], near: Sequence[Mention]
) -> Iterator[Section]:
    """The bodies that a text may be of: those named around it, then those that spoke in the article before."""
    around = (code for m in near for code in m.actors)
    spoke = (code for code, body in bodies.items() if _before(said, body))
    return (bodies[code] for code in dict.fromkeys(chain(around, spoke)) if code in bodies)


def _before(said: Sighting, body: Section) -> Entry | None:
    """The last that a body said before in the same article."""
    at = said.statement.extent.start
    told = [
        (s.statement.extent.start, entry)
        for entry in body.statements
        for s in entry.sightings
        if s.article.id == said.article.id and s.statement.extent.start < at
    ]
    return max(told, key=lambda held: held[0])[1] if told else None


def _is_ones_own(subject: Span | None, own: Sequence[Span], text: str) -> bool:
    """Whether the word before a wording leaves the speaker its subject: a pronoun, its name, or a word for it."""
    if subject is None or any(subject.overlaps(span) for span in own):
        return True
    return subject.of(text).casefold() in _words("own_subject")


def _is_of_body(wording: _Wording, places: Sequence[Span]) -> bool:
    """Whether the text may be the body's, which is named at `places`; some wordings are of common texts alone."""
    if wording.kind in _COMMON:
        return True
    if wording.owned is not None and not any(map(wording.owned.overlaps, places)):
        return False
    if wording.kind == "part":
        return bool(places)
    return any(place.start >= wording.end for place in places)


def _wordings(where: Span, text: str) -> Iterator[_Wording]:
    """Where it is told that somebody stands apart from a text."""
    found = list(_WORD.finditer(text, where.start, where.end))
    low = [m.group().casefold() for m in found]
    for at in range(len(found)):
        for kind in ("formula", "apart", "part", "against"):
            size = _length(low, at, kind)
            if not size or _is_unreal([m.group() for m in found[max(0, at - _BEFORE) : at]]):
                continue
            denial = _denial(low, at)
            if bool(denial) != (kind in ("formula", "part")):
                continue
            noun = _noun(low, at + size, kind)
            if noun is None:
                continue
            subject = _subject(found, low, at - denial)
            yield _Wording(kind, found[at + size - 1].end(), subject, _owner(found, noun))


def _subject(found: Sequence[re.Match[str]], low: Sequence[str], before: int) -> Span | None:
    """The word before a wording and its auxiliaries."""
    while before and low[before - 1] in _words("auxiliaries"):
        before -= 1
    return Span(*found[before - 1].span()) if before else None


def _noun(low: Sequence[str], at: int, kind: str) -> int | None:
    """Where, soon after a wording, the text stands that it is of."""
    texts = _words("texts") - (_words("ambiguous") if kind == "against" else frozenset())
    return next((n for n in range(at, min(len(low), at + _NEAR)) if low[n] in texts), None)


def _owner(found: Sequence[re.Match[str]], noun: int) -> Span | None:
    """The words after "of" that tell whose a text is, if there are any."""
    after = found[noun + 1 : noun + 2 + _OWNER]
    if len(after) < 2 or after[0].group().casefold() not in ("of", "by", "from"):
        return None
    return Span(after[1].start(), after[-1].end())


def _length(low: Sequence[str], at: int, kind: str) -> int:
    """How many words of a kind of wordings begin here."""
    phrases = _phrases(kind).get(low[at], ())
    return max((len(p) for p in phrases if tuple(low[at : at + len(p)]) == p), default=0)


def _denial(low: Sequence[str], at: int) -> int:
    """How many words right before a wording deny it."""
    if at and low[at - 1] == "t":  # "didn't" is two words here
        return 1
    phrases = (p for held in _phrases("denied_by").values() for p in held)
    return max((len(p) for p in phrases if tuple(low[max(0, at - len(p)) : at]) == p), default=0)


def _is_unreal(before: Sequence[str]) -> bool:
    """Whether what follows is not done, or only thought of; "May" is a month."""
    return not _words("unreal").isdisjoint(w if w == "May" else w.casefold() for w in before)


@cache
def _phrases(kind: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in load("en").table("roundup", "dissent")[kind]:
        found.setdefault(text.split()[0], []).append(tuple(text.split()))
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return load("en").words("roundup", "dissent")[name]
