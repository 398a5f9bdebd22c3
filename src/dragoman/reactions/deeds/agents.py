"""Who did it: the actors that the noun phrase of a clause names as agents, and how surely."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.reactions.deeds.clauses import Line, Range, Word
from dragoman.records import Mention

_STATE = re.compile(r"[A-Z]{3}\Z")
_NAMED, _MODIFIER, _OWNER, _HOST, _PRONOUN = 0.95, 0.9, 0.85, 0.7, 0.8
_QUALIFYING = frozenset(("with", "for", "under", "by", "including"))
_POSSESSIVE = frozenset(("'s", "’s", "’", "'"))


@dataclass(frozen=True, slots=True)
class Agents:
    """The actors of a deed, where their phrase begins and ends, and how surely they did it."""

    actors: tuple[str, ...]
    part: Range
    confidence: float
    person: bool = False


def is_state(mention: Mention, word: Word) -> bool:
    """Whether a mention means a state, as far as its code can tell."""
    return all(_STATE.match(code) and code != word.text for code in mention.actors)


def agents(line: Line, part: Range, host: str | None) -> Agents | None:
    """The actors that a noun phrase names as agents; None where it names none."""
    part = _stripped(line, part)
    if part.lo >= part.hi:
        return None
    core = _uncounted(line, part)
    head = _head_end(line, core)
    found = [_of_conjunct(line, one) for one in _conjuncts(line, Range(core.lo, head))]
    named = [one for one in found if one is not None]
    if named:
        return _joined(named, part)
    one = _owners(line, core, head) or _host(line, core, head, host) or _pronoun(line, core)
    return replace(one, part=part) if one else None


def _uncounted(line: Line, part: Range) -> Range:
    """Without "dozens of" and the like before the noun."""
    lo = part.lo
    while (
        lo + 2 < part.hi
        and line.low(lo + 1) == "of"
        and line.low(lo) in line.lexicon.organs["counts"]
    ):
        lo += 2
    return replace(part, lo=lo)


def _joined(found: list[Agents], part: Range) -> Agents:
    actors = tuple(dict.fromkeys(code for one in found for code in one.actors))
    sure = min(one.confidence for one in found)
    return Agents(actors, part, sure, any(one.person for one in found))


def _stripped(line: Line, part: Range) -> Range:
    """Without what introduces the clause: "and then", "On Friday", "In the capital"."""
    lo, hi = part.lo, part.hi
    while lo < hi:
        word = line.words[lo]
        if word.mention is not None:
            break
        if line.has(lo, "conjunctions", "adverbs") or word.dated or word.low in (",", "'"):
            lo += 1
        elif line.has(lo, "prepositions") and word.low not in ("no",):
            lo = _after_place(line, lo + 1, hi)
        else:
            break
    return Range(lo, hi, part.shared)


def _after_place(line: Line, lo: int, hi: int) -> int:
    """Behind the name, day or noun that a leading preposition takes: "During the war X fired"."""
    at = lo
    while at < hi and (line.has(at, "determiners") or line.words[at].dated):
        at += 1
    if at > lo and line.words[at - 1].dated and line.words[lo].dated:
        return at
    mention = line.words[at].mention if at < hi else None
    if mention is not None:
        while at < hi and line.words[at].mention is mention:
            at += 1
        return at
    following = next((i for i in range(at, hi) if line.words[i].mention), None)
    if following is None or any(line.has(i, "prepositions") for i in range(at, following)):
        return min(at + 1, hi)
    return following


def _head_end(line: Line, part: Range) -> int:
    """Where the first noun phrase ends: at a preposition, a comma of no list, a participle."""
    for at in range(part.lo + 1, part.hi):
        if line.words[at].mention is not None and line.words[at].low != "'s":
            continue
        if line.has(at, "prepositions") or (line.low(at) == "," and not line.list_comma(at)):
            return at
        if line.finite(at) and line.low(at + 1) == "by":
            return at
    return part.hi


def _conjuncts(line: Line, part: Range) -> list[Range]:
    """The members of "A, B and C", none of them empty."""
    found, lo = [], part.lo
    for at in range(part.lo, part.hi + 1):
        inside = at < part.hi and line.words[at].mention is None
        if at == part.hi or (inside and (line.low(at) == "," or line.has(at, "conjunctions"))):
            if lo < at:
                found.append(Range(lo, at))
            lo = at + 1
    return found


def _of_conjunct(line: Line, part: Range) -> Agents | None:
    words = [word for word in line.words[part.lo : part.hi] if not word.dated]
    last = max((n for n, word in enumerate(words) if word.mention), default=-1)
    mention = words[last].mention if last >= 0 else None
    if mention is None or not mention.actors:
        return None
    tail = [word for word in words[last + 1 :] if word.low not in _POSSESSIVE]
    tail = [word for word in tail if not _is_manner(word)]
    around = [word.low for word in words if word.mention is not mention]
    if _is_excluded(line, around, is_state(mention, words[last])):
        return None
    person = mention.form in ("person", "title") or bool(_organs(line, around, "state"))
    if tail:
        lows = [w.low for w in tail]
        if not _is_organ(line, lows, mention, words[last]) or _is_municipal(line, lows, mention):
            return None
        return Agents(mention.actors, part, _MODIFIER, person)
    if not mention.head and not _heads_list(line, part):
        return None
    return Agents(mention.actors, part, _NAMED, person)


def _is_municipal(line: Line, lows: list[str], mention: Mention) -> bool:
    """Whether these are the police or courts of a city, which is not its state."""
    return mention.form == "capital" and bool(_organs(line, lows, "municipal"))


def _is_manner(word: Word) -> bool:
    return word.low.endswith("ly") and not word.capital


def _heads_list(line: Line, part: Range) -> bool:
    """Whether a bare adjective shares the noun behind "and": "Turkish and Russian troops"."""
    nearby = line.words[part.hi : part.hi + 4]
    return len(nearby) > 2 and nearby[0].low == "and" and nearby[1].mention is not None


def _is_excluded(line: Line, lows: list[str], state: bool) -> bool:
    organs = line.lexicon.organs
    own = frozenset() if state else organs["fighters"]
    return any(low in organs["excluded"] and low not in own for low in lows)


def _organs(line: Line, lows: list[str], *names: str) -> list[str]:
    return [low for low in lows if any(low in line.lexicon.organs[name] for name in names)]


def _is_organ(line: Line, lows: list[str], mention: Mention, word: Word) -> bool:
    """Whether the nouns behind a mention are a body or the forces of the actor."""
    names = ("state", "forces") if is_state(mention, word) else ("state", "forces", "fighters")
    return bool(_organs(line, lows, *names)) or any(
        low in line.lexicon.classes["forces"] or low in line.lexicon.organs["linked"]
        for low in lows
    )


def _owners(line: Line, part: Range, head: int) -> Agents | None:
    """The actors behind "of" or "from": "troops from A and B", "the president of C"."""
    lows = line.lows(Range(part.lo, head))
    if _is_excluded(line, lows, state=True) and not _organs(line, lows, "fighters"):
        return None
    forces = any(low in line.lexicon.classes["forces"] for low in lows)
    if not forces and not _organs(line, lows, "state", "forces", "fighters"):
        return None
    at = head
    while at < part.hi:
        stop = _next_preposition(line, at + 1, part.hi)
        local = line.low(at) == "in" and bool(_organs(line, lows[-1:], "local"))
        if line.low(at) in ("of", "from") or (line.low(at) == "by" and forces) or local:
            found = [_of_conjunct(line, one) for one in _conjuncts(line, Range(at + 1, stop))]
            named = [one for one in found if one is not None]
            if local and not named:
                named = _in_state(line, Range(at + 1, stop))
            if named:
                person = bool(_organs(line, lows, "state"))
                joined = _joined(named, part)
                return Agents(joined.actors, part, _OWNER, person)
        elif line.has(at, "prepositions") and line.low(at) not in _QUALIFYING:
            return None
        at = stop
    return None


def _in_state(line: Line, part: Range) -> list[Agents]:
    """The state in which local authorities are: "police in Ruritania's second city"."""
    words = [word for word in line.words[part.lo : part.hi] if word.mention]
    if not words or words[0].mention is None or not is_state(words[0].mention, words[0]):
        return []
    return [Agents(words[0].mention.actors, part, _OWNER)]


def _next_preposition(line: Line, at: int, hi: int) -> int:
    while at < hi and (line.words[at].mention is not None or not line.has(at, "prepositions")):
        at += 1
    return at


def _host(line: Line, part: Range, head: int, host: str | None) -> Agents | None:
    """The host's own organs, which need no adjective in its news: "police fired"."""
    words = [word for word in line.words[part.lo : head] if not word.dated]
    if host is None or not words or any(w.mention for w in line.words[part.lo : part.hi]):
        return None
    lows = [word.low for word in words]
    named = any(word.capital and not _is_plain(line, word.low) for word in words)
    foreign = named or _is_excluded(line, lows, state=True)
    if foreign or not any(low in line.lexicon.organs["host"] for low in lows[-2:]):
        return None
    return Agents((host,), part, _HOST, lows[-1] in ("president", "minister"))


def _is_plain(line: Line, low: str) -> bool:
    """Whether a word that opens a sentence is no name: "Riot police", "Local officials"."""
    lists = ("determiners", "owners", "adverbs")
    known = low in line.lexicon.nouns or low in line.lexicon.organs["plain"]
    return known or any(low in line.lexicon.grammar[name] for name in lists)


def _pronoun(line: Line, part: Range) -> Agents | None:
    """A pronoun behind a verb of saying is the one who says it: "X said it had sent …"."""
    if (
        part.hi - part.lo != 1
        or not line.has(part.lo, "pronouns")
        or line.low(part.lo) in ("i", "we")
    ):
        return None
    at = line.skip_back(part.lo)
    if at >= 0 and line.low(at) == "that":
        at = line.skip_back(at)
    if at < 0 or not line.finite(at) or not line.lexicon.governs(line.low(at), "reporting"):
        return None
    subject = line.subject(line.group_start(at))
    if subject is None or (subject.hi - subject.lo == 1 and line.has(subject.lo, "pronouns")):
        return None
    found = agents(line, subject, None)
    sure = _PRONOUN * found.confidence if found else 0.0
    return Agents(found.actors, part, sure, found.person) if found else None
