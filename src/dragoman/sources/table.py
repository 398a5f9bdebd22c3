"""Tables of articles: CSV and TSV with a header, a row an article; the user may say which column is what."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import BinaryIO

from dragoman.errors import BadRecord, InputError
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, MAX_BYTES, Item
from dragoman.sources.batch import FIELDS, lines

MOST_LINES = 5_000
"""Lines that one row may go over: more, and a quotation mark was left open."""
NAMES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text"),
    "id": ("id", "article_id", "docid", "doc_id"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate", "publish_date", "datetime"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "publication", "media", "site"),
    "url": ("url", "link", "uri", "permalink", "web_url"),
}  # fmt: skip
"""What columns are called where the user does not say, in the order of preference."""


def rows(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """A Document for each row, a BadRecord for a bad one; raises InputError where no column holds the text.

    Lines that are no UTF-8 are read as cp1252, which spreadsheets write.
    """
    csv.field_size_limit(MAX_BYTES)
    text = (_decoded(line, n) for n, line in enumerate(lines(stream)))
    first = next(text, "")
    is_tsv = name.lower().removesuffix(".gz").endswith(".tsv")
    # Where the comma is the decimal point, spreadsheets part cells with semicolons.
    separator = "\t" if is_tsv else ";" if first.count(";") > first.count(",") else ","
    is_plain = is_tsv and '"' not in first  # such files are seldom quoted
    reader = csv.reader(
        chain([first], text),
        delimiter=separator,
        quoting=csv.QUOTE_NONE if is_plain else csv.QUOTE_MINIMAL,
    )
    places: dict[str, int] | None = None
    before = 0
    while True:
        where = f"{name}, line {reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield BadRecord(f"{where} is no row of a table ({error}): mend it")
            continue
        if reader.line_num - before > MOST_LINES:
            yield BadRecord(
                f"{where} goes on for {reader.line_num - before} lines: close its quotation mark"
            )
        elif places is None:
            places = _places([one.strip() for one in row], columns, name)
        elif any(cell.strip() for cell in row):
            yield _record(row, places, f"{name}, line {reader.line_num}")
        before = reader.line_num
    if places is None:
        _places([], columns, name)


def _decoded(line: bytes, number: int) -> str:
    text = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _places(header: list[str], columns: Mapping[str, str], name: str) -> dict[str, int]:
    """Where each thing stands in a row."""
    found: dict[str, int] = {}
    low = [one.lower() for one in header]
    for what, names in NAMES.items():
        if what in columns:
            if columns[what] not in header:
                raise InputError(
                    f"{name} has no column {columns[what]!r}: its columns are {', '.join(header)}"
                )
            found[what] = header.index(columns[what])
        else:
            at = next((low.index(one) for one in names if one in low), None)
            if at is not None:
                found[what] = at
    if "text" not in found:
        raise InputError(
            f"{name} has no column with the text among {', '.join(header) or 'none'}: "
            "say which with --columns text=NAME"
        )
    return found


def _record(row: list[str], places: Mapping[str, int], where: str) -> Item:
    told = {what: row[at].strip() for what, at in places.items() if at < len(row)}
    if not told.get("text"):
        return BadRecord(f"{where} has no text: fill the column, or leave the row out")
    body = json.dumps({**told, "text": row[places["text"]]}, ensure_ascii=False).encode()
    given = {key: told[key] for key in FIELDS if told.get(key)}
    return Document(told.get("url") or None, ARTICLE, body, given=MappingProxyType(given))
