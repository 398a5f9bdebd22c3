"""Brat's standoff format (Stenetorp et al. 2012), both ways: for each article its text and its annotations,
zipped.

Content, Source and Cue are text-bound annotations, joined by said_by and cued_by; a note on a content holds its
codes as JSON. What an editor draws anew without a note has no codes.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.exports.marked import Marked, codes, marked, within
from dragoman.exports.told import Told
from dragoman.records import Span

CONFIGURATION = """[entities]
Content
Source
Cue

[relations]
said_by\tArg1:Content, Arg2:Source
cued_by\tArg1:Content, Arg2:Cue

[events]

[attributes]
"""
_TEXT = re.compile(r"(T\d+)\t(Content|Source|Cue) ([\d; ]+)\t")
_RELATION = re.compile(r"R\d+\t(said_by|cued_by) Arg1:(T\d+) Arg2:(T\d+)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")
MOST_BYTES = 20_000_000


def write(told: Told, stream: BinaryIO) -> int:
    """A zip of annotation.conf and, for each article, ID-REVISION.txt and .ann; returns how many articles."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr(entry_of("annotation.conf"), CONFIGURATION)
        for reading in told.readings:
            name = f"{reading.article.id}-{reading.article.revision}"
            held.writestr(entry_of(f"{name}.txt"), _plain(reading.article.text).encode())
            held.writestr(entry_of(f"{name}.ann"), standoff(reading.article.text, marked(reading)))
    return len(told.readings)


def entry_of(name: str) -> zipfile.ZipInfo:
    """An entry whose time is always the same: the same articles give the same bytes."""
    found = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def standoff(text: str, held: list[Marked]) -> str:
    """The annotations of one text."""
    rows, number, relation = [], 0, 0
    for note, mark in enumerate(held, 1):
        number += 1
        content = number
        rows.append(_bound(content, "Content", mark.content, text))
        for kind, name, spans in (
            ("Source", "said_by", [mark.source] if mark.source else []),
            ("Cue", "cued_by", list(mark.cue)),
        ):
            for span in spans:
                number, relation = number + 1, relation + 1
                rows.append(_bound(number, kind, (span,), text))
                rows.append(f"R{relation}\t{name} Arg1:T{content} Arg2:T{number}")
        told = json.dumps(dict(mark.codes), ensure_ascii=True, sort_keys=True)
        rows.append(f"#{note}\tAnnotatorNotes T{content}\t{told}")
    return "".join(f"{row}\n" for row in rows)


def _bound(number: int, kind: str, spans: tuple[Span, ...], text: str) -> str:
    ends = ";".join(f"{s.start} {s.end}" for s in sorted(spans))
    said = " ".join(" ".join(s.of(text).split()) for s in sorted(spans))
    return f"T{number}\t{kind} {ends}\t{_plain(said)}"


def read(file: BinaryIO) -> Iterator[tuple[str, str, str]]:
    """Article, revision and annotations of each file of a zip; raises ValueError for one that is too large."""
    with zipfile.ZipFile(file) as held:
        for entry in held.infolist():
            name = entry.filename.rsplit("/", 1)[-1]
            article, mark, revision = name.removesuffix(".ann").partition("-")
            if not name.endswith(".ann") or not mark:
                continue
            if entry.file_size > MOST_BYTES:
                raise ValueError(f"{name} is larger than {MOST_BYTES:,} bytes")
            yield article, revision, held.read(entry).decode("utf-8", "replace")


def parse(annotated: str, text: str) -> list[Marked]:
    """The statements of one annotation file; raises ValueError, with the line, where it cannot be read."""
    spans: dict[str, tuple[str, tuple[Span, ...]]] = {}
    joined: dict[str, dict[str, list[str]]] = {}
    notes: dict[str, str] = {}
    for number, line in enumerate(annotated.split("\n"), 1):
        try:
            if found := _TEXT.match(line):
                spans[found[1]] = (found[2], tuple(within(_spans(found[3]), text)))
            elif found := _RELATION.match(line):
                joined.setdefault(found[2], {}).setdefault(found[1], []).append(found[3])
            elif found := _NOTE.match(line):
                notes[found[1]] = found[2]
        except (ValueError, IndexError) as error:
            raise ValueError(f"line {number}: {error}") from error
    return [
        _mark(name, spans, joined, notes) for name, (kind, _) in spans.items() if kind == "Content"
    ]


def _spans(text: str) -> Iterator[Span]:
    for part in text.split(";"):
        start, end = part.split()
        yield Span(int(start), int(end))


def _mark(
    name: str,
    spans: dict[str, tuple[str, tuple[Span, ...]]],
    joined: dict[str, dict[str, list[str]]],
    notes: dict[str, str],
) -> Marked:
    own = joined.get(name, {})
    sources = [spans[one][1][0] for one in own.get("said_by", ()) if one in spans]
    cues = [span for one in own.get("cued_by", ()) if one in spans for span in spans[one][1]]
    return Marked(
        spans[name][1],
        sources[0] if sources else None,
        tuple(sorted(cues)),
        codes(notes[name]) if notes.get(name) else {},
    )
