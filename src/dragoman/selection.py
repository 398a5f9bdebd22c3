"""Which articles of an archive a page is of: a story's, a host's, those that hold some words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.archive.selected import When
from dragoman.archive.terms import phrases, stands_in, terms
from dragoman.errors import InputError, UsageError
from dragoman.records import Reading
from dragoman.runners.linking import link
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.archive.sql import SqlArchive

SHORTEST = 4
"""Characters of a story's id that are enough to name it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: a story by the name of the settings or by its id, a host, words."""

    story: str | None = None
    host: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The articles, with the title and the host that the settings give their story."""

    articles: Sequence[str]
    title: str | None = None
    host: str | None = None


def find(archive: SqlArchive, settings: Settings, asked: Asked, when: When) -> Found:
    """The articles that are asked for; raises UsageError where nothing is, InputError where there are none."""
    if asked.story and asked.story in settings.stories:
        return _own(archive, settings.stories[asked.story], when)
    if asked.story and asked.words:
        raise UsageError("--story and --query both say which articles: give one of them")
    if asked.story:
        return Found(_of_story(archive, asked.story, when))
    if not asked.host and not asked.words:
        raise UsageError("name a PATH, or --story, --host or --query for a page of the archive")
    found = _fitting(archive, {"host": asked.host, "words": asked.words}, when)
    return Found(found, host=asked.host)


def _of_story(archive: SqlArchive, story: str, when: When) -> list[str]:
    """The articles of a story: as it was then under its own name, else of what it is in now."""
    link(archive)
    if when.recorded:
        own = archive.stories.articles(_named(archive, story, follow=False), when.recorded)
        if own:
            return own
    return archive.stories.articles(_named(archive, story), when.recorded)


def _named(archive: SqlArchive, story: str, *, follow: bool = True) -> str:
    """The whole id of a story; raises InputError where none or several begin so."""
    found = archive.stories.named(story, follow) if len(story) >= SHORTEST else []
    if len(found) == 1:
        return found[0]
    what = f"several stories begin with {story}" if found else f"there is no story {story}"
    raise InputError(f"{what}: `dragoman stories` lists them")


def _own(archive: SqlArchive, story: Mapping[str, Any], when: When) -> Found:
    return Found(_fitting(archive, story, when), story.get("title"), story.get("host"))


def _fitting(archive: SqlArchive, story: Mapping[str, Any], when: When) -> list[str]:
    """The articles for which all holds that a story gives, as they stood then."""
    readings = _candidates(archive, story, when)
    host, wanted = story.get("host"), phrases(str(story.get("words") or ""))
    fit = [
        one
        for one in readings
        if (not host or one.host == host)
        and all(stands_in(phrase, terms(_all_words(one))) for phrase in wanted)
    ]
    return [one.article.id for one in _dated(fit, story)]


def _candidates(archive: SqlArchive, story: Mapping[str, Any], when: When) -> Sequence[Reading]:
    """The readings to look through: of the past all of then, today those of the host where one is given."""
    if when.recorded:
        return archive.as_of(when.recorded)
    host = story.get("host")
    return archive.readings_of(archive.of_host(str(host))) if host else archive.readings()


def _all_words(reading: Reading) -> str:
    return f"{reading.article.title or ''} {reading.article.text}"


def _dated(readings: Sequence[Reading], story: Mapping[str, Any]) -> Iterator[Reading]:
    first: date = story.get("since") or date.min
    last: date = story.get("until") or date.max
    outlets = story.get("outlets")
    for one in readings:
        day = one.article.published_on
        in_time = first <= (day or date.min) and (day or date.max) <= last
        unbounded = first == date.min and last == date.max
        if (in_time or unbounded) and (not outlets or one.article.outlet in outlets):
            yield one
