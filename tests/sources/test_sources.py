from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.sources import SOURCES, form, open_source


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("-", "stdin"),
        ("https://a.example/b", "url"),
        ("FTP://a.example", "url"),
        ("news/today.txt", "file"),
        ("C:\\news\\today.txt", "file"),
    ],
)
def test_the_form_tells_the_source(spec: str, expected: str) -> None:
    assert form(spec) == expected


def test_every_form_has_its_source() -> None:
    assert sorted(SOURCES) == ["file", "stdin", "url"]


def test_open_source_reads_what_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Velmar denied it.")
    [document] = open_source(str(path))
    assert isinstance(document, Document)
    [error] = open_source("gopher://a.example")
    assert isinstance(error, InputError)
