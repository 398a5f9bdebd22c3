"""What a runner is given and gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.archive.base import Outcome
from dragoman.ids import digest
from dragoman.records import Article, Document, Issue, Reading
from dragoman.safe import printable
from dragoman.settings import Settings


@dataclass(frozen=True, slots=True)
class Task:
    """One input that is to be read: a document as it came, or an article that was read before.

    `key` is a digest of what came in, `source` says in words where from; `tries` is how often it stopped a reader.
    """

    key: str
    source: str
    document: Document | None = None
    article: Article | None = None
    issues: tuple[Issue, ...] = ()
    tries: int = 0


Read = Callable[[Sequence[Reading]], list[Reading]]
"""Fills the layers of readings: the pipeline, or what stands in its place in tests."""
Make = Callable[[Settings], Read]
"""Makes a reader in a worker; a function of a module, for it is handed on by name."""


def make_reader(settings: Settings) -> Read:
    """The whole pipeline; loaded here, so that processes which do not read never load a model's libraries."""
    from dragoman.pipeline import build, parts  # noqa: PLC0415

    return build(parts(settings))


class Runner(Protocol):
    """Reads inputs; their outcomes come in any order, each input once."""

    @property
    def version(self) -> str:
        """What readings are made by."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome | None]:
        """What became of each input; the caller sets the pace. None gives it its turn while nothing is done."""


def task_of(document: Document) -> Task:
    """A document as a task; the same bytes from the same place, told the same, have the same key."""
    body = hashlib.sha256(document.body).hexdigest()
    stated = sorted((name, value) for name, value in document.given.items() if name not in _PASSING)
    key = digest(document.uri, document.media_type, body, stated)
    told = document.given.get("id") or document.given.get("url") or document.uri
    name = printable(told or "standard input")[:LONGEST_NAME]
    # Views of dicts are not handed from process to process.
    return Task(key, name, replace(document, given=dict(document.given)))


LONGEST_NAME = 2_000
"""Characters of where an input came from that are kept."""
_PASSING = frozenset({"etag", "modified", "asked"})
"""What a server says of an answer, and not of the article."""


def task_of_article(article: Article, issues: tuple[Issue, ...], version: str) -> Task:
    """An article of an archive as a task, to be read by another version; `issues` are those of its making."""
    return Task(
        digest("again", article.id, article.revision, version),
        printable(article.uri or article.id),
        article=article,
        issues=issues,
    )
