"""Addresses that lead to many articles: feeds, news sitemaps and their indexes, fetched as a guest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.sources.base import Item, Reach, held
from dragoman.sources.url import of_answer
from dragoman.sources.web.client import Answer
from dragoman.sources.web.links import Link, kind_of, listed, unpacked
from dragoman.sources.web.polite import Fetcher

DEEPEST = 2
"""Sitemaps within an index within an index; no honest site goes deeper."""
MOST_LISTS = 200
"""Lists of one index."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An address that would be fetched, or None and what was wrong with a list."""

    url: str | None
    fault: InputError | None = None


class WebSource:
    """An address of an article, a feed or a sitemap; `outlet` is what the user calls who publishes there."""

    def __init__(
        self, fetcher: Fetcher, reach: Reach | None = None, outlet: str | None = None
    ) -> None:
        self._fetcher = fetcher
        self._reach = reach or Reach()
        self._outlet = outlet

    def documents(self, spec: str) -> Iterator[Item]:
        """The documents at an address, or at those that its list names; no fault of one ends the others."""
        return held(self._documents(spec), spec)

    def _documents(self, spec: str) -> Iterator[Item]:
        """The documents at an address, or at those that its list names and that changed since the last time."""
        try:
            answer = self._fetcher.fetch(spec, conditional=False)
            found = self._links(spec, answer)
            if found is None:
                yield from self._of(spec, answer, {})
                return
        except InputError as error:
            yield error
            return
        due: dict[str, Link] = {}
        for one in self._all(found, DEEPEST):
            if isinstance(one, InputError):
                yield one
            elif self._is_due(one):
                due.setdefault(one.url, one)
        for url, answered in self._fetcher.fetch_all(due):
            if isinstance(answered, InputError):
                yield answered
            elif answered.status != 304:
                yield from self._of(url, answered, _listed(due[url]))

    def plan(self, spec: str) -> Iterator[Planned]:
        """What `documents` would fetch: lists are asked for, articles are not."""
        try:
            answer = self._fetcher.fetch(spec, conditional=False)
            found = self._links(spec, answer)
        except InputError as error:
            yield Planned(None, error)
            return
        if found is None:
            yield Planned(spec)
            return
        for one in self._all(found, DEEPEST):
            if isinstance(one, InputError):
                yield Planned(None, one)
            elif self._is_due(one):
                yield Planned(one.url)

    def _links(self, spec: str, answer: Answer) -> list[Link | InputError] | None:
        """The links of a list, with what was wrong with it; None for what is no list."""
        body = unpacked(answer.body, spec) if ".xml.gz" in spec.lower() else answer.body
        if kind_of(body) is None:
            return None
        found = listed(body, answer.url)
        faults = [] if found.fault is None else [
            InputError(f"{spec} is malformed ({found.fault}): what could be read of it was")
        ]  # fmt: skip
        return [*found.links, *faults]

    def _all(self, found: list[Link | InputError], deeper: int) -> Iterator[Link | InputError]:
        """The links to articles, those of lists within opened."""
        lists = 0
        for one in found:
            if isinstance(one, InputError) or not one.is_list:
                yield one
                continue
            lists += 1
            if not deeper or lists > MOST_LISTS:
                yield InputError(
                    f"{one.url} is not opened: its index is too deep or too long; add it by itself"
                )
                continue
            try:
                inner = self._links(one.url, self._fetcher.fetch(one.url, conditional=False))
            except InputError as error:
                yield error
                continue
            if inner is None:
                yield InputError(
                    f"{one.url} is no sitemap, though its index says so: check the index"
                )
            yield from self._all(inner or [], deeper - 1)

    def _is_due(self, link: Link) -> bool:
        """Whether an address was never fetched, or its list says that it changed since."""
        last = self._fetcher.last(link.url)
        if last is None or last.at is None:
            return True
        return link.changed is not None and link.changed > last.at

    def _of(self, url: str, answer: Answer, told: Mapping[str, str]) -> Iterator[Item]:
        """The documents of an answer, each with what is needed to ask for it again."""
        validators = {
            "etag": answer.headers.get("etag"),
            "modified": answer.headers.get("last-modified"),
        }
        given = {"asked": url, "outlet": self._outlet, **validators, **told}
        known = {name: value for name, value in given.items() if value}
        for item in of_answer(url, answer, self._reach):
            if isinstance(item, Document):
                whole = MappingProxyType({**known, **item.given})
                yield Document(item.uri, item.media_type, item.body, datetime.now(UTC), whole)
            else:
                yield item


def _listed(link: Link) -> dict[str, str]:
    return {"listed": link.published} if link.published else {}
