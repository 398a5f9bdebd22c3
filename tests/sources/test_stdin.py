from __future__ import annotations

import io

import pytest

from dragoman.errors import BadRecord
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, HTML, TEXT, Item
from dragoman.sources.stdin import StdinSource


def read(body: bytes) -> list[Item]:
    return list(StdinSource(io.BytesIO(body)).documents("-"))


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"Ostrania closed its border.\nNobody knows why.\n", TEXT),
        (b"<!doctype html><p>Ostrania</p>", HTML),
        (b'A page about {"text": "JSON"}\nand more\n', TEXT),
        (b"", TEXT),
    ],
)
def test_anything_but_a_batch_is_one_document(body: bytes, media_type: str) -> None:
    [document] = read(body)
    assert isinstance(document, Document)
    assert (document.media_type, document.body, document.uri) == (media_type, body, None)


def test_lines_that_are_articles_are_a_batch() -> None:
    documents = read(b'{"text": "One."}\n\n{"text": "Two.", "id": "2"}')
    assert [d.media_type for d in documents if isinstance(d, Document)] == [ARTICLE, ARTICLE]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (b'{"text": "One."}\nbroken\n', [Document, BadRecord]),
        (b'broken\n{"text": "One."}\n', [BadRecord, Document]),
    ],
)
def test_one_bad_line_does_not_turn_a_batch_into_a_text(body: bytes, kinds: list[type]) -> None:
    items = read(body)
    assert [type(item) for item in items] == kinds
    assert any("standard input, line" in str(item) for item in items)
