"""The commands that tell of an archive's stories: stories, diff, export, import; and pages of the archive."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from dragoman.archive import View
from dragoman.archive.corrected import corrected
from dragoman.archive.selected import Selected, When, select
from dragoman.archive.views import VIEWS
from dragoman.console import emit, say
from dragoman.errors import InputError, UsageError
from dragoman.intake import Opened, settings_of
from dragoman.keeping import Config, Place
from dragoman.questions import Json, line
from dragoman.records import instant
from dragoman.runners.linking import link
from dragoman.safe import printable
from dragoman.selection import Asked, Found, find

if TYPE_CHECKING:
    from dragoman.archive.sql import SqlArchive
    from dragoman.exports.told import Told
    from dragoman.roundup.page import Request
    from dragoman.settings import Settings

Story = Annotated[
    str | None,
    typer.Option(
        "--story", metavar="NAME|ID", help="A story of the settings, or the beginning of an id."
    ),
]
Words = Annotated[
    str | None,
    typer.Option("--query", metavar="WORDS", help="Articles that hold all these words."),
]


def stories(
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Those that something came to since then.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 30,
    archive: Place = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """The archive's stories, the latest first; new articles are put into theirs before.

    Example: dragoman stories --since 2022-01-05
    """
    settings = settings_of(config, archive)
    with Opened(settings, create=False) as (_, kept):
        link(kept)
        for one in kept.stories.listed(moment(since, time.min), limit):
            told = {
                "id": one.id,
                "title": one.title,
                "host": one.host,
                "articles": one.articles,
                "first": one.first_at,
                "last": one.last_at,
            }
            short = f"{one.id[:8]}\t{one.articles}\t{one.last_at[:16]}\t{one.host or '?'}\t{one.title or ''}"
            emit(line(told) if as_json else printable(short))
        for name, known in settings.stories.items():
            told = {"id": name, "title": known.get("title"), "host": known.get("host"), "own": True}
            emit(
                line(told)
                if as_json
                else printable(f"{name}\t\t\t{known.get('host', '?')}\t{known.get('title', '')}")
            )


def diff(
    story: Story = None,
    query: Words = None,
    host: Annotated[str | None, typer.Option(metavar="ACTOR", help="Whose crisis.")] = None,
    before: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="The earlier moment.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--to", metavar="TIME", help="The later moment; else now.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="txt, md, html or json.")] = "txt",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there.")
    ] = None,
    archive: Place = None,
    config: Config = None,
) -> None:
    """What a story's page holds at one moment and did not at another: both by when things were recorded.

    Example: dragoman diff --story 3fa81c02 --from 2022-01-06T12:00 --to 2022-01-07T12:00
    """
    from dragoman.roundup import Request, compose  # noqa: PLC0415
    from dragoman.roundup.differ import FORMATS, differ, show  # noqa: PLC0415

    if before is None:
        raise UsageError("--from names the earlier moment: give it")
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}: choose one of {', '.join(FORMATS)}")
    settings = settings_of(config, archive, host)
    with Opened(settings, create=False) as (_, kept):
        pages = []
        for at in (before, after):
            asked, when = Asked(story, settings.host, query), When(moment(at))
            view, found = chosen(kept, settings, asked, when)
            request = Request(settings.host or found.host, moment(at), title=found.title)
            pages.append(compose(view, request))
    write(show(differ(*pages), form), output)


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="Of a table: csv, csv-safe, jsonl, parquet. Of readings: plover, gdelt, "
            "web-annotation, quotation, atom, json-feed, brat, label-studio, obsidian.",
        ),
    ] = "csv",
    table: Annotated[
        str, typer.Option(help=f"One of {', '.join(v.removeprefix('v_') for v in VIEWS)}.")
    ] = "statements",
    story: Story = None,
    query: Words = None,
    host: Annotated[str | None, typer.Option(metavar="ACTOR", help="Whose crisis.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="TIME", help="As it stood then.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there.")
    ] = None,
    archive: Place = None,
    config: Config = None,
) -> None:
    """A table of the archive for pandas, R or a spreadsheet; or readings, of a story or all, for other programs.

    Example: dragoman export --format label-studio --story 3fa81c02 -o tasks.json
    """
    from dragoman.exports import COMING_BACK, EXPORTS, WHOLE  # noqa: PLC0415

    if form not in EXPORTS and form not in WHOLE:
        raise UsageError(f"no format {form!r}: choose one of {', '.join((*EXPORTS, *WHOLE))}")
    settings = settings_of(config, archive, host)
    if form in EXPORTS and (story or query or host or as_of):
        raise UsageError(
            f"{form} is of a whole table: leave --story, --query, --host and --as-of out"
        )
    with Opened(settings, create=False) as (stack, kept):
        if form in WHOLE:
            asked = Asked(story, settings.host if host else None, query)
            told = _told(kept, settings, asked, When(moment(as_of)), form not in COMING_BACK)
            count = WHOLE[form](told, _stream(stack, output))
        else:
            view = table if table.startswith("v_") else f"v_{table}"
            names = kept.columns(view)
            count = EXPORTS[form](kept.table(view), names, _stream(stack, output))
    if output is not None:
        say(f"written: {output}, {count} {'rows' if form in EXPORTS else 'entries'}")


def _stream(stack: ExitStack, output: Path | None) -> BinaryIO:
    """Where an export goes; the file is opened when all else is known to be right."""
    if output is None:
        return sys.stdout.buffer
    try:
        return stack.enter_context(output.open("wb"))
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror})") from error


def _told(kept: SqlArchive, settings: Settings, asked: Asked, when: When, together: bool) -> Told:
    """The readings of what is asked for, all where nothing is; `together` where one serves the others."""
    from dragoman.exports.told import Told  # noqa: PLC0415
    from dragoman.pipeline import parts  # noqa: PLC0415

    if asked == Asked():
        actors = parts(settings).registry.actor
        readings = kept.as_of(when.recorded) if when.recorded else kept.readings()
        ids = [one.article.id for one in readings]
        return Told(corrected(readings, kept.corrections(ids, when.recorded)), actors)
    view, found = chosen(kept, settings, asked, when, together)
    return Told(view.readings(), view.actor, found.title or "Dragoman")


def chosen(
    kept: SqlArchive, settings: Settings, asked: Asked, when: When, together: bool = True
) -> tuple[Selected, Found]:
    """The readings of what is asked for, as they stood; raises InputError where there are none."""
    from dragoman.actors.collection import shared  # noqa: PLC0415
    from dragoman.pipeline import parts  # noqa: PLC0415

    found = find(kept, settings, asked, when)
    view = select(kept, found.articles, when)
    held = shared(view.held) if together else view.held
    return replace(view, held=held, actors=parts(settings).registry.actor), found


def page_view(
    settings: Settings, asked: Asked, when: When, request: Request
) -> tuple[View, Request]:
    """The view of a page of the archive, and the request with what the settings say of the story."""
    with Opened(settings, create=False) as (_, kept):
        view, found = chosen(kept, settings, asked, when)
    if not view.readings():
        raise InputError("the archive holds no article of this: see `dragoman stories`")
    told = replace(request, host=request.host or found.host, title=request.title or found.title)
    return view, told


def bring(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Of `dragoman export`, as you changed it.")
    ],
    form: Annotated[
        str | None, typer.Option("--format", help="brat or label-studio; else by the name of FILE.")
    ] = None,
    archive: Place = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Brings an editor's corrections back; they stay when articles are read again.

    Example: dragoman import corrected.json --format label-studio
    """
    from dragoman.exports.returned import IMPORTS, form_of  # noqa: PLC0415

    chosen_form = form or form_of(file)
    if chosen_form not in IMPORTS:
        raise UsageError(f"no format {chosen_form!r} comes back: choose {' or '.join(IMPORTS)}")
    with Opened(settings_of(config, archive), create=False) as (_, kept):
        told = IMPORTS[chosen_form](file, kept)
        new = kept.correct(told.corrections)
    for message in told.issues:
        say(message)
    record = {"corrections": len(told.corrections), "new": new, "articles": told.articles}
    plain = f"{len(told.corrections)} corrections in {told.articles} articles, {new} of them new"
    emit(line(record) if as_json else plain)


TELLING: tuple[tuple[str, Any], ...] = (
    ("stories", stories),
    ("diff", diff),
    ("export", export),
    ("import", bring),
)


def moment(value: str | None, at: time = time(23, 59, 59)) -> datetime | None:
    """A time of the command line: a bare day means its end, or `at`; no zone UTC."""
    if not value:
        return None
    from dragoman.articles import parse_published  # noqa: PLC0415

    return instant(parse_published(value), at)


def write(page: str, output: Path | None) -> None:
    """A page to a file, or to standard output."""
    if output is None:
        emit(page.rstrip("\n"))
        return
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror}): name another") from error
    say(f"written: {output}")
