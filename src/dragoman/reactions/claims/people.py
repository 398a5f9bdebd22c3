"""The people that a sentence counts: totals, their parts, sums, revisions, and none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.reactions.claims.counts import Count, counts, noun_phrase
from dragoman.reactions.claims.found import Counted, Found
from dragoman.reactions.claims.links import Linker
from dragoman.reactions.claims.none import none
from dragoman.reactions.claims.parts import beside_part, is_part, joined
from dragoman.reactions.claims.sums import summed
from dragoman.reactions.claims.words import Link, Sentence

_DEFAULT = "people"
_GAP = 4
_FAR = 20


def people(s: Sentence) -> list[Found]:
    """The claims about people in a sentence, in order."""
    found = counts(s)
    zeros, spent = none(s, found)
    left = [c for c in found if c.start not in spent and not _is_no_count(s, c)]
    old = _replaced(s, left)
    spent.update(old.values())
    linked = _linked(s, [c for c in left if c.start not in spent], found)
    values = {c.start: c.low for c in found}
    counted = [replace(one, replaces=values.get(old.get(one.count.start, -1))) for one in linked]
    return _written(s, [*zeros, *summed(s, counted)])


def _is_no_count(s: Sentence, count: Count) -> bool:
    """Whether one person speaks here ("19 dead, the director said"), or "not one" did."""
    speaks = bool(count.single) and s.has("grammar.reporting", count.end)
    return speaks or (s.low(count.start - 1) == "not" and count.low == 1)


def _replaced(s: Sentence, found: Sequence[Count]) -> dict[int, int]:
    """Which count is the older value of which: "from 26 to 44", "44, up from 26"."""
    old: dict[int, int] = {}
    for n, count in enumerate(found):
        near = range(max(0, count.start - 5), count.start)
        told = next((k for k in reversed(near) if s.has("revision.old", k)), None)
        if count.single or told is None or not _is_old(s, told, count):
            continue
        nexts = found[n + 1] if n + 1 < len(found) else None
        follows = nexts and s.low(nexts.start - 1) == "to" and nexts.start - count.end <= _GAP
        newer = nexts if follows else found[n - 1] if n else None
        if newer:
            old[newer.start] = count.start
    return old


def _is_old(s: Sentence, told: int, count: Count) -> bool:
    """Whether the word before a count makes it an older value, and no place or origin."""
    if s.low(told) in ("against", "compared"):
        return count.noun == "none" and count.start - told <= 2
    if s.low(told) != "from":
        return any(s.has("revision.totals", k) for k in range(told + 1, count.start))
    if told == count.start - 1:
        changed = s.any("revision.changers") or s.low(told - 1) in ("up", "down")
        return count.noun in ("none", "people") and changed
    return any(s.has("revision.old", k) for k in range(told + 1, count.start))


def _linked(s: Sentence, left: Sequence[Count], every: Sequence[Count]) -> list[Counted]:
    linker = Linker(s, every)
    wholes = {count.whole for count in left}
    links = {c.start: _of_whole(linker.link(c), c, c.start in wholes) for c in left}
    _taken_together(s, left, links)
    done: list[Counted] = []
    for count in left:
        link = links[count.start]
        base = _base(s, count, done, links)
        if _is_total(s, count) and done:
            link = link or _as(done[-1].link, count)
            _tie_increment(done, count, link.quantity)
        elif link is None and base is not None:
            link = _as(base, count)
        elif link is None:
            link = _shared(s, count, done) or linker.told(count) or _echoed(s, count, done)
        if link is not None:
            whole = base is not None and base.quantity == link.quantity
            start = _base_start(count, done) if whole else None
            done.append(Counted(count, link, start, base is None and is_part(s, count)))
    return [one for n, one in enumerate(done) if _kept(s, one, done[max(0, n - 1) : n + 2])]


def _of_whole(link: Link | None, count: Count, whole: bool) -> Link | None:
    """The link of a count; of three of the four suspects who were arrested, only the three were."""
    apart = link is not None and link.how == "right" and link.start > count.end
    return None if whole and apart else link


def _as(link: Link, count: Count) -> Link:
    return Link(link.quantity, count.start, count.end, "inherited")


def _base(
    s: Sentence, count: Count, done: Sequence[Counted], links: dict[int, Link | None]
) -> Link | None:
    """The link of the total to which a count belongs as a part, if it is one."""
    if count.whole is not None:
        return links.get(count.whole)
    bare = count.noun == "none" and s.low(count.start - 1) == "with"
    with_them = bare and s.low(count.start - 2) == ","
    part = with_them or is_part(s, count) or beside_part(s, count, done)
    return _last_total(done).link if part and done else None


def _base_start(count: Count, done: Sequence[Counted]) -> int | None:
    if count.whole is not None:
        return count.whole
    return _last_total(done).count.start if done else None


def _last_total(done: Sequence[Counted]) -> Counted:
    return next((one for one in reversed(done[-_FAR:]) if one.base is None), done[-1])


def _is_total(s: Sentence, count: Count) -> bool:
    """Whether the count is a total that the sentence arrives at: bringing the total to 30."""
    for at in range(count.start - 1, max(-1, count.start - 8), -1):
        if s.has("revision.totals", at):
            near = range(max(0, at - 4), at)
            brought = any(s.has("revision.bringers", k) for k in near)
            return brought and s.has("revision.values", count.start - 1)
    return False


def _tie_increment(done: list[Counted], total: Count, quantity: str) -> None:
    """Makes the last claim a part of the new total, where it was an increment to it."""
    last = done[-1]
    if last.link.quantity == quantity and last.base is None:
        done[-1] = replace(last, base=total.start)


def _taken_together(s: Sentence, left: Sequence[Count], links: dict[int, Link | None]) -> None:
    """Gives both of two counts what is said behind the second: took 37 men and 12 boys to hospital."""
    for one, other in pairwise(left):
        own, later = links[one.start], links[other.start]
        weak = own is None or own.how in ("noun", "weak")
        if weak and later and later.how == "after" and joined(s, one.end, other.start):
            links[one.start] = _as(later, one)


def _echoed(s: Sentence, count: Count, done: Sequence[Counted]) -> Link | None:
    """The link of an earlier total for another's count of it: "… ; the police speak of nine"."""
    if not done or count.noun != "none" or count.single:
        return None
    at = s.back(count.start)
    said = s.ending_of("grammar.counting", at)
    parted = any(s.low(k) in (";", ",", "while") for k in range(done[-1].count.end, at))
    return _as(_last_total(done).link, count) if said and parted else None


