"""What the commands around an archive share: it is opened, inputs become documents, documents are read into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dragoman.archive import open_archive
from dragoman.archive.base import Archive, Outcome
from dragoman.console import Failures, Progress, emit, say
from dragoman.errors import InputError, UsageError
from dragoman.questions import line
from dragoman.records import Document
from dragoman.runners.ingest import Ingest, Report
from dragoman.settings import Settings
from dragoman.sources import form, open_source, reach_of

if TYPE_CHECKING:
    from dragoman.archive.sql import SqlArchive
    from dragoman.sources.web.polite import Fetcher, Last


@dataclass(frozen=True, slots=True)
class Shown:
    """How a run of reading is done and shows itself."""

    jobs: int
    retry: bool
    as_json: bool
    quiet: bool


class Items:
    """The documents of what the user names, and of his outlets."""

    def __init__(
        self,
        settings: Settings,
        kept: Archive,
        stack: ExitStack,
        columns: dict[str, str] | None = None,
        stated: dict[str, str | None] | None = None,
    ) -> None:
        self._settings, self._kept, self._stack = settings, kept, stack
        self._reach = reach_of(settings, columns or {})
        self._stated = {name: value for name, value in (stated or {}).items() if value}
        self._fetcher: Fetcher | None = None

    def own(self) -> list[str]:
        """The feeds and sitemaps of the settings' outlets; raises UsageError where there are none."""
        found = [one for known in self._settings.outlets.values() for one in _lists(known)]
        if not found:
            raise UsageError(
                "nothing to add: name a SOURCE, or give the outlets of the settings their feeds or sitemaps"
            )
        return found

    def of(self, specs: Iterable[str]) -> Iterator[Document | InputError]:
        """All documents, one after another."""
        for spec in specs:
            web = form(spec) == "url"
            for item in self._web(spec).documents(spec) if web else open_source(spec, self._reach):
                yield self._told(item)

    def planned(self, specs: Iterable[str]) -> Iterator[dict[str, Any]]:
        """What `of` would fetch or read, and whether the archive has it."""
        from dragoman.runners.base import task_of  # noqa: PLC0415

        for spec in specs:
            if form(spec) == "url":
                for one in self._web(spec).plan(spec):
                    told = str(one.fault) if one.fault else one.url
                    yield {"state": "failed" if one.fault else "due", "source": told}
                continue
            for item in open_source(spec, self._reach):
                if isinstance(item, InputError):
                    yield {"state": "failed", "source": str(item)}
                    continue
                task = task_of(self._told(item))
                state = self._kept.known([task.key]).get(task.key, ("due", 0))[0]
                yield {"state": state, "source": task.source}

    def _told(self, item: Document | InputError) -> Any:
        """A document with what the user states of all, where it does not say so itself."""
        if isinstance(item, InputError):
            return item
        return replace(item, given={**self._stated, **item.given})

    def _web(self, spec: str) -> Any:
        from dragoman.sources.web.source import WebSource  # noqa: PLC0415  HTTP, where it is asked for

        if self._fetcher is None:
            from dragoman.sources.web.client import Client  # noqa: PLC0415
            from dragoman.sources.web.polite import DELAY, Fetcher  # noqa: PLC0415

            client = self._stack.enter_context(Client(self._reach.private_hosts, self._reach.agent))
            delay = float(self._settings.fetch.get("delay", DELAY))
            self._fetcher = Fetcher(client, delay, self._last)
        outlets = self._settings.outlets
        named = [name for name, known in outlets.items() if spec in _lists(known)]
        return WebSource(self._fetcher, self._reach, next(iter(named), None))

    def _last(self, url: str) -> Last | None:
        from dragoman.sources.web.polite import Last  # noqa: PLC0415

        found = self._kept.fetched(url)
        return Last(found.etag, found.modified, found.fetched_at) if found else None


def _lists(known: Any) -> list[str]:
    return [*known.get("feeds", ()), *known.get("sitemaps", ())]


Work = Callable[[Ingest, str], object]
"""What is read into an archive: it is given the ingest, and the version that readings are made by."""


def run(settings: Settings, kept: SqlArchive, shown: Shown, work: Work) -> Failures:
    """Starts workers, has the work done, and tells how it went."""
    from dragoman.runners.processes import Jobs as Workers  # noqa: PLC0415
    from dragoman.runners.processes import Processes  # noqa: PLC0415

    workers = Workers.of(shown.jobs or settings.threads)
    failures = Failures()
    with (
        Progress("articles", quiet=shown.quiet) as progress,
        Processes(settings, workers) as runner,
    ):
        told = Report(
            kept=lambda one: emit(line(_kept_line(one))) if shown.as_json else None,
            failed=failures.add,
            step=progress.step,
        )
        ingest = Ingest(kept, runner, told, shown.retry)
        work(ingest, runner.version)
    if not shown.as_json:
        parts = [f"{count} {name}" for name, count in asdict(ingest.tally).items() if count]
        say(f"{', '.join(parts) or 'nothing new'}: {kept.name}")
    tally = ingest.tally
    failures.done = tally.new + tally.again + tally.known
    return failures


def _kept_line(one: Outcome) -> dict[str, Any]:
    assert one.rows is not None
    article = one.rows.article
    counts = {name: len(getattr(one.rows, name)) for name in ("statements", "deeds", "claims")}
    return {"source": one.source, "id": article["id"], "revision": article["revision"], **counts}


def settings_of(
    config: Path | None,
    place: str | None = None,
    host: str | None = None,
    reader: str | None = None,
) -> Settings:
    """The settings of the file, with what the command line says besides; a host may be typed in small letters."""
    found = Settings.load(config)
    if host:
        found = replace(found, host=host.upper() if host.islower() else host)
    found = replace(found, archive=place) if place else found
    return replace(found, reader=reader) if reader else found


class Opened:
    """The archive of the settings, and a stack for what else is to be closed."""

    def __init__(self, settings: Settings, *, create: bool) -> None:
        self._settings, self._create = settings, create

    def __enter__(self) -> tuple[ExitStack, SqlArchive]:
        self._stack = ExitStack()
        kept = open_archive(self._settings.archive, create=self._create)
        self._stack.callback(kept.close)
        return self._stack, kept

    def __exit__(self, *told: object) -> None:
        self._stack.__exit__(*cast("tuple[Any, Any, Any]", told))
