from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.errors import BadRecord, InputError, NotFound
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, HTML, MAX_BYTES, TEXT
from dragoman.sources.file import FileSource


def read(path: Path) -> list[Document | InputError]:
    return list(FileSource().documents(str(path)))


def test_a_text_file_comes_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_bytes(b"Marovia recalled its envoy.\r\n")
    [document] = read(path)
    assert isinstance(document, Document)
    assert document.body == b"Marovia recalled its envoy.\r\n"
    assert (document.media_type, document.uri) == (TEXT, str(path))
    assert document.fetched_at is not None


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("page.html", b"hello", HTML),
        ("page.HTM", b"hello", HTML),
        ("page", b"\n <!DOCTYPE HTML><title>x</title>", HTML),
        ("page.txt", b"<html>", TEXT),
        ("notes", b"hello", TEXT),
    ],
)
def test_the_media_type_is_told_by_name_then_by_content(
    tmp_path: Path, name: str, body: bytes, media_type: str
) -> None:
    (tmp_path / name).write_bytes(body)
    [document] = read(tmp_path / name)
    assert isinstance(document, Document)
    assert document.media_type == media_type


def test_a_batch_gives_an_article_a_line_and_an_error_for_each_bad_one(tmp_path: Path) -> None:
    path = tmp_path / "batch.jsonl"
    good = {"id": 7, "text": "Lindania objects.", "published": "2021-03-04", "title": None}
    lines = [json.dumps(good), "{not json", '{"title": "no text"}', "", "[1]", '{"text": "Last."}']
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    items = read(path)
    assert [type(item) for item in items] == [Document, BadRecord, BadRecord, BadRecord, Document]
    first = items[0]
    assert isinstance(first, Document)
    assert first.media_type == ARTICLE
    assert dict(first.given) == {"id": "7", "published": "2021-03-04"}
    assert json.loads(first.body) == good
    assert "batch.jsonl, line 2" in str(items[1])
    assert "batch.jsonl, line 5" in str(items[3])


def test_a_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.jsonl", ".hidden.txt", ".git/x.txt", "d.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"text": "x", "id": "c"}')
    uris = [item.uri or item.given["id"] for item in read(tmp_path) if isinstance(item, Document)]
    assert uris == [str(tmp_path / "a.html"), str(tmp_path / "b.txt"), "c"]


def test_one_unreadable_file_of_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.txt").write_text("Still here.")
    assert [type(item) for item in read(tmp_path)] == [NotFound, Document]


@pytest.mark.parametrize("name", ["missing.txt", "nul\x00byte"])
def test_what_is_not_there_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    [error] = read(tmp_path / name)
    assert isinstance(error, InputError)
    assert name in str(error)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    [error] = read(tmp_path)
    assert isinstance(error, NotFound)


def test_a_file_over_the_cap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    [error] = read(path)
    assert isinstance(error, InputError)
    assert "20 MB" in str(error)


def test_a_deeply_nested_or_endless_line_is_a_bad_record(tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_bytes(b"[" * 200_000 + b"\n" + b"x" * (MAX_BYTES * 2) + b'\n{"text": "ok"}\n')
    assert [type(item) for item in read(path)] == [BadRecord, BadRecord, Document]
