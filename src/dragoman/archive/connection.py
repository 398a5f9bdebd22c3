"""Connections to an archive: SQLite files and PostgreSQL databases, opened, migrated and guarded in one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    NoSuchModuleError,
    SQLAlchemyError,
)

from dragoman.errors import ArchiveError

PATIENCE = 30
"""Seconds that a writer waits for another."""
BEGIN = "dragoman_begin"
_PATIENT = {
    "connect_timeout": PATIENCE, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": PATIENCE * 1000,
}  # fmt: skip
"""How long a server may be silent."""
LOCK = 7_264_001
"""The number of PostgreSQL's advisory lock that writers of an archive take."""


def engine_of(place: str, *, create: bool) -> Engine:
    """An engine for a path or a postgresql:// address; raises ArchiveError where there is no archive.

    With `create` a missing SQLite file is made, and the tables of either.
    """
    address = shown(place)
    if place.startswith(("postgresql://", "postgres://")):
        engine = _postgres(place)
    elif "://" in place and not place.startswith("sqlite://"):
        raise ArchiveError(
            f"{address} is no archive: give a file, or postgresql://user@host/database"
        )
    else:
        engine = _sqlite(Path(place.removeprefix("sqlite:///")), create=create)
    with explained(address):
        _migrate(engine, address, create=create)
    return engine


def _sqlite(path: Path, *, create: bool) -> Engine:
    if not create and not path.exists():
        raise ArchiveError(f"there is no archive {path}: make one with `dragoman add SOURCE`")
    if not path.absolute().parent.is_dir():
        raise ArchiveError(f"there is no folder {path.absolute().parent}: make it, or name another")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine


def _begun(connection: Connection) -> None:
    """A transaction that will write takes the lock at once, so that it never fails half-way."""
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))


def _prepared(raw: sqlite3.Connection, _: Any) -> None:
    """WAL lets readers read while one writes; a commit is on the disk before it is acknowledged."""
    raw.isolation_level = None  # transactions are begun by `_begun` alone
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "mmap_size=268435456",
    ):
        (found,) = raw.execute(f"PRAGMA {setting}").fetchone() or (None,)
        if setting.startswith("journal_mode") and found != "wal":
            raise sqlite3.OperationalError(
                "unable to open with a write-ahead log, which its file system does not allow"
            )


def _postgres(address: str) -> Engine:
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1)).set(
            drivername="postgresql+psycopg"
        )
        return create_engine(url, connect_args=_PATIENT, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ArchiveError("PostgreSQL needs psycopg: pip install 'dragoman[postgres]'") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise ArchiveError(f"{shown(address)} is no address of a database: check it") from error


def shown(address: str) -> str:
    """An address as it may be told: without its password."""
    if "://" not in address:
        return address
    with suppress(ArgumentError, ValueError):
        return make_url(address).render_as_string(hide_password=True)
    return address.partition("://")[0] + "://…"


def _lock(connection: Connection) -> None:
    """Waits for other writers of a PostgreSQL archive, not for ever."""
    connection.execute(text(f"SET LOCAL lock_timeout = '{int(PATIENCE * 1000)}ms'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def is_sqlite(connection: Connection | Engine) -> bool:
    """Whether the other side is a file."""
    return connection.dialect.name == "sqlite"


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Turns what a database raises into an ArchiveError that says what to do."""
    try:
        yield
    except DataError:
        raise  # one value's fault: the caller knows whose
    except DBAPIError as error:
        raise ArchiveError(_said(address, error)) from error
    except SQLAlchemyError as error:
        raise ArchiveError(f"the archive {address} failed ({error}): please report it") from error


def _said(address: str, error: DBAPIError) -> str:
    cause = " ".join(str(error.orig).split()) or type(error.orig).__name__
    low = cause.lower()
    if "locked" in low or "lock timeout" in low:
        return (
            f"the archive {address} is being written by another program: try again when it is done"
        )
    if "full" in low or "no space" in low or "disk quota" in low:
        return f"there is no room left for the archive {address}: free some, and run the same again"
    if "readonly" in low or "unable to open" in low or "permission" in low:
        return f"the archive {address} cannot be written ({cause}): check its permissions"
    if "malformed" in low or "not a database" in low:
        return f"{address} is no archive, or damaged ({cause}): restore a backup"
    return f"the archive {address} cannot be reached ({cause}): check it, and run the same again"


@contextmanager
def transaction(engine: Engine, address: str) -> Iterator[Connection]:
    """A transaction that alone writes; all of it is kept or nothing. Raises ArchiveError."""
    with explained(address), engine.connect() as fresh:
        connection = fresh.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        with connection.begin():
            if not is_sqlite(engine):
                _lock(connection)
            yield connection


@contextmanager
def snapshot(engine: Engine, address: str) -> Iterator[Connection]:
    """A view of one moment, which no writer waits for. Raises ArchiveError."""
    with explained(address), engine.connect() as fresh:
        level = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ"}
        connection = fresh.execution_options(**level)
        with connection.begin():
            yield connection


def _migrate(engine: Engine, address: str, *, create: bool) -> None:
    """Brings the tables to this version; alembic is loaded only where they are not."""
    from dragoman.archive.migrations import HEAD, upgrade  # noqa: PLC0415

    with engine.connect() as connection:
        there = version_of(connection)
    if there == HEAD:
        return
    if there is None and not create:
        raise ArchiveError(f"{address} holds no archive: make one with `dragoman add SOURCE`")
    if there is not None and there > HEAD:
        raise ArchiveError(f"the archive {address} was made by a newer Dragoman: update this one")
    with transaction(engine, address) as connection:
        if version_of(connection) != HEAD:  # another may have been faster
            upgrade(connection)


def version_of(connection: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None
