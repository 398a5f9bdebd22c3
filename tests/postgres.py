"""A PostgreSQL of Debian's packages for tests: a cluster of its own in a new folder, reached by a socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

USER = "postgres"
_NUMBER = count()


def programs() -> Path | None:
    """Where initdb and pg_ctl lie; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "pg_ctl").exists() and (f / "initdb").exists()), None)


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a running server without databases of ours; it ends with the context."""
    bins = programs()
    assert bins is not None
    root = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(root, USER)
    data = root / "data"

    def run(*command: str) -> None:
        told = [*as_user, str(bins / command[0]), *command[1:]]
        subprocess.run(told, check=True, capture_output=True, cwd=root, timeout=120)

    try:
        run("initdb", "-D", str(data), "-U", USER, "--no-sync", "-E", "UTF8", "--locale=C")
        options = f"-k {root} -c listen_addresses='' -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(root / "log"), "-o", options, "start")
        try:
            yield f"postgresql://{USER}@/{{}}?host={root}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def new_database(server: str) -> str:
    """The address of a fresh database of a server."""
    import psycopg

    name = f"d{os.getpid()}_{next(_NUMBER)}"
    with psycopg.connect(server.format(USER), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name)
