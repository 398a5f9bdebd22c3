"""The commands around an archive: add, watch, search, history, reread, forget, backup, archive."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.archive.base import Query
from dragoman.console import emit, say
from dragoman.errors import InputError, UsageError
from dragoman.intake import Items, Opened, Shown, run, settings_of
from dragoman.questions import Json, line
from dragoman.runners.again import due
from dragoman.runners.linking import link
from dragoman.safe import printable
from dragoman.settings import READERS

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE…",
        help="Files, folders, batches (.jsonl, .csv), archives (.zip, .tar), WARC files, mails, PDFs, "
        "addresses of articles, feeds and sitemaps, or - for standard input; without any, the outlets of the "
        "settings.",
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="FILE|URL",
        help="The archive: a file, or postgresql://…; else DRAGOMAN_ARCHIVE, the settings, ./dragoman.db.",
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Settings, outlets and own actors in TOML; else DRAGOMAN_CONFIG, else ./dragoman.toml.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Readers at work; 0, the default, one a core.")
]
Host = Annotated[
    str | None, typer.Option(metavar="ACTOR", help="The state where the crisis is, as KAZ.")
]
Reader = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="|".join(READERS),
        autocompletion=lambda: list(READERS),
        help="accurate, the default, or fast.",
    ),
]
_LINE = 160


def add(
    sources: Sources = None,
    archive: Place = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAME=COLUMN,…",
            help="What tables call text, title, published, outlet, url, id.",
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Who published what is added, where nothing else says so.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of publication, where nothing else tells it."),
    ] = None,
    host: Host = None,
    reader: Reader = None,
    jobs: Jobs = 0,
    retry: Annotated[
        bool, typer.Option("--retry", help="Read again what failed or was set aside before.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be read.")
    ] = False,
    config: Config = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Reads articles into the archive; what it has already is passed over, so that a stopped run goes on.

    Example: dragoman add news/ https://outlet.example/feed.xml --archive crisis.db
    """
    settings = settings_of(config, archive, host, reader)
    with Opened(settings, create=not dry_run) as (stack, kept):
        day = _day(published)
        stated = {"outlet": outlet, "listed": day.isoformat() if day else None}
        items = Items(settings, kept, stack, _columns(columns), stated)
        specs = sources or items.own()
        if dry_run:
            for told in items.planned(specs):
                emit(line(told) if as_json else f"{told['state']}\t{told['source']}")
            return
        shown = Shown(jobs, retry, as_json, quiet)
        failures = run(settings, kept, shown, lambda ingest, _: ingest(items.of(specs)))
        link(kept)
    failures.leave(nothing="")


