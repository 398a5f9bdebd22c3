"""The commands. Data goes to standard output, progress and messages to standard error.

Exit codes: 0 done; 1 several inputs and some failed; 2 wrong usage; 3 the only input cannot be read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from dragoman import __version__
from dragoman.archive.memory import after
from dragoman.archive.selected import When
from dragoman.console import Failures, Progress, emit, prepare, say
from dragoman.errors import DragomanError, InputError, KnowledgeError, UsageError
from dragoman.intake import settings_of
from dragoman.keeping import KEEPING, Config, Place, Quiet
from dragoman.questions import Json, code, line, when
from dragoman.records import Reading
from dragoman.safe import printable
from dragoman.selection import Asked
from dragoman.settings import READERS, Settings
from dragoman.sources import reach_of
from dragoman.telling import TELLING, Story, Words, moment, page_view, write

app = typer.Typer(
    name="dragoman",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads the news about a crisis and tells who said and did what, each line one click from "
    "its source sentence. Offline.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Specs = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL|-…",
        help="Text or HTML files, folders, .jsonl batches (an article a line), web addresses, or - "
        "for standard input.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day of publication, 2022-01-06, where it is not given."),
]
Chosen = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="|".join(READERS),
        autocompletion=lambda: list(READERS),
        help="accurate, the default, or fast: about twice the speed, a little less is found.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    del version


def _day(value: str | None) -> date | datetime | None:
    from dragoman.articles import parse_published  # noqa: PLC0415

    return parse_published(value) if value else None


@dataclass
class _Work:
    """The readings of some inputs, one after another; what failed is told and counted."""

    specs: list[str]
    settings: Settings
    published: date | datetime | None
    quiet: bool = False
    until: date | datetime | None = None

    def __post_init__(self) -> None:
        self.failures = Failures()

    def opened(self) -> Iterator[Reading]:
        """The clean articles alone."""
        from dragoman.pipeline import open_articles  # noqa: PLC0415

        reach = reach_of(self.settings)
        yield from self._kept(open_articles(self.specs, self.published, reach))

    def readings(self) -> Iterator[Reading]:
        """Everything read from each article."""
        from dragoman.pipeline import build, open_articles, parts, run  # noqa: PLC0415

        pipeline = build(parts(self.settings))
        articles = open_articles(self.specs, self.published, reach_of(self.settings))
        opened = filter(self._is_in_time, articles)
        yield from self._kept(run(pipeline, opened))

    def _is_in_time(self, item: Reading | InputError) -> bool:
        """Whether an article was published by the time that is asked for; one left out is told."""
        if self.until is None or isinstance(item, InputError):
            return True
        when = item.article.published
        if when is not None and not after(when, self.until):
            return True
        say(
            f"left out: {item.article.uri or item.article.id}, published {when or 'nobody knows when'}"
        )
        return False

    def _kept(self, items: Iterable[Reading | InputError]) -> Iterator[Reading]:
        with Progress("articles read", quiet=self.quiet) as progress:
            for item in items:
                progress.step()
                if isinstance(item, InputError):
                    self.failures.add(item)
                else:
                    self.failures.done += 1
                    yield item


@app.command()
def read(
    specs: Specs,
    published: Published = None,
    host: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="The state where the crisis is, as KAZ.")
    ] = None,
    reader: Chosen = None,
    config: Config = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Everything read from each article: statements, deeds, claims.

    Example: dragoman read article.txt --published 2022-01-06 --json
    """
    from dragoman.exports.record import record  # noqa: PLC0415
    from dragoman.exports.summary import summary  # noqa: PLC0415

    settings = settings_of(config, None, host, reader)
    work = _Work(specs, settings, _day(published), quiet)
    for reading in work.readings():
        emit(line(record(reading)) if as_json else printable(summary(reading)))
    work.failures.leave()


@app.command()
def roundup(
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|URL|-…", help="Articles to read; without any, the page is of the archive."
        ),
    ] = None,
    story: Story = None,
    query: Words = None,
    host: Annotated[
        str | None,
        typer.Option(metavar="ACTOR", help="The state where the crisis is; else it is guessed."),
    ] = None,
    published: Published = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Of articles: what was published by then. Of the archive: the page as it stood then.",
        ),
    ] = None,
    as_of_published: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only what was published by then.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Mark what was published after this.")
    ] = None,
    with_articles: Annotated[
        bool, typer.Option("--with-articles", help="The whole text of every article too.")
    ] = False,
    title: Annotated[str | None, typer.Option(help="A headline of your own.")] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", help="txt, md, html or json; else by the name of FILE, else txt."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there.")
    ] = None,
    archive: Place = None,
    reader: Chosen = None,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """The page: what every government and organisation said and did.

    Example: dragoman roundup article.txt --published 2022-01-06 --format html -o page.html
    """
    from dragoman.actors.collection import shared  # noqa: PLC0415
    from dragoman.archive import Memory  # noqa: PLC0415
    from dragoman.roundup import FORMATS, Request, compose, render  # noqa: PLC0415

    form = (form or (output.suffix[1:] if output else "")).lower()
    form = form if form or output else "txt"
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}: choose one of {', '.join(FORMATS)}")
    settings = settings_of(config, archive, host, reader)
    until, new = _day(as_of_published or as_of), _day(since)
    if not specs:
        when = When(moment(as_of), _day(as_of_published))
        asked = Asked(story, settings.host, query)
        wanted = Request(settings.host, until, new, with_articles, title)
        view, told = page_view(settings, asked, when, wanted)
        write(render(compose(view, told), form), output)
        return
    if story or query:
        raise UsageError("--story and --query are of the archive: leave the PATH out, or them")
    work = _Work(specs, settings, _day(published), quiet, until)
    from dragoman.pipeline import parts  # noqa: PLC0415

    read = Memory()
    read.add(work.readings())
    if not read.readings():
        work.failures.leave()
    memory = Memory(parts(settings).registry.actor)
    memory.add(shared(read.readings()))
    request = Request(settings.host, until, new, with_articles, title)
    write(render(compose(memory, request), form), output)
    work.failures.leave()


