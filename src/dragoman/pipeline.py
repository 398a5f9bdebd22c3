"""The run: documents become articles, and each stage adds its layer to them.

    documents -> articles -> statements -> entities -> mentions -> speakers -> reactions -> deeds -> claims
              -> vectors

A stage takes readings and returns as many, in the same order, with one more layer. It says what it
requires and provides; `Pipeline` refuses an order that cannot work before anything is read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from dragoman import articles
from dragoman.actors.home import state_of_outlet
from dragoman.actors.registry import Registry
from dragoman.actors.resolve import resolve
from dragoman.actors.stage import Mentions, Speakers
from dragoman.entities import Entities
from dragoman.errors import DragomanError, InputError, PipelineError
from dragoman.inference import Model
from dragoman.reactions.claims import Claims
from dragoman.reactions.coder import Coder
from dragoman.reactions.deeds.stage import Deeds
from dragoman.reactions.stage import Reactions
from dragoman.records import Issue, Reading
from dragoman.settings import Settings
from dragoman.sources import Reach, open_source
from dragoman.statements.stage import Statements
from dragoman.vectors import Vectors

BATCH = 64
"""Articles that go through the stages together; memory holds no more."""
CHARACTERS = 400_000
"""A batch ends with the article that reaches these: a few long ones must not fill the memory."""


class Stage(Protocol):
    """Adds one layer to readings, and changes nothing else."""

    name: str
    requires: tuple[str, ...]
    provides: str

    @property
    def version(self) -> str: ...

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What stages are made of, loaded once."""

    settings: Settings
    registry: Registry
    model: Model
    coder: Coder | None = None


STAGES: MappingProxyType[str, Callable[[Parts], Stage]] = MappingProxyType(
    {
        "statements": lambda parts: Statements(parts.model),
        "entities": lambda parts: Entities(parts.model),
        "mentions": lambda parts: Mentions(
            parts.registry, parts.settings.host, parts.settings.outlets
        ),
        "speakers": lambda parts: Speakers(parts.registry, parts.settings.outlets),
        "reactions": lambda parts: Reactions(parts.coder, parts.registry.actor),
        "deeds": lambda parts: Deeds(parts.coder, parts.registry.actor),
        "claims": lambda parts: Claims(
            lambda outlet: state_of_outlet(outlet, parts.registry, parts.settings.outlets),
            parts.coder,
            lambda phrase, on, context: _speaks_for(parts.registry, phrase, on, context),
        ),
        "vectors": lambda parts: Vectors.chosen(parts.settings),
    }
)


def _speaks_for(
    registry: Registry, phrase: str, on: date | None, context: Sequence[str]
) -> str | None:
    """The first actor for whom a phrase speaks."""
    return next(iter(resolve(registry, phrase, on, context).actors), None)


class Pipeline:
    """Stages in an order that works; raises PipelineError where one lacks what it requires."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        there = {"article"}
        for stage in stages:
            missing = sorted(set(stage.requires) - there)
            if missing:
                raise PipelineError(
                    f"the stage {stage.name} needs {', '.join(missing)}, which no stage before it "
                    "provides: change the order"
                )
            there.add(stage.provides)
        self.stages = tuple(stages)

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with all layers; one that a stage fails on keeps those before it."""
        done = list(readings)
        for stage in self.stages:
            done = _through(stage, done)
        return done


def _through(stage: Stage, readings: list[Reading]) -> list[Reading]:
    if not readings:
        return []
    try:
        return [_signed(one, stage) for one in stage(readings)]
    except DragomanError:
        raise
    except Exception as error:
        if len(readings) > 1:
            return [one for each in readings for one in _through(stage, [each])]
        return [_failed(readings[0], stage, error)]


def _signed(one: Reading, stage: Stage) -> Reading:
    return replace(one, made_by={**one.made_by, stage.name: stage.version})


def _failed(one: Reading, stage: Stage, error: Exception) -> Reading:
    message = (
        f"the stage {stage.name} failed on this article ({type(error).__name__}: {error}); what "
        "other stages read stands. Please report it with the article"
    )
    return replace(one, issues=(*one.issues, Issue(stage.name, "error", message, one.article.id)))


def parts(settings: Settings) -> Parts:
    """Registry and model as the settings say; raises UnknownActor for a host that no entry has."""
    registry = Registry.load(settings.actors or None, settings.origin)
    if settings.host:
        registry.entry(settings.host)
    return Parts(settings, registry, Model.chosen(settings), Coder.chosen(settings))


def build(loaded: Parts, last: str | None = None) -> Pipeline:
    """The pipeline in the order of STAGES: the whole, or up to the stage called `last`."""
    names = list(STAGES)
    end = names.index(last) + 1 if last else len(names)
    return Pipeline([STAGES[name](loaded) for name in names[:end]])


def open_articles(
    specs: Iterable[str],
    published: date | datetime | None = None,
    reach: Reach | None = None,
) -> Iterator[Reading | InputError]:
    """An unread Reading for each article that the specs hold, an InputError for each bad one."""
    for spec in specs:
        for item in open_source(spec, reach):
            if isinstance(item, InputError):
                yield item
                continue
            try:
                article, issues = articles.read(item, published)
            except InputError as error:
                yield error
            else:
                yield Reading(article, issues=issues)


def run(
    pipeline: Pipeline, opened: Iterable[Reading | InputError]
) -> Iterator[Reading | InputError]:
    """What was opened, read; in the same order, a batch at a time."""
    for batch in _batches(opened):
        done = deque(pipeline([one for one in batch if isinstance(one, Reading)]))
        for one in batch:
            yield done.popleft() if isinstance(one, Reading) else one


def _batches(opened: Iterable[Reading | InputError]) -> Iterator[list[Reading | InputError]]:
    batch: list[Reading | InputError] = []
    size = 0
    for one in opened:
        batch.append(one)
        size += len(one.article.text) if isinstance(one, Reading) else 0
        if len(batch) == BATCH or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
