"""docs/data.md is the dictionary of the views as they are. To write it anew, run this file as a program."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from dragoman.archive import open_archive
from dragoman.archive.views import VIEWS
from dragoman.errors import KnowledgeError
from dragoman.exports.dictionary import dictionary

PAGE = Path(__file__).parents[2] / "docs" / "data.md"


def made() -> str:
    with tempfile.TemporaryDirectory() as held:
        archive = open_archive(f"{held}/a.db", create=True)
        tables = {view: archive.columns(view) for view in VIEWS}
        archive.close()
    return dictionary(tables)


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == made()


def test_a_column_that_nobody_described_is_told() -> None:
    with pytest.raises(KnowledgeError, match="column nosuch"):
        dictionary({"v_articles": ["nosuch"]})


if __name__ == "__main__":
    PAGE.write_text(made(), encoding="utf-8")
