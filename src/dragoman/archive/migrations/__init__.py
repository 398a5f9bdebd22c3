"""Changes of the tables, one file each, run by alembic. A file that was released is never changed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0003"


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Brings the tables of a database to a version, within the transaction of a connection."""
    from alembic import command  # noqa: PLC0415  a quarter of a second, once an archive
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
