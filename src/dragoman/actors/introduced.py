"""Who a phrase is by what the text says of it elsewhere: in full, by its verb, or where it is introduced."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dragoman.actors.clauses import told, told_role, verbs
from dragoman.actors.given import given_gender
from dragoman.actors.lexicon import words as classes
from dragoman.actors.phrases import calls_back, first_word, is_name, listed, surname, words_of
from dragoman.actors.resolve import Resolution
from dragoman.actors.scene import BY_CONTEXT, Decided, Scene, gender, is_person
from dragoman.records import Span

_CLAUSE = r"(?:, (?:who|whose)\b[^,.;:\n]{3,120},)?"
BACK = 8
"""Paragraphs in which a person is looked for whom a noun calls back, its own among them."""
COMMON = 4
"""Persons in the registry from whose number on a surname tells too little on its own."""
CARRIED = 0.9
"""What a link to an earlier phrase leaves of that phrase's confidence."""
_AGE = re.compile(r"\d+-year-old$")
_SAID_OF = r"[^.;:,“”\"\n()]{3,120}"


@cache
def _predicate() -> re.Pattern[str]:
    """A name's predicate that tells its role."""
    return re.compile(rf"{_CLAUSE}(?:,? who)? {told()}({_SAID_OF})")


def by_predicate(scene: Scene, span: Span) -> Resolution | None:
    """Who a name is by the verb behind it: "Ana Ruiz heads the mission", "X, who was ill, is now envoy"."""
    found = _predicate().match(scene.text, span.end)
    if found is None:
        return None
    role = f"{verbs()[found[1]]} {found[2]}".strip()
    for words in dict.fromkeys((role, role.partition(" and ")[0])):
        both = scene.resolve(f"{span.of(scene.text)}, {words}")
        if both.actors and both.role:
            return both
    return None


def introduced(scene: Scene, at: Span, paragraphs: int = 1) -> Iterator[tuple[Span, Resolution]]:
    """The persons who are named in full before a place, in its paragraph and some before it.

    Each once, the last first.
    """
    start = at.start
    for _ in range(paragraphs):
        start = scene.text.rfind("\n", 0, max(0, start - 1)) + 1
    start = max(start, scene.section(at.start))
    seen: set[str] = set()
    for number in range(bisect_left(scene.likely, at), 0, -1):
        span = scene.likely[number - 1]
        if span.start < start:
            return
        name = span.of(scene.text)
        if span.end > at.start or " " not in name:
            continue
        if surname(name) not in seen:
            seen.add(surname(name))
            yield who(scene, span)


def who(scene: Scene, span: Span) -> tuple[Span, Resolution]:
    """The fullest phrase for the person named at a span, and who that is."""
    told = by_predicate(scene, span)
    if told:
        return span, told
    full = scene.full(span.of(scene.text), span.end)
    at, found = full if full and full[1].name else (span, scene.resolve_person(span))
    if not found.actors:
        at, found = scene.with_body(at) or (at, found)
    return at, found if found.actors or not found.role else _at_home(scene, at, found)


def _at_home(scene: Scene, at: Span, found: Resolution) -> Resolution:
    """A person with an office of no named state: "Ana Ruiz, spokeswoman for the justice department"."""
    near = (_place_of(scene, at), scene.home, scene.host)
    for code in (_sender(scene, at),) if is_envoy(found.role or "") else near:
        guess = scene.resolve_person(at, (code,)) if code else found
        if guess.actors:
            return replace(guess, confidence=round(min(guess.confidence, BY_CONTEXT), 3))
    return found


def is_envoy(role: str) -> bool:
    """Whether a role is that of an envoy, who never speaks for the state that he was sent to."""
    known = (classes().at(word, 0) for word in words_of(role))
    return any("heads.envoy" in one.classes for one in known if one)


def _sender(scene: Scene, at: Span) -> str | None:
    """Who opens the sentence of an envoy: "The bloc has sent an envoy, Ana Lee"."""
    named = scene.before(at.start, scene.sentence(at.start).start)
    return next((m.actors[0] for m in named if m.head and m.actors), None)


def _place_of(scene: Scene, at: Span) -> str | None:
    """The state whose capital the sentence of a person names before him: "In Lima a spokesman, Ana Lee"."""
    named = scene.before(at.start, scene.sentence(at.start).start)
    return next((m.actors[0] for m in reversed(named) if m.form == "capital"), None)


def for_pronoun(scene: Scene, at: Span, word: str) -> Decided | None:
    """The one person of the sentence and the sentence before, where there is but one."""
    here = scene.sentence(at.start)
    before = scene.sentence(here.start - 1) if here.start else here
    near = [one for one in introduced(scene, at) if one[0].end > before.start]
    if len(near) != 1:
        return None
    span, found = near[0]
    name = found.name or span.of(scene.text)
    told = gender(span.of(scene.text)) or gender(found.role or "") or given_gender(name)
    asked = gender(word)
    if told and asked and told != asked:
        return None
    return Decided(span, span, found, True, told)