@app.command()
def extract(
    specs: Specs,
    published: Published = None,
    config: Config = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """The clean article of a page or text, with its title, headings and date.

    Example: dragoman extract page.html --json
    """
    from dragoman.exports.record import article, own_id  # noqa: PLC0415

    work = _Work(specs, settings_of(config), _day(published), quiet)
    for reading in work.opened():
        one = {**article(reading.article), "id": own_id(reading.article)}
        emit(line(one) if as_json else printable(reading.article.text))
        for issue in reading.issues:
            say(f"{issue.level}: {issue.message}")
    work.failures.leave()


@app.command()
def actor(
    name: Annotated[str, typer.Argument(metavar="NAME|-", help="A phrase, or - for JSONL.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day that counts.")] = None,
    context: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Whom the text is about.")
    ] = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Who is this: the actor for whom a phrase speaks.

    Example: dragoman actor "the Kremlin spokesman" --on 2022-01-06
    """
    from dragoman.actors.registry import Registry  # noqa: PLC0415
    from dragoman.lookups import actor_line, actor_of, lines_of  # noqa: PLC0415

    settings = settings_of(config)
    registry = Registry.load(settings.actors or None, settings.origin)
    for one in context or []:
        registry.entry(one)
    if name != "-":
        asked = {"name": name, "on": on, "context": context or []}
        found = actor_of(registry, asked)
        emit(line(found) if as_json else actor_line(found))
        return
    failures = Failures()
    for row in lines_of(sys.stdin.buffer, "name", failures):
        with failures.told():
            emit(line(actor_of(registry, {"on": on, "context": context or [], **row})))
    failures.leave("there is no line to answer")


app.command()(when)
app.command()(code)
for _command in KEEPING:
    app.command()(_command)
for _name, _told in TELLING:
    app.command(_name)(_told)


@app.command()
def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            help="Attributions: JSONL, gzipped or not, or marked text: file or folder; or coded cases."
        ),
    ],
    reader: Chosen = None,
    model: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="A reader that is not shipped.")
    ] = None,
    reliability: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw confidence against share right there, as SVG: of spans, or of types and deeds.",
        ),
    ] = None,
    confusion: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw what is taken for what in coded cases, as SVG."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Scores the reader on a corpus of attributions, or the coding on cases; says what a figure counts.

    Example: dragoman evaluate polnear-dev.jsonl.gz --reliability reliability.svg
    """
    from dragoman.evaluation.cases import is_cases  # noqa: PLC0415
    from dragoman.evaluation.score import score  # noqa: PLC0415

    if reader and model:
        raise UsageError("--reader and --model both name a reader: give one of them")
    if confusion and not is_cases(corpus):
        raise UsageError("--confusion draws coded cases, and these are attributions: leave it out")
    with Progress("texts scored", quiet=quiet) as progress:
        done = score(corpus, Settings(reader=reader or READERS[0]), model, progress.step)
    emit(line(done.record) if as_json else "\n".join(done.lines))
    for drawn, draw in ((reliability, done.draw), (confusion, done.confuse)):
        if drawn and draw is None:
            raise UsageError(f"{drawn} is not written: the cases have nothing of the kind to draw")
        if drawn and draw:
            write(draw(), drawn)


@app.command()
def doctor(config: Config = None, as_json: Json = False) -> None:
    """Checks the installation: every shipped file, the registry, the codebook, one reading.

    Example: dragoman doctor
    """
    from dragoman.checks import checks  # noqa: PLC0415

    bad = 0
    for name, error in checks(settings_of(config)):
        bad += error is not None
        plain = f"{'FAILED' if error else 'ok':<8}{name}{f': {error}' if error else ''}"
        emit(line({"check": name, "error": error}) if as_json else plain)
    if bad:
        raise typer.Exit(3)


INTERRUPTED = 130
"""What the command line gives for an interrupt: 128 and the signal's number."""


def main() -> NoReturn:
    """The entry point: errors raised on purpose become one line and an exit code."""
    prepare()
    try:
        code = app(standalone_mode=False)
    except (UsageError, KnowledgeError) as error:
        say(f"dragoman: {error}")
        code = 2
    except DragomanError as error:
        say(f"dragoman: {error}")
        code = 3
    except Exception as error:
        if not hasattr(error, "show"):  # not one of the command line's own
            raise
        error.show()
        code = 2
    if code == INTERRUPTED:
        say("dragoman: stopped; what was kept stays, and the same command goes on from there")
    raise SystemExit(code or 0)
