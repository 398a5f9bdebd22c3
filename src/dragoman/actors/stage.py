"""The stages that tell who is named in an article, and who speaks in each of its statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from dragoman.actors.antecedents import UNDECIDED, decide
from dragoman.actors.circumstances import Established, circumstances
from dragoman.actors.circumstances.outlets import state_media
from dragoman.actors.home import home_of, host_of
from dragoman.actors.lexicon import words as classes
from dragoman.actors.mentions import find
from dragoman.actors.offices import doubts
from dragoman.actors.phrases import listed, words_of
from dragoman.actors.pronouns import is_first_person
from dragoman.actors.ranker import Ranker
from dragoman.actors.registry import Registry
from dragoman.actors.scene import Decided, Scene, is_private
from dragoman.ids import digest
from dragoman.languages.data import is_read, knowledge
from dragoman.layers import ROLE
from dragoman.records import Issue, Mention, Reading, Span, Speaker, Statement

STAGE = "speakers"
SURE = 0.8
"""From which confidence on a name is taken for a person's, whatever state it may mean too."""
SEEN = 0.5
"""From which confidence on a role is taken as one, and a name as one that a pronoun may mean."""
OWN = 0.8
"""How sure it is that a person named without an office of state speaks for nobody else."""


class Mentions:
    """Fills `mentions` with every place that names an actor, and `host` and `home` from them."""

    name = "mentions"
    requires: tuple[str, ...] = ("article", "entities")
    provides = "mentions"

    def __init__(
        self,
        registry: Registry,
        host: str | None = None,
        outlets: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.registry = registry
        self.host = host
        self.outlets = outlets
        self.version = digest(registry.version, knowledge("actors"), host, _told(outlets))

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        return [self._one(r) if is_read(r.article.language) else r for r in readings]

    def _one(self, reading: Reading) -> Reading:
        article = reading.article
        persons = _persons(reading)
        mentions = tuple(find(self.registry, article.text, article.published_on, persons))
        host = self.host or host_of(article, mentions, self.registry)
        mentions = tuple(_without_lent(article.text, mentions, host))
        named = replace(reading, mentions=mentions, host=host)
        return replace(named, home=home_of(named, self.registry, self.outlets))


class Speakers:
    """Fills `speakers`; a source that points back joins `mentions` with the actor that it means."""

    name = STAGE
    requires: tuple[str, ...] = ("statements", "entities", "mentions")
    provides = STAGE

    def __init__(
        self, registry: Registry, outlets: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        self.registry = registry
        self.outlets = tuple(outlets)
        self.state_media = state_media(registry, outlets)
        self.version = digest(
            registry.version,
            Ranker.shipped().version,
            knowledge("actors", "speakers", "circumstances", "given", "dates", "numbers"),
            _told(outlets),
        )

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        return [self._one(reading) for reading in readings]

    def _one(self, reading: Reading) -> Reading:
        scene = scene_of(reading, self.registry, self.outlets)
        speakers = {
            statement.id: _with_role(reading, _speaker(statement, decided))
            for statement, decided in _decisions(scene, reading, Ranker.shipped())
        }
        told = replace(
            reading,
            speakers=speakers,
            mentions=_with_sources(reading.mentions, scene.decided),
            issues=(
                *reading.issues,
                *_undecided(reading, speakers),
                *doubts(self.registry, reading, speakers, STAGE),
            ),
        )
        return self._with_circumstances(told)

    def _with_circumstances(self, reading: Reading) -> Reading:
        speakers = dict(reading.speakers)
        known: Established = {}
        for statement in reading.statements:
            one = speakers[statement.id]
            found = circumstances(reading, statement, one.mention, known, self.state_media)
            speakers[statement.id] = replace(one, circumstances=found)
        return replace(reading, speakers=speakers)


def _without_lent(text: str, mentions: Sequence[Mention], host: str | None) -> Iterator[Mention]:
    """The mentions but those of an office that many states have, taken for a state never named else."""
    shared = classes().lists["shared"]
    lent = [m for m in mentions if m.span.of(text).lower() in shared]
    named = {code for m in mentions if m not in lent for code in m.actors}
    for one in mentions:
        if host is None or one not in lent or set(one.actors) & (named | {host}):
            yield one


def _told(outlets: Mapping[str, Any]) -> str:
    """What of outlets decides a reading, in one order: not where their feeds are."""
    return repr(
        sorted((name, known.get("kind"), known.get("state")) for name, known in outlets.items())
    )


def scene_of(reading: Reading, registry: Registry, outlets: Sequence[str] = ()) -> Scene:
    """The scene of a read article, before any of its speakers is decided."""
    return Scene(
        reading.article,
        registry,
        reading.mentions,
        reading.host,
        reading.home,
        outlets,
        _persons(reading),
        _persons(reading, SEEN),
    )


def by_rules_alone(scene: Scene, reading: Reading) -> list[Decided]:
    """The speakers of an article's statements that are named, as the ranker learns from them."""
    return [decided for _, decided in _decisions(scene, reading, None) if decided]


def _decisions(
    scene: Scene, reading: Reading, ranker: Ranker | None
) -> Iterator[tuple[Statement, Decided | None]]:
    """Each statement with its speaker, in the order of the sources; the scene learns each.

    Those by "I" come last: who says it is known when the words around it have a speaker.
    """
    text = reading.article.text
    ordered = sorted(
        reading.statements, key=lambda s: (_is_by_first_person(s, text), _source_start(s))
    )
    for statement in ordered:
        decided = decide(scene, statement, ranker)
        if decided:
            scene.decided.append(decided)
        yield statement, decided


def _persons(reading: Reading, least: float = SURE) -> list[Span]:
    """Where the reader sees a person's name with at least this confidence, in order."""
    return [e.span for e in reading.entities if e.kind == "person" and e.confidence >= least]


def _is_by_first_person(statement: Statement, text: str) -> bool:
    return statement.source is not None and is_first_person(words_of(statement.source.of(text)))


def _source_start(statement: Statement) -> int:
    return statement.source.start if statement.source else statement.content[0].start


def _speaker(statement: Statement, decided: Decided | None) -> Speaker:
    if decided is None:
        return Speaker(statement.id)
    found = decided.found
    own = (str(found.name),) if is_private(found) else ()
    return Speaker(
        statement.id,
        found.actors or own,
        found.name,
        found.role,
        decided.mention,
        found.method if found.actors else "person" if own else UNDECIDED.method,
        found.confidence or (OWN if own else 0.0),
    )


def _with_role(reading: Reading, one: Speaker) -> Speaker:
    """A person whose role the phrase's own words did not give has the one that the reader sees beside it."""
    if one.role or not one.name or not one.mention:
        return one
    text, at = reading.article.text, one.mention
    start = text.find(one.name, at.start, at.end)
    name = Span(start, start + len(one.name)) if start >= 0 else at
    for entity in reading.entities:
        role = entity.span
        if entity.kind != ROLE or entity.confidence < SEEN:
            continue
        words = role.of(text)
        if _beside(text, role, name) and not listed(words.split()[0], "prepositions"):
            return replace(one, role=words, name=one.name.removeprefix(f"{words} "))
    return one


def _beside(text: str, role: Span, name: Span) -> bool:
    """Whether a role opens the name, or stands next to it but for a comma and an article."""
    if role.overlaps(name):
        return role.start == name.start and role.end < name.end
    first, last = sorted((role, name))
    between = text[first.end : last.start].removeprefix(",")
    return not between.strip() or (
        between == f" {between.strip()} " and listed(between.strip(), "articles", "possessives")
    )


def _with_sources(mentions: Sequence[Mention], decided: Sequence[Decided]) -> tuple[Mention, ...]:
    taken = list(mentions)
    for one in decided:
        if one.found.method == "continued":
            continue  # it stands at the words said, which name nobody
        if one.found.actors and not any(m.span.overlaps(one.at) for m in mentions):
            form = "pronoun" if one.found.method == "pronoun" else "nominal"
            taken.append(Mention(one.at, one.found.actors, "person" if one.person else form))
    return tuple(sorted(set(taken), key=lambda m: m.span))


def _undecided(reading: Reading, speakers: dict[str, Speaker]) -> tuple[Issue, ...]:
    open_ones = [s for s in speakers.values() if not s.actors]
    if not open_ones:
        return ()
    message = f"of {len(speakers)} statements, {len(open_ones)} could not be given to an actor"
    return (Issue(STAGE, "info", message, reading.article.id),)
