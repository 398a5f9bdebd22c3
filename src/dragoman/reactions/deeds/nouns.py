"""Acts told by nouns: "Ruritanian airstrikes on X", "at the request of Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.reactions.deeds.agents import Agents, agents
from dragoman.reactions.deeds.clauses import Line, Range
from dragoman.reactions.deeds.governors import groups
from dragoman.reactions.deeds.lexicon import Frame
from dragoman.reactions.deeds.parts import (
    Act,
    agent_end,
    aimed_at,
    any_of,
    both_sides,
    phrases,
    place,
    preposition,
    span_of,
)
from dragoman.records import Modality

NOMINAL, REQUEST = 0.65, 0.85
_AHEAD = frozenset(("deploy", "withdraw", "evacuate", "consult"))


def nominal(line: Line, at: int, host: str | None) -> Iterator[Act]:
    """Acts told by a noun: "Ruritanian airstrikes on X", "a visit by the emir to Y"."""
    lo = _noun_start(line, at)
    unreal = line.lexicon.noise["unreal"]
    if any(line.low(i) in unreal for i in range(max(0, lo - 4), at)):
        return
    end = line.phrase_end(at)
    for frame in line.lexicon.by_noun[line.low(at)]:
        if not _fits_noun(line, Range(at + 1, end), frame):
            continue
        found = _noun_agents(line, Range(lo, at), Range(at + 1, end), frame)
        modality: Modality = "asserted"
        announced = found is None
        if found is None:
            found, modality = _of_announcer(line, lo, Range(at + 1, end), frame, host)
        if found is None:
            continue
        targets = _noun_targets(line, Range(at + 1, end), frame, found)
        if not targets and not announced and frame.type not in ("deploy", "withdraw"):
            continue
        actors = both_sides(found.actors, targets) if frame.both else found.actors
        who = Agents(actors, found.part, found.confidence)
        span, sure = span_of(line, lo, max(end, at + 1)), round(found.confidence * NOMINAL, 3)
        where = place(line, Range(at + 1, end), frame.type)
        yield Act(frame.type, frame.act, who, targets, modality, span, where, sure, span)
        return


def _fits_noun(line: Line, after: Range, frame: Frame) -> bool:
    """Whether the noun has its object behind it; an attack or a visit needs none but its target."""
    classes = tuple(name for name in frame.objects if name in line.lexicon.classes)
    free = frame.type in ("assault", "consult", "deploy", "withdraw") or not classes
    return free or any_of(line, line.lows(after), classes)


def _noun_start(line: Line, at: int) -> int:
    """Where the noun phrase begins whose noun stands at `at`."""
    lo = at
    while lo > 0 and at - lo < 8:
        word = line.words[lo - 1]
        if word.mention is None and word.low not in ("'s", "’s"):
            adjective = word.low.isalpha() and not line.has(
                lo - 1, "prepositions", "conjunctions", "subordinators", "relatives", "pronouns"
            )
            if not adjective or line.finite(lo - 1) or word.dated:
                break
        lo -= 1
    return lo


def _noun_agents(line: Line, before: Range, after: Range, frame: Frame) -> Agents | None:
    for at in range(after.lo, after.hi):
        if line.low(at) == "by" and line.words[at].mention is None:
            return agents(line, Range(at + 1, agent_end(line, at + 1, after.hi)), None)
    if frame.type in ("deploy", "withdraw") and line.low(after.lo) == "of":
        owner = agents(line, Range(after.lo + 1, preposition(line, after.lo + 1, after.hi)), None)
        forces = any_of(line, line.lows(after), ("forces",))
        if owner is not None or not forces:
            return owner
    words = line.words[before.lo : before.hi]
    last = max((n for n, word in enumerate(words) if word.mention), default=-1)
    moves = frame.type in ("deploy", "withdraw")
    if last < 0 or (moves and not any_of(line, line.lows(after), ("forces",))):
        return None
    tail = [word.low for word in words[last + 1 :] if word.low not in ("'s", "’s")]
    if any(low in line.lexicon.organs["excluded"] for low in tail):
        return None
    mention = words[last].mention
    return Agents(mention.actors, before, 0.9) if mention else None


def _of_announcer(
    line: Line, lo: int, after: Range, frame: Frame, host: str | None
) -> tuple[Agents | None, Modality]:
    """Who "announced the deployment of 200 troops" sends them; told as done once it began."""
    verb = lo - 1
    if verb < 0 or line.low(after.lo) != "of":
        return None, "asserted"
    lemmas = {form.lemma for form in line.forms(verb)}
    begun = lemmas & line.lexicon.verbs["begun"]
    if not begun and not lemmas & line.lexicon.verbs["announced"]:
        return None, "asserted"
    ahead = not begun and frame.type in _AHEAD
    for group in groups(line, verb):
        if group.subject and not group.passive and group.modality == "asserted":
            return agents(line, group.subject, host), "planned" if ahead else "asserted"
    return None, "asserted"


def _noun_targets(line: Line, part: Range, frame: Frame, found: Agents) -> tuple[str, ...]:
    leads = (*frame.targets, "on", "against", "to", "of")
    regions = list(phrases(line, part.lo, part.hi))
    taken = aimed_at(line, regions, replace(frame, targets=leads), found.actors)
    return tuple(dict.fromkeys(taken))


def request(line: Line, at: int) -> Iterator[Act]:
    """Help that was asked for without words: "at the request of X"."""
    lead = _noun_start(line, at) - 1
    if lead < 0 or line.low(lead) not in ("at", "following", "after"):
        return
    lo = lead + 1
    end = line.phrase_end(at)
    named = Range(at + 2, end) if line.low(at + 1) in ("of", "from", "by") else Range(lo, at)
    found = agents(line, _without_possessive(line, named), None)
    if found is None:
        return
    end = at + 1 if named.hi == at else min(end, preposition(line, named.lo, end))
    span = span_of(line, lead, max(end, at + 1))
    yield Act(
        "request-help", "request", found, _asked(line, lead, found), "asserted", span, None,
        round(found.confidence * REQUEST, 3), span,
    )  # fmt: skip


def _asked(line: Line, lead: int, asking: Agents) -> tuple[str, ...]:
    """Whoever acts at the request: the subject of the verb before it."""
    verb = line.verb_before(lead)
    subject = None if verb is None else line.subject(line.group_start(verb))
    found = agents(line, subject, None) if subject else None
    return tuple(code for code in found.actors if code not in asking.actors) if found else ()


def _without_possessive(line: Line, part: Range) -> Range:
    hi = part.hi
    while hi > part.lo and line.low(hi - 1) in ("'s", "’s", "'", "’"):
        hi -= 1
    return Range(part.lo, hi)
