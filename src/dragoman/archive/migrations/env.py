"""What alembic runs; the connection is handed in by `upgrade`."""

from __future__ import annotations

from alembic import context

from dragoman.archive.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