def named_by_role(scene: Scene, at: Span, found: Resolution) -> Resolution:
    """What a phrase without a name means, with the name of the one person before it in that role."""
    phrase = at.of(scene.text)
    if found.name or len(found.actors) != 1 or not is_person(phrase, found):
        return found
    if not listed(first_word(phrase), "definite"):
        return found
    for paragraphs in (1, BACK):
        near = introduced(scene, at, paragraphs)
        fitting = {one.name: one for _, one in near if one.name and _fits(scene, one, found)}
        if len(fitting) == 1:
            ((name, one),) = fitting.items()
            return replace(found, name=name, role=_fuller(one.role, found.role))
    return found


def _fuller(told: str | None, short: str | None) -> str | None:
    """The role in which somebody was introduced, where the later one only shortens it."""
    known = {w.lower() for w in words_of(told or "")}
    return told if told and known >= {w.lower() for w in words_of(short or "")} else short


def by_noun(scene: Scene, at: Span) -> Decided | None:
    """The one person whom the paragraph introduced by this noun: "Ana Ruiz, a bishop" for "the bishop"."""
    words = words_of(at.of(scene.text))
    if not calls_back(words):
        return None
    noun = words[-1]
    aged = _AGE.search(at.of(scene.text)) is not None
    if not (aged or listed(noun, "state_roles", "private_roles", "someone")):
        return None
    asked = set() if aged else {w.lower() for w in words[1:]}
    for paragraphs in (1, BACK):
        fitting = {
            one.name: (span, one)
            for span, one in introduced(scene, at, paragraphs)
            if one.name and asked <= _offices(scene, one)
        }
        if len(fitting) == 1:
            ((span, one),) = fitting.values()
            return Decided(at, span, replace(one, method="same"), True, gender(noun))
    return None


def _fits(scene: Scene, who: Resolution, found: Resolution) -> bool:
    """Whether a person speaks for the same actor, in a role of the same noun."""
    if who.actors != found.actors:
        return False
    known = _offices(scene, who)
    asked = [w.lower() for w in words_of(found.role or "")]
    return any(word in known and listed(word, "state_roles", "private_roles") for word in asked)


def _offices(scene: Scene, who: Resolution) -> set[str]:
    """The words of a person's role, and of the offices held on the day for that actor."""
    held = (h for h in scene.registry.holders(who.name or "") if h.valid(scene.on))
    offices = (h.office for h in held if h.actor in who.actors)
    return {w.lower() for told in (who.role or "", *offices) for w in words_of(told)}


def decided_at(at: Span, mention: Span, found: Resolution, phrase: str) -> Decided:
    """The decision that a phrase means somebody, with the gender that its words show."""
    shown = gender(phrase) or given_gender(found.name or "")
    return Decided(at, mention, found, is_person(phrase, found), shown)


def carried(before: Decided, at: Span, how: str, word: str) -> Decided:
    """The decision of an earlier phrase for another that points back to it, a little less sure."""
    sure = round(before.found.confidence * CARRIED, 3)
    found = replace(before.found, confidence=sure, method=how)
    if how == "pronoun" and not before.person:
        found = replace(found, role=None)  # a body's noun is no role of "it"
    return Decided(at, before.mention, found, before.person, gender(word) or before.gender)


def in_full(scene: Scene, mention: Span, source: Span | None) -> tuple[Span, Resolution]:
    """The phrase, in full where it is a short name; and who it is, by all of its source if need be."""
    phrase = mention.of(scene.text)
    if is_name(phrase) and scene.is_surname(mention):
        return scene.full(phrase, mention.start) or (mention, scene.resolve_person(mention))
    found = scene.outlet(phrase) or scene.resolve_person(mention)
    if _is_stray(scene, phrase, found):
        found = replace(found, actors=(), kind="person", method="person", confidence=0.0)
    if not found.actors and source and source != mention and source.contains(mention):
        described = scene.resolve(source.of(scene.text))
        found = described if described.actors or described.role else found
    known = scene.at(mention.start) is not None and found.method == "undecided"
    if told_role(phrase):
        return mention, found
    short = is_name(phrase) and not known and found.method in ("holder", "person", "undecided")
    if short or (found.name and not found.role and not found.actors):
        return scene.full(found.name or phrase, mention.start) or (mention, found)
    return mention, found


def _is_stray(scene: Scene, phrase: str, found: Resolution) -> bool:
    """Whether a common surname alone means the holder of an office of which the article tells nothing."""
    words = [w for w in words_of(phrase) if not listed(w, "courtesy")]
    if found.method != "holder" or len(words) != 1:
        return False
    bearers = {h.name for h in scene.registry.holders(words[0])}
    named = {code for mention in scene.mentions for code in mention.actors}
    told = named | {scene.host, scene.home}
    return len(bearers) >= COMMON and not told & set(found.actors)
