"""What only a database can do: migrate, fail, be read while it is written, be copied, be scoured."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from dragoman.archive import Query, open_archive
from dragoman.archive.base import StoryRow, StoryStep
from dragoman.archive.connection import engine_of, shown, transaction
from dragoman.archive.schema import metadata
from dragoman.archive.sql import SqlArchive
from dragoman.archive.views import VIEWS
from dragoman.errors import ArchiveError, UsageError
from tests.archive.news import outcome, told
from tests.postgres import new_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def filled(path: Path, count: int = 3) -> SqlArchive:
    archive = open_archive(str(path), create=True)
    archive.commit([outcome(told(n)) for n in range(count)])
    return archive


@pytest.fixture(params=["sqlite", "postgres"])
def address(path: Path, request: pytest.FixtureRequest) -> str:
    """Where no archive is yet: a file, or a database of a server."""
    return (
        str(path) if request.param == "sqlite" else new_database(request.getfixturevalue("server"))
    )


def test_the_migrations_make_the_tables_of_the_schema(address: str) -> None:
    engine = engine_of(address, create=True)

    def own(_: object, name: str | None, type_: str, *__: object) -> bool:
        extra = ("statement_words", "alembic_version", "statements_by_terms", "terms")
        return not str(name).startswith(extra)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": own})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_every_view_can_be_read(address: str) -> None:
    archive = open_archive(address, create=True)
    archive.commit([outcome(told(1))])
    rows = {view: list(archive.table(view)) for view in VIEWS}
    assert {view: len(found) for view, found in rows.items()} == {
        "v_articles": 1, "v_statements": 1, "v_reactions": 2, "v_targets": 1, "v_deeds": 1, "v_claims": 1,
        "v_copies": 0, "v_issues": 0, "v_stories": 0, "v_story_articles": 0, "v_corrections": 0,
    }  # fmt: skip
    assert rows["v_reactions"][0]["actor"] == "XVE"
    assert rows["v_articles"][0]["original"] == rows["v_articles"][0]["id"]
    assert list(rows["v_claims"][0]) == archive.columns("v_claims")
    with pytest.raises(UsageError, match="no table is called"):
        archive.columns("articles; DROP TABLE articles")
    archive.close()


def test_articles_are_of_the_story_that_took_theirs_in(address: str) -> None:
    archive = open_archive(address, create=True)
    archive.commit([outcome(told(n)) for n in range(4)])
    a, b, c, d = (told(n).article.id for n in range(4))
    steps = [StoryStep("join", name, one) for name, one in zip("pqrs", (a, b, c, d), strict=True)]
    steps += [StoryStep("merge", "q", None, "p"), StoryStep("merge", "r", None, "q")]
    rows = [
        StoryRow(name, None, None, 1, "2031-03-04", "2031-03-04", into, "{}", None)
        for name, into in (("p", "q"), ("q", "r"), ("r", None), ("s", None))
    ]
    assert archive.stories.note(steps, rows, 0)
    found = {row["article"]: row["story"] for row in archive.table("v_story_articles")}
    assert found == {a: "r", b: "r", c: "r", d: "s"}
    assert sorted(found) == sorted(archive.stories.articles("r") + archive.stories.articles("s"))
    archive.close()


def test_there_must_be_an_archive_to_read_one(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive"):
        open_archive(str(path))
    assert not path.exists()
    with pytest.raises(ArchiveError, match="there is no folder"):
        open_archive(str(tmp_path / "none" / "a.db"), create=True)
    sqlite3.connect(path).execute("CREATE TABLE x (y)").connection.close()
    with pytest.raises(ArchiveError, match="holds no archive"):
        open_archive(str(path))
    (tmp_path / "b.db").write_bytes(b"no database at all, and long enough to be told" * 40)
    with pytest.raises(ArchiveError, match="no archive, or damaged"):
        open_archive(str(tmp_path / "b.db"))
    with pytest.raises(ArchiveError, match="is no archive"):
        open_archive("mysql://a/b")
    with pytest.raises(ArchiveError, match="cannot be reached"):
        open_archive("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")


def test_one_made_by_a_newer_program_is_left_alone(path: Path) -> None:
    filled(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ArchiveError, match="newer Dragoman"):
        open_archive(str(path))


def test_readers_never_wait_for_a_writer(path: Path) -> None:
    archive = filled(path)
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM inputs")
        assert len(archive.search(Query("quay"))) == 3
        assert len(archive.readings()) == 3
        writer.execute("ROLLBACK")


def test_two_writers_take_turns_and_both_are_kept(path: Path) -> None:
    one, other = filled(path, 0), open_archive(str(path))
    threads = [
        threading.Thread(target=lambda a=a, n=n: a.commit([outcome(told(n))]))
        for n in range(20)
        for a in (one, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.contents().readings == 20


def test_a_writer_that_waits_too_long_says_who_is_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.archive.connection.PATIENCE", 0.2)
    archive = filled(path)
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="being written by another program"):
            archive.commit([outcome(told(7))])
        writer.execute("ROLLBACK")
    assert archive.commit([outcome(told(7))]) == 1


def test_a_full_disk_is_told_nothing_half_is_kept_and_the_next_run_goes_on(path: Path) -> None:
    archive = filled(path, 3)
    before = archive.contents()
    with archive._engine.connect() as connection:
        raw = connection.connection.cursor()
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(ArchiveError, match="no room left"):
        archive.commit([outcome(told(n)) for n in range(10, 400)])
    archive.close()
    again = open_archive(str(path))
    assert again.contents() == before
    assert again.commit([outcome(told(n)) for n in range(10, 20)]) == 10
    again.close()


def test_a_takedown_leaves_no_byte_of_the_text_in_the_file(path: Path) -> None:
    archive = filled(path, 30)
    line = "Ana Belo said the heron stands on one leg at dusk. "
    secret = told(99, "the heron stands on one leg at dusk", text=f"Heron, 99\n\n{line * 9}")
    archive.commit([outcome(secret)])
    archive.forget("https://post.example/99")
    archive.close()
    held = b"".join(p.read_bytes() for p in path.parent.iterdir())
    for word in (b"heron", b"dusk"):
        assert word not in held.lower()
    assert b"quay" in held


def test_a_backup_is_an_archive_and_replaces_nothing(path: Path, tmp_path: Path) -> None:
    archive = filled(path)
    archive.backup(tmp_path / "b.db")
    copy = open_archive(str(tmp_path / "b.db"))
    assert copy.contents() == archive.contents()
    assert copy.search(Query("quay")) == archive.search(Query("quay"))
    with pytest.raises(ArchiveError, match="is there already"):
        archive.backup(tmp_path / "b.db")


def test_a_backup_of_a_server_is_a_file(server: str, tmp_path: Path) -> None:
    archive = SqlArchive(new_database(server))
    archive.commit([outcome(told(n)) for n in range(5)])
    archive.backup(tmp_path / "b.db")
    copy = open_archive(str(tmp_path / "b.db"))
    assert copy.contents() == archive.contents()
    assert len(copy.search(Query("quay"))) == 5


def test_a_server_that_goes_away_is_told(server: str) -> None:
    address = new_database(server)
    archive = SqlArchive(address)
    other = create_engine(
        server.format("postgres").replace("postgresql://", "postgresql+psycopg://")
    )
    name = address.split("@/")[1].split("?")[0]
    with other.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    other.dispose()
    with pytest.raises(ArchiveError, match="cannot be reached"):
        archive.commit([outcome(told(1))])


WRITES = """
import sys
from dragoman.archive import open_archive
from tests.archive.news import outcome, told
archive = open_archive(sys.argv[1], create=True)
for n in range(10_000):
    archive.commit([outcome(told(n))])
    print(n, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", WRITES, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout is not None
    for _ in range(25):
        last = int(run.stdout.readline())
    run.kill()
    last = max([last, *(int(line) for line in run.stdout.read().split() if line.strip())])
    run.wait()
    found = open_archive(str(path)).contents()
    assert last + 1 <= found.readings <= last + 2
    assert found.statements == found.readings


def test_a_takedown_that_a_reader_hinders_says_so_and_is_finished_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.archive.connection.PATIENCE", 2)
    archive = filled(path, 3)
    secret = told(99, "the heron stands", text="Heron, 99\n\nAna Belo said the heron stands.")
    archive.commit([outcome(secret)])
    with sqlite3.connect(path, isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        with pytest.raises(ArchiveError, match="another program reads it"):
            archive.forget("https://post.example/99")
        reader.execute("ROLLBACK")
    assert archive.forget("https://post.example/99") == 0
    archive.close()
    held = b"".join(p.read_bytes() for p in path.parent.iterdir())
    assert b"heron" not in held.lower()


def test_no_password_is_ever_told(capsys: pytest.CaptureFixture[str]) -> None:
    address = "postgresql://me:hunter2@127.0.0.1:1/none?connect_timeout=1"
    with pytest.raises(ArchiveError) as caught:
        open_archive(address)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in shown("postgresql://me:hunter2@[::1/none")


def test_a_backup_that_fails_leaves_nothing_and_the_next_one_works(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = filled(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ArchiveError, match="cannot be written"):
            archive.backup(tmp_path / "b.db")
    assert not list(tmp_path.glob("*b.db*"))
    archive.backup(tmp_path / "b.db")


def test_two_first_runs_at_once_make_one_archive(server: str) -> None:
    address = new_database(server)
    errors: list[Exception] = []

    def opened() -> None:
        try:
            open_archive(address, create=True).close()
        except ArchiveError as error:
            errors.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_server_whose_writer_hangs_is_not_waited_for_without_end(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.archive.connection.PATIENCE", 0.3)
    address = new_database(server)
    archive, other = SqlArchive(address), open_archive(address)
    with (
        transaction(other._engine, "other"),
        pytest.raises(ArchiveError, match="being written by another program"),
    ):
        archive.commit([outcome(told(1))])
