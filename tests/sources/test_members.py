"""Tables, batches, archives and what lies in them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from dragoman.errors import BadRecord, Hostile, InputError
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, HTML, MAIL, PDF, TEXT, Item, Reach
from dragoman.sources.file import FileSource
from dragoman.sources.members import documents
from tests.sources.warcs import packed, record


def read(name: str, body: bytes, **columns: str) -> list[Item]:
    return list(documents(io.BytesIO(body), name, Reach(columns)))


def texts(items: list[Item]) -> list[str]:
    return [json.loads(one.body)["text"] for one in items if isinstance(one, Document)]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.md", TEXT), ("a.HTM", HTML), ("a.pdf", PDF), ("a.eml", MAIL), ("a.txt", TEXT)],
)
def test_one_article_has_the_type_of_its_name(name: str, media_type: str) -> None:
    [one] = read(name, b"Velmar shut its border.")
    assert isinstance(one, Document)
    assert (one.media_type, one.uri) == (media_type, name)


def test_a_table_tells_its_columns_by_name_or_by_the_user() -> None:
    table = 'Headline,Date,Body,Link\n"A, B",2031-03-04,"Text\nof two lines.",https://a.example/1\n,,,\nX,,,\n'
    first, bad = read("a.csv", b"\xef\xbb\xbf" + table.encode())
    assert isinstance(first, Document)
    assert (first.media_type, first.uri) == (ARTICLE, "https://a.example/1")
    assert dict(first.given) == {
        "title": "A, B",
        "published": "2031-03-04",
        "url": "https://a.example/1",
    }
    assert texts([first]) == ["Text\nof two lines."]
    assert isinstance(bad, BadRecord)
    assert "line 5" in str(bad)
    assert texts(read("a.tsv", b"when\twhat\n2031\tIt shut.\n", text="what")) == ["It shut."]
    assert texts(read("a.csv", b"text;date\nIt shut.;2031-01-01\n")) == ["It shut."]


@pytest.mark.parametrize(
    ("table", "columns", "told"),
    [
        (b"a,b\n1,2\n", {}, "no column with the text among a, b"),
        (b"", {}, "no column with the text"),
        (b"a,b\n1,2\n", {"text": "c"}, "no column 'c'"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(
    table: bytes, columns: dict[str, str], told: str
) -> None:
    [error] = read("a.csv", table, **columns)
    assert isinstance(error, InputError)
    assert told in str(error)


def test_lines_with_other_keys_are_read_as_the_user_says() -> None:
    line = json.dumps({"content": "It shut.", "when": "2031-03-04", "id": 4}).encode()
    [one] = read("a.jsonl", line, text="content", published="when")
    assert isinstance(one, Document)
    assert one.given["published"] == "2031-03-04"
    assert texts([one]) == ["It shut."]


def test_a_packed_batch_is_read_line_by_line_up_to_damage() -> None:
    batch = b"".join(json.dumps({"text": f"Line {n}."}).encode() + b"\n" for n in range(3000))
    body = gzip.compress(batch[:9000]) + gzip.compress(batch[9000:])
    assert len(texts(read("a.jsonl.gz", body))) == 3000
    cut = read("a.jsonl.gz", body[:-30])
    assert "ends in the middle" in str(cut[-1])
    assert "is damaged" in str(read("a.csv.gz", b"no gzip at all")[0])


def archive(members: dict[str, bytes], kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name, body in members.items():
                made.writestr(name, body)
        return out.getvalue()
    with tarfile.open(fileobj=out, mode=f"w:{kind}") as tar:  # type: ignore[call-overload]
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    return out.getvalue()


MEMBERS = {
    "b/one.txt": b"One.",
    "b/two.html": b"<p>Two.</p>",
    "b/.hidden.txt": b"no",
    "__MACOSX/x.txt": b"no",
    "b/picture.png": b"\x89PNG",
    "b/lines.jsonl": b'{"text": "Three."}\n{bad\n',
    "b/page.warc.gz": packed([record(4)])[0],
    "../../etc/five.txt": b"Five.",
    "b/inner.zip": b"PK",
}


@pytest.mark.parametrize(
    ("name", "kind"), [("a.zip", "zip"), ("a.tar", ""), ("a.tgz", "gz"), ("a.tar.xz", "xz")]
)
def test_members_of_archives_are_read_and_nothing_is_written(
    name: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(archive(MEMBERS, kind))
    items = list(FileSource().documents(name))
    uris = [one.uri for one in items if isinstance(one, Document)]
    assert uris[:2] == [f"{name}/b/one.txt", f"{name}/b/two.html"]
    assert uris[3:] == ["https://courier.example/4", f"{name}/../../etc/five.txt"]
    errors = [str(one) for one in items if isinstance(one, InputError)]
    assert any("lines.jsonl, line 2" in one for one in errors)
    assert any("archive within an archive" in one for one in errors)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_member_that_unpacks_absurdly_is_set_aside_and_the_others_are_read() -> None:
    members = {"bomb.txt": b"\0" * 12_000_000, "giant.txt": b"ab" * 11_000_000, "ok.txt": b"Here."}
    items = read("a.zip", archive(members, "zip"))
    assert [type(one) for one in items] == [Hostile, Hostile, Document]
    items = read("a.tar", archive(members, ""))
    assert [type(one) for one in items] == [Document, Hostile, Document]


def test_a_tar_that_unpacks_absurdly_is_left() -> None:
    whole = archive({f"{n}.txt": b"\0" * 9_000_000 for n in range(4)}, "gz")
    items = read("a.tgz", whole)
    assert isinstance(items[-1], Hostile)
    assert len(items) < 4


def test_a_locked_or_damaged_member_is_told() -> None:
    whole = bytearray(archive({"a.txt": b"x" * 5000, "b.txt": b"Here."}, "zip"))
    whole[45] ^= 255
    items = read("a.zip", bytes(whole))
    assert isinstance(items[0], InputError)
    assert isinstance(items[1], Document)
    assert "no zip file" in str(read("a.zip", b"PK nothing")[0])
    assert "no tar file" in str(read("a.tar.gz", b"nothing")[0])


def test_one_bad_byte_or_quotation_mark_costs_no_more_than_its_rows() -> None:
    assert texts(read("a.csv", b"id,text\n1,a\n2,b\xe9\n3,c\n")) == ["a", "b\u00e9", "c"]
    many = b"id,text\n1,a\n" + b'2,"open\n' + b"3,c\n" * 6_000
    items = read("a.csv", many)
    assert texts(items[:1]) == ["a"]
    assert "close its quotation mark" in str(items[-1])
    assert texts(read("a.tsv", b'id\ttext\n1\tsays "no\n2\tc\n')) == ['says "no', "c"]


def test_a_line_without_end_is_cut_and_never_held_whole() -> None:
    packed_line = gzip.compress(b"text\n" + b"x" * 30_000_000 + b"\nHere.\n")
    items = read("a.csv.gz", packed_line)
    assert texts(items[-1:]) == ["Here."]


def test_members_that_unpack_without_a_bound_are_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("bomb.txt", b"\0" * 50_000_000)
        made.writestr("film.mp4", b"\0" * 50_000_000)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ok.txt", b"Here.")
    error, good = read("a.zip", out.getvalue())
    assert "packed in a way" in str(error)
    assert isinstance(good, Document)


def test_what_an_unpacker_raises_is_told_and_ends_no_other_input(tmp_path: Path) -> None:
    (tmp_path / "a.tar.xz").write_bytes(b"no xz at all")
    (tmp_path / "b.txt").write_bytes(b"Here.")
    first, second = FileSource().documents(str(tmp_path))
    assert isinstance(first, InputError)
    assert isinstance(second, Document)
