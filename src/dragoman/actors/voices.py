"""Whose voice a simple noun phrase is: its head noun decides, then owner, person and context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.actors.chunks import Chunk, chunk
from dragoman.actors.heads import (
    accredited,
    at_unknown,
    has_topic,
    is_anyones,
    is_lent,
    is_plain,
    is_region,
    is_urban,
    issuer_of,
    of_house,
    of_the_state,
    owns,
    runs_service,
)
from dragoman.actors.lexicon import words
from dragoman.actors.meanings import (
    ARMED,
    BODIES,
    GROUPS,
    OPEN,
    SHUT,
    STATES,
    Meanings,
    Voice,
    shut,
)
from dragoman.actors.nouns import Item
from dragoman.actors.roles import own_name, said_name

OFFICES = ("heads.office", "heads.rank", "heads.organ", "heads.envoy", "heads.member")
_PRIVATE = ("heads.private", "heads.lawmaker")
_OF_TERRITORIES = frozenset({"governor", "premier", "administrator"})
_SENDING = GROUPS | BODIES | {"nonstate"}
_BELOW = ARMED | {"substate"}


@dataclass(frozen=True, slots=True)
class Judge(Meanings):
    """Decides single phrases."""

    def voice(self, parts: Chunk) -> Voice:
        """Whose voice the phrase is."""
        if parts.former:
            return shut("person", "former")
        if parts.head is None:
            return self._person(parts)
        if parts.head.of("heads.document"):
            return self._document(parts)
        if not parts.head.of(*OFFICES, "heads.fighter", "heads.local"):
            own = _own_voice(parts)
            if own:
                return own
        if parts.head.names and not parts.head.of(*_PRIVATE, "heads.local"):
            found = self._named_head(parts, parts.head)
            if found:
                return found
        return self._classed(parts, parts.head)

    def _document(self, parts: Chunk) -> Voice:
        """Whose paper it is: "a UN report", "the ministry's figures", "a statement by the army"."""
        issuer = issuer_of(parts)
        if not issuer:
            return SHUT
        found = self.voice(chunk(issuer))
        guessed = found.method == "context" and any(
            self.kind(c) not in STATES | GROUPS for c in found.actors
        )
        return SHUT if guessed else replace(found, sure=min(found.sure, 0.9))

    def _person(self, parts: Chunk) -> Voice:
        """A bare name means the office held on the day; a surname is open to context."""
        name = said_name(parts)
        found = self.of_person(name)
        if found.actors:
            return found
        own = _own_voice(parts)
        if own:
            return own
        sender = self._body_behind(parts)
        if sender.actors:
            return sender
        owned = any(self.voice(chunk(rest)).actors for _, rest in parts.after)
        return replace(shut("person", "person"), shut=not owned and " " in (name or ""))

    def _body_behind(self, parts: Chunk) -> Voice:
        """The body that a bare name comes from: "Ana Lee of UNICEF", "Ana Lee of Peru's rescue agency".

        A state is named so by an organ of it alone: "Ana Lee of Peru" may be anybody there.
        """
        for prep, rest in parts.after[:1]:
            body = chunk(rest)
            inner = self.within(()).voice(body)
            if prep.key in words().lists["coming_from"] and self._sends(inner, body):
                return replace(inner, sure=min(inner.sure, 0.85))
        return OPEN

    def _sends(self, voice: Voice, body: Chunk) -> bool:
        """Whether those who come from a body speak for it: from a ministry, but no house of parliament."""
        kinds = {self.kind(code) for code in voice.actors}
        if not kinds or body.person or body.head is None:
            return False
        organ = body.head.of("heads.organ") and body.head.key not in words().lists["houses"]
        return kinds <= _SENDING or (organ and kinds <= STATES)

    # A head that names an actor

    def _named_head(self, parts: Chunk, head: Item) -> Voice | None:
        """What a name at the head means; None where it is an office of another actor."""
        if head.demonym and not head.head:
            return self._people(parts, head)
        owner = self._owner(parts.before)
        if owner.shut and not owner.actors:
            return SHUT
        if owner.actors and is_lent(head) and not {n.actor for n in head.names} & set(owner.actors):
            return None if head.of(*OFFICES) else owner
        national = owner.actors and head.key in words().lists["societies"]
        if national or parts.has("modifiers.local") or is_region(parts, head):
            return shut()
        return self._owned_name(parts, head) or self._of_another(parts, head) or self.means(head)

    def _people(self, parts: Chunk, head: Item) -> Voice:
        """A demonym on its own is a people; before a person's name it is an owner."""
        if parts.person:
            return self._holder_of(parts, self.means(head))
        return shut("people", "people")

    def _owned_name(self, parts: Chunk, head: Item) -> Voice | None:
        """ "Germany's Scholz": a name after that of a state, where the state's is no title."""
        titled = head.head or any(n.form in ("seat", "office") for n in head.names)
        group = all(self.kind(n.actor) in GROUPS for n in head.names)
        if not parts.person or titled or group:
            return None
        return self._holder_of(parts, self.means(head))

    def _holder_of(self, parts: Chunk, owner: Voice) -> Voice:
        """The owner, where the person holds an office of it on the day."""
        found = self.within(owner.actors).of_person(said_name(parts))
        if found.actors and (not owner.actors or found.actors[0] in owner.actors):
            return found
        return shut("person", "person")

    def _of_another(self, parts: Chunk, head: Item) -> Voice | None:
        """Whose office it is by the words behind: "the Ministry of Defence of Ukraine"."""
        if not (head.head and is_lent(head)) or self._owner(parts.before).actors:
            return None
        found = self._from_after(parts, head)
        if found.actors:
            return found
        return self.default(f"{head.key} {parts.after[0][0].key}") if parts.after else None

    # A head of a class of nouns

    def _classed(self, parts: Chunk, head: Item) -> Voice:
        """What a head noun of a class makes of its owner."""
        if head.key in ("member", "members") and of_house(parts):
            return shut("person")
        named = self._owner(parts.before)
        if parts.has("modifiers.local") and head.of("heads.staff") and self._of_body(named):
            return self._owned(named, head, parts)  # "the UN's regional head of office"
        local_s = any(i.of("heads.local") and i.possessive and not i.names for i in parts.before)
        if head.of("heads.local") or parts.has("modifiers.local") or local_s:
            return self._local(parts, head)
        if head.of("heads.media"):
            return self._media(parts, head)
        return self._described(parts, head) or self._of_class(parts, head)

    def _of_class(self, parts: Chunk, head: Item) -> Voice:
        """What a head makes of its owner, once cities and media are told apart."""
        if not head.head:
            return shut() if parts.core else OPEN
        if self._is_another_s(parts) or (parts.owned_by_capital and is_urban(head)):
            return shut("person" if parts.person else "people")
        return self._with_owner(parts, head)

    def _described(self, parts: Chunk, head: Item) -> Voice | None:
        """An actor in context by what it is called: "the Palestinian group", "the Islamist rebels"."""
        before = [i for i in parts.before if not i.of("words.articles") and not i.compound]
        if head.key in words().only and head.of(*_PRIVATE):
            found = self.nominal(head)
            return found if found.actors and not before else None
        if not head.of("nominals.armed") or head.of(*OFFICES) or parts.person or not before:
            return None
        owner = self._owner(parts.before).actors
        named = all(i.names or i.key in words().lists["armed_words"] for i in before)
        for code in self.context if named else ():
            homes = self.at_home(code)
            if self.kind(code) in ARMED and (not owner or set(owner) & set(homes)):
                return Voice((code,), "context", 0.75)
        return None

    def _is_another_s(self, parts: Chunk) -> bool:
        """Whether the words before make the head one of the opposition, a mayor, a party."""
        if any(i.of(*_PRIVATE) and i.possessive and not i.names for i in parts.before):
            return True
        if parts.head and has_topic(parts, parts.head):
            return False
        return parts.has("modifiers.private") and not self._has_own_voice(parts)

    def _has_own_voice(self, parts: Chunk) -> bool:
        """Whether the owner is no state, so that "militant" or "rebel" only describes it."""
        actors = self._owner(parts.before).actors
        opposed = any(i.key in ("opposition", "anti government") for i in parts.before)
        return bool(actors) and not opposed and not {self.kind(c) for c in actors} & STATES

    def _with_owner(self, parts: Chunk, head: Item) -> Voice:
        owner = self._owner(parts.before)
        behind = OPEN if is_anyones(head) else self._from_after(parts, head)
        own_people = owner.method in ("demonym", "people") and self._of_body(behind)
        if own_people or not (owner.actors or owner.shut):  # "the Swiss head of the OSCE mission"
            owner = behind
        if owner.actors:
            return self._person_outranks(parts, owner) or self._owned(owner, head, parts)
        if owner.shut or head.of(*_PRIVATE):
            return shut("person" if parts.person else "people")
        return self._unowned(parts, head)

    def _owned(self, owner: Voice, head: Item, parts: Chunk) -> Voice:
        """The first owner whose voice the head can be: "Colombia's ELN rebels" are the ELN's."""
        if head.key in words().lists["of_organisations"] and self._of_body(owner):
            return replace(owner, sure=min(owner.sure, 0.93))  # "the UN's country director"
        if accredited(parts, head):
            return self._sender(parts)
        named = [self.means(i) for i in parts.before if i.names and not i.compound]
        units = [v for v in named if v.actors and self._is_unit_of(v.actors[0], owner)]
        for one in (*units, owner, *named):
            actors = tuple(c for c in one.actors if self._speaks(c, head, parts))
            if actors:
                doubt = 0.15 if head.of("heads.fighter") else 0.0
                return Voice(actors, one.method, max(min(one.sure, 0.93) - doubt, 0.5))
        return shut("person" if parts.person else "people")

    def _sender(self, parts: Chunk) -> Voice:
        """The state that sent an ambassador to an organisation: by the person, or by context."""
        found = self.within(()).of_person(said_name(parts))
        sent = tuple(code for code in found.actors if self.kind(code) in STATES)
        return replace(found, actors=sent) if sent else OPEN

    def _is_unit_of(self, code: str, owner: Voice) -> bool:
        """Whether an actor is a part of the owner: Pakistan's Punjab government."""
        return self.kind(code) == "substate" and self.held_by(code) in owner.actors

    def _person_outranks(self, parts: Chunk, owner: Voice) -> Voice | None:
        """The armed group or region that a person leads, where the phrase names but its country."""
        found = self.within(()).of_person(said_name(parts))
        below = [c for c in found.actors if self.kind(c) in _BELOW and c not in owner.actors]
        return found if below else None

    def _speaks(self, code: str, head: Item, parts: Chunk) -> bool:
        """Whether a head noun of an actor speaks for it."""
        kind = self.kind(code)
        if kind in STATES:
            limited = words().owners.get(head.key)
            run = head.of("heads.staff") and not runs_service(parts)
            known = limited is None or code in limited
            if known and of_the_state(parts, head):
                return True
            return known and head.of(*OFFICES, "nominals.state") and not (run or head.of(*_PRIVATE))
        if kind in GROUPS:
            sent = head.of(*OFFICES, "heads.sent", "heads.fighter", "nominals.group")
            return sent and not head.of("heads.lawmaker")
        called = kind in BODIES and head.key in words().lists["descriptors"]
        own = called or head.of("heads.sent", "heads.fighter") or not head.of(*_PRIVATE)
        return own and kind in _BELOW | BODIES and not (kind == "substate" and parts.of_capital)

    def _unowned(self, parts: Chunk, head: Item) -> Voice:
        """A head without owner: the person's office, a default, or context."""
        found = self.of_person(said_name(parts), head.key) if head.of(*OFFICES) else OPEN
        if found.actors or is_anyones(head):
            return found
        if head.names:
            return self.means(head)
        default = self.default(head.key)
        if default:
            near = self._by_context(parts, head) if self._in_group() else OPEN
            return near if self._of_group(near) else default
        if any(i.namelike and i.capital for i in parts.before) or at_unknown(parts, head):
            return SHUT
        if head.of("nominals.state", "nominals.group", "nominals.armed") and not head.of(*OFFICES):
            return self.nominal(head)
        return SHUT if parts.has("modifiers.vague") else self._by_context(parts, head)

    def _by_context(self, parts: Chunk, head: Item) -> Voice:
        hosts = {c for prep, rest in parts.after for c in self._place(prep, rest)}
        for code in self.context:
            host = head.of("heads.envoy") and code in hosts
            vague = head.key in ("official", "officials") and self.kind(code) in ARMED
            other = self.kind(code) not in STATES and not is_plain(parts)
            other |= self.kind(code) == "media" and not head.of("heads.media")
            if host or vague or other:
                continue
            if self._speaks(code, head, parts) and self._can_own(code, head, parts):
                return Voice((code,), "context", 0.75 if len(self.context) == 1 else 0.65)
        return OPEN

    def _can_own(self, code: str, head: Item, parts: Chunk) -> bool:
        """Whether a bare head noun can be an actor's: an organisation has no police."""
        if self.kind(code) in STATES:
            sent = head.of("heads.sent") and is_plain(parts)  # "the agency", but "the roads agency"
            return head.key not in words().lists["of_groups"] and not sent
        shared = head.of("heads.member", "heads.sent", "nominals.group", "heads.envoy")
        return shared or (self.kind(code) in GROUPS and head.key.endswith("ministers"))

    def _place(self, prep: Item, rest: Sequence[Item]) -> tuple[str, ...]:
        return self.voice(chunk(rest)).actors if prep.key in ("to", "in", "at", "for") else ()

    # Owners

    def _owner(self, before: Sequence[Item]) -> Voice:
        """To whom the head belongs by the words before it: the first actor, or its person."""
        names: list[str] = []
        for item in before:
            if item.compound or item.mask:
                led = self.means(item) if item.names else OPEN  # "the NATO-led mission"
                if self._of_group(led):
                    return led
                continue
            if item.names and not item.of(*_PRIVATE):
                return self.means(item)
            if item.possessive and item.of("nominals.group", "nominals.state", "nominals.armed"):
                return OPEN if item.of(*OFFICES) else self.nominal(item)
            if item.possessive and item.of(*_PRIVATE):
                return SHUT
            if item.possessive and item.of("heads.staff") and not item.of(*_PRIVATE):
                return self._of_staff(item)
            if item.namelike and item.capital:
                names.append(item.text)
        found = self.of_person(" ".join(names))
        return replace(found, sure=min(found.sure, 0.8))

    def _from_after(self, parts: Chunk, head: Item) -> Voice:
        """The owner that stands behind: "of Kenya", "for Kenya's ministry", "in Damascus"."""
        for prep, rest in parts.after:
            inside = prep.key == "in"
            shared = head.key in words().lists["of_groups"]
            if not owns(prep, head) or (inside and (shared or head.of(*_PRIVATE))):
                continue
            inner = self.within(()).voice(chunk(rest))
            if inside and head.of("heads.local") and self._of_state(inner):
                continue
            if prep.key == "for" and head.of("heads.envoy") and not self._of_group(inner):
                continue
            if inner.actors:
                return _placed(prep, head, rest, inner)
            body = chunk(rest)
            inner = self.voice(body)
            if inner.actors:
                return inner
            if inner.shut and not inside and not _is_part(body):
                return SHUT
        return OPEN

    def _of_staff(self, item: Item) -> Voice:
        """Whose "secretary-general’s" is: an organisation's in context, or the one by default."""
        groups = [c for c in self.context if self.kind(c) in GROUPS]
        if groups:
            return Voice((groups[0],), "context", 0.7)
        return self.default(item.key) or OPEN

    def _in_group(self) -> bool:
        """Whether an organisation or bloc is in context."""
        return any(self.kind(code) in GROUPS for code in self.context)

    def _of_state(self, voice: Voice) -> bool:
        return any(self.kind(code) == "state" for code in voice.actors)

    def _of_body(self, voice: Voice) -> bool:
        return any(self.kind(code) in GROUPS | BODIES for code in voice.actors)

    def _of_group(self, voice: Voice) -> bool:
        return any(self.kind(code) in GROUPS for code in voice.actors)

    def _local(self, parts: Chunk, head: Item) -> Voice:
        """Mayors, governors and city police speak for a unit below the state, if for any known."""
        owner = self._owner(parts.before)
        if not owner.actors:
            owner = self._from_after(parts, head)
        if not (owner.actors or owner.shut or parts.after) and head.key in _OF_TERRITORIES:
            held = tuple(c for c in self.context if self.kind(c) == "territory")[:1]
            owner = Voice(held, "context", 0.75) if held else owner
        kinds = {"substate", "territory"}
        if head.key in words().lists["national_too"] and owner.method != "capital":
            kinds |= STATES
        units = tuple(c for c in owner.actors if self.kind(c) in kinds)
        return Voice(units, owner.method, 0.8) if units else shut("substate", "local")

    def _media(self, parts: Chunk, head: Item) -> Voice:
        """A state's own media are its voice; all others are nobody's but their own."""
        of_state = head.key.startswith("state ") or any(
            i.of("modifiers.state_media") for i in parts.before
        )
        if not of_state or parts.person:
            return shut("media", "media")
        owner = self._owner(parts.before)
        if not owner.actors and not owner.shut:
            owner = self._from_after(parts, replace(head, classes=frozenset({"heads.member"})))
        if not owner.actors and not owner.shut:
            owner = Voice(self.context, "context")
        states = tuple(c for c in owner.actors if self.kind(c) in STATES)[:1]
        sure = 0.7 if owner.method == "context" else 0.85
        return Voice(states, "media", sure) if states else shut("media", "media")


def _own_voice(parts: Chunk) -> Voice | None:
    """A body that no registry holds, under its own name."""
    body = own_name(parts)
    if body is None:
        return None
    method = "media" if body[1] == "media" else "name"
    return Voice((body[0],), method, 0.6, shut=True, kind=body[1])


def _is_part(body: Chunk) -> bool:
    """Whether it is a part of a body that is named behind it: "the logistics desk of the agency"."""
    head = body.head
    plain = head is not None and not head.names and head.text.islower() and not head.of(*OFFICES)
    return plain and any(prep.key == "of" for prep, _ in body.after[:1])


def _placed(prep: Item, head: Item, rest: Sequence[Item], inner: Voice) -> Voice:
    """An actor found behind: police "in" a capital are the city's, an official the state's."""
    if is_urban(head) and len(rest) == 1 and rest[0].capital_city:
        return OPEN if prep.key == "in" else SHUT
    return replace(inner, sure=inner.sure - (0.1 if prep.key == "in" else 0.02))
