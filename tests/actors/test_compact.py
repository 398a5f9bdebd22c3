"""The compact file holds what the tables hold, and is not read where it is out of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.actors import compact
from dragoman.actors.knowledge import Knowledge, gather
from dragoman.actors.registry import Registry
from dragoman.actors.tables import Tables, shipped_texts
from dragoman.errors import KnowledgeError


def of_tables() -> Knowledge:
    texts = shipped_texts()
    return gather(Tables.of(texts), compact.version(texts))


def test_what_is_packed_comes_back_the_same(tmp_path: Path) -> None:
    whole = of_tables()
    again = compact.unpack(compact.write(tmp_path).read_bytes())
    assert again.version == whole.version
    assert list(again.entries) == list(whole.entries)
    assert dict(again.entries) == dict(whole.entries)
    assert dict(again.names) == dict(whole.names)
    assert dict(again.holders) == dict(whole.holders)
    assert dict(again.left) == dict(whole.left)
    assert again.media == whole.media and "Xinhua" in again.media


def test_a_users_own_terms_come_back_too() -> None:
    term = {"office": "king", "name": "Ada Quill", "from": date(2020, 1, 1), "also": ["Queen Ada"]}
    table = {"kind": "state", "name": "Quorvia", "holders": [term]}
    tables = Tables.of(shipped_texts()).laid_over({"QUO": table}, None)
    whole = gather(tables, "own")
    again = compact.unpack(compact.pack(whole))
    assert again.entries["QUO"] == whole.entries["QUO"]
    assert again.holders["queen ada"] == whole.holders["queen ada"]


def test_a_name_that_breaks_a_line_stops_the_build() -> None:
    whole = of_tables()
    for odd in ({"New\nQuorvia": whole.names["France"]}, {"Quorvia": ()}):
        with pytest.raises(KnowledgeError, match="breaks a line"):
            compact.pack(replace(whole, names={**whole.names, **odd}))


def test_what_ships_is_what_the_tables_say() -> None:
    assert Registry.load().version == of_tables().version
    assert dict(compact.shipped().entries) == dict(of_tables().entries)


def test_a_file_that_ends_too_early_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name, content in shipped_texts().items():
        (folder / name).write_text(content, encoding="utf-8")
    whole = compact.write(folder).read_bytes()
    (folder / compact.FILE).write_bytes(whole[: 9 * len(whole) // 10])
    monkeypatch.setattr(compact, "files", lambda _: tmp_path)
    assert dict(compact.shipped().entries) == dict(of_tables().entries)


@pytest.mark.parametrize("text", ["", "[]", '{"version": "of before"}', "{"])
def test_a_file_that_is_old_or_damaged_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name, content in shipped_texts().items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / compact.FILE).write_text(text, encoding="utf-8")
    monkeypatch.setattr(compact, "files", lambda _: tmp_path)
    assert compact.shipped().entries["FRA"].name == "France"
