"""The acts that one sentence tells: which frame a verb fills, with which object and target."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.reactions.deeds.agents import Agents, agents, is_state
from dragoman.reactions.deeds.clauses import Line, Range
from dragoman.reactions.deeds.governors import Group, groups
from dragoman.reactions.deeds.lexicon import Frame
from dragoman.reactions.deeds.nouns import nominal, request
from dragoman.reactions.deeds.parts import (
    Act,
    Clause,
    agent_end,
    aimed_at,
    any_of,
    both_sides,
    named,
    phrases,
    place,
    preposition,
    regions,
    span_of,
)
from dragoman.records import Span

ACTIVE, PASSIVE, SHARED, GERUND = 0.9, 0.85, 0.85, 0.8
_PARTICLES = frozenset(("up", "out", "down", "off", "back", "away", "home"))
_TAKES_IN = {"in": ("take", "send", "bring", "call"), "over": ("take", "hand", "turn")}
_FAR = 12
_HUMAN = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "ian", "ians", "ain", "ains")


_THINGS = ("forces", "aid")
"""Classes of things that are moved, not their figure or the plan of them."""


def acts(line: Line, host: str | None) -> Iterator[Act]:
    """Every act that the sentence tells with an agent, in the order of its verbs and nouns."""
    if _is_noise(line):
        return
    for at, word in enumerate(line.words):
        if word.mention is not None:
            continue
        for group in groups(line, at) if _tells(line, at) else ():
            found = _of_group(line, group, host)
            if found is not None:
                yield found
                break
        if word.low in line.lexicon.by_noun:
            yield from nominal(line, at, host)
        if word.low in line.lexicon.noise["request"]:
            yield from request(line, at)


def _tells(line: Line, at: int) -> bool:
    return any(form.lemma in line.lexicon.by_lemma for form in line.forms(at))


def _is_noise(line: Line) -> bool:
    """Whether the sentence is of sport, business or history."""
    text = f" {' '.join(word.low for word in line.words)} "
    kinds = ("sport", "business", "history")
    return any(f" {term} " in text for kind in kinds for term in line.lexicon.noise[kind])


def _of_group(line: Line, group: Group, host: str | None) -> Act | None:
    end = line.phrase_end(group.verb)
    clause = Clause(line, group, end, _objects(line, group, end), host)
    for frame, particle in line.lexicon.by_lemma.get(group.form.lemma, ()):
        if _fits(clause, frame, particle):
            found = _act(clause, frame)
            if found is not None:
                return found
    return None


def _objects(line: Line, group: Group, end: int) -> Range:
    """The object: the subject of a passive verb, else what stands up to the first preposition."""
    if group.passive:
        return group.subject or Range(group.verb, group.verb)
    lo = group.verb + 1
    while lo < end and (_is_particle(line, group, lo) or line.is_adverb(lo)):
        lo += 1
    return Range(lo, preposition(line, lo, end))


def _is_particle(line: Line, group: Group, at: int) -> bool:
    low = line.low(at)
    return low in _PARTICLES or group.form.lemma in _TAKES_IN.get(low, ())


def _fits(clause: Clause, frame: Frame, particle: str | None) -> bool:
    line, rest = clause.line, clause.rest
    far = Range(rest.lo, min(len(line.words), max(rest.hi + 3, rest.lo + 1), rest.lo + _FAR))
    if particle is not None and particle not in line.lows(far):
        return False
    if frame.after and not clause.group.passive and _is_stance(clause, frame):
        return False
    lows = line.lows(clause.objects)
    if frame.type != "consult" and any(low in line.lexicon.noise["figurative"] for low in lows):
        return False
    if frame.subjects:
        subject = clause.group.subject
        heads = line.lows(Range(subject.lo, subject.hi)) if subject else []
        return not clause.group.passive and any_of(line, heads, frame.subjects)
    return not frame.objects or any(_is_object(clause, name) for name in frame.objects)


def _is_stance(clause: Clause, frame: Frame) -> bool:
    """Whether the attack is one of words: "attacked Ruritania over its tariffs"."""
    return clause.line.low(clause.end) in frame.after or any(
        low in frame.after for low in clause.line.lows(clause.rest)[1:]
    )


def _is_object(clause: Clause, name: str) -> bool:
    line, part = clause.line, clause.objects
    words = line.words[part.lo : part.hi]
    if name == "actor":
        return any(word.mention and word.mention.head for word in words)
    if name == "membership":
        return bool(words) and all(
            word.mention is not None or word.low in ("the", "and", ",") or word.dated
            for word in words
        )
    if name == "name":
        return any(word.capital and not word.dated and not word.mention for word in words[1:])
    if name == "human":
        return any(word.low.endswith(_HUMAN) and not word.dated for word in words)
    lows = [word.low for word in words]
    told = lows if name in _THINGS else []
    about = next((n for n, low in enumerate(told) if low in line.lexicon.grammar["words_of"]), None)
    return any_of(line, lows[:about], (name,))


def _act(clause: Clause, frame: Frame) -> Act | None:
    line, group = clause.line, clause.group
    found = _agents(clause, frame)
    if found is None or not _may_act(line, found, frame):
        return None
    targets = _targets(clause, frame, found)
    if frame.both:
        found = Agents(
            both_sides(found.actors, targets), found.part, found.confidence, found.person
        )
        if len(found.actors) < 2:
            return None
    if frame.needs == "target" and not targets:
        return None
    if frame.joint and len(found.actors) < 2:
        return None
    adverbs = line.lows(Range(group.start, group.verb))
    return Act(
        type=frame.type,
        act=frame.act,
        agents=found,
        targets=targets,
        modality=group.modality,
        evidence=_evidence(clause, found),
        place=place(line, clause.rest, frame.type),
        confidence=round(found.confidence * _sure(group), 3),
        clause=_clause_span(clause),
        also="also" in adverbs,
        current=group.form.shape in ("s", "base") or line.low(group.start) in ("is", "are"),
    )


def _sure(group: Group) -> float:
    if group.form.shape == "ing" and group.subject and group.subject.shared:
        return GERUND
    if group.passive:
        return PASSIVE
    return SHARED if group.subject and group.subject.shared else ACTIVE


def _agents(clause: Clause, frame: Frame) -> Agents | None:
    line, group = clause.line, clause.group
    if not group.passive:
        return agents(line, group.subject, clause.host) if group.subject else None
    for at in range(group.verb + 1, clause.end):
        if line.low(at) == "by" and line.words[at].mention is None:
            stop = agent_end(line, at + 1, clause.end)
            return agents(line, Range(at + 1, stop), clause.host)
    owned = frame.type in ("deploy", "withdraw") and group.subject is not None
    return agents(line, group.subject, None) if owned and group.subject else None


def _may_act(line: Line, found: Agents, frame: Frame) -> bool:
    """A state protests by no march; only who holds an office resigns it."""
    if frame.type == "protest":
        words = line.words[found.part.lo : found.part.hi]
        named = [word for word in words if word.mention and not is_state(word.mention, word)]
        return bool(named)
    return not frame.officer or found.person


def _targets(clause: Clause, frame: Frame, found: Agents) -> tuple[str, ...]:
    """The targets of the first region that names any: the object, or behind a preposition."""
    line = clause.line
    if frame.type == "evacuate":
        return _evacuees(clause, found)
    taken = aimed_at(line, list(regions(clause)), frame, found.actors)
    if not taken and frame.type in ("deploy", "aid", "withdraw"):
        taken = _nominal_host(clause, frame) or _of_other_verb(clause, frame, found)
    return tuple(dict.fromkeys(taken))


def _evacuees(clause: Clause, found: Agents) -> tuple[str, ...]:
    lows, lexicon = clause.line.lows(clause.objects), clause.line.lexicon
    own = [low for low in lows if low in lexicon.grammar["owners"] or low in lexicon.classes["own"]]
    state = all(len(code) == 3 for code in found.actors)
    if own and state:
        return ("own citizens",)
    return ("citizens",) if any(low in lexicon.targets["citizens"] for low in lows) else ()


def _nominal_host(clause: Clause, frame: Frame) -> list[str]:
    """The host where the clause calls it "the country" or "the former … republic"."""
    if clause.host is None:
        return []
    for region, lead in regions(clause):
        last = clause.line.low(region.hi - 1)
        if lead in frame.targets and last in ("country", "republic", "nation", "kingdom"):
            return [clause.host]
    return []


def _of_other_verb(clause: Clause, frame: Frame, found: Agents) -> list[str]:
    """The target of the verb whose subject a participle shares: "landed in X, sent by Y"."""
    line, group = clause.line, clause.group
    other = line.verb_before(group.start)
    if other is None or not group.passive or group.subject is None:
        return []
    kin = {
        frame.type
        for form in line.forms(other)
        for frame, _ in line.lexicon.by_lemma.get(form.lemma, ())
    }
    reduced = group.start == group.verb and frame.type in kin
    if not (group.subject.shared or reduced):
        return []
    end = line.phrase_end(other)
    taken: list[str] = []
    for region, lead in phrases(line, preposition(line, other + 1, end), end):
        if lead in frame.targets:
            taken += named(line, region, found.actors)
    return taken


def _evidence(clause: Clause, found: Agents) -> Span:
    line, group = clause.line, clause.group
    lo, hi = group.start, max(clause.end, group.verb + 1)
    subject = group.subject
    if subject is not None and not subject.shared and subject.lo < lo:
        lo = max(subject.lo, found.part.lo) if not group.passive else subject.lo
    while lo < group.start and (line.has(lo, "conjunctions") or line.low(lo) in (",", "'", "’")):
        lo += 1
    return span_of(line, lo, hi)


def _clause_span(clause: Clause) -> Span:
    """Where a day may stand that is the deed's: its phrase, with what introduces the sentence."""
    line, subject = clause.line, clause.group.subject
    lo = clause.group.start if subject is None else min(subject.lo, clause.group.start)
    if subject is not None and all(
        word.dated or word.low in (",", "on", "in", "the", "early", "late")
        for word in line.words[:lo]
    ):
        lo = 0
    return span_of(line, lo, max(clause.end, clause.group.verb + 1))