def watch(
    archive: Place = None,
    every: Annotated[
        float, typer.Option(metavar="MINUTES", min=0.1, help="How often the outlets are asked.")
    ] = 10,
    once: Annotated[bool, typer.Option("--once", help="Ask once and end.")] = False,
    host: Host = None,
    reader: Reader = None,
    jobs: Jobs = 0,
    config: Config = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Asks the feeds and sitemaps of the settings' outlets again and again, and keeps what is new.

    Example: dragoman watch --config crisis.toml --every 15
    """
    settings = settings_of(config, archive, host, reader)
    with Opened(settings, create=True) as (stack, kept):
        items = Items(settings, kept, stack)
        specs = items.own()
        while True:
            began = time.monotonic()
            shown = Shown(jobs, False, as_json, quiet)
            failures = run(settings, kept, shown, lambda ingest, _: ingest(items.of(specs)))
            link(kept)
            if once:
                failures.leave(nothing="")
                return
            time.sleep(max(1.0, every * 60 - (time.monotonic() - began)))


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='All must stand in it; "in this order"; begin*.'),
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who says it, by code.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="What it does, as condemn.")] = None,
    target: Annotated[str | None, typer.Option(help="At whom it is aimed, by code.")] = None,
    posture: Annotated[str | None, typer.Option(help="backs, neutral, critical or none.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="The first day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The last day.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    archive: Place = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Statements by words, actor, type, day and outlet, the newest first.

    Example: dragoman search "territorial integrity" --actor RUS --since 2022-01-05
    """
    asked = Query(
        " ".join(words or []), actor, kind, target, posture, outlet, _day(since), _day(until), limit
    )
    with Opened(settings_of(config, archive), create=False) as (_, kept):
        for hit in kept.search(asked):
            emit(line(asdict(hit)) if as_json else _hit_line(asdict(hit)))


def history(
    address: Annotated[str, typer.Argument(metavar="URL|ID", help="Of one article.")],
    archive: Place = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Every text that stood at an address, and what changed from one to the next.

    Example: dragoman history https://outlet.example/world/story
    """
    from dragoman.archive.changes import changes  # noqa: PLC0415

    with Opened(settings_of(config, archive), create=False) as (_, kept):
        found = kept.revisions(address)
    if not found:
        raise InputError(
            f"the archive has no article {address}: look for it with `dragoman search`"
        )
    before = ""
    for n, one in enumerate(found):
        told = changes(before, one.text) if n else []
        if as_json:
            emit(line({**asdict(one), "changes": [asdict(change) for change in told]}))
        else:
            emit(printable(f"{one.recorded_at}Z\t{one.revision}\t{one.title or ''}"))
            for change in told:
                emit(printable(f"{change.sign} {change.text}"))
        before = one.text


def reread(
    archive: Place = None,
    host: Host = None,
    reader: Reader = None,
    jobs: Jobs = 0,
    config: Config = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Reads the archive's articles again where models or settings are newer; old readings stay beside the new.

    Example: dragoman reread --archive crisis.db
    """
    settings = settings_of(config, archive, host, reader)
    with Opened(settings, create=False) as (_, kept):
        shown = Shown(jobs, False, as_json, quiet)
        failures = run(
            settings, kept, shown, lambda ingest, made_by: ingest.again(due(kept, made_by))
        )
    failures.leave(nothing="")


def forget(
    what: Annotated[str, typer.Argument(metavar="URL|OUTLET", help="An article or an outlet.")],
    archive: Place = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Takes an article or a whole outlet out of the archive, for good; none of its text is left in the file.

    Example: dragoman forget https://outlet.example/world/story
    """
    with Opened(settings_of(config, archive), create=False) as (_, kept):
        gone = kept.forget(what)
    told = {"forgotten": what, "articles": gone}
    emit(
        line(told)
        if as_json
        else f"{gone} articles of {what} are forgotten, and will not be added again"
    )


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    archive: Place = None,
    config: Config = None,
) -> None:
    """Copies the archive into a new SQLite file, while others read and write it.

    Example: dragoman backup crisis-2022-01-06.db
    """
    with Opened(settings_of(config, archive), create=False) as (_, kept):
        kept.backup(file)
    say(f"written: {file}")


def archive(
    archive: Place = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """How much the archive holds, and a digest of all of it, which is the same for the same content.

    Example: dragoman archive --archive crisis.db
    """
    with Opened(settings_of(config, archive), create=False) as (_, kept):
        told = asdict(kept.contents())
    for one in [line(told)] if as_json else [f"{name:<12}{value}" for name, value in told.items()]:
        emit(one)


KEEPING = (add, watch, search, history, reread, forget, backup, archive)


def _hit_line(hit: dict[str, Any]) -> str:
    who = " ".join(hit["actors"]) or hit["speaker"] or "?"
    words = " ".join(hit["words"].split())
    short = words if len(words) <= _LINE else f"{words[: _LINE - 1]}…"
    told = f"{hit['day'] or '?'}\t{who}\t{' '.join(hit['types'])}\t{short}\t{hit['uri'] or hit['article']}"
    return printable(told)


def _columns(text: str | None) -> dict[str, str]:
    from dragoman.sources.table import NAMES  # noqa: PLC0415

    found: dict[str, str] = {}
    for pair in text.split(",") if text else ():
        name, sign, column = pair.partition("=")
        if not sign or name.strip() not in NAMES or not column.strip():
            raise UsageError(
                f"--columns {pair!r} is not NAME=COLUMN with NAME one of {', '.join(NAMES)}"
            )
        found[name.strip()] = column.strip()
    return found


def _day(value: str | None) -> date | None:
    if not value:
        return None
    from dragoman.articles import parse_published  # noqa: PLC0415

    found = parse_published(value)
    return found.date() if isinstance(found, datetime) else found
