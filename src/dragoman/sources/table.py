"""Tables of articles: CSV and TSV with a header, a row an article; the user may say which column is what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from dragoman.errors import BadRecord, InputError
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, MAX_BYTES, Item
from dragoman.sources.batch import FIELDS

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
    """A Document for each row; raises InputError where no column holds the text, or the table is no UTF-8."""
    csv.field_size_limit(MAX_BYTES)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    separator = "\t" if name.lower().removesuffix(".gz").endswith(".tsv") else ","
    try:
        reader = csv.reader(text, delimiter=separator)
        header = next(reader, [])
        if (
            len(header) == 1 and ";" in header[0]
        ):  # what spreadsheets write where the comma is the decimal point
            reader, header = csv.reader(text, delimiter=";"), header[0].split(";")
        places = _places([one.strip() for one in header], columns, name)
        for row in reader:
            if any(cell.strip() for cell in row):
                yield _record(row, places, f"{name}, line {reader.line_num}")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is no UTF-8 ({error.reason}): save the table as UTF-8") from error
    except csv.Error as error:
        raise InputError(f"{name} is no table ({error}): save it as CSV with a header") from error


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