def _shared(s: Sentence, count: Count, done: Sequence[Counted]) -> Link | None:
    """The link of the count before, where "and" or a comma joins this one to it."""
    if (
        not done
        or count.noun == "things"
        or done[-1].link.how not in ("object", "act", "inherited", "shared")
    ):
        return None
    last = done[-1]
    if last.base is None and joined(s, last.count.end, count.start):
        return Link(last.link.quantity, last.link.start, last.link.end, "shared")
    return None


def _kept(s: Sentence, one: Counted, near: Sequence[Counted]) -> bool:
    """Whether one person named by "the" or "his" is counted: only beside others, or as a part."""
    if one.count.single != "definite" or one.base is not None:
        return True
    beside = any(
        other is not one
        and other.link.quantity == one.link.quantity
        and (
            joined(s, other.count.end, one.count.start)
            or joined(s, one.count.end, other.count.start)
        )
        for other in near
    )
    own = s.has("grammar.possessives", one.count.start) and one.link.start == one.count.end
    return beside or (own and len(near) > 1)


def _written(s: Sentence, counted: Sequence[Counted]) -> list[Found]:
    """The claims with the indexes of their totals."""
    places = {_key(one): n for n, one in enumerate(counted)}
    found = [replace(_found(s, one), part_of=_index(one, places)) for one in counted]
    return [_of_total(one, found) for one in found]


def _of_total(one: Found, found: Sequence[Found]) -> Found:
    """A part that names nobody, of those whom its total counts."""
    if one.part_of is None or one.population is not None:
        return one
    return replace(one, population=found[one.part_of].population)


def _key(one: Counted) -> int:
    """The start of the count; negative for a sum, which begins where its first part does."""
    return -one.count.start - 1 if one.text else one.count.start


def _index(one: Counted, places: dict[int, int]) -> int | None:
    if one.base is None:
        return None
    return places.get(one.base, places.get(-one.base - 1))


def _found(s: Sentence, one: Counted) -> Found:
    count, link = one.count, one.link
    start, end = min(count.start, link.start), max(count.end, link.end)
    text = one.text or s.span(count.start, count.numbered).of(s.text)
    if count.single or count.high == 0:
        text = one.text or s.span(count.start, count.end).of(s.text)
    said = link.how == "noun" and link.quantity != "protesters" and link.end == count.end
    default = _DEFAULT if link.how == "toll" else None
    population = None if said else count.population or _told_of(s, one) or default
    return Found(
        _quantity(s, link.quantity, population),
        text,
        s.span(start, end),
        s.span(count.start, count.numbered),
        count.low,
        count.high,
        count.bound,
        population,
        partial=one.partial,
        replaces=one.replaces,
    )


def _quantity(s: Sentence, told: str, population: str | None) -> str:
    """Soldiers who cross a border, or are brought out, are troops and nobody who fled."""
    last = (population or "").lower().split()[-1:]
    moved = told in ("displaced", "evacuated")
    return "troops" if moved and last and s.words.has("troops.weak", last[0]) else told


def _told_of(s: Sentence, one: Counted) -> str | None:
    """Who the counted are said to be: of the 29, four were children."""
    at = one.count.end + 1
    if one.base is None or not s.has("grammar.be", one.count.end):
        return None
    named = noun_phrase(s, at)
    return named.population if named.noun == "people" else None
