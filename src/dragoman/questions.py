"""Commands that answer single questions, one or a line each: which day, which PLOVER root."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.console import Failures, emit
from dragoman.errors import NotFound, UsageError

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
TOGETHER = 64
"""Lines that are coded together."""


def when(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE|-", help="A phrase, or - for JSONL.")],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Which day is this: earliest, latest and precision of a phrase.

    Example: dragoman when "late Wednesday" --published 2022-01-06
    """
    from dragoman.lookups import lines_of, when_of  # noqa: PLC0415

    if phrase != "-":
        if not published:
            raise UsageError("`dragoman when` needs --published, the day the phrase was printed")
        found = when_of({"phrase": phrase, "published": published})
        ends = (found["earliest"], found["latest"])
        plain = f"{ends[0]}\t{ends[1]}\t{found['precision']}" if any(ends) else "no bounds"
        emit(line(found) if as_json else plain)
        return
    failures = Failures()
    given = {"published": published} if published else {}
    for row in lines_of(sys.stdin.buffer, "phrase", failures):
        with failures.told():
            emit(line(when_of({**given, **row})))
    failures.leave("there is no line to answer")


def code(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="JSONL; - for standard input.")
    ] = "-",
) -> None:
    """What does one do to another: a PLOVER root for each sentence with source and target.

    Reads JSONL with "sentence", "source" and "target" and prints it with "root" and "confidence".

    Example: dragoman code events.jsonl > coded.jsonl
    """
    from dragoman.lookups import lines_of, roots_of  # noqa: PLC0415
    from dragoman.reactions.coder import Coder  # noqa: PLC0415
    from dragoman.settings import Settings  # noqa: PLC0415

    failures = Failures()
    coder = Coder.chosen(Settings())
    try:
        stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        raise NotFound(f"there is no file {file}: check the path") from error
    with stream:
        for rows in _parts(lines_of(stream, "sentence", failures)):
            for found in roots_of(coder, rows):
                with failures.told():
                    emit(line(found))
    failures.leave("there is no line to answer")


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while part := list(islice(waiting, TOGETHER)):
        yield part


def line(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)
